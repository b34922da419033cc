"""``Civic``: one object that answers who represents a place."""

import math
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from upstander.civic.answer import Answer
from upstander.civic.gazetteer import Gazetteer
from upstander.civic.lines import UNIT
from upstander.civic.pack import PACKAGED, Pack
from upstander.civic.text import (
    AskedPlace,
    AskedPoint,
    AskedZip,
    Refused,
    clean,
    leading_zip,
    name_key,
    read,
)
from upstander.civic.types import (
    LINE_TOLERANCE_M,
    Located,
    NoticeCode,
    Office,
    Outcome,
    Place,
    SourceNote,
    State,
    UnknownOffice,
    UnknownState,
    VotingRules,
    ZipCode,
    ZipRange,
)

VOTING_FROM_ABROAD = "https://www.fvap.gov/"
_MILITARY_PLACE = re.compile(r"(apo|fpo|dpo)( .*)?")


class Civic:
    """The engine over one folder of tables. Opening is cheap; tables are read when needed."""

    def __init__(self, pack: Pack) -> None:
        """Use an opened pack; see ``open``."""
        self._pack = pack
        self._gazetteer = Gazetteer(pack)

    @classmethod
    def open(cls, folder: Path | str = PACKAGED) -> "Civic":
        """Open the tables that come with the package, or those of another folder.

        Raises ``PackError`` if they are missing, cut short or of another version.
        """
        return cls(Pack(Path(folder)))

    # What it knows

    @property
    def as_of(self) -> date:
        """The date of the list of office holders, which is what goes out of date first."""
        return self._pack.as_of

    @property
    def sources(self) -> tuple[SourceNote, ...]:
        """Every source, each with its own date."""
        return tuple(self._pack.sources.values())

    def source(self, key: str) -> SourceNote:
        """The source with this key. Raises ``KeyError`` if there is none."""
        return self._pack.sources[key]

    def states(self) -> tuple[State, ...]:
        """The 50 states, DC and the 5 territories, by English name."""
        return tuple(self._pack.states.values())

    def state(self, code: str) -> State:
        """The state with this two-letter code. Raises ``UnknownState`` if there is none."""
        try:
            return self._pack.states[code]
        except KeyError:
            raise UnknownState(code) from None

    def voting_rules(self, code: str) -> VotingRules:
        """How to register to vote in a state. Raises ``UnknownState`` if there is none."""
        try:
            return self._pack.voting_rules[code]
        except KeyError:
            raise UnknownState(code) from None

    def seats(self, state: str | None = None) -> tuple[Office, ...]:
        """Every seat in Congress, or those of one state: senators first, then by district.

        Raises ``UnknownState`` if the code is no state's.
        """
        if state is not None:
            self.state(state)
        return tuple(seat for seat in self._pack.offices.values() if state in (None, seat.state))

    def office(self, office_id: str) -> Office:
        """The seat with this id. Raises ``UnknownOffice`` if there is none."""
        try:
            return self._pack.offices[office_id]
        except KeyError:
            raise UnknownOffice(office_id) from None

    def places(self, starting: str = "", *, limit: int | None = None) -> tuple[Place, ...]:
        """Places whose name begins with a text, best known first: states, then post offices."""
        return tuple(islice(self._gazetteer.starting(starting), limit))

    def zip(self, code: str) -> ZipCode | None:
        """The table's row for a five-digit ZIP, or None where it has none; see ``by_zip``."""
        return self._pack.zip(code)

    def zips(self) -> Iterator[ZipCode]:
        """Every row of the ZIP table, in the order of the codes."""
        return self._pack.zips()

    def zip_ranges(self) -> tuple[ZipRange, ...]:
        """The runs of ZIPs that are answered by rule where the table has no row."""
        return self._pack.zip_ranges

    def foreign_names(self) -> tuple[str, ...]:
        """Names of other countries, and of Canada's provinces."""
        return self._pack.foreign_names

    # Looking up

    def lookup(self, text: str) -> Located:
        """Who represents what a person typed: a ZIP, a place, an address or "lat,lng".

        Never raises, whatever the text is.
        """
        asked = read(text := clean(text))
        answer = Answer(self._pack, text)
        match asked:
            case AskedZip():
                return self._zip(answer, asked)
            case AskedPoint(lat, lng):
                return self._point(answer, lat, lng)
            case AskedPlace(words):
                return self._leading_zip(answer, words) or self._place(answer, words)
            case Refused():
                return answer.refused(asked)

    def by_zip(self, text: str) -> Located:
        """Who represents a ZIP or ZIP+4. Anything else is malformed, foreign or empty."""
        asked = read(text := clean(text))
        answer = Answer(self._pack, text)
        if isinstance(asked, AskedZip) and not asked.reduced:
            return self._zip(answer, asked)
        if isinstance(asked, Refused):
            return answer.refused(asked)
        answer.say(NoticeCode.ZIP_LETTERS)
        return answer.nobody(Outcome.MALFORMED)

    def by_place(self, text: str) -> Located:
        """Who represents a place by its name, with or without a state after it."""
        asked = read(text := clean(text))
        answer = Answer(self._pack, text)
        if isinstance(asked, Refused):
            return answer.refused(asked)
        return self._place(answer, asked.text if isinstance(asked, AskedPlace) else text)

    def by_point(self, *, lat: float, lng: float) -> Located:
        """Who represents a point, in degrees (WGS 84). Within 300 m of a line, both sides may."""
        return self._point(Answer(self._pack, f"{lat},{lng}"), lat, lng)

    # ZIPs

    def _zip(self, answer: Answer, asked: AskedZip) -> Located:
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
        answer.sources = ("zip-districts", "geonames")
        if row.place is not None:
            answer.places = (Place(row.place, row.state, row.lat, row.lng, (row.code,), "zip"),)
        if row.kind == "point":
            answer.say(NoticeCode.APPROXIMATE_ZIP, zip=row.code)
        elif len(row.seats) > 1:
            answer.say(NoticeCode.SPLIT_ZIP, zip=row.code, count=len(row.seats))
        return answer.represented(row.seats, certain=row.kind == "area")

    def _zip_run(self, answer: Answer, run: ZipRange) -> Located:
        answer.sources = ("zip-ranges",)
        if run.kind == "military":
            return self._military(answer)
        if run.kind == "no-seat":
            answer.say(NoticeCode.NO_SEAT, name=run.name)
            return answer.nobody(Outcome.NO_SEAT)
        return answer.represented(self._house_seats(run.code))

    def _leading_zip(self, answer: Answer, words: str) -> Located | None:
        """The answer for "50309 Des Moines", or None if the number is not that place's ZIP."""
        found = leading_zip(words)
        row = self._pack.zip(found[0]) if found else None
        if not found or not row:
            return None
        names = [row.state, self.state(row.state).name]
        if row.place is not None:
            names += [row.place, *(f"{row.place} {name}" for name in names)]
        if name_key(found[1]) not in map(name_key, names):
            return None
        return self._zip(answer, AskedZip(row.code, reduced=True))

    # Places

    def _place(self, answer: Answer, words: str) -> Located:
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
            used = f"{used}, {self.state(found[0].state).name}"
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
            return self._whole_state(answer, self.state(place.state))
        answer.sources = ("zip-districts", "geonames")
        answer.say(NoticeCode.PLACE_BY_ZIPS, name=place.name)
        rows = [row for code in place.zips if (row := self._pack.zip(code))]
        areas = [row for row in rows if row.kind == "area"]
        seats = sorted({seat for row in areas or rows for seat in row.seats})
        if len(seats) > 1:
            answer.say(NoticeCode.SPLIT_PLACE, name=place.name, count=len(seats))
        return answer.represented(seats, certain=bool(areas))

    def _whole_state(self, answer: Answer, state: State) -> Located:
        seats = self._house_seats(state.code)
        answer.places = (Place(state.name, state.code, None, None, (), "state"),)
        if len(seats) > 1:
            answer.say(NoticeCode.SPLIT_STATE, name=state.name, count=len(seats))
        return answer.represented(seats)

    def _house_seats(self, state: str) -> tuple[str, ...]:
        return tuple(seat.id for seat in self.seats(state) if seat.chamber == "house")

    def _military(self, answer: Answer) -> Located:
        answer.say(NoticeCode.MILITARY, url=VOTING_FROM_ABROAD)
        return answer.nobody(Outcome.MILITARY)

    # Points

    def _point(self, answer: Answer, lat: float, lng: float) -> Located:
        if not _on_earth(lat, lng):
            if not self._hint_swapped(answer, lat, lng):
                answer.say(NoticeCode.COORDINATES_MALFORMED)
            return answer.nobody(Outcome.MALFORMED)
        inside, close = self._seats_at(lat, lng)
        if not inside and not close:
            if not self._hint_swapped(answer, lat, lng):
                answer.say(NoticeCode.UNKNOWN_POINT)
            return answer.nobody(Outcome.UNKNOWN)
        answer.sources = ("lines",)
        if not inside:
            answer.say(NoticeCode.APPROXIMATE_SHORE, metres=LINE_TOLERANCE_M)
        elif close - inside:
            answer.say(NoticeCode.NEAR_LINE, metres=LINE_TOLERANCE_M)
        return answer.represented(sorted(inside | close), certain=bool(inside))

    def _seats_at(self, lat: float, lng: float) -> tuple[set[str], set[str]]:
        """House seats whose outline holds a point, and those with a line close to it."""
        x, y = round(lng * UNIT), round(lat * UNIT)
        return self._pack.lines.at(x, y), self._pack.lines.near(x, y, LINE_TOLERANCE_M)

    def _hint_swapped(self, answer: Answer, lat: float, lng: float) -> bool:
        """Say so if the two numbers the other way round are a point that we know."""
        known = _on_earth(lng, lat) and any(self._seats_at(lng, lat))
        if known:
            answer.say(NoticeCode.COORDINATES_SWAPPED, lat=str(lng), lng=str(lat))
        return known


def _on_earth(lat: float, lng: float) -> bool:
    """Whether this is a point: finite, and within the range of degrees."""
    return math.isfinite(lat) and math.isfinite(lng) and abs(lat) <= 90 and abs(lng) <= 180
