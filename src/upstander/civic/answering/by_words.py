"""Looking up a ZIP, and places by name or in an address."""

import re
from collections.abc import Iterable, Sequence

from upstander.civic.answering.assembling import LEGISLATIVE, Answer
from upstander.civic.answering.gazetteer import Gazetteer
from upstander.civic.reading.pack import Pack
from upstander.civic.reading.text import AskedZip, leading_zip, name_key
from upstander.civic.types import (
    DivisionKind,
    Located,
    NoticeCode,
    Outcome,
    Place,
    State,
    ZipCode,
    ZipRange,
)

VOTING_FROM_ABROAD = "https://www.fvap.gov/"
_MILITARY_PLACE = re.compile(r"(apo|fpo|dpo)( .*)?")


class Finder:
    """Finishes answers from the tables of ZIPs and of places."""

    def __init__(self, pack: Pack, gazetteer: Gazetteer) -> None:
        """Take the tables, and the index of names over them."""
        self._pack = pack
        self._gazetteer = gazetteer

    # ZIPs

    def by_zip(self, answer: Answer, asked: AskedZip) -> Located:
        """Who represents a ZIP."""
        code = asked.code
        if asked.reduced:
            answer.say(NoticeCode.ADDRESS_REDUCED, used=code)
        if asked.plus_four:
            answer.say(NoticeCode.ZIP_PLUS_FOUR, zip=code)
        if row := self._pack.zip(code):
            return self._zip_row(answer, row)
        for run in self._pack.zip_ranges:
            if run.first <= code <= run.last:
                return self._zip_run(answer, run)
        answer.say(NoticeCode.UNKNOWN_ZIP, zip=code)
        return answer.nobody(Outcome.UNKNOWN)

    def _zip_row(self, answer: Answer, row: ZipCode) -> Located:
        answer.sources = self._pack.sources_of("zips.tsv")
        if row.place is not None:
            answer.places = (Place(row.place, row.state, row.lat, row.lng, (row.code,), "zip"),)
        if row.kind == "point":
            answer.say(NoticeCode.APPROXIMATE_ZIP, zip=row.code)
        elif len(row.seats) > 1 and "cd" in answer.kinds:
            answer.say(NoticeCode.SPLIT_ZIP, zip=row.code, count=len(row.seats))
        return self._rows(answer, [row])

    def _rows(self, answer: Answer, rows: Sequence[ZipCode]) -> Located:
        """Finish with the districts of ZIPs: a place's, or only one."""
        districts = {
            *(self._pack.house_division(seat) for row in rows for seat in row.seats),
            *(division for row in rows for division in (*row.sldu, *row.sldl)),
        }
        floterials = districts & self._pack.floterials if "sldl" in answer.kinds else set()
        answer.say_floterials(floterials)
        untold = self._untold(answer, rows)
        return answer.represented(
            districts - floterials,
            certain=any(row.kind == "area" for row in rows),
            possible=floterials | untold,
            by_name=self._mayors_places(answer),
            shares=rows[0].land_shares if len(rows) == 1 else None,
        )

    def _mayors_places(self, answer: Answer) -> list[str]:
        """Places with a mayor that have the name of the post office, which is all we know."""
        if "place" not in answer.kinds:
            return []
        found = [
            division
            for place in answer.places
            if (division := self._pack.mayors_place(place.name, place.state))
        ]
        for place in answer.places[: len(found)]:
            answer.say(NoticeCode.MAYOR_BY_NAME, name=place.name)
        return found

    def _untold(self, answer: Answer, rows: Sequence[ZipCode]) -> set[str]:
        """Every legislative district of the states where no ZIP has one in the table.

        It says so: any of them may be meant.
        """
        told = {kind for kind in LEGISLATIVE if any(getattr(row, kind) for row in rows)}
        untold = {
            state: districts
            for state in sorted({row.state for row in rows})
            if (
                districts := [
                    division
                    for kind in LEGISLATIVE
                    if kind in answer.kinds and kind not in told
                    for division in self._pack.division_ids(state, kind)
                ]
            )
        }
        if untold:
            names = ", ".join(self._pack.states[state].name for state in untold)
            answer.say(NoticeCode.NOT_BY_ZIP, states=names)
        return {division for districts in untold.values() for division in districts}

    def _zip_run(self, answer: Answer, run: ZipRange) -> Located:
        answer.sources = ("zip-ranges",)
        if run.kind == "military":
            return self._military(answer)
        if run.kind == "no-seat":
            answer.say(NoticeCode.NO_SEAT, name=run.name)
            return answer.nobody(Outcome.NO_SEAT)
        return answer.represented(self._districts(run.code))

    def leading_zip(self, answer: Answer, words: str) -> Located | None:
        """The answer for "50309 Des Moines", or None if the number is not that place's ZIP."""
        found = leading_zip(words)
        row = self._pack.zip(found[0]) if found else None
        if not found or not row:
            return None
        names = [row.state, self._pack.states[row.state].name]
        if row.place is not None:
            names += [row.place, *(f"{row.place} {name}" for name in names)]
        if name_key(found[1]) not in map(name_key, names):
            return None
        return self.by_zip(answer, AskedZip(row.code, reduced=True))

    # Places

    def by_place(self, answer: Answer, words: str) -> Located:
        """Who represents a place by its name, or by the end of an address."""
        readings = (
            self._known_place,
            self._military_place,
            self._no_seat_place,
            self._territory_place,
            self._foreign_place,
            self._place_in_address,
        )
        found = (reading(answer, words) for reading in readings)
        return next(filter(None, found), None) or self._unknown_place(answer, words)

    def _known_place(self, answer: Answer, words: str) -> Located | None:
        found = self._gazetteer.find(words)
        if found and self._gazetteer.is_foreign(words):
            answer.places = tuple(found)
            answer.say(NoticeCode.ALSO_FOREIGN, name=found[0].name)
            return answer.nobody(Outcome.AMBIGUOUS_PLACE)
        return self._places(answer, found) if found else None

    def _military_place(self, answer: Answer, words: str) -> Located | None:
        return self._military(answer) if _MILITARY_PLACE.fullmatch(name_key(words)) else None

    def _no_seat_place(self, answer: Answer, words: str) -> Located | None:
        country = self._gazetteer.no_seat(words)
        if country is None:
            return None
        answer.say(NoticeCode.NO_SEAT, name=country)
        return answer.nobody(Outcome.NO_SEAT)

    def _territory_place(self, answer: Answer, words: str) -> Located | None:
        """A place in a territory: no table lists them, and each territory has one seat."""
        states = (state for _, state in self._gazetteer.splits(words))
        territory = next((state for state in states if state.kind == "territory"), None)
        if territory is None:
            return None
        answer.say(NoticeCode.PLACE_NOT_CHECKED, state=territory.name)
        return self._whole_state(answer, territory)

    def _foreign_place(self, answer: Answer, words: str) -> Located | None:
        country = self._gazetteer.foreign(words)
        if country is None:
            return None
        answer.say(NoticeCode.FOREIGN, name=country)
        return answer.nobody(Outcome.FOREIGN)

    def _place_in_address(self, answer: Answer, words: str) -> Located | None:
        found = self._gazetteer.inside(words)
        if not found:
            return None
        used = found[0].name
        if len(found) == 1:
            used = f"{used}, {self._pack.states[found[0].state].name}"
        answer.say(NoticeCode.ADDRESS_REDUCED, used=used)
        return self._places(answer, found)

    def _unknown_place(self, answer: Answer, words: str) -> Located:
        head, state = next(self._gazetteer.splits(words), (words, None))
        if state is None:
            answer.say(NoticeCode.UNKNOWN_PLACE, name=words)
        else:
            answer.say(NoticeCode.UNKNOWN_PLACE_IN_STATE, name=head, state=state.name)
            answer.places = tuple(self._gazetteer.named(head))
        return answer.nobody(Outcome.UNKNOWN)

    def _places(self, answer: Answer, found: list[Place]) -> Located:
        answer.places = tuple(found)
        if len(found) > 1:
            answer.say(NoticeCode.AMBIGUOUS_PLACE, name=found[0].name, count=len(found))
            return answer.nobody(Outcome.AMBIGUOUS_PLACE)
        place = found[0]
        if place.kind == "state":
            return self._whole_state(answer, self._pack.states[place.state])
        answer.sources = self._pack.sources_of("zips.tsv")
        answer.say(NoticeCode.PLACE_BY_ZIPS, name=place.name)
        rows = [row for code in place.zips if (row := self._pack.zip(code))]
        rows = [row for row in rows if row.kind == "area"] or rows
        seats = {seat for row in rows for seat in row.seats}
        if len(seats) > 1 and "cd" in answer.kinds:
            answer.say(NoticeCode.SPLIT_PLACE, name=place.name, count=len(seats))
        return self._rows(answer, rows)

    def _whole_state(self, answer: Answer, state: State) -> Located:
        answer.places = (Place(state.name, state.code, None, None, (), "state"),)
        districts = self._pack.division_ids(state.code, "cd")
        if len(districts) > 1 and "cd" in answer.kinds:
            answer.say(NoticeCode.SPLIT_STATE, name=state.name, count=len(districts))
        return answer.represented(self._districts(state.code))

    def _districts(self, state: str) -> Iterable[str]:
        """Every district of Congress and of the legislature in a state."""
        kinds: tuple[DivisionKind, ...] = ("cd", *LEGISLATIVE)
        return (division for kind in kinds for division in self._pack.division_ids(state, kind))

    def _military(self, answer: Answer) -> Located:
        answer.say(NoticeCode.MILITARY, url=VOTING_FROM_ABROAD)
        return answer.nobody(Outcome.MILITARY)
