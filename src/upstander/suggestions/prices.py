"""What a suggestion costs its sender: some seconds; under load, work of the device or a wait.

Either way has an allowance, which each suggestion lessens by one and each hour makes up for. The
less is left, the dearer it is: the price doubles every few suggestions. So who sends many pays
twice as much for every few more, and whoever comes then pays about what the last of those did.
"""

from dataclasses import dataclass
from datetime import timedelta

from upstander.suggestions.models import Allowance

A_DAY = {"group": 48, "source": 48, "correction": 48, "number": 96}
"""How many of a kind come back in a day, either way: what one flood takes, the others do not miss,
and each hour there is something new."""
LEAST = timedelta(seconds=3)
"""Sooner than this, nobody has written anything."""
QUIET = 1 / 4
"""The share of a day's that is taken for LEAST alone."""
STEP = 1 / 12
"""The share of a day's after which the price doubles."""
FIRST_WAIT, WAITS = 10, 6
"""Seconds of the first wait, and how many times it may double before nothing is left."""
FIRST_BITS, WORKS = 8, 12
"""Zeros that the first work begins with: 256 attempts, a few hundred milliseconds on a phone of
2019. And how many times it may double."""


@dataclass(frozen=True)
class Price:
    """What is asked now, the one or the other.

    `wait` is how long ago the form must have been opened, at the least; None where nothing is left
    for who waits. `bits` is how many zeros the work must begin with; None where a wait of LEAST is
    enough, or nothing is left for work.
    """

    wait: timedelta | None
    bits: int | None


def price(kind: str, *, waits: float, works: float) -> Price:
    """Returns the price of one more of a kind, where so many are left by waiting and by work."""
    waited = most(kind, Allowance.Way.WAITED) - waits - QUIET * A_DAY[kind]
    if waited < 0:
        return Price(LEAST, None)
    doubled = int(waited // (STEP * A_DAY[kind]))
    harder = int((most(kind, Allowance.Way.WORKED) - works) // (STEP * A_DAY[kind]))
    return Price(
        timedelta(seconds=FIRST_WAIT * 2**doubled) if waits >= 1 else None,
        FIRST_BITS + harder if works >= 1 else None,
    )


def most(kind: str, way: str) -> float:
    """Returns how many there are, either way, after a long quiet time."""
    share = QUIET + WAITS * STEP if way == Allowance.Way.WAITED else WORKS * STEP
    return share * A_DAY[kind]
