"""What rooms tell the hub, so that publishing need not know the rooms.

A room registers in its `apps.py`; rooms above find it all here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from re import Pattern
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast, get_type_hints

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

    from upstander.hub.models import Publishable
    from upstander.places.queries import Office

F_contra = TypeVar("F_contra", contravariant=True)
F = TypeVar("F")


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
    it, in the language at hand. `has` tells whether there is a page of a name, as pages are being
    made.
    """

    address: str
    note: Callable[[date], object]
    fingerprint: Callable[[date], str]
    files: Callable[[date], Iterable[tuple[str, bytes]]]
    has: Callable[[str], bool] = lambda name: True


@dataclass(frozen=True)
class Offer:
    """What a room offers beside the offices that it is about, such as a campaign that asks them.

    `on_card` is the template that shows it on an office's card, `on_page` on the page where one
    looks up; each has the offer at hand. `fits` tells for which offices it is; on a visitor's
    device `script` tells it, from what `spec` returns. A card names `committees` of Congress, by
    their ids, before others.
    """

    about: "Publishable"
    on_card: str
    on_page: str
    committees: tuple[str, ...]
    fits: "Callable[[Office], bool]"
    script: str
    spec: Callable[[], str]


class Offers(Protocol):
    """Yields what a visitor is offered; with `preview`, drafts too."""

    def __call__(self, *, preview: bool) -> Iterable[Offer]: ...


class Applier(Protocol[F_contra]):
    """What accepting a suggestion does: it gets what was suggested and who accepts it.

    It makes a draft or a change through the room's operations, and returns the desk address of
    the result.
    """

    def __call__(self, fields: F_contra, *, by: "User") -> str: ...


@dataclass(frozen=True)
class Taken(Generic[F]):
    """How a room takes up suggestions: what they say, as a typed dict, and what becomes of them."""

    payload: type[F]
    apply: Applier[F]

    @property
    def names(self) -> tuple[str, ...]:
        """What such a suggestion says, in the order of the typed dict."""
        return tuple(get_type_hints(self.payload))

    def checked(self, fields: Mapping[str, object]) -> F:
        """Returns the fields as what the payload's type promises.

        Raises:
            WrongPayload: they are others, or of other types.
        """
        expected = get_type_hints(self.payload)
        if fields.keys() != expected.keys():
            raise WrongPayload(", ".join(sorted(fields.keys() ^ expected.keys())))
        if not all(isinstance(fields[name], kind) for name, kind in expected.items()):
            raise WrongPayload("a field of another type")
        return cast(F, dict(fields))


class WrongPayload(ValueError):
    """A stored suggestion does not say what its room asks for now: another version wrote it."""


Addresses = Callable[[], Iterable[str]]
Check = Callable[[], Iterable[Problem]]
Feeds = Callable[[], Iterable[Feed]]
DueWork = Callable[[date], int]

_pages: dict[str, Addresses] = {}
_checks: dict[str, Check] = {}
_feeds: dict[str, Feeds] = {}
_due: dict[str, DueWork] = {}
_taken: dict[str, Taken[Any]] = {}
_kept: dict[str, Pattern[str]] = {}
_framed: dict[str, Pattern[str]] = {}
_states: dict[str, Callable[[], Iterable[str]]] = {}
_lets_in: "dict[str, tuple[type[Model], ...]]" = {}
_shelves: dict[str, Shelf] = {}
_beside: dict[str, list[str]] = {}
_offers: dict[str, Offers] = {}
_unapproved: set[type[Any]] = set()


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


def applier(kind: str, payload: type[F], apply: Applier[F]) -> None:
    """Registers what accepting a suggestion of `kind` does.

    `payload` is the typed dict of what such a suggestion says, its `language` included.
    """
    _taken[kind] = Taken(payload, apply)


def states(room: str, named: Callable[[], Iterable[str]]) -> None:
    """Registers which states the content of a room is about, as two capital letters."""
    _states[room] = named


def own_states() -> frozenset[str]:
    """Returns the states that this hub's content is about, as two capital letters."""
    return frozenset(code for named in _states.values() for code in named())


def lets_in(room: str, *models: "type[Model]") -> None:
    """Registers models whose rows let somebody in at the desk, beside accounts and what is theirs.

    A backup in the clear has none of them.
    """
    _lets_in[room] = models


def letting_in() -> "tuple[type[Model], ...]":
    """Returns the models whose rows let somebody in."""
    return tuple(model for models in _lets_in.values() for model in models)


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


def unapproved(*models: type["Model"]) -> None:
    """Registers tables that no organizer approves: accounts, counts, what is noted or suggested.

    They are in no copy of the content, and what is made without an organizer reads them as they
    are.
    """
    _unapproved.update(models)


def is_unapproved(model: type["Model"]) -> bool:
    """Returns whether a table is none of the content that organizers approve."""
    return model in _unapproved


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


def all_due() -> dict[str, DueWork]:
    """Returns each room's daily work."""
    return dict(_due)


def suggested(kind: str) -> tuple[str, ...]:
    """Returns the names of what a suggestion of `kind` says; none where no room takes it."""
    return _taken[kind].names if kind in _taken else ()


def apply(kind: str, fields: Mapping[str, object], *, by: "User") -> str:
    """Has the room that takes suggestions of `kind` take one up; returns the desk address.

    Raises:
        KeyError: no room takes that kind.
        WrongPayload: `fields` is not what that room asks for.
    """
    taken = _taken[kind]
    return taken.apply(taken.checked(fields), by=by)
