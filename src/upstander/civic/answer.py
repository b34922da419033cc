"""Putting one answer together: what is certain, what is possible, and what to say about it."""

from collections.abc import Iterable, Iterator

from upstander.civic.notices import notice
from upstander.civic.pack import Pack
from upstander.civic.text import Refused
from upstander.civic.types import (
    Alternative,
    Division,
    DivisionKind,
    Located,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    State,
)

COUNTRY = Division("ocd-division/country:us", "United States", "country")


class Answer:
    """An answer in the making. Set ``places`` and ``sources``, ``say`` things, then finish it."""

    def __init__(self, pack: Pack, query: str) -> None:
        """Begin the answer to a query."""
        self._pack = pack
        self._query = query
        self._notices: list[Notice] = []
        self.places: tuple[Place, ...] = ()
        self.sources: tuple[str, ...] = ()

    def say(self, code: NoticeCode, **params: str | int) -> None:
        """Add a notice."""
        self._notices.append(notice(code, **params))

    def refused(self, asked: Refused) -> Located:
        """Finish: the text could not be read, for the reason given."""
        self.say(asked.code, **asked.params)
        return self.nobody(asked.outcome)

    def nobody(self, outcome: Outcome) -> Located:
        """Finish without offices."""
        return self._located(outcome, (), (), ())

    def represented(self, house_seats: Iterable[str], *, certain: bool = True) -> Located:
        """Finish with House seats, one of which represents the place, and their senators.

        What all of them share is certain, unless ``certain`` is false: then only the country is.
        """
        house = sorted(
            (self._pack.offices[seat] for seat in house_seats),
            key=lambda seat: (seat.state, seat.district or 0),
        )
        codes = sorted({seat.state for seat in house})
        states = [self._pack.states[code] for code in codes]
        layers: tuple[tuple[DivisionKind, list[Division]], ...] = (
            ("state", [Division(state.division_id, state.name, "state") for state in states]),
            ("cd", [self._district(seat) for seat in house]),
        )
        divisions = [COUNTRY]
        alternatives = []
        for kind, found in layers:
            if certain and len(found) == 1:
                divisions += found
            else:
                alternatives.append(Alternative(kind, tuple(found)))
        senators = [
            seat
            for seat in self._pack.offices.values()
            if seat.chamber == "senate" and seat.state in codes
        ]
        self._notices += self._standing(states, house)
        outcome = Outcome.SPLIT if alternatives else Outcome.FOUND
        if not certain:
            outcome = Outcome.APPROXIMATE
        return self._located(outcome, divisions, alternatives, [*senators, *house])

    def _district(self, seat: Office) -> Division:
        return Division(seat.division_id, self._pack.division_names[seat.division_id], "cd")

    @staticmethod
    def _standing(states: list[State], house: list[Office]) -> Iterator[Notice]:
        """Notices that go with the seats themselves."""
        if len(states) > 1:
            names = ", ".join(state.name for state in states)
            yield notice(NoticeCode.CROSSES_STATES, states=names)
        for state in states:
            if not state.has_senators:
                title = next(seat.title for seat in house if seat.state == state.code)
                yield notice(NoticeCode.NO_SENATORS, state=state.name, title=title)
        ends = [seat.term_end for seat in house if seat.district and seat.term_end]
        if ends:  # a state with one seat has no lines to move
            yield notice(NoticeCode.BALLOT_LINES_UNKNOWN, until=max(ends))

    def _located(
        self,
        outcome: Outcome,
        divisions: Iterable[Division],
        alternatives: Iterable[Alternative],
        offices: Iterable[Office],
    ) -> Located:
        offices = tuple(offices)
        keys = ("legislators", *self.sources) if offices else self.sources
        return Located(
            query=self._query,
            outcome=outcome,
            divisions=tuple(divisions),
            alternatives=tuple(alternatives),
            places=self.places,
            offices=offices,
            as_of=self._pack.as_of,
            sources=tuple(self._pack.sources[key] for key in keys),
            notices=tuple(self._notices),
        )
