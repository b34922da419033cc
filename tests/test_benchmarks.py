"""What the benchmarks of the engine rest on: an oracle that tells, and points that are hard."""

import json
import os
import subprocess
import sys

import numpy as np
import shapely

from benchmarks import exactness, points
from upstander.common.home import SOURCE

WEST, EAST = "ocd-division/country:us/state:ia/cd:1", "ocd-division/country:us/state:ia/cd:2"
POLYGONS = {WEST: shapely.box(0, 0, 300, 300), EAST: shapely.box(300, 0, 600, 300)}
POINTS = np.array([[100, 100], [300, 100], [500, 100], [601, 100]])


def found(lat: float, lng: float) -> tuple[str, ...]:
    """The right answer for these points."""
    x = round(lng * 1e7)
    return (WEST,) * (x <= 300) + (EAST,) * (300 <= x <= 600)


def lost_on_the_line(lat: float, lng: float) -> tuple[str, ...]:
    return found(lat, lng)[:1]


def test_right_answers_do_not_differ_from_the_oracle() -> None:
    expected = exactness.oracle(POLYGONS, POINTS)
    single = exactness.one_by_one(POLYGONS, POINTS, found)
    batch = exactness.pairs(POLYGONS, np.array([1, 0, 2, 3]), [(WEST, EAST), (WEST,), (EAST,), ()])
    assert len(expected) == 4
    assert exactness.differences(POLYGONS, single, expected) == 0
    assert exactness.differences(POLYGONS, batch, expected) == 0


def test_each_point_with_another_answer_counts_once() -> None:
    expected = exactness.oracle(POLYGONS, POINTS)
    lossy = exactness.one_by_one(POLYGONS, POINTS, lost_on_the_line)
    nothing = exactness.pairs(POLYGONS, np.zeros(len(POINTS), dtype=np.int64), [()])
    assert exactness.differences(POLYGONS, lossy, expected) == 1
    assert exactness.differences(POLYGONS, nothing, expected) == 3


def test_hard_points_are_the_same_each_time_and_many_lie_on_lines() -> None:
    north = {
        "ocd-division/country:us/state:mn/cd:1": shapely.box(0, 300, 300, 600),
        "ocd-division/country:us/state:wi/cd:1": shapely.box(300, 300, 600, 600),
    }
    asked = points.hard(POLYGONS | north, POINTS, 2_000)
    lines = shapely.boundary([*POLYGONS.values(), *north.values()])
    on_lines = shapely.intersects(shapely.union_all(lines), shapely.points(asked))
    assert np.array_equal(asked, points.hard(POLYGONS | north, POINTS, 2_000))
    assert len(asked) == 2_000
    assert 500 < on_lines.sum() < 1_500
    assert (300, 300) in map(tuple, asked.tolist())


def test_a_hubs_files_hold() -> None:
    """In a process of its own: it forks."""
    program = "import json; from benchmarks.holds_files import rows; print(json.dumps([*rows()]))"
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=SOURCE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    found = json.loads(made.stdout)
    assert {what: failed for what, _tried, failed in found if failed} == {}
    assert len(found) == 4
    assert all(tried > 5 for _what, tried, _failed in found)
