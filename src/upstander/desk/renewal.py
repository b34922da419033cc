"""Renewing the lists of officials from the desk: what came of it, a yes, and the way back."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from upstander.common.home import refresh_is_on
from upstander.desk import queries
from upstander.hub.admin import organizer
from upstander.hub.context import language
from upstander.places import packs, renewal
from upstander.places import queries as places
from upstander.upkeep import refresh, renewing
from upstander.upkeep.renewing import State
from upstander.web import elsewhere

SHOWN = 50
"""Changes that the page lists."""


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """How old the lists are, what changed last, what waits for a yes, and what went wrong."""
    state = renewing.read()
    used, waits = renewal.read_record(packs.in_use().renewed), refresh.record_of_waiting()
    context = {
        "state": state,
        "said": renewing.words(state),
        "tried": _moment(state.tried),
        "is_on": refresh_is_on(),
        "asked": bool(renewing.asked_at()),
        "sources": [one for one in places.sources() if one.limit is not None],
        "old": {one.title for one in queries.old_sources(localdate())},
        "used": _told(used) if used else None,
        "waits": _told(waits) if waits else None,
        "can_go_back": refresh.earlier() is not None,
        "passed_over": packs.in_use().passed_over,
        "elsewhere": [
            {"place": place, "made": _moment(place.made)} for place in elsewhere.read(settings.HOME)
        ],
    }
    return render(request, "desk/renewal.html", context)


def _told(record: renewal.Record) -> dict[str, object]:
    """What a page shows of renewed lists."""
    return {
        "made": _moment(record.made),
        "changes": renewing.changes(record.counts),
        "rows": [renewing.row(one, language()) for one in record.changes[:SHOWN]],
        "more": max(sum(record.counts.values()) - SHOWN, 0),
        "doubts": [renewing.doubt(one) for one in record.doubts],
        "agreed_by": record.agreed_by,
    }


def _moment(iso: str) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Has the lists looked for; that takes its minutes, and runs beside the server."""
    try:
        renewing.ask()
    except OSError as error:
        messages.error(request, str(renewing.REASONS["disk"]) % {"why": error})
    else:
        messages.success(
            request, _("Newer lists are looked for within a minute or two. Look here again then.")
        )
    return redirect("desk:renewal")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Leaves a folder for a static host alone from now on; what is in it stays."""
    try:
        elsewhere.forget(settings.HOME, request.POST.get("folder", ""))
    except OSError as error:
        messages.error(request, str(renewing.REASONS["disk"]) % {"why": error})
    return redirect("desk:renewal")


@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Takes the lists that wait into use, and publishes with them what was approved last."""
    return _done(request, lambda name: refresh.agree(by=name))


@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Goes back to the earlier lists, and publishes with them what was approved last."""
    return _done(request, lambda name: refresh.go_back(by=name))


def _done(request: HttpRequest, work: Callable[[str], State]) -> HttpResponse:
    try:
        state = work(organizer(request).get_username())
    except refresh.Running:
        messages.error(
            request, _("The lists are being renewed at this moment. Try again in a few minutes.")
        )
    except OSError as error:
        messages.error(request, str(renewing.REASONS["disk"]) % {"why": error})
    else:
        said = messages.error if state.outcome == "failed" else messages.success
        said(request, renewing.words(state))
    return redirect("desk:renewal")
