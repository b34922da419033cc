"""How long the pages of all offices take, from nothing, and again when nothing changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.test import override_settings

from benchmarks.table import Row
from upstander.upkeep.prepare import fill
from upstander.web import folders, shelves
from upstander.web.publishing import publish

AIM = 60.0
"""Seconds for every page, in two languages, from nothing."""
AGAIN = 5.0


def measure() -> Iterator[Row]:
    """Yields how long it takes for a hub with the starter guide."""
    fill(say=_quietly)
    with (
        TemporaryDirectory(prefix="upstander-bench-") as folder,
        override_settings(HOME=Path(folder)),
    ):
        core = publish()
        yield Row("publish without offices", f"{core.seconds:.1f} s", f"{core.pages} pages")
        site = Path(folder, "site")
        seconds = _fill(site)
        made = [path for path in (site / folders.SHELVES).rglob("*") if path.is_file()]
        pages = sum(path.name == "index.html" for path in made)
        beside = f"{pages:,} pages, {sum(path.stat().st_size for path in made) / 1e6:,.0f} MB"
        met = seconds <= AIM
        yield Row("pages of all offices", f"{seconds:.1f} s", beside, f"{AIM:.0f} s", met)
        seconds = _fill(site)
        yield Row("again, unchanged", f"{seconds:.1f} s", "", f"{AGAIN:.0f} s", seconds <= AGAIN)


def _fill(site: Path) -> float:
    started = perf_counter()
    shelves.fill(site, on=date.today(), say=_quietly)
    return perf_counter() - started


def _quietly(_line: str) -> None:
    """Says nothing."""
