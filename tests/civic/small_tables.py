"""A small folder of tables, whole and without a fault, for tests to spoil."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from upstander.civic.reading.lines import UNIT, Chain, encode_chains
from upstander.civic.reading.pack import MANIFEST, SCHEMA

IOWA = "ocd-division/country:us/state:ia"
THIRD, FOURTH = f"{IOWA}/cd:3", f"{IOWA}/cd:4"
SENATE, HOUSE = f"{IOWA}/sldu:17", f"{IOWA}/sldl:33"
CORRECTION = (
    *("office", "kind", "since", "name", "party", "person", "ends", "elected", "wrong", "right"),
    *("source", "url", "checked"),
)


def office(office_id: str, division: str, **fields: Any) -> dict[str, Any]:
    _, chamber, *_ = office_id.split("-")
    return {"id": office_id, "title": "U.S. Representative", "chamber": chamber, "state": "IA",
            "division": division, "source": "legislators", **fields}  # fmt: skip


def holder(person: str, **fields: Any) -> dict[str, Any]:
    return {"id": person, "name": f"Ana {person}", "start": "2025-01-03", "end": "2027-01-03",
            "offices": [], "accounts": [], "website": "https://ia.example", **fields}  # fmt: skip


def place(lat: float, lng: float, code: str = "50309") -> dict[str, Any]:
    return {"kind": "district", "city": "Des Moines", "zip": code, "lat": lat, "lng": lng}


@dataclass
class Tables:
    """A state with two districts in Congress, one in each of its own houses, and two ZIPs."""

    federal: list[dict[str, Any]] = field(
        default_factory=lambda: [
            office("us-house-ia-3", THIRD, district=3,
                   holder=holder("N1", offices=[place(41.5, -93.5)])),
            office("us-house-ia-4", FOURTH, district=4, holder=holder("F1")),
        ]
    )  # fmt: skip
    state: list[dict[str, Any]] = field(
        default_factory=lambda: [
            office("ia-upper-17", SENATE, level="state",
                   holder=holder("ocd-person/1", offices=[{"kind": "district", "zip": "50309"}])),
            office("ia-lower-33", HOUSE, level="state", holder=holder("ocd-person/2")),
        ]
    )  # fmt: skip
    divisions: list[tuple[str, ...]] = field(
        default_factory=lambda: [
            (THIRD, "3rd", "cd", "IA", "", ""),
            (FOURTH, "4th", "cd", "IA", "", ""),
            (SENATE, "Senate 17", "sldu", "IA", "", ""),
            (HOUSE, "House 33", "sldl", "IA", "", ""),
        ]
    )
    zips: list[tuple[str, ...]] = field(
        default_factory=lambda: [
            ("50309", "area", "ia-3", "Des Moines", "IA", "41.5", "-93.5", "17", "33", "", ""),
            ("50320", "area", "ia-3,ia-4", "Des Moines", "IA", "41.9", "-94.9", "17", "33", "", ""),
        ]
    )
    committees: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"id": "HSAG", "name": "Agriculture", "chamber": "house", "members": [["N1", None]]}
        ]
    )
    corrections: list[tuple[str, ...]] = field(default_factory=lambda: [CORRECTION])
    as_of: str = "2026-08-01"

    def write(self, folder: Path) -> Path:
        state = {"code": "IA", "name": "Iowa", "name_es": "Iowa", "fips": "19", "kind": "state",
                 "division": IOWA, "voting": {}}  # fmt: skip
        files = {
            "offices/us.jsonl": json_lines(self.federal),
            "offices/ia.jsonl": json_lines(self.state),
            "committees.jsonl": json_lines(self.committees),
            "states.jsonl": json_lines([state]),
            "divisions.tsv": "".join("\t".join(row) + "\n" for row in self.divisions).encode(),
            "zips.tsv": "".join("\t".join(row) + "\n" for row in self.zips).encode(),
            "corrections.tsv": "".join("\t".join(row) + "\n" for row in self.corrections).encode(),
            "zip_ranges.tsv": b"first\tlast\tkind\tcode\tname\n",
            "towns.tsv": b"Ames\tIA\tcity\t42.0\t-93.6\t66000\t50309\tia-4\t\n",
            "state_names.tsv": b"state\tnames\nIA\tIoa.\n",
            "congress.lines": squares(),
        }
        layer = {"file": "congress.lines", "kind": "cd", "state": None, "tolerance_m": 300,
                 "source": "legislators", "valid_from": None, "valid_through": None,
                 "areas": 2, "repaired_rings": 1}  # fmt: skip
        source = {"key": "legislators", "publisher": "the clerk", "title": "Members", "url": "x",
                  "terms": "CC0", "as_of": self.as_of, "stale_after": 120}  # fmt: skip
        manifest = {
            "schema": SCHEMA,
            "as_of": self.as_of,
            "counts": {},
            "index": None,
            "odd": [],
            "layers": [layer],
            "sources": [source],
            "tables": {
                name: {"bytes": len(data), "sha256": "", "sources": ["legislators"]}
                for name, data in files.items()
            },
        }
        for name, data in (files | {MANIFEST: json.dumps(manifest).encode()}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def squares() -> bytes:
    """The third district east of the 94th meridian, the fourth west of it."""

    def ring(side: int, west: int, east: int) -> Chain:
        xs = [degree * UNIT for degree in (west, east, east, west, west)]
        ys = [degree * UNIT for degree in (41, 41, 42, 42, 41)]
        return Chain((side,), array("i", xs), array("i", ys))

    return encode_chains([THIRD, FOURTH], 100, [ring(0, -94, -93), ring(1, -95, -94)])
