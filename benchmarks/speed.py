"""Points per second, one by one and all at once, the engine and its rivals in turn."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.contest import Contestant, contestant, medians
from benchmarks.rivals import environment
from benchmarks.table import Missing, Row
from upstander.civic.making.build import INDEX

BATCH_AIM = 10
"""Times the fastest rival."""
SAME_WORK = 0.001
"""Part of what a rival finds that may differ: its coordinates are not whole numbers."""
SINGLE = "single"


@dataclass(frozen=True)
class Rival:
    """What answers single points, and how many times as fast the engine should be."""

    name: str
    module: str
    turn: str
    aim: float


RIVALS = (
    Rival("PostGIS, whole areas, from Python", "postgis", "whole", 50),
    Rival("PostGIS, whole areas, from pgbench", "postgis", "whole, pgbench", 50),
    Rival("PostGIS, subdivided areas, from Python", "postgis", "subdivided", 35),
    Rival("PostGIS, subdivided areas, from pgbench", "postgis", "subdivided, pgbench", 35),
    Rival("shapely's tree and prepared areas", "shapely_tree", SINGLE, 5),
    Rival("timezonefinder with its own data", "timezones", SINGLE, 0.5),
)
PACKAGES = {
    "postgis": "psycopg",
    "shapely_tree": "shapely",
    "timezones": "timezonefinder",
    "geopandas_join": "geopandas",
}
"""What each module runs on, from Python's package index."""
IN_BULK = ("shapely_tree", "geopandas_join")
ToFind = npt.NDArray[np.int64]
"""How many areas there are to find up to and with each of the points."""


def measure(pack: Path, inputs: Path, to_find: ToFind) -> Iterator[Row]:
    """Yields a row for each rival, and what there is to say of the engine alone.

    Args:
        pack: a built pack.
        inputs: the folder with points and areas, as the rivals read them.
        to_find: what all must find there.
    """
    with ExitStack() as stack:
        ours = stack.enter_context(contestant("ours", inputs, pack, pack / INDEX))
        rivals, missing = _rivals(stack, inputs)
        yield from _one_by_one(ours, rivals, missing, to_find)
        yield from _all_at_once(ours, rivals, missing, to_find)


def _rivals(stack: ExitStack, inputs: Path) -> tuple[dict[str, Contestant], dict[str, str]]:
    """Returns the rivals that are here, and why others are not, by their modules."""
    rivals, missing = {}, {}
    for module, package in PACKAGES.items():
        try:
            python = environment.python(package)
            more = [environment.postgres_programs()] if module == "postgis" else []
        except Missing as error:
            missing[module] = str(error)
        else:
            name = f"rivals.{module}"
            rivals[module] = stack.enter_context(contestant(name, inputs, *more, python=python))
    return rivals, missing


def _one_by_one(
    ours: Contestant, rivals: dict[str, Contestant], missing: dict[str, str], to_find: ToFind
) -> Iterator[Row]:
    _check_work(ours, "PointIndex.at", to_find)
    present = [rival for rival in RIVALS if rival.module in rivals]
    for rival in present:
        _check_work(rivals[rival.module], rival.turn, to_find)
    own = [(ours, name) for name in ("divisions_at", "PointIndex.at", "by_point")]
    beside = [(rivals[rival.module], rival.turn) for rival in present]
    rate, index_rate, full_rate, *rates = medians([*own, *beside])
    yield Row(
        "points/s one by one, divisions_at",
        f"{rate:,.0f}",
        f"PointIndex.at alone {index_rate:,.0f}; by_point, the full answer, {full_rate:,.0f}",
    )
    found = dict(zip(present, rates, strict=True))
    for rival in RIVALS:
        what = f"beside {rival.name}"
        if rival in found:
            ratio = rate / found[rival]
            yield Row(
                what,
                f"{ratio:.1f} times",
                f"{found[rival]:,.0f}/s",
                f"{rival.aim:g} times",
                ratio >= rival.aim,
            )
        else:
            yield Row(what, "not measured", missing[rival.module])


def _all_at_once(
    ours: Contestant, rivals: dict[str, Contestant], missing: dict[str, str], to_find: ToFind
) -> Iterator[Row]:
    """Every way of every rival has a turn; the fastest then has as many as the engine."""
    _check_work(ours, "batch", to_find)
    tried: dict[str, tuple[float, Contestant, str]] = {}
    for module in IN_BULK:
        name = PACKAGES[module]
        if module in missing:
            yield Row(f"{name} in bulk", "not measured", missing[module])
            continue
        for turn in rivals[module].turns:
            if turn != SINGLE:
                rate = _check_work(rivals[module], turn, to_find)
                tried[f"{name}, {turn}"] = (rate, rivals[module], turn)
    best = max(tried, key=lambda name: tried[name][0], default=None)
    beside = [tried[best][1:]] if best else []
    rate, *rates = medians([(ours, "batch"), *beside])
    yield Row(f"points/s in batches of {len(to_find):,}", f"{rate:,.0f}")
    if best:
        ratio = rate / rates[0]
        others = ", ".join(f"{name} {tried[name][0]:,.0f}" for name in tried if name != best)
        yield Row(
            f"beside {best}",
            f"{ratio:.1f} times",
            f"{rates[0]:,.0f}/s; others, once: {others}",
            f"{BATCH_AIM} times",
            ratio >= BATCH_AIM,
        )


def _check_work(who: Contestant, turn: str, to_find: ToFind) -> float:
    """Has a contestant take a turn that does not count; returns its rate.

    Raises:
        RuntimeError: it did not find what there is.
    """
    result = who.turn(turn)
    expected = int(to_find[result.points - 1])
    if result.found and abs(result.found - expected) > SAME_WORK * expected:
        raise RuntimeError(f"{turn} found {result.found:,} areas, and there are {expected:,}")
    return result.rate
