"""Everyone who represents a place: the device says it as the server, and tells nobody."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.reading import texts
from upstander.civic import Civic

pytestmark = pytest.mark.browser

FIND = {"en": "Find", "es": "Buscar"}
PLACES = ("50309", "94402", "03820", "20001", "00601", "83702", "68508", "96799", "des moines ia")
SHERIFF = {
    "id": "local-sheriff",
    "title": "Sheriff",
    "area": "Polk County <b>",
    "level": "local",
    "chamber": "executive",
    "state": "IA",
    "termEnd": None,
    "asOf": "2026-06-01",
    "holder": {
        "name": "Ana “Nita” Núñez-O’Hara Jr.",
        "party": None,
        "phone": "515-555-0100",
        "phones": ["515-555-0100"],
        "emails": [],
        "address": ["222 5th Ave", "Des Moines", "IA", "50309"],
        "website": None,
        "contactForm": None,
        "accounts": [],
    },
    "vacancy": None,
    "source": ["Polk County", "https://polk.example/"],
    "hours": "",
    "beside": [],
    "zips": ["50309"],
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def look_up(page: Page, text: str, language: str = "en") -> None:
    page.locator("#find").fill(text)
    page.get_by_role("button", name=FIND[language], exact=True).click()


def look_up_all(page: Page, text: str, language: str = "en") -> None:
    """Waits until everyone is shown, and every card has what comes with it."""
    page.evaluate("document.querySelectorAll('[data-sections] > *').forEach(old => old.id = 'old')")
    look_up(page, text, language)
    page.wait_for_selector("[data-found] [data-sections] section:not(#old)")
    expect(page.locator("[data-found] [data-sections] > div")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def said(page: Page, within: str) -> dict[str, list[str]]:
    """Returns what an answer says, without dates and times, which the two write differently."""
    rows = {
        "headings": "h2[data-slot=heading]",
        "notices": "[data-slot=notices] p",
        "certain": "[data-slot=certain] .office h3",
        "at large": "[data-slot=at-large] .office h3",
        "possible": "[data-slot=possible] .office h3",
        "seats": ".office [data-slot=seat]:visible",
        "parties": ".office [data-slot=party]:visible",
        "calls": ".office a.call:visible",
        "emails": ".office [data-slot=email]:visible",
        "addresses": ".office dd[data-slot=address]:visible",
        "committees": ".office details:not([hidden]) [data-slot=committees] li",
        "accounts": ".office details:not([hidden]) [data-slot=accounts] li",
    }
    return texts(page, within, rows)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_device_and_the_server_show_the_same_officials(
    site: str, page: Page, plain: Page, language: str
) -> None:
    page.goto(f"{site}/{language}/officials/")
    plain.goto(f"{site}/{language}/officials/")
    differing = {}
    for place in PLACES:
        look_up_all(page, place, language)
        with plain.expect_navigation():
            look_up(plain, place, language)
        device = said(page, "[data-found]")
        server = said(plain, "main")
        unlike = {
            name: (device[name], server[name]) for name in device if device[name] != server[name]
        }
        if unlike:
            differing[place] = unlike
    assert differing == {}


def test_a_crowd_that_a_whole_state_elects_is_counted_first(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/es/officials/")
    look_up_all(page, "00901", "es")
    crowd = page.locator("[data-slot=at-large] .office")

    expect(crowd.first).to_be_hidden()
    assert page.evaluate("document.body.scrollHeight") < 20 * 640
    page.get_by_text(f"Mostrar a los {crowd.count()} legisladores por acumulación").click()
    expect(crowd.first).to_be_visible()


@pytest.mark.parametrize(
    ("place", "states"),
    [("50309", ["ia"]), ("Ames, Iowa", ["ia"]), ("51001", ["ia", "sd"]), ("75201", ["tx"])],
)
def test_what_is_asked_of_the_network_tells_the_state_and_no_more(
    site: str, page: Page, place: str, states: list[str]
) -> None:
    page.goto(f"{site}/en/officials/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    look_up_all(page, place)

    paths = {re.sub(rf"{site}/(tables/\w+/)?", "", one).strip() for one in asked}
    for_everyone = {f"en/officials/{name}.json" for name in ("added", "committees", "notes")}
    for_everyone |= {"en/officials/parts.html", "congress.json", "offices.json", "zips.json"}
    for_everyone |= {"places.json"} if "," in place else set()
    told = {one for one in paths - for_everyone if not one.endswith(".js")}
    of_states = {f"states/{code}.json" for code in states}
    assert of_states <= told <= of_states | {f"lines/{code}.json" for code in states}


def test_one_press_tells_which_of_several_is_mine(site: str, page: Page) -> None:
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "94402")
    mine = page.locator("[data-office=us-house-ca-15]")
    mine.get_by_role("button", name="This one represents me").click()

    expect(page.locator("[data-office=us-house-ca-16]")).to_have_count(0)
    expect(mine.locator("h3")).to_be_focused()
    expect(mine.get_by_role("button", name="This one represents me")).to_be_hidden()
    kept = json.loads(page.evaluate("sessionStorage.getItem('place')"))
    assert "us-house-ca-15" in kept["seats"]
    assert "us-house-ca-16" not in kept["seats"]


def test_members_of_one_district_stay_together_when_one_is_mine(site: str, page: Page) -> None:
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "03820")
    page.get_by_text("Show all").locator("visible=true").click()
    page.locator("[data-office=nh-lower-strafford_12-1] [data-mine]").click()

    expect(page.locator("[data-office^=nh-lower-]")).to_have_count(4)


def test_a_state_that_cannot_be_loaded_says_so_and_comes_at_the_next_try(
    site: str, page: Page
) -> None:
    page.goto(f"{site}/en/officials/")
    page.route("**/states/ia.json", lambda route: route.abort())
    look_up(page, "50309")
    again = page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    expect(page.locator("[data-office=us-house-ia-3]")).to_be_visible()

    page.unroute("**/states/ia.json")
    again.click()
    expect(page.locator("[data-office=ia-governor]")).to_be_visible()


def test_of_many_who_may_represent_a_place_first_their_number_is_shown(
    site: str, page: Page, plain: Page
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "Los Angeles County")
    house = page.locator(".office[data-office^=us-house]")
    count = house.count()
    assert count > 10
    expect(page.locator(".office:visible[data-office^=us-house]")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollHeight") < 40 * 640
    plain.goto(f"{site}/en/officials/")
    with plain.expect_navigation():
        look_up(plain, "Los Angeles County", "en")
    for shown in (page, plain):
        shown.get_by_text(f"Show all {count}").first.click()
    expect(page.locator(".office:visible[data-office^=us-house]")).to_have_count(count)
    expect(plain.locator("[data-slot=possible]").first.locator(".office:visible")).to_have_count(
        count
    )

    house.last.get_by_role("button", name="This one represents me").click()
    expect(page.locator(".office:visible[data-office^=us-house]")).to_have_count(1)
    expect(page.get_by_text(f"Show all {count}")).to_be_hidden()


def test_an_official_that_the_hub_added_is_shown_by_its_zip_codes(site: str, page: Page) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json={"officials": [SHERIFF]})

    page.route("**/officials/added.json", answer)
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "50309")
    card = page.locator("[data-slot=possible] [data-office=local-sheriff]")

    expect(card.locator("h3")).to_have_text("Ana “Nita” Núñez-O’Hara Jr.")
    expect(card.locator("[data-slot=seat]")).to_have_text("Sheriff, Polk County <b>")
    expect(card.locator("a.call:visible")).to_have_attribute("href", "tel:+15155550100")
    expect(card.get_by_role("link", name="Polk County")).to_have_attribute(
        "href", "https://polk.example/"
    )


def test_what_callers_said_stands_with_the_number(site: str, page: Page) -> None:
    right = {"right": "202-555-0101", "source": "https://x.example/", "as_of": "2026-11-20"}
    page.goto(f"{site}/en/officials/")
    today = page.evaluate("new Date().toLocaleDateString('en-CA')")
    notes = {
        "full": {"us-house-ia-3": today},
        "numbers": {"us-house-ia-3": {"202-225-5476": right}},
    }
    page.route("**/officials/notes.json", lambda route: route.fulfill(json=notes))
    look_up_all(page, "50309")
    card = page.locator("[data-office=us-house-ia-3]")

    expect(card.get_by_text("Callers said today that the mailbox is full.")).to_be_visible()
    expect(card.locator("a.call:visible")).to_have_attribute("href", "tel:+12025550101")
    expect(
        card.get_by_text("The number 202-225-5476, which others list, is wrong.")
    ).to_be_visible()


def test_who_says_that_one_senator_is_theirs_keeps_the_other(site: str, page: Page) -> None:
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "50301")  # a post-office box: nobody is certain
    card = page.locator('.office[data-office="us-senate-ia-2"]')
    card.get_by_role("button", name="This one represents me").click()
    expect(page.locator('.office[data-office="us-senate-ia-3"]')).to_be_visible()
    kept = page.evaluate("JSON.parse(sessionStorage.getItem('place')).seats")
    assert {"us-senate-ia-2", "us-senate-ia-3"} <= set(kept)


def test_later_pages_know_where_the_zip_is_as_well_as_this_one(site: str, page: Page) -> None:
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "50309")
    place = page.evaluate("JSON.parse(sessionStorage.getItem('place'))")
    row = Civic.open().zip("50309")
    assert row is not None
    assert (place["lat"], place["lng"]) == (round(row.lat or 0, 2), round(row.lng or 0, 2))


def test_a_wrong_number_is_corrected_on_every_card_however_it_was_written(
    site: str, page: Page
) -> None:
    as_of = "2026-11-20"
    right = {"right": "515-555-0101", "source": "", "as_of": as_of}
    none = {"right": "", "source": "", "as_of": as_of}
    lacked = {"right": "515-555-0102 x 3", "source": "", "as_of": as_of}
    numbers = {
        "us-house-ia-3": {"+1 515.400.8180": right},
        "us-senate-ia-2": {"(202) 224-3254": none},
        "local-sheriff": {"": lacked},
    }
    sheriff = SHERIFF | {"holder": SHERIFF["holder"] | {"phone": None, "phones": []}}
    notes = {"full": {}, "numbers": numbers}
    page.route("**/officials/notes.json", lambda route: route.fulfill(json=notes))
    page.route(
        "**/officials/added.json", lambda route: route.fulfill(json={"officials": [sheriff]})
    )
    page.goto(f"{site}/en/officials/")
    look_up_all(page, "50309")

    house = page.locator("[data-office=us-house-ia-3]")
    house.get_by_text("Other offices").click()
    expect(house.locator('[data-slot=places] a[href="tel:+15155550101"]')).to_be_visible()
    expect(
        house.get_by_text("The number 515-400-8180, which others list, is wrong.")
    ).to_be_visible()
    senate = page.locator("[data-office=us-senate-ia-2]")
    expect(senate.locator("a.call:visible")).to_have_attribute("href", "tel:+12022243121")
    local = page.locator("[data-office=local-sheriff]")
    expect(local.locator("a.call:visible")).to_have_attribute("href", "tel:+15155550102;ext=3")
    expect(local.get_by_text("Call 515-555-0102 x 3")).to_be_visible()
