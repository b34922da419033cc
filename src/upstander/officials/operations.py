"""Writing what hubs add to the lists, and what callers report. Each is whole or not at all."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate

from upstander.common.phones import tel
from upstander.hub.operations import save
from upstander.officials.models import AddedOfficial, NumberCorrection, Report, TownHall

REPORTS_KEPT = timedelta(days=14)


def write_added(official: AddedOfficial, *, by: User | None) -> AddedOfficial:
    """Stores an official that no list has.

    Raises:
        ValidationError: a field is missing or wrong, or its address is taken.
    """
    return save(official, by=by, why="official written")


def write_town_hall(meeting: TownHall, *, by: User | None) -> TownHall:
    """Stores a public meeting with an official, or that it is cancelled.

    Raises:
        ValidationError: a field is missing or wrong, or it ends before it begins.
    """
    return save(meeting, by=by, why="town hall written")


def correct_number(correction: NumberCorrection, *, by: User | None) -> NumberCorrection:
    """Stores that a number in the lists is wrong, and the right one where it is known.

    Raises:
        ValidationError: a field is missing or wrong, or the number is corrected already.
    """
    return save(correction, by=by, why="number corrected")


@transaction.atomic
def apply_suggested_number(fields: Mapping[str, Any], by: User) -> str:
    """Keeps a suggested number in place of a wrong one; returns its desk address.

    Raises:
        ValidationError: a field is missing, too long, or not a web address.
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


@transaction.atomic
def count_report(office_id: str, *, on: date) -> None:
    """Counts one caller who found the mailbox of an office full."""
    row, _new = Report.objects.get_or_create(office_id=office_id, on=on)
    Report.objects.filter(pk=row.pk).update(count=F("count") + 1)


def forget_old(on: date) -> int:
    """Deletes reports whose time is over; returns how many rows went."""
    return Report.objects.filter(on__lte=on - REPORTS_KEPT).delete()[0]
