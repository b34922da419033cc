"""The engine beside what could stand in its place: same machine, same areas, same points."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely

from benchmarks import exactness, footprint, front, points, speed
from benchmarks.points import Polygons
from benchmarks.rivals.turns import AREAS, POINTS
from benchmarks.table import Missing, Row
from upstander.civic import Civic
from upstander.civic.making.build import INDEX, build
from upstander.civic.making.index_writer import write_index
from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.outlines import layers, oracle_polygons
from upstander.civic.reading.batch import Batch
from upstander.civic.reading.index import PointIndex
from upstander.civic.reading.lines import UNIT, Lines, Outlines

COUNT = 1_000_000
FEW = 20_000
"""Points for the outlines themselves, which answer some thousand a second."""
BUILD_AIM = 60
"""Seconds."""


@dataclass(frozen=True)
class Ground:
    """What all are measured on: a built pack, its areas, and the folder that rivals read."""

    pack: Path
    inputs: Path
    civic: Civic
    polygons: Polygons
    zips: points.Units


def measure(source: Path) -> Iterator[Row]:
    """Yields every row.

    Args:
        source: the folder with the publishers' files.

    Raises:
        Missing: they are not there, or not as they should be.
    """
    if not source.is_dir():
        raise Missing(f"{source} is not there: name the publishers' files with --from DIR")
    yield Row("load of this machine before", f"{os.getloadavg()[0]:.1f}", "best under 0.3")
    with TemporaryDirectory(prefix="upstander-engine-") as folder:
        home = Path(folder)
        pack, inputs = home / "civic", home / "bench"
        inputs.mkdir()
        started = time.perf_counter()
        try:
            build(source, pack)
        except BadSource as error:
            raise Missing(str(error)) from error
        built = time.perf_counter() - started
        civic = Civic.open(pack)
        polygons = oracle_polygons(source, civic.as_of)
        ground = Ground(pack, inputs, civic, polygons, points.zip_points(civic))
        yield _index_row(source, ground, built)
        yield from _exactness_rows(ground)
        yield from _speed_rows(ground)
        yield from footprint.measure(pack, inputs)
        yield from _front_rows(home, civic, inputs)


def _index_row(source: Path, ground: Ground, built: float) -> Row:
    """Builds the index once more, alone, from the files."""
    started = time.perf_counter()
    read = [
        (Lines(layer.encode()), layer.tolerance_m) for layer in layers(source, ground.civic.as_of)
    ]
    reading = time.perf_counter() - started
    write_index(ground.inputs / "again.index", read)
    seconds = time.perf_counter() - started
    areas = len(ground.polygons)
    return Row(
        f"index of {areas:,} areas, built from the publishers' files",
        f"{seconds:.1f} s",
        f"reading and repairing {reading:.1f} s of it; all tables {built:.1f} s",
        f"{BUILD_AIM} s",
        seconds < BUILD_AIM,
    )


def _exactness_rows(ground: Ground) -> Iterator[Row]:
    """Compares all three readers of outlines with the oracle; the slow one on fewer points."""
    polygons, index = ground.polygons, ground.pack / INDEX
    asked = points.hard(polygons, ground.zips, COUNT)
    expected = exactness.oracle(polygons, asked)
    lats, lngs = points.degrees(asked).T.copy()
    outlines = Outlines(
        [(Lines.open(ground.pack / layer.file), layer.tolerance_m) for layer in ground.civic.layers]
    )
    found = {
        "PointIndex": (exactness.one_by_one(polygons, asked, PointIndex.open(index).at), COUNT),
        "Batch": (exactness.pairs(polygons, *Batch.open(index).at(lats, lngs)), COUNT),
        "Outlines": (exactness.one_by_one(polygons, asked[:FEW], outlines.at), FEW),
    }
    for name, (pairs, count) in found.items():
        wrong = exactness.differences(polygons, pairs, expected[expected < count * len(polygons)])
        what = f"points where {name} and shapely differ"
        yield Row(what, f"{wrong:,}", f"of {count:,}", "0", wrong == 0)


def _speed_rows(ground: Ground) -> Iterator[Row]:
    asked = points.usual(ground.zips, COUNT)
    points.degrees(asked).tofile(ground.inputs / POINTS)
    with (ground.inputs / AREAS).open("w") as file:
        for area, polygon in ground.polygons.items():
            in_degrees = shapely.transform(polygon, lambda units: units / UNIT)
            file.write(f"{area}\t{shapely.to_wkb(in_degrees, hex=True)}\n")
    covered = exactness.oracle(ground.polygons, asked) // len(ground.polygons)
    to_find = np.bincount(covered, minlength=COUNT).cumsum()
    yield from speed.measure(ground.pack, ground.inputs, to_find)


def _front_rows(home: Path, civic: Civic, inputs: Path) -> Iterator[Row]:
    try:
        yield from front.measure(home, civic, inputs)
    except Missing as missing:
        yield Row("look-ups over HTTP", "not measured", str(missing))
