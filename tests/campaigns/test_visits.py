"""Visiting: the nearest office first, and a sheet to take along."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from time_machine import travel

from tests.officials.test_town_halls import town_hall
from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import visits
from upstander.learn.models import Claim
from upstander.officials.models import OfficeCorrection
from upstander.places import queries as places

VISIT = "/en/officials/campaigns/pipes/visit/"
NUNN = "us-house-ia-3"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.mark.parametrize("city", ["Ottumwa", "Creston"])
def test_the_nearest_office_comes_first_with_a_way_there(
    campaign: Campaign, client: Client, city: str
) -> None:
    answer = client.post(VISIT, {"office": NUNN, "place": f"{city}, IA"})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert city in answer.context["offices"][0].address
    assert "Washington" in answer.context["offices"][-1].address
    assert "https://www.openstreetmap.org/search?query=" in page
    assert "It learns the address of the office" in page


def test_a_post_office_box_is_no_place_to_visit(campaign: Campaign, client: Client) -> None:
    answer = client.post(VISIT, {"office": "us-house-ga-14", "place": "30720"})
    offices = answer.context["offices"]

    assert offices
    assert not any("Box" in one.address for one in offices)
    assert "P.O. Box 829" not in answer.content.decode()
    card = client.post("/en/lookup/", {"q": "30720"}).content.decode()
    assert re.search(r"Address for letters</b><br>\s*<span[^>]*>P.O. Box 829, Dalton", card)


def test_a_box_beside_a_street_is_left_out_of_the_visit_and_kept_for_letters(
    campaign: Campaign, client: Client
) -> None:
    office = next(
        one
        for one in places.offices(level="federal")
        for place in (one.holder.offices if one.holder else ())
        if place.box and place.street
    )
    page = client.post(VISIT, {"office": office.id}).content.decode()
    (boxed,) = [one for one in office.holder.offices if one.box] if office.holder else []

    assert boxed.street in page
    assert boxed.box not in page
    twin = client.get(f"/en/officials/offices/{office.id}/index.json").json()
    (place,) = [one for one in twin["offices"] if one["post_office_box"]]
    assert (place["street"], place["post_office_box"]) == (boxed.street, boxed.box)
    card = client.get(f"/en/officials/offices/{office.id}/card.vcf").content.decode()
    assert re.search(rf"ADR;TYPE=WORK,POSTAL:{re.escape(boxed.box)};;", card.replace("\\,", ","))


def test_a_wrong_number_of_an_office_is_not_given(campaign: Campaign, client: Client) -> None:
    OfficeCorrection.objects.create(
        office_id=NUNN, wrong="(515) 400-8180", right="515-555-0101", as_of=NOON.date()
    )
    page = client.post(VISIT, {"office": NUNN, "place": "Des Moines, IA"}).content.decode()

    assert 'href="tel:+15155550101"' in page
    assert "515-400-8180</" not in page


@pytest.mark.parametrize("place", ["", "Nowhere at all", "<b>", "Springfield", "\x00", "x" * 120])
def test_a_place_that_says_nothing_still_brings_all_offices(
    campaign: Campaign, client: Client, place: str
) -> None:
    answer = client.post(VISIT, {"office": NUNN, "place": place})
    assert len(answer.context["offices"]) == 4


def test_an_official_that_there_is_not_brings_the_look_up(
    campaign: Campaign, client: Client
) -> None:
    answer = client.post(VISIT, {"office": "us-house-ia-9"})
    assert answer.status_code == 422
    assert b'href="#find"' in answer.content


def test_the_sheet_has_three_claims_as_they_stand_with_their_sources(
    campaign: Campaign, claim: Claim, client: Client
) -> None:
    page = client.get(VISIT).content.decode()
    for slug in ("two", "three", "four"):
        more = Claim(guide=claim.guide, slug=slug, sentence=f"Claim {slug}.", status="published")
        more.save()
        campaign.claims.add(more)

    assert len(client.get(VISIT).context["facts"]) == visits.POINTS
    assert "The city laid lead pipes in 1950." in page
    assert "Minutes of May, The city, May 2, 1950" in page
    assert "Pay for new pipes by May." in page


@travel(NOON, tick=False)
def test_a_visit_shows_the_town_halls_of_that_official_only(
    campaign: Campaign, client: Client
) -> None:
    town_hall(title="With Nunn")
    town_hall("us-senate-ia-2", title="With a senator")
    town_hall("ia-lower-999", title="Of a seat that is gone")
    page = client.post(VISIT, {"office": NUNN}).content.decode()

    assert "With Nunn" in page
    assert "With a senator" not in page
    assert "Of a seat that is gone" in client.get("/en/officials/town-halls/").content.decode()
