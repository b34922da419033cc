"""The rows that every benchmark yields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, what it is next to, what to reach, and whether it does."""

    what: str
    measured: str
    beside: str = ""
    aim: str = ""
    met: bool = True


class Missing(Exception):
    """A program that a benchmark needs is not here; the message says how to get it."""
