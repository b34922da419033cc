"""shapely: an STRtree and prepared polygons, for one point at a time and for all at once."""

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from benchmarks.rivals.turns import (
    AREAS,
    POINTS,
    Turn,
    at_once,
    each,
    first_points,
    folder,
    take_turns,
)

COUNT = 50_000
Polygons = npt.NDArray[np.object_]


def main() -> None:
    """Takes turns."""
    polygons = areas()
    shapely.prepare(polygons)
    tree = shapely.STRtree(polygons)
    take_turns({"single": _single(polygons, tree), **_bulk(polygons, tree)})


def areas() -> Polygons:
    """Returns the polygons, in degrees."""
    lines = (folder() / AREAS).read_text().splitlines()
    shapes: Polygons = shapely.from_wkb([line.partition("\t")[2] for line in lines])
    return shapes


def all_points() -> npt.NDArray[np.float64]:
    """Returns latitudes and longitudes."""
    return np.fromfile(folder() / POINTS).reshape(-1, 2).T


def _single(polygons: Polygons, tree: Any) -> Turn:
    """Candidates by their boxes, then each tested: faster than `query` with a predicate."""

    def find(lat: float, lng: float) -> Polygons:
        near = tree.query(shapely.Point(lng, lat))
        found: Polygons = near[shapely.intersects_xy(polygons[near], lng, lat)]
        return found

    return each(first_points(COUNT), find)


def _bulk(polygons: Polygons, tree: Any) -> dict[str, Turn]:
    """The ways that we know: which is fastest depends on the points."""
    lats, lngs = all_points()

    def candidates() -> int:
        point, area = tree.query(shapely.points(lngs, lats))
        return int(shapely.intersects_xy(polygons[area], lngs[point], lats[point]).sum())

    def tree_of_points(predicate: str) -> int:
        found = shapely.STRtree(shapely.points(lngs, lats)).query(polygons, predicate=predicate)
        return int(found.shape[1])

    ways = {"candidates by tree, then tested": candidates}
    for predicate in ("covers", "intersects"):
        ways[f"tree of points, {predicate}"] = partial(tree_of_points, predicate)
    return {name: at_once(len(lats), way) for name, way in ways.items()}


if __name__ == "__main__":
    main()
