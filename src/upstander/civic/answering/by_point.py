"""Looking up a point: the districts and counties that hold it, and those with a line close by."""

from collections.abc import Collection, Iterable

from upstander.civic.answering.assembling import LEGISLATIVE, Answer
from upstander.civic.reading.pack import Pack, state_code
from upstander.civic.types import Located, NoticeCode, Outcome

Around = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids of the divisions that hold a point, and of those with a line close to it."""


def on_earth(lat: float, lng: float) -> bool:
    """Whether this is a point in degrees: finite, and within their range."""
    return -90 <= lat <= 90 and -180 <= lng <= 180  # which is false of NaN, too


def by_point(pack: Pack, answer: Answer, lat: float, lng: float) -> Located:
    """Who represents a point in degrees (WGS 84). Near a line, both sides may."""
    if not on_earth(lat, lng):
        if not _hint_swapped(pack, answer, lat, lng):
            answer.say(NoticeCode.COORDINATES_MALFORMED)
        return answer.nobody(Outcome.MALFORMED)
    inside, close = set(pack.at(lat, lng)), set(pack.near(lat, lng))
    seats = _of_congress(inside | close)
    if not seats:
        if not _hint_swapped(pack, answer, lat, lng):
            answer.say(NoticeCode.UNKNOWN_POINT)
        return answer.nobody(Outcome.UNKNOWN)
    states = {state_code(seat) for seat in seats}  # coarser lines may reach into another
    found = {division for division in inside | close if state_code(division) in states}
    certain = bool(_of_congress(inside))
    if certain:
        _say_how_near(pack, answer, found - inside)
    else:
        shore = max(pack.tolerance(pack.needed_division(seat)) for seat in seats)
        answer.say(NoticeCode.APPROXIMATE_SHORE, metres=shore)
    _say_what_has_no_lines(pack, answer, sorted(filter(None, states)))
    kinds = ("cd", *answer.kinds)
    answer.sources = tuple(
        layer.source
        for layer in pack.layers
        if layer.kind in kinds and layer.state in (None, *states)
    )
    floterials = _floterials(pack, found) if "sldl" in answer.kinds else set()
    answer.say_floterials(floterials)
    return answer.represented(found - floterials, certain=certain, possible=floterials)


def _floterials(pack: Pack, found: Iterable[str]) -> set[str]:
    """Districts that lie over the ones found: none crosses the county line that names have."""
    counties = {division.rpartition("_")[0] for division in found if "/sldl:" in division}
    return {one for one in pack.floterials if one.rpartition("_")[0] in counties}


def _of_congress(divisions: Iterable[str]) -> list[str]:
    return [division for division in divisions if "/cd:" in division]


def _say_how_near(pack: Pack, answer: Answer, close: Iterable[str]) -> None:
    """Say within how many metres of a line the point is, counties apart: theirs are coarser."""
    metres = {NoticeCode.NEAR_LINE: 0, NoticeCode.NEAR_COUNTY_LINE: 0}
    for division in map(pack.needed_division, close):
        if division.kind in answer.kinds:
            county = division.kind == "county"
            code = NoticeCode.NEAR_COUNTY_LINE if county else NoticeCode.NEAR_LINE
            metres[code] = max(metres[code], pack.tolerance(division))
    for code, tolerance in metres.items():
        if tolerance:
            answer.say(code, metres=tolerance)


def _say_what_has_no_lines(pack: Pack, answer: Answer, states: Collection[str]) -> None:
    """Say of which states the pack has legislative districts, and no outlines of them."""
    outlined = {(layer.kind, layer.state) for layer in pack.layers}
    without = [
        pack.states[state].name
        for state in states
        if any(
            pack.division_ids(state, kind) and (kind, state) not in outlined
            for kind in LEGISLATIVE
            if kind in answer.kinds
        )
    ]
    if without:
        answer.say(NoticeCode.NO_LINES, states=", ".join(without))


def _hint_swapped(pack: Pack, answer: Answer, lat: float, lng: float) -> bool:
    """Say so if the two numbers the other way round are a point that we know."""
    if not on_earth(lng, lat):
        return False
    known = bool(_of_congress((*pack.at(lng, lat), *pack.near(lng, lat))))
    if known:
        answer.say(NoticeCode.COORDINATES_SWAPPED, lat=str(lng), lng=str(lat))
    return known
