"""The home page, the look-up without JavaScript, and the pages about the site itself."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.timezone import now

from upstander.campaigns.queries.campaigns import campaigns
from upstander.hub import registry
from upstander.hub.context import is_preview, language
from upstander.hub.views import shown_as, visitor_form
from upstander.learn import queries as learn
from upstander.officials.queries import reports
from upstander.officials.queries.answers import Asked, answer
from upstander.places import queries as places
from upstander.web import queries


def home(request: HttpRequest) -> HttpResponse:
    """The start of the path: the four questions, and the look-up for who is in a hurry."""
    guides = learn.guides(preview=is_preview(request))
    return render(request, "web/home.html", {"guides": guides})


@visitor_form
def lookup(request: HttpRequest) -> HttpResponse:
    """Who represents a ZIP code or a place; what was typed is kept nowhere."""
    located = places.find(request.POST.get("q", ""))
    chosen = request.POST.get("campaign")
    offers = [offer for offer in registry.all_offers() if chosen in (None, offer.about.slug)]
    asked = Asked(now=now(), notes=reports.notes())
    said = answer(located, offers=offers, language=language(), on=date.today(), asked=asked)
    context = {
        "answer": said,
        "asked": located.query,
        "error": said.notices[0] if said.is_refused else "",
        "campaign": next((offer.about for offer in offers if offer.about.slug == chosen), None),
    }
    shown_as(request, "officials:index")
    return render(request, "web/lookup.html", context, status=422 if said.is_refused else 200)


def privacy(request: HttpRequest) -> HttpResponse:
    """What the site does not know, what the device holds, and for how long."""
    return render(request, "web/privacy.html")


def about(request: HttpRequest) -> HttpResponse:
    """Who runs this hub, what the software is, whose data it builds on."""
    return render(request, "web/about.html", {"sources": queries.sources()})


def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed in one list."""
    base = f"{get_script_prefix()}{language()}/"
    listed = [(feed.title, base + feed.address) for feed in registry.all_feeds()]
    return render(request, "web/feeds.html", {"feeds": listed})


def offline(request: HttpRequest) -> HttpResponse:
    """The page for one that the device did not keep, and what it may have kept instead."""
    return render(request, "web/offline.html", {"campaigns": campaigns()})


def not_found(request: HttpRequest) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render(request, "web/not_found.html")
