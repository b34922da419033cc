"""What rooms tell the hub, so that publishing need not know the rooms.

A room registers in its `apps.py`; rooms above find it all here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from re import Pattern
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from upstander.hub.models import Publishable
    from upstander.places.queries import Office


@dataclass(frozen=True)
class Problem:
    """A reason not to publish: where an organizer finds it, and what to do about it."""

    where: str
    message: str


@dataclass(frozen=True)
class Feed:
    """A feed that the index of feeds lists. `address` has no language."""

    title: str
    address: str


@dataclass(frozen=True)
class Shelf:
    """Pages by the thousand below one address, which a publish makes apart from all others.

    `address` has no language: `officials/offices/`. Each function is given a day. `note` writes
    down what is to be kept before pages are made; `fingerprint` names, briefly, all that the
    pages would say on that day; `files` yields each file's name below the address and what is in
    it, in the language at hand.
    """

    address: str
    note: Callable[[date], object]
    fingerprint: Callable[[date], str]
    files: Callable[[date], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True)
class Offer:
    """What a room offers beside the offices that it is about, such as a campaign that asks them.

    `on_card` is the template that shows it on an office's card, `on_page` on the page where one
    looks up; each has the offer at hand. `fits` tells for which offices it is; `spec` returns the
    same for `script`, as `room/name`, on a visitor's device. A card names `committees` of Congress,
    by their ids, before others.
    """

    about: "Publishable"
    on_card: str
    on_page: str
    script: str
    committees: tuple[str, ...]
    fits: "Callable[[Office], bool]"
    spec: Callable[[], str]


class Offers(Protocol):
    """Yields what a visitor is offered; with `preview`, drafts too."""

    def __call__(self, *, preview: bool) -> Iterable[Offer]: ...


Addresses = Callable[[], Iterable[str]]
Check = Callable[[], Iterable[Problem]]
Feeds = Callable[[], Iterable[Feed]]
DueWork = Callable[[date], int]
Applier = Callable[[Mapping[str, Any], "User"], str]

_pages: dict[str, Addresses] = {}
_checks: dict[str, Check] = {}
_feeds: dict[str, Feeds] = {}
_due: dict[str, DueWork] = {}
_appliers: dict[str, Applier] = {}
_kept: dict[str, Pattern[str]] = {}
_framed: dict[str, Pattern[str]] = {}
_shelves: dict[str, Shelf] = {}
_beside: dict[str, list[str]] = {}
_offers: dict[str, Offers] = {}


def pages(room: str, addresses: Addresses) -> None:
    """Registers the public addresses of a room, without language: `learn/a-guide/`."""
    _pages[room] = addresses


def check(room: str, problems: Check) -> None:
    """Registers what must hold before a publish."""
    _checks[room] = problems


def feeds(room: str, listed: Feeds) -> None:
    """Registers the feeds of a room for the index of feeds."""
    _feeds[room] = listed


def due(room: str, work: DueWork) -> None:
    """Registers work done once a day; it is given the date and returns how many rows it changed."""
    _due[room] = work


def applier(kind: str, apply: Applier) -> None:
    """Registers what accepting a suggestion of `kind` does.

    It is given the suggestion's fields with its `language`, and who accepts; it makes a draft or
    a change through the room's operations, and returns the desk address of the result.
    """
    _appliers[kind] = apply


def shelf(kept: Shelf) -> None:
    """Registers pages that are made apart from all others."""
    _shelves[kept.address] = kept


def shelves() -> tuple[Shelf, ...]:
    """Returns every shelf."""
    return tuple(_shelves.values())


def offers(room: str, listed: Offers) -> None:
    """Registers what a room offers beside offices."""
    _offers[room] = listed


def all_offers(*, preview: bool = False) -> tuple[Offer, ...]:
    """Returns what every room offers beside offices; with `preview`, drafts too."""
    return tuple(one for listed in _offers.values() for one in listed(preview=preview))


def kept(room: str, matching: Pattern[str]) -> None:
    """Registers the addresses that a visitor's device keeps for when it has no network.

    They are the same for every visitor, and few: a device fetches them all.
    """
    _kept[room] = matching


def framed(room: str, matching: Pattern[str]) -> None:
    """Registers the addresses that other sites may show in a frame."""
    _framed[room] = matching


def script_beside(module: str, script: str) -> None:
    """Registers a script, as `room/name`, that a page names to a script of a room below its own.

    A page that asks for `module` then asks for it as early.
    """
    _beside.setdefault(module, []).append(script)


def scripts_beside(module: str) -> tuple[str, ...]:
    """Returns the scripts that pages name to `module`."""
    return tuple(_beside.get(module, ()))


def is_kept(address: str) -> bool:
    """Returns whether a device keeps a public address, without language, for itself."""
    return any(matching.fullmatch(address) for matching in _kept.values())


def is_framed(address: str) -> bool:
    """Returns whether other sites may show a public address, without language, in a frame."""
    return any(matching.fullmatch(address) for matching in _framed.values())


def addresses() -> Iterator[str]:
    """Yields every public address, room by room."""
    for listed in _pages.values():
        yield from listed()


def problems() -> Iterator[Problem]:
    """Yields every reason not to publish."""
    for found in _checks.values():
        yield from found()


def all_feeds() -> Iterator[Feed]:
    """Yields every feed."""
    for listed in _feeds.values():
        yield from listed()


def run_due(on: date) -> dict[str, int]:
    """Does what is due on that day; returns how many rows each room changed."""
    return {room: work(on) for room, work in _due.items()}


def applier_for(kind: str) -> Applier:
    """Returns what applies suggestions of `kind`.

    Raises:
        KeyError: no room takes that kind.
    """
    return _appliers[kind]
