"""Looking up places by name, or in an address."""

import re
from collections.abc import Mapping

from upstander.civic.answering.by_zip import ZipFinder, districts_of, military
from upstander.civic.answering.finding import Finding, Kinds
from upstander.civic.answering.gazetteer import Gazetteer
from upstander.civic.answering.notices import notice
from upstander.civic.reading.pack import Pack
from upstander.civic.reading.text import AskedZip, leading_zip, name_key, place_key
from upstander.civic.types import NoticeCode, Outcome, Place, PlaceKind, State

_BY_ZIPS: Mapping[PlaceKind, NoticeCode] = {
    "place": NoticeCode.PLACE_BY_ZIPS,
    "city": NoticeCode.CITY_BY_ZIPS,
    "county": NoticeCode.COUNTY_BY_ZIPS,
}
_MILITARY_PLACE = re.compile(r"(apo|fpo|dpo)( .*)?")


class PlaceFinder:
    """Finds the districts of what words name."""

    def __init__(self, pack: Pack, gazetteer: Gazetteer, zips: ZipFinder) -> None:
        """Take the tables, the index of names over them, and what finds a place's ZIPs."""
        self._pack = pack
        self._gazetteer = gazetteer
        self._zips = zips

    def find(self, words: str, kinds: Kinds) -> Finding:
        """The districts of a place by its name, or by the end of an address."""
        readings = (
            self._known_place,
            self._military_place,
            self._no_seat_place,
            self._territory_place,
            self._foreign_place,
            self._place_in_address,
        )
        found = (reading(words, kinds) for reading in readings)
        return next(filter(None, found), None) or self._unknown_place(words)

    def with_zip(self, words: str, kinds: Kinds) -> Finding | None:
        """The finding for "50309 Des Moines", or None if the number is not that place's ZIP."""
        found = leading_zip(words)
        row = self._pack.zip(found[0]) if found else None
        if not found or not row:
            return None
        code, rest = found
        names = [row.state, self._pack.states[row.state].name]
        if row.place is not None:
            names += [row.place, *(f"{row.place} {name}" for name in names)]
        known = place_key(rest) in map(place_key, names)
        if not known:
            named = self._gazetteer.find(rest)
            if not named:
                return None
            if elsewhere := self.elsewhere(AskedZip(code, reduced=True, before=rest)):
                return elsewhere
            if row.state not in [place.state for place in named]:
                return None
        return self._zips.find(AskedZip(code, reduced=True), kinds)

    def elsewhere(self, asked: AskedZip) -> Finding | None:
        """Asks which is right where a ZIP is not in the state that was typed before it."""
        state = self._gazetteer.state_at_end(asked.before)
        home = self._home(asked.code)
        if state is None or home is None:
            return None
        states, place = home
        if state.code in states or (place and place_key(asked.before).endswith(place_key(place))):
            return None
        named = self._gazetteer.find(asked.before)
        if any(place.state != state.code for place in named) or not named:
            named = [_state_place(state)]
        by_zip = Place(asked.code, states[0], None, None, (asked.code,), "zip")
        said = notice(NoticeCode.ZIP_ELSEWHERE, zip=asked.code, state=state.name)
        return Finding(Outcome.AMBIGUOUS_PLACE, places=(by_zip, *named), notices=(said,))

    def _home(self, code: str) -> tuple[list[str], str | None] | None:
        """The states that a ZIP is in, its post office's first, and the post office's name."""
        if row := self._pack.zip(code):
            touched = (seat.split("-")[2].upper() for seat in row.seats)
            return list(dict.fromkeys((row.state, *touched))), row.place
        for run in self._pack.zip_ranges:
            if run.first <= code <= run.last and run.kind == "territory":
                return [run.code], None
        return None

    def _known_place(self, words: str, kinds: Kinds) -> Finding | None:
        found = self._gazetteer.find(words)
        if found and self._gazetteer.is_foreign(words):
            said = notice(NoticeCode.ALSO_FOREIGN, name=found[0].name)
            return Finding(Outcome.AMBIGUOUS_PLACE, places=tuple(found), notices=(said,))
        return self._places(found, words, kinds) if found else None

    def _military_place(self, words: str, _kinds: Kinds) -> Finding | None:
        return military() if _MILITARY_PLACE.fullmatch(name_key(words)) else None

    def _no_seat_place(self, words: str, _kinds: Kinds) -> Finding | None:
        country = self._gazetteer.no_seat(words)
        if country is None:
            return None
        return Finding(Outcome.NO_SEAT, notices=(notice(NoticeCode.NO_SEAT, name=country),))

    def _territory_place(self, words: str, kinds: Kinds) -> Finding | None:
        """A place in a territory: no table lists them, and each territory has one seat."""
        states = (state for _, state in self._gazetteer.splits(words))
        territory = next((state for state in states if state.kind == "territory"), None)
        if territory is None:
            return None
        said = notice(NoticeCode.PLACE_NOT_CHECKED, state=territory.name)
        return self._whole_state(_state_place(territory), kinds).after(said)

    def _foreign_place(self, words: str, _kinds: Kinds) -> Finding | None:
        country = self._gazetteer.foreign(words)
        if country is None:
            return None
        return Finding(Outcome.FOREIGN, notices=(notice(NoticeCode.FOREIGN, name=country),))

    def _place_in_address(self, words: str, kinds: Kinds) -> Finding | None:
        found = self._gazetteer.in_address(words)
        if not found:
            return None
        used = found[0].name
        if len(found) == 1:
            used = f"{used}, {self._pack.states[found[0].state].name}"
        said = notice(NoticeCode.ADDRESS_REDUCED, used=used)
        return self._places(found, used, kinds).after(said)

    def _unknown_place(self, words: str) -> Finding:
        head, state = next(self._gazetteer.splits(words), (words, None))
        like = tuple(self._gazetteer.like(words))
        if state is None:
            said = notice(NoticeCode.UNKNOWN_PLACE, name=words)
        else:
            said = notice(NoticeCode.UNKNOWN_PLACE_IN_STATE, name=head, state=state.name)
        return Finding(Outcome.UNKNOWN, places=like, notices=(said,))

    def _places(self, found: list[Place], words: str, kinds: Kinds) -> Finding:
        place = found[0]
        if len(found) > 1:
            one = all(place_key(other.name) == place_key(place.name) for other in found)
            name = place.name if one else words
            said = notice(NoticeCode.AMBIGUOUS_PLACE, name=name, count=len(found))
            return Finding(Outcome.AMBIGUOUS_PLACE, places=tuple(found), notices=(said,))
        if place.kind == "state":
            return self._whole_state(place, kinds)
        rows = [row for code in place.zips if (row := self._pack.zip(code))]
        if not rows:  # in a territory, whose ZIPs are answered by rule
            return self._whole_state(place, kinds)
        rows = [row for row in rows if row.kind == "area"] or rows
        beside = self._gazetteer.seats_beside(place)
        notices = [notice(_BY_ZIPS[place.kind], name=place.name)]
        seats = {*beside, *self._zips.seats(rows, kinds)}
        if len(seats) > 1 and "cd" in kinds:
            notices.append(notice(NoticeCode.SPLIT_PLACE, name=place.name, count=len(seats)))
        return self._zips.of_rows(rows, (place,), kinds, beside=beside).after(*notices)

    def _whole_state(self, place: Place, kinds: Kinds) -> Finding:
        """The districts of a state, or of a place in a territory."""
        state = self._pack.states[place.state]
        districts = self._pack.division_ids(state.code, "cd")
        split = len(districts) > 1 and "cd" in kinds
        finding = Finding(districts=districts_of(self._pack, state.code), places=(place,))
        if not split:
            return finding
        return finding.after(notice(NoticeCode.SPLIT_STATE, name=state.name, count=len(districts)))


def _state_place(state: State) -> Place:
    return Place(state.name, state.code, None, None, (), "state")
