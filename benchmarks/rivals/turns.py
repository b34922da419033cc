"""How a rival takes its turns: it prints a line when it is ready, then one for each turn.

A line read names what to run next. A line printed is JSON: how many points it answered, in how
many seconds, and how many areas it found, so that all can be seen to have done the same work.
"""

import json
import sys
import time
from array import array
from collections.abc import Callable, Mapping, Sized
from itertools import islice
from pathlib import Path

AREAS = "areas.tsv"
"""Lines of an id, a tab and the hexadecimal WKB of its polygons, in degrees."""
POINTS = "points.f64"
"""Pairs of latitude and longitude in degrees, as doubles of this machine."""

Point = tuple[float, float]
Turn = Callable[[], tuple[int, float, int]]
"""Answers some points, and returns how many, in how many seconds, and how many areas it found."""


def folder() -> Path:
    """Returns the folder that this program was told to read its input from."""
    return Path(sys.argv[1])


def first_points(count: int) -> list[Point]:
    """Returns the first points, at most `count`, as latitude and longitude."""
    numbers = array("d", (folder() / POINTS).read_bytes())
    return list(islice(zip(numbers[::2], numbers[1::2], strict=True), count))


def each(points: list[Point], find: Callable[[float, float], Sized]) -> Turn:
    """Returns a turn that asks for one point after the other."""
    found = sum(len(find(lat, lng)) for lat, lng in points)

    def turn() -> tuple[int, float, int]:
        started = time.perf_counter()
        for lat, lng in points:
            find(lat, lng)
        return len(points), time.perf_counter() - started, found

    return turn


def each_named(points: list[Point], find: Callable[..., object]) -> Turn:
    """Returns a turn that asks for one point after the other as `lat=` and `lng=`."""

    def turn() -> tuple[int, float, int]:
        started = time.perf_counter()
        for lat, lng in points:
            find(lat=lat, lng=lng)
        return len(points), time.perf_counter() - started, 0

    return turn


def at_once(count: int, find: Callable[[], int]) -> Turn:
    """Returns a turn that asks for `count` points in one call, which says how many it found."""

    def turn() -> tuple[int, float, int]:
        started = time.perf_counter()
        found = find()
        return count, time.perf_counter() - started, found

    return turn


def take_turns(turns: Mapping[str, Turn]) -> None:
    """Runs what each line of the input names, until the input ends."""
    _say(list(turns))
    for line in sys.stdin:
        points, seconds, found = turns[line.strip()]()
        _say({"points": points, "seconds": seconds, "found": found})


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
