"""A process that has just begun: how long it takes to open the engine, and what it then weighs.

The points are read a few at a time, so that they weigh next to nothing. `bare` does the same
without the engine, with the same modules of the standard library.
"""

import json
import re
import struct
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

POINT = struct.Struct("dd")
MEMORY = re.compile(r"^(Private_Clean|Private_Dirty): +(\d+) kB$", re.MULTILINE)


def main() -> None:
    """Prints seconds until it was open, bytes of memory, and its standard modules."""
    what, path, points, count = sys.argv[1:]
    find, seconds = OPENED[what](path)
    with Path(points).open("rb") as file:
        for _point in range(int(count)):
            find(*POINT.unpack(file.read(POINT.size)))
    printed = {"seconds": seconds, "modules": standard_modules(), **private_memory()}
    sys.stdout.write(json.dumps(printed))


def private_memory() -> dict[str, int]:
    """Returns how many bytes no other process has: as written here, and as read from files."""
    found = dict(MEMORY.findall(Path("/proc/self/smaps_rollup").read_text()))
    return {
        "written": int(found["Private_Dirty"]) * 1024,
        "read": int(found["Private_Clean"]) * 1024,
    }


def standard_modules() -> list[str]:
    """Returns what has been imported from the standard library."""
    return sorted(name for name in sys.modules if name.partition(".")[0] in sys.stdlib_module_names)


Find = Callable[[float, float], object]


def _bare(modules: str) -> tuple[Find, float]:
    for name in modules.split(","):
        import_module(name)
    return (lambda lat, lng: (lat, lng)), 0.0


def _index(path: str) -> tuple[Find, float]:
    from upstander.civic.reading.index import PointIndex  # noqa: PLC0415 — `bare` has none of it

    started = time.perf_counter()
    index = PointIndex.open(Path(path))
    return index.at, time.perf_counter() - started


def _civic(folder: str) -> tuple[Find, float]:
    from upstander.civic import Civic  # noqa: PLC0415 — `bare` has none of it

    started = time.perf_counter()
    civic = Civic.open(folder)
    civic.divisions_at(lat=41.6, lng=-93.6)
    seconds = time.perf_counter() - started
    return (lambda lat, lng: civic.divisions_at(lat=lat, lng=lng)), seconds


OPENED: dict[str, Callable[[str], tuple[Find, float]]] = {
    "bare": _bare,
    "index": _index,
    "civic": _civic,
}

if __name__ == "__main__":
    main()
