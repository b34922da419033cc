"""Visiting: an official's offices from where a visitor is, and public town halls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from upstander.common.calendars import CalendarEntry, calendar
from upstander.hub.context import absolute
from upstander.learn.models import Claim
from upstander.officials import added, answers, letters
from upstander.officials.models import TownHall
from upstander.officials.reach import Place
from upstander.places import queries as places
from upstander.places.queries import Point

LASTS = timedelta(hours=1)
"""How long a town hall is taken to last where its end was not announced."""
POINTS = 3
"""Claims on the sheet for a visit: more do not fit on the page, nor into a talk."""


@dataclass(frozen=True)
class Fact:
    """A claim to take along, and its first source."""

    words: str
    source: str


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


def point(place: str) -> Point | None:
    """Returns about where a place is, in the words of an answer; None where that is not known."""
    found = places.find(place).places
    if len(found) != 1 or found[0].lat is None or found[0].lng is None:
        return None
    return found[0].lat, found[0].lng


def nearest_first(offices: Iterable[Place]) -> list[Place]:
    """Returns the offices in the order in which one would think of them: the nearest first."""
    return sorted(offices, key=lambda one: not one.distance)


def town_halls(*, now: datetime, offices: Collection[str] | None = None) -> list[TownHall]:
    """Returns the town halls that are not over, the next first; of some offices, or of all."""
    coming = Q(ends__gte=now) | Q(ends__isnull=True, starts__gte=now - LASTS)
    rows = TownHall.objects.filter(coming).prefetch_related("translations")
    return list(rows if offices is None else rows.filter(office_id__in=offices))


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


def facts(claims: Iterable[Claim], language: str) -> list[Fact]:
    """Returns the first claims as they stand today, for a sheet of one page."""
    return [_fact(claim, language) for claim in islice(claims, POINTS)]


def _fact(claim: Claim, language: str) -> Fact:
    source = next((citation.source for citation in claim.citations.all()), None)
    parts = [source.title, source.publisher] if source else []
    if source and source.published:
        parts.append(date_format(source.published))
    return Fact(words=letters.claim_words(claim, language), source=", ".join(parts))


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
