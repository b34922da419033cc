"""Programs that take turns, each with all that it starts on one core, and none beside another."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.running import core
from upstander.common.home import SOURCE

RUNS = 5


@dataclass(frozen=True)
class Result:
    """What a turn came to: points answered, seconds it took, areas found (0 if not counted)."""

    points: int
    seconds: float
    found: int

    @property
    def rate(self) -> float:
        """Points per second."""
        return self.points / self.seconds


class Contestant:
    """A program that answers points when it is its turn; see `rivals/turns.py`."""

    def __init__(self, process: "subprocess.Popen[str]", module: str) -> None:
        self._process = process
        self._module = module
        self.turns: list[str] = self._answer()

    def turn(self, name: str) -> Result:
        """Returns what one of its turns came to.

        Raises:
            RuntimeError: it ended instead; it has said why.
        """
        if self._process.stdin is not None:
            self._process.stdin.write(f"{name}\n")
            self._process.stdin.flush()
        return Result(**self._answer())

    def _answer(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise RuntimeError(f"{self._module} ended before its time; it has said why above")
        return json.loads(line)


@contextmanager
def contestant(
    module: str, *arguments: str | Path, python: str | Path = sys.executable
) -> Iterator[Contestant]:
    """Runs a module of these benchmarks as a contestant while the block runs."""
    process = subprocess.Popen(
        [*core(0), str(python), "-m", f"benchmarks.{module}", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Contestant(process, module)
    finally:
        process.communicate()


def medians(entries: Sequence[tuple[Contestant, str]], runs: int = RUNS) -> list[float]:
    """Returns the median rate of each entry, a contestant with one of its turns, all in turn."""
    rates: list[list[float]] = [[] for _entry in entries]
    for _run in range(runs):
        for (who, name), found in zip(entries, rates, strict=True):
            found.append(who.turn(name).rate)
    return [median(found) for found in rates]
