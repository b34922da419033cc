"""Renews who holds which office in tables that are there: lines, ZIP codes and index stay.

What changes from week to week comes in a few files and needs no geometry; the rest comes with the
software, or is built.
"""

import csv
import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

from upstander.civic.making.holders import (
    STATES,
    Holding,
    own_tables,
    read_holders,
    rules_table,
    state_district_rows,
)
from upstander.civic.making.sources import voting
from upstander.civic.making.sources.clocks import KnownZones
from upstander.civic.making.sources.federal import Seat
from upstander.civic.making.sources.files import given_rows
from upstander.civic.making.sources.geo_ids import sld_names
from upstander.civic.making.sources.listing import KEPT, PUBLICATIONS, read_fetched, source_notes
from upstander.civic.making.tables import Table, counts, entry, tsv, write, write_manifest
from upstander.civic.reading.pack import FEDERAL, MANIFEST, Pack
from upstander.civic.types import SourceNote

RENEWED = ("legislators", "executive", "committees", "state-people", "votegov", "divisions")
"""Keys of the publications that are fetched for it."""
_DIVISIONS = "divisions.tsv"
_ZIPS = "zips.tsv"
_DRAWN = ("cd", "county")
_DISTRICTS = ("sldu", "sldl")

Say = Callable[[str], None]
Row = tuple[str, ...]


def fingerprint(base: Path, sources: Path) -> str:
    """A short name for what ``renew`` would make: of these tables, files and facts of our own."""
    files = read_fetched(sources)
    names = [
        form.name
        for publication in PUBLICATIONS
        if publication.key in RENEWED
        for file in publication.files
        if (form := file.at_hand(sources)) is not None
    ]
    said = [files.get(name, {}).get("sha256") for name in names]
    own = [sha256(table.data).hexdigest() for table in own_tables().values()]
    manifest = sha256((base / MANIFEST).read_bytes()).hexdigest()
    return sha256(json.dumps([manifest, said, own]).encode()).hexdigest()[:16]


def renew(base: Path, sources: Path, target: Path, *, say: Say = lambda _: None) -> dict[str, int]:
    """Write to ``target`` the tables in ``base``, with who holds office by ``sources``.

    Returns what they count. ``target`` is a folder that is not there yet; where this ends with an
    error, it may be there in part. Raises ``BadSource``, naming the file, if something is wrong
    with it, and ``PackError`` if ``base`` cannot be read.
    """
    pack = Pack(base)
    notes = _notes(pack, sources)
    manifest = json.loads((base / MANIFEST).read_text("utf-8"))
    before = {name: _offices(base, name) for name in manifest["tables"] if _is_offices(name)}
    divisions, zips = _tsv(base / _DIVISIONS), _tsv(base / _ZIPS)
    say("officials")
    states = voting.state_rows(sources, given_rows("states.tsv"))
    held = read_holders(
        sources,
        notes,
        seats=[_seat(row) for row in before[f"offices/{FEDERAL}.jsonl"] if _is_seat(row)],
        districts=[row[0] for row in divisions if row[2] in _DISTRICTS],
        zones=KnownZones(row for rows in before.values() for row in rows),
    )
    rows = _division_rows(divisions, held, notes, sources)
    used = tuple(manifest["tables"][_DIVISIONS]["sources"])
    new = (
        held.officials
        | {_DIVISIONS: Table(tsv(rows), used), STATES: rules_table(states)}
        | own_tables()
    )
    kept = [name for name in manifest["tables"] if name not in new and not _is_offices(name)]
    for name in kept:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        copyfile(base / name, target / name)
    write(target, {name: table.data for name, table in new.items()})
    counted = counts(held.offices, states, zips, rows)
    write_manifest(
        target,
        notes,
        counts=counted,
        odd=held.odd,
        tables=_entries(manifest["tables"], new),
        layers=manifest["layers"],
        index=manifest["index"],
    )
    return counted


def _notes(pack: Pack, sources: Path) -> dict[str, SourceNote]:
    """The sources of the new tables: those of the files here, ours, and the others as they were."""
    ours = {note.key: note for note in KEPT}
    return pack.sources | source_notes(sources, only=RENEWED) | ours


def _entries(before: Mapping[str, Any], new: Mapping[str, Table]) -> dict[str, Any]:
    """What the manifest says of each table, in the order of before."""
    made = {name: entry(table) for name, table in new.items()}
    kept = {name: said for name, said in before.items() if name in made or not _is_offices(name)}
    return kept | made


def _division_rows(
    before: list[Row], held: Holding, notes: Mapping[str, SourceNote], sources: Path
) -> list[Row]:
    """The rows of ``divisions.tsv``: lines as they were, the districts and places of today."""
    names = sld_names(sources)
    rows = {row[0]: row for row in before if row[2] in _DRAWN}
    rows |= state_district_rows(
        names,
        held.elected,
        first=_as_of(notes, "zip-state-districts"),
        redrawn=_as_of(notes, "redrawn"),
    )
    for place in held.places:
        rows.setdefault(place[0], place)
    return [rows[division] for division in sorted(rows)]


def _as_of(notes: Mapping[str, SourceNote], key: str) -> date:
    return notes[key].as_of


def _is_offices(name: str) -> bool:
    return name.startswith("offices/")


def _offices(base: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (base / name).read_text("utf-8").splitlines()]


def _is_seat(row: Mapping[str, Any]) -> bool:
    return row["chamber"] in ("senate", "house")


def _seat(row: Mapping[str, Any]) -> Seat:
    return Seat(row["state"], row.get("district"), row.get("class"), row["division"])


def _tsv(path: Path) -> list[Row]:
    lines = path.read_text("utf-8").splitlines()
    return [tuple(row) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
