"""What a visitor finds about groups, near and far, and what is never shown."""

import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from upstander.groups import queries
from upstander.groups.models import Location, Organization, SearchWords
from upstander.hub import registry
from upstander.hub.operations import save, translate, unpublish
from upstander.places.queries import Place

pytestmark = pytest.mark.usefixtures("search")


def near(client: Client, asked: str, language: str = "en") -> str:
    return client.post(f"/{language}/groups/near/", {"q": asked}).content.decode()


def listed(page: str, name: str) -> list[str]:
    """Returns the names of the groups in one of the three lists of the page."""
    found = re.search(rf'<ul class="list" data-list="{name}">(.*?)</ul>', page, re.S)
    assert found
    return re.findall(r"<h3><a[^>]+>(.*?)</a>", found[1])


def test_groups_near_a_zip_come_first_by_distance_then_the_national_ones(
    tenants: Organization, shelter: Organization, water_law: Organization, client: Client
) -> None:
    page = near(client, "50309")

    assert listed(page, "near") == ["Elm Street Tenants", "Night Shelter"]
    assert listed(page, "national") == ["Water Law Center"]
    assert "within about 5 miles" in page


def test_a_group_from_the_next_state_is_near_where_it_is_close(
    tenants: Organization, water_law: Organization, client: Client
) -> None:
    assert listed(near(client, "Tucson, AZ"), "near") == ["Water Law Center"]
    assert listed(near(client, "Tucson, AZ"), "elsewhere") == ["Elm Street Tenants"]
    assert listed(near(client, "Phoenix, AZ"), "near") == []


def test_a_place_without_a_group_says_so_and_shows_how_to_find_and_suggest_one(
    tenants: Organization, water_law: Organization, client: Client
) -> None:
    page = near(client, "Springfield, IL")

    assert "No group near <span data-city>Springfield</span> is listed here yet." in page
    assert "<q><span data-city>Springfield</span> clean water group</q>" in page
    assert 'href="/en/suggestions/group/"' in page
    assert listed(page, "national") == ["Water Law Center"]


def test_a_whole_state_and_a_territory_are_places_too(
    tenants: Organization, water_law: Organization, client: Client
) -> None:
    assert listed(near(client, "IA"), "near") == ["Elm Street Tenants"]
    assert "Near <span data-city>Puerto Rico</span>" in near(client, "00901")
    assert listed(near(client, "41.5868,-93.6250"), "near") == ["Elm Street Tenants"]


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ("", 422, "Type a ZIP code, or a city and state."),
        ("5030", 422, "We cannot read that."),
        ("\x00\x07", 422, ""),
        ("99999", 200, "We do not know that place."),
        ("K1A 0B1", 200, "not in a US state or territory"),
        ("09012", 200, "Military mail has no place on the map."),
        ("96960", 200, "a country of its own"),
        ("x" * 10_000, 422, "We cannot read that."),
    ],
)
def test_a_place_that_cannot_be_found_is_answered_and_nothing_is_lost(
    tenants: Organization, client: Client, asked: str, status: int, says: str
) -> None:
    answer = client.post("/en/groups/near/", {"q": asked})

    assert answer.status_code == status
    assert says in answer.content.decode()
    assert listed(answer.content.decode(), "elsewhere") == ["Elm Street Tenants"]


def test_a_name_of_several_places_lets_the_visitor_choose(
    tenants: Organization, client: Client
) -> None:
    page = near(client, "Des Moines")
    choices = re.findall(r'name="q" value="([^"]+)">([^<]+)', page)
    names = [f"Des Moines, {state}" for state in ("IA", "WA", "NM")]
    assert choices == [(name, name) for name in names]
    assert listed(near(client, choices[0][0]), "near") == ["Elm Street Tenants"]

    state, city = re.findall(r'name="q" value="([^"]+)">([^<]+)', near(client, "New York"))[:2]
    assert state[1].strip() == "New York, the whole state"
    assert "Near <span data-city>New York</span>" in near(client, state[0])
    assert "Near <span data-city>New York</span>" in near(client, city[0])


def test_an_answer_leaves_nothing_behind(tenants: Organization, client: Client) -> None:
    answer = Client(enforce_csrf_checks=True).post("/en/groups/near/", {"q": "50309"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert 'href="/es/groups/"' in answer.content.decode()
    assert client.get("/en/groups/near/").status_code == 405


def test_an_address_that_became_confidential_shows_nowhere(
    tenants: Organization, client: Client
) -> None:
    shown = [f"/en/{address}" for address in registry.addresses() if address.startswith("groups/")]
    assert "12 Elm Street" in "".join(client.get(path).content.decode() for path in shown)

    Location.objects.update(confidential=True)
    pages = [client.get(path).content.decode() for path in shown] + [near(client, "50309")]
    for secret in ("12 Elm Street", ">50309", '"50309"', "41.59", "-93.62"):
        assert not any(secret in page.replace('value="50309"', "") for page in pages), secret
    assert [problem.where for problem in registry.problems()] == ["group tenants"]


def test_a_confidential_group_is_found_by_its_state_and_shows_its_city(
    shelter: Organization, client: Client
) -> None:
    page = client.get("/en/groups/shelter/").content.decode()

    assert "Ames, IA" in page
    assert "The address is confidential." in page
    assert listed(near(client, "50010"), "near") == ["Night Shelter"]


@pytest.mark.parametrize(
    ("days", "says", "warns"),
    [
        (0, "Confirmed on", False),
        (180, "Confirmed on", False),
        (181, "Last confirmed in", True),
        (730, "Last confirmed in", True),
        (731, "Not confirmed since", True),
        (None, "Nobody has confirmed this yet.", True),
    ],
)
def test_freshness_decays(
    tenants: Organization, client: Client, days: int | None, says: str, warns: bool
) -> None:
    tenants.assured_date = None if days is None else timezone.localdate() - timedelta(days)
    save(tenants, by=None, why="confirmed")
    page = client.get("/en/groups/tenants/").content.decode()

    assert says in page
    assert ("Check before you rely on it." in page) == warns


def test_what_was_confirmed_long_ago_names_the_year(tenants: Organization, client: Client) -> None:
    tenants.assured_date = date(2018, 5, 31)
    save(tenants, by=None, why="confirmed")

    assert "Not confirmed since 2018." in client.get("/en/groups/").content.decode()
    assert "Sin confirmar desde 2018." in client.get("/es/groups/").content.decode()


def test_one_quiet_line_says_that_a_list_is_unconfirmed(
    tenants: Organization, client: Client
) -> None:
    Organization.objects.create(
        slug="other", name="Other", description="Helps.", scope="national", status="published"
    )
    Organization.objects.update(assured_date=None)
    page = client.get("/en/groups/").content.decode()
    assert page.count("Nobody has confirmed") == 1
    assert "Nobody has confirmed this list yet." in page

    Organization.objects.filter(slug="other").update(assured_date=timezone.localdate())
    page = client.get("/en/groups/").content.decode()
    assert page.count("Nobody has confirmed") == 1
    assert "Nobody has confirmed the groups without a date yet." in page

    Organization.objects.update(assured_date=timezone.localdate())
    assert "Nobody has confirmed" not in client.get("/en/groups/").content.decode()


def test_a_draft_is_nowhere(tenants: Organization, client: Client) -> None:
    unpublish(tenants, by=None)

    assert "groups/tenants/" not in set(registry.addresses())
    assert client.get("/en/groups/tenants/").status_code == 404
    assert client.get("/en/groups/tenants/index.json").status_code == 404
    for page in (client.get("/en/groups/").content.decode(), near(client, "50309")):
        assert "Elm Street Tenants" not in page
    assert client.get("/en/groups/index.json").json()["contents"] == []


def test_a_group_that_cannot_be_reached_keeps_the_hub_from_publishing(
    tenants: Organization, shelter: Organization
) -> None:
    assert not list(registry.problems())
    shelter.channels.all().delete()

    assert [problem.where for problem in registry.problems()] == ["group shelter"]


def test_the_page_carries_the_group_for_software(water_law: Organization, client: Client) -> None:
    page = client.get("/es/groups/water-law/").content.decode()
    embedded = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert embedded
    document = json.loads(embedded[1])
    assert (document["@type"], document["alternateName"]) == ("NGO", "WLC")
    assert document["description"] == "Van a los tribunales."
    assert document["location"][0]["address"]["addressLocality"] == "Tucson"


def test_the_room_speaks_spanish(
    tenants: Organization, water_law: Organization, search: SearchWords, olive: User, client: Client
) -> None:
    translate(search, field="words", language="es", text="agua limpia en {city}", by=olive)
    page = near(client, "Ames, IA", "es")

    assert "Cerca de <span data-city>Ames</span>" in page
    assert "<q>agua limpia en <span data-city>Ames</span></q>" in page
    assert "a unas 30 millas" in page
    assert (
        "<q>agua limpia en <span data-city>SU CIUDAD</span></q>"
        in client.get("/es/groups/").content.decode()
    )


@pytest.mark.parametrize(
    ("exactly", "said"),
    [(0.0, 5), (7.4, 5), (7.5, 10), (12.4, 10), (97.6, 100), (104.9, 100), (105.0, 110)],
)
def test_distances_are_said_as_one_says_them(exactly: float, said: int) -> None:
    assert queries.about(exactly) == said


def test_groups_with_several_locations_are_as_near_as_the_nearest(water_law: Organization) -> None:
    Location.objects.create(
        organization=water_law,
        city="Ames",
        state_province="IA",
        latitude="42.0301",
        longitude="-93.6319",
    )
    here = Place("Ames", "IA", 42.03, -93.63, (), "place")

    assert queries.near(here, queries.organizations()) == [queries.Near(water_law, 5)]
