"""Looking up a ZIP: the districts that its row in the table names, or the rule for its run."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from upstander.civic.answering.finding import (
    LEGISLATIVE,
    Ahead,
    Finding,
    Kinds,
    about_floterials,
)
from upstander.civic.answering.notices import notice
from upstander.civic.reading.pack import Pack, state_code
from upstander.civic.reading.text import AskedZip
from upstander.civic.types import (
    DivisionKind,
    Notice,
    NoticeCode,
    Outcome,
    Place,
    PlaceKind,
    ZipCode,
    ZipRange,
)

_MAYORS: Mapping[PlaceKind, NoticeCode] = {"city": NoticeCode.MAYOR_OF_CITY}
VOTING_FROM_ABROAD = "https://www.fvap.gov/"


class ZipFinder:
    """Finds the districts of ZIPs."""

    def __init__(self, pack: Pack) -> None:
        """Take the tables."""
        self._pack = pack

    def find(self, asked: AskedZip, kinds: Kinds) -> Finding:
        """The districts of a ZIP."""
        said = []
        if asked.reduced:
            said.append(notice(NoticeCode.ADDRESS_REDUCED, used=asked.code))
        if asked.plus_four:
            said.append(notice(NoticeCode.ZIP_PLUS_FOUR, zip=asked.code))
        return self._find(asked.code, kinds).after(*said)

    def _find(self, code: str, kinds: Kinds) -> Finding:
        if row := self._pack.zip(code):
            return self._row(row, kinds)
        for run in self._pack.zip_ranges:
            if run.first <= code <= run.last:
                return self._run(run)
        return Finding(Outcome.UNKNOWN, notices=(notice(NoticeCode.UNKNOWN_ZIP, zip=code),))

    def _row(self, row: ZipCode, kinds: Kinds) -> Finding:
        places: tuple[Place, ...] = ()
        said: tuple[Notice, ...] = ()
        if row.place is not None:
            places = (Place(row.place, row.state, row.lat, row.lng, (row.code,), "zip"),)
        if row.kind != "area":
            is_new = row.kind == "new"
            code = NoticeCode.NEW_ZIP if is_new else NoticeCode.APPROXIMATE_ZIP
            said = (notice(code, zip=row.code),)
        elif len(row.seats) > 1 and "cd" in kinds and not self._moved(row, kinds):
            said = (notice(NoticeCode.SPLIT_ZIP, zip=row.code, count=len(row.seats)),)
        return self.of_rows([row], places, kinds).after(*said)

    def of_rows(
        self,
        rows: Sequence[ZipCode],
        places: tuple[Place, ...],
        kinds: Kinds,
        *,
        beside: Collection[str] = (),
    ) -> Finding:
        """The districts of ZIPs: those of a place, or only one; and of seats besides."""
        moved = [row for row in rows if self._moved(row, kinds)]
        districts = {
            *self._house(seat for row in rows if row not in moved for seat in row.seats),
            *self._house(seat for seat in beside if not self._redrawn(seat, kinds)),
            *(division for row in rows for division in (*row.sldu, *row.sldl)),
        }
        possible = self._house(
            (
                *(seat for row in moved for seat in row.next_seats),
                *(seat for seat in beside if self._redrawn(seat, kinds)),
            )
        )
        floterials = districts & self._pack.floterials if "sldl" in kinds else set()
        untold = self._untold(rows, kinds)
        by_name = self._mayors_places(places) if "place" in kinds else {}
        counties = {county for row in rows for county in row.counties if "county" in kinds}
        return Finding(
            districts=frozenset(districts - floterials),
            certain=any(row.kind == "area" for row in rows),
            possible=frozenset(floterials).union(possible, *untold.values()),
            by_name=frozenset({*by_name.values(), *counties}),
            shares=rows[0].land_shares if len(rows) == 1 else {},
            places=places,
            sources=self._pack.sources_of("zips.tsv"),
            notices=(
                *about_floterials(self._pack, floterials),
                *self._about_untold(untold),
                *(
                    notice(_MAYORS.get(place.kind, NoticeCode.MAYOR_BY_NAME), name=place.name)
                    for place in places
                    if place.name in by_name
                ),
            ),
            ahead=self._ahead(rows) if "cd" in kinds else None,
        )

    def seats(self, rows: Iterable[ZipCode], kinds: Kinds) -> set[str]:
        """Ids of the House seats that ZIPs may have on the day."""
        return {
            seat
            for row in rows
            for seat in (row.next_seats if self._moved(row, kinds) else row.seats)
        }

    def _moved(self, row: ZipCode, kinds: Kinds) -> bool:
        """Whether a ZIP is on other lines of Congress by the day than those that it is joined to.

        By those, no table tells which districts it touches.
        """
        lines = self._pack.new_lines
        return bool(row.next_seats) and lines is not None and lines.first <= kinds.on

    def _redrawn(self, seat: str, kinds: Kinds) -> bool:
        """Whether a seat is on other lines by the day than those by which it was found."""
        lines = self._pack.new_lines
        if lines is None or kinds.on < lines.first:
            return False
        return state_code(self._pack.house_division(seat)) in lines.states

    def _house(self, seats: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self._pack.house_division, seats))

    def _ahead(self, rows: Sequence[ZipCode]) -> Ahead | None:
        """Where ZIPs may be on the lines that follow; nothing where none do."""
        lines = self._pack.new_lines
        seats = dict.fromkeys(seat for row in rows for seat in row.next_seats)
        districts = [self._pack.house_division(seat) for seat in seats]
        new = tuple(each for each in districts if lines and state_code(each) in lines.states)
        if not new:
            return None
        (row, *others) = rows
        home = [each for each in new if state_code(each) == row.state]
        likely = home[0] if home and not others and row.kind == "area" else None
        return Ahead(new, likely=likely, zip=row.code)

    def _mayors_places(self, places: tuple[Place, ...]) -> dict[str, str]:
        """Places with a mayor, by the name of a post office, which is all we know."""
        return {
            place.name: division
            for place in places
            if place.kind != "county"
            and (division := self._pack.mayors_place(place.name, place.state))
        }

    def _untold(self, rows: Sequence[ZipCode], kinds: Kinds) -> dict[str, list[str]]:
        """Every legislative district of the states where no ZIP has one in the table.

        Any of them may be meant.
        """
        told = {kind for kind in LEGISLATIVE if any(getattr(row, kind) for row in rows)}
        open_kinds = [kind for kind in LEGISLATIVE if kind in kinds and kind not in told]
        if not open_kinds:
            return {}
        every = {
            state: [
                division for kind in open_kinds for division in self._pack.division_ids(state, kind)
            ]
            for state in sorted({row.state for row in rows})
        }
        return {state: districts for state, districts in every.items() if districts}

    def _about_untold(self, untold: Collection[str]) -> tuple[Notice, ...]:
        names = ", ".join(self._pack.states[state].name for state in untold)
        return (notice(NoticeCode.NOT_BY_ZIP, states=names),) if names else ()

    def _run(self, run: ZipRange) -> Finding:
        sources = ("zip-ranges",)
        if run.kind == "military":
            return military(sources)
        if run.kind == "no-seat":
            said = notice(NoticeCode.NO_SEAT, name=run.name)
            return Finding(Outcome.NO_SEAT, sources=sources, notices=(said,))
        return Finding(districts=districts_of(self._pack, run.code), sources=sources)


def military(sources: tuple[str, ...] = ()) -> Finding:
    """The finding for military and diplomatic mail, whose voters vote where their home is."""
    said = notice(NoticeCode.MILITARY, url=VOTING_FROM_ABROAD)
    return Finding(Outcome.MILITARY, sources=sources, notices=(said,))


def districts_of(pack: Pack, state: str) -> frozenset[str]:
    """Every district of Congress and of the legislature in a state."""
    kinds: tuple[DivisionKind, ...] = ("cd", *LEGISLATIVE)
    return frozenset(division for kind in kinds for division in pack.division_ids(state, kind))
