"""Counts and reports that visitors choose to send, and what is shown of them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from upstander.campaigns import operations
from upstander.campaigns.operations import Received
from upstander.campaigns.queries import tallies
from upstander.campaigns.views.campaigns import whole
from upstander.common.calendars import PRODUCT
from upstander.hub.context import language
from upstander.hub.views import shown_as, visitor_form
from upstander.places.queries import UnknownOffice

STATUS = {Received.COUNTED: 200, Received.AGAIN: 200, Received.FULL: 503}
COUNTED = {
    Received.COUNTED: _("Thank you. It is counted."),
    Received.AGAIN: _("This one is counted already."),
    Received.FULL: _("We have reached the most we count in a day. What you did still matters."),
    None: _("We could not read that, so nothing was counted. Go back and try again."),
}
REPORTED = {
    Received.COUNTED: _(
        "Thank you. When others report it too, callers will see that this mailbox is full."
    ),
    Received.AGAIN: _("You have reported this one already."),
    Received.FULL: _("Enough people have reported this today. Nothing was kept of yours."),
    None: _("We could not read that, so nothing was kept. Go back and try again."),
}


@visitor_form
def tally(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts one outcome of a campaign, where a visitor chose so."""
    campaign = whole(request, slug)["campaign"]
    token, outcome = request.POST.get("token", ""), request.POST.get("outcome", "")
    received = _tried(lambda: operations.count(campaign, outcome, token))
    context = {"words": COUNTED[received], "campaign": campaign}
    shown_as(request, "campaigns:campaign", campaign.slug)
    return _answer(request, received, context)


@visitor_form
def report(request: HttpRequest) -> HttpResponse:
    """Takes a report that the mailbox of an office is full."""
    office, token = request.POST.get("office", ""), request.POST.get("token", "")
    received = _tried(lambda: operations.report_full_mailbox(office, token))
    shown_as(request, "officials:index")
    return _answer(request, received, {"words": REPORTED[received]})


def totals(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of a campaign: rounded counts of days that are over."""
    context = whole(request, slug)
    found = tallies.day_totals(context["campaign"])
    context |= {
        "totals": found,
        "outcomes": _in_words(found),
        "limit": f"{operations.MOST_OF_A_CAMPAIGN:,}",
    }
    return render(request, "campaigns/totals.html", context)


def totals_json(request: HttpRequest, slug: str) -> JsonResponse:
    """The same for software."""
    return JsonResponse(tallies.document(whole(request, slug)["campaign"], language()))


def record(request: HttpRequest) -> HttpResponse:
    """What a visitor has done, from what their device keeps."""
    outcomes = {code: str(words) for code, words in tallies.OUTCOMES.items()}
    context = {"live": True, "outcomes": outcomes, "product": PRODUCT}
    return render(request, "campaigns/record.html", context)


def _tried(receive: Callable[[], Received]) -> Received | None:
    """Returns what became of it, or None where it made no sense."""
    try:
        return receive()
    except (ValueError, UnknownOffice):
        return None


def _answer(
    request: HttpRequest, received: Received | None, context: dict[str, Any]
) -> HttpResponse:
    """A page for a form, JSON for a script; a script gets 200 also where the day is full."""
    status = 422 if received is None else STATUS[received]
    if request.headers.get("Accept") == "application/json":
        said = {"received": received}
        return JsonResponse(said, status=422 if received is None else 200)
    return render(request, "campaigns/received.html", context, status=status)


def _in_words(totals: tallies.Totals) -> list[tuple[str, int | None]]:
    return [(str(tallies.OUTCOMES[code]), count) for code, count in totals.outcomes.items()]
