"""What a finder says of a place, before anybody's office is looked up."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from upstander.civic.answering.notices import notice
from upstander.civic.reading.pack import Pack, state_code
from upstander.civic.reading.text import Refused
from upstander.civic.types import (
    KINDS,
    DivisionKind,
    Level,
    Notice,
    NoticeCode,
    Outcome,
    Place,
)

LEGISLATIVE: tuple[DivisionKind, ...] = ("sldu", "sldl")

_KINDS_OF_LEVEL: Mapping[Level, tuple[DivisionKind, ...]] = {
    "federal": ("cd",),
    "state": LEGISLATIVE,
    "local": ("county", "place"),
}
_PIECES = re.compile(r"\d+|\D+")
_REMEMBERED = 2048  # ids whose place in the order is kept: some states' districts


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of divisions that an answer shows, in order, and the day that it is for."""

    shown: tuple[DivisionKind, ...]
    on: date

    def __contains__(self, kind: DivisionKind) -> bool:
        """Whether divisions of a kind are shown."""
        return kind in self.shown

    def __iter__(self) -> Iterator[DivisionKind]:
        """The kinds, in order."""
        return iter(self.shown)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Districts of Congress on lines that follow those of the tables, where a place may be.

    ``districts`` are ids, the likeliest first; of each state the only one is certain if ``certain``
    is true. ``likely`` is the one in which the middle of the ZIP ``zip`` lies.
    """

    districts: tuple[str, ...]
    certain: bool = False
    likely: str | None = None
    zip: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The districts of a place and how sure they are, or why it has none.

    ``ended`` is the outcome where nobody represents the place, ``None`` where somebody does. Of
    each kind the only one of the ``districts`` is certain, unless ``certain`` is false. Those
    ``possible`` besides never are, nor are places ``by_name`` and counties by ZIP; the latter two
    alone do not split an answer. ``shares`` are parts of a ZIP's land, by division id; ``sources``
    are keys. ``ahead`` tells of other lines of Congress: those that follow, or, from their first
    day on, those that some of the ``possible`` districts are on.
    """

    ended: Outcome | None = None
    districts: frozenset[str] = frozenset()
    certain: bool = True
    possible: frozenset[str] = frozenset()
    by_name: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    sources: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    ahead: Ahead | None = None

    def after(self, *notices: Notice) -> "Finding":
        """The same, with these notices before its own."""
        return replace(self, notices=(*notices, *self.notices)) if notices else self


def refused(asked: Refused) -> Finding:
    """The finding where the text could not be read, for the reason given."""
    return Finding(asked.outcome, notices=(notice(asked.code, **asked.params),))


@lru_cache
def kinds_of(levels: frozenset[Level], on: date) -> Kinds:
    """What answers with offices of these levels show on a day."""
    shown = {"country", "state", *(kind for level in levels for kind in _KINDS_OF_LEVEL[level])}
    return Kinds(tuple(kind for kind in KINDS if kind in shown), on)


def about_floterials(pack: Pack, districts: Iterable[str]) -> tuple[Notice, ...]:
    """A notice that names the districts that lie over others, if there are any."""
    names = [pack.needed_division(district).name for district in sorted(districts, key=order)]
    return (notice(NoticeCode.FLOTERIAL, names="; ".join(names)),) if names else ()


@lru_cache(_REMEMBERED)
def order(division_id: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Sorts by state, and then "cd:3" before "cd:12" and "sldl:10a" before "sldl:10b"."""
    tail = division_id.rpartition("/")[2]
    pieces = tuple(
        (int(piece), "") if piece.isdigit() else (0, piece) for piece in _PIECES.findall(tail)
    )
    return state_code(division_id) or "", pieces
