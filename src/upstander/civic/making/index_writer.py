"""Writes the file that ``PointIndex`` reads; what it holds is told in ``index.py``.

1. Each edge of all layers is taken once, with the set of areas that it bounds: its side. A stretch
   that two areas share is one edge between them, and one that an area uses twice is no edge at all.
2. The globe is divided into cells, again and again where more than a few edges come into one.
3. Along every row of cell corners, the crossings from west to east tell which areas hold a corner.
4. In a cell without edges, that is the answer. In another, the edges are laid in a row. Where a run
   of edges ends to the west of the cell, it is led on straight down to the height of the cell's
   southern side. A ray then meets it from every point of the cell or from none, whatever its
   height, and what the row does not show is the same for the whole cell.

The same lines give the same bytes.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from operator import itemgetter, xor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from upstander.civic.reading.index import (
    COLUMNS,
    MAGIC,
    ROWS,
    SECTIONS,
    SHIFTS,
    TALLEST,
    VERSION,
    WIDEST,
    Kind,
    padded,
)
from upstander.civic.reading.lines import METRES_IN_DEGREE, UNIT, Lines

Integers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Numbers = Integers | Keys

# Cells of each width in ``SHIFTS`` are divided if they have more edges than this. A process maps
# what it asks for: dividing at a third of it is a tenth quicker, and takes a third more memory.
MOST_EDGES = (3, 96, 128)
MOST_EDGES_NEAR = (12, 32)  # the same, for the edges that come within their tolerance of the cell
LONGEST_EDGE = 1 << 29  # in 1e-7 degree: products of two differences then fit in 64 bits


@dataclass(frozen=True)
class Network:
    """The edges of all layers as one row of vertices.

    ``side`` is that of the edge that leads to a vertex from the one before, 0 where none does.
    ``keys`` and ``sets`` are by side; those of side 0 are empty.
    """

    x: Integers
    y: Integers
    side: Integers
    keys: Keys
    sets: list[frozenset[int]]


@dataclass(frozen=True)
class Level:
    """The cells of one size, and the edges that come into those which are not divided.

    Rows and columns are counted in cells of this size from latitude and longitude 0. ``cell`` and
    ``edge`` are pairs, in order; an edge is named by the vertex that it leads to.
    """

    shift: int
    row: Integers
    column: Integers
    divided: Flags
    cell: Integers
    edge: Integers


@dataclass(frozen=True)
class Runs:
    """Stretches of edges that follow each other with one side, in one cell of a level.

    ``first`` is the vertex that a run begins with, ``last`` the one that it ends with.
    """

    cell: Integers
    first: Integers
    last: Integers
    opens: Flags  # whether it is the first of its cell


@dataclass(frozen=True)
class Rows:
    """The rows of a level's cells, one after the other, each after its head; see ``index.py``.

    ``cells`` have a row each, and ``heads`` are where. ``crossed`` are the places of the edges that
    a ray from the corner of their cell meets.
    """

    x: Integers
    y: Integers
    side: Integers
    cells: Integers
    heads: Integers
    crossed: Integers


def write_index(path: Path, layers: Sequence[tuple[Lines, float]]) -> None:
    """Write the index of layers of outlines, each with its tolerance in metres.

    Raises ``ValueError`` if there are no lines, or one does not close, leaves the globe, or has an
    edge longer than 53 degrees.
    """
    network = _network([lines for lines, _ in layers])
    metres = [metres for lines, metres in layers for _ in lines.areas]
    names = "\n".join(area for lines, _ in layers for area in lines.areas)
    sections = {
        "names": np.frombuffer(names.encode(), np.uint8),
        "line_x": network.x,
        "line_y": network.y,
        "line_side": network.side,
        "side_keys": network.keys,
        **_listed("side", network.sets),
        **_lookup_sections(network),
        **_near_sections(network, metres),
    }
    packed = {name: _packed(sections[name], kinds) for name, kinds in SECTIONS.items()}
    heading = json.dumps(
        {
            "shifts": SHIFTS,
            "layers": [(len(lines.areas), metres) for lines, metres in layers],
            **{name: (kind, len(data)) for name, (kind, data) in packed.items()},
        }
    ).encode()
    beginning = len(MAGIC) + len(VERSION) + len(heading) + 1
    with path.open("wb") as file:
        file.write(MAGIC + VERSION + heading + b" " * (padded(beginning) - beginning) + b"\n")
        for _, data in packed.values():
            file.write(data.ljust(padded(len(data)), b"\0"))


def _packed(numbers: npt.NDArray[np.integer], kinds: Sequence[Kind]) -> tuple[Kind, bytes]:
    """Numbers as bytes, in the first of these types that holds them all.

    Raises ``ValueError`` where none does.
    """
    for kind in kinds:
        packed = numbers.astype(np.dtype(kind).newbyteorder("<"))
        if np.array_equal(packed, numbers):
            return kind, packed.tobytes()
    raise ValueError("there are too many lines for one index")


def _listed(what: str, sets: Sequence[frozenset[int]]) -> dict[str, Integers]:
    """Sets of areas as one list, and where each begins in it."""
    starts = np.cumsum([0, *map(len, sets)])
    areas = [area for members in sets for area in sorted(members)]
    return {f"{what}_starts": starts, f"{what}_areas": np.array(areas, np.int64)}


# The edges


def _network(layers: Sequence[Lines]) -> Network:
    """Every edge once, with what it bounds, in the order of the chains."""
    members, chain, x, y = _chains(layers)
    edge, begins = _alike(chain, x, y)
    key_of_chain = _keys(layers, members)
    keys = np.bitwise_xor.reduceat(key_of_chain[chain[edge]], begins)
    listed, example = np.unique(keys, return_index=True)
    ends = np.append(begins[1:], len(edge))
    sets = {0: frozenset[int]()}
    for key, begin, end in zip(listed.tolist(), begins[example], ends[example], strict=True):
        sets[key] = reduce(xor, (members[of] for of in chain[edge[begin:end]]))
    side_keys = np.array(sorted(sets), np.uint64)
    side = np.zeros(len(x), np.int64)
    side[edge[begins]] = np.searchsorted(side_keys, keys)
    used = (side > 0) | np.append(side[1:] > 0, False)
    return Network(x[used], y[used], side[used], side_keys, [sets[key] for key in sorted(sets)])


def _alike(chain: Integers, x: Integers, y: Integers) -> tuple[Integers, Integers]:
    """The edges in an order that brings those between the same two places together.

    They are named by their ends; the second list tells where each group of them begins.
    """
    place = (x << 32) + y  # one number for a vertex; y takes less than 32 bits, with its sign
    edge = np.flatnonzero((chain[1:] == chain[:-1]) & (place[1:] != place[:-1])) + 1
    if (np.abs(x) > WIDEST).any() or (np.abs(y) > TALLEST).any():
        raise ValueError("a line runs beyond the globe")
    if (np.maximum(np.abs(np.diff(x)), np.abs(np.diff(y)))[edge - 1] > LONGEST_EDGE).any():
        raise ValueError("a line has an edge longer than 53 degrees")
    low, high = np.sort([place[edge - 1], place[edge]], axis=0)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    new = np.diff(low, prepend=low[:1] - 1) | np.diff(high, prepend=high[:1] - 1)
    return edge[order], np.flatnonzero(new)


def _keys(layers: Sequence[Lines], members: list[frozenset[int]]) -> Keys:
    """A key for each set of areas. Those of areas are as good as random, and always the same."""
    names = enumerate(area for lines in layers for area in lines.areas)
    digests = (blake2b(f"{number} {name}".encode(), digest_size=8) for number, name in names)
    keys = [int.from_bytes(digest.digest(), "little") for digest in digests]
    return np.array([reduce(xor, (keys[area] for area in areas), 0) for areas in members], "u8")


def _chains(layers: Sequence[Lines]) -> tuple[list[frozenset[int]], Integers, Integers, Integers]:
    """The areas, counted through all layers, on each chain; and each vertex's chain, x and y."""
    members: list[frozenset[int]] = []
    xs, ys = [], []
    before = 0
    for lines in layers:
        for chain in lines.chains():
            members.append(frozenset(before + area for area in chain.sides))
            xs.append(np.array(chain.xs, np.int64))
            ys.append(np.array(chain.ys, np.int64))
        before += len(lines.areas)
    if not members:
        raise ValueError("there are no lines to index")
    chain_of_vertex = np.repeat(np.arange(len(xs)), [len(x) for x in xs])
    return members, chain_of_vertex, np.concatenate(xs), np.concatenate(ys)


# The cells


@dataclass(frozen=True)
class Edges:
    """The edges as pairs of ends, each with how far it reaches beyond itself (1e-7 degree)."""

    vertex: Integers
    x1: Integers
    y1: Integers
    x2: Integers
    y2: Integers
    reach_x: Integers
    reach_y: Integers

    @classmethod
    def of(cls, network: Network, metres: npt.NDArray[np.float64]) -> "Edges":
        """The edges of a network; ``metres`` is how far each side reaches."""
        vertex = np.flatnonzero(network.side)
        x1, y1 = network.x[vertex - 1], network.y[vertex - 1]
        x2, y2 = network.x[vertex], network.y[vertex]
        reach = metres[network.side[vertex]] / METRES_IN_DEGREE * UNIT
        latitude = (np.maximum(np.abs(y1), np.abs(y2)) + reach) / UNIT
        shrink = np.maximum(np.cos(np.radians(np.minimum(latitude, 90))), 1e-6)
        reach_x = np.minimum(np.ceil(reach / shrink), 2 * WIDEST).astype(np.int64)
        return cls(vertex, x1, y1, x2, y2, reach_x, np.ceil(reach).astype(np.int64))

    def columns(self, edge: Integers, shift: int) -> tuple[Integers, Integers]:
        """The first and the last column of cells that the edges' boxes come into."""
        x1, x2, reach = self.x1[edge], self.x2[edge], self.reach_x[edge]
        return np.minimum(x1, x2) - reach >> shift, np.maximum(x1, x2) + reach >> shift

    def rows(self, edge: Integers, shift: int) -> tuple[Integers, Integers]:
        """The first and the last row of cells that the edges' boxes come into."""
        y1, y2, reach = self.y1[edge], self.y2[edge], self.reach_y[edge]
        return np.minimum(y1, y2) - reach >> shift, np.maximum(y1, y2) + reach >> shift

    def meet(self, edge: Integers, row: Integers, column: Integers, shift: int) -> Flags:
        """Whether the edges come into cells: the corners do not all lie on one side of them."""
        reach_x, reach_y = self.reach_x[edge], self.reach_y[edge]
        dx, dy = self.x2[edge] - self.x1[edge], self.y2[edge] - self.y1[edge]
        west = (column << shift) - reach_x - self.x1[edge]
        south = (row << shift) - reach_y - self.y1[edge]
        turn = west * dy - south * dx
        eastward = ((1 << shift) - 1 + 2 * reach_x) * dy
        northward = -((1 << shift) - 1 + 2 * reach_y) * dx
        least = turn + np.minimum(eastward, 0) + np.minimum(northward, 0)
        most = turn + np.maximum(eastward, 0) + np.maximum(northward, 0)
        return (least <= 0) & (most >= 0)


@dataclass(frozen=True)
class Blocks:
    """Rectangles of cells of one size, all equally tall and wide, by their first row and column."""

    shift: int
    row: Integers
    column: Integers
    tall: int
    wide: int

    def cells(self) -> tuple[Integers, Integers]:
        """Row and column of each cell: block by block, and from south to north in each."""
        rows, columns = np.divmod(np.arange(self.tall * self.wide), self.wide)
        return np.add.outer(self.row, rows).ravel(), np.add.outer(self.column, columns).ravel()

    def entered(self, edges: Edges, edge: Integers, block: Integers) -> tuple[Integers, Integers]:
        """Pairs of edge and block as pairs of edge and cell, for the cells that they come into."""
        low_row, low_column = self.row[block], self.column[block]
        south, north = edges.rows(edge, self.shift)
        west, east = edges.columns(edge, self.shift)
        south, north = np.maximum(south, low_row), np.minimum(north, low_row + self.tall - 1)
        west, east = np.maximum(west, low_column), np.minimum(east, low_column + self.wide - 1)
        wide = np.maximum(east - west + 1, 0)
        pair, step = _repeated(wide * np.maximum(north - south + 1, 0))
        row, column = south[pair] + step // wide[pair], west[pair] + step % wide[pair]
        meet = edges.meet(edge[pair], row, column, self.shift)
        cell = (block[pair] * self.tall + row - low_row[pair]) * self.wide
        return edge[pair][meet], (cell + column - low_column[pair])[meet]


def _divide(edges: Edges, most: Sequence[int]) -> Iterator[Level]:
    """The globe's cells, from the widest to the narrowest.

    Each undivided cell has every edge that comes into it. One with more than ``most`` edges, which
    is by level, is divided; those on the level after are not.
    """
    first = np.array([-TALLEST >> SHIFTS[0]]), np.array([-WIDEST >> SHIFTS[0]])
    blocks = Blocks(SHIFTS[0], *first, ROWS, COLUMNS)
    edge = np.arange(len(edges.vertex))
    block = np.zeros_like(edge)
    for narrower, limit in zip(SHIFTS[1:], most, strict=False):
        level, edge, block = _level(blocks, edges, edge, block, limit)
        yield level
        parts = 1 << blocks.shift - narrower
        row, column = level.row[level.divided] * parts, level.column[level.divided] * parts
        blocks = Blocks(narrower, row, column, parts, parts)
    yield _level(blocks, edges, edge, block, len(edge))[0]


def _level(
    blocks: Blocks, edges: Edges, edge: Integers, block: Integers, most: int
) -> tuple[Level, Integers, Integers]:
    """One level; and the edges in its divided cells, each with the number of its cell's block."""
    row, column = blocks.cells()
    edge, cell = blocks.entered(edges, edge, block)
    divided = np.bincount(cell, minlength=len(row)) > most
    goes_on = divided[cell]
    settled_edge, settled_cell = edges.vertex[edge[~goes_on]], cell[~goes_on]
    order = np.lexsort((settled_edge, settled_cell))
    level = Level(blocks.shift, row, column, divided, settled_cell[order], settled_edge[order])
    return level, edge[goes_on], (np.cumsum(divided) - 1)[cell[goes_on]]


def _repeated(times: Integers) -> tuple[Integers, Integers]:
    """The index of each number as many times as it says, and a count from 0 within each."""
    index = np.repeat(np.arange(len(times)), times)
    return index, np.arange(len(index)) - np.repeat(np.cumsum(times) - times, times)


def _runs(network: Network, level: Level) -> Runs:
    """The edges of a level's cells as runs; a run has one side."""
    cell, edge = level.cell, level.edge
    side = network.side[edge]
    opens = np.diff(cell, prepend=-1) != 0
    begins = opens | (np.diff(edge, prepend=-1) != 1) | (np.diff(side, prepend=-1) != 0)
    ends = np.append(begins[1:], True)[: len(begins)]
    return Runs(cell[begins], edge[begins] - 1, edge[ends], opens[begins])


def _grid(levels: Sequence[Level], values: Sequence[Integers]) -> Integers:
    """The numbers of all cells, where those of divided cells tell where the cells in them begin."""
    end = 0
    for level, value in zip(levels, values, strict=True):
        end += len(level.row)
        if level.divided.any():
            size = 1 << 2 * (level.shift - SHIFTS[SHIFTS.index(level.shift) + 1])
            value[level.divided] = -(end + size * np.arange(level.divided.sum()))
    return np.concatenate(values)


# What holds a point


class Corners:
    """Which areas hold the corners of the cells of one size.

    ``place`` is where crossings take effect, from west to east along each row of corners in turn,
    and ``key`` what holds a corner from there on.
    """

    def __init__(self, network: Network, edges: Edges, shift: int) -> None:
        """Cross every row. Raises ``ValueError`` if a line does not close."""
        up = edges.y1 < edges.y2
        x1, x2 = np.where(up, edges.x1, edges.x2), np.where(up, edges.x2, edges.x1)
        y1, y2 = np.where(up, edges.y1, edges.y2), np.where(up, edges.y2, edges.y1)
        first = -(-y1 >> shift)  # the first row that is not south of the edge's beginning
        edge, step = _repeated(-(-y2 >> shift) - first)
        row = first[edge] + step
        rise, run = (y2 - y1)[edge], (x2 - x1)[edge]
        x = x1[edge] + ((row << shift) - y1[edge]) * run // rise + 1
        self.shift = shift
        place = (row << 32) + x
        order = np.argsort(place, kind="stable")
        self.place = place[order]
        self.side = network.side[edges.vertex[edge[order]]]
        self.key: Keys = np.bitwise_xor.accumulate(network.keys[self.side])
        row_ends = np.flatnonzero(np.diff(row[order], append=1 << 31))
        if self.key[row_ends].any():
            raise ValueError("a line does not close")

    def at(self, row: Integers, column: Integers) -> Keys:
        """The keys of what holds the south-western corners of cells."""
        crossed = np.searchsorted(self.place, (row << 32) + (column << self.shift), "right")
        return np.append(np.zeros(1, np.uint64), self.key)[crossed]

    def name(self, sets: list[frozenset[int]], known: dict[int, frozenset[int]]) -> None:
        """Add the sets of areas of all keys to those known; each follows from the one before."""
        before = np.append(np.zeros(1, np.uint64), self.key)
        keys, firsts = np.unique(self.key, return_index=True)
        for key, at in sorted(zip(keys.tolist(), firsts.tolist(), strict=True), key=itemgetter(1)):
            if key not in known:
                known[key] = known[int(before[at])] ^ sets[self.side[at]]


def _rows(network: Network, level: Level) -> Rows:
    """The rows of those of a level's cells that edges come into."""
    runs = _runs(network, level)
    west, south = level.column[runs.cell] << level.shift, level.row[runs.cell] << level.shift

    def led_on(vertex: Integers) -> Integers:
        """1 for a run that is led on straight down from this vertex at its end."""
        x, y = network.x[vertex], network.y[vertex]
        return ((x < west) & (y > south) & (y < south + (1 << level.shift))).astype(np.int64)

    before, after, edges = led_on(runs.first), led_on(runs.last), runs.last - runs.first
    run, step = _repeated(runs.opens + before + edges + 1 + after)
    step -= (runs.opens + before)[run]  # from 0 to ``edges`` are the run's own vertices
    vertex = runs.first[run] + np.clip(step, 0, edges[run])
    x, own = network.x[vertex], (step >= 0) & (step <= edges[run])
    y = np.where(own, network.y[vertex], south[run])
    side = np.where(step > -before[run], network.side[runs.last][run], 0)
    heads = np.flatnonzero(step < -before[run])
    y[heads] = np.diff(heads, append=len(y)) - 1
    crossed = _crossed(x, y, side, west[run], south[run])
    return Rows(x, y, side, runs.cell[runs.opens], heads, crossed)


def _crossed(x: Integers, y: Integers, side: Integers, west: Integers, south: Integers) -> Integers:
    """The places in rows of the edges that a ray from the corner of their cell meets."""
    place = np.flatnonzero(side)
    x1, y1, x2, y2 = x[place - 1], y[place - 1], x[place], y[place]
    west, south = west[place], south[place]
    turn = (west - x1) * (y2 - y1) - (south - y1) * (x2 - x1)
    meets = ((y1 > south) != (y2 > south)) & (turn != 0) & ((turn > 0) == (y2 > y1))
    crossed: Integers = place[meets]
    return crossed


def _starts(network: Network, rows: Rows, corner: Keys, known: dict[int, frozenset[int]]) -> Keys:
    """The keys of the combinations to begin from in each row: what holds the corner, toggled back.

    Adds their sets to those known.
    """
    starts: Keys = corner[rows.cells]
    cell = np.searchsorted(rows.heads, rows.crossed) - 1
    side = rows.side[rows.crossed]
    np.bitwise_xor.at(starts, cell, network.keys[side])
    for number in np.unique(cell):
        if (key := int(starts[number])) not in known:
            crossed = side[slice(*np.searchsorted(cell, [number, number + 1]))]
            sides = (network.sets[of] for of in crossed)
            known[key] = reduce(xor, sides, known[int(corner[rows.cells[number]])])
    return starts


def _lookup_sections(network: Network) -> dict[str, Numbers]:
    """The sections that ``PointIndex.at`` reads, but for the sides."""
    edges = Edges.of(network, np.zeros(len(network.keys)))
    levels = list(_divide(edges, MOST_EDGES))
    corners, rows, starts = [], [], []
    known = {0: frozenset[int]()}
    for level in levels:
        lattice = Corners(network, edges, level.shift)
        lattice.name(network.sets, known)
        corners.append(lattice.at(level.row, level.column))
        rows.append(_rows(network, level))
        starts.append(_starts(network, rows[-1], corners[-1], known))
    wholes = [_wholes(level, corner) for level, corner in zip(levels, corners, strict=True)]
    keys = np.unique(np.concatenate([np.zeros(1, np.uint64), *wholes, *starts]))
    values, end = [], len(keys)
    for corner, row, start in zip(corners, rows, starts, strict=True):
        value = np.searchsorted(keys, corner)
        value[row.cells] = end + row.heads
        values.append(value)
        row.x[row.heads] = np.searchsorted(keys, start)
        end += len(row.x)
    return {
        "keys": keys,
        "grid": _grid(levels, values),
        "row_x": np.concatenate([row.x for row in rows]),
        "row_y": np.concatenate([row.y for row in rows]),
        "row_side": np.concatenate([row.side for row in rows]),
        **_listed("combination", [known[key] for key in keys.tolist()]),
    }


def _wholes(level: Level, corner: Keys) -> Keys:
    """The keys of the combinations that hold cells without edges."""
    whole = ~level.divided
    whole[level.cell] = False
    return np.unique(corner[whole])


# What is near a point


def _near_sections(network: Network, metres: Sequence[float]) -> dict[str, Numbers]:
    """The sections that ``PointIndex.near`` reads, but for the lines."""
    furthest = [max((metres[area] for area in areas), default=0) for areas in network.sets]
    levels = list(_divide(Edges.of(network, np.array(furthest, float)), MOST_EDGES_NEAR))
    values, parts, end = [], [np.zeros(1, np.int64)], 1  # 0 in the grid: nothing is near
    for level in levels:
        runs = _runs(network, level)
        size = runs.opens + 2
        place = np.cumsum(size) - size
        part = np.zeros(size.sum(), np.int64)
        part[place[runs.opens]] = np.diff(np.flatnonzero(runs.opens), append=len(place))
        part[place + runs.opens], part[place + runs.opens + 1] = runs.first, runs.last
        value = np.zeros_like(level.row)
        value[runs.cell[runs.opens]] = end + place[runs.opens]
        values.append(value)
        parts.append(part)
        end += len(part)
    return {"near_grid": _grid(levels, values), "near_runs": np.concatenate(parts)}
