"""Tables as they are written: their bytes, their sources, and what the manifest says of them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from upstander.civic.reading.pack import MANIFEST, SCHEMA
from upstander.civic.types import SourceNote


@dataclass(frozen=True)
class Table:
    """One file of the tables and the keys of its sources."""

    data: bytes
    sources: tuple[str, ...]


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as JSON, one a line."""
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    ).encode()


def tsv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows with tabs between their values."""
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def counts(
    offices: Mapping[str, list[dict[str, Any]]],
    states: list[dict[str, Any]],
    zip_rows: list[tuple[str, ...]],
    divisions: list[tuple[str, ...]],
) -> dict[str, int]:
    """How many records of each kind the tables have."""
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


def entry(table: Table) -> dict[str, Any]:
    """What the manifest says of a table."""
    digest = hashlib.sha256(table.data).hexdigest()
    return {"bytes": len(table.data), "sha256": digest, "sources": table.sources}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, by their names in it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_manifest(folder: Path, sources: Mapping[str, SourceNote], **said: Any) -> None:
    """Write the manifest of the tables in a folder: what is ``said`` of them, and their sources."""
    manifest = {
        "schema": SCHEMA,
        "as_of": sources["legislators"].as_of.isoformat(),
        **said,
        "sources": [asdict(note) | {"as_of": note.as_of.isoformat()} for note in sources.values()],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    write(folder, {MANIFEST: text.encode()})
