"""`lines/<state>.json`: the lines of Congress in one state, its split ZIPs, and towns near them.

`lines-next/<state>.json` is the same for the lines that follow, where a state has others.

`lookup-lines.js` reads them, for states with two districts or more. Which of them a browser asks
for tells the state, and no more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, cos, floor, radians
from typing import NamedTuple

from upstander.civic import Civic, Layer, Place, ZipCode
from upstander.civic.reading.lines import METRES_IN_DEGREE, UNIT, Chain
from upstander.civic.reading.rows import LATER
from upstander.places.queries import Point, distance_km

_STEP = 1_000  # of 1e-7 degree: some 11 m
_OFF_M = 50  # how far a line may be moved to have fewer points
_BUCKETS = 2  # buckets of towns in a degree
_NEAREST, _LARGEST = 4, 2  # towns for bearings at each split ZIP
_FAR_KM = 40
_FAR_DEGREES = _FAR_KM / 111  # of latitude: a little more than that

_Points = list[tuple[int, int]]


def line_tables(
    civic: Civic, rows: Iterable[ZipCode], places: Iterable[Place]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yields the name and the table of every state that has several districts, for each layer.

    `rows` and `places` are those of the engine, all of them.

    `lines` are pieces of line, each a polyline (Google's encoding, longitude first, in steps of
    `grid` to a degree, going on from the end of the piece before). A piece bounds the seats that
    its `sides` name; along them go indexes into `pairs`, which hold indexes into `seats`. Within
    `tolerance_m` of a line both sides may be right. Points of `zips` and `towns` are polylines in
    hundredths of a degree.
    """
    towns = _towns(places)
    layer, *later = (layer for layer in civic.layers if layer.kind == "cd")
    yield from _tables(civic, layer, "lines", _split_zips(rows, lambda row: row.seats), towns)
    for following in later:
        split = _split_zips(rows, lambda row: row.next_seats)
        yield from _tables(civic, following, "lines-next", split, towns)


def _tables(
    civic: Civic,
    layer: Layer,
    name: str,
    split: Mapping[str, list["_Spot"]],
    towns: Mapping[str, "_Towns"],
) -> Iterator[tuple[str, dict[str, object]]]:
    outlines = civic.outlines(layer)
    areas = [area.partition(LATER)[0] for area in outlines.areas]
    seats = {office.division_id: office for office in civic.seats() if office.chamber == "house"}
    states = [seats[area].state or "" for area in areas]
    chains = _by_state(outlines.chains(), states)
    tolerance_m = layer.tolerance_m + _OFF_M + ceil(_STEP / UNIT * METRES_IN_DEGREE)
    for state in sorted(set(states)):
        ids = {
            area: seats[division].id for area, division in enumerate(areas) if states[area] == state
        }
        if len(ids) > 1:
            yield (
                f"{name}/{state.lower()}.json",
                {
                    "grid": UNIT // _STEP,
                    "tolerance_m": tolerance_m,
                    "seats": list(ids.values()),
                    **_lines(chains[state], {area: at for at, area in enumerate(ids)}),
                    **_bearings(split[state], towns[state]),
                },
            )


def _by_state(chains: Iterable[Chain], states: Sequence[str]) -> dict[str, list[Chain]]:
    found: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        for state in sorted({states[side] for side in chain.sides}):
            found[state].append(chain)
    return found


def _lines(chains: Iterable[Chain], areas: Mapping[int, int]) -> dict[str, object]:
    """The pieces of line; those that go on from one to the next are one."""
    pairs: dict[tuple[int, ...], int] = {}
    pieces: list[tuple[int, _Points]] = []
    for chain in chains:
        within = tuple(areas[side] for side in chain.sides if side in areas)
        pair = pairs.setdefault(within, len(pairs))
        points = _simplified(chain)
        if pieces and pieces[-1][0] == pair and pieces[-1][1][-1] == points[0]:
            pieces[-1][1].extend(points[1:])
        else:
            pieces.append((pair, points))
    return {
        "pairs": list(pairs),
        "sides": [pair for pair, _ in pieces],
        "lines": _polylines(points for _, points in pieces),
    }


def _simplified(chain: Chain) -> _Points:
    """A chain's points in steps, without those that lie near the line between others.

    Both ends stay, and so does how chains meet (Douglas and Peucker).
    """
    xs, ys = chain.xs, chain.ys
    shrink = cos(radians(ys[0] / UNIT))
    most = (_OFF_M / METRES_IN_DEGREE * UNIT) ** 2
    kept, spans = {0, len(xs) - 1}, [(0, len(xs) - 1)]
    while spans:
        first, last = spans.pop()
        worst, at = _farthest(xs, ys, shrink, first, last)
        if worst > most:
            kept.add(at)
            spans += [(first, at), (at, last)]
    points = [(round(xs[at] / _STEP), round(ys[at] / _STEP)) for at in sorted(kept)]
    different = [point for point, _ in groupby(points)]
    return different if len(different) > 1 else different * 2


def _farthest(
    xs: Sequence[int], ys: Sequence[int], shrink: float, first: int, last: int
) -> tuple[float, int]:
    """How far (squared) the farthest point between two lies from the line between, and which."""
    x, y = xs[first], ys[first]
    dx, dy = (xs[last] - x) * shrink, ys[last] - y
    length = dx * dx + dy * dy
    worst, at = 0.0, first
    for i in range(first + 1, last):
        px, py = (xs[i] - x) * shrink, ys[i] - y
        along = px * dx + py * dy
        if along <= 0:
            off = px * px + py * py
        elif along >= length:
            off = (px - dx) ** 2 + (py - dy) ** 2
        else:
            off = (px * dy - py * dx) ** 2 / length
        if off > worst:
            worst, at = off, i
    return worst, at


def _polylines(lines: Iterable[_Points]) -> list[str]:
    """Each line as text: its points as differences from the one before, the first from the last
    of the line before; 5 bits to a character, the least first, and the sign in the lowest."""
    texts = []
    x = y = 0
    for points in lines:
        text = ""
        for each_x, each_y in points:
            text += _letters(each_x - x) + _letters(each_y - y)
            x, y = each_x, each_y
        texts.append(text)
    return texts


def _letters(value: int) -> str:
    rest, text = value << 1 if value >= 0 else ~(value << 1), ""
    while rest >= 32:
        text += chr((rest & 31 | 32) + 63)
        rest >>= 5
    return text + chr(rest + 63)


class _Spot(NamedTuple):
    """A ZIP, or a town with how many ZIPs it has."""

    name: str
    at: Point
    zips: int = 1


def _split_zips(
    rows: Iterable[ZipCode], seats_of: Callable[[ZipCode], Sequence[str]]
) -> dict[str, list[_Spot]]:
    """The ZIPs of each state that they touch, where several seats may represent them."""
    found: dict[str, list[_Spot]] = defaultdict(list)
    for row in rows:
        seats = seats_of(row)
        if len(seats) > 1 and row.lat is not None and row.lng is not None:
            for state in sorted({seat.split("-")[2].upper() for seat in seats}):
                found[state].append(_Spot(row.code, (row.lat, row.lng)))
    return found


_Towns = dict[tuple[int, int], list[_Spot]]


def _towns(places: Iterable[Place]) -> dict[str, _Towns]:
    """The towns of each state, in buckets by where they are."""
    found: dict[str, _Towns] = defaultdict(lambda: defaultdict(list))
    for place in places:
        if place.kind == "place" and place.lat is not None and place.lng is not None:
            spot = _Spot(place.name, (place.lat, place.lng), len(place.zips))
            found[place.state][_bucket(spot)].append(spot)
    return found


def _bucket(spot: _Spot) -> tuple[int, int]:
    lat, lng = spot.at
    return floor(lat * _BUCKETS), floor(lng * _BUCKETS)


def _bearings(zips: Sequence[_Spot], towns: _Towns) -> dict[str, object]:
    """The points of the ZIPs, and of the towns by which people know where they are."""
    near = {town for spot in zips for town in _near(spot, towns)}
    return {"zips": _spots(" ", zips), "towns": _spots("|", sorted(near))}


def _spots(separator: str, spots: Sequence[_Spot]) -> list[str]:
    points = [(round(lng * 100), round(lat * 100)) for _, (lat, lng), _ in spots]
    return [separator.join(spot.name for spot in spots), *_polylines([points])]


def _near(spot: _Spot, towns: _Towns) -> list[_Spot]:
    """The nearest towns, and the largest ones not far off."""
    south, west = _bucket(spot)
    lat, lng = spot.at
    wide = _FAR_DEGREES / cos(radians(lat))
    around = [
        (distance_km(spot.at, town.at), town)
        for y in range(south - 1, south + 2)
        for x in range(west - 1, west + 2)
        for town in towns.get((y, x), ())
        if abs(town.at[0] - lat) < _FAR_DEGREES and abs(town.at[1] - lng) < wide
    ]
    close = [town for far, town in sorted(around) if far <= _FAR_KM]
    return close[:_NEAREST] + sorted(close, key=lambda town: -town.zips)[:_LARGEST]
