"""The tables of who holds which office, which change from week to week."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from upstander.civic.making.sources import (
    committees,
    corrections,
    federal,
    legislatures,
    openstates,
)
from upstander.civic.making.sources.clocks import Zones, told
from upstander.civic.making.sources.files import GIVEN, given_rows
from upstander.civic.making.sources.geo_ids import SldName
from upstander.civic.making.tables import Table, json_lines, tsv
from upstander.civic.reading.pack import FEDERAL, state_code
from upstander.civic.types import SourceNote

_FEDERAL_SOURCES = (
    "legislators", "vacant-house-seats", "executive", "white-house", "geonames", "timezones"
)  # fmt: skip
_STATE_SOURCES = (
    "state-people", "chambers", "mid-terms", "executive-terms", "geonames", "timezones"
)  # fmt: skip


STATES = "states.jsonl"
"""The table of states, and of how to register to vote in each."""
_OWN = {"zip_ranges.tsv": ("zip-ranges",), "foreign.txt": (), "state_names.tsv": ()}


@dataclass(frozen=True)
class Holding:
    """Tables of ``officials`` and their committees by file name; rows of offices by file, and of
    places with a mayor; what was odd about people."""

    officials: dict[str, Table]
    offices: dict[str, list[dict[str, Any]]]
    places: list[openstates.PlaceRow]
    odd: list[str]

    @property
    def elected(self) -> set[str]:
        """Ids of the divisions that have an office."""
        return {row["division"] for rows in self.offices.values() for row in rows}


def read_holders(
    source: Path,
    notes: Mapping[str, SourceNote],
    *,
    seats: list[federal.Seat],
    districts: Iterable[str],
    zones: Zones,
) -> Holding:
    """Who holds each office, by the publishers' files in ``source``, dated by ``notes``.

    ``seats`` are those of Congress, ``districts`` ids of state legislative districts that must have
    their offices; ``zones`` tells the time zone of each contact office. Raises ``BadSource``.
    """
    given = given_rows("states.tsv")
    congress = federal.office_rows(source, seats, notes["legislators"].as_of)
    country = [*federal.executive_rows(source, notes["executive"].as_of), *congress]
    local = openstates.read_offices(source, given, notes["state-people"].as_of, districts)
    governors = corrections.governors_left_out(local.offices, given)
    offices = {FEDERAL: country} | {
        code.lower(): [*governors.get(code, ()), *local.offices.get(code, ())]
        for code in sorted({*local.offices, *governors})
    }
    corrections.check(offices)
    offices = {name: [told(row, zones) for row in rows] for name, rows in offices.items()}
    members = (row["holder"]["id"] for row in congress if "holder" in row)
    bodies = committees.committee_rows(source, members)
    officials = {
        f"offices/{name}.jsonl": Table(
            json_lines(rows), _FEDERAL_SOURCES if name == FEDERAL else _STATE_SOURCES
        )
        for name, rows in offices.items()
    } | {"committees.jsonl": Table(json_lines(bodies), ("committees",))}
    odd = federal.misplaced_offices(source)
    odd += [f"{finding.about}: {finding.words}" for finding in local.findings]
    return Holding(officials, offices, local.places, odd)


def rules_table(states: Iterable[Mapping[str, Any]]) -> Table:
    """The table of rows of states with their rules of voting."""
    return Table(json_lines(states), ("votegov",))


def own_tables() -> dict[str, Table]:
    """The tables that the project keeps itself, by file name."""
    corrected = Table(tsv(corrections.rows()), ())  # each row has its own source
    kept = {name: Table((GIVEN / name).read_bytes(), keys) for name, keys in _OWN.items()}
    return {corrections.TABLE: corrected} | kept


def state_district_rows(
    names: Mapping[str, SldName],
    elected: Collection[str],
    *,
    first: date,
    redrawn: date,
) -> dict[str, tuple[str, ...]]:
    """Rows by id of the legislatures' districts that elect somebody: Open Civic Data's list has
    past ones, too, that it never ended.

    Where it has no first day, ``first`` stands in; where no last day, that of the legislature's
    terms, ``redrawn`` being the last election of which it is known who drew new lines for it.
    """
    through = legislatures.lines_through(redrawn)
    rows = {}
    for division, district in names.items():
        if division in elected:
            kind = "sldl" if "/sldl:" in division else "sldu"
            dates = district.valid_from or first, district.valid_through or through(division)
            rows[division] = division_row(division, district.name, kind, dates)
    return rows


def division_row(
    division: str, name: str, kind: str, dates: tuple[date | None, date | None]
) -> tuple[str, ...]:
    """A row of ``divisions.tsv``: id, name, kind, state, first and last day of the lines."""
    state = state_code(division) or ""
    return division, name, kind, state, *(day.isoformat() if day else "" for day in dates)
