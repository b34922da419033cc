"""Visiting: which office, and what to take along."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from upstander.campaigns.forms import SeatForm
from upstander.campaigns.queries import visits
from upstander.campaigns.views.campaigns import whole
from upstander.hub.context import language
from upstander.hub.views import visitor_form
from upstander.officials.queries import answers, reports
from upstander.officials.queries.answers import Asked
from upstander.officials.queries.town_halls import now_coming


@csrf_exempt
def visit(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to visit, and the sheet to print; offices are found on the device, or by posting."""
    context = whole(request, slug)
    context["facts"] = visits.facts(context["claims"], language())
    if request.method == "POST":
        return _offices(request, context)
    return render(request, "campaigns/visit.html", context | {"meetings": now_coming()})


@visitor_form
def _offices(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The offices of the official that was posted, the nearest first."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        context |= {"meetings": now_coming(), "refused": form}
        return render(request, "campaigns/visit.html", context, status=422)
    office = form.cleaned_data["office"]
    card = answers.card(
        office,
        language=language(),
        on=date.today(),
        asked=Asked(
            now=timezone.now(),
            near=visits.point(form.cleaned_data["place"]),
            notes=reports.notes(),
        ),
    )
    context |= {
        "card": card,
        "offices": visits.nearest_first(card.offices),
        "meetings": now_coming([office.id]),
    }
    return render(request, "campaigns/visit.html", context)
