"""Finding places by name: post-office names, states, and countries that are neither."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from upstander.civic.reading.pack import Pack
from upstander.civic.reading.text import name_key
from upstander.civic.types import Place, State

_Name = tuple[str, str, Literal["place", "state"]]  # as written, its state, what it names
_LONGEST_STATE = 8  # words: "islas virgenes de los estados unidos" and some to spare
_ASIDE = ("city of ", "town of ", "village of ", "state of ")


class Gazetteer:
    """An index of names over one pack. Keys are made by ``name_key``."""

    def __init__(self, pack: Pack) -> None:
        """Take the tables; the index is made when first asked."""
        self._pack = pack

    @cached_property
    def _by_key(self) -> dict[str, list[_Name]]:
        """Names by key, best known first: states, then post offices by their number of ZIPs."""
        index: dict[str, list[_Name]] = {}
        for code, state in self._pack.states.items():
            for key in {name_key(state.name), name_key(state.name_es)}:
                index.setdefault(key, []).append((state.name, code, "state"))
        for name, code in self._pack.place_zips:
            index.setdefault(name_key(name), []).append((name, code, "place"))
        return index

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._by_key)

    @cached_property
    def _state_codes(self) -> dict[str, str]:
        """State codes by every name and code that a person may add to a place."""
        codes = {"washington state": "WA", "virgin islands": "VI", "islas virgenes": "VI"}
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
        """The state with this code or name, in English or Spanish."""
        code = self._state_codes.get(name_key(text))
        return self._pack.states[code] if code is not None else None

    def named(self, text: str, state: str | None = None) -> list[Place]:
        """Places of this name, states among them, best known first; in one state if named."""
        key = name_key(text)
        for aside in _ASIDE:
            key = key.removeprefix(aside)
        found = self._by_key.get(key)
        if found is None:  # "New York City" is the post office of New York
            shorter = self._by_key.get(key.removesuffix(" city"), [])
            found = [name for name in shorter if name[2] == "place"]
        return [self._place(name) for name in found if state in (None, name[1])]

    def starting(self, text: str) -> Iterator[Place]:
        """Places whose name begins with the text, best known first."""
        key = name_key(text)
        keys = self._sorted_keys
        names: list[_Name] = []
        for at in range(bisect_left(keys, key), len(keys)):
            if not keys[at].startswith(key):
                break
            names += self._by_key[keys[at]]
        return map(self._place, sorted(dict.fromkeys(names), key=self._renown))

    def find(self, text: str) -> list[Place]:
        """Places that a text names, with or without a state after it."""
        if found := self.named(text):
            return found
        if state := self.state(text):
            return [self._place((state.name, state.code, "state"))]
        for head, state in self.splits(text):
            if places := _post_offices(self.named(head, state.code)):
                return places
        return []

    def splits(self, text: str) -> Iterator[tuple[str, State]]:
        """Ways to read the end of a text as a state, the longest first."""
        words = name_key(text).split()
        for size in range(min(_LONGEST_STATE, len(words) - 1), 0, -1):
            if state := self.state(" ".join(words[-size:])):
                yield " ".join(words[:-size]), state

    def inside(self, text: str) -> list[Place]:
        """Places that the end of a longer text names: an address, or words around a name."""
        words = name_key(text).split()
        for start in range(1, len(words) - 1):
            tail = " ".join(words[start:])
            for head, state in self.splits(tail):
                if places := _post_offices(self.named(head, state.code)):
                    return places
        _, comma, last = text.rpartition(",")
        return self.named(last) if comma else []

    def is_foreign(self, text: str) -> bool:
        """Whether the whole text is a country, or a province of Canada."""
        return name_key(text) in self._foreign_keys

    def foreign(self, text: str) -> str | None:
        """The country or province that a text ends in, as the table writes it."""
        return _at_end(text, self._foreign_keys)

    def no_seat(self, text: str) -> str | None:
        """The place without a seat in Congress that a text ends in, if it does."""
        return _at_end(text, self._no_seat_keys)

    def _place(self, name: _Name) -> Place:
        """A place at the middle of its ZIPs; single buildings count only if it has no others."""
        label, state, kind = name
        if kind == "state":
            return Place(label, state, None, None, (), "state")
        codes = self._pack.place_zips[label, state]
        rows = [row for code in codes if (row := self._pack.zip(code))]
        rows = [row for row in rows if row.kind == "area"] or rows
        lats = [row.lat for row in rows if row.lat is not None]
        lngs = [row.lng for row in rows if row.lng is not None]
        middle = (round(sum(lats) / len(lats), 4), round(sum(lngs) / len(lngs), 4))
        return Place(label, state, *middle, tuple(codes), "place")

    def _renown(self, name: _Name) -> tuple[bool, int, _Name]:
        return name[2] != "state", -len(self._pack.place_zips.get(name[:2], ())), name


def _at_end(text: str, names: Mapping[str, str]) -> str | None:
    """What the longest end of a text that is a key names, or None."""
    words = name_key(text).split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((names[tail] for tail in tails if tail in names), None)


def _post_offices(places: list[Place]) -> list[Place]:
    return [place for place in places if place.kind == "place"]
