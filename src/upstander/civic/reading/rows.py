"""Rows of the tables, and the records that they become."""

import json
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from sys import intern
from typing import Any, Literal, NamedTuple, Self, overload

from upstander.civic.types import (
    CORRECTION_KINDS,
    KINDS,
    Account,
    Committee,
    ContactOffice,
    Correction,
    Deadline,
    Division,
    DivisionKind,
    Holder,
    Office,
    SourceNote,
    State,
    Vacancy,
    VotingRules,
)

LATER = "@"
"""What stands between the id of a division and the first day of its later lines."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of outlines: areas of one kind, of the nation or of one state.

    Within ``tolerance_m`` metres of a line, both of its sides may be right.
    """

    file: str
    kind: DivisionKind
    state: str | None
    tolerance_m: int
    source: str
    valid_from: date | None
    valid_through: date | None


@dataclass(frozen=True, slots=True)
class Town:
    """What the table of towns has of a name in a state.

    ``zips`` and ``seats`` of a ``place`` are those beside its post office's; a name that no table
    of towns has still is a post office's, of no known ``population``.
    """

    name: str
    state: str
    kind: Literal["place", "city", "county"]
    lat: float | None
    lng: float | None
    population: int
    zips: tuple[str, ...]
    seats: tuple[str, ...]
    others: tuple[str, ...]


class Rows(Sequence[bytes]):
    """The lines of a file. They stay in the file's own memory map until they are asked for."""

    def __init__(self, data: "bytes | mmap") -> None:
        """Take the file's bytes. Raises ``ValueError`` if the last line is not ended."""
        self._data = data
        self._starts = array("I", [0])
        while (end := data.find(b"\n", self._starts[-1])) >= 0:
            self._starts.append(end + 1)
        if self._starts[-1] != len(data):
            raise ValueError("a table without an end to its last line")

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map a file into memory. Raises ``OSError`` if it cannot be read, else ``ValueError``."""
        if not path.stat().st_size:  # nothing cannot be mapped
            return cls(b"")
        with path.open("rb") as file:
            return cls(mmap(file.fileno(), 0, access=ACCESS_READ))

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        """A line without its end."""
        if isinstance(at, slice):
            return [self[line] for line in range(*at.indices(len(self)))]
        return self._data[self._starts[at] : self._starts[at + 1] - 1]

    def holding(self, text: bytes) -> Iterator[bytes]:
        """The lines that hold a text."""
        at = self._data.find(text)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            yield self[row]
            at = self._data.find(text, self._starts[row + 1])


class Shelf:
    """The offices of one file: rows that become records when they are asked for."""

    def __init__(self, rows: Rows, office: Callable[[int], Office]) -> None:
        """Take the file's rows, and what makes the one of a number into a record."""
        self.rows = rows
        self._office = office
        self._by_division: dict[str, list[int]] = {}
        for at, row in enumerate(map(json.loads, rows)):
            self._by_division.setdefault(intern(row["division"]), []).append(at)

    def through(self, office: Callable[[int], Office]) -> "Shelf":
        """The same rows, made into records by something else."""
        other = copy(self)
        other._office = office
        return other

    def __iter__(self) -> Iterator[Office]:
        """Every office, as the file has them."""
        return map(self._office, range(len(self.rows)))

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {row["id"]: at for at, row in enumerate(map(json.loads, self.rows))}

    def get(self, office_id: str) -> Office | None:
        """The office with this id, or None."""
        at = self._by_id.get(office_id)
        return None if at is None else self._office(at)

    @property
    def divisions(self) -> Collection[str]:
        """Ids of the divisions that have offices here."""
        return self._by_division.keys()

    def of(self, division_id: str) -> Iterator[Office]:
        """The offices of a division, as the file has them."""
        return map(self._office, self._by_division.get(division_id, ()))


def read_layer(row: Mapping[str, Any]) -> Layer:
    """A file of outlines, as the manifest names it."""
    return Layer(
        row["file"],
        row["kind"],
        row["state"],
        row["tolerance_m"],
        row["source"],
        read_day(row["valid_from"]),
        read_day(row["valid_through"]),
    )


class ZipPoint(NamedTuple):
    """Where a ZIP is, and whether it is an area or a mere point."""

    is_area: bool
    lat: float | None
    lng: float | None


def read_share(text: str) -> tuple[str, float | None]:
    """A district and the part of the land in it: "17:0.6213"."""
    district, _, part = text.partition(":")
    return district, float(part) if part else None


def read_office(row: Mapping[str, Any], sources: Mapping[str, SourceNote]) -> Office:
    """An office, with the date of its source."""
    note = sources[row["source"]]
    return Office(
        id=row["id"],
        title=row["title"],
        chamber=row["chamber"],
        state=row.get("state"),
        district=row.get("district"),
        senate_class=row.get("class"),
        division_id=row["division"],
        holder=_holder(row["holder"]) if "holder" in row else None,
        vacancy=_vacancy(row["vacancy"]) if "vacancy" in row else None,
        source=note.key,
        as_of=note.as_of,
        level=row.get("level", "federal"),
        seat=row.get("seat"),
        successors=tuple(_holder(holder) for holder in row.get("next", ())),
        limit=note.limit,
    )


def _holder(row: Mapping[str, Any]) -> Holder:
    return Holder(
        id=row["id"],
        name=row["name"],
        party=row.get("party"),
        term_start=read_day(row.get("start")),
        term_end=read_day(row.get("end")),
        website=row.get("website"),
        contact_form=row.get("contact_form"),
        offices=tuple(_contact_office(office) for office in row["offices"]),
        accounts=tuple(Account(*account) for account in row["accounts"]),
        how=row.get("how"),
        emails=tuple(row.get("emails", ())),
        links=tuple(row.get("links", ())),
        turnover=read_day(row.get("turnover")),
        since=read_day(row.get("since", row.get("start"))),
    )


def _vacancy(row: Mapping[str, Any]) -> Vacancy:
    return Vacancy(
        reason=row.get("reason"),
        since=read_day(row.get("since", row.get("start"))),
        until=read_day(row.get("until")),
        note=row.get("note"),
        serves_meanwhile=row.get("serves_meanwhile"),
        filled_by=read_day(row.get("filled_by")),
    )


def _contact_office(row: Mapping[str, Any]) -> ContactOffice:
    return ContactOffice(
        kind=row["kind"],
        address=row.get("address"),
        city=row.get("city"),
        state=row.get("state"),
        zip=row.get("zip"),
        phone=row.get("phone"),
        fax=row.get("fax"),
        hours=row.get("hours"),
        lat=row.get("lat"),
        lng=row.get("lng"),
        timezone=row.get("timezone"),
        opening=row.get("opening"),
    )


def read_committee(row: Mapping[str, Any]) -> Committee:
    """A committee of Congress."""
    return Committee(
        id=row["id"],
        name=row["name"],
        chamber=row["chamber"],
        parent=row.get("parent"),
        website=row.get("website"),
        phone=row.get("phone"),
        address=row.get("address"),
        members=tuple((person, role) for person, role in row["members"]),
    )


def later_key(division_id: str, first: date) -> str:
    """What names the lines of a division that follow those of the tables, from a day on.

    In files of outlines, in the index and in the table of divisions, a division's id names its
    lines; of one that has two sets of them, the later one has its first day behind an "@".
    """
    return f"{division_id}{LATER}{first.isoformat()}"


def read_correction(row: Mapping[str, str]) -> Correction:
    """A correction. Raises ``ValueError`` for a kind that is none, or a day that is none."""
    kind = next((one for one in CORRECTION_KINDS if one == row["kind"]), None)
    since, checked = read_day(row["since"]), read_day(row["checked"])
    if kind is None or since is None or checked is None:
        raise ValueError(f"{row['office']}: {row['kind']!r}, {row['since']!r}, {row['checked']!r}")
    return Correction(
        office_id=row["office"],
        kind=kind,
        since=since,
        source=row["source"],
        url=row["url"] or None,
        checked=checked,
        name=row["name"] or None,
        party=row["party"] or None,
        person_id=row["person"] or None,
        ends=read_day(row["ends"]),
        elected=read_day(row["elected"]),
        wrong=row["wrong"],
        right=row["right"],
        turnover=read_day(row.get("turnover")),
    )


def read_division(line: str) -> Division:
    """A division. Raises ``ValueError`` for a kind that is none."""
    key, name, kind, state, first, last = line.split("\t")
    if kind not in KINDS:
        raise ValueError(kind)
    division_id, _, _ = key.partition(LATER)
    return Division(division_id, name, kind, state, read_day(first), read_day(last))


def read_state(row: Mapping[str, Any]) -> State:
    """A state, or a territory."""
    return State(
        row["code"], row["name"], row["name_es"], row["fips"], row["division"], row["kind"]
    )


def read_rules(code: str, row: Mapping[str, Any], note: SourceNote) -> VotingRules:
    """A state's registration rules."""
    return VotingRules(
        state=code,
        registration=row["registration"],
        website=row["website"],
        register_url=row["register"],
        more_info_url=row["more"],
        confirm_url=row["confirm"],
        national_form=row["national_form"],
        deadlines=tuple(Deadline(*deadline) for deadline in row["deadlines"]),
        source=note.key,
        as_of=note.as_of,
    )


def read_day(text: str | None) -> date | None:
    """A day, or None where none is written."""
    return date.fromisoformat(text) if text else None


def read_town(line: str) -> Town:
    """A row of the table of towns. Raises ``ValueError`` for one that is cut."""
    name, state, kind, lat, lng, population, zips, seats, others = line.split("\t")
    return Town(
        name=name,
        state=state,
        kind="county" if kind == "county" else "city" if kind == "city" else "place",
        lat=float(lat) if lat else None,
        lng=float(lng) if lng else None,
        population=int(population),
        zips=_listed(zips, ","),
        seats=_listed(seats, ","),
        others=_listed(others, "|"),
    )


def _listed(text: str, separator: str) -> tuple[str, ...]:
    return tuple(text.split(separator)) if text else ()
