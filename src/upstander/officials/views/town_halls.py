"""The town halls that anyone may come to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from upstander.common.calendars import calendar_response
from upstander.hub.context import language
from upstander.officials.queries.town_halls import calendar_file, coming, now_coming


def town_halls(request: HttpRequest) -> HttpResponse:
    """All town halls that are not over."""
    return render(request, "officials/town_halls.html", {"meetings": now_coming()})


def town_halls_ics(request: HttpRequest) -> HttpResponse:
    """The same as a calendar."""
    now = timezone.now()
    body = calendar_file(coming(now=now), language=language(), made=now)
    return calendar_response(body, name="town-halls.ics")
