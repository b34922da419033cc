"""Whether the engine finds what a slow oracle finds: shapely's `covers` over every polygon."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from benchmarks.points import Polygons, Units, degrees

Pairs = npt.NDArray[np.int64]
"""Sorted numbers, one for each pair of a point and an area that holds it."""
Combination = tuple[str, ...]


def oracle(polygons: Polygons, points: Units) -> Pairs:
    """Returns which areas cover which points. Coordinates are whole numbers, so this is exact."""
    shapes = list(polygons.values())
    shapely.prepare(shapes)
    area, point = shapely.STRtree(shapely.points(points)).query(shapes, predicate="covers")
    return np.sort(point * len(shapes) + area)


def one_by_one(
    polygons: Polygons, points: Units, find: Callable[[float, float], Combination]
) -> Pairs:
    """Returns the same from look-ups of single points."""
    numbers: dict[Combination, int] = {}
    codes = [
        numbers.setdefault(find(lat, lng), len(numbers)) for lat, lng in degrees(points).tolist()
    ]
    return pairs(polygons, np.array(codes), list(numbers))


def pairs(
    polygons: Polygons, codes: npt.NDArray[np.integer], combinations: Sequence[Combination]
) -> Pairs:
    """Returns the pairs for points of which each has one of the combinations."""
    number = {area: at for at, area in enumerate(polygons)}
    areas = [np.array([number[area] for area in each], dtype=np.int64) for each in combinations]
    sizes = np.array([len(each) for each in areas])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    count = sizes[codes]
    point = np.repeat(np.arange(len(codes)), count)
    within = np.arange(len(point)) - np.repeat(np.cumsum(count) - count, count)
    area = np.concatenate(areas)[starts[codes][point] + within]
    return np.sort(point * len(polygons) + area)


def differences(polygons: Polygons, found: Pairs, expected: Pairs) -> int:
    """Returns for how many points the areas differ."""
    return len(np.unique(np.setxor1d(found, expected) // len(polygons)))
