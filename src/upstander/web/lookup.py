"""Who represents a place, for a visitor without JavaScript. What was typed is kept nowhere."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upstander.hub.context import language
from upstander.hub.views import visitor_form
from upstander.officials import queries as officials
from upstander.officials.answers import answer
from upstander.places import queries as places


@visitor_form
def lookup(request: HttpRequest) -> HttpResponse:
    """Answers a ZIP code or a place with the seats in Congress that are, or may be, its own."""
    located = places.find(request.POST.get("q", ""))
    chosen = request.POST.get("campaign")
    campaigns = [one for one in officials.campaigns() if chosen in (None, one.slug)]
    said = answer(located, campaigns=campaigns, language=language(), on=date.today())
    context = {
        "answer": said,
        "asked": located.query,
        "error": said.notices[0] if said.is_refused else "",
        "campaign": next((one for one in campaigns if one.slug == chosen), None),
    }
    vars(request).update(shown_path=reverse("officials:index"))
    return render(request, "web/lookup.html", context, status=422 if said.is_refused else 200)
