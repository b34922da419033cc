"""Points: inside, outside, near a line, and not on the map at all."""

import math
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.civic import Civic, Outcome, PackError
from upstander.civic.types import LEVELS, Level, Located

ON = date(2026, 8, 5)
IN_IOWA = (41.5868, -93.6250)


def look(civic: Civic, lat: float, lng: float, levels: tuple[Level, ...] = ("federal",)) -> Located:
    return civic.by_point(lat=lat, lng=lng, on=ON, levels=levels)


def seats(located: Located) -> set[str]:
    return {office.id for office in located.offices if office.chamber == "house"}


def certain(located: Located) -> set[str]:
    """Ends of the ids of the divisions that are certain."""
    return {division.id.rpartition("/")[2] for division in located.divisions}


def possible(located: Located) -> dict[str, list[str]]:
    """Ends of the ids of the divisions of which any may apply, by kind."""
    return {
        one.kind: [division.id.rpartition(":")[2] for division in one.divisions]
        for one in located.alternatives
    }


def codes(located: Located) -> set[str]:
    return {notice.code.value for notice in located.notices}


@pytest.mark.parametrize(
    ("lat", "lng", "seat"),
    [(41.5868, -93.6250, "us-house-ia-3"), (38.8899, -77.0091, "us-house-dc-0"),
     (13.4443, 144.7937, "us-house-gu-0"), (18.2208, -66.5901, "us-house-pr-0"),
     (15.1900, 145.7500, "us-house-mp-0"), (-14.3000, -170.7200, "us-house-as-0"),
     (17.7300, -64.7600, "us-house-vi-0"), (52.9000, 172.9000, "us-house-ak-0")],
)  # fmt: skip
def test_a_point_inside_is_certain(civic: Civic, lat: float, lng: float, seat: str) -> None:
    located = look(civic, lat, lng)
    assert located.outcome is Outcome.FOUND
    assert seats(located) == {seat}
    assert civic.lookup(f"{lat},{lng}", on=ON, levels=["federal"]).offices == located.offices


@pytest.mark.parametrize("text", ["41.5868, -93.6250", "41.5868 -93.6250", "(41.5868, -93.6250)",
                                  "+41.5868,-93.6250", "41.5868°, -93.6250°"])  # fmt: skip
def test_a_point_may_be_written_several_ways(civic: Civic, text: str) -> None:
    assert seats(civic.lookup(text, on=ON)) == {"us-house-ia-3"}


@pytest.mark.parametrize(
    ("lat", "lng"),
    [(90, 0), (-90, 0), (90, -93), (0, 0), (40, -40), (45.4215, -75.6972), (19.4326, -99.1332),
     (0, 180), (0, -180)],
)  # fmt: skip
def test_a_point_outside_the_country_is_unknown(civic: Civic, lat: float, lng: float) -> None:
    located = look(civic, lat, lng)
    assert located.outcome is Outcome.UNKNOWN
    assert [notice.code for notice in located.notices] == ["unknown-point"]


@pytest.mark.parametrize(
    ("lat", "lng"),
    [(math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf), (90.01, 0), (0, 180.01)],
)
def test_what_is_no_point_is_malformed(civic: Civic, lat: float, lng: float) -> None:
    assert look(civic, lat, lng).outcome is Outcome.MALFORMED


@pytest.mark.parametrize(
    ("lat", "lng", "outcome"),
    [(-93.6250, 41.5868, Outcome.MALFORMED), (-71.0589, 42.3601, Outcome.UNKNOWN)],
)
def test_swapped_coordinates_are_pointed_out_and_not_answered(
    civic: Civic, lat: float, lng: float, outcome: Outcome
) -> None:
    located = look(civic, lat, lng)
    assert located.outcome is outcome
    (notice,) = located.notices
    assert notice.code == "coordinates-swapped"
    assert notice.params == {"lat": str(lng), "lng": str(lat)}


def test_near_a_line_both_sides_are_alternatives(civic: Civic) -> None:
    # State Line Road runs between Kansas City, Missouri, and Kansas.
    located = look(civic, 39.0200, -94.6078)
    assert located.outcome is Outcome.SPLIT
    assert {seat.split("-")[2] for seat in seats(located)} == {"mo", "ks"}
    assert certain(located) == {"country:us"}
    assert {notice.code for notice in located.notices} >= {"near-line", "crosses-states"}


def test_at_a_corner_every_side_is_an_alternative(civic: Civic) -> None:
    four_corners = look(civic, 36.998979, -109.045183)
    states = {office.state for office in four_corners.possible_offices()}
    assert states == {"AZ", "CO", "NM", "UT"}
    assert certain(four_corners) == {"country:us"}


def test_just_off_the_shore_is_approximate_and_far_off_unknown(civic: Civic) -> None:
    northern_shore_of_puerto_rico = -66.6
    outcomes = [
        look(civic, 18.48 + step / 1000, northern_shore_of_puerto_rico).outcome
        for step in range(40)
    ]
    assert outcomes == sorted(
        outcomes, key=[Outcome.FOUND, Outcome.APPROXIMATE, Outcome.UNKNOWN].index
    )
    assert set(outcomes) == {Outcome.FOUND, Outcome.APPROXIMATE, Outcome.UNKNOWN}


@given(lat=st.floats(), lng=st.floats())
def test_any_two_numbers_get_an_answer(civic: Civic, lat: float, lng: float) -> None:
    located = civic.by_point(lat=lat, lng=lng, on=ON)
    assert bool(located.offices) == (
        located.outcome in {Outcome.FOUND, Outcome.SPLIT, Outcome.APPROXIMATE}
    )


def test_an_answer_has_the_county_and_says_which_legislatures_have_no_lines(civic: Civic) -> None:
    located = look(civic, *IN_IOWA, LEVELS)
    assert certain(located) == {"country:us", "state:ia", "cd:3", "county:polk"}
    assert "ia-governor" in {office.id for office in located.certain_offices()}
    assert not any(office.chamber in ("upper", "lower") for office in located.offices)
    (said,) = (one for one in located.notices if one.code == "no-lines")
    assert said.params == {"states": "Iowa"}
    assert "no-lines" not in codes(look(civic, *IN_IOWA))  # nobody asked for the legislature


def test_where_a_pack_has_the_lines_the_legislators_are_certain(
    drawn: Callable[[bool], Path],
) -> None:
    civic = Civic.open(drawn(False))
    located = look(civic, 41.2, -93.1, LEVELS)
    assert located.outcome is Outcome.FOUND
    assert certain(located) == {
        "country:us", "state:ia", "cd:3", "sldu:18", "sldl:33", "county:polk",
    }  # fmt: skip
    assert {"ia-upper-18", "ia-lower-33"} <= {office.id for office in located.certain_offices()}
    assert "no-lines" not in codes(located)
    in_missouri = look(civic, 40.5, -93.5, LEVELS)
    assert certain(in_missouri) >= {"state:mo", "cd:4"}
    assert "no-lines" in codes(in_missouri)


@pytest.mark.parametrize(
    ("lat", "district"), [(41.2, "33"), (41.45, "36"), (41.6, "33"), (41.75, "36"), (41.9, "33")]
)
def test_a_district_in_the_hole_of_another_and_one_in_its_hole(
    drawn: Callable[[bool], Path], lat: float, district: str
) -> None:
    located = look(Civic.open(drawn(False)), lat, -93.3, ("state",))
    assert f"sldl:{district}" in certain(located)


def test_each_layer_has_a_tolerance_of_its_own(drawn: Callable[[bool], Path]) -> None:
    civic = Civic.open(drawn(False))
    metre = 1 / 111_320
    east_of_the_line_of_congress = -93.5 + 200 * metre / math.cos(math.radians(41.2))
    located = look(civic, 41.2, east_of_the_line_of_congress, LEVELS)
    assert possible(located) == {"cd": ["1", "3"]}
    assert [one.params for one in located.notices if one.code == "near-line"] == [{"metres": "300"}]
    line_of_the_state_senate = -93.25
    for metres, near in ((40, True), (60, False)):
        lng = line_of_the_state_senate + metres * metre / math.cos(math.radians(41.2))
        located = look(civic, 41.2, lng, LEVELS)
        assert possible(located) == ({"sldu": ["17", "18"]} if near else {})
    north_of_the_state_line = look(civic, 41 + 1500 * metre, -93.7, LEVELS)
    assert possible(north_of_the_state_line) == {}  # a county of a state that is not in question


def test_exactly_on_a_line_or_a_corner_every_side_is_an_alternative(
    drawn: Callable[[bool], Path],
) -> None:
    civic = Civic.open(drawn(False))
    on_a_line = look(civic, 41.2, -93.5)
    assert possible(on_a_line) == {"cd": ["1", "3"]}
    corner = look(civic, 41, -93.5, LEVELS)
    assert possible(corner) == {
        "state": ["ia", "mo"], "cd": ["1", "3", "4"], "sldu": ["17"], "sldl": ["33"],
        "county": ["polk", "adair"],
    }  # fmt: skip
    assert corner.outcome is Outcome.SPLIT
    assert [one.rpartition("/")[2] for one in civic.divisions_at(lat=41, lng=-93.5)] == [
        "cd:1", "cd:3", "county:polk", "sldl:33", "sldu:17", "cd:4", "county:adair",
    ]  # fmt: skip


def test_an_index_and_the_outlines_give_the_same_answers(drawn: Callable[[bool], Path]) -> None:
    by_outlines, by_index = Civic.open(drawn(False)), Civic.open(drawn(True))
    steps = range(-2, 23)
    places = [(41 + y / 20, -94 + x / 20) for x in steps for y in steps]
    for lat, lng in places:
        assert by_index.divisions_at(lat=lat, lng=lng) == by_outlines.divisions_at(lat=lat, lng=lng)
        assert look(by_index, lat, lng, LEVELS) == look(by_outlines, lat, lng, LEVELS)


def test_an_index_gives_the_same_tuple_for_the_same_districts(
    drawn: Callable[[bool], Path],
) -> None:
    civic = Civic.open(drawn(True))
    assert civic.divisions_at(lat=41.1, lng=-93.1) is civic.divisions_at(lat=41.2, lng=-93.05)


@pytest.mark.parametrize(
    ("lat", "lng"), [(math.nan, 0), (0, math.nan), (math.inf, 0), (90.01, 0), (0, -180.01)]
)
def test_the_quick_calls_refuse_what_is_no_point(civic: Civic, lat: float, lng: float) -> None:
    for call in (civic.divisions_at, civic.divisions_near, civic.offices_near):
        with pytest.raises(ValueError, match="Latitude goes from -90 to 90"):
            call(lat=lat, lng=lng)


@pytest.mark.parametrize("file", ["congress.lines", "points.index"])
def test_damaged_lines_or_index_are_refused_with_what_to_do(
    drawn: Callable[[bool], Path], tmp_path: Path, file: str
) -> None:
    folder = shutil.copytree(drawn(file == "points.index"), tmp_path / "tables")
    data = (folder / file).read_bytes()
    (folder / file).write_bytes(b"x" * 64 + data[64:])  # of the right size, so that it opens
    civic = Civic.open(folder)
    with pytest.raises(PackError, match=rf"{file} is damaged.*data build"):
        look(civic, *IN_IOWA)
