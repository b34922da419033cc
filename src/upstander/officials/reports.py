"""What callers report of an office: a full mailbox, a wrong number. Who called is never known."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, Sum
from django.urls import reverse
from django.utils.timezone import localdate

from upstander.common.phones import tel
from upstander.hub.operations import save
from upstander.officials import added
from upstander.officials.models import NumberCorrection, Report
from upstander.officials.reach import Corrections
from upstander.officials.tallies import Received, count, once

ENOUGH = 3
"""So many callers must have found a mailbox full before others are told."""
RECENT = timedelta(days=7)
"""What was reported within this time is told."""
MOST_OF_AN_OFFICE = 50
"""Reports of one office in a day, at most."""
MOST_OF_A_HUB = 1_000
"""Reports of all offices in a day, at most."""


class SuggestedNumber(TypedDict):
    """A wrong number of an office, the right one, and where it stands; `phone`, `right` and `url`
    may be empty."""

    office: str
    phone: str
    right: str
    url: str
    language: str


@transaction.atomic
def receive(office_id: str, token: str, *, on: date | None = None) -> Received:
    """Counts one caller who found the mailbox of an office full, once for each `token`.

    Raises:
        UnknownOffice: there is no such office.
        ValueError: `token` is not 32 hexadecimal digits.
    """
    added.find(office_id)
    today = on or localdate()

    def full() -> bool:
        of_day = Report.objects.filter(on=today)
        return (
            count(of_day.filter(office_id=office_id)) >= MOST_OF_AN_OFFICE
            or count(of_day) >= MOST_OF_A_HUB
        )

    received = once(token, on=today, full=full)
    if received == Received.COUNTED:
        row, _new = Report.objects.get_or_create(office_id=office_id, on=today)
        Report.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return received


def notes(on: date | None = None) -> dict[str, Any]:
    """Returns what callers should know, by office.

    `full` has the last day on which a mailbox was reported full, where enough callers did within
    the last days; `numbers` has for each wrong number the right one (empty where nobody knows
    it), where that stands, and as of when.
    """
    today = on or localdate()
    reported = (
        Report.objects.filter(on__gt=today - RECENT, on__lte=today)
        .order_by()
        .values_list("office_id")
        .annotate(reports=Sum("count"), last=Max("on"))
        .filter(reports__gte=ENOUGH)
        .order_by("office_id")
    )
    return {
        "full": {office_id: last.isoformat() for office_id, _reports, last in reported},
        "numbers": corrections(),
    }


def corrections() -> dict[str, Corrections]:
    """Returns the wrong numbers that are known, by office; see `notes`."""
    numbers: dict[str, dict[str, Mapping[str, str]]] = {}
    for one in NumberCorrection.objects.all():
        numbers.setdefault(one.office_id, {})[one.wrong] = {
            "right": one.right,
            "source": one.source_url,
            "as_of": one.as_of.isoformat(),
        }
    return dict(numbers)


@transaction.atomic
def apply_suggested_number(fields: SuggestedNumber, *, by: User) -> str:
    """Keeps a suggested number in place of a wrong one; returns its desk address.

    Raises:
        ValidationError: a field is too long, or not a web address.
    """
    of_office = NumberCorrection.objects.filter(office_id=fields["office"])
    known = (one for one in of_office if tel(one.wrong) == tel(fields["phone"]))
    corrected = next(known, None) or NumberCorrection(
        office_id=fields["office"], wrong=fields["phone"]
    )
    corrected.right = fields["right"]
    corrected.source_url = fields["url"]
    corrected.as_of = localdate()
    save(corrected, by=by, why="suggested number accepted")
    return reverse("admin:officials_numbercorrection_change", args=[corrected.pk])
