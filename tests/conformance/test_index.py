"""The index of every layer in the shared data, against shapely on the same polygons."""

import os
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from math import gcd
from pathlib import Path

import numpy as np
import pytest
import shapely

from upstander.civic.making.index_writer import write_index
from upstander.civic.making.sources import outlines
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.reading.batch import Batch
from upstander.civic.reading.index import PointIndex
from upstander.civic.reading.lines import UNIT, Lines, Outlines

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
ON = date(2026, 8, 5)
SEED = 20261123
POINTS = 100_000
WEST, SOUTH, EAST, NORTH = -1_250_000_000, 245_000_000, -668_000_000, 494_000_000  # 48 states


@cache
def layers() -> list[Layer]:
    return list(outlines.layers(SOURCES, ON))


@cache
def decoded() -> list[tuple[Lines, float]]:
    return [(Lines(layer.encode()), layer.tolerance_m) for layer in layers()]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("index") / "points.index"
    write_index(path, decoded())
    yield path
    path.unlink()


def corners_of_three_states() -> list[tuple[int, int]]:
    """Where districts of three or more states meet: Four Corners and its like."""
    states: dict[tuple[int, int], set[str]] = {}
    congress = next(layer for layer in layers() if layer.kind == "cd")
    for area, polygon in zip(congress.areas, congress.polygons, strict=True):
        for x, y in set(map(tuple, shapely.get_coordinates(polygon).astype(int).tolist())):
            states.setdefault((x, y), set()).add(area.rpartition("/")[0])
    return [place for place, around in states.items() if len(around) > 2]


@cache
def points() -> list[tuple[int, int]]:
    """A third anywhere, a third at corners of lines and close by, the rest on edges.

    The places where three states meet, and those beside them, come first.
    """
    rng = random.Random(SEED)
    found = [
        (x + dx, y + dy)
        for x, y in corners_of_three_states()
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
    ]
    polygons = np.concatenate([layer.polygons for layer in layers()])
    parts = shapely.get_parts(polygons)
    corners, ring = shapely.get_coordinates(shapely.get_rings(parts), return_index=True)
    places = corners.astype(int).tolist()
    while len(found) < POINTS:
        at = rng.randrange(len(places) - 1)
        (x, y), (next_x, next_y) = places[at], places[at + 1]
        match len(found) % 3:
            case 0:
                found.append((rng.randint(WEST, EAST), rng.randint(SOUTH, NORTH)))
            case 1:
                reach = rng.choice((0, 1, 1, 100, 10_000))
                found.append((x + rng.randint(-reach, reach), y + rng.randint(-reach, reach)))
            case _ if ring[at] == ring[at + 1]:
                steps = gcd(next_x - x, next_y - y) or 1
                step = rng.randrange(steps)
                found.append((x + (next_x - x) // steps * step, y + (next_y - y) // steps * step))
    return found


def test_points_lie_where_shapely_says_in_every_layer(path: Path) -> None:
    places = points()
    names = [area for layer in layers() for area in layer.areas]
    tree = shapely.STRtree(shapely.points(places))
    polygons = np.concatenate([layer.polygons for layer in layers()])
    covering: list[list[str]] = [[] for _ in places]
    for area, at in tree.query(polygons, predicate="covers").T.tolist():
        covering[at].append(names[area])
    expected = [tuple(sorted(areas)) for areas in covering]
    lats, lngs = [y / UNIT for _, y in places], [x / UNIT for x, _ in places]
    index = PointIndex.open(path)
    assert list(map(index.at, lats, lngs)) == expected
    codes, combinations = Batch.open(path).at(lats, lngs)
    assert [combinations[code] for code in codes.tolist()] == expected
    assert len(set(expected)) > 10_000
    assert any(len({area.split("/")[2] for area in areas}) == 4 for areas in expected)


def test_lines_are_near_where_the_outlines_say(path: Path) -> None:
    index, slow = PointIndex.open(path), Outlines(decoded())
    places = [(y / UNIT, x / UNIT) for x, y in random.Random(SEED).sample(points(), 2_000)]
    near = [index.near(lat, lng) for lat, lng in places]
    assert near == [slow.near(lat, lng) for lat, lng in places]
    assert 1_000 < sum(map(bool, near)) < 2_000


def test_the_index_is_small(path: Path) -> None:
    assert path.stat().st_size < 60_000_000
    assert len(PointIndex.open(path).areas) == sum(len(layer.areas) for layer in layers())
