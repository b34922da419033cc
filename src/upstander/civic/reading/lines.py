"""Which areas a point lies in, and which are close by: the outlines of layers of areas.

Coordinates are integers of 1e-7 degree, so every test is exact. The rule is closed: a point exactly
on a line lies in every area that the line bounds there. Anywhere else the even-odd rule decides.

A file of outlines holds one layer:

- ``MAGIC``, with the version of the layout;
- a line of JSON: ``areas`` (Open Civic Data ids), ``step`` (the layer's grid, in 1e-7 degree),
  ``sides`` (lists of indexes into the areas), how many ``chains``, and how many bytes of ``heads``,
  ``xs`` and ``ys``;
- the head of each chain: which of the ``sides`` (as the difference from the chain before), how many
  edges, how many bytes of xs and of ys, its first point (as the difference from the first point of
  the chain before), and how far its box reaches from there to the west, south, east and north;
- the xs of every chain after its first point, as differences; then the ys.

Coordinates are in steps, numbers are varints, and differences zigzag ones. A chain is a piece of
line that bounds the same areas all along: one on a coast, two between neighbours, and more where
areas lie over each other.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from operator import itemgetter, sub
from pathlib import Path
from typing import NamedTuple

UNIT = 10_000_000  # coordinates in one degree
MAGIC = b"upstander-lines-2\n"
_FAMILY = b"upstander-lines-"
_IN_HEAD = 10
_MOST = 180 * UNIT
METRES_IN_DEGREE = 111_320  # of latitude
CHAINS_REMEMBERED = 1024  # chains kept as coordinates; about 2 MB
_BAND = UNIT // 4  # chains are kept by bands of latitude, so that few are looked at
_EAST = itemgetter(2)  # of a box: those of a band come from east to west


class Chain(NamedTuple):
    """A piece of line: the indexes of the areas that it bounds, and its points (1e-7 degree)."""

    sides: tuple[int, ...]
    xs: array[int]
    ys: array[int]


class _Head(NamedTuple):
    """Which of the sides a chain has, its first point in steps, and the bytes of the others."""

    sides: int
    x: int
    y: int
    edges: int
    xs: slice
    ys: slice


class Lines:
    """The outlines of one layer of areas."""

    def __init__(self, data: bytes, *, remembered: int | None = CHAINS_REMEMBERED) -> None:
        """Take the bytes of a file, and how many chains to keep as coordinates, ``None`` for all.

        Raises ``ValueError`` if they are not such a file, or cut.
        """
        if not data.startswith(_FAMILY):
            raise ValueError("not a file of outlines")
        if not data.startswith(MAGIC):
            raise ValueError("a file of outlines in another version; build the tables again")
        end = data.find(b"\n", len(MAGIC)) + 1
        if not end:
            raise ValueError("outlines cut short")
        self.areas: tuple[str, ...]
        self.step: int
        self._sides: list[tuple[int, ...]]
        chains, *sizes = self._read_heading(data[len(MAGIC) : end])
        _, at_xs, at_ys, whole = accumulate(sizes, initial=end)
        if len(data) != whole:
            raise ValueError("outlines cut short, or with something added")
        self._data = data
        self._names = [frozenset(self.areas[area] for area in sides) for sides in self._sides]
        self._heads: list[_Head] = []
        self._bands: dict[int, list[tuple[int, int, int, int, int]]] = {}
        numbers = _varints(data[end:at_xs])
        if len(numbers) != chains * _IN_HEAD or self._read_heads(numbers, at_xs, at_ys) != whole:
            raise ValueError("outlines with damaged chains")
        self._line = lru_cache(remembered)(self._decode)

    @classmethod
    def open(cls, path: Path, *, remembered: int | None = CHAINS_REMEMBERED) -> Lines:
        """Read a file of outlines. Raises ``ValueError`` if it is not one, and ``OSError``."""
        return cls(path.read_bytes(), remembered=remembered)

    def at(self, x: int, y: int) -> set[str]:
        """Ids of the areas that hold a point, given in 1e-7 degree.

        A ray runs east from the point; each chain that it crosses an odd number of times toggles
        the areas that the chain bounds.
        """
        inside: set[str] = set()
        on_line: set[str] = set()
        for west, south, east, north, chain in self._bands.get(y // _BAND, ()):
            if east < x:
                break
            if not south <= y <= north:
                continue
            xs, ys = self._line(chain)
            odd = (ys[0] > y) != (ys[-1] > y) if x < west else _crosses(xs, ys, x, y)
            if odd is None:
                on_line |= self._names[self._heads[chain].sides]
            elif odd:
                inside ^= self._names[self._heads[chain].sides]
        return inside | on_line

    def near(self, x: int, y: int, metres: float) -> set[str]:
        """Ids of the areas with a line within this distance of a point, given in 1e-7 degree."""
        found: set[str] = set()
        reach_y = metres / METRES_IN_DEGREE * UNIT
        shrink = max(cos(radians(y / UNIT)), 1e-6)
        reach_x = reach_y / shrink
        first, last = int((y - reach_y) // _BAND), int((y + reach_y) // _BAND)
        boxes = (box for band in range(first, last + 1) for box in self._bands.get(band, ()))
        for west, south, east, north, chain in boxes:
            if not (west - reach_x <= x <= east + reach_x):
                continue
            if not (south - reach_y <= y <= north + reach_y):
                continue
            names = self._names[self._heads[chain].sides]
            if not names <= found and _within(self._line(chain), x, y, shrink, reach_y):
                found |= names
        return found

    def chains(self) -> Iterator[Chain]:
        """Every chain of the layer. Raises ``ValueError`` where the data is damaged."""
        for chain, head in enumerate(self._heads):
            yield Chain(self._sides[head.sides], *self._decode(chain))

    def _read_heading(self, text: bytes) -> list[int]:
        """Take areas, step and sides; return how many chains, and bytes of heads, xs and ys."""
        try:
            heading = json.loads(text)
            self.areas = tuple(heading["areas"])
            self.step = heading["step"]
            self._sides = [tuple(sides) for sides in heading["sides"]]
            sizes: list[int] = [heading[key] for key in ("chains", "heads", "xs", "ys")]
            known = range(len(self.areas))
            sound = (
                all(isinstance(area, str) for area in self.areas)
                and all(isinstance(value, int) for value in (self.step, *sizes))
                and min(self.step - 1, *sizes) >= 0
                and all(
                    isinstance(area, int) and area in known for each in self._sides for area in each
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"outlines with a damaged heading ({error!r})") from error
        if not sound:
            raise ValueError("outlines with a damaged heading")
        return sizes

    def _read_heads(self, numbers: list[int], at_x: int, at_y: int) -> int:
        """Take the chains' heads, put their boxes into bands, and return where their data ends."""
        step = self.step
        sides = x = y = 0
        heads = zip(*[iter(numbers)] * _IN_HEAD, strict=True)
        for turn, edges, size_x, size_y, dx, dy, west, south, east, north in heads:
            sides, x, y = sides + _unzigzag(turn), x + _unzigzag(dx), y + _unzigzag(dy)
            box = ((x - west) * step, (y - south) * step, (x + east) * step, (y + north) * step)
            if not 0 <= sides < len(self._sides) or max(map(abs, box)) > _MOST:
                raise ValueError("outlines with damaged chains")
            for band in range(box[1] // _BAND, box[3] // _BAND + 1):
                self._bands.setdefault(band, []).append((*box, len(self._heads)))
            xs, ys = slice(at_x, at_x + size_x), slice(at_y, at_y + size_y)
            self._heads.append(_Head(sides, x, y, edges, xs, ys))
            at_x, at_y = xs.stop, ys.stop
        for boxes in self._bands.values():
            boxes.sort(key=_EAST, reverse=True)
        return at_y

    def _decode(self, chain: int) -> tuple[array[int], array[int]]:
        """A chain's coordinates."""
        head = self._heads[chain]
        xs = self._coordinates(head.x, head.xs, head.edges)
        return xs, self._coordinates(head.y, head.ys, head.edges)

    def _coordinates(self, first: int, place: slice, edges: int) -> array[int]:
        step = self.step
        value = first * step
        values = [value]
        for number in _varints(self._data[place]):
            value += (-((number + 1) >> 1) if number & 1 else number >> 1) * step
            values.append(value)
        if not edges or len(values) != edges + 1:
            raise ValueError("outlines with damaged points")
        try:
            return array("i", values)
        except OverflowError as error:
            raise ValueError("outlines with damaged points") from error


class Outlines:
    """Several layers of areas, each with the distance (metres) that its lines may be off."""

    def __init__(self, layers: Sequence[tuple[Lines, float]]) -> None:
        """Take the layers and their tolerances."""
        self._layers = tuple(layers)

    def at(self, lat: float, lng: float) -> tuple[str, ...]:
        """Sorted ids of the areas that hold a point, given in degrees."""
        x, y = units(lat, lng)
        return tuple(sorted({area for lines, _ in self._layers for area in lines.at(x, y)}))

    def near(self, lat: float, lng: float) -> tuple[str, ...]:
        """Sorted ids of the areas with a line within their layer's tolerance of a point."""
        x, y = units(lat, lng)
        return tuple(
            sorted({area for lines, metres in self._layers for area in lines.near(x, y, metres)})
        )


def units(lat: float, lng: float) -> tuple[int, int]:
    """A point in degrees as x and y in 1e-7 degree."""
    return round(lng * UNIT), round(lat * UNIT)


def encode_chains(areas: Sequence[str], step: int, chains: Iterable[Chain]) -> bytes:
    """A layer as the bytes that ``Lines`` reads.

    Raises ``ValueError`` for a coordinate that is not a multiple of ``step``.
    """
    numbers: dict[tuple[int, ...], int] = {}
    heads, all_xs, all_ys = bytearray(), bytearray(), bytearray()
    count = side = x = y = 0
    for chain in chains:
        xs, ys = _in_steps(chain.xs, step), _in_steps(chain.ys, step)
        sizes = [_append_changes(all_xs, xs), _append_changes(all_ys, ys)]
        sides = numbers.setdefault(chain.sides, len(numbers))
        _append(heads, [_zigzag(sides - side), len(xs) - 1, *sizes])
        _append(heads, [_zigzag(xs[0] - x), _zigzag(ys[0] - y)])
        _append(heads, [xs[0] - min(xs), ys[0] - min(ys), max(xs) - xs[0], max(ys) - ys[0]])
        side, x, y = sides, xs[0], ys[0]
        count += 1
    heading = {
        "areas": list(areas),
        "step": step,
        "sides": list(numbers),
        "chains": count,
        "heads": len(heads),
        "xs": len(all_xs),
        "ys": len(all_ys),
    }
    text = json.dumps(heading, ensure_ascii=False, separators=(",", ":"))
    return b"".join((MAGIC, text.encode(), b"\n", heads, all_xs, all_ys))


def _in_steps(values: Sequence[int], step: int) -> list[int]:
    if any(value % step for value in values):
        raise ValueError(f"a point is not on the grid of {step}")
    return [value // step for value in values]


def _append_changes(out: bytearray, values: Sequence[int]) -> int:
    """Write each difference from one value to the next, and return how many bytes they take."""
    before = len(out)
    changes = map(sub, values[1:], values)
    _append(out, [change * 2 if change >= 0 else -change * 2 - 1 for change in changes])
    return len(out) - before


def _append(out: bytearray, numbers: Iterable[int]) -> None:
    """Write varints: seven bits in a byte, the least first, and the eighth set on all but one."""
    append = out.append
    for number in numbers:
        rest = number
        while rest > 127:
            append(rest & 127 | 128)
            rest >>= 7
        append(rest)


def _varints(data: bytes) -> list[int]:
    numbers = []
    number = shift = 0
    for byte in data:
        if byte > 127:
            number |= (byte & 127) << shift
            shift += 7
        else:
            numbers.append(byte << shift | number)
            number = shift = 0
    if shift:
        raise ValueError("outlines with damaged numbers")
    return numbers


def _zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _unzigzag(value: int) -> int:
    return -((value + 1) >> 1) if value & 1 else value >> 1


def _crosses(xs: array[int], ys: array[int], x: int, y: int) -> bool | None:
    """Whether a ray east crosses a chain an odd number of times; ``None`` if the point is on it."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(zip(xs, ys, strict=True)):
        if (y1 > y and y2 > y) or (y1 < y and y2 < y):
            continue
        turn = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)
        if not turn and min(x1, x2) <= x <= max(x1, x2):
            return None
        if (y1 > y) != (y2 > y):
            odd ^= (turn < 0) == (y2 > y1)
    return odd


def _within(
    line: tuple[array[int], array[int]], x: int, y: int, shrink: float, reach: float
) -> bool:
    """Whether a chain comes as close to a point as this, on a plane that is true at the point.

    Edges that lie beyond the reach on one side are passed over; rounding cannot bring them back.
    """
    beyond = reach + 1
    south, north = y - beyond, y + beyond
    west, east = x - beyond / shrink, x + beyond / shrink
    xs, ys = line
    px, py = xs[0], ys[0]
    for qx, qy in zip(xs[1:], ys[1:], strict=True):
        if not (
            (qy > north and py > north)
            or (qy < south and py < south)
            or (qx > east and px > east)
            or (qx < west and px < west)
        ):
            x1, y1 = (px - x) * shrink, py - y
            dx, dy = (qx - x) * shrink - x1, qy - py
            length = dx * dx + dy * dy
            share = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
            if hypot(x1 + share * dx, y1 + share * dy) <= reach:
                return True
        px, py = qx, qy
    return False
