"""The rooms' only door to the civic engine: look-ups, seats, states, voting rules, distances."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from statistics import median

from upstander.civic import (
    Civic,
    ContactOffice,
    Located,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    SourceNote,
    State,
    UnknownOffice,
    UnknownState,
    VotingRules,
)
from upstander.civic.notices import notice
from upstander.civic.pack import PACKAGED
from upstander.civic.searching import distance_km
from upstander.common.home import civic_folder

__all__ = [
    "ContactOffice",
    "Located",
    "Notice",
    "NoticeCode",
    "Office",
    "Outcome",
    "Place",
    "Point",
    "SourceNote",
    "State",
    "UnknownOffice",
    "UnknownState",
    "VotingRules",
    "committee_members",
    "distance_km",
    "engine",
    "find",
    "office",
    "seats",
    "source",
    "sources",
    "state",
    "state_of",
    "states",
    "voting_rules",
    "zip_area",
    "zip_areas",
]

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84)."""


@cache
def engine() -> Civic:
    """Returns the one engine of this process, for this room; it reads its tables when needed.

    They are the hub's own, or those that come with the package.
    """
    return Civic.open(civic_folder() or PACKAGED)


def find(text: str) -> Located:
    """Returns who represents what a visitor typed in Congress, as the visitor's device says it.

    The districts are those of the day that the tables are of; who holds a seat on another day is
    for the seat's own `status` to say. Never raises, whatever the text is.
    """
    located = engine().lookup(text, on=engine().as_of, levels=["federal"])
    return replace(
        located,
        offices=tuple(office for office in located.offices if _in_congress(office)),
        notices=tuple(_as_on_device(located.notices)),
        as_of=engine().as_of,
    )


def _in_congress(office: Office) -> bool:
    return office.chamber in ("senate", "house")


def _as_on_device(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Notices in a device's words: it does not know which states have drawn new lines."""
    about_ballot = (NoticeCode.BALLOT_LINES_NEW, NoticeCode.BALLOT_LINES_UNKNOWN)
    ends = []
    for one in notices:
        if one.code in about_ballot:
            ends.append(date.fromisoformat(one.params["until"]))
        else:
            yield one
    if ends:
        yield notice(NoticeCode.BALLOT_LINES_UNKNOWN, until=max(ends))


def seats(state: str | None = None) -> tuple[Office, ...]:
    """Returns the 541 seats in Congress, or those of one state.

    Raises:
        UnknownState: the code is no state's.
    """
    return engine().seats(state)


def office(office_id: str) -> Office:
    """Returns one seat in Congress by its id, such as `us-house-ia-3`.

    Raises:
        UnknownOffice: there is no such seat.
    """
    found = engine().office(office_id)
    if not _in_congress(found):
        raise UnknownOffice(office_id)
    return found


def committee_members(committee_id: str) -> tuple[str, ...]:
    """Returns the ids of the people on a committee of Congress; none for one we do not know."""
    found = next((one for one in engine().committees() if one.id == committee_id), None)
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


def voting_rules(code: str) -> VotingRules:
    """Returns how to register to vote in a state.

    Raises:
        UnknownState: there is no such state.
    """
    return engine().voting_rules(code)


def sources() -> tuple[SourceNote, ...]:
    """Returns every source of the facts here, each with its own date."""
    return engine().sources


def source(key: str) -> SourceNote:
    """Returns the source that a record names.

    Raises:
        KeyError: there is no such source.
    """
    return engine().source(key)


@cache
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
