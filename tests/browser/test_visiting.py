"""A visit on the device: the nearest office first, a sheet of one page, nothing sent."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

pytestmark = pytest.mark.browser

NAMES = """(ids) => {
  const element = document.querySelector("[data-campaign-spec]");
  const spec = JSON.parse(element.dataset.campaignSpec);
  element.dataset.campaignSpec = JSON.stringify({ ...spec, named: ids });
}"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield context
    assert context.cookies() == []
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def watch(page: Page) -> list[Request]:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


def visit_page(page: Page, site: str, language: str = "en") -> str:
    """Returns the address of the visit page of the hub's first campaign."""
    found = page.request.get(f"{site}/{language}/officials/index.json").json()
    return f"{site}{urlsplit(found['campaigns'][0]['url']).path}visit/"


def choose(page: Page, site: str, official: str, place: str) -> None:
    page.goto(visit_page(page, site))
    page.locator("#find").fill(place)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("[data-pick] button").filter(has_text=official).click()


@pytest.mark.parametrize("city", ["Ottumwa", "Creston"])
def test_the_nearest_office_comes_first_and_nothing_is_sent(
    site: str, page: Page, city: str
) -> None:
    asked = watch(page)
    choose(page, site, "Zachary Nunn", f"{city}, IA")

    stops = page.locator("[data-result] .office")
    expect(stops).to_have_count(4)
    expect(stops.first).to_contain_text(city)
    expect(page.locator("[data-found]")).to_be_hidden()
    there = stops.first.get_by_role("link", name="Where it is on a map")
    address = unquote_plus(there.get_attribute("href") or "")
    assert address.startswith("https://www.openstreetmap.org/search?query=")
    assert city in address
    assert {one.method for one in asked} == {"GET"}
    assert not re.search(
        r"Ottumwa|Creston|Nunn|us-house", unquote_plus(" ".join(one.url for one in asked))
    )


def test_those_that_a_campaign_names_can_be_visited_before_any_place_is_looked_up(
    site: str, page: Page
) -> None:
    page.goto(visit_page(page, site))
    page.evaluate(NAMES, ["us-house-ia-3"])
    page.locator("#find").focus()
    page.locator("[data-pick] button").filter(has_text="Zachary Nunn").click()

    expect(page.locator("[data-result] .office")).to_have_count(4)
    expect(page.locator("[data-result] [data-slot=distance]").first).to_be_empty()


def test_the_device_and_the_server_name_the_same_offices_in_the_same_order(
    site: str, page: Page, plain: Page
) -> None:
    choose(page, site, "Zachary Nunn", "Ottumwa, IA")
    expect(page.locator("[data-result] .office")).to_have_count(4)
    device = page.locator("[data-result] .office [data-slot=address]").all_text_contents()

    plain.goto(visit_page(plain, site))
    answer = plain.request.post(
        visit_page(plain, site), form={"office": "us-house-ia-3", "place": "Ottumwa, IA"}
    )
    plain.set_content(answer.text())
    server = plain.locator(".office [data-slot=address]").all_text_contents()
    assert device == server


def test_the_sheet_is_one_printed_page_and_stays_in_the_tab(site: str, page: Page) -> None:
    choose(page, site, "Zachary Nunn", "50309")
    expect(page.locator("[data-result] .office")).to_have_count(4)
    page.locator("#story").fill("My sister waits.")
    page.reload()
    expect(page.locator("#story")).to_have_value("My sister waits.")
    expect(page.locator("[data-with]")).to_have_text("Zachary Nunn")

    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter")))
    assert pages == 1
    page.emulate_media(media="print")
    expect(page.locator("header, h1, nav, button, .office").filter(visible=True)).to_have_count(0)


def test_a_visit_is_noted_on_the_device_and_counted_only_on_request(site: str, page: Page) -> None:
    choose(page, site, "Zachary Nunn", "50309")
    page.get_by_role("button", name="I went").click()
    expect(page.locator("[data-result] .note:focus")).to_contain_text("It is noted on this device")
    record = page.evaluate("JSON.parse(localStorage.getItem('record'))")
    assert [(one["how"], one["outcome"]) for one in record] == [("visit", "visited")]

    asked = watch(page)
    page.get_by_role("button", name="Count it").click()
    expect(page.get_by_text("It is counted.")).to_be_visible()
    assert len(asked) == 1
    assert re.fullmatch(r"outcome=visited&token=[0-9a-f]{32}", asked[0].post_data or "")
