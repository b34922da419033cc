"""Calling: whom, with what script."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from upstander.campaigns.forms import SeatForm
from upstander.campaigns.queries import letters, sitting, visits, words
from upstander.campaigns.views.campaigns import whole
from upstander.hub.context import language
from upstander.hub.views import visitor_form
from upstander.officials.queries import answers, reports


@csrf_exempt
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to call; the script is made on the device, or by posting."""
    context = whole(request, slug)
    if request.method == "POST":
        return _script(request, context)
    return render(request, "campaigns/call.html", context | calling(context))


@visitor_form
def _script(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The script for the official that was posted."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        context |= calling(context) | {"form": form}
        return render(request, "campaigns/call.html", context, status=422)
    office, today = form.cleaned_data["office"], date.today()
    place = form.cleaned_data["place"]
    asked = answers.Asked(now=timezone.now(), near=visits.point(place), notes=reports.notes())
    campaign, claims = context["campaign"], context["claims"]
    context |= {
        "card": answers.card(office, language=language(), on=today, asked=asked),
        "onward": sitting.onward(
            campaign, form.cleaned_data, how="call", language=language(), on=today
        ),
    }
    if context["card"].vacant:
        return render(request, "campaigns/call.html", context)
    represents = form.cleaned_data["represents"]
    to = letters.recipient(
        office, place=place, language=language(), on=today, represents=represents
    )
    context |= {
        "represents": represents,
        "text": letters.wording(campaign, office.id, "script", language()),
        "script": letters.script(campaign, to, claims=claims, language=language()),
    }
    return render(request, "campaigns/call.html", context)


def calling(context: dict[str, Any]) -> dict[str, Any]:
    """From what the device makes a script, and what it says of a call."""
    return {
        "text": context["campaign"].text("script", language()),
        "cited": letters.spoken(context["claims"], language()),
        "cue": words.OWN_WORDS,
        "calls": words.CALLS,
    }
