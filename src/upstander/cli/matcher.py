"""From a row of a table of people to the cells that `upstander match` adds."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from upstander.civic import Civic, Level, Located, NoticeCode, Office
from upstander.civic.answering.by_point import Around
from upstander.cli.sheet import BadSheet, as_text, safe

KINDS = ("state", "cd", "sldu", "sldl", "county")
ADDED = (
    *(f"{kind}_id" for kind in KINDS),
    *("certainty", "matched_by", "officials", "office_ids", "as_of"),
)
"""The columns that are added. Where several divisions may be right, all are there."""
BETWEEN = "|"
REMEMBERED = 50_000
"""Answers kept by ZIP, of which there are fewer; and as many by what is around a point."""

NAMES = {
    "lat": ("lat", "latitude", "y"),
    "lng": ("lng", "lon", "long", "longitude", "x"),
    "zip": (
        *("zip", "zipcode", "zip5", "zippostal", "zippostalcode"),
        *("postalcode", "postcode", "postal", "plz"),
    ),
}
_WITH_MORE = re.compile(
    r"(\d{5})(?:[- ]?\d{4}|\.0+|-)", re.ASCII
)  # ZIP+4, a float, a ZIP+4 cut off
_ZERO_LOST = re.compile(r"\d{3,4}(?:-(?:\d{4})?|\.0+)?", re.ASCII)


class Match(NamedTuple):
    """The cells for one place, as text for a CSV file; or none, and why.

    `outcome` is how the look-up ended, and `seats` whether any office is among the cells.
    """

    cells: str
    problem: str = ""
    outcome: str = ""
    seats: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row its place is: the ZIP, or latitude and longitude, or both."""

    lat: int | None
    lng: int | None
    zip: int | None

    @classmethod
    def find(cls, heading: Sequence[str], named: dict[str, str | None]) -> "Columns":
        """Returns the columns that a person `named`, by "lat", "lng" and "zip", or the usual ones.

        Raises:
            BadSheet: a named one is not there, or neither a ZIP nor a point is.
        """
        found = {what: _column(heading, what, named[what]) for what in NAMES}
        point = found["lat"] is not None and found["lng"] is not None
        if not point and found["zip"] is None:
            raise BadSheet(
                f"No column for a ZIP code, nor for latitude and longitude, among: "
                f"{', '.join(heading)}. Name them with --zip, or --lat and --lng."
            )
        return cls(*((found["lat"], found["lng"]) if point else (None, None)), found["zip"])

    def names(self, heading: Sequence[str]) -> list[str]:
        """Returns the names of the columns that are used."""
        used = (self.lat, self.lng, self.zip)
        return [heading[column] for column in used if column is not None]


def _column(heading: Sequence[str], what: str, name: str | None) -> int | None:
    if name is not None:
        if name not in heading:
            raise BadSheet(f"No column {name!r} for --{what} among: {', '.join(heading)}.")
        return heading.index(name)
    plain = [re.sub(r"[\W_]", "", title).casefold() for title in heading]
    return next((plain.index(usual) for usual in NAMES[what] if usual in plain), None)


def added_names(heading: Collection[str]) -> list[str]:
    """Returns what the added columns are called: as usual, with a number where that is taken."""
    return [_free(name, heading) for name in ADDED]


def _free(name: str, taken: Collection[str]) -> str:
    new, number = name, 1
    while new in taken:
        number += 1
        new = f"{name}_{number}"
    return new


class Matcher:
    """Finds the cells for rows, for one day and some levels. Bounded, however many rows come."""

    def __init__(
        self,
        civic: Civic,
        columns: Columns,
        delimiter: str,
        *,
        on: date,
        levels: Collection[Level],
    ) -> None:
        self._civic = civic
        self._delimiter = delimiter
        self._columns = columns
        self._on = on
        self._levels = levels
        self._zip = lru_cache(REMEMBERED)(self._by_zip)
        self._around: dict[Around, Match] = {}

    def match(self, values: Sequence[str]) -> Match:
        """Returns the cells for a row: by its point, or by its ZIP where that does not do."""
        columns = self._columns
        point = code = None
        if columns.lat is not None and columns.lng is not None:
            lat, lng = values[columns.lat].strip(), values[columns.lng].strip()
            if lat or lng:
                point = self._point(lat, lng)
                if point.seats:
                    return point
        if columns.zip is not None:
            text = values[columns.zip].strip()
            if text:
                more = _WITH_MORE.fullmatch(text) if len(text) > 5 else None
                code = self._zip(more[1] if more else text)
        return _better(point, code)

    def _by_zip(self, text: str) -> Match:
        if _ZERO_LOST.fullmatch(text):
            return Match("", "ZIP code: too few digits. If a zero was lost in front, put it back.")
        located = self._civic.by_zip(text, on=self._on, levels=self._levels)
        return _cells(located, "zip", self._delimiter)

    def _point(self, lat_text: str, lng_text: str) -> Match:
        try:
            lat, lng = float(lat_text.replace(",", ".")), float(lng_text.replace(",", "."))
        except ValueError:
            return Match("", "point: latitude and longitude are not two numbers of degrees.")
        around = self._civic.around(lat=lat, lng=lng)
        known = self._around.get(around)
        if known is None:
            located = self._civic.by_point(lat=lat, lng=lng, on=self._on, levels=self._levels)
            known = _cells(located, "point", self._delimiter)
            # What is said of a point that lies nowhere is about its own two numbers.
            if known.seats:
                if len(self._around) >= REMEMBERED:
                    del self._around[next(iter(self._around))]
                self._around[around] = known
        return known


def _better(point: Match | None, code: Match | None) -> Match:
    """The one to go by where the point has no office: the ZIP, unless it cannot be read either."""
    tried = [found for found in (code, point) if found is not None]
    if not tried:
        return Match("", "neither a ZIP code nor a point in this row.")
    return next(
        (found for found in tried if found.cells),
        Match("", " ".join(found.problem for found in reversed(tried))),
    )


def _cells(located: Located, by: str, delimiter: str) -> Match:
    """The cells for an answer that was found `by` the point or the ZIP."""
    swapped = any(notice.code is NoticeCode.COORDINATES_SWAPPED for notice in located.notices)
    if swapped or located.outcome.unreadable:
        what = "point" if by == "point" else "ZIP code"
        return Match("", f"{what}: {located.notices[0].text}")
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for division in located.every_division():
        if division.kind in ids:
            ids[division.kind].append(division.id)
    certain = set(located.certain_offices())
    officials = (_official(office, located.on, office in certain) for office in located.offices)
    cells = (
        *(BETWEEN.join(found) for found in ids.values()),
        *(located.outcome.value, by, BETWEEN.join(officials)),
        *(BETWEEN.join(office.id for office in located.offices), located.as_of.isoformat()),
    )
    text = as_text(map(safe, cells), delimiter)
    return Match(text, outcome=located.outcome, seats=bool(located.offices))


def _official(office: Office, on: date, certain: bool) -> str:
    """Who holds an office, as "Name (Office)", with "last known" and "maybe" where it is so."""
    holder = office.holder_on(on)
    status = office.status(on)
    nobody = "vacant" if status == "vacant" else "holder unknown"
    last = ", last known" if status == "last-known" else ""
    maybe = "" if certain else ", maybe"
    return f"{holder.name if holder else nobody} ({office.title}{last}{maybe})"
