"""The rooms' door to the civic engine."""

from datetime import date

import pytest

from upstander.places import queries
from upstander.places.queries import NoticeCode, Outcome

pytestmark = pytest.mark.django_db

BOSTON = (42.3601, -71.0589)
LOS_ANGELES = (34.0522, -118.2437)


def test_a_zip_is_answered_for_every_level_in_the_order_of_an_answer() -> None:
    located = queries.find("50309")
    assert located.outcome is Outcome.FOUND
    assert [office.id for office in located.certain_offices()] == [
        *("us-senate-ia-2", "us-senate-ia-3", "us-house-ia-3"),
        *("us-president", "us-vice-president", "ia-governor", "ia-lt-governor"),
        *("ia-attorney-general", "ia-secretary-of-state"),
    ]
    chambers = [office.chamber for office in located.possible_offices()]
    assert chambers == ["upper"] * 3 + ["lower"] * 3 + ["executive"]
    assert located.possible_offices()[-1].id == "ia-mayor-des_moines"


def test_the_outcome_is_about_congress_and_notices_about_the_state_come_last() -> None:
    located = queries.find("83702")
    assert located.outcome is Outcome.SPLIT
    assert queries.find("78701").outcome is Outcome.FOUND, "though its state house is split"
    assert [one.code.value for one in located.notices] == [
        *("split-zip", "mayor-by-name", "split-legislature"),
    ]


TEXTS = (
    *("50309", "83702", "78701", "20001", "36855", "03301", "50010-1234", "96910", "96201"),
    *("Boston", "Springfield", "Paris, TX", "Manhattan, NY", "Travis County, TX", "Texas"),
    *("Yankeetown, FL", "Georgia", "Nowhere, Iowa", "Salem, Portland, Oregon", ""),
    *("41.5868,-93.6250", "38.9072,-77.0369", "40.8257,-74.1502", "36.9989,-109.0445"),
)


@pytest.mark.parametrize("on", [date(2026, 11, 29), date(2027, 1, 3), date(2029, 2, 1)])
def test_what_is_told_of_congress_is_what_the_engine_says_of_it_alone(on: date) -> None:
    for text in TEXTS:
        alone = queries.engine().lookup(text, on=on, levels=["federal"])
        located = queries.find(text, on=on)
        notices = [one for one in alone.notices if one.code is not NoticeCode.MEMBER_ELECT]
        assert located.outcome is alone.outcome, text
        assert list(located.notices[: len(notices)]) == notices, text
        federal = [one.id for one in located.offices if one.level == "federal"]
        assert sorted(federal) == sorted(one.id for one in alone.offices), text


@pytest.mark.parametrize(
    ("office_id", "name"),
    [
        ("ia-upper-17", "17"),
        ("ak-upper-a", "A"),
        ("nh-lower-belknap_5-2", "Belknap 5"),
        ("ma-lower-10th_bristol", "10th Bristol"),
        ("vt-lower-addison-1-1", "Addison-1"),
        ("sc-lower-1", "1"),
        ("md-lower-9b", "9B"),
        ("ne-legislature-12", "12"),
        ("dc-legislature-ward_1", "Ward 1"),
        ("pr-upper-at-large-1", ""),
        ("ia-governor", ""),
        ("us-house-ia-3", ""),
    ],
)
def test_a_legislative_district_has_the_name_that_people_use(office_id: str, name: str) -> None:
    assert queries.district_name(queries.office(office_id)) == name


def test_an_office_that_no_table_has_is_refused() -> None:
    with pytest.raises(queries.UnknownOffice):
        queries.office("ia-upper-99")


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


def test_a_division_that_the_tables_lack_elects_nobody() -> None:
    assert [one.id for one in queries.offices_for("ocd-division/country:us/state:ia/cd:3")] == [
        "us-house-ia-3"
    ]
    assert queries.offices_for("ocd-division/country:us/state:ia/county:nowhere") == ()


def test_whole_committees_are_no_part_of_another() -> None:
    whole = queries.whole_committees()
    assert whole < {one.id for one in queries.committees()}
    assert all(one.parent in whole for one in queries.committees() if one.parent)
