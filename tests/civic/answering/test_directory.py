"""Finding people, offices, divisions and places without a ZIP or a point."""

import math

import pytest

from upstander.civic import Civic, UnknownOffice, UnknownState
from upstander.civic.types import UnknownDivision

IOWA = "ocd-division/country:us/state:ia"
DES_MOINES = {"lat": 41.5868, "lng": -93.6250}


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [("Chuck Grassley", "person", "G000386"), ("grassley, CHUCK", "person", "G000386"),
     ("jose pablo hernandez", "person", "H001103"), ("chu grass", "person", "G000386"),
     ("Chuck Grasley", "person", "G000386"), ("governor iowa", "office", "ia-governor"),
     ("Iowa State Senate district 17", "division", f"{IOWA}/sldu:17"),
     ("Ames IA", "place", "Ames, IA"), ("Des Moines", "division", f"{IOWA}/place:des_moines")],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(
    civic: Civic, text: str, kind: str, found: str
) -> None:
    best = civic.search(text)[0]
    assert (best.kind, best.id) == (kind, found)


def test_whole_words_come_before_beginnings_and_slips_come_last(civic: Civic) -> None:
    names = [match.name for match in civic.search("Ames", limit=200) if match.kind == "place"]
    assert names[0] == "Ames, IA"
    assert names.index("Ames, IA") < names.index("Amesbury, MA")
    assert not civic.search("Zachary Nunn")[0].slip
    assert civic.search("Zachery Nunn")[0].slip
    assert civic.search("xqzzyv") == ()
    assert civic.search("  ?! ") == ()
    assert len(civic.search("a", limit=3)) == 3


def test_a_person_is_found_with_the_office_they_hold(civic: Civic) -> None:
    match = civic.search("Zachary Nunn")[0]
    assert match.office_id == "us-house-ia-3"
    assert civic.office(match.office_id).title == "U.S. Representative"


def test_public_offices_are_found_by_distance(civic: Civic) -> None:
    near = civic.offices_near(**DES_MOINES, limit=5)
    assert len(near) == 5
    assert [one.km for one in near] == sorted(one.km for one in near)
    first = near[0]
    assert (first.office.id, first.exact) == ("us-house-ia-3", True)
    assert first.contact.city == "Des Moines"
    assert all(one.km <= 1 for one in civic.offices_near(**DES_MOINES, limit=99, within_km=1))
    assert civic.offices_near(lat=-80, lng=0, within_km=100) == ()
    by_zip = [one for one in civic.offices_near(**DES_MOINES, limit=400) if not one.exact]
    assert all(one.contact.zip and one.contact.lat is None for one in by_zip)
    assert by_zip


def test_distance_is_measured_around_the_globe(civic: Civic) -> None:
    (near,) = civic.offices_near(lat=52, lng=179.9, limit=1)
    assert near.km < math.pi * 6371


def test_offices_of_a_division_are_everyone_its_people_elect(civic: Civic) -> None:
    ids = {office.id for office in civic.offices_for(IOWA)}
    assert ids >= {"us-senate-ia-2", "us-senate-ia-3", "ia-governor", "ia-attorney-general"}
    assert not any(one.startswith(("us-house", "ia-upper", "ia-mayor")) for one in ids)
    two_seats = civic.offices_for("ocd-division/country:us/state:id/sldl:8")
    assert [office.seat for office in two_seats] == ["A", "B"]
    country = {office.id for office in civic.offices_for("ocd-division/country:us")}
    assert country == {"us-president", "us-vice-president"}
    with pytest.raises(UnknownDivision, match="Open Civic Data"):
        civic.offices_for(f"{IOWA}/sldu:999")


def test_offices_and_divisions_are_listed_by_level_kind_and_state(civic: Civic) -> None:
    assert {office.state for office in civic.offices(state="IA")} == {"IA"}
    assert {office.level for office in civic.offices("local")} == {"local"}
    senators = [one for one in civic.offices("state", "NE") if one.chamber == "legislature"]
    assert len(senators) == 49
    assert len(civic.offices("federal")) == 543
    assert [one.name for one in civic.divisions("cd", "IA")][2] == (
        "Iowa's 3rd congressional district"
    )
    assert len(civic.divisions("state")) == 56
    assert {one.kind for one in civic.divisions(state="IA")} == {
        "state", "cd", "sldu", "sldl", "county", "place",
    }  # fmt: skip
    with pytest.raises(UnknownState):
        civic.divisions(state="ia")
    with pytest.raises(UnknownState):
        civic.offices(state="ZZ")
    with pytest.raises(ValueError, match="'ward' is no kind of division"):
        civic.divisions("ward")  # type: ignore[arg-type]


def test_every_office_is_found_by_its_id_and_its_division_exists(civic: Civic) -> None:
    for office in civic.offices():
        assert civic.office(office.id) == office
        assert civic.division(office.division_id).state == office.state
    for wrong in ("ia-governor-2", "", "zz-governor", "../../us-president"):
        with pytest.raises(UnknownOffice, match="search"):
            civic.office(wrong)


def test_committees_have_members_with_roles(civic: Civic) -> None:
    seats = civic.committees_of("G000386")
    judiciary = next(one for one in seats if one.committee_id == "SSJU")
    assert (judiciary.committee, judiciary.role) == (
        "Senate Committee on the Judiciary",
        "Chairman",
    )
    assert any(one.committee.startswith("Senate Committee on Finance: ") for one in seats)
    assert civic.committees_of("nobody") == ()
    committees = {one.id: one for one in civic.committees()}
    assert all(one.parent is None or one.parent in committees for one in committees.values())
    assert {one.chamber for one in committees.values()} == {"senate", "house", "joint"}
