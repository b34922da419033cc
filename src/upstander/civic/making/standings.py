"""How many offices of each chamber are held, last known, vacant or unknown on some days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from upstander.civic.engine import Civic
from upstander.civic.types import Office

CHAMBERS = {
    ("federal", "executive"): "President and vice president",
    ("federal", "senate"): "U.S. Senate",
    ("federal", "house"): "U.S. House",
    ("state", "executive"): "Statewide offices",
    ("state", "upper"): "State senates",
    ("state", "lower"): "State houses",
    ("state", "legislature"): "Legislatures of one chamber",
    ("local", "executive"): "Mayors",
}
"""What the offices of a level and a chamber are called, in their order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a chamber's offices stand how on a day: the first four make up all of them.

    Of ``elect``, somebody is known to take the office later; they stand otherwise until then.
    """

    on: date
    chamber: str
    held: int
    last_known: int
    vacant: int
    unknown: int
    elect: int


def standings(civic: Civic, days: Iterable[date]) -> list[Standing]:
    """Counts for each day and each chamber that has offices, and for all of them together."""
    offices = civic.offices()
    return [row for on in days for row in _on(offices, on)]


def _on(offices: Iterable[Office], on: date) -> list[Standing]:
    counted: dict[str, Counter[str]] = {name: Counter() for name in CHAMBERS.values()}
    for office in offices:
        chamber = counted[CHAMBERS[office.level, office.chamber]]
        chamber[office.status(on)] += 1
        chamber["elect"] += office.elect_on(on) is not None
    total = sum(counted.values(), Counter())
    found = [*counted.items(), ("All", total)]
    return [
        Standing(
            on,
            chamber,
            count["held"],
            count["last-known"],
            count["vacant"],
            count["unknown"],
            count["elect"],
        )
        for chamber, count in found
        if count
    ]
