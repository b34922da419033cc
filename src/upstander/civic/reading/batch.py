"""Which areas many points lie in: reads the file of ``index.py`` by numpy."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from upstander.civic.reading.index import COLUMNS, ORIGIN, SHIFTS, PointIndex, read_sections

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
Degrees = npt.NDArray[np.float64] | Sequence[float]

NO_POINT = -1
_POINTS_AT_A_TIME = 1 << 15  # few enough for the processor's cache


class Batch:
    """The areas of all layers of one file, by many points at a time. For one thread."""

    def __init__(self, path: Path) -> None:
        """Map a file into memory; see ``open``."""
        layers, sections = read_sections(path)
        self._index = PointIndex(layers, sections)
        arrays = {name: np.asarray(view) for name, view in sections.items()}
        self._grid = arrays["grid"]
        self._row_x, self._row_y = arrays["row_x"], arrays["row_y"]
        self._row_side = arrays["row_side"]
        self._keys, self._side_keys = arrays["keys"], arrays["side_keys"]
        self._combinations = [self._index.combination(i) for i in range(len(self._keys))]
        self._codes = {areas: code for code, areas in enumerate(self._combinations)}

    @classmethod
    def open(cls, path: Path | str) -> "Batch":
        """Map a file into memory. Raises ``ValueError`` if it is not an index, or cut short."""
        return cls(Path(path))

    def at(self, lats: Degrees, lngs: Degrees) -> tuple[Codes, list[tuple[str, ...]]]:
        """A code for each point, and the combinations of area ids that the codes count.

        The same areas as ``PointIndex.at`` finds. What is no point on the globe (not a number,
        infinite, beyond 90 or 180 degrees) has the code -1. Codes stay the same for as long as the
        object lives; a later list may be longer.
        """
        lat, lng = np.asarray(lats, np.float64), np.asarray(lngs, np.float64)
        if lat.shape != lng.shape or lat.ndim != 1:
            raise ValueError("there must be as many latitudes as longitudes, in one row each")
        codes = np.empty(len(lat), np.int32)
        for start in range(0, len(lat), _POINTS_AT_A_TIME):
            some = slice(start, start + _POINTS_AT_A_TIME)
            codes[some] = self._some(lat[some], lng[some])
        return codes, list(self._combinations)

    def _some(self, lat: npt.NDArray[np.float64], lng: npt.NDArray[np.float64]) -> Codes:
        sound = (np.abs(lat) <= 90) & (np.abs(lng) <= 180)
        if not sound.all():
            lat, lng = np.where(sound, lat, 0), np.where(sound, lng, 0)
        x, y = np.rint(lng * 1e7).astype(np.int32), np.rint(lat * 1e7).astype(np.int32)
        codes = self._leaves(x, y)
        crossed = np.flatnonzero(codes >= len(self._keys))
        rows = codes[crossed] - len(self._keys)
        codes[crossed] = self._among_lines(x[crossed], y[crossed], rows)
        codes[~sound] = NO_POINT
        return codes

    def _leaves(self, x: Codes, y: Codes) -> Codes:
        """The numbers in the grid for the undivided cells that hold the points."""
        top = (y >> SHIFTS[0]) * COLUMNS + (x >> SHIFTS[0]) + ORIGIN
        values: Codes = self._grid[top]
        open_ = np.flatnonzero(values < 0)
        for wide, narrow in pairwise(SHIFTS):
            bits = wide - narrow
            row, column = y[open_] >> narrow, x[open_] >> narrow
            mask = (1 << bits) - 1
            found = self._grid[((row & mask) << bits | column & mask) - values[open_]]
            values[open_] = found
            open_ = open_[found < 0]
        return values

    def _among_lines(self, x: Codes, y: Codes, rows: Codes) -> Codes:
        """The codes of points in cells that lines come into."""
        sizes = self._row_y[rows]
        point = np.repeat(np.arange(len(rows)), sizes)
        first = np.cumsum(sizes) - sizes
        vertex = np.arange(len(point)) + np.repeat(rows + 1 - first, sizes)
        at, height = self._row_y[vertex], y[point]
        hard = np.zeros(len(rows), np.bool_)
        hard[point[at == height]] = True
        above = at > height
        changes = np.flatnonzero(above[1:] != above[:-1]) + 1
        changes = changes[self._row_side[vertex[changes]] > 0]
        vertex, point = vertex[changes], point[changes]
        x1, y1 = self._row_x[vertex - 1].astype(np.int64), self._row_y[vertex - 1].astype(np.int64)
        rise = at[changes] - y1
        turn = (x[point] - x1) * rise - (y[point] - y1) * (self._row_x[vertex] - x1)
        hard[point[turn == 0]] = True
        west = (turn > 0) == (rise > 0)
        keys = self._keys[self._row_x[rows]]
        np.bitwise_xor.at(keys, point[west], self._side_keys[self._row_side[vertex[west]]])
        codes: Codes = np.searchsorted(self._keys, keys).astype(np.int32)
        codes[codes == len(self._keys)] = 0
        hard |= self._keys[codes] != keys  # no combination of the file
        for i in np.flatnonzero(hard):
            codes[i] = self._code(self._index.settle(int(x[i]), int(y[i]), int(rows[i])))
        return codes

    def _code(self, areas: tuple[str, ...]) -> int:
        """The code of a combination, a new one if need be."""
        if areas not in self._codes:
            self._codes[areas] = len(self._combinations)
            self._combinations.append(areas)
        return self._codes[areas]
