"""Visiting: which office, what to take along, and the town halls that anyone may come to."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from upstander.common.calendars import calendar_response
from upstander.hub.context import language
from upstander.hub.views import visitor_form
from upstander.officials import answers, reports, visits
from upstander.officials.answers import Asked
from upstander.officials.forms import SeatForm
from upstander.officials.views.campaigns import whole


@csrf_exempt
def visit(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to visit, and the sheet to print; offices are found on the device, or by posting."""
    context = whole(request, slug)
    context["facts"] = visits.facts(context["claims"], language())
    if request.method == "POST":
        return _offices(request, context)
    return render(request, "officials/visit.html", context | {"meetings": _meetings()})


@visitor_form
def _offices(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The offices of the official that was posted, the nearest first."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        context |= {"meetings": _meetings(), "refused": form}
        return render(request, "officials/visit.html", context, status=422)
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
        "meetings": _meetings([office.id]),
    }
    return render(request, "officials/visit.html", context)


def town_halls(request: HttpRequest) -> HttpResponse:
    """All town halls that are not over."""
    return render(request, "officials/town_halls.html", {"meetings": _meetings()})


def town_halls_ics(request: HttpRequest) -> HttpResponse:
    """The same as a calendar."""
    now = timezone.now()
    body = visits.calendar_file(visits.town_halls(now=now), language=language(), made=now)
    return calendar_response(body, name="town-halls.ics")


def _meetings(offices: Collection[str] | None = None) -> list[visits.Meeting]:
    """The town halls that are not over, in words; of some offices, or of all."""
    rows = visits.town_halls(now=timezone.now(), offices=offices)
    return visits.meetings(rows, language=language(), on=date.today())
