"""Putting one answer together: what is certain, what is possible, and what to say about it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from upstander.civic.answering.notices import notice
from upstander.civic.reading.pack import COUNTRY, FEDERAL, Pack, state_code
from upstander.civic.reading.text import Refused
from upstander.civic.types import (
    KINDS,
    Alternative,
    Division,
    DivisionKind,
    Level,
    Located,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    State,
)

LEGISLATIVE: tuple[DivisionKind, ...] = ("sldu", "sldl")
CHAMBERS: Mapping[DivisionKind, str] = {"sldu": "state senate", "sldl": "state house"}
DISTRICTS: Mapping[DivisionKind, str] = {
    "cd": "districts of Congress",
    "sldu": "state senate districts",
    "sldl": "state house districts",
    "county": "counties",
    "place": "places",
}
_KINDS_OF_LEVEL: Mapping[Level, tuple[DivisionKind, ...]] = {
    "federal": ("cd",),
    "state": LEGISLATIVE,
    "local": ("county", "place"),
}
_PIECES = re.compile(r"\d+|\D+")


class Answer:
    """An answer in the making. Set ``places`` and ``sources``, ``say`` things, then finish it."""

    def __init__(self, pack: Pack, query: str, on: date, levels: Collection[Level]) -> None:
        """Begin the answer to a query, for a day, with offices of these levels."""
        self._pack = pack
        self._query = query
        self._on = on
        self.levels = levels
        shown = {kind for level in levels for kind in _KINDS_OF_LEVEL[level]}
        self.kinds = [kind for kind in KINDS if kind in shown or kind in ("country", "state")]
        self._notices: list[Notice] = []
        self.places: tuple[Place, ...] = ()
        self.sources: tuple[str, ...] = ()

    def say(self, code: NoticeCode, **params: str | int | date) -> None:
        """Add a notice."""
        self._notices.append(notice(code, **params))

    def say_floterials(self, districts: Iterable[str]) -> None:
        """Name the districts that lie over others and may represent the place as well."""
        names = [self._pack.needed_division(one).name for one in sorted(districts, key=_order)]
        if names:
            self.say(NoticeCode.FLOTERIAL, names="; ".join(names))

    def refused(self, asked: Refused) -> Located:
        """Finish: the text could not be read, for the reason given."""
        self.say(asked.code, **asked.params)
        return self.nobody(asked.outcome)

    def nobody(self, outcome: Outcome) -> Located:
        """Finish without offices."""
        return self._located(outcome, (), (), ())

    def represented(
        self,
        division_ids: Iterable[str],
        *,
        certain: bool = True,
        possible: Collection[str] = (),
        by_name: Collection[str] = (),
        shares: Mapping[str, float] | None = None,
    ) -> Located:
        """Finish with districts, the states they lie in, and everyone who holds office there.

        Of each kind the only one is certain, unless ``certain`` is false or there are several
        states: then only the country is. Those added as ``possible``, and as places ``by_name``,
        never are; the latter alone do not split the answer. ``shares`` are parts of a ZIP's land,
        by id.
        """
        found = self._by_kind({*division_ids, *possible, *by_name})
        open_ids = {*possible, *by_name}
        settled = certain and len(found["state"]) == 1
        divisions: list[Division] = []
        alternatives: list[Alternative] = []
        for kind in self.kinds:
            sure = [one for one in found[kind] if one.id not in open_ids and self._in_force(one)]
            if kind != "country" and not (settled and len(sure) == 1):
                sure = []
            divisions += sure
            if others := tuple(one for one in found[kind] if one not in sure):
                parts = tuple((shares or {}).get(one.id) for one in others)
                alternatives.append(Alternative(kind, others, parts))
        offices = self._offices(found)
        self._notices += self._standing(found, divisions, offices)
        split = any(one.id not in by_name for layer in alternatives for one in layer.divisions)
        outcome = Outcome.SPLIT if split else Outcome.FOUND
        return self._located(
            outcome if certain else Outcome.APPROXIMATE, divisions, alternatives, offices
        )

    def _by_kind(self, division_ids: Iterable[str]) -> dict[DivisionKind, list[Division]]:
        """The divisions of each kind in order, with the states that they lie in."""
        found: dict[DivisionKind, list[Division]] = {kind: [] for kind in KINDS}
        for division_id in sorted(division_ids, key=_order):
            division = self._pack.needed_division(division_id)
            found[division.kind].append(division)
        codes = {one.state for divisions in found.values() for one in divisions if one.state}
        states = [self._pack.states[code].division_id for code in sorted(codes)]
        found["country"] = [COUNTRY]
        found["state"] = [self._pack.needed_division(state) for state in states]
        return found

    def _in_force(self, division: Division) -> bool:
        """Whether the lines are known to be in force on the day."""
        return not (self._later(division) or self._earlier(division))

    def _later(self, division: Division) -> bool:
        """Whether the day comes after the last one on which the lines are known to be in force."""
        last = division.valid_through
        return last is not None and last < self._on and not _whole_state(division)

    def _earlier(self, division: Division) -> bool:
        """Whether the day comes before the first one on which the lines are known to be."""
        first = division.valid_from
        return first is not None and self._on < first and not _whole_state(division)

    def _offices(self, found: Mapping[DivisionKind, list[Division]]) -> list[Office]:
        """Offices of the divisions: federal ones first, and then each state's as its file goes."""
        shown = [division for kind in self.kinds for division in found[kind]]
        offices: list[Office] = []
        if "federal" in self.levels:
            shelf = self._pack.offices(FEDERAL)
            offices += (office for division in shown for office in shelf.of(division.id))
        if not {"state", "local"}.isdisjoint(self.levels):
            offices += (
                office
                for division in shown
                if division.state is not None
                for office in self._pack.offices(division.state.lower()).of(division.id)
                if office.level in self.levels
            )
        return offices

    def _standing(
        self,
        found: Mapping[DivisionKind, list[Division]],
        certain: Iterable[Division],
        offices: Iterable[Office],
    ) -> Iterator[Notice]:
        """Notices that go with the districts and offices themselves."""
        states = [self._pack.states[one.state] for one in found["state"] if one.state]
        if len(states) > 1:
            names = ", ".join(state.name for state in states)
            yield notice(NoticeCode.CROSSES_STATES, states=names)
        if "federal" in self.levels:
            yield from self._about_congress(states, found["cd"], offices)
        known = {division.kind for division in certain}
        chambers = [
            CHAMBERS[kind]
            for kind in LEGISLATIVE
            if kind in self.kinds and len(found[kind]) > 1 and kind not in known
        ]
        if chambers:
            yield notice(NoticeCode.SPLIT_LEGISLATURE, chambers=", ".join(chambers))
        for kind in self.kinds:
            if not all(map(self._in_force, found[kind])):
                yield from self._about_lines(kind, found[kind])
        for office in offices:
            if office.successors:
                yield from self._about_successors(office)

    def _about_congress(
        self, states: Iterable[State], districts: Iterable[Division], offices: Iterable[Office]
    ) -> Iterator[Notice]:
        """Who has no senators, and whose district the next ballot may be for."""
        house = [office for office in offices if office.chamber == "house"]
        titles = {office.state: office.title for office in house}
        for state in states:
            if not state.has_senators:
                yield notice(NoticeCode.NO_SENATORS, state=state.name, title=titles[state.code])
        if any(map(self._earlier, districts)):
            return
        redrawn = [seat for seat in house if seat.state in self._pack.redrawn]
        if until := _lines_end(redrawn):
            codes = {seat.state for seat in redrawn}
            names = ", ".join(state.name for state in states if state.code in codes)
            yield notice(NoticeCode.BALLOT_LINES_NEW, states=names, until=until)
        others = (seat for seat in house if seat.state not in self._pack.redrawn)
        if not any(map(self._later, districts)) and (until := _lines_end(others)):
            yield notice(NoticeCode.BALLOT_LINES_UNKNOWN, until=until)

    def _about_lines(self, kind: DivisionKind, divisions: Iterable[Division]) -> Iterator[Notice]:
        """On which days districts are known, where the day asked for is not one of them."""
        later = [one.valid_through for one in divisions if self._later(one)]
        earlier = [one.valid_from for one in divisions if self._earlier(one)]
        if last := max(filter(None, later), default=None):
            yield notice(NoticeCode.LINES_LATER, districts=DISTRICTS[kind], last=last, day=self._on)
        if first := min(filter(None, earlier), default=None):
            yield notice(
                NoticeCode.LINES_EARLIER, districts=DISTRICTS[kind], first=first, day=self._on
            )

    def _about_successors(self, office: Office) -> Iterator[Notice]:
        """Who else is known to take the office after the day."""
        holder = office.holder_on(self._on)
        for successor in office.successors:
            begins = successor.term_start
            again = holder is not None and holder.id == successor.id
            if begins is not None and self._on < begins and not again:
                yield notice(
                    NoticeCode.MEMBER_ELECT, name=successor.name, office=office.title, begins=begins
                )

    def _located(
        self,
        outcome: Outcome,
        divisions: Iterable[Division],
        alternatives: Iterable[Alternative],
        offices: Iterable[Office],
    ) -> Located:
        offices = tuple(offices)
        keys = dict.fromkeys((*(office.source for office in offices), *self.sources))
        return Located(
            query=self._query,
            on=self._on,
            outcome=outcome,
            divisions=tuple(divisions),
            alternatives=tuple(alternatives),
            places=self.places,
            offices=offices,
            as_of=min((office.as_of for office in offices), default=self._pack.as_of),
            sources=tuple(self._pack.sources[key] for key in keys),
            notices=tuple(self._notices),
        )


def _lines_end(seats: Iterable[Office]) -> date | None:
    """The last day of the terms for which the lines are right, where there are lines to move."""
    return max((seat.term_end for seat in seats if seat.district and seat.term_end), default=None)


def _whole_state(division: Division) -> bool:
    """Whether a district is a whole state, so that it has no lines to move."""
    return division.id.endswith("/cd:at-large")


def _order(division_id: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Sorts by state, and then "cd:3" before "cd:12" and "sldl:10a" before "sldl:10b"."""
    tail = division_id.rpartition("/")[2]
    pieces = tuple(
        (int(piece), "") if piece.isdigit() else (0, piece) for piece in _PIECES.findall(tail)
    )
    return state_code(division_id) or "", pieces
