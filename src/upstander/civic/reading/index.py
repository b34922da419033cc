"""Which areas a point lies in, from a file made for the question: a memory-mapped grid.

``PointIndex`` answers as ``Outlines`` does, about a thousand times faster, and decodes nothing
before it is asked for. Coordinates are integers of 1e-7 degree, so every test is exact. The rule
for a point exactly on a line: it lies in every area that the line bounds there, together with those
that hold it by the even-odd rule. This is what shapely's ``covers`` answers for each polygon.

How it works. The globe is laid out in cells, which are divided where many lines run (``SHIFTS``).
A number in the grid is one of three:

- below zero: the cell is divided, and the cells in it begin at this place, negated;
- below the number of combinations: no line comes into the cell, which lies within this combination;
- otherwise: the place of a *row* of vertices, after taking away the number of combinations.

A row holds the few edges that come into the cell, each with its *side*: the set of areas that it
bounds. A ray runs west from the point; crossing an edge toggles membership in its side. What the
row cannot see is the same for the whole cell and is named at the row's head, as a combination to
begin from. Each area has a key of 64 bits, and a set of areas the exclusive or of their keys, so
that toggling is one operation. ``making/index_writer.py`` writes such files; ``batch.py`` reads
them by numpy.
"""

from __future__ import annotations

import json
import mmap
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, inf, radians
from pathlib import Path
from typing import Literal

from upstander.civic.reading.lines import METRES_IN_DEGREE, UNIT

MAGIC = b"upstander-index-"
VERSION = b"2\n"
SHIFTS = (21, 18, 15, 12)  # a cell is this power of two units wide: from 0.21 degree to 45 metres
WIDEST, TALLEST = 180 * UNIT, 90 * UNIT
COLUMNS = (WIDEST >> SHIFTS[0]) - (-WIDEST >> SHIFTS[0]) + 1
ROWS = (TALLEST >> SHIFTS[0]) - (-TALLEST >> SHIFTS[0]) + 1
ORIGIN = -(-TALLEST >> SHIFTS[0]) * COLUMNS - (-WIDEST >> SHIFTS[0])
_ANOTHER_VERSION = "an index of points in another version; build it again"
Kind = Literal["B", "H", "i", "Q"]  # types of numbers, as ``memoryview.cast`` names them
# What the file holds, in its order; and the types that the numbers may have, the smallest first.
SECTIONS: dict[str, tuple[Kind, ...]] = {
    "keys": ("Q",),  # of the combinations, ascending
    "side_keys": ("Q",),
    "names": ("B",),
    "combination_starts": ("i",),
    "combination_areas": ("i",),
    "side_starts": ("i",),
    "side_areas": ("i",),
    "grid": ("i",),
    "row_x": ("i",),  # at the head of a row, the combination to begin from
    "row_y": ("i",),  # at the head of a row, how many vertices follow
    "row_side": ("H", "i"),  # of the edge that leads to the vertex; 0 where none does
    "near_grid": ("i",),
    "near_runs": ("i",),  # how many runs follow, then the first and the last vertex of each
    "line_x": ("i",),
    "line_y": ("i",),
    "line_side": ("H", "i"),
}


def read_sections(path: Path) -> tuple[list[tuple[int, float]], dict[str, memoryview]]:
    """What an index file holds, mapped into memory and not read.

    First the layers, each as how many areas it has and its tolerance in metres; then the sections.
    Raises ``ValueError`` if it is not such a file, is of another version, or is cut short.
    """
    if sys.byteorder != "little":
        raise ValueError("an index of points is read on little-endian machines only")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("not an index of points")
        if file.read(len(VERSION)) != VERSION:
            raise ValueError(_ANOTHER_VERSION)
        layers, sizes = _read_heading(file.readline())
        start = file.tell()
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if len(whole) != start + sum(padded(size) for _, size in sizes.values()):
        raise ValueError("an index of points, cut short or with something added")
    sections = {}
    for name, (kind, size) in sizes.items():
        sections[name] = whole[start : start + size].cast(kind)
        start += padded(size)
    return layers, sections


def _read_heading(line: bytes) -> tuple[list[tuple[int, float]], dict[str, tuple[Kind, int]]]:
    """The layers; and the type and size in bytes of each section, in their order."""
    if not line.endswith(b"\n"):
        raise ValueError("an index of points, cut short")
    try:
        heading = json.loads(line)
        shifts = heading["shifts"]
        layers = [(int(areas), float(metres)) for areas, metres in heading["layers"]]
        sizes = {}
        for name, kinds in SECTIONS.items():
            kind, size = heading[name]
            sizes[name] = kinds[kinds.index(kind)], int(size)
    except (ValueError, LookupError, TypeError) as error:
        raise ValueError(f"an index of points with a damaged heading ({error!r})") from error
    if shifts != list(SHIFTS):
        raise ValueError(_ANOTHER_VERSION)
    return layers, sizes


def padded(size: int) -> int:
    """The size in bytes that a section takes up, so that the next one is aligned."""
    return -(-size // 8) * 8


class PointIndex:
    """The areas of all layers of one file, by point. Safe to ask from several threads."""

    def __init__(self, layers: list[tuple[int, float]], sections: dict[str, memoryview]) -> None:
        """Take what ``read_sections`` returned; see ``open``."""
        self.areas: tuple[str, ...] = tuple(bytes(sections["names"]).decode().split("\n"))
        self._reaches: list[float] = []
        for areas, metres in layers:
            self._reaches += [metres / METRES_IN_DEGREE * UNIT] * areas
        self._sections = sections
        self._grid, self._near_grid = sections["grid"], sections["near_grid"]
        self._row_x, self._row_y = sections["row_x"], sections["row_y"]
        self._row_side = sections["row_side"]
        self._keys, self._side_keys = sections["keys"], sections["side_keys"]
        self._first_row = len(self._keys)
        self._by_number: list[tuple[str, ...] | None] = [None] * len(self._keys)
        self._by_key: dict[int, tuple[str, ...]] = {}
        self._interned: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._bounds: dict[int, list[tuple[float, set[str]]]] = {}

    @classmethod
    def open(cls, path: Path | str) -> PointIndex:
        """Map a file into memory. Raises ``ValueError`` as ``read_sections`` does."""
        return cls(*read_sections(Path(path)))

    def at(self, lat: float, lng: float) -> tuple[str, ...]:
        """Sorted ids of the areas that hold a point; the same object for the same areas.

        The point is given in degrees, within -90 to 90 and -180 to 180.
        """
        x, y = round(lng * 1e7), round(lat * 1e7)
        grid = self._grid
        value = grid[(y >> 21) * COLUMNS + (x >> 21) + ORIGIN]
        if value < 0:
            value = grid[(y >> 15 & 56 | x >> 18 & 7) - value]
            if value < 0:
                value = grid[(y >> 12 & 56 | x >> 15 & 7) - value]
                if value < 0:
                    value = grid[(y >> 9 & 56 | x >> 12 & 7) - value]
        if value >= self._first_row:
            return self._among_lines(x, y, value - self._first_row)
        answer = self._by_number[value]
        return self.combination(value) if answer is None else answer

    def _among_lines(self, x: int, y: int, row: int) -> tuple[str, ...]:
        """The answer in a cell that lines come into."""
        xs, ys = self._row_x, self._row_y
        vertices = ys[row + 1 : row + 1 + ys[row]].tolist()
        if y in vertices:
            return self.settle(x, y, row)
        key = self._keys[xs[row]]
        y1 = vertices[0]
        above = y1 > y
        for at, y2 in enumerate(vertices, row + 1):
            if (y2 > y) is not above:
                above = not above
                x1 = xs[at - 1]
                turn = (x - x1) * (y2 - y1) - (y - y1) * (xs[at] - x1)
                if not turn:
                    return self.settle(x, y, row)
                if (turn > 0) is above:
                    key ^= self._side_keys[self._row_side[at]]
            y1 = y2
        answer = self._by_key.get(key)
        if answer is None:
            answer = self._by_key[key] = self.settle(x, y, row)
        return answer

    def settle(self, x: int, y: int, row: int) -> tuple[str, ...]:
        """The answer in a cell that lines come into, by sets of areas: slow, for any point.

        Only this looks for lines through the point, and it needs no combination to be known.
        """
        span = slice(row + 1, row + 1 + self._row_y[row])
        xs, ys = self._row_x[span].tolist(), self._row_y[span].tolist()
        inside = self._members("combination", self._row_x[row])
        touched: set[int] = set()
        for at, (y1, y2) in enumerate(pairwise(ys)):
            if (y1 > y and y2 > y) or (y1 < y and y2 < y):
                continue
            x1, x2, side = xs[at], xs[at + 1], self._row_side[row + 2 + at]
            turn = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)
            if not turn and min(x1, x2) <= x <= max(x1, x2):
                touched |= self._members("side", side)
            elif turn and (y1 > y) != (y2 > y) and (turn > 0) == (y2 > y1):
                inside ^= self._members("side", side)
        return self._intern(inside | touched)

    def combination(self, number: int) -> tuple[str, ...]:
        """The sorted ids of the areas in one of the file's combinations."""
        answer = self._by_number[number] = self._intern(self._members("combination", number))
        return answer

    def _intern(self, areas: set[int]) -> tuple[str, ...]:
        answer = tuple(sorted({self.areas[area] for area in areas}))
        return self._interned.setdefault(answer, answer)

    def _members(self, what: str, number: int) -> set[int]:
        """The areas of a combination or of a side."""
        starts = self._sections[what + "_starts"]
        return set(self._sections[what + "_areas"][starts[number] : starts[number + 1]].tolist())

    def near(self, lat: float, lng: float) -> tuple[str, ...]:
        """Sorted ids of the areas with a line within their own layer's tolerance of a point.

        The distance is measured on a plane that is true at the point.
        """
        x, y = round(lng * 1e7), round(lat * 1e7)
        grid = self._near_grid
        place = grid[(y >> 21) * COLUMNS + (x >> 21) + ORIGIN]
        if place < 0:
            place = grid[(y >> 15 & 56 | x >> 18 & 7) - place]
            if place < 0:
                place = grid[(y >> 12 & 56 | x >> 15 & 7) - place]
        return self._near(x, y, place) if place else ()

    def _near(self, x: int, y: int, place: int) -> tuple[str, ...]:
        """The areas with a line near a point, of those whose lines come near its cell."""
        found: set[str] = set()
        shrink = max(cos(radians(y / UNIT)), 1e-6)
        line_x, line_y = self._sections["line_x"], self._sections["line_y"]
        for first, last in self._runs(place):
            bounds = self._side_bounds(self._sections["line_side"][last])
            reach = bounds[-1][0]
            heights = line_y[first : last + 1].tolist()
            if min(heights) - y > reach or y - max(heights) > reach:
                continue
            if not all(names <= found for _, names in bounds):
                xs = [(east - x) * shrink for east in line_x[first : last + 1].tolist()]
                distance = _distance(xs, [height - y for height in heights], reach)
                found.update(*(names for within, names in bounds if distance <= within))
        return tuple(sorted(found))

    def _runs(self, place: int) -> Iterator[tuple[int, int]]:
        """The first and last vertex of the pieces of lines that come near a cell."""
        runs = self._sections["near_runs"]
        numbers = iter(runs[place + 1 : place + 1 + 2 * runs[place]].tolist())
        return zip(numbers, numbers, strict=True)

    def _side_bounds(self, side: int) -> list[tuple[float, set[str]]]:
        """The areas of a side by how near its line must be to count, in units of latitude."""
        if side not in self._bounds:
            by_reach: dict[float, set[str]] = {}
            for area in self._members("side", side):
                by_reach.setdefault(self._reaches[area], set()).add(self.areas[area])
            self._bounds[side] = sorted(by_reach.items())
        return self._bounds[side]


def _distance(xs: list[float], ys: list[int], reach: float) -> float:
    """How far a run of edges is from the origin; infinite if it is farther than ``reach``."""
    nearest = inf
    if min(xs) > reach or max(xs) < -reach:
        return nearest
    for (x1, y1), (x2, y2) in pairwise(zip(xs, ys, strict=True)):
        if (
            (y1 > reach and y2 > reach)
            or (y1 < -reach and y2 < -reach)
            or (x1 > reach and x2 > reach)
            or (x1 < -reach and x2 < -reach)
        ):
            continue
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
        nearest = min(nearest, hypot(x1 + share * dx, y1 + share * dy))
    return nearest
