"""The rooms' only door to the civic engine: look-ups, seats, states, voting rules, distances."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, wraps
from hashlib import blake2b
from statistics import median
from typing import Any, ParamSpec, TypeVar, cast
from unicodedata import normalize
from weakref import WeakKeyDictionary

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from upstander.civic import (
    CORRECTION_KINDS,
    Account,
    Civic,
    Committee,
    ContactOffice,
    Correction,
    Fault,
    Holder,
    Level,
    Located,
    Membership,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    PackError,
    Place,
    SourceNote,
    State,
    Status,
    UnknownDivision,
    UnknownOffice,
    UnknownState,
    VotingRules,
    fault,
    is_said,
    same_winner,
    sits_on,
)
from upstander.civic.answering.assembling import congress_first
from upstander.civic.answering.directory import distance_km
from upstander.civic.answering.document import correction_document
from upstander.civic.mailboxes import is_personal
from upstander.civic.reading.corrections import in_order
from upstander.civic.reading.pack import MANIFEST
from upstander.places import choices, packs
from upstander.places.packs import InUse, Signature

__all__ = [
    "CORRECTION_KINDS",
    "Account",
    "Committee",
    "ContactOffice",
    "Correction",
    "Fault",
    "Holder",
    "Located",
    "Membership",
    "Notice",
    "NoticeCode",
    "Office",
    "Outcome",
    "PackError",
    "Place",
    "Point",
    "SourceNote",
    "State",
    "Status",
    "UnknownDivision",
    "UnknownOffice",
    "UnknownState",
    "VotingRules",
    "answering_from",
    "committee_members",
    "committees",
    "committees_of",
    "correction_document",
    "corrections",
    "distance_km",
    "district_name",
    "fault",
    "find",
    "in_sentence",
    "is_personal",
    "is_said",
    "is_zip",
    "known_here",
    "listed",
    "of_tables",
    "office",
    "offices",
    "offices_by_source",
    "offices_for",
    "offices_named",
    "renewed",
    "same_winner",
    "seats",
    "sits_on",
    "source",
    "sources",
    "state",
    "state_name",
    "state_of",
    "states",
    "states_by_name",
    "tables_name",
    "take_up",
    "voting_rules",
    "whole_committees",
    "zip_area",
    "zip_areas",
    "zips_of_county",
]

_CHAMBER = re.compile(
    r"^(State (House|Senate|Legislative)|(General )?Assembly) ([Dd]|Subd)istrict (HD-0*)?"
    r"|( State (House|Senate))? district$"
)
_COUNTY = re.compile(r" County No\. ")

WITH_ARTICLE: dict[str, Promise] = {
    "DC": _("the District of Columbia"),
    "MP": _("the Northern Mariana Islands"),
    "VI": _("the U.S. Virgin Islands"),
}
"""How a sentence names those whose names want an article."""

P = ParamSpec("P")
R = TypeVar("R")

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""

_known_here: list[Callable[[], Iterable[Correction]]] = []


def known_here(corrections: Callable[[], Iterable[Correction]]) -> None:
    """Registers what tells, each time that it is asked, what a hub knows beyond the lists."""
    _known_here.append(corrections)


@dataclass(frozen=True)
class _Opened:
    """The engine over one folder of tables; `seen` is by what they were found."""

    civic: Civic
    tables: InUse
    seen: Signature


_opened: _Opened | None = None
_instead: ContextVar[_Opened | None] = ContextVar("instead", default=None)
_of_tables: WeakKeyDictionary[Civic, dict[Hashable, Any]] = WeakKeyDictionary()


def take_up() -> None:
    """Has this process answer from the tables that are in use now; costs next to nothing.

    Work of many look-ups does it once, before it begins: its answers are then all of one mind.

    Raises:
        PackError: the hub's own tables are damaged.
    """
    global _opened  # noqa: PLW0603  (one engine a process is the point)
    seen = packs.signature()
    before = _opened
    if before is not None and before.seen == seen:
        return
    tables = packs.in_use()
    if before is not None and before.tables.is_like(tables):
        civic = before.civic
    else:
        civic = Civic.open(tables.folder)
    _opened = _Opened(civic, tables, seen)


@contextmanager
def answering_from(tables: InUse) -> Iterator[None]:
    """Has this thread, and nothing else, answer from other tables than those in use.

    Raises:
        PackError: they are damaged.
    """
    token = _instead.set(_Opened(Civic.open(tables.folder), tables, ()))
    try:
        yield
    finally:
        _instead.reset(token)


def _now() -> _Opened:
    if instead := _instead.get():
        return instead
    if _opened is None:
        take_up()
    return cast(_Opened, _opened)


def engine() -> Civic:
    """Returns the one engine of this process, for this room alone; it reads its tables when needed.

    It is over the tables that were in use when `take_up` was called last.
    """
    return _now().civic


def renewed() -> str:
    """Returns the name of the renewed tables that answers come from; empty for others."""
    return _now().tables.renewed


def of_tables(function: Callable[P, R]) -> Callable[P, R]:
    """Remembers what a function returns for as long as the same tables are in use."""

    @wraps(function)
    def remembered(*args: P.args, **named: P.kwargs) -> R:
        known = _of_tables.setdefault(engine(), {})
        key = (function, args, tuple(sorted(named.items())))
        if key not in known:
            known[key] = function(*args, **named)
        return cast(R, known[key])

    return remembered


def corrected() -> Civic:
    """Returns the engine with what the hub knows beyond the lists, for this room alone."""
    known = tuple(one for told in _known_here for one in told())
    return _corrected(engine(), known) if known else engine()


@lru_cache(maxsize=2)
def _corrected(civic: Civic, known: tuple[Correction, ...]) -> Civic:
    return civic.corrected(known)


def corrections() -> tuple[Correction, ...]:
    """Returns what counts of what the tables and the hub know beyond the lists, lapsed or not."""
    ours = (one for told in _known_here for one in told())
    return tuple(in_order((*engine().corrections(), *ours)))


def listed(office_id: str) -> Office:
    """Returns an office as its list has it, without corrections.

    Raises:
        UnknownOffice: there is no such office.
    """
    return engine().listed(office_id)


def tables_name() -> str:
    """Returns a short name for exactly what this room answers from: tables and corrections."""
    manifest = (_now().tables.folder / MANIFEST).read_bytes()
    said = repr([one for one in corrections() if one.at_desk]).encode()
    return blake2b(manifest + said, digest_size=6).hexdigest()


def find(text: str, *, on: date | None = None) -> Located:
    """Returns who represents what a visitor typed on a day, today if none is given, as the
    visitor's device says it.

    Members of Congress come first, then the president, the state's executive, its upper and lower
    chamber, and mayors. How it ended (`outcome`) is about Congress, and so are the first notices;
    those about the state follow. Who is to take an office later is for the office to say. Never
    raises, whatever the text is.
    """
    located = congress_first(corrected().lookup(text, on=on or localdate()))
    return replace(
        located,
        offices=tuple(sorted(located.offices, key=rank)),
        notices=tuple(one for one in located.notices if one.code != NoticeCode.MEMBER_ELECT),
        as_of=engine().as_of,
    )


def rank(office: Office) -> int:
    """Returns where an office stands in an answer; within a rank they stay as they were."""
    if office.level == "federal":
        return -2 if office.chamber in choices.CONGRESS else -1
    return choices.RANKS["local" if office.level == "local" else office.chamber]


def seats(state: str | None = None) -> tuple[Office, ...]:
    """Returns the 541 seats in Congress, or those of one state.

    Raises:
        UnknownState: the code is no state's.
    """
    return corrected().seats(state)


def office(office_id: str) -> Office:
    """Returns an office by its id, such as `us-house-ia-3`, `ia-upper-17` or `ia-governor`.

    Raises:
        UnknownOffice: there is no such office.
    """
    return corrected().office(office_id)


def offices(state: str | None = None, *, level: Level | None = None) -> tuple[Office, ...]:
    """Returns every office in the tables, or those of one state, or level, or both: federal first.

    Raises:
        UnknownState: the code is no state's.
    """
    return corrected().offices(level, state)


def offices_for(division_id: str) -> tuple[Office, ...]:
    """Returns the offices that a division's people elect; none for a division we do not know."""
    try:
        return corrected().offices_for(division_id)
    except UnknownDivision:
        return ()


def offices_named(name: str, *, limit: int = 20, slips: bool = True) -> tuple[Office, ...]:
    """Returns offices by their own name or that of who holds them, the nearest first.

    Those last that fit only where a word is taken for a misspelt one; not with `slips` false.
    """
    matches = corrected().search(name, limit=limit)
    found = (match.office_id for match in matches if slips or not match.slip)
    return tuple(office(office_id) for office_id in dict.fromkeys(found) if office_id)


def committees() -> tuple[Committee, ...]:
    """Returns the committees of Congress and their subcommittees."""
    return engine().committees()


def committees_of(person_id: str) -> tuple[Membership, ...]:
    """Returns the committees that a member of Congress sits on; none for anybody else."""
    return engine().committees_of(person_id)


@of_tables
def whole_committees() -> frozenset[str]:
    """Returns the ids of the committees of Congress that are no part of another."""
    return frozenset(committee.id for committee in committees() if committee.parent is None)


def district_name(office: Office) -> str:
    """Returns what people call a legislative district: `17`, `Belknap 5`, `10th Bristol`.

    Empty where an office is no such district's, and where the tables have no such division, as of
    a school district's.
    """
    try:
        division = engine().division(office.division_id)
    except UnknownDivision:
        return ""
    if division.kind not in ("sldu", "sldl") or office.state is None:
        return ""
    name = division.name.removeprefix(f"{engine().state(office.state).name} ")
    return _COUNTY.sub(" ", _CHAMBER.sub("", name))


def committee_members(committee_id: str) -> tuple[str, ...]:
    """Returns the ids of the people on a committee of Congress; none for one we do not know."""
    found = next(
        (committee for committee in engine().committees() if committee.id == committee_id), None
    )
    return tuple(person for person, _role in found.members) if found else ()


def states() -> tuple[State, ...]:
    """Returns the 50 states, DC and the 5 territories, by English name."""
    return engine().states()


def state(code: str) -> State:
    """Returns a state by its two capital letters.

    Raises:
        UnknownState: there is no such state.
    """
    return engine().state(code)


def state_of(seat: Office) -> State:
    """Returns the state whose people elect a seat in Congress.

    Raises:
        UnknownState: the office is the whole country's.
    """
    return engine().state(seat.state or "")


def state_name(state: State, language: str) -> str:
    """Returns the name of a state or territory in a language."""
    return state.name_es if language == "es" else state.name


def states_by_name(language: str) -> list[State]:
    """Returns all 56, by name in a language; accents do not count."""

    def plain(state: State) -> bytes:
        return normalize("NFKD", state_name(state, language)).encode("ascii", "ignore")

    return sorted(states(), key=plain)


def in_sentence(state: State, language: str) -> str:
    """Returns the name of a state or territory as a sentence has it."""
    return str(WITH_ARTICLE.get(state.code) or state_name(state, language))


def voting_rules(code: str) -> VotingRules:
    """Returns how to register to vote in a state.

    Raises:
        UnknownState: there is no such state.
    """
    return engine().voting_rules(code)


def sources() -> tuple[SourceNote, ...]:
    """Returns every source of the facts here, each with its own date."""
    return engine().sources


@of_tables
def offices_by_source() -> dict[str, int]:
    """Returns how many offices each source names who holds."""
    return dict(Counter(office.source for office in engine().offices()))


def source(key: str) -> SourceNote:
    """Returns the source that a record names.

    Raises:
        KeyError: there is no such source.
    """
    return engine().source(key)


def is_zip(code: str) -> bool:
    """True for a ZIP code of the tables, or of a territory, where all codes have one answer."""
    territories = (span for span in engine().zip_ranges() if span.kind == "territory")
    return engine().zip(code) is not None or any(
        len(code) == len(span.first) and span.first <= code <= span.last for span in territories
    )


def zips_of_county(division_id: str) -> tuple[str, ...]:
    """Returns the ZIP codes that may be in a county, in order; none where it is no county."""
    return _zips_by_county().get(division_id, ())


@of_tables
def _zips_by_county() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in engine().zips():
        for county in row.counties:
            found.setdefault(county, []).append(row.code)
    return {county: tuple(codes) for county, codes in found.items()}


@of_tables
def zip_areas() -> dict[str, Point]:
    """Returns the middle of all ZIPs that begin with the same three digits, by those digits.

    Tenths of a degree: enough to order groups by distance, and small enough for every device.
    The territories have none.
    """
    points: dict[str, list[Point]] = {}
    for row in engine().zips():
        if row.lat is not None and row.lng is not None:
            points.setdefault(row.code[:3], []).append((row.lat, row.lng))
    return {
        prefix: (
            round(median(lat for lat, _ in found), 1),
            round(median(lng for _, lng in found), 1),
        )
        for prefix, found in points.items()
    }


def zip_area(code: str) -> Point | None:
    """Returns about where a ZIP is, or None where that is not known."""
    return zip_areas().get(code[:3])
