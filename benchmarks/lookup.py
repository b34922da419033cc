"""Look-ups per second, by ZIP."""

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.table import Row
from upstander.civic import Civic

RUNS = 5


def measure() -> Iterator[Row]:
    """Yields how long the first look-up takes, and how many follow in a second."""
    started = time.perf_counter()
    civic = Civic.open()
    civic.by_zip("50309")
    opened = time.perf_counter() - started
    codes = [row.code for row in civic.zips()]
    rates = []
    for _run in range(RUNS):
        started = time.perf_counter()
        for code in codes:
            civic.by_zip(code)
        rates.append(len(codes) / (time.perf_counter() - started))
    yield Row("the first look-up, with opening the tables", f"{opened * 1000:.0f} ms")
    yield Row(f"look-ups/s by ZIP, all {len(codes):,} in turn", f"{median(rates):,.0f}")
