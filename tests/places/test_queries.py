"""The rooms' door to the civic engine."""

import pytest

from upstander.places import queries
from upstander.places.queries import Outcome

BOSTON = (42.3601, -71.0589)
LOS_ANGELES = (34.0522, -118.2437)


def test_a_zip_is_answered_by_the_packaged_tables() -> None:
    located = queries.find("50309")
    assert located.outcome is Outcome.FOUND
    assert {office.id for office in located.certain_offices()} == {
        "us-senate-ia-2",
        "us-senate-ia-3",
        "us-house-ia-3",
    }


def test_every_state_has_rules_and_a_known_source_for_them() -> None:
    rules = [queries.voting_rules(state.code) for state in queries.states()]
    assert len(rules) == 56
    assert {queries.source(rule.source) for rule in rules} <= set(queries.sources())


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (BOSTON, LOS_ANGELES, 4170),
        (LOS_ANGELES, BOSTON, 4170),
        (BOSTON, BOSTON, 0),
        ((0.0, 179.5), (0.0, -179.5), 111),
        ((90.0, 0.0), (-90.0, 77.0), 20015),
    ],
)
def test_distances_follow_the_globe(
    a: tuple[float, float], b: tuple[float, float], km: float
) -> None:
    assert queries.distance_km(a, b) == pytest.approx(km, abs=3)


@pytest.mark.parametrize("code", ["02108", "90012", "50309", "96813"])
def test_a_zip_area_is_about_where_its_places_are(code: str) -> None:
    area = queries.zip_area(code)
    place = queries.find(code).places[0]
    assert area is not None and place.lat is not None and place.lng is not None
    assert queries.distance_km(area, (place.lat, place.lng)) < 60


def test_all_zips_of_an_area_share_its_point() -> None:
    assert queries.zip_area("50309") == queries.zip_area("50301")


@pytest.mark.parametrize("code", ["00901", "09001", "00000"])
def test_where_no_point_is_known_there_is_none(code: str) -> None:
    assert queries.zip_area(code) is None
