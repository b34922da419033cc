"""Putting an answer together from what was found: the one place where ``Located`` is made."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from upstander.civic.answering.finding import LEGISLATIVE, Ahead, Finding, kinds_of, order
from upstander.civic.answering.notices import notice, notice_of_state
from upstander.civic.reading.pack import COUNTRY, FEDERAL, Pack, state_code
from upstander.civic.types import (
    KINDS,
    Alternative,
    Division,
    DivisionKind,
    Level,
    Located,
    NewLines,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    State,
)

CHAMBERS: Mapping[DivisionKind, str] = {"sldu": "state senate", "sldl": "state house"}
CHAMBERS_OF: Mapping[tuple[str | None, DivisionKind], str] = {
    ("DC", "sldu"): "council",
    ("NE", "sldu"): "legislature",
    ("PR", "sldu"): "Senate",
    ("PR", "sldl"): "House of Representatives",
}
"""What those are called that are another thing than the chambers of most states."""
DISTRICTS: Mapping[DivisionKind, str] = {
    "cd": "districts of Congress",
    "sldu": "state senate districts",
    "sldl": "state house districts",
    "county": "counties",
    "place": "places",
}

_OF_STATE = frozenset(
    {
        NoticeCode.FLOTERIAL, NoticeCode.MAYOR_BY_NAME, NoticeCode.MAYOR_OF_CITY,
        NoticeCode.NEAR_COUNTY_LINE, NoticeCode.NO_LINES, NoticeCode.NOT_BY_ZIP,
        NoticeCode.SPLIT_LEGISLATURE,
    }
)  # fmt: skip
"""What no answer about Congress alone has."""

ByKind = Mapping[DivisionKind, list[Division]]


class Assembler:
    """Makes answers for one day, with the offices of some levels, from what finders find."""

    def __init__(self, pack: Pack, on: date, levels: Collection[Level]) -> None:
        """Take the tables, the day and the levels."""
        self._pack = pack
        self._on = on
        self._levels = levels
        self.kinds = kinds_of(frozenset(levels), on)

    def located(self, query: str, finding: Finding) -> Located:
        """The answer to a query, with everyone who holds office in the districts found.

        They come with the states they lie in. Where there are several, only the country is
        certain.
        """
        outcome = finding.ended
        divisions: list[Division] = []
        alternatives: list[Alternative] = []
        offices: list[Office] = []
        standing: Iterable[Notice] = ()
        if outcome is None:
            found = self._by_kind(finding.districts | finding.possible | finding.by_name)
            moved = self._moved(found)
            divisions, alternatives = self._sorted_out(found, finding, moved)
            offices = self._offices(found)
            standing = self._standing(found, divisions, offices, moved, finding.ahead)
            outcome = _outcome(finding, alternatives)
        ahead = self._later_divisions(finding.ahead)
        lists = dict.fromkeys(office.source for office in offices)
        keys = dict.fromkeys((*lists, *finding.sources))
        return Located(
            query=query,
            on=self._on,
            outcome=outcome,
            divisions=tuple(divisions),
            alternatives=tuple(alternatives),
            places=finding.places,
            offices=tuple(offices),
            as_of=min((self._pack.sources[key].as_of for key in lists), default=self._pack.as_of),
            sources=tuple(self._pack.sources[key] for key in keys),
            notices=(*finding.notices, *standing),
            next_divisions=ahead,
            next_certain=bool(ahead) and finding.ahead is not None and finding.ahead.certain,
        )

    def _later_divisions(self, ahead: Ahead | None) -> tuple[Division, ...]:
        """The districts on lines of Congress that are not in force on the day yet."""
        lines = self._pack.new_lines
        if ahead is None or lines is None or lines.first <= self._on:
            return ()
        return tuple(self._pack.division_on(each, lines.first) for each in ahead.districts)

    def _sorted_out(
        self, found: ByKind, finding: Finding, moved: frozenset[str]
    ) -> tuple[list[Division], list[Alternative]]:
        """The divisions that are certain, and of each kind those that may apply."""
        settled = finding.certain and len(found["state"]) == 1
        divisions: list[Division] = []
        alternatives: list[Alternative] = []
        never = finding.possible | finding.by_name | moved
        for kind in self.kinds:
            others = found[kind]
            sure = [division for division in others if division.id not in never]
            known = settled and not any(division.id in moved for division in others)
            if kind == "country" or (known and len(sure) == 1):
                divisions += sure
                others = [division for division in others if division.id in never]
            if others:
                parts = tuple(finding.shares.get(division.id) for division in others)
                alternatives.append(Alternative(kind, tuple(others), parts))
        return divisions, alternatives

    def _by_kind(self, division_ids: Iterable[str]) -> dict[DivisionKind, list[Division]]:
        """The divisions of each kind in order, with the states that they lie in."""
        found: dict[DivisionKind, list[Division]] = {kind: [] for kind in KINDS}
        for division_id in sorted(division_ids, key=order):
            division = self._pack.division_on(division_id, self._on)
            found[division.kind].append(division)
        codes = {each.state for divisions in found.values() for each in divisions if each.state}
        states = [self._pack.states[code].division_id for code in sorted(codes)]
        found["country"] = [COUNTRY]
        found["state"] = [self._pack.needed_division(state) for state in states]
        return found

    def _moved(self, found: ByKind) -> frozenset[str]:
        """Ids of the divisions whose lines are not known to be in force on the day."""
        return frozenset(
            division.id
            for kind in self.kinds
            for division in found[kind]
            if not division.in_force(self._on) and not _whole_state(division)
        )

    def _later(self, division: Division) -> bool:
        """Whether the day comes after the last one on which the lines are known to be in force."""
        last = division.valid_through
        return last is not None and last < self._on and not _whole_state(division)

    def _earlier(self, division: Division) -> bool:
        """Whether the day comes before the first one on which the lines are known to be."""
        first = division.valid_from
        return first is not None and self._on < first and not _whole_state(division)

    def _offices(self, found: ByKind) -> list[Office]:
        """Offices of the divisions: federal ones first, and then each state's as its file goes."""
        shown = [division for kind in self.kinds for division in found[kind]]
        offices: list[Office] = []
        if "federal" in self._levels:
            shelf = self._pack.offices(FEDERAL)
            offices += (office for division in shown for office in shelf.of(division.id))
        if not {"state", "local"}.isdisjoint(self._levels):
            codes = [state.state for state in found["state"] if state.state]
            shelves = {code: self._pack.offices(code.lower()) for code in codes}
            offices += (
                office
                for division in shown
                if division.state is not None
                for office in shelves[division.state].of(division.id)
                if office.level in self._levels
            )
        return offices

    def _standing(
        self,
        found: ByKind,
        certain: Iterable[Division],
        offices: Iterable[Office],
        moved: frozenset[str],
        ahead: Ahead | None,
    ) -> Iterator[Notice]:
        """Notices that go with the districts and offices themselves."""
        states = [self._pack.states[each.state] for each in found["state"] if each.state]
        if len(states) > 1:
            names = ", ".join(state.name for state in states)
            yield notice_of_state(NoticeCode.CROSSES_STATES, states=names)
        if "federal" in self._levels:
            yield from self._about_congress(states, offices)
            if not any(map(self._earlier, found["cd"])):
                yield from self._about_new_lines(states, ahead)
        known = {division.kind for division in certain}
        chambers = [
            CHAMBERS_OF.get((division.state, kind), CHAMBERS[kind])
            for kind in LEGISLATIVE
            if kind in self.kinds and len(found[kind]) > 1 and kind not in known
            for division in found[kind]
        ]
        if chambers:
            named = ", ".join(dict.fromkeys(chambers))
            yield notice_of_state(NoticeCode.SPLIT_LEGISLATURE, chambers=named)
        if moved:
            for kind in self.kinds:
                yield from self._about_lines(kind, found[kind])
        for office in offices:
            if office.successors:
                yield from self._about_successors(office)

    def _about_congress(
        self, states: Iterable[State], offices: Iterable[Office]
    ) -> Iterator[Notice]:
        """Who has no senators."""
        titles = {office.state: office.title for office in offices if office.chamber == "house"}
        for state in states:
            if not state.has_senators:
                yield notice_of_state(
                    NoticeCode.NO_SENATORS, state=state.name, title=titles[state.code]
                )

    def _about_new_lines(self, states: Iterable[State], ahead: Ahead | None) -> Iterator[Notice]:
        """Which states elected the House on other lines, when those count, and who is where."""
        lines = self._pack.new_lines
        if lines is None:
            return
        for state in states:
            if state.code not in lines.states:
                continue
            known = ahead.districts if ahead else ()
            there = [each for each in known if state_code(each) == state.code]
            if self._on < lines.first:
                code = _said_of(lines.ballot, self._on)
                yield notice_of_state(
                    code, state=state.name, day=lines.ballot, begins=lines.first,
                    last=lines.last_before,
                )  # fmt: skip
            if ahead is not None and there:
                yield from self._about_place(state, there, ahead, lines)

    def _about_place(
        self, state: State, there: Sequence[str], ahead: Ahead, lines: NewLines
    ) -> Iterator[Notice]:
        """In which districts of a state a place is on the new lines, as far as that is known."""
        numbers = [each.rpartition(":")[2] for each in there]
        said: dict[str, str | date] = {"state": state.name, "begins": lines.first}
        likely = ahead.likely if ahead.likely in there else None
        known: dict[str, str | date] = {"district": numbers[0], "zip": ahead.zip}
        if lines.first <= self._on:
            if likely is None:
                yield notice(NoticeCode.NEW_LINES, **said)
            else:
                yield notice(NoticeCode.NEW_LIKELY, **said, **known)
        elif likely is not None and len(there) > 1:
            others = ", ".join(numbers[1:])
            yield notice(NoticeCode.NEXT_LIKELY_OR, **said, **known, districts=others)
        elif likely is not None:
            yield notice(NoticeCode.NEXT_LIKELY, **said, **known)
        elif ahead.certain:
            yield notice(NoticeCode.NEXT_DISTRICT, **said, district=numbers[0])
        else:
            yield notice(NoticeCode.NEXT_DISTRICTS, **said, districts=", ".join(numbers))

    def _about_lines(self, kind: DivisionKind, divisions: Iterable[Division]) -> Iterator[Notice]:
        """On which days districts are known, where the day asked for is not one of them."""
        later = [each.valid_through for each in divisions if self._later(each)]
        earlier = [each.valid_from for each in divisions if self._earlier(each)]
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
                yield notice_of_state(
                    NoticeCode.MEMBER_ELECT, name=successor.name, office=office.title, begins=begins
                )


def congress_first(located: Located) -> Located:
    """An answer for every level as one about Congress: how it ended, and its notices first."""
    others = [each.kind for each in located.alternatives]
    ours = [each for each in located.notices if _is_of_congress(each, others)]
    outcome = located.outcome
    if outcome is Outcome.SPLIT and "cd" not in others and "state" not in others:
        outcome = Outcome.FOUND
    theirs = (each for each in located.notices if each not in ours)
    return replace(located, outcome=outcome, notices=(*ours, *theirs))


def _is_of_congress(said: Notice, others: Collection[DivisionKind]) -> bool:
    """Whether an answer about Congress alone has a notice, too."""
    match said.code:
        case NoticeCode.NEAR_LINE:
            return "cd" in others
        case NoticeCode.LINES_EARLIER | NoticeCode.LINES_LATER:
            return said.params["districts"] == DISTRICTS["cd"]
    return said.code not in _OF_STATE


def _outcome(finding: Finding, alternatives: Iterable[Alternative]) -> Outcome:
    """How a look-up that found districts ended."""
    if not finding.certain:
        return Outcome.APPROXIMATE
    split = any(
        division.id not in finding.by_name for layer in alternatives for division in layer.divisions
    )
    return Outcome.SPLIT if split else Outcome.FOUND


def _said_of(ballot: date, on: date) -> NoticeCode:
    """What is said of an election on new lines: before it, on its day, and after."""
    if on < ballot:
        return NoticeCode.LINES_TO_COME
    return NoticeCode.LINES_TODAY if on == ballot else NoticeCode.LINES_VOTED


def _whole_state(division: Division) -> bool:
    """Whether a district is a whole state, so that it has no lines to move."""
    return division.id.endswith("/cd:at-large")
