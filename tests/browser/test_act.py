"""From landing to a call or a letter: three interactions, and nothing of it leaves the device."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, expect

from tests.browser.reading import texts
from upstander.civic import Civic

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"find": "Find", "script": "Script"},
    "es": {"find": "Buscar", "script": "Guion"},
}
LANGUAGES = ("en", "es")


@dataclass
class Asked:
    """What a page asked the network for, since `forget`."""

    requests: list[Request] = field(default_factory=list)

    def forget(self) -> None:
        self.requests.clear()

    def text(self) -> str:
        """Returns every address and body, decoded."""
        sent = [f"{one.method} {one.url} {one.post_data or ''}" for one in self.requests]
        return unquote_plus("\n".join(sent))


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
    assert context.cookies() == []
    context.close()


def watch(page: Page) -> Asked:
    asked = Asked()

    def note(request: Request) -> None:
        asked.requests.append(request)

    page.on("request", note)
    return asked


def look_up(page: Page, text: str, language: str = "en") -> None:
    page.locator("#find").fill(text)
    page.get_by_role("button", name=WORDS[language]["find"], exact=True).click()


class Hand:
    """A visitor's hand, which counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    def types(self, text: str) -> None:
        self.interactions += 1
        self.page.locator("#find").fill(text)

    def presses(self, target: Locator) -> None:
        self.interactions += 1
        target.click()


def zip_with(seats: int) -> tuple[str, tuple[str, ...]]:
    """Returns the first ZIP with an area in one state that lies in so many districts."""
    return next(
        (row.code, row.seats)
        for row in Civic.open().zips()
        if row.kind == "area"
        and len(row.seats) == seats
        and len({seat.split("-")[2] for seat in row.seats}) == 1
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_interactions_lead_from_landing_to_a_number_to_dial(
    site: str, page: Page, language: str
) -> None:
    asked, hand = watch(page), Hand(page)
    page.goto(f"{site}/{language}/")
    asked.forget()

    hand.types("50309")
    hand.presses(page.get_by_role("button", name=WORDS[language]["find"], exact=True))
    call = page.locator('.office:has-text("Chuck Grassley") a[href^="tel:"]:visible')
    expect(call).to_have_attribute("href", "tel:+12022243744")
    hand.presses(call)

    assert hand.interactions == 3
    assert page.url == f"{site}/{language}/"
    assert {one.method for one in asked.requests} == {"GET"}
    assert not re.search(r"50309|Grassley|us-house|us-senate", asked.text())


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_interactions_are_enough_where_a_zip_is_split(
    site: str, page: Page, language: str
) -> None:
    code, seats = zip_with(seats=2)
    asked, hand = watch(page), Hand(page)
    page.goto(f"{site}/{language}/")
    asked.forget()

    hand.types(code)
    hand.presses(page.get_by_role("button", name=WORDS[language]["find"], exact=True))
    hand.presses(page.locator(f'[data-office="{seats[1]}"] [data-mine]'))
    expect(page.locator(f'[data-office="{seats[0]}"]')).to_have_count(0)
    hand.presses(page.locator(f'[data-office="{seats[1]}"] a[href^="tel:"]:visible').first)

    assert hand.interactions == 4
    assert {one.method for one in asked.requests} == {"GET"}
    assert not re.search(f"{code}|us-house|us-senate", asked.text())


def test_a_choice_that_is_made_before_the_rest_has_come_is_not_lost(site: str, page: Page) -> None:
    code, seats = zip_with(seats=2)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.context.route("**/officials/more.js", hold)
    page.goto(f"{site}/en/")
    page.locator("#find").fill(code)
    page.get_by_role("button", name=WORDS["en"]["find"], exact=True).click()
    page.locator(f'[data-office="{seats[1]}"] [data-mine]').click()
    expect(page.locator(f'[data-office="{seats[0]}"]')).to_have_count(1)

    for route in late:
        route.continue_()
    expect(page.locator(f'[data-office="{seats[0]}"]')).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seats", [1, 2])
def test_three_are_enough_without_javascript(
    site: str, plain: Page, language: str, seats: int
) -> None:
    code, ids = zip_with(seats)
    hand = Hand(plain)
    plain.goto(f"{site}/{language}/")

    hand.types(code)
    hand.presses(plain.get_by_role("button", name=WORDS[language]["find"], exact=True))
    card = plain.locator(f'.office:has(input[name=office][value="{ids[-1]}"])')
    hand.presses(card.locator('a[href^="tel:+1"]').first)

    assert hand.interactions == 3
    assert code not in plain.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_is_made_without_javascript(site: str, plain: Page, language: str) -> None:
    plain.goto(f"{site}/{language}/")
    look_up(plain, "50309", language)
    card = plain.locator('.office:has-text("Chuck Grassley")')
    card.get_by_role("button", name=WORDS[language]["script"]).click()

    expect(plain.locator(".script")).to_contain_text("Chuck Grassley")
    expect(plain.locator(".script")).to_contain_text("Des Moines, IA")
    expect(plain.locator('a[href="tel:+12022243744"]')).to_be_visible()
    assert "50309" not in plain.url


def test_a_script_is_filled_for_the_official_chosen(site: str, page: Page) -> None:
    asked = watch(page)
    page.goto(f"{site}/en/officials/")
    asked.forget()
    look_up(page, "Des Moines, IA")
    page.locator('.office:has-text("Zachary Nunn")').get_by_role("link", name="Script").click()

    expect(page.locator(".script")).to_contain_text(
        "I live in Des Moines, IA. This is for Representative Zachary Nunn."
    )
    expect(page.locator('[data-result] a[href^="tel:+12022255476"]')).to_be_visible()
    assert {one.method for one in asked.requests} == {"GET"}
    assert not re.search(r"Moines|Nunn|us-house", asked.text())


def test_a_split_zip_shows_every_seat_it_may_be_in_and_how_to_tell(site: str, page: Page) -> None:
    code, seats = zip_with(seats=2)
    page.goto(f"{site}/en/officials/")
    look_up(page, code)

    possible = page.locator("[data-slot=possible] .office[data-office^=us-]")
    expect(possible).to_have_count(2)
    assert {one.get_attribute("data-office") for one in possible.all()} == set(seats)
    expect(page.locator("[data-slot=certain] .office[data-office^=us-senate]")).to_have_count(2)
    expect(page.get_by_role("link", name="Find your representative at house.gov")).to_be_visible()
    office = page.get_by_role("link", name="Ask your election office")
    state = seats[0].split("-")[2]
    expect(office).to_have_attribute("href", f"/en/elections/voting/{state}/")


def test_a_table_that_cannot_be_loaded_is_said_and_nothing_is_sent_instead(
    site: str, page: Page
) -> None:
    asked = watch(page)
    page.goto(f"{site}/en/officials/")
    asked.forget()
    page.route("**/tables/**", lambda route: route.abort())
    look_up(page, "50309")
    expect(page.locator("[data-found]")).to_contain_text("We could not load the list.")
    page.unroute("**/tables/**")
    page.get_by_role("button", name="Find", exact=True).click()

    expect(page.locator("[data-slot=certain]").first.locator(".office")).to_have_count(3)
    assert {one.method for one in asked.requests} == {"GET"}
    assert "50309" not in asked.text()


def test_a_script_that_cannot_be_loaded_is_said_once_and_nothing_is_sent_instead(
    site: str, page: Page
) -> None:
    asked = watch(page)
    page.route("**/officials.js", lambda route: route.abort())
    page.goto(f"{site}/en/")
    look_up(page, "50309")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text(
        "Part of this page did not load. Check your connection and try again."
    )
    page.unroute("**/officials.js")
    page.get_by_role("button", name="Find", exact=True).click()

    expect(page.locator("[data-slot=certain]").first.locator(".office")).to_have_count(3)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert {one.method for one in asked.requests} == {"GET"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_device_and_the_server_answer_alike(
    site: str, page: Page, plain: Page, language: str
) -> None:
    typed = [
        "", "abcde", "5030", "50309-1234", "00000", "K1A 0B1", "09001", "Des Moines",
        "des moines ia", "Paris", "Toronto", "x" * 10_000, "\x00\x07", "00601", "96799", "20001",
        "96950", "96970", "Springfield", "Iowa", "50301", zip_with(seats=2)[0], "94402", "Nowhere",
    ]  # fmt: skip
    assert len(set(typed)) == len(typed)
    page.goto(f"{site}/{language}/officials/")
    plain.goto(f"{site}/{language}/officials/")
    differing = {}
    for text in typed:
        look_up(page, text, language)
        page.wait_for_selector("[data-found] h2:focus")
        with plain.expect_navigation():
            look_up(plain, text, language)
        server = answered(plain, "main")
        if (device := settled(page, server)) != server:
            differing[text[:20]] = (device, server)
    assert differing == {}


def settled(page: Page, awaited: dict[str, list[str]]) -> dict[str, list[str]]:
    """Returns what the device says, as soon as that is what is awaited, or after some seconds."""
    for _ in range(50):
        if (device := answered(page, "[data-found]")) == awaited:
            break
        page.wait_for_timeout(100)
    return device


def answered(page: Page, within: str) -> dict[str, list[str]]:
    """Returns what an answer says, without dates, which the two write differently."""
    rows = {
        "refused": ".error-summary h2, .error-summary li",
        "heading": "h2[data-slot=heading]",
        "notices": "[data-slot=notices] p",
        "choices": "[data-slot=choices] button",
        "certain": "[data-slot=certain] .office h3",
        "possible": "[data-slot=possible] .office h3",
        "seats": ".office [data-slot=seat]:visible",
        "parties": ".office [data-slot=party]:visible",
        "numbers": ".office a[href^='tel:']:visible",
        "addresses": ".office dd[data-slot=address]:visible",
    }
    found = texts(page, within, rows)
    refused = found.pop("refused")
    if refused:
        found["heading"], found["notices"] = refused[:1], refused[1:]
    return found
