"""The tables in a folder, opened when first needed and read with the standard library alone."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from upstander.civic.lines import Lines
from upstander.civic.types import (
    Account,
    ContactOffice,
    Deadline,
    Holder,
    Office,
    SourceNote,
    State,
    Vacancy,
    VotingRules,
    ZipCode,
    ZipRange,
)

PACKAGED = Path(__file__).parent / "tables"
MANIFEST = "manifest.json"
SCHEMA = 1
HOUSE = "us-house-"
_REBUILD = "Build it again with `upstander data build --from DIR`."


class PackError(RuntimeError):
    """Raised for a folder whose tables are missing, cut short or of another version."""


class Pack:
    """One folder of tables. Opening reads the manifest and compares sizes, nothing else."""

    def __init__(self, folder: Path) -> None:
        """Open the folder. Raises ``PackError`` with what to do about it."""
        try:
            manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
            schema, tables = manifest["schema"], manifest["tables"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PackError(f"{folder} holds no readable {MANIFEST}. {_REBUILD}") from error
        if schema != SCHEMA:
            raise PackError(
                f"The tables in {folder} are version {schema}; this is {SCHEMA}. {_REBUILD}"
            )
        for name, entry in tables.items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != entry["bytes"]:
                raise PackError(f"{path} is missing or cut short. {_REBUILD}")
        self.folder = folder
        self.counts: Mapping[str, int] = manifest["counts"]
        self._manifest = manifest

    @cached_property
    def sources(self) -> dict[str, SourceNote]:
        """Every source by its key."""
        return {
            row["key"]: SourceNote(**row | {"as_of": date.fromisoformat(row["as_of"])})
            for row in self._manifest["sources"]
        }

    @property
    def as_of(self) -> date:
        """The date of the list of office holders, which is what goes out of date first."""
        return self.sources["legislators"].as_of

    @cached_property
    def offices(self) -> dict[str, Office]:
        """Every seat in Congress by its id."""
        note = self.sources["legislators"]
        return {row["id"]: _office(row, note) for row in self._json_lines("offices.jsonl")}

    @cached_property
    def division_names(self) -> dict[str, str]:
        """Names of congressional divisions by id."""
        return dict(line.split("\t") for line in self._text("divisions.tsv").splitlines())

    @cached_property
    def states(self) -> dict[str, State]:
        """The 56 states and territories by code, in the order of their English names."""
        rows = sorted(self._json_lines("states.jsonl"), key=lambda row: str(row["name"]))
        return {
            row["code"]: State(
                row["code"], row["name"], row["name_es"], row["fips"], row["division"], row["kind"]
            )
            for row in rows
        }

    @cached_property
    def voting_rules(self) -> dict[str, VotingRules]:
        """Registration rules by state code."""
        note = self.sources["votegov"]
        return {
            row["code"]: _rules(row["code"], row["voting"], note)
            for row in self._json_lines("states.jsonl")
        }

    @cached_property
    def _zip_lines(self) -> dict[str, str]:
        return {line[:5]: line for line in self._text("zips.tsv").splitlines()}

    def zip(self, code: str) -> ZipCode | None:
        """The row of a ZIP, or None where the table has none."""
        line = self._zip_lines.get(code)
        return _zip(line) if line is not None else None

    def zips(self) -> Iterator[ZipCode]:
        """Every row of the ZIP table, in the order of the codes."""
        return (_zip(line) for line in self._zip_lines.values())

    @cached_property
    def place_zips(self) -> dict[tuple[str, str], list[str]]:
        """Codes of the ZIPs of each post-office name and state, the places with most first."""
        places: dict[tuple[str, str], list[str]] = {}
        for code, line in self._zip_lines.items():
            _, _, _, name, state, _ = line.split("\t", 5)
            if name:
                places.setdefault((name, state), []).append(code)
        return dict(sorted(places.items(), key=lambda place: (-len(place[1]), place[0])))

    @cached_property
    def zip_ranges(self) -> tuple[ZipRange, ...]:
        """The runs of ZIPs that are answered by rule."""
        rows: Iterator[dict[str, Any]] = csv.DictReader(
            self._text("zip_ranges.tsv").splitlines(), delimiter="\t"
        )
        return tuple(ZipRange(**row) for row in rows)

    @cached_property
    def foreign_names(self) -> tuple[str, ...]:
        """Names of other countries, and of Canada's provinces."""
        return tuple(self._text("foreign.txt").splitlines())

    @cached_property
    def lines(self) -> Lines:
        """Outlines of the congressional districts."""
        return Lines.open(self.folder / "congress.lines")

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def _json_lines(self, name: str) -> Iterator[dict[str, Any]]:
        return (json.loads(line) for line in self._text(name).splitlines())


def _office(row: Mapping[str, Any], note: SourceNote) -> Office:
    senate_class = row.get("class")
    vacancy = row.get("vacancy")
    return Office(
        id=row["id"],
        title=row["title"],
        chamber="house" if senate_class is None else "senate",
        state=row["state"],
        district=row.get("district"),
        senate_class=senate_class,
        division_id=row["division"],
        holder=_holder(row["holder"]) if "holder" in row else None,
        vacancy=None
        if vacancy is None
        else Vacancy(
            reason=vacancy.get("reason"),
            since=_day(vacancy.get("since")),
            until=_day(vacancy.get("until")),
            note=vacancy.get("note"),
            serves_meanwhile=vacancy.get("serves_meanwhile"),
        ),
        source=note.key,
        as_of=note.as_of,
    )


def _holder(row: Mapping[str, Any]) -> Holder:
    return Holder(
        id=row["id"],
        name=row["name"],
        party=row["party"],
        term_start=date.fromisoformat(row["start"]),
        term_end=date.fromisoformat(row["end"]),
        website=row["website"],
        contact_form=row["contact_form"],
        offices=tuple(_contact_office(office) for office in row["offices"]),
        accounts=tuple(Account(*account) for account in row["accounts"]),
        how=row["how"],
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
    )


def _rules(code: str, row: Mapping[str, Any], note: SourceNote) -> VotingRules:
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


def _zip(line: str) -> ZipCode:
    code, kind, seats, place, state, lat, lng = line.split("\t")
    return ZipCode(
        code=code,
        kind="area" if kind == "area" else "point",
        seats=tuple(HOUSE + seat for seat in seats.split(",")),
        place=place or None,
        state=state,
        lat=float(lat) if lat else None,
        lng=float(lng) if lng else None,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
