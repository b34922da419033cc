"""Groups near the visitor, found on their own device."""

from collections.abc import Iterator

import pytest
from django.utils.text import slugify
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from upstander.groups.models import Location, Organization, SearchWords
from upstander.groups.operations import write_organization, write_search_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: Browser, device_tables: dict[str, bytes]) -> Iterator[Page]:
    """A page of a site that publishes its look-up tables."""

    def table(route: Route) -> None:
        name = route.request.url.rpartition("/tables/")[2]
        route.fulfill(body=device_tables[name], content_type="application/json")

    context = chromium.new_context()
    context.route("**/tables/**", table)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def ask(page: Page, place: str) -> None:
    page.get_by_label("Your ZIP code or town").fill(place)
    page.keyboard.press("Enter")


def listed(page: Page, name: str) -> list[str]:
    return page.locator(f"[data-list={name}] h3").all_inner_texts()


@pytest.fixture
def groups(live_server: LiveServer, page: Page) -> Page:
    """The page of all groups: two in Iowa, one of them without an address, and one in Tucson."""
    local = {"scope": Organization.Scope.LOCAL, "serves": ["IA"]}
    write("Elm Street Tenants", Location(city="Des Moines", state_province="IA"), **local)
    write("Night Shelter", Location(city="Ames", state_province="IA", confidential=True), **local)
    write("Water Law Center", Location(city="Tucson", state_province="AZ"), scope="national")
    write_search_words(SearchWords(words="{city} clean water group"), by=None)
    page.goto(f"{live_server.url.replace('localhost', '127.0.0.1')}/en/groups/")
    return page


def write(name: str, location: Location, **fields: object) -> None:
    organization = Organization(
        slug=slugify(name), name=name, description="They help.", status="published", **fields
    )
    write_organization(organization, locations=[location], channels=[], by=None)


def test_the_nearest_come_first_and_no_request_carries_the_place(groups: Page) -> None:
    asked: list[str] = []
    groups.on("request", lambda request: asked.append(request.method + request.url))
    ask(groups, "Ames, IA")

    expect(groups.get_by_role("heading", name="Near Ames")).to_be_visible()
    expect(groups.locator("#near h2")).to_be_focused()
    assert listed(groups, "near") == ["Elm Street Tenants", "Night Shelter"]
    assert listed(groups, "national") == ["Water Law Center"]
    expect(groups.get_by_text("about 30 miles away")).to_be_visible()
    expect(groups.get_by_text("Ames clean water group")).to_be_visible()
    assert [one for one in asked if "Ames" in one or "POST" in one] == []
    tables = {one.rpartition("/tables/")[2] for one in asked if "/tables/" in one}
    assert tables == {"congress.json", "zips.json", "places.json", "states/ia.json"}


def test_a_zip_is_known_about_and_stays_for_the_tab(groups: Page) -> None:
    ask(groups, "50309")
    expect(groups.get_by_role("heading", name="Near 50309")).to_be_visible()
    expect(groups.get_by_text("within about 25 miles")).to_be_visible()

    groups.reload()
    expect(groups.get_by_role("heading", name="Near 50309")).to_be_visible()
    assert listed(groups, "near") == ["Elm Street Tenants", "Night Shelter"]


def test_a_place_without_a_group_says_so_and_another_place_starts_afresh(groups: Page) -> None:
    ask(groups, "Springfield, IL")
    expect(groups.get_by_text("No group near Springfield is listed here yet.")).to_be_visible()
    expect(groups.get_by_role("heading", name="Local groups elsewhere")).to_be_visible()

    ask(groups, "Tucson, AZ")
    expect(groups.get_by_text("within about 5 miles")).to_be_visible()
    expect(groups.get_by_text("is listed here yet")).to_be_hidden()
    assert listed(groups, "near") == ["Water Law Center"]
    assert listed(groups, "elsewhere") == ["Elm Street Tenants", "Night Shelter"]


def test_a_place_that_cannot_be_found_is_said_and_one_of_several_chosen(groups: Page) -> None:
    for asked, says in {
        "": "Type a ZIP code, or a city and state.",
        "99999": "We do not know that place.",
        "K1A 0B1": "not in a US state or territory",
        "Des Moines": "Several places have that name.",
    }.items():
        ask(groups, asked)
        expect(groups.get_by_role("alert")).to_contain_text(says)
    groups.get_by_role("button", name="Des Moines, IA").click()

    expect(groups.get_by_role("heading", name="Near Des Moines")).to_be_visible()
    expect(groups.get_by_role("alert")).to_be_hidden()
    assert listed(groups, "near") == ["Elm Street Tenants", "Night Shelter"]


def test_a_table_that_cannot_be_loaded_is_said(groups: Page) -> None:
    groups.route("**/tables/states/*", lambda route: route.abort())
    ask(groups, "Ames, IA")
    expect(groups.get_by_role("alert")).to_contain_text("We could not look that up.")

    ask(groups, "50309")
    expect(groups.get_by_role("heading", name="Near 50309")).to_be_visible()
    expect(groups.get_by_role("alert")).to_be_hidden()

    groups.route("**/tables/*", lambda route: route.abort())
    groups.reload()
    ask(groups, "50309")
    expect(groups.get_by_role("alert")).to_contain_text("We could not look that up.")
