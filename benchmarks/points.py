"""The points that the engine is asked for: the same ones each time.

Points are rows of x and y, whole numbers of 1e-7 degree: the coordinates that every answer is for.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from upstander.civic import Civic
from upstander.civic.reading.lines import UNIT

Units = npt.NDArray[np.int64]
Polygons = Mapping[str, Any]
"""Shapely polygons in the units of the points, by division id."""
Box = tuple[float, float, float, float]
"""West, south, east, north."""

SEED = 119
MAINLAND: Box = (-125 * UNIT, 24 * UNIT, -66 * UNIT, 50 * UNIT)
EARTH: Box = (-180 * UNIT, -90 * UNIT, 180 * UNIT, 90 * UNIT)
AROUND_ZIP = UNIT // 20
"""How far people are from the middle of their ZIP, more or less: five kilometres."""
STATE = re.compile(r"/(?:state|district|territory):(\w\w)")


def usual(zips: Units, count: int) -> Units:
    """Returns points as people ask for them: half around ZIPs, half anywhere on the mainland."""
    chance = np.random.default_rng(SEED)
    people = chance.choice(zips, count // 2)
    people += np.rint(chance.normal(0, AROUND_ZIP, people.shape)).astype(np.int64)
    land = _uniform(chance, count - len(people), [MAINLAND])
    return chance.permutation(np.concatenate([people, land]))


def hard(polygons: Polygons, zips: Units, count: int) -> Units:
    """Returns points of every kind that an index may get wrong."""
    chance = np.random.default_rng(SEED)
    edges = _edges(polygons)
    vertices = edges[:, :2]
    corners, state_corners = _corners(polygons)
    part = count // 20
    kinds = (
        _uniform(chance, 4 * part, [MAINLAND]),
        _uniform(chance, part, [EARTH]),
        _uniform(chance, 2 * part, _boxes(polygons)),
        chance.choice(vertices, 3 * part),
        _beside(chance, chance.choice(vertices, 3 * part)),
        _on_edges(chance, chance.choice(edges, 2 * part)),
        _middles(chance.choice(edges, part)),
        chance.choice(corners, part // 2),
        _beside(chance, chance.choice(corners, part // 2)),
        chance.choice(state_corners, part // 2),
        _beside(chance, chance.choice(state_corners, part // 2)),
    )
    points = np.concatenate(kinds)
    points = np.concatenate([points, chance.choice(zips, count - len(points))])
    west, south, east, north = EARTH
    return chance.permutation(np.clip(points, (west, south), (east, north)).astype(np.int64))


def degrees(points: Units) -> npt.NDArray[np.float64]:
    """Returns rows of latitude and longitude, which round to the same points again."""
    return points[:, ::-1] / UNIT


def zip_points(civic: Civic, *, states: Collection[str] | None = None) -> Units:
    """Returns the points that GeoNames has for the ZIPs, of all states or of those named."""
    places = [
        (row.lng, row.lat)
        for row in civic.zips()
        if row.lat is not None and (states is None or row.state in states)
    ]
    return np.rint(np.array(places, dtype=np.float64) * UNIT).astype(np.int64)


def _uniform(chance: np.random.Generator, count: int, boxes: Sequence[Box]) -> Units:
    chosen = np.array(boxes, dtype=np.int64)[chance.integers(len(boxes), size=count)]
    west, south, east, north = chosen.T
    return np.column_stack([chance.integers(west, east + 1), chance.integers(south, north + 1)])


def _boxes(polygons: Polygons) -> list[Box]:
    """Returns the box of every area, so that small areas get as many points as large ones."""
    return [tuple(box) for box in shapely.bounds(list(polygons.values()))]


def _edges(polygons: Polygons) -> Units:
    """Returns the two ends of every edge."""
    rings = shapely.get_rings(list(polygons.values()))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    ends = np.rint(points).astype(np.int64)
    is_edge = (ring[1:] == ring[:-1]) & (ends[1:] != ends[:-1]).any(axis=1)
    return np.concatenate([ends[:-1][is_edge], ends[1:][is_edge]], axis=1)


def _corners(polygons: Polygons) -> tuple[Units, Units]:
    """Returns the points where three areas or more meet, and those where three states do."""
    points, area = shapely.get_coordinates(list(polygons.values()), return_index=True)
    states = [found[1] if (found := STATE.search(name)) else "" for name in polygons]
    numbers = np.unique(states, return_inverse=True)[1]
    ends = np.rint(points).astype(np.int64)
    return _met_by_three(ends, area), _met_by_three(ends, numbers[area])


def _met_by_three(points: Units, owner: npt.NDArray[np.int64]) -> Units:
    once = np.unique(np.column_stack([points, owner]), axis=0)
    met, times = np.unique(once[:, :2], axis=0, return_counts=True)
    found: Units = met[times >= 3]
    return found


def _beside(chance: np.random.Generator, points: Units) -> Units:
    """Returns points that are 1 to 100,000 units (a kilometre) off, near ones as likely as far."""
    reach = 10 ** chance.uniform(0, 5, (len(points), 1))
    return points + np.rint(chance.uniform(-1, 1, points.shape) * reach).astype(np.int64)


def _on_edges(chance: np.random.Generator, edges: Units) -> Units:
    """Returns points exactly on edges where these cross the grid; elsewhere one of their ends."""
    start, along = edges[:, :2], edges[:, 2:] - edges[:, :2]
    steps = np.gcd(along[:, 0], along[:, 1])[:, None]
    points: Units = start + along // steps * chance.integers(0, steps + 1)
    return points


def _middles(edges: Units) -> Units:
    """Returns the middles of edges, rounded down: on the edge or less than a unit beside it."""
    return (edges[:, :2] + edges[:, 2:]) // 2
