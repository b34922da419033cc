"""Builds the tables from the publishers' files: whole, after checks, or not at all."""

import json
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, Self

from upstander.civic.making.holders import (
    STATES,
    division_row,
    own_tables,
    read_holders,
    rules_table,
    state_district_rows,
)
from upstander.civic.making.index_writer import write_index
from upstander.civic.making.sources import federal, outlines, towns, voting, zips
from upstander.civic.making.sources.files import given_rows
from upstander.civic.making.sources.geo_ids import GeoIds
from upstander.civic.making.sources.listing import source_notes
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.making.sources.timezones import DrawnZones
from upstander.civic.making.tables import Table, counts, entry, tsv, write, write_manifest
from upstander.civic.reading.lines import Lines
from upstander.civic.reading.pack import MANIFEST, state_code
from upstander.civic.reading.rows import LATER
from upstander.civic.types import SourceNote

INDEX = "points.index"
_BIG = "state-lines"  # the source that small tables do without

Say = Callable[[str], None]


class BadTarget(ValueError):
    """Raised for a target folder that holds something other than tables."""


def build(
    source: Path, target: Path, *, small: bool = False, say: Say = lambda _: None
) -> dict[str, int]:
    """Write the tables made from the files in ``source`` and return what they count.

    ``small`` leaves out the outlines of state legislatures and the index of points, as in the
    tables that come with the package. ``say`` is told what is being made. The new tables are
    written beside ``target`` and renamed over it once they are whole. Raises ``BadSource``, naming
    the file, if something is wrong with it, and ``BadTarget`` if ``target`` holds other files;
    either way nothing there has changed.
    """
    _check_target(target)
    listed = _Listed.read(source)
    notes = listed.notes
    say("outlines")
    layers = _layers(source, notes, small=small)
    tables = {layer.file: Table(layer.encode(), (layer.source,)) for layer in layers}
    made, counted, odd = _Rows(source, listed, layers, tables, say).tables()
    tables |= made
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        new = Path(beside, "new")
        write(new, {name: table.data for name, table in tables.items()})
        if not small:
            say("index of points")
            write_index(new / INDEX, [(Lines(tables[x.file].data), x.tolerance_m) for x in layers])
            tables[INDEX] = Table((new / INDEX).read_bytes(), _used(layers))
        write_manifest(
            new,
            {key: note for key, note in notes.items() if not small or key != _BIG},
            counts=counted,
            odd=odd,
            tables={name: entry(table) for name, table in tables.items()},
            layers=[layer.entry() for layer in layers],
            index=None if small else INDEX,
        )
        _swap(new, target, Path(beside, "old"))
    return counted


def _layers(source: Path, notes: Mapping[str, SourceNote], *, small: bool) -> list[Layer]:
    """The nation's layers, and those of states unless the tables are to be small."""
    found = outlines.layers(source, notes["legislators"].as_of)
    return list(takewhile(lambda layer: layer.state is None, found) if small else found)


@dataclass(frozen=True)
class _Listed:
    """What is read before the outlines: dates of sources, rules of voting, and postal places."""

    notes: dict[str, SourceNote]
    states: list[dict[str, Any]]
    posts: dict[str, zips.Post]

    @classmethod
    def read(cls, source: Path) -> Self:
        """Read it from the publishers' files, the smaller first."""
        notes = source_notes(source)
        states = voting.state_rows(source, given_rows("states.tsv"))
        return cls(notes, states, zips.read_posts(source))


class _Rows:
    """Every table but the outlines, from the publishers' files."""

    def __init__(
        self,
        source: Path,
        listed: _Listed,
        layers: list[Layer],
        encoded: Mapping[str, Table],
        say: Say,
    ) -> None:
        self._source = source
        self._notes = listed.notes
        self._listed = listed
        self._layers = layers
        self._say = say
        self._names = federal.division_names(source)
        self._ids = GeoIds(source, self._notes["legislators"].as_of)
        congress = layers[0]
        self._new = next((layer for layer in layers[1:] if layer.kind == "cd"), None)
        self._seats = federal.seats(
            given_rows("states.tsv"), outlines.district_numbers(congress), self._names
        )
        self._house = {seat.division_id: seat.id for seat in self._seats if not seat.senate_class}
        self._congress = zips.Congress(
            Lines(encoded[congress.file].data, remembered=None), self._house, congress.tolerance_m
        )

    def tables(self) -> tuple[dict[str, Table], dict[str, int], list[str]]:
        """The tables by file name, what they count, and what was odd about the people in them."""
        self._say("ZIP codes")
        districts = zips.read_districts(self._source, set(self._house.values()), self._ids)
        zip_rows = zips.zip_rows(
            districts,
            self._listed.posts,
            self._congress,
            zips.read_addresses(self._source, set(self._house.values())),
            zips.Drawn(self._source, self._layers[0], self._layers[1], self._new),
        )
        town_rows = towns.town_rows(self._source, zip_rows, self._congress, self._layers)
        self._say("officials")
        held = read_holders(
            self._source,
            self._notes,
            seats=self._seats,
            districts=(
                zips.every(districts.sldu) | zips.every(districts.sldl) | districts.floterials
            ),
            zones=DrawnZones(zip_rows),
        )
        divisions = self._divisions(held.elected, held.places)
        tables = {
            **held.officials,
            "divisions.tsv": Table(
                tsv(divisions),
                (
                    *("divisions", "geo-ids", "county-lines", "zip-state-districts"),
                    *("chambers", "redrawn"),
                ),
            ),
            STATES: rules_table(self._listed.states),
            "zips.tsv": Table(
                tsv(zip_rows), tuple(key for key in _ZIP_SOURCES if key in self._notes)
            ),
            "towns.tsv": Table(
                tsv(town_rows),
                ("geonames-cities", "zip-districts", "geonames", "lines", "county-lines"),
            ),
            **own_tables(),
        }
        return tables, counts(held.offices, self._listed.states, zip_rows, divisions), held.odd

    def _as_of(self, key: str) -> date:
        return self._notes[key].as_of

    def _divisions(
        self, elected: Collection[str], places: Iterable[tuple[str, ...]]
    ) -> list[tuple[str, ...]]:
        """Rows of id, name, kind, state, first and last day of the lines; each id once.

        A district of Congress with new lines has a second row, named for them.
        """
        rows = self._districts_of_congress() | state_district_rows(
            self._ids.names,
            elected,
            first=self._as_of("zip-state-districts"),
            redrawn=self._as_of("redrawn"),
        )
        for division, county in self._layers[1].names.items():
            rows[division] = division_row(division, county, "county", (None, None))
        for place in places:
            rows.setdefault(place[0], place)
        return [rows[division] for division in sorted(rows)]

    def _districts_of_congress(self) -> dict[str, tuple[str, ...]]:
        """Their rows. Lines that no state has drawn anew are those of the next House as well."""
        congress, rows = self._layers[0], {}
        for division in self._house:
            last = congress.valid_through
            if state_code(division) not in outlines.redrawn():
                last = outlines.LINES_KNOWN_THROUGH
            moves = not division.endswith(":at-large")
            dates = (congress.valid_from, last) if moves else (None, None)
            rows[division] = division_row(division, self._names[division], "cd", dates)
        if self._new is not None:
            dates = self._new.valid_from, self._new.valid_through
            for area in self._new.areas:
                name = self._names[area.partition(LATER)[0]]
                rows[area] = division_row(area, name, "cd", dates)
        return rows


_ZIP_SOURCES = (
    "zip-districts", "zip-state-districts", "geonames", "lines",
    "next-lines", "zip-addresses", "zip-counties", "county-lines",
)  # fmt: skip


def _used(layers: Iterable[Layer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.source for layer in layers))


def _check_target(target: Path) -> None:
    """Only a folder that is absent, empty or made of tables may be replaced."""
    if not target.exists():
        return
    if not target.is_dir():
        raise BadTarget(f"{target} is not a folder.")
    known: set[str] = {MANIFEST}
    with suppress(OSError, ValueError, KeyError, TypeError):
        known |= json.loads((target / MANIFEST).read_text("utf-8"))["tables"].keys()
    if others := sorted(set(_files(target)) - known):
        raise BadTarget(
            f"{target} holds files that are no tables ({', '.join(others[:3])}). "
            "Name an empty or a new folder."
        )


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put the new folder in the place of the target by renaming both."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
