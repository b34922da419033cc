"""Looking up a point: the districts and counties that hold it, and those with a line close by."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from upstander.civic.answering.finding import (
    LEGISLATIVE,
    Ahead,
    Finding,
    Kinds,
    about_floterials,
    order,
)
from upstander.civic.answering.notices import notice
from upstander.civic.reading.pack import Pack, state_code
from upstander.civic.reading.rows import LATER, Layer
from upstander.civic.types import Notice, NoticeCode, Outcome

Around = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids of the divisions that hold a point, and of those with a line close to it.

Those on lines that follow today's have "@" and their first day behind their ids.
"""


def on_earth(lat: float, lng: float) -> bool:
    """Whether this is a point in degrees: finite, and within their range."""
    return -90 <= lat <= 90 and -180 <= lng <= 180  # which is false of NaN, too


class PointFinder:
    """Finds the districts of points in degrees (WGS 84)."""

    def __init__(self, pack: Pack) -> None:
        """Take the tables."""
        self._pack = pack

    @cached_property
    def _layers(self) -> dict[str | None, list[Layer]]:
        """The files of outlines by state: the whole country has a hundred."""
        layers: dict[str | None, list[Layer]] = {}
        for layer in self._pack.layers:
            layers.setdefault(layer.state, []).append(layer)
        return layers

    def find(self, lat: float, lng: float, kinds: Kinds) -> Finding:
        """The districts of a point. Near a line, those on both sides."""
        if not on_earth(lat, lng):
            malformed = notice(NoticeCode.COORDINATES_MALFORMED)
            return Finding(Outcome.MALFORMED, notices=(self._swapped(lat, lng) or malformed,))
        inside, later_inside = _sets_of_lines(self._pack.at(lat, lng))
        close, later_close = _sets_of_lines(self._pack.near(lat, lng))
        new = self._pack.new_lines
        if new is not None and new.first <= kinds.on:
            told = {state_code(division) for division in later_inside | later_close}
            inside, close = (
                later | {each for each in now if "/cd:" not in each or state_code(each) not in told}
                for now, later in ((inside, later_inside), (close, later_close))
            )
            # Where new lines do not reach, the ones before tell no more than what is close by.
            lost = {each for each in inside if "/cd:" in each and state_code(each) in new.states}
            lost -= later_inside
            inside, close = inside - lost, close | lost
            later_inside = later_close = set()
        seats = _of_congress(inside | close)
        if not seats:
            unknown = notice(NoticeCode.UNKNOWN_POINT)
            return Finding(Outcome.UNKNOWN, notices=(self._swapped(lat, lng) or unknown,))
        states = {state_code(seat) for seat in seats}  # coarser lines may reach into another
        found = {division for division in inside | close if state_code(division) in states}
        certain = bool(_of_congress(inside))
        floterials = self._floterials(found) if "sldl" in kinds else set()
        nearness = self._about_lines(found - inside, kinds) if certain else [self._shore(seats)]
        return Finding(
            districts=frozenset(found - floterials),
            certain=certain,
            possible=frozenset(floterials),
            sources=tuple(
                layer.source
                for state in (None, *sorted(filter(None, states)))
                for layer in self._layers.get(state, ())
                if layer.kind == "cd" or layer.kind in kinds
            ),
            notices=(
                *nearness,
                *self._about_what_has_no_lines(sorted(filter(None, states)), kinds),
                *about_floterials(self._pack, floterials),
            ),
            ahead=_ahead(later_inside, later_inside | later_close, states),
        )

    def _floterials(self, found: Iterable[str]) -> set[str]:
        """Districts that lie over the ones found: none crosses the county line that names have."""
        counties = {division.rpartition("_")[0] for division in found if "/sldl:" in division}
        return {
            district
            for district in self._pack.floterials
            if district.rpartition("_")[0] in counties
        }

    def _shore(self, seats: Iterable[str]) -> Notice:
        """Within how many metres of a point outside all lines its districts are."""
        shore = max(self._pack.tolerance(self._pack.needed_division(seat)) for seat in seats)
        return notice(NoticeCode.APPROXIMATE_SHORE, metres=shore)

    def _about_lines(self, close: Iterable[str], kinds: Kinds) -> Iterator[Notice]:
        """Within how many metres of a line a point is, counties apart: theirs are coarser."""
        metres = {NoticeCode.NEAR_LINE: 0, NoticeCode.NEAR_COUNTY_LINE: 0}
        for division in map(self._pack.needed_division, close):
            if division.kind in kinds:
                county = division.kind == "county"
                code = NoticeCode.NEAR_COUNTY_LINE if county else NoticeCode.NEAR_LINE
                metres[code] = max(metres[code], self._pack.tolerance(division))
        for code, tolerance in metres.items():
            if tolerance:
                yield notice(code, metres=tolerance)

    def _about_what_has_no_lines(self, states: Collection[str], kinds: Kinds) -> Iterator[Notice]:
        """Of which states the pack has legislative districts, and no outlines of them."""
        outlined = {
            (layer.kind, state) for state in states for layer in self._layers.get(state, ())
        }
        without = [
            self._pack.states[state].name
            for state in states
            if any(
                self._pack.division_ids(state, kind) and (kind, state) not in outlined
                for kind in LEGISLATIVE
                if kind in kinds
            )
        ]
        if without:
            yield notice(NoticeCode.NO_LINES, states=", ".join(without))

    def _swapped(self, lat: float, lng: float) -> Notice | None:
        """Asks whether the numbers were meant the other way round, if that is a point we know."""
        if not on_earth(lng, lat):
            return None
        if not _of_congress((*self._pack.at(lng, lat), *self._pack.near(lng, lat))):
            return None
        return notice(NoticeCode.COORDINATES_SWAPPED, lat=str(lng), lng=str(lat))


def _sets_of_lines(keys: Iterable[str]) -> tuple[set[str], set[str]]:
    """Ids of divisions on the lines that the tables have first, and on those that follow."""
    first: set[str] = set()
    later: set[str] = set()
    for key in keys:
        division, mark, _ = key.partition(LATER)
        (later if mark else first).add(division)
    return first, later


def _ahead(inside: set[str], found: set[str], states: Collection[str | None]) -> Ahead | None:
    """Where a point is on the lines that follow; certain unless one of them is close by."""
    there = {division for division in found if state_code(division) in states}
    return Ahead(tuple(sorted(there, key=order)), certain=there == inside) if there else None


def _of_congress(divisions: Iterable[str]) -> list[str]:
    return [division for division in divisions if "/cd:" in division]
