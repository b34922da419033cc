"""What callers report of an office: a full mailbox, a wrong number. Who called is never known."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.utils.timezone import localdate

from upstander.officials.models import Report
from upstander.officials.queries import corrections

ENOUGH = 3
"""So many callers must have found a mailbox full before others are told."""
RECENT = timedelta(days=7)
"""What was reported within this time is told."""
MOST_OF_AN_OFFICE = 50
"""Reports of one office in a day, at most."""
MOST_OF_A_HUB = 1_000
"""Reports of all offices in a day, at most."""


def is_full(on: date, *, office_id: str) -> bool:
    """Returns whether a day has all the reports that it may have, of an office or of all."""
    of_day = Report.objects.filter(on=on)
    return (
        _reported(of_day.filter(office_id=office_id)) >= MOST_OF_AN_OFFICE
        or _reported(of_day) >= MOST_OF_A_HUB
    )


def _reported(rows: QuerySet[Report]) -> int:
    return int(rows.aggregate(sum=Sum("count"))["sum"] or 0)


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
        "numbers": corrections.numbers(),
    }
