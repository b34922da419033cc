"""Searching everything by name, and public offices by distance."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, cached_property
from heapq import nsmallest
from itertools import islice
from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple

from upstander.civic.reading.pack import Pack
from upstander.civic.reading.text import name_key
from upstander.civic.types import ContactOffice, Office

_EARTH_KM = 6371.0088  # mean radius, IUGG
_ALIKE = 0.8  # of two words, from 0 to 1; a slip in a word of five letters
_SLIPS = 3  # words of the tables that a misspelt one may stand for


@dataclass(frozen=True, slots=True)
class Match:
    """Something found by its name.

    ``id`` is that of a person, an office or a division; for a place, its name and state, as
    ``by_place`` takes them. ``office_id`` is the office that a person holds, or is to take.
    ``slip`` is true where a word was taken for a misspelt one.
    """

    kind: Literal["person", "office", "place", "division"]
    name: str
    id: str
    office_id: str | None
    slip: bool = False


@dataclass(frozen=True, slots=True)
class NearOffice:
    """A public office where an office holder's staff is, ``km`` away from a point.

    ``exact`` is false where only the middle of the office's ZIP is known.
    """

    office: Office
    contact: ContactOffice
    km: float
    exact: bool


class Directory:
    """Indexes over one pack, made when first asked."""

    def __init__(self, pack: Pack) -> None:
        """Take the tables."""
        self._pack = pack

    # By name

    def search(self, name: str, limit: int) -> tuple[Match, ...]:
        """What a name may mean, best first: whole words, then beginnings, then slips of the pen."""
        words = name_key(name).split()
        if not words:
            return ()
        return tuple(islice(self._names.search(words), limit))

    @cached_property
    def _names(self) -> "_Names":
        return _Names([*self._people(), *self._places(), *self._divisions()])

    def _people(self) -> Iterator["_Named"]:
        """Everyone who holds an office or is to take one, and then the offices themselves."""
        offices = []
        for file in self._pack.office_files:
            for office in self._pack.offices(file):
                where = self._pack.needed_division(office.division_id).name
                title = f"{office.title}, {where}"
                extra = f"{title} {office.state or ''} {self._state_name(office.state)}"
                for holder in filter(None, (office.holder, *office.successors)):
                    found = Match("person", holder.name, holder.id, office.id)
                    yield _Named(found, extra)
                offices.append(_Named(Match("office", title, office.id, office.id), extra))
        yield from offices

    def _places(self) -> Iterator["_Named"]:
        for name, state in self._pack.place_zips:
            found = Match("place", f"{name}, {state}", f"{name}, {state}", None)
            yield _Named(found, self._state_name(state))

    def _divisions(self) -> Iterator["_Named"]:
        for division in self._pack.divisions():
            found = Match("division", division.name, division.id, None)
            yield _Named(found, f"{division.state or ''} {self._state_name(division.state)}")

    def _state_name(self, code: str | None) -> str:
        return self._pack.states[code].name if code else ""

    # By distance

    def near(
        self, lat: float, lng: float, limit: int, within_km: float | None
    ) -> tuple[NearOffice, ...]:
        """Public offices by distance, nearest first."""
        spots = ((distance_km((lat, lng), (spot.lat, spot.lng)), spot) for spot in self._spots)
        within = ((km, spot) for km, spot in spots if within_km is None or km <= within_km)
        return tuple(self._near(spot, km) for km, spot in nsmallest(limit, within))

    def _near(self, spot: "_Spot", km: float) -> NearOffice:
        office = self._pack.needed_office(spot.office_id)
        return NearOffice(office, _contacts(office)[spot.number], round(km, 3), spot.exact)

    @cached_property
    def _spots(self) -> "list[_Spot]":
        return [
            spot
            for file in self._pack.office_files
            for office in self._pack.offices(file)
            for number, contact in enumerate(_contacts(office))
            if (spot := self._spot(office.id, number, contact))
        ]

    def _spot(self, office_id: str, number: int, contact: ContactOffice) -> "_Spot | None":
        """Where a public office is: its own point, or that of its ZIP."""
        if contact.lat is not None and contact.lng is not None:
            return _Spot(contact.lat, contact.lng, office_id, number, exact=True)
        row = self._pack.zip(contact.zip) if contact.zip else None
        if row is None or row.lat is None or row.lng is None:
            return None
        return _Spot(row.lat, row.lng, office_id, number, exact=False)


class _Spot(NamedTuple):
    """Where a public office is: the one of this number among those of an office's holder."""

    lat: float
    lng: float
    office_id: str
    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A match, with words beside its name that may be asked for with it."""

    match: Match
    extra: str


class _Names:
    """Names by their words."""

    def __init__(self, named: Iterable[_Named]) -> None:
        """Index the names, the more important ones first."""
        self._matches: list[Match] = []
        self._keys: list[str] = []
        by_word: dict[str, array[int]] = {}
        words_beside = cache(lambda extra: name_key(extra).split())
        for at, entry in enumerate(named):
            self._matches.append(entry.match)
            self._keys.append(name_key(entry.match.name))
            for word in {*self._keys[at].split(), *words_beside(entry.extra)}:
                by_word.setdefault(word, array("I")).append(at)
        self._by_word = by_word
        self._vocabulary = sorted(by_word)

    def search(self, words: list[str]) -> Iterator[Match]:
        """Matches for all of the words, best first."""
        found = self._of_all([self._beginning(word) for word in words])
        for at in sorted(found, key=lambda at: (self._rank(at, words), at)):
            yield self._matches[at]
        slips = self._of_all([{*self._beginning(word), *self._like(word)} for word in words])
        for at in sorted(slips - found):
            yield replace(self._matches[at], slip=True)

    def _of_all(self, choices: list[set[str]]) -> set[int]:
        """Entries that have one word of every choice."""
        found = [{at for word in words for at in self._by_word[word]} for words in choices]
        return set.intersection(*found)

    def _beginning(self, start: str) -> set[str]:
        """Words that begin with a text."""
        words = set()
        for at in range(bisect_left(self._vocabulary, start), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(start):
                break
            words.add(self._vocabulary[at])
        return words

    def _like(self, word: str) -> list[str]:
        """Words that a misspelt one may stand for."""
        near = [known for known in self._vocabulary if abs(len(known) - len(word)) <= 1]
        return get_close_matches(word, near, n=_SLIPS, cutoff=_ALIKE)

    def _rank(self, at: int, words: list[str]) -> int:
        """0 for the whole name, 1 for whole words of it, 2 for beginnings, 3 with words beside."""
        own = self._keys[at].split()
        if own == words:
            return 0
        if set(words) <= set(own):
            return 1
        return 2 if all(any(name.startswith(word) for name in own) for word in words) else 3


def _contacts(office: Office) -> tuple[ContactOffice, ...]:
    return office.holder.offices if office.holder else ()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometers between two points in degrees (WGS 84), along a great circle, on a sphere."""
    (lat_a, lng_a), (lat_b, lng_b) = a, b
    across = sin(radians(lng_b - lng_a) / 2) ** 2 * cos(radians(lat_a)) * cos(radians(lat_b))
    down = sin(radians(lat_b - lat_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(down + across)))
