"""Congressional outlines, from the Census Bureau's TopoJSON to one binary file.

The file holds the arcs of the source, on the source's own integer grid, cut into short chains:

- a line of JSON: the areas, the grid and the number of chains;
- one record for each chain: west, south, east, north (1e-7 degree), the areas on its two sides
  (``NO_AREA`` for none), and where its points begin;
- the points: how many, then differences, as zigzag varints.

An arc that one area uses twice (a seam) belongs to it on neither side, so that crossing a chain
always changes membership in exactly the areas named with it.
"""

import json
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upstander.civic.lines import CHAIN, MAGIC, NO_AREA, on_grid
from upstander.civic.sources import listing
from upstander.civic.sources.reading import BadSource, read_json, require

DISTRICTS = 441
_POINTS_IN_CHAIN = 256


@dataclass(frozen=True)
class Topology:
    """What TopoJSON holds: geometries that name arcs, and arcs as steps on a grid."""

    geometries: list[dict[str, Any]]
    arcs: list[list[list[int]]]
    scale: list[float]
    translate: list[float]


def read_districts(
    folder: Path, codes_by_fips: Mapping[str, str]
) -> tuple[Topology, list[tuple[str, int]]]:
    """The outlines, and the state and number (0 at large) of each geometry in them."""
    file = listing.LINES
    topology = read_json(folder, file)
    try:
        (collection,) = topology["objects"].values()
        geometries = collection["geometries"]
        districts = [
            (codes_by_fips[row["STATEFP"]], _number(row["CD119FP"]))
            for row in (geometry["properties"] for geometry in geometries)
        ]
        outlines = Topology(geometries, topology["arcs"], **topology["transform"])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadSource(file, f"is not laid out as we know it ({error!r})") from error
    found = len(set(districts))
    require(found == DISTRICTS, file, f"has {found} districts, not {DISTRICTS}")
    return outlines, districts


def _number(code: str) -> int:
    """A district's number: the Census Bureau writes 00 for one at large, 98 for a delegate's."""
    return 0 if code == "98" else int(code)


def encode(topology: Topology, areas: list[str]) -> bytes:
    """The binary file; ``areas`` names the geometries in their order."""
    records, points = bytearray(), bytearray()
    for sides, chain in _chains(topology):
        xs = [on_grid(x, topology.scale[0], topology.translate[0]) for x, _ in chain]
        ys = [on_grid(y, topology.scale[1], topology.translate[1]) for _, y in chain]
        bounds = (min(xs), min(ys), max(xs), max(ys))
        records += struct.pack(CHAIN, *bounds, *sides, len(points))
        _append_points(points, chain)
    heading = {
        "areas": areas,
        "scale": topology.scale,
        "translate": topology.translate,
        "chains": len(records) // struct.calcsize(CHAIN),
        "points": len(points),
    }
    text = json.dumps(heading, separators=(",", ":"))
    return b"".join((MAGIC, text.encode(), b"\n", records, points))


def _chains(topology: Topology) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Pieces of arcs with the areas on their two sides; a piece begins where one ended."""
    for arc, areas in sorted(_areas_by_arc(topology.geometries).items()):
        if not areas:
            continue
        sides = (areas[0], areas[1] if len(areas) == 2 else NO_AREA)
        x = y = 0
        points = []
        for dx, dy in topology.arcs[arc]:
            x, y = x + dx, y + dy
            points.append((x, y))
        for start in range(0, len(points) - 1, _POINTS_IN_CHAIN):
            yield sides, points[start : start + _POINTS_IN_CHAIN + 1]


def _areas_by_arc(geometries: list[dict[str, Any]]) -> dict[int, list[int]]:
    """The areas that each arc bounds: those that use it an odd number of times."""
    uses: dict[int, Counter[int]] = {}
    for area, geometry in enumerate(geometries):
        polygons = geometry["arcs"]
        for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
            for ring in polygon:
                for arc in ring:  # TopoJSON writes an arc used backwards as its complement
                    uses.setdefault(arc if arc >= 0 else ~arc, Counter())[area] += 1
    sides = {
        arc: sorted(area for area, times in counts.items() if times % 2)
        for arc, counts in uses.items()
    }
    crowded = [arc for arc, areas in sides.items() if len(areas) > 2]
    require(not crowded, listing.LINES, f"has a line between three areas (arc {crowded[:1]})")
    return sides


def _append_points(out: bytearray, chain: list[tuple[int, int]]) -> None:
    _append_varint(out, len(chain))
    before = (0, 0)
    for point in chain:
        for value, last in zip(point, before, strict=True):
            step = value - last
            _append_varint(out, step * 2 if step >= 0 else -step * 2 - 1)
        before = point


def _append_varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
