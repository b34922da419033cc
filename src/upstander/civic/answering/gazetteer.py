"""Finding places by name: post offices, towns, counties, states, and countries that are neither."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from upstander.civic.reading.pack import HOUSE, Pack
from upstander.civic.reading.rows import ZipPoint
from upstander.civic.reading.text import name_key, place_key
from upstander.civic.types import Place, PlaceKind, State

_LONGEST_STATE = 8  # words: "islas virgenes de los estados unidos" and some to spare
ASIDES = ("city of ", "town of ", "village of ", "township of ", "borough of ", "state of ")
"""What may stand before a name and says nothing else."""
ENDINGS = (" city", " town", " village", " township", " borough")
"""What a name may be given without: then it may be meant, and may be another place."""
_COUNTY_OF = "county of "
_ARTICLE = "the "

# Words are dropped in front of a place only behind a street address or a comma.
_STREET = re.compile(r"(p\.?\s?o\.?\s?box\b|rr\b|hc\b|\d)", re.ASCII | re.IGNORECASE)
STREET_END = re.compile(
    r"(st|street|ave?|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|pl|place|pkwy|parkway"
    r"|hwy|highway|way|ter|terrace|cir|circle|sq|square|trl|trail|loop|plaza|plz|aly|alley|row|pike"
    r"|broadway|[ns][ew]?|[ew]|north|south|east|west|\S*\d\S*)\.?",
    re.ASCII | re.IGNORECASE,
)
"""What a street address ends in, before a town that no comma parts from it."""
_DIGIT = re.compile(r"\d", re.ASCII)
_WORD = re.compile(r"[^\s,;/()|_-]+")
_EDGES = " ,;/()|_-"


@dataclass(frozen=True, slots=True)
class _Name:
    """What a key names. ``zips`` are all that it is answered by, ``seats`` those besides."""

    label: str
    state: str
    kind: PlaceKind
    lat: float | None = None
    lng: float | None = None
    population: int = 0
    zips: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    @property
    def renown(self) -> tuple[bool, int, int, str, str]:
        """Sorts states first, then the larger first: by people, then by ZIPs."""
        return self.kind != "state", -self.population, -len(self.zips), self.label, self.state

    @property
    def place(self) -> Place:
        return Place(self.label, self.state, self.lat, self.lng, self.zips, self.kind)


def _middle(points: list[ZipPoint]) -> tuple[float, float]:
    """The middle of a post office's ZIPs, or of its boxes if it has no others."""
    points = [point for point in points if point.is_area] or points
    lats = [point.lat for point in points if point.lat is not None]
    lngs = [point.lng for point in points if point.lng is not None]
    return round(sum(lats) / len(lats), 4), round(sum(lngs) / len(lngs), 4)


class Gazetteer:
    """An index of names over one pack. Keys are made by ``place_key``."""

    def __init__(self, pack: Pack) -> None:
        """Take the tables; the index is made when first asked."""
        self._pack = pack

    @cached_property
    def _written(self) -> tuple[tuple[tuple[str, ...], _Name], ...]:
        return tuple(self._names())

    @cached_property
    def _by_key(self) -> dict[str, list[_Name]]:
        """Names by key, best known first."""
        index: dict[str, list[_Name]] = {}
        for keys, name in self._written:
            for key in dict.fromkeys(map(place_key, keys)):
                index.setdefault(key, []).append(name)
        for names in index.values():
            names.sort(key=lambda name: name.renown)
        return index

    def _names(self) -> Iterator[tuple[tuple[str, ...], _Name]]:
        """Everything with a name, and how it is written."""
        for code, state in self._pack.states.items():
            yield (state.name, state.name_es), _Name(state.name, code, "state")
        towns = {(town.name, town.state): town for town in self._pack.towns}
        points = dict(self._pack.zip_points())
        for (name, code), zips in self._pack.place_zips.items():
            town = towns.get((name, code))
            middle = _middle([points[one] for one in zips])
            if town is None or town.kind != "place":
                yield (name,), _Name(name, code, "place", *middle, 0, tuple(zips))
            else:
                yield (name, *town.others), _Name(
                    name, code, "place", *middle, town.population,
                    (*zips, *town.zips), town.seats,
                )  # fmt: skip
        for town in towns.values():
            if town.kind != "place":
                yield (town.name, *town.others), _Name(
                    town.name, town.state, town.kind, town.lat, town.lng, town.population,
                    town.zips, town.seats,
                )  # fmt: skip

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._by_key)

    @cached_property
    def _seats(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {
            (town.name, town.state): tuple(HOUSE + seat for seat in town.seats)
            for town in self._pack.towns
            if town.seats
        }

    @cached_property
    def _state_codes(self) -> dict[str, str]:
        """State codes by every name, code and abbreviation that a person may add to a place."""
        codes = {name_key(name): code for name, code in self._pack.state_names.items()}
        for code, state in self._pack.states.items():
            codes |= {name_key(name): code for name in (code, state.name, state.name_es)}
        return codes

    @cached_property
    def _foreign_keys(self) -> dict[str, str]:
        return {name_key(name): name for name in self._pack.foreign_names}

    @cached_property
    def _no_seat_keys(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for run in self._pack.zip_ranges:
            if run.kind == "no-seat":
                short = run.name.removeprefix("the ")
                names |= {name_key(name): run.name for name in (run.code, run.name, short)}
        return names | {"micronesia": names["fm"]}

    def state(self, text: str) -> State | None:
        """The state with this code, name or abbreviation, in English or Spanish."""
        code = self._state_codes.get(name_key(text))
        return self._pack.states[code] if code is not None else None

    def seats_beside(self, place: Place) -> tuple[str, ...]:
        """Seats that may represent a place besides those of its ZIPs."""
        return self._seats.get((place.name, place.state), ())

    def named(self, text: str, state: str | None = None) -> list[Place]:
        """Places of this name, states among them, the larger first; in one state if named.

        In one state, what is written the same comes before what differs in its spaces.
        """
        whole = name_key(text)
        for key, shortened in _readings(whole):
            found = [
                name
                for name in self._by_key.get(key.replace(" ", ""), ())
                if state in (None, name.state) and not (shortened and name.kind == "state")
            ]
            if state is not None:
                found = [name for name in found if name_key(name.label) == key] or found
            if found:
                return [name.place for name in found]
        return []

    def starting(self, text: str) -> Iterator[Place]:
        """Places whose name begins with the text, best known first."""
        key = place_key(text)
        keys = self._sorted_keys
        names: list[_Name] = []
        for at in range(bisect_left(keys, key), len(keys)):
            if not keys[at].startswith(key):
                break
            names += self._by_key[keys[at]]
        found = sorted(dict.fromkeys(names), key=lambda name: name.renown)
        return (name.place for name in found)

    def written(self) -> dict[Place, tuple[tuple[str, int], ...]]:
        """How each place that is no state is written, and its rank among those that sound alike."""
        return {
            name.place: tuple(
                (word, self._by_key[place_key(word)].index(name)) for word in dict.fromkeys(words)
            )
            for words, name in self._written
            if name.kind != "state"
        }

    def find(self, text: str) -> list[Place]:
        """Places that a text names, with or without a state after it."""
        found, state = self.named(text), self.state(text)
        key = name_key(text)
        same = any(name_key(place.name) == key for place in found)
        if not same and (places := self._in_splits(text)):  # "Leon, IA" is not Leonia
            return places
        if state and not any(place.kind == "state" for place in found):
            return [_state_place(state), *found]
        return found

    def splits(self, text: str) -> Iterator[tuple[str, State]]:
        """Ways to read the end of a text as a state, the longest first, after the words before."""
        starts = [word.start() for word in _WORD.finditer(text)]
        for start in starts[-_LONGEST_STATE:]:
            if start > starts[0] and (state := self.state(text[start:])):
                yield text[:start].strip(_EDGES), state

    def state_at_end(self, text: str) -> State | None:
        """The state that a text is, or ends in; nothing for the end of a street: "12 Oak Ct"."""
        if state := self.state(text):
            return state
        for head, state in self.splits(text):
            street = _STREET.match(text) and "," not in text
            if not street or (state.code != "CT" and not _is_number(head)):
                return state
        return None

    def in_address(self, text: str) -> list[Place]:
        """Places that a text names behind a street address or a comma."""
        return self._behind_commas(text) or self._behind_street(text)

    def like(self, text: str) -> list[Place]:
        """Places that may be meant by a text that names none: it says more than their name."""
        for start in [word.start() for word in _WORD.finditer(text)][1:]:
            if found := self._in_splits(text[start:]):
                return found
        head, state = next(self.splits(text), (text, None))
        if found := self._without_ending(head, state):
            return found
        _, comma, last = text.rpartition(",")
        return self.named(head) or (self.named(last) if comma else [])

    def _without_ending(self, head: str, state: State | None) -> list[Place]:
        """A place by a name that its kind was put behind: "Cherry Hill Township"."""
        key = name_key(head)
        shorter = (key.removesuffix(ending) for ending in ENDINGS if key.endswith(ending))
        found = (self.named(each, state.code if state else None) for each in shorter)
        return next(filter(None, map(_without_states, found)), [])

    def _behind_commas(self, text: str) -> list[Place]:
        """What is named after a comma; or before it, as in "Brooklyn, New York, NY"."""
        parts = [part for part in map(str.strip, text.split(",")) if part]
        for start in range(1, len(parts)):
            tail = ", ".join(parts[start:])
            for head, state in self.splits(tail):
                if found := _without_states(self.named(head, state.code)):
                    return self._first_of(parts[:start], state) or found
        return self.named(parts[-1]) if len(parts) > 1 and _STREET.match(text) else []

    def _first_of(self, parts: list[str], state: State) -> list[Place]:
        named = (self.named(part, state.code) for part in parts if not _STREET.match(part))
        return next(filter(None, map(_without_states, named)), [])

    def _behind_street(self, text: str) -> list[Place]:
        if not _STREET.match(text):
            return []
        for before, word in pairwise(_WORD.finditer(text)):
            ended = STREET_END.fullmatch(before[0])
            if ended and (found := self._in_splits(text[word.start() :])):
                return found
        return []

    def _in_splits(self, text: str) -> list[Place]:
        for head, state in self.splits(text):
            if places := _without_states(self.named(head, state.code)):
                return places
        return []

    def is_foreign(self, text: str) -> bool:
        """Whether the whole text is a country, or a province of Canada."""
        return name_key(text) in self._foreign_keys

    def foreign(self, text: str) -> str | None:
        """The country or province that a text ends in, as the table writes it."""
        return _at_end(text, self._foreign_keys)

    def no_seat(self, text: str) -> str | None:
        """The place without a seat in Congress that a text ends in, if it does."""
        return _at_end(text, self._no_seat_keys)


def _readings(key: str) -> Iterator[tuple[str, bool]]:
    """Ways to read a name, and whether it was made shorter: then it is no state's."""
    yield key, False
    if key.startswith(_COUNTY_OF):
        yield f"{key.removeprefix(_COUNTY_OF)} county", True
    for aside in ASIDES:
        if key.startswith(aside):
            key = key.removeprefix(aside)
            yield key, False
            break
    if key.startswith(_ARTICLE):
        yield key.removeprefix(_ARTICLE), False
    else:
        yield _ARTICLE + key, True


def _is_number(head: str) -> bool:
    """Whether words before a street's name are a house's number, perhaps with a direction."""
    words = _WORD.findall(head)
    return all(_DIGIT.search(word) or len(word) == 1 for word in words)


def _at_end(text: str, names: Mapping[str, str]) -> str | None:
    """What the longest end of a text that is a key names, or None."""
    words = name_key(text).split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((names[tail] for tail in tails if tail in names), None)


def _without_states(places: list[Place]) -> list[Place]:
    return [place for place in places if place.kind != "state"]


def _state_place(state: State) -> Place:
    return Place(state.name, state.code, None, None, (), "state")
