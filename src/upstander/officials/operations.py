"""Writing what hubs add to the lists, what callers report, what changed. Whole or not at all."""

from datetime import date, timedelta
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from upstander.common.phones import tel
from upstander.hub.operations import save
from upstander.officials.models import (
    AddedOfficial,
    KnownOffice,
    OfficeChange,
    OfficeCorrection,
    Report,
    TownHall,
)
from upstander.officials.queries import changes

REPORTS_KEPT = timedelta(days=14)
AT_ONCE = 500
"""Rows that go into the database by one statement."""


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


def correct(correction: OfficeCorrection, *, by: User | None) -> OfficeCorrection:
    """Stores what is known of an office beyond the lists.

    Raises:
        ValidationError: a field is missing or wrong, there is no such office, or the same of it
            is corrected already.
    """
    return save(correction, by=by, why="office corrected")


class SuggestedNumber(TypedDict):
    """A wrong number of an office, the right one, and where it stands; `phone`, `right` and `url`
    may be empty."""

    office: str
    phone: str
    right: str
    url: str
    language: str


@transaction.atomic
def apply_suggested_number(fields: SuggestedNumber, *, by: User) -> str:
    """Keeps a suggested number in place of a wrong one; returns its desk address.

    Raises:
        ValidationError: a field is too long, or not a web address.
    """
    of_office = OfficeCorrection.objects.filter(office_id=fields["office"], kind="number")
    known = (one for one in of_office if tel(one.wrong) == tel(fields["phone"]))
    corrected = next(known, None) or OfficeCorrection(
        office_id=fields["office"], wrong=fields["phone"]
    )
    corrected.right = fields["right"]
    corrected.source_url = fields["url"]
    corrected.source_title = "" if fields["url"] else gettext("A visitor told this site.")
    corrected.as_of = localdate()
    save(corrected, by=by, why="suggested number accepted")
    return reverse("admin:officials_officecorrection_change", args=[corrected.pk])


@transaction.atomic
def count_report(office_id: str, *, on: date) -> None:
    """Counts one caller who found the mailbox of an office full."""
    row, _new = Report.objects.get_or_create(office_id=office_id, on=on)
    Report.objects.filter(pk=row.pk).update(count=F("count") + 1)


def forget_old(on: date) -> int:
    """Deletes reports whose time is over; returns how many rows went."""
    return Report.objects.filter(on__lte=on - REPORTS_KEPT).delete()[0]


def note_changes(on: date) -> int:
    """Keeps every office's facts, and what is another than it was; returns how many changed.

    An office that is new here has no changes yet. Others may write while the facts are gathered;
    only one process notes at a time.
    """
    known = {row.office_id: row for row in KnownOffice.objects.all()}
    fresh, renewed, changed = [], [], []
    for office in changes.every_office():
        now, row = changes.facts(office), known.get(office.id)
        if row is None:
            fresh.append(KnownOffice(office_id=office.id, facts=now))
        elif row.facts != now:
            changed += [
                OfficeChange(office_id=office.id, on=on, kind=kind, before=before, after=after)
                for kind, before, after in changes.differences(row.facts, now)
            ]
            row.facts = now
            renewed.append(row)
    with transaction.atomic():
        KnownOffice.objects.bulk_create(fresh, batch_size=AT_ONCE)
        KnownOffice.objects.bulk_update(renewed, ["facts"], batch_size=AT_ONCE)
        OfficeChange.objects.bulk_create(changed, batch_size=AT_ONCE)
    return len(changed)
