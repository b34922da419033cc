"""What the outlines say of ZIPs, of which only the middles are known: counties, and new districts.

A ZIP is taken to reach about as far as the seventh nearest middle of another. Points around its
own middle stand for it, but for those in a district of Congress that the ZIP does not touch.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import pi
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.files import read_csv
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.reading.lines import METRES_IN_DEGREE, UNIT
from upstander.civic.reading.pack import state_code
from upstander.civic.reading.rows import LATER

Floats = npt.NDArray[np.float64]

_NEIGHBOURS = 7
_LEAST_KM, _MOST_KM = 1.0, 60.0
_MOST_DEGREES = 1.01 * _MOST_KM * 1000 / METRES_IN_DEGREE  # of latitude; a little more does no harm
_RINGS, _ON_A_RING = (0.35, 0.7, 1.0), 12
_OFF = UNIT // 2_000  # lines may be moved by some 50 m to have fewer points
_AT_ONCE = 500


class Spots:
    """Points of ZIPs: codes with latitude, longitude and the code of their state."""

    def __init__(self, found: Sequence[tuple[str, float, float, str]]) -> None:
        """Take them, in the order of the codes."""
        self.codes = [code for code, *_ in found]
        self.states = [state for *_, state in found]
        self.points = np.array([(lng, lat) for _, lat, lng, _ in found]).reshape(-1, 2)

    def around(self, km: Floats, rings: Iterable[float]) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Points in and around each, in 1e-7 degree, and whose they are: the middles first."""
        turns = np.arange(_ON_A_RING) * 2 * pi / _ON_A_RING
        steps = [(0.0, 0.0)]
        steps += [(ring * np.cos(turn), ring * np.sin(turn)) for ring in rings for turn in turns]
        up = km * 1000 / METRES_IN_DEGREE
        across = up / np.cos(np.radians(self.points[:, 1]))
        made = [self.points + np.stack((across * x, up * y), axis=1) for x, y in steps]
        return np.concatenate(made) * UNIT, np.tile(np.arange(len(self.codes)), len(steps))

    def reach_km(self, others: "Spots") -> Floats:
        """How far each is from the seventh nearest of the others, within bounds."""
        reach: Floats = np.full(len(self.codes), _MOST_KM)
        from_south = np.argsort(self.points[:, 1])
        for start in range(0, len(reach), _AT_ONCE):
            at = from_south[start : start + _AT_ONCE]
            some = self.points[at]
            south, north = some[0, 1] - _MOST_DEGREES, some[-1, 1] + _MOST_DEGREES
            there = (others.points[:, 1] >= south) & (others.points[:, 1] <= north)
            near = others.points[there]
            if len(near) <= _NEIGHBOURS:
                continue
            shrink = np.cos(np.radians(some[:, 1]))[:, None]
            x = (near[None, :, 0] - some[:, None, 0]) * shrink
            y = near[None, :, 1] - some[:, None, 1]
            squares = np.partition(x * x + y * y, _NEIGHBOURS, axis=1)[:, _NEIGHBOURS]
            reach[at] = np.sqrt(squares) * METRES_IN_DEGREE / 1000
        return np.clip(reach, _LEAST_KM, _MOST_KM)


def next_districts(
    spots: Spots, reach_km: Floats, touched: Mapping[str, Iterable[str]], old: Layer, new: Layer
) -> dict[str, tuple[str, ...]]:
    """Ids of the districts of Congress on new lines that each ZIP may be in, the likeliest first.

    That is the one of its middle, or the nearest to it; the others follow by how much of the ZIP
    they seem to have. ``touched`` are ids of the districts on the old lines that it touches.
    """
    points, whose = spots.around(reach_km, _RINGS)
    made = shapely.points(points)
    stays = np.zeros(len(made), np.bool_)
    stays[: len(spots.codes)] = True  # the middles
    at, area = _lying_in(made, old)
    stays[at[_touching(spots.codes, touched, old)[whose[at], area]]] = True
    kept = np.flatnonzero(stays)
    at, area = _lying_in(made[kept], new)
    middle = kept[at] < len(spots.codes)
    pairs, pair = np.unique(whose[kept[at]] * len(new.areas) + area, return_inverse=True)
    counted = np.bincount(pair, np.where(middle, len(made), 1))
    found: dict[str, dict[str, int]] = {}
    for number, count in zip(pairs.tolist(), counted.astype(int).tolist(), strict=True):
        whole, district = divmod(number, len(new.areas))
        name = new.areas[district].partition(LATER)[0]
        found.setdefault(spots.codes[whole], {})[name] = count
    tree = shapely.STRtree(_simplified(new))
    for number, code in enumerate(spots.codes):
        if code not in found:
            nearest = new.areas[tree.nearest(made[number])]
            found[code] = {nearest.partition(LATER)[0]: 1}
    return {
        code: tuple(sorted(counts, key=lambda each: (-counts[each], each)))
        for code, counts in found.items()
    }


def _touching(
    codes: Sequence[str], touched: Mapping[str, Iterable[str]], layer: Layer
) -> npt.NDArray[np.bool_]:
    """Of each code and each area of a layer, whether the code touches it."""
    places = {area: place for place, area in enumerate(layer.areas)}
    found = np.zeros((len(codes), len(places)), np.bool_)
    for number, code in enumerate(codes):
        found[number, [places[area] for area in touched[code] if area in places]] = True
    return found


def counties(folder: Path, spots: Spots, layer: Layer) -> dict[str, tuple[str, ...]]:
    """Ids of the counties that each ZIP may be in: of its point, of lines close by, and most of it.

    The last is by the areas of 2010, where that file is at hand, and where the county still is.
    """
    km = np.full(len(spots.codes), layer.tolerance_m / 1000)
    points, whose = spots.around(km, (1.0,))
    found: dict[str, set[str]] = {}
    at, area = _lying_in(shapely.points(points), layer)
    states = np.array([state_code(each) for each in layer.areas], np.str_)
    own = np.array(spots.states, np.str_)[whose[at]] == states[area]
    for number in np.unique(whose[at[own]] * len(states) + area[own]).tolist():
        spot, county = divmod(number, len(states))
        found.setdefault(spots.codes[spot], set()).add(layer.areas[county])
    ids = {(state_code(area), name): area for area, name in layer.names.items()}
    if (folder / listing.ZIP_COUNTIES).is_file():
        for row in read_csv(folder, listing.ZIP_COUNTIES, ("zcta", "state", "county")):
            if known := ids.get((row["state"], row["county"])):
                found.setdefault(row["zcta"], set()).add(known)
    return {code: tuple(sorted(several)) for code, several in found.items()}


def _lying_in(points: Any, layer: Layer) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Numbers of points and of the areas they lie in, pair by pair.

    The areas are looked for among the points: an area is prepared once, and then tells quickly.
    """
    area, at = shapely.STRtree(points).query(_simplified(layer), predicate="intersects")
    return at, area


def _simplified(layer: Layer) -> Any:
    return shapely.simplify(layer.polygons, _OFF)
