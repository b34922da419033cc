"""Officials that a hub adds: whom they represent, and how they are shown."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client

from upstander.officials.models import AddedOfficial
from upstander.officials.queries import added
from upstander.officials.queries.answers import answer, card
from upstander.places import queries as places

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
IOWA = "ocd-division/country:us/state:ia"


def add(slug: str, **fields: object) -> AddedOfficial:
    given = {
        "title": "Sheriff",
        "area": "Polk County, Iowa",
        "name": "Ana “Nita” Núñez-O’Hara Jr.",
        "division_id": f"{IOWA}/county:polk",
        "zips": ["50309"],
        "phone": "515-555-0100",
        "region": "IA",
        "source_title": "Polk County",
        "source_url": "https://polk.example/",
        "as_of": date(2026, 6, 1),
        "status": AddedOfficial.Status.PUBLISHED,
    }
    row = AddedOfficial(slug=slug, language="en", **(given | fields))
    row.full_clean()
    row.save()
    return row


def shown(query: str) -> tuple[list[str], list[str]]:
    """Returns the ids of the hub's own officials: those for sure, and those who may be."""
    found = answer(places.find(query), offers=[], language="en", on=ON)
    return (
        [one.id for part in found.sections for one in part.certain if one.kind == "added"],
        [one.id for part in found.sections for one in part.possible if one.kind == "added"],
    )


def test_by_zip_code_an_official_may_be_mine_and_by_a_whole_state_is() -> None:
    add("sheriff")
    add("judge", division_id=IOWA, zips=[])

    assert shown("50309") == (["local-judge"], ["local-sheriff"])
    assert shown("52240") == (["local-judge"], [])
    assert shown("10001") == ([], [])


def test_a_district_is_as_certain_as_the_seat_that_it_elects() -> None:
    add("watch", division_id=f"{IOWA}/cd:3", zips=[])

    add("board", division_id="ocd-division/country:us/state:ca/cd:15", zips=[], region="CA")

    assert shown("50309") == (["local-watch"], [])
    assert shown("94402") == ([], ["local-board"])


@pytest.mark.parametrize(
    ("division", "heading"),
    [
        (IOWA, "In your state or territory"),
        (f"{IOWA}/cd:3", "In your state or territory"),
        (f"{IOWA}/sldu:17", "In your state or territory"),
        (f"{IOWA}/county:polk", "In your city and county"),
        (f"{IOWA}/school_district:des_moines", "In your city and county"),
    ],
)
def test_an_official_stands_with_those_of_its_own_level(division: str, heading: str) -> None:
    row = add("board", division_id=division)

    found = answer(places.find("50309"), offers=[], language="en", on=ON).sections
    [here] = [
        part.heading
        for part in found
        if row.office_id in {one.id for one in (*part.certain, *part.possible)}
    ]
    assert here == heading
    assert added.for_device(row, "en")["level"] == added.office(row).level


def test_the_device_finds_one_of_a_county_by_its_zips() -> None:
    sheriff = added.for_device(add("sheriff", zips=["50010"]), "en")
    assert {"50309", "50010"} <= set(sheriff["zips"])
    assert "52240" not in sheriff["zips"]
    board = add("board", division_id=f"{IOWA}/school_district:des_moines", zips=["50010"])
    assert added.for_device(board, "en")["zips"] == ["50010"]


def test_a_draft_is_shown_to_nobody() -> None:
    row = add("sheriff", status=AddedOfficial.Status.DRAFT)

    assert shown("50309") == ([], [])
    with pytest.raises(places.UnknownOffice):
        added.find(row.office_id)


def test_an_office_without_a_name_has_its_number_and_says_that_nobody_is_known() -> None:
    one = card(added.find(add("sheriff", name="").office_id), language="en", on=ON)

    assert (one.unknown, one.last_holder, one.phone) == (True, "", "515-555-0100")
    assert one.heading == "Sheriff, Polk County, Iowa"
    assert one.source.url == "https://polk.example/"


def test_what_organizers_write_is_shown_as_text() -> None:
    row = add("sheriff", title="<b>Sheriff</b>", name="<script>alert(1)</script>")
    page = render_to_string(
        "officials/card.html", {"card": card(added.find(row.office_id), language="en", on=ON)}
    )

    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<b>Sheriff" not in page


def test_the_device_gets_those_that_are_published(client: Client) -> None:
    add("sheriff", division_id=f"{IOWA}/cd:3")
    add("hidden", status=AddedOfficial.Status.DRAFT)
    [one] = client.get("/en/officials/added.json").json()["officials"]

    assert (one["id"], one["beside"], one["zips"]) == (
        "local-sheriff",
        ["us-house-ia-3"],
        ["50309"],
    )
