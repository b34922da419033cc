"""The tables in a folder, opened when first needed and read with the standard library alone.

Tables stay as bytes, and a row becomes a record when it is asked for, so that a process that
answers for the whole country stays small.
"""

import csv
import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from sys import intern
from typing import Any, Protocol, Self

from upstander.civic.reading.corrections import corrected
from upstander.civic.reading.index import PointIndex
from upstander.civic.reading.lines import CHAINS_REMEMBERED, Lines, Outlines
from upstander.civic.reading.rows import (
    LATER,
    Layer,
    Rows,
    Shelf,
    Town,
    ZipPoint,
    read_committee,
    read_correction,
    read_division,
    read_layer,
    read_office,
    read_rules,
    read_share,
    read_state,
    read_town,
)
from upstander.civic.reading.text import name_key
from upstander.civic.types import (
    Committee,
    Correction,
    Division,
    DivisionKind,
    Membership,
    NewLines,
    Office,
    SourceNote,
    State,
    VotingRules,
    ZipCode,
    ZipRange,
)

PACKAGED = Path(__file__).parents[1] / "tables"
MANIFEST = "manifest.json"
SCHEMA = 5
HOUSE = "us-house-"
COUNTRY = Division("ocd-division/country:us", "United States", "country")
FLOTERIAL = "~"  # before a district that lies over others
_ZIP_DIGITS = 5
WARD = "ward_"  # before the number of a district of DC's council
FEDERAL = "us"
"""The name of the file of offices that the whole country has."""

_REBUILD = "Build it again with `upstander data build --from DIR`."
_REMEMBERED = 2048  # records kept: some states' legislatures and members of Congress
_DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, csv.Error)
_STATE = re.compile(r"ocd-division/country:us/(?:state|district|territory):([a-z]{2})")


class PackError(RuntimeError):
    """Raised for a folder whose tables are missing, cut short, damaged or of another version."""


def _damaged(folder: Path, what: str) -> PackError:
    return PackError(f"{folder / what} is damaged. {_REBUILD}")


class _Reading:
    """Turns what goes wrong in reading a table into ``PackError``; one of another passes.

    A class, since it is entered several times a look-up and a generator takes twice as long.
    """

    __slots__ = ("_folder", "_name")

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def __enter__(self) -> None:
        """Nothing is done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, _DAMAGE):
            raise _damaged(self._folder, self._name) from error


class Points(Protocol):
    """What answers points: the index of a built pack, or the outlines themselves."""

    def at(self, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the divisions that hold a point, those on whose line it lies included."""

    def near(self, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the divisions with a line within their own layer's tolerance."""


def _by_office(corrections: Iterable[Correction]) -> Mapping[str, Sequence[Correction]]:
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.office_id, []).append(one)
    return found


def state_code(division_id: str) -> str | None:
    """The state's code in a division's id, ``None`` for the country itself."""
    match = _STATE.match(division_id)
    return match[1].upper() if match else None


class Pack:
    """One folder of tables. Opening reads the manifest and compares sizes, nothing else."""

    def __init__(self, folder: Path) -> None:
        """Open the folder. Raises ``PackError`` with what to do about it."""
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            schema = manifest["schema"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PackError(f"{folder} holds no readable {MANIFEST}. {_REBUILD}") from error
        if schema != SCHEMA:
            raise PackError(
                f"The tables in {folder} are version {schema}; this is {SCHEMA}. {_REBUILD}"
            )
        self.folder = folder
        self._manifest = manifest
        with self._reading(MANIFEST):
            self.as_of = date.fromisoformat(manifest["as_of"])  # the list of members of Congress
            self.odd: tuple[str, ...] = tuple(manifest["odd"])  # whom the builder could not place
            self._index: str | None = manifest["index"]
            sizes = {folder / name: entry["bytes"] for name, entry in manifest["tables"].items()}
        for path, size in sizes.items():
            if not path.is_file() or path.stat().st_size != size:
                raise PackError(f"{path} is missing or cut short. {_REBUILD}")
        self._shelves: dict[str, Shelf] = {}
        self._known_better: Mapping[str, Sequence[Correction]] | None = None
        self._tables: Pack | None = None  # which this one only corrects
        self._office = lru_cache(_REMEMBERED)(self._read_office)
        self.division = lru_cache(_REMEMBERED)(self._read_division)
        self.house_division = lru_cache(_REMEMBERED)(self._house_division)
        self._zip_at = lru_cache(_REMEMBERED)(self._read_zip)
        self._district_id = lru_cache(_REMEMBERED)(self._make_district_id)

    # Where it comes from

    @cached_property
    def sources(self) -> dict[str, SourceNote]:
        """Every source by its key."""
        with self._reading(MANIFEST):
            return {
                row["key"]: SourceNote(**row | {"as_of": date.fromisoformat(row["as_of"])})
                for row in self._manifest["sources"]
            }

    def sources_of(self, table: str) -> tuple[str, ...]:
        """Keys of a table's sources."""
        with self._reading(MANIFEST):
            return tuple(self._manifest["tables"][table]["sources"])

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The files of outlines, with what they hold."""
        with self._reading(MANIFEST):
            return tuple(map(read_layer, self._manifest["layers"]))

    # Offices

    @property
    def office_files(self) -> tuple[str, ...]:
        """Names of the files of offices: ``us``, then each state's code in small letters."""
        names = (Path(name) for name in self._manifest["tables"])
        states = {path.stem for path in names if path.parent.name == "offices"} - {FEDERAL}
        return (FEDERAL, *sorted(states))

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """What the tables themselves know beyond the publishers' files, lapsed or not."""
        with self._reading("corrections.tsv"):
            return tuple(map(read_correction, self._table("corrections.tsv")))

    def corrected(self, corrections: Iterable[Correction]) -> Self:
        """The same tables with exactly these corrections: none, for the files as they are."""
        other = copy(self)
        other._known_better = _by_office(corrections)
        other._office = lru_cache(_REMEMBERED)(other._read_office)
        other._shelves = {}
        other._tables = self._tables or self
        return other

    def offices(self, file: str) -> Shelf:
        """The offices of one file, none if the pack has no file of that name."""
        if file not in self._shelves:
            office = partial(self._office, file)
            name = f"offices/{file}.jsonl"
            if name not in self._manifest["tables"]:
                return Shelf(Rows(b""), office)
            if self._tables is not None:
                self._shelves[file] = self._tables.offices(file).through(office)
                return self._shelves[file]
            with self._reading(name):
                self._shelves[file] = Shelf(Rows.open(self.folder / name), office)
        return self._shelves[file]

    def office(self, office_id: str) -> Office | None:
        """The office with this id, or None. The file it is in is the first part of the id."""
        file = office_id.partition("-")[0]
        with self._reading(f"offices/{file}.jsonl"):
            return self.offices(file).get(office_id)

    def needed_office(self, office_id: str) -> Office:
        """The office that an index over this pack names."""
        office = self.office(office_id)
        if office is None:
            raise self._damaged("offices")
        return office

    def _read_office(self, file: str, at: int) -> Office:
        with self._reading(f"offices/{file}.jsonl"):
            listed = read_office(json.loads(self._shelves[file].rows[at]), self.sources)
        if self._known_better is None:
            self._known_better = _by_office(self.corrections)
        known = self._known_better.get(listed.id)
        return corrected(listed, known) if known else listed

    @cached_property
    def committees(self) -> dict[str, Committee]:
        """Committees of Congress by id."""
        with self._reading("committees.jsonl"):
            rows = self._json_lines("committees.jsonl")
            return {row["id"]: read_committee(row) for row in rows}

    @cached_property
    def memberships(self) -> dict[str, tuple[Membership, ...]]:
        """The committees that each person sits on, by the person's id."""
        found: dict[str, list[Membership]] = {}
        for committee in self.committees.values():
            parent = self.committees.get(committee.parent or "")
            name = f"{parent.name}: {committee.name}" if parent else committee.name
            for person, role in committee.members:
                found.setdefault(person, []).append(Membership(committee.id, name, role))
        return {person: tuple(rows) for person, rows in found.items()}

    # Divisions and states

    @cached_property
    def _upper_divisions(self) -> dict[str, Division]:
        """The country and the states, which have no rows of their own."""
        states = self.states.values()
        return {COUNTRY.id: COUNTRY} | {
            state.division_id: Division(state.division_id, state.name, "state", state.code)
            for state in states
        }

    @cached_property
    def _division_rows(self) -> Rows:
        with self._reading("divisions.tsv"):
            return Rows.open(self.folder / "divisions.tsv")

    @cached_property
    def _division_places(self) -> dict[str, int]:
        """Where the row of each division is."""
        with self._reading("divisions.tsv"):
            ids = (row.partition(b"\t")[0].decode() for row in self._division_rows)
            return {intern(division_id): at for at, division_id in enumerate(ids)}

    def _read_division(self, division_id: str) -> Division | None:
        """The division with this id, or with these later lines, or None."""
        if division_id in self._upper_divisions:
            return self._upper_divisions[division_id]
        at = self._division_places.get(division_id)
        if at is None:
            return None
        with self._reading("divisions.tsv"):
            return read_division(self._division_rows[at].decode())

    def needed_division(self, division_id: str) -> Division:
        """The division that another table names. Raises ``PackError`` if there is none."""
        division = self.division(division_id)
        if division is None:
            table = self.folder / "divisions.tsv"
            raise PackError(f"{table} has no {division_id}, which another table names. {_REBUILD}")
        return division

    def division_on(self, division_id: str, on: date) -> Division:
        """The division that another table names, with its lines of a day."""
        if later := self._later_lines.get(division_id):
            division = self.needed_division(later)
            if division.valid_from is None or division.valid_from <= on:
                return division
        return self.needed_division(division_id)

    @cached_property
    def _later_lines(self) -> dict[str, str]:
        """What names the lines that follow those of a division, by its id."""
        return {key.partition(LATER)[0]: key for key in self._division_places if LATER in key}

    @cached_property
    def new_lines(self) -> NewLines | None:
        """The lines of Congress that follow, where states have any."""
        divisions = map(self.needed_division, self._later_lines.values())
        found = [(each.valid_from, each.state) for each in divisions]
        if not found:
            return None
        days = {first for first, _ in found if first is not None}
        return NewLines(min(days), frozenset(state for _, state in found if state))

    def divisions(self) -> Iterator[Division]:
        """Every division once: the country, the states, and then as the table has them."""
        ids = (*self._upper_divisions, *self._division_places)
        return (self.needed_division(each) for each in ids if LATER not in each)

    @cached_property
    def _ids_by_state(self) -> dict[tuple[str, str], list[str]]:
        ids: dict[tuple[str, str], list[str]] = {}
        with self._reading("divisions.tsv"):
            for row in self._division_rows:
                division_id, _, kind, state, _, _ = row.decode().split("\t")
                if LATER in division_id:
                    continue
                ids.setdefault((intern(state), intern(kind)), []).append(intern(division_id))
        return ids

    def division_ids(self, state: str, kind: DivisionKind) -> Sequence[str]:
        """Ids of a state's divisions of one kind, none where the table has none."""
        return self._ids_by_state.get((state, kind), ())

    @cached_property
    def _places(self) -> dict[tuple[str, str], str]:
        """Ids of the places by state and ``name_key`` of their name."""
        return {
            (state, name_key(name)): division_id
            for (state, kind), ids in self._ids_by_state.items()
            if kind in ("county", "place")  # a city that is its own county has one id for both
            for division_id in ids
            if "/place:" in division_id
            for name in (
                self.needed_division(division_id).name,
                division_id.rpartition(":")[2].replace("_", " "),
            )
        }

    def mayors_place(self, name: str, state: str) -> str | None:
        """The id of the place of this name in a state, if it has an office of its own."""
        found = self._places.get((state, name_key(name)))
        return found if found and found in self.offices(state.lower()).divisions else None

    def tolerance(self, division: Division) -> int:
        """How far the lines of a division may be off, in metres; 0 if the pack has none of it."""
        return max(
            (
                layer.tolerance_m
                for layer in self.layers
                if layer.kind == division.kind and layer.state in (None, division.state)
            ),
            default=0,
        )

    @cached_property
    def states(self) -> dict[str, State]:
        """The 56 states and territories by code, in the order of their English names."""
        with self._reading("states.jsonl"):
            rows = sorted(self._json_lines("states.jsonl"), key=lambda row: str(row["name"]))
            return {row["code"]: read_state(row) for row in rows}

    @cached_property
    def voting_rules(self) -> dict[str, VotingRules]:
        """Registration rules by state code."""
        with self._reading(MANIFEST):
            note = self.sources["votegov"]
        with self._reading("states.jsonl"):
            return {
                row["code"]: read_rules(row["code"], row["voting"], note)
                for row in self._json_lines("states.jsonl")
            }

    # ZIPs

    @cached_property
    def _zip_rows(self) -> Rows:
        with self._reading("zips.tsv"):
            return Rows.open(self.folder / "zips.tsv")

    @cached_property
    def _zip_codes(self) -> "array[int]":
        """The codes as numbers, in order, row by row."""
        return array("I", (int(row[:5]) for row in self._zip_rows))

    def zip(self, code: str) -> ZipCode | None:
        """The row of a ZIP, or None where the table has none."""
        if len(code) != _ZIP_DIGITS or not (code.isascii() and code.isdigit()):
            return None
        with self._reading("zips.tsv"):
            at = bisect_left(self._zip_codes, int(code))
            known = at < len(self._zip_codes) and self._zip_codes[at] == int(code)
            return self._zip_at(at) if known else None

    def _read_zip(self, at: int) -> ZipCode:
        return self._zip(self._zip_rows[at].decode())

    def zips(self) -> Iterator[ZipCode]:
        """Every row of the ZIP table, in the order of the codes."""
        with self._reading("zips.tsv"):
            for row in self._zip_rows:
                yield self._zip(row.decode())

    def zip_points(self) -> Iterator[tuple[str, ZipPoint]]:
        """Where every ZIP is, by its code: much faster than all that is known of it."""
        with self._reading("zips.tsv"):
            for row in self._zip_rows:
                code, kind, _seats, _place, _state, lat, lng, _rest = row.decode().split("\t", 7)
                point = (float(lat) if lat else None, float(lng) if lng else None)
                yield code, ZipPoint(kind == "area", *point)

    @cached_property
    def floterials(self) -> frozenset[str]:
        """Ids of the districts that lie over others, so that they only may have a ZIP."""
        rows = map(bytes.decode, self._zip_rows.holding(FLOTERIAL.encode()))
        tails = (
            (row.split("\t")[4], tail)
            for row in rows
            for tail in row.split("\t")[8].split(",")
            if tail.startswith(FLOTERIAL)
        )
        with self._reading("zips.tsv"):
            return frozenset(self._district("sldl", state, tail)[0] for state, tail in set(tails))

    def _house_division(self, seat: str) -> str:
        """The division of a House seat, by the seat's id."""
        with self._reading("zips.tsv"):
            state, number = seat.removeprefix(HOUSE).split("-")
            district = "at-large" if number == "0" else number
            return f"{self.states[state.upper()].division_id}/cd:{district}"

    def _zip(self, line: str) -> ZipCode:
        code, kind, seats, place, state, lat, lng, sldu, sldl, following, counties = line.split(
            "\t"
        )
        house = [read_share(HOUSE + seat) for seat in seats.split(",")]
        upper, lower = self._districts("sldu", state, sldu), self._districts("sldl", state, sldl)
        shares = [(self.house_division(seat), part) for seat, part in house if part is not None]
        return ZipCode(
            code=code,
            kind="area" if kind == "area" else "new" if kind == "new" else "point",
            seats=tuple(seat for seat, _ in house),
            place=place or None,
            state=self.states[state].code,
            lat=float(lat) if lat else None,
            lng=float(lng) if lng else None,
            sldu=tuple(division for division, _ in upper),
            sldl=tuple(division for division, _ in lower),
            land_shares={
                division: part for division, part in (*shares, *upper, *lower) if part is not None
            },
            next_seats=tuple(HOUSE + seat for seat in following.split(",") if seat),
            counties=tuple(
                self._county_id(state, county) for county in counties.split(",") if county
            ),
        )

    def _districts(
        self, kind: DivisionKind, state: str, tails: str
    ) -> list[tuple[str, float | None]]:
        """Legislative divisions from the ends of their ids, with land shares where given."""
        return [self._district(kind, state, tail) for tail in tails.split(",") if tail]

    def _district(self, kind: DivisionKind, state: str, tail: str) -> tuple[str, float | None]:
        name, part = read_share(tail.removeprefix(FLOTERIAL))
        return self._district_id(kind, state, name), part

    def _make_district_id(self, kind: DivisionKind, state: str, tail: str) -> str:
        other, _, name = tail.rpartition("/")
        upper = self.states[other.upper() or state].division_id
        if name.startswith(WARD):
            return f"{upper}/ward:{name.removeprefix(WARD)}"
        return f"{upper}/{kind}:{name}"

    def _county_id(self, state: str, tail: str) -> str:
        other, _, name = tail.rpartition("/")
        return f"{self.states[other.upper() or state].division_id}/{name}"

    @cached_property
    def place_zips(self) -> dict[tuple[str, str], list[str]]:
        """Codes of the ZIPs of each post-office name and state, the places with most first."""
        places: dict[tuple[str, str], list[str]] = {}
        with self._reading("zips.tsv"):
            for row in map(bytes.decode, self._zip_rows):
                code, _, _, name, state, _ = row.split("\t", 5)
                if name:
                    places.setdefault((name, self.states[state].code), []).append(code)
        return dict(sorted(places.items(), key=lambda place: (-len(place[1]), place[0])))

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """What is known of places besides the ZIP table's: one row for a name in a state."""
        with self._reading("towns.tsv"):
            return tuple(map(read_town, self._lines("towns.tsv")))

    @cached_property
    def state_names(self) -> dict[str, str]:
        """State codes by the abbreviations that people write, as the table has them."""
        with self._reading("state_names.tsv"):
            return {
                name: row["state"]
                for row in self._table("state_names.tsv")
                for name in row["names"].split("|")
            }

    @cached_property
    def zip_ranges(self) -> tuple[ZipRange, ...]:
        """The runs of ZIPs that are answered by rule."""
        with self._reading("zip_ranges.tsv"):
            return tuple(ZipRange(**row) for row in self._table("zip_ranges.tsv"))

    @cached_property
    def foreign_names(self) -> tuple[str, ...]:
        """Names of other countries, and of Canada's provinces."""
        with self._reading("foreign.txt"):
            return tuple(self._lines("foreign.txt"))

    # Points

    @cached_property
    def points(self) -> Points:
        """What answers points: the index if the pack has one, else the outlines."""
        if self._index is not None:
            with self._reading(self._index):
                return PointIndex.open(self.folder / self._index)
        return Outlines([(self.lines(layer), layer.tolerance_m) for layer in self.layers])

    def lines(self, layer: Layer, *, remembered: int | None = CHAINS_REMEMBERED) -> Lines:
        """The outlines of one layer, read anew; ``Lines`` tells what is ``remembered``."""
        with self._reading(layer.file):
            return Lines.open(self.folder / layer.file, remembered=remembered)

    def at(self, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the areas that hold a point, sorted; those on whose line it lies included."""
        try:
            return self.points.at(lat, lng)
        except _DAMAGE as error:
            raise self._damaged(self._index or "*.lines") from error

    def near(self, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the areas with a line within their own layer's tolerance of a point, sorted."""
        try:
            return self.points.near(lat, lng)
        except _DAMAGE as error:
            raise self._damaged(self._index or "*.lines") from error

    # Files

    def _reading(self, name: str) -> "_Reading":
        return _Reading(self.folder, name)

    def _damaged(self, what: str) -> PackError:
        return _damaged(self.folder, what)

    def _bytes(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def _lines(self, name: str) -> list[str]:
        return self._bytes(name).decode("utf-8").removesuffix("\n").split("\n")

    def _json_lines(self, name: str) -> Iterator[dict[str, Any]]:
        return (json.loads(line) for line in self._bytes(name).splitlines())

    def _table(self, name: str) -> Iterator[dict[str, Any]]:
        return csv.DictReader(self._lines(name), delimiter="\t")
