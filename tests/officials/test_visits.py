"""Visiting: the nearest office first, a sheet to take along, and town halls as announced."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar
from time_machine import travel

from upstander.hub.models import Hub
from upstander.learn.models import Claim
from upstander.officials import visits
from upstander.officials.models import Campaign, NumberCorrection, TownHall

VISIT = "/en/officials/campaigns/pipes/visit/"
NUNN = "us-house-ia-3"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


def town_hall(office: str = NUNN, **fields: object) -> TownHall:
    row = TownHall(
        **{
            "office_id": office,
            "title": "Ask <b>anything</b>",
            "starts": NOON + timedelta(days=1),
            "timezone": "America/Chicago",
            "place": "Ames Public Library",
            "street": "515 Douglas Avenue, Ames, IA",
            "url": "https://nunn.house.gov/ask",
            "as_of": NOON.date(),
        }
        | fields
    )
    row.full_clean()
    row.save()
    return row


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
    assert "tells it only the address of the office" in page


def test_a_wrong_number_of_an_office_is_not_given(campaign: Campaign, client: Client) -> None:
    NumberCorrection.objects.create(
        office_id=NUNN, wrong="(515) 400-8180", right="515-555-0101", as_of=NOON.date()
    )
    page = client.post(VISIT, {"office": NUNN, "place": "Des Moines, IA"}).content.decode()

    assert 'href="tel:+15155550101"' in page
    assert "515-400-8180</" not in page


@pytest.mark.parametrize("zone", ["Central", "America/Nowhere", "../etc/passwd", ""])
def test_a_town_hall_without_a_known_time_zone_is_refused(campaign: Campaign, zone: str) -> None:
    with pytest.raises(ValidationError) as refused:
        town_hall(timezone=zone)

    assert "timezone" in refused.value.message_dict
    assert not TownHall.objects.exists()


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
def test_town_halls_are_listed_until_they_are_over_and_cancelled_ones_say_so(
    hub: Hub, client: Client
) -> None:
    town_hall()
    town_hall(title="Called off", status=TownHall.Status.CANCELLED, url="https://x.example/")
    town_hall(title="Going on", starts=NOON - timedelta(minutes=30))
    town_hall(title="Long over", starts=NOON - timedelta(days=1))
    town_hall(title="Just ended", starts=NOON - timedelta(hours=3), ends=NOON)
    page = client.get("/en/officials/town-halls/").content.decode()

    assert page.index("Going on") < page.index("Ask &lt;b&gt;anything&lt;/b&gt;")
    assert "Nov. 24, 2026, noon local time" in page
    assert "Zachary Nunn" in page
    assert 'Called off <span class="tag">cancelled</span>' in page
    assert "Long over" not in page


@travel(NOON, tick=False)
def test_a_calendar_keeps_each_town_hall_and_its_uid_when_it_is_cancelled(
    hub: Hub, client: Client
) -> None:
    row = town_hall(note="Bring\x07 a chair; sit, please", ends=NOON + timedelta(hours=26))
    [before] = events(client)
    row.status = TownHall.Status.CANCELLED
    row.save()
    [after] = events(client)

    assert before["uid"] == after["uid"] == f"town-hall-{row.pk}@127.0.0.1"
    assert "status" not in before
    assert after["status"] == "CANCELLED"
    assert after.start == NOON + timedelta(days=1)
    assert after.end == NOON + timedelta(hours=26)
    assert after["location"] == "Ames Public Library, 515 Douglas Avenue, Ames, IA"
    assert "Bring a chair; sit, please" in after["description"]


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


def events(client: Client) -> list:
    return Calendar.from_ical(client.get("/en/officials/town-halls.ics").content).walk("VEVENT")
