"""The seats of a state legislature, and who sits in each as far as Open States knows."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from upstander.civic.making.sources.files import given_rows, read_date
from upstander.civic.making.sources.geo_ids import KINDS, SldName
from upstander.civic.making.sources.people import (
    FILE,
    Archive,
    Finding,
    FindingKind,
    Holders,
    Listed,
    Role,
    by_office,
    listed,
    order,
)
from upstander.civic.reading.pack import state_code

_KINDS = {"upper": KINDS["upper"], "lower": KINDS["lower"], "legislature": KINDS["upper"]}
_SHORTEST_TERM = 2  # years between turnovers of a chamber; no state has fewer
_UNTIL_SEATED = timedelta(days=100)  # from an election to the first day of those elected, at most
_AT_LARGE = ("at-large", "chairman")  # seats of a whole district or territory
_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip


class Chamber(NamedTuple):
    """A chamber of a legislature, as ``chambers.tsv`` has it.

    ``turnover`` is the first day on which the terms of those elected next may begin. Where a
    chamber renews by halves, see ``_mid_terms``.
    """

    state: str
    chamber: str
    name: str
    title: str
    seats: int
    turnover: date


@dataclass(slots=True)
class District:
    """The seats of one district, and who and what is listed for them.

    ``last`` is the end of their ids. ``labels`` has one for each seat, ``None`` if they have none.
    ``vacancies`` are the days by which each is to be filled, ``None`` where that is not stated.
    """

    division: str
    last: str
    labels: tuple[str | None, ...]
    listed: Listed = field(default_factory=lambda: Listed([], [], []))
    vacancies: list[date | None] = field(default_factory=list)


class Legislatures:
    """Makes the rows of every chamber, and notes what does not fit."""

    def __init__(
        self,
        archive: Archive,
        holders: Holders,
        names: Mapping[str, SldName],
        areas: Mapping[str, str],
        as_of: date,
    ) -> None:
        """``names`` are the districts that there are, ``areas`` divisions of states by code."""
        self.findings: list[Finding] = []
        self._holders = holders
        self._areas = areas
        self._as_of = as_of
        self._vacancies = archive.vacancies
        self._roles = by_office(
            listed(archive, "legislature", as_of), lambda role: (role.state, role.type)
        )
        self._names = [division for division, name in names.items() if name.in_force(as_of)]
        self._mid_terms = _mid_terms()
        self._sizes = {
            (row["state"], row["chamber"], row["district"]): _labels(row["seats"])
            for row in given_rows("seats.tsv")
        }

    def rows(self, needed: Iterable[str]) -> list[dict[str, Any]]:
        """One row for each seat, by state and chamber, the districts in natural order.

        Each district of ``needed`` has its seats, even if nobody is listed for them.
        """
        wanted = frozenset(needed)
        return [row for chamber in chambers() for row in self._chamber_rows(chamber, wanted)]

    def _chamber_rows(self, chamber: Chamber, needed: frozenset[str]) -> list[dict[str, Any]]:
        seats = _Seats(chamber, self._names, self._areas[chamber.state], self._sizes)
        where = f"{chamber.state} {chamber.chamber}"
        self._fill(chamber, seats, where)
        seats.add(needed)
        rows = [row for district in seats.districts() for row in self._seats(chamber, district)]
        if len(rows) != chamber.seats:
            words = f"{chamber.name}: {chamber.seats} seats, and {len(rows)} offices"
            self._find("seats", where, words)
        if self._over(chamber):
            words = f"{chamber.name}: {chamber.turnover} is past, and the next turnover not known"
            self._find("turnover-past", where, words)
        return rows

    def _fill(self, chamber: Chamber, seats: "_Seats", where: str) -> None:
        """Put everybody and every vacancy listed for a chamber into their districts."""
        roles = self._roles.get((chamber.state, chamber.chamber), Listed([], [], []))
        for place, part in enumerate(roles):
            for role in part:
                if district := seats.named(role.district):
                    district.listed[place].append(role)
                else:
                    self._unjoined(where, role.name, role.district)
        for vacancy in self._vacancies.get(chamber.state, ()):
            if vacancy["chamber"] == chamber.chamber:
                if district := seats.named(str(vacancy["district"])):
                    district.vacancies.append(_filled_by(vacancy))
                else:
                    self._unjoined(where, "a vacancy", str(vacancy["district"]))

    def _seats(self, chamber: Chamber, district: District) -> list[dict[str, Any]]:
        """The rows of a district's seats."""
        where = f"{chamber.state} {chamber.chamber} {district.last}"
        bodies = self._bodies(chamber, district, where)
        if coming := sorted(district.listed.coming, key=lambda role: role.start or date.max):
            # Whose seat it will be is not said where there are several; an empty one comes first.
            seat = next((n for n, body in enumerate(bodies) if not self._is_held(body)), 0)
            later = [self._row(chamber, district, role) for role in coming]
            bodies[seat] = bodies[seat] | {"next": later}
        return [_row(chamber, district, number, body) for number, body in enumerate(bodies)]

    def _bodies(self, chamber: Chamber, district: District, where: str) -> list[dict[str, Any]]:
        """What is known of each seat: those held first, by name, then vacant ones, then those whose
        holder has left, and those that nobody is listed for."""
        current = sorted(district.listed.current, key=order)
        number = len(district.labels)
        for role in current[number:]:
            self._find("crowded", where, f"{role.name} is listed for a seat that another holds")
        held = sorted(current[:number], key=lambda role: (role.name, str(role.person["id"])))
        empty = number - len(held)
        days = sorted(district.vacancies, key=lambda day: day or date.max)
        for day in days[empty:]:
            self._find("filled", where, f"listed as vacant until {day}, and held")
        former = sorted(district.listed.former, key=lambda role: role.end or date.min)[::-1]
        bodies = [
            *({"holder": self._row(chamber, district, role)} for role in held),
            *(_vacant(day) for day in days[:empty]),
            *({"holder": self._row(chamber, district, role)} for role in former),
        ]
        for _ in range(number - len(bodies)):
            self._find("unheld", where, "neither a person nor a vacancy is listed for it")
            bodies.append({})
        return bodies[:number]

    def _is_held(self, body: Mapping[str, Any]) -> bool:
        return "holder" in body and body["holder"].get("end", "9") >= self._as_of.isoformat()

    def _row(self, chamber: Chamber, district: District, role: Role) -> dict[str, Any]:
        """A person, with the turnover that ends a term without a stated end, if it is known."""
        row = self._holders.row(role)
        turnover = chamber.turnover
        if (chamber.state, chamber.chamber, district.last) in self._mid_terms:
            turnover = turnover.replace(year=turnover.year + _SHORTEST_TERM)
        while role.start is not None and turnover <= role.start:
            turnover = turnover.replace(year=turnover.year + _SHORTEST_TERM)
        if role.end is None and turnover > self._as_of:
            row["turnover"] = turnover.isoformat()
        return row

    def _over(self, chamber: Chamber) -> bool:
        """Whether the archive is younger than the turnover that we know of."""
        return chamber.turnover <= self._as_of

    def _unjoined(self, where: str, who: str, district: str) -> None:
        self._find("unjoined", where, f"{who} is listed for {district!r}, no district that we know")

    def _find(self, kind: FindingKind, about: str, words: str) -> None:
        self.findings.append(Finding(kind, about, words))


class _Seats:
    """The districts of one chamber, made when first named."""

    def __init__(
        self,
        chamber: Chamber,
        names: Iterable[str],
        area: str,
        sizes: Mapping[tuple[str, str, str], tuple[str | None, ...]],
    ) -> None:
        self._area = area
        self._found: dict[str, District] = {}
        starts = (f"{area}/{_KINDS[chamber.chamber]}:", f"{area}/ward:")
        self._ids = {_key(_last(name)): name for name in names if name.startswith(starts)}
        self._sizes = {
            district: labels
            for (state, each, district), labels in sizes.items()
            if (state, each) == chamber[:2]
        }
        self._labels = self._sizes.get("*", (None,))

    def named(self, district: str) -> District | None:
        """The district that the archive calls so, ``None`` if there is none."""
        key = _key(district)
        if key in self._ids:
            return self._district(self._ids[key], _last(self._ids[key]))
        if key in _AT_LARGE:
            return self._district(self._area, key)
        if district[-1:] in self._labels and (division := self._ids.get(key[:-1])):
            return self._lettered(division, district[-1])  # Idaho's "8A" is seat A of 8
        return None

    def add(self, needed: frozenset[str]) -> None:
        """Make those of the needed districts that are this chamber's."""
        for division in sorted(needed.intersection(self._ids.values())):
            if self._labels == (None,) * len(self._labels):
                self._district(division, _last(division))
            else:
                for label in self._labels:
                    self._lettered(division, str(label))

    def districts(self) -> list[District]:
        """All that were made, in natural order."""
        return sorted(self._found.values(), key=lambda district: _natural(district.last))

    def _district(self, division: str, last: str) -> District:
        labels = self._sizes.get(last, self._labels if last not in _AT_LARGE else (None,))
        return self._found.setdefault(last, District(division, last, labels))

    def _lettered(self, division: str, label: str) -> District:
        last = f"{_last(division)}-{label.lower()}"
        return self._found.setdefault(last, District(division, last, (label,)))


def chambers() -> list[Chamber]:
    """Every chamber, by state, the upper one first."""
    return [
        Chamber(
            row["state"],
            row["chamber"],
            row["name"],
            row["title"],
            int(row["seats"]),
            date.fromisoformat(row["turnover"]),
        )
        for row in given_rows("chambers.tsv")
    ]


def _mid_terms() -> frozenset[tuple[str, str, str]]:
    """The districts, by the end of their offices' ids, whose seats stay at the next turnover.

    Chambers that renew by halves have some: the terms there end at the turnover after it. Where one
    of a district's two seats stays, as in West Virginia's Senate, and nobody says whose it is, the
    district is not among them.
    """
    return frozenset(
        (row["state"], row["chamber"], district.lower())
        for row in given_rows("mid_terms.tsv")
        for district in row["districts"].split()
    )


def lines_through(elected: date) -> Callable[[str], date | None]:
    """Tells the last day on which the lines of a legislature's district are known to be in force.

    ``elected`` is the day of the last general election of which it is known who drew new lines for
    it; ``redrawn.tsv`` names those, whose lines end with the day before. The lines of the chambers
    elected then hold for the shortest term of their members, those of others until their next
    terms begin.
    """
    last = {}
    for each in chambers():
        turnover = each.turnover
        if turnover <= elected + _UNTIL_SEATED:
            turnover = turnover.replace(year=turnover.year + _SHORTEST_TERM)
        last[each.state, _KINDS[each.chamber]] = turnover - timedelta(days=1)
    ended = {
        (row["state"], row["kind"], district): date.fromisoformat(row["first"]) - timedelta(days=1)
        for row in given_rows("redrawn.tsv")
        for district in row["districts"].split(",")
    }

    def through(division: str) -> date | None:
        state = state_code(division) or ""
        kind = KINDS["lower"] if "/sldl:" in division else KINDS["upper"]
        known = (ended.get((state, kind, name)) for name in (_last(division), "*"))
        return next(filter(None, known), last.get((state, kind)))

    return through


def _row(chamber: Chamber, district: District, number: int, body: dict[str, Any]) -> dict[str, Any]:
    suffix = f"-{number + 1}" if len(district.labels) > 1 else ""
    row = {
        "id": f"{chamber.state.lower()}-{chamber.chamber}-{district.last}{suffix}",
        "title": chamber.title if district.last != "chairman" else "Chairman of the Council",
        "level": "state",
        "chamber": chamber.chamber,
        "state": chamber.state,
        "division": district.division,
    }
    if label := district.labels[number]:
        row["seat"] = label
    return {**row, **body}


def _vacant(filled_by: date | None) -> dict[str, Any]:
    return {"vacancy": {"filled_by": filled_by.isoformat()} if filled_by else {}}


def _labels(seats: str) -> tuple[str | None, ...]:
    """One label for each seat: none of them for "2", letters for "A,B"."""
    return (None,) * int(seats) if seats.isdigit() else tuple(seats.split(","))


def _filled_by(vacancy: Mapping[str, Any]) -> date | None:
    day = vacancy.get("vacant_until")
    return None if day is None else read_date(FILE, "vacant_until", day)


def _last(division: str) -> str:
    """The last part of a district's id, as it stands in the ids of offices."""
    kind, _, name = division.rpartition("/")[2].partition(":")
    return name if kind in _KINDS.values() else f"{kind}_{name}"


def _key(name: str) -> str:
    """The name of a district as it is compared: "Norfolk & Suffolk" and "norfolk_and_suffolk"."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("&", " and "))
    return "-".join(_ORDINALS.get(word, word) for word in words)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    parts = re.findall(r"\d+|\D+", text)
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
