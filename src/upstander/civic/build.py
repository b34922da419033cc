"""Builds the tables from the publishers' files: whole, after checks, or not at all."""

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from upstander.civic.lines import Lines
from upstander.civic.pack import MANIFEST, PACKAGED, SCHEMA
from upstander.civic.sources import lines, officials, voting, zips
from upstander.civic.sources.listing import source_notes
from upstander.civic.sources.reading import GIVEN, BadSource, given_rows

__all__ = ["BadSource", "BadTarget", "build"]


class BadTarget(ValueError):
    """Raised for a target folder that holds something other than tables."""


def build(source: Path, target: Path = PACKAGED) -> dict[str, int]:
    """Write the tables made from the files in ``source`` and return what they count.

    The new tables are written beside ``target`` and renamed over it once they are whole. Raises
    ``BadSource``, naming the file, if something is wrong with it, and ``BadTarget`` if ``target``
    holds other files; either way nothing there has changed.
    """
    _check_target(target)
    tables, counts = _tables(source)
    notes = source_notes(source)
    manifest = {
        "schema": SCHEMA,
        "as_of": notes["legislators"].as_of.isoformat(),
        "counts": counts,
        "tables": {name: _entry(data, keys) for name, (data, keys) in tables.items()},
        "sources": [
            {
                "key": note.key,
                "publisher": note.publisher,
                "title": note.title,
                "url": note.url,
                "as_of": note.as_of.isoformat(),
                "terms": note.terms,
            }
            for note in notes.values()
        ],
    }
    files = {name: data for name, (data, _) in tables.items()}
    files[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    _replace(target, files)
    return counts


def _tables(source: Path) -> tuple[dict[str, tuple[bytes, list[str]]], dict[str, int]]:
    """Each table's bytes and the keys of its sources; and what they count."""
    given = given_rows("states.tsv")
    as_of = source_notes(source)["legislators"].as_of
    outlines, districts = lines.read_districts(source, {row["fips"]: row["code"] for row in given})
    divisions = officials.division_names(source)
    states = voting.state_rows(source, given)
    seats = officials.seats(given, districts, divisions)
    house = {(seat.state, seat.district): seat for seat in seats if seat.district is not None}
    areas = zips.read_areas(source, {seat.id for seat in house.values()})
    posts = zips.read_posts(source)
    offices = officials.office_rows(source, seats, as_of)
    outline_bytes = lines.encode(outlines, [house[district].id for district in districts])
    zip_rows = zips.zip_rows(areas, posts, Lines(outline_bytes))
    names = [(seat.division_id, divisions[seat.division_id]) for seat in house.values()]
    tables = {
        "offices.jsonl": (_json_lines(offices), ["legislators", "vacant-house-seats"]),
        "divisions.tsv": (_tsv(names), ["divisions"]),
        "states.jsonl": (_json_lines(states), ["votegov"]),
        "zips.tsv": (_tsv(zip_rows), ["zip-districts", "geonames", "lines"]),
        "zip_ranges.tsv": ((GIVEN / "zip_ranges.tsv").read_bytes(), ["zip-ranges"]),
        "foreign.txt": ((GIVEN / "foreign.txt").read_bytes(), []),
        "congress.lines": (outline_bytes, ["lines"]),
    }
    kinds = Counter(row[1] for row in zip_rows)
    counts = {
        "seats": len(offices),
        "held": sum("holder" in row for row in offices),
        "vacant": sum("vacancy" in row for row in offices),
        "states": len(states),
        "zip_areas": kinds["area"],
        "zip_points": kinds["point"],
        "places": len({(row[3], row[4]) for row in zip_rows if row[3]}),
    }
    return tables, counts


def _entry(data: bytes, sources: list[str]) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "sources": sources}


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
    present = {path.name for path in target.iterdir()}
    known: set[str] = {MANIFEST}
    with suppress(OSError, ValueError, KeyError, TypeError):
        known |= json.loads((target / MANIFEST).read_text("utf-8"))["tables"].keys()
    if others := sorted(present - known):
        raise BadTarget(
            f"{target} holds files that are no tables ({', '.join(others[:3])}). "
            "Name an empty or a new folder."
        )


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside the target, then swap the folders by renaming them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
