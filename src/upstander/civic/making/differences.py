"""What newer tables say otherwise than those before: who holds office, how they are reached."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from upstander.civic.engine import Civic
from upstander.civic.types import Holder, Level, Office

Kind = Literal["holder", "vacant", "unknown", "contact", "new", "gone"]
MOST_CHANGED = 0.05
"""The part of the holders of a level who may be others outside a known turnover."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One office of which something else is said, with the names of whoever held and holds it.

    ``holder``: another person; ``vacant``, ``unknown``: nobody any more; ``contact``: the same
    person, reached otherwise; ``new`` and ``gone``: the office itself. ``expected`` is what a known
    turnover, or a vacancy, led one to expect.
    """

    office_id: str
    level: Level
    kind: Kind
    before: str
    after: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Implausible:
    """More of a level's holders are others, outside a known turnover, than is plausible."""

    level: Level
    changed: int
    of: int


def differences(before: Civic, after: Civic, *, on: date) -> list[Difference]:
    """What differs between two tables, in the order of the offices; ``on`` is the day it is."""
    now = {office.id: office for office in after.offices()}
    found = []
    for old in before.offices():
        new = now.pop(old.id, None)
        if new is None:
            found.append(Difference(old.id, old.level, "gone", _name(old), "", not _name(old)))
        elif kind := _kind(old, new):
            expected = _expected(old, new, on=on)
            found.append(Difference(old.id, old.level, kind, _name(old), _name(new), expected))
    found += [Difference(one.id, one.level, "new", "", _name(one), True) for one in now.values()]
    return found


def implausible(before: Civic, found: Iterable[Difference]) -> Iterator[Implausible]:
    """Yields each level of which too many holders are others."""
    held = Counter(office.level for office in before.offices() if _name(office))
    changed = Counter(
        one.level for one in found if one.kind not in ("contact", "new") and not one.expected
    )
    for level, count in sorted(changed.items()):
        if count > MOST_CHANGED * held[level]:
            yield Implausible(level, count, held[level])


def _name(office: Office) -> str:
    return office.holder.name if office.holder else ""


def _kind(old: Office, new: Office) -> Kind | None:
    """What is another with an office, if anything is."""
    if new.holder is not None:
        if old.holder is None or not _same(old.holder, new.holder):
            return "holder"
        return "contact" if _ways(old.holder) != _ways(new.holder) else None
    if new.vacancy is not None:
        return "vacant" if old.vacancy is None else None
    return "unknown" if old.holder is not None else None


def _same(one: Holder, other: Holder) -> bool:
    """Whether two records are of one person: lists spell names anew, and number people anew."""
    return one.id == other.id or one.name == other.name


def _ways(holder: Holder) -> tuple[object, ...]:
    return (holder.phones, holder.emails, holder.website, holder.contact_form, holder.offices)


def _expected(old: Office, new: Office, *, on: date) -> bool:
    if old.holder is None or old.holder_on(on) is None:
        return True
    coming = [one.id for one in old.successors]
    return new.holder is not None and new.holder.id in coming
