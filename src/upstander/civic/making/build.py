"""Builds the tables from the publishers' files: whole, after checks, or not at all."""

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

from upstander.civic.making.index_writer import write_index
from upstander.civic.making.sources import (
    committees,
    corrections,
    federal,
    legislatures,
    openstates,
    outlines,
    towns,
    voting,
    zips,
)
from upstander.civic.making.sources.files import GIVEN, given_rows
from upstander.civic.making.sources.geo_ids import GeoIds
from upstander.civic.making.sources.listing import source_notes
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.making.sources.timezones import Clocks
from upstander.civic.reading.lines import Lines
from upstander.civic.reading.pack import FEDERAL, MANIFEST, SCHEMA, state_code
from upstander.civic.reading.rows import LATER
from upstander.civic.types import SourceNote

INDEX = "points.index"
_BIG = "state-lines"  # the source that small tables do without

Say = Callable[[str], None]


class BadTarget(ValueError):
    """Raised for a target folder that holds something other than tables."""


@dataclass(frozen=True)
class Table:
    """One file of the tables and the keys of its sources."""

    data: bytes
    sources: tuple[str, ...]


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
    notes = source_notes(source)
    say("outlines")
    layers = _layers(source, notes, small=small)
    tables = {layer.file: Table(layer.encode(), (layer.source,)) for layer in layers}
    made, counts, odd = _Rows(source, notes, layers, tables, say).tables()
    tables |= made
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        new = Path(beside, "new")
        _write(new, {name: table.data for name, table in tables.items()})
        if not small:
            say("index of points")
            write_index(new / INDEX, [(Lines(tables[x.file].data), x.tolerance_m) for x in layers])
            tables[INDEX] = Table((new / INDEX).read_bytes(), _used(layers))
        manifest = {
            "schema": SCHEMA,
            "as_of": notes["legislators"].as_of.isoformat(),
            "counts": counts,
            "odd": odd,
            "tables": {name: _entry(table) for name, table in tables.items()},
            "layers": [layer.entry() for layer in layers],
            "index": None if small else INDEX,
            "sources": [_source(note) for note in notes.values() if not small or note.key != _BIG],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        _write(new, {MANIFEST: text.encode()})
        _swap(new, target, Path(beside, "old"))
    return counts


def _layers(source: Path, notes: Mapping[str, SourceNote], *, small: bool) -> list[Layer]:
    """The nation's layers, and those of states unless the tables are to be small."""
    found = outlines.layers(source, notes["legislators"].as_of)
    return list(takewhile(lambda layer: layer.state is None, found) if small else found)


class _Rows:
    """Every table but the outlines, from the publishers' files."""

    def __init__(
        self,
        source: Path,
        notes: Mapping[str, SourceNote],
        layers: list[Layer],
        encoded: Mapping[str, Table],
        say: Say,
    ) -> None:
        self._source = source
        self._notes = notes
        self._layers = layers
        self._say = say
        self._given = given_rows("states.tsv")
        self._states = voting.state_rows(source, self._given)
        self._names = federal.division_names(source)
        self._ids = GeoIds(source, notes["legislators"].as_of)
        congress = layers[0]
        self._new = next((layer for layer in layers[1:] if layer.kind == "cd"), None)
        self._seats = federal.seats(self._given, outlines.district_numbers(congress), self._names)
        self._house = {seat.division_id: seat.id for seat in self._seats if not seat.senate_class}
        self._congress = zips.Congress(
            Lines(encoded[congress.file].data), self._house, congress.tolerance_m
        )

    def tables(self) -> tuple[dict[str, Table], dict[str, int], list[str]]:
        """The tables by file name, what they count, and what was odd about the people in them."""
        self._say("ZIP codes")
        districts = zips.read_districts(self._source, set(self._house.values()), self._ids)
        zip_rows = zips.zip_rows(
            districts,
            zips.read_posts(self._source),
            self._congress,
            zips.read_addresses(self._source, set(self._house.values())),
            zips.Drawn(self._source, self._layers[0], self._layers[1], self._new),
        )
        town_rows = towns.town_rows(self._source, zip_rows, self._congress, self._layers)
        self._say("officials")
        congress = federal.office_rows(self._source, self._seats, self._notes["legislators"].as_of)
        country = [*federal.executive_rows(self._source, self._as_of("executive")), *congress]
        state_districts = (
            zips.every(districts.sldu) | zips.every(districts.sldl) | districts.floterials
        )
        local = openstates.read_offices(
            self._source, self._given, self._as_of("state-people"), state_districts
        )
        governors = corrections.governors_left_out(local.offices, self._given)
        offices = {FEDERAL: country} | {
            code.lower(): [*governors.get(code, ()), *local.offices.get(code, ())]
            for code in sorted({*local.offices, *governors})
        }
        corrections.check(offices)
        clocks = Clocks(zip_rows)
        offices = {name: [clocks.told(row) for row in rows] for name, rows in offices.items()}
        elected = {row["division"] for rows in offices.values() for row in rows}
        divisions = self._divisions(elected, local.places)
        members = (row["holder"]["id"] for row in congress if "holder" in row)
        bodies = committees.committee_rows(self._source, members)
        tables = {
            **{
                f"offices/{name}.jsonl": Table(
                    _json_lines(rows), _FEDERAL_SOURCES if name == FEDERAL else _STATE_SOURCES
                )
                for name, rows in offices.items()
            },
            "committees.jsonl": Table(_json_lines(bodies), ("committees",)),
            "divisions.tsv": Table(
                _tsv(divisions),
                (
                    *("divisions", "geo-ids", "county-lines", "zip-state-districts"),
                    *("chambers", "redrawn"),
                ),
            ),
            "states.jsonl": Table(_json_lines(self._states), ("votegov",)),
            "zips.tsv": Table(
                _tsv(zip_rows), tuple(key for key in _ZIP_SOURCES if key in self._notes)
            ),
            corrections.TABLE: Table(_tsv(corrections.rows()), ()),  # each row has its own
            "towns.tsv": Table(
                _tsv(town_rows),
                ("geonames-cities", "zip-districts", "geonames", "lines", "county-lines"),
            ),
            **{name: Table((GIVEN / name).read_bytes(), keys) for name, keys in _KEPT.items()},
        }
        odd = federal.misplaced_offices(self._source)
        odd += [f"{finding.about}: {finding.words}" for finding in local.findings]
        return tables, _counts(offices, self._states, zip_rows, divisions), odd

    def _as_of(self, key: str) -> date:
        return self._notes[key].as_of

    def _divisions(
        self, elected: Collection[str], places: Iterable[tuple[str, ...]]
    ) -> list[tuple[str, ...]]:
        """Rows of id, name, kind, state, first and last day of the lines; each id once.

        A district of Congress with new lines has a second row, named for them. Of the legislatures'
        districts, those that elect somebody: Open Civic Data's list has past ones, too, that it
        never ended. Where it has no first day, that of the Census's join of ZIPs stands in; where
        no last day, that of the legislature's terms.
        """
        rows: dict[str, tuple[str, ...]] = {}
        first = self._as_of("zip-state-districts")
        through = legislatures.lines_through(self._as_of("redrawn"))
        rows |= self._districts_of_congress()
        for division, district in self._ids.names.items():
            if division in elected:
                kind = "sldl" if "/sldl:" in division else "sldu"
                dates = district.valid_from or first, district.valid_through or through(division)
                rows[division] = _division(division, district.name, kind, dates)
        for division, county in self._layers[1].names.items():
            rows[division] = _division(division, county, "county", (None, None))
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
            rows[division] = _division(division, self._names[division], "cd", dates)
        if self._new is not None:
            dates = self._new.valid_from, self._new.valid_through
            for area in self._new.areas:
                name = self._names[area.partition(LATER)[0]]
                rows[area] = _division(area, name, "cd", dates)
        return rows


_FEDERAL_SOURCES = (
    "legislators", "vacant-house-seats", "executive", "white-house", "geonames", "timezones"
)  # fmt: skip
_STATE_SOURCES = (
    "state-people", "chambers", "mid-terms", "executive-terms", "geonames", "timezones"
)  # fmt: skip
_ZIP_SOURCES = (
    "zip-districts", "zip-state-districts", "geonames", "lines",
    "next-lines", "zip-addresses", "zip-counties", "county-lines",
)  # fmt: skip
_KEPT = {"zip_ranges.tsv": ("zip-ranges",), "foreign.txt": (), "state_names.tsv": ()}


def _division(
    division: str, name: str, kind: str, dates: tuple[date | None, date | None]
) -> tuple[str, ...]:
    state = state_code(division) or ""
    return division, name, kind, state, *(day.isoformat() if day else "" for day in dates)


def _counts(
    offices: Mapping[str, list[dict[str, Any]]],
    states: list[dict[str, Any]],
    zip_rows: list[tuple[str, ...]],
    divisions: list[tuple[str, ...]],
) -> dict[str, int]:
    rows = [row for found in offices.values() for row in found]
    levels = Counter(row.get("level", "federal") for row in rows)
    kinds = Counter(row[1] for row in zip_rows)
    return {
        **{f"{level}_offices": levels[level] for level in ("federal", "state", "local")},
        "held": sum("holder" in row for row in rows),
        "vacant": sum("vacancy" in row for row in rows),
        "states": len(states),
        "divisions": len(divisions),
        "zip_areas": kinds["area"],
        "zip_points": kinds["point"],
        "zips_new": kinds["new"],
        "places": len({(row[3], row[4]) for row in zip_rows if row[3]}),
    }


def _used(layers: Iterable[Layer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.source for layer in layers))


def _entry(table: Table) -> dict[str, Any]:
    digest = hashlib.sha256(table.data).hexdigest()
    return {"bytes": len(table.data), "sha256": digest, "sources": table.sources}


def _source(note: SourceNote) -> dict[str, str]:
    return asdict(note) | {"as_of": note.as_of.isoformat()}


def _json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    ).encode()


def _tsv(rows: Iterable[Iterable[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()


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


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


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
