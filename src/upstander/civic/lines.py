"""Which areas a point lies in, and which are close by: the outlines of congressional districts.

Coordinates are integers of 1e-7 degree, so every test is exact. A point exactly on a line may be
counted on either side; since that is also within the tolerance, both sides are in the answer of
``near``. The file's layout is described where it is written, in ``sources/lines.py``.
"""

from __future__ import annotations

import json
import struct
from array import array
from math import cos, hypot, radians
from pathlib import Path

MAGIC = b"upstander-lines-1\n"
CHAIN = "<iiiiHHI"
NO_AREA = 0xFFFF
UNIT = 10_000_000  # coordinates in one degree
_METRES_IN_DEGREE = 111_320
_BAND = UNIT // 4  # chains are kept by bands of latitude, so that few are looked at
_Chain = tuple[int, int, int, int, int, int, int]


def on_grid(value: int, scale: float, translate: float) -> int:
    """A coordinate of the source's grid in units of 1e-7 degree."""
    return round((value * scale + translate) * UNIT)


class Lines:
    """The outlines of one layer of areas, none of which lie over another."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a file. Raises ``ValueError`` if they are not such a file, or cut."""
        if not data.startswith(MAGIC):
            raise ValueError("not a file of outlines")
        end = data.index(b"\n", len(MAGIC)) + 1
        heading = json.loads(data[len(MAGIC) : end])
        self.areas: tuple[str, ...] = tuple(heading["areas"])
        self._scale: list[float] = heading["scale"]
        self._translate: list[float] = heading["translate"]
        self._points_at = end + heading["chains"] * struct.calcsize(CHAIN)
        if len(data) != self._points_at + heading["points"]:
            raise ValueError("cut short")
        self._bands: dict[int, list[_Chain]] = {}
        for chain in struct.iter_unpack(CHAIN, data[end : self._points_at]):
            for band in range(chain[1] // _BAND, chain[3] // _BAND + 1):
                self._bands.setdefault(band, []).append(chain)
        self._data = data
        self._decoded: dict[int, tuple[array[int], array[int]]] = {}

    @classmethod
    def open(cls, path: Path) -> Lines:
        """Read a file of outlines."""
        return cls(path.read_bytes())

    def at(self, x: int, y: int) -> set[str]:
        """Names of the areas that hold a point, by the even-odd rule.

        A ray runs east from the point; each chain that it crosses an odd number of times toggles
        the areas on the chain's two sides.
        """
        inside: set[int] = set()
        for west, south, east, north, left, right, start in self._bands.get(y // _BAND, ()):
            if south <= y < north and x <= east and self._crosses(start, x, y, x < west):
                inside ^= {left, right}
        return {self.areas[area] for area in inside - {NO_AREA}}

    def near(self, x: int, y: int, metres: float) -> set[str]:
        """Names of the areas with a line within this distance of a point."""
        found: set[str] = set()
        reach_y = metres / _METRES_IN_DEGREE * UNIT
        shrink = max(cos(radians(y / UNIT)), 1e-6)
        reach_x = reach_y / shrink
        first, last = int((y - reach_y) // _BAND), int((y + reach_y) // _BAND)
        chains = (chain for band in range(first, last + 1) for chain in self._bands.get(band, ()))
        for west, south, east, north, left, right, start in chains:
            if not (west - reach_x <= x <= east + reach_x):
                continue
            if not (south - reach_y <= y <= north + reach_y):
                continue
            sides = {self.areas[area] for area in (left, right) if area != NO_AREA}
            if not sides <= found and self._passes(start, x, y, shrink, reach_y):
                found |= sides
        return found

    def _crosses(self, start: int, x: int, y: int, wholly_east: bool) -> bool:
        """Whether a ray east from the point crosses a chain an odd number of times."""
        xs, ys = self._points(start)
        if wholly_east:
            return (ys[0] > y) != (ys[-1] > y)
        odd = False
        for i in range(len(xs) - 1):
            y1, y2 = ys[i], ys[i + 1]
            if (y1 > y) != (y2 > y):
                x1 = xs[i]
                turn = (x - x1) * (y2 - y1) - (y - y1) * (xs[i + 1] - x1)
                odd ^= (turn < 0) == (y2 > y1)
        return odd

    def _passes(self, start: int, x: int, y: int, shrink: float, reach: float) -> bool:
        """Whether a chain comes within reach of the point, on a plane true at the point."""
        xs, ys = self._points(start)
        x1, y1 = (xs[0] - x) * shrink, ys[0] - y
        for i in range(1, len(xs)):
            x2, y2 = (xs[i] - x) * shrink, ys[i] - y
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            share = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / length)) if length else 0.0
            if hypot(x1 + share * dx, y1 + share * dy) <= reach:
                return True
            x1, y1 = x2, y2
        return False

    def _points(self, start: int) -> tuple[array[int], array[int]]:
        """A chain's coordinates, decoded once."""
        if start not in self._decoded:
            self._decoded[start] = self._decode(self._points_at + start)
        return self._decoded[start]

    def _decode(self, at: int) -> tuple[array[int], array[int]]:
        count, at = self._varint(at)
        xs, ys = array("i"), array("i")
        x = y = 0
        for _ in range(count):
            step, at = self._varint(at)
            x += _unzigzag(step)
            step, at = self._varint(at)
            y += _unzigzag(step)
            xs.append(on_grid(x, self._scale[0], self._translate[0]))
            ys.append(on_grid(y, self._scale[1], self._translate[1]))
        return xs, ys

    def _varint(self, at: int) -> tuple[int, int]:
        """The number that begins here, and where the next one begins."""
        value = shift = 0
        while (byte := self._data[at]) > 127:
            value |= (byte & 127) << shift
            shift += 7
            at += 1
        return value | byte << shift, at + 1


def _unzigzag(value: int) -> int:
    return -((value + 1) >> 1) if value & 1 else value >> 1
