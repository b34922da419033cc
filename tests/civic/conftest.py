"""The package's tables with a few square districts for their lines."""

import json
import shutil
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from upstander.civic.making.index_writer import write_index
from upstander.civic.reading.lines import UNIT, Chain, Lines, encode_chains
from upstander.civic.reading.pack import MANIFEST, PACKAGED

Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""

IOWA = "ocd-division/country:us/state:ia"
MISSOURI = "ocd-division/country:us/state:mo"
LAYERS: list[dict[str, Any]] = [
    {"file": "congress.lines", "kind": "cd", "state": None, "tolerance_m": 300},
    {"file": "counties.lines", "kind": "county", "state": None, "tolerance_m": 2000},
    {"file": "ia-sldu.lines", "kind": "sldu", "state": "IA", "tolerance_m": 50},
    {"file": "ia-sldl.lines", "kind": "sldl", "state": "IA", "tolerance_m": 50},
]
AREAS: Mapping[str, dict[str, list[Box]]] = {
    "congress.lines": {
        f"{IOWA}/cd:1": [(-94, 41, -93.5, 42)],
        f"{IOWA}/cd:3": [(-93.5, 41, -93, 42)],
        f"{MISSOURI}/cd:4": [(-94, 40, -93, 41)],
    },
    "counties.lines": {
        f"{IOWA}/county:polk": [(-94, 41, -93, 42)],
        f"{MISSOURI}/county:adair": [(-94, 40, -93, 41)],
    },
    "ia-sldu.lines": {
        f"{IOWA}/sldu:17": [(-94, 41, -93.25, 42)],
        f"{IOWA}/sldu:18": [(-93.25, 41, -93, 42)],
    },
    "ia-sldl.lines": {  # one in the other, around a hole in which a part of the first lies
        f"{IOWA}/sldl:33": [
            (-94, 41, -93, 42),
            (-93.45, 41.4, -93.05, 41.8),
            (-93.35, 41.5, -93.15, 41.7),
        ],
        f"{IOWA}/sldl:36": [(-93.45, 41.4, -93.05, 41.8), (-93.35, 41.5, -93.15, 41.7)],
    },
}


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    """The folder of the package's tables with a few square districts for its lines; not to spoil.

    With an index or without; each is made once.
    """

    @cache
    def draw(with_index: bool) -> Path:
        folder = shutil.copytree(PACKAGED, tmp_path_factory.mktemp("drawn") / "tables")
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        valid = {"valid_from": None, "valid_through": None, "source": "lines"}
        manifest["layers"] = [layer | valid for layer in LAYERS]
        opened = []
        for layer in LAYERS:
            data = _encoded(AREAS[layer["file"]])
            (folder / layer["file"]).write_bytes(data)
            manifest["tables"][layer["file"]] = _entry(data)
            opened.append((Lines(data), float(layer["tolerance_m"])))
        if with_index:
            write_index(folder / "points.index", opened)
            manifest["tables"]["points.index"] = _entry((folder / "points.index").read_bytes())
            manifest["index"] = "points.index"
        (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
        return folder

    return draw


def _entry(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": sha256(data).hexdigest(), "sources": ["lines"]}


def _encoded(areas: Mapping[str, list[Box]]) -> bytes:
    chains = [_ring(side, box) for side, boxes in enumerate(areas.values()) for box in boxes]
    return encode_chains(list(areas), 100, chains)


def _ring(side: int, box: Box) -> Chain:
    west, south, east, north = (round(degrees * UNIT) for degrees in box)
    return Chain(
        (side,),
        array("i", [west, east, east, west, west]),
        array("i", [south, south, north, north, south]),
    )
