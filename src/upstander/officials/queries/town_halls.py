"""Public meetings with officials that anyone may come to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from upstander.common.calendars import CalendarEntry, calendar
from upstander.hub.context import absolute, language
from upstander.officials.models import TownHall
from upstander.officials.queries import added, answers
from upstander.places import queries as places

LASTS = timedelta(hours=1)
"""How long a town hall is taken to last where its end was not announced."""


@dataclass(frozen=True)
class Meeting:
    """A town hall in words: with whom, when on the clocks there, and where.

    `host` is the site that announces it, `ends` a moment for the script on a visitor's device.
    """

    row: TownHall
    who: str
    when: str
    where: str
    host: str
    ends: str


def coming(*, now: datetime, offices: Collection[str] | None = None) -> list[TownHall]:
    """Returns the town halls that are not over, the next first; of some offices, or of all."""
    not_over = Q(ends__gte=now) | Q(ends__isnull=True, starts__gte=now - LASTS)
    rows = TownHall.objects.filter(not_over).prefetch_related("translations")
    return list(rows if offices is None else rows.filter(office_id__in=offices))


def now_coming(offices: Collection[str] | None = None) -> list[Meeting]:
    """Returns the town halls that are not over now, in words; of some offices, or of all."""
    rows = coming(now=timezone.now(), offices=offices)
    return meetings(rows, language=language(), on=date.today())


def meetings(rows: Iterable[TownHall], *, language: str, on: date) -> list[Meeting]:
    """Returns town halls in words, as they stand on the day `on`."""
    return [
        Meeting(
            row=row,
            who=_who(row.office_id, language, on),
            when=when(row),
            where=where(row),
            host=urlsplit(row.url).netloc.removeprefix("www."),
            ends=ends(row).isoformat(),
        )
        for row in rows
    ]


def _who(office_id: str, language: str, on: date) -> str:
    """Who holds the office, or the seat in words; empty for an office that is not listed now."""
    try:
        office = added.find(office_id)
    except places.UnknownOffice:
        return ""
    return answers.card(office, language=language, on=on).heading


def ends(row: TownHall) -> datetime:
    """Returns when it is over, as far as known."""
    return row.ends or row.starts + LASTS


def when(row: TownHall) -> str:
    """Returns its day and hour on the clocks of its own place."""
    starts = row.starts.astimezone(ZoneInfo(row.timezone))
    return _("{day}, {time} local time").format(
        day=date_format(starts, "DATE_FORMAT"), time=time_format(starts, "TIME_FORMAT")
    )


def where(row: TownHall) -> str:
    """Returns the place and its street in one line."""
    return ", ".join(filter(None, (row.place, row.street)))


def calendar_file(rows: Iterable[TownHall], *, language: str, made: datetime) -> bytes:
    """Returns town halls as a calendar file; each keeps its UID, also where it is cancelled."""
    return calendar([_entry(one, language) for one in rows], made=made)


def _entry(row: TownHall, language: str) -> CalendarEntry:
    title = row.text("title", language).value
    note = row.text("note", language).value
    return CalendarEntry(
        uid=f"town-hall-{row.pk}@{urlsplit(absolute('/')).hostname}",
        start=row.starts,
        lasts=ends(row) - row.starts,
        title=title,
        text="\n".join(filter(None, (note, row.url))),
        link=row.url,
        alarm=None,
        place=where(row),
        cancelled=row.status == TownHall.Status.CANCELLED,
    )
