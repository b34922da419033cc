"""What the engine takes: time to open, disk, memory, and its part of the package."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.rivals.turns import POINTS
from benchmarks.table import Row
from upstander.civic.making.build import INDEX
from upstander.civic.reading.index import PointIndex
from upstander.civic.reading.pack import PACKAGED
from upstander.common.home import SOURCE

MB = 1_000_000
OPENINGS, LOOKUPS = 20, 100_000
OPEN_AIM = 0.010
"""Seconds."""
DISK_AIM, MEMORY_AIM, PACKAGE_AIM = 60 * MB, 30 * MB, 4 * MB


def measure(pack: Path, inputs: Path) -> Iterator[Row]:
    """Yields a row for each of them.

    Args:
        pack: a built pack.
        inputs: the folder with the points.
    """
    index = pack / INDEX
    yield _opening(index, pack, inputs / POINTS)
    size = index.stat().st_size
    yield _within("index on disk", size, DISK_AIM)
    yield from _memory(index, pack, inputs / POINTS)
    tables = sum(file.stat().st_size for file in _files(PACKAGED))
    beside = f"{tables / MB:.1f} MB unpacked"
    yield _within("tables in the wheel, deflated", in_wheel(PACKAGED), PACKAGE_AIM, beside)


def in_wheel(folder: Path) -> int:
    """Returns how many bytes the files of a folder take in a wheel."""
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in _files(folder):
            wheel.write(file, file.name)
        return sum(entry.compress_size for entry in wheel.infolist())


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _opening(index: Path, pack: Path, points: Path) -> Row:
    fresh = median(_run("index", index, points, 0)["seconds"] for _ in range(OPENINGS))
    whole = median(_run("civic", pack, points, 0)["seconds"] for _ in range(OPENINGS))
    again = []
    for _opening in range(OPENINGS):
        started = time.perf_counter()
        PointIndex.open(index)
        again.append(time.perf_counter() - started)
    return Row(
        "opening the index in a fresh process",
        f"{fresh * 1000:.1f} ms",
        f"once more {median(again) * 1000:.1f} ms; Civic and its first point {whole * 1000:.1f} ms",
        f"{OPEN_AIM * 1000:.0f} ms",
        fresh < OPEN_AIM,
    )


def _memory(index: Path, pack: Path, points: Path) -> Iterator[Row]:
    """Memory of a process that has answered, beyond that of one which has only read the points."""
    for name, what, path in (("PointIndex", "index", index), ("Civic", "civic", pack)):
        answered = _run(what, path, points, LOOKUPS)
        bare = _run("bare", ",".join(answered["modules"]), points, LOOKUPS)
        written = answered["written"] - bare["written"]
        read = answered["read"] - bare["read"]
        yield _within(
            f"private memory after {LOOKUPS:,} look-ups, {name}",
            written + read,
            MEMORY_AIM,
            f"{written / MB:.1f} MB its own; the rest is of the file, shared by all that map it",
        )


def _within(what: str, size: int, aim: int, beside: str = "") -> Row:
    return Row(what, f"{size / MB:.1f} MB", beside, f"{aim / MB:.0f} MB", size < aim)


def _run(what: str, path: Path | str, points: Path, count: int) -> Any:
    command = [sys.executable, "-m", "benchmarks.fresh", what, str(path), str(points), str(count)]
    printed = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    return json.loads(printed)
