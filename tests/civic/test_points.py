"""Points: inside, outside, near a line, and not on the map at all."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.civic import Civic, Outcome
from upstander.civic.lines import UNIT, Lines
from upstander.civic.sources.lines import Topology, encode
from upstander.civic.types import Located

SHARED = Civic.open()  # properties cannot take a fixture for each example


def seats(located: Located) -> set[str]:
    return {office.id for office in located.offices if office.chamber == "house"}


@pytest.mark.parametrize(
    ("lat", "lng", "seat"),
    [(41.5868, -93.6250, "us-house-ia-3"), (38.8899, -77.0091, "us-house-dc-0"),
     (13.4443, 144.7937, "us-house-gu-0"), (18.2208, -66.5901, "us-house-pr-0"),
     (15.1900, 145.7500, "us-house-mp-0"), (-14.3000, -170.7200, "us-house-as-0"),
     (17.7300, -64.7600, "us-house-vi-0"), (52.9000, 172.9000, "us-house-ak-0")],
)  # fmt: skip
def test_a_point_inside_is_certain(civic: Civic, lat: float, lng: float, seat: str) -> None:
    located = civic.by_point(lat=lat, lng=lng)
    assert located.outcome is Outcome.FOUND
    assert seats(located) == {seat}
    assert civic.lookup(f"{lat},{lng}").offices == located.offices


@pytest.mark.parametrize("text", ["41.5868, -93.6250", "41.5868 -93.6250", "(41.5868, -93.6250)",
                                  "+41.5868,-93.6250", "41.5868°, -93.6250°"])  # fmt: skip
def test_a_point_may_be_written_several_ways(civic: Civic, text: str) -> None:
    assert seats(civic.lookup(text)) == {"us-house-ia-3"}


@pytest.mark.parametrize(
    ("lat", "lng"),
    [(90, 0), (-90, 0), (90, -93), (0, 0), (40, -40), (45.4215, -75.6972), (19.4326, -99.1332),
     (0, 180), (0, -180)],
)  # fmt: skip
def test_a_point_outside_the_country_is_unknown(civic: Civic, lat: float, lng: float) -> None:
    located = civic.by_point(lat=lat, lng=lng)
    assert located.outcome is Outcome.UNKNOWN
    assert [notice.code for notice in located.notices] == ["unknown-point"]


@pytest.mark.parametrize(
    ("lat", "lng"),
    [(math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf), (90.01, 0), (0, 180.01)],
)
def test_what_is_no_point_is_malformed(civic: Civic, lat: float, lng: float) -> None:
    assert civic.by_point(lat=lat, lng=lng).outcome is Outcome.MALFORMED


@pytest.mark.parametrize(
    ("lat", "lng", "outcome"),
    [(-93.6250, 41.5868, Outcome.MALFORMED), (-71.0589, 42.3601, Outcome.UNKNOWN)],
)
def test_swapped_coordinates_are_pointed_out_and_not_answered(
    civic: Civic, lat: float, lng: float, outcome: Outcome
) -> None:
    located = civic.by_point(lat=lat, lng=lng)
    assert located.outcome is outcome
    (notice,) = located.notices
    assert notice.code == "coordinates-swapped"
    assert notice.params == {"lat": str(lng), "lng": str(lat)}


def test_near_a_line_both_sides_are_alternatives(civic: Civic) -> None:
    # State Line Road runs between Kansas City, Missouri, and Kansas.
    located = civic.by_point(lat=39.0200, lng=-94.6078)
    assert located.outcome is Outcome.SPLIT
    assert {seat.split("-")[2] for seat in seats(located)} == {"mo", "ks"}
    assert not located.certain_offices()
    assert {notice.code for notice in located.notices} >= {"near-line", "crosses-states"}


def test_at_a_corner_every_side_is_an_alternative(civic: Civic) -> None:
    four_corners = civic.by_point(lat=36.998979, lng=-109.045183)
    states = {office.state for office in four_corners.possible_offices()}
    assert states == {"AZ", "CO", "NM", "UT"}
    assert not four_corners.certain_offices()


def test_just_off_the_shore_is_approximate_and_far_off_unknown(civic: Civic) -> None:
    northern_shore_of_puerto_rico = -66.6
    outcomes = [
        civic.by_point(lat=18.48 + step / 1000, lng=northern_shore_of_puerto_rico).outcome
        for step in range(40)
    ]
    assert outcomes == sorted(
        outcomes, key=[Outcome.FOUND, Outcome.APPROXIMATE, Outcome.UNKNOWN].index
    )
    assert set(outcomes) == {Outcome.FOUND, Outcome.APPROXIMATE, Outcome.UNKNOWN}


@settings(deadline=None)
@given(lat=st.floats(), lng=st.floats())
def test_any_two_numbers_get_an_answer(lat: float, lng: float) -> None:
    located = SHARED.by_point(lat=lat, lng=lng)
    assert bool(located.offices) == (
        located.outcome in {Outcome.FOUND, Outcome.SPLIT, Outcome.APPROXIMATE}
    )


def square(west: int, south: int, side: int) -> list[list[int]]:
    """A square ring, as TopoJSON's first position and steps."""
    return [[west, south], [side, 0], [0, side], [-side, 0], [0, -side]]


NESTED = Topology(
    geometries=[
        {"type": "MultiPolygon", "arcs": [[[0], [1]], [[2]]]},  # an island in its own lake
        {"type": "Polygon", "arcs": [[-2], [-3]]},  # the lake, but not the island
        {"type": "Polygon", "arcs": [[3, -4], [4]]},  # a seam that runs there and back
    ],
    arcs=[
        square(0, 0, 9), square(2, 2, 5), square(4, 4, 1),
        [[30, 30], [5, 5]], square(20, 0, 6),
    ],
    scale=[1.0, 1.0],
    translate=[0.0, 0.0],
)  # fmt: skip


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(1, 1, {"land"}), (3, 3, {"lake"}), (4.5, 4.5, {"land"}), (10, 5, set()), (-1, 4.5, set()),
     (22, 3, {"east"}), (32, 33, set())],
)  # fmt: skip
def test_holes_and_what_lies_in_them_are_told_apart(x: float, y: float, inside: set[str]) -> None:
    lines = Lines(encode(NESTED, ["land", "lake", "east"]))
    assert lines.at(round(x * UNIT), round(y * UNIT)) == inside


def test_a_point_on_a_line_lies_on_one_side_and_near_both() -> None:
    lines = Lines(encode(NESTED, ["land", "lake", "east"]))
    for x, y in ((2, 3), (7, 3), (3, 2), (3, 7), (2, 2), (7, 7), (2, 7), (7, 2)):
        assert len(lines.at(x * UNIT, y * UNIT)) == 1
        assert lines.near(x * UNIT, y * UNIT, 300) == {"land", "lake"}


def test_the_tolerance_is_measured_in_metres_at_every_latitude() -> None:
    lines = Lines(encode(Topology([{"type": "Polygon", "arcs": [[0]]}], [square(0, 40, 20)],
                                  [1.0, 1.0], [0.0, 0.0]), ["north"]))  # fmt: skip
    assert lines.near(0, 60 * UNIT, 300)
    degrees_of_300_m_at_45_north = 300 / (111_320 * math.cos(math.radians(45)))
    for share, reached in ((0.99, True), (1.01, False)):
        x = -round(degrees_of_300_m_at_45_north * share * UNIT)
        assert bool(lines.near(x, 45 * UNIT, 300)) == reached


def test_a_file_of_outlines_cut_short_is_refused() -> None:
    whole = encode(NESTED, ["land", "lake", "east"])
    for wrong in (whole[:-1], whole[:200], b"PK\x03\x04" + whole):
        with pytest.raises(ValueError, match=r"cut short|not a file of outlines"):
            Lines(wrong)
