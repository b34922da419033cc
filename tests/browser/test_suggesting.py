"""A suggestion is sent by one press; without JavaScript by two; under load by itself."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.browser

GROUP = {
    "Name of the group": "Elm Street Tenants",
    "Its website or public page": "https://tenants.example/",
    "Where it works": "Ames, Iowa",
    "What it does": "They test the water and tell the city.",
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def posted(page: Page) -> list[Request]:
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if request.method == "POST" else None)
    return found


def write(site: str, page: Page, name: str) -> None:
    page.goto(f"{site}/en/suggestions/group/")
    for label, text in (GROUP | {"Name of the group": name}).items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Send the suggestion").click()


def fill_up(site: str, page: Page) -> None:
    """Sends what is taken without work or wait."""
    ask = page.context.request
    tokens = [
        ask.post(f"{site}/en/suggestions/token/", form={"kind": "group"}).json()["token"]
        for _number in range(12)
    ]
    time.sleep(3)
    for number, token in enumerate(tokens):
        fields = {"kind": "group", "name": f"No. {number}", "url": "https://a.example/"}
        fields |= {"place": "Ames", "description": "They test the water.", "token": token}
        ask.post(f"{site}/en/suggestions/send/", form={**fields})


def test_one_press_is_enough_and_only_that_sends_words(
    site: str, page: Page, posted: list[Request]
) -> None:
    write(site, page, "Elm Street Tenants")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    opened, sent = posted
    assert (opened.url, opened.post_data) == (f"{site}/en/suggestions/token/", "kind=group")
    assert parse_qs(sent.post_data or "")["name"] == ["Elm Street Tenants"]


def test_without_javascript_a_second_press_sends_the_words(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    write(site, page, "Oak Street Tenants")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is sent yet")
    expect(page.get_by_label("Name of the group")).to_have_value("Oak Street Tenants")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    context.close()


def test_under_load_the_device_works_and_says_so_and_sends_it_by_itself(
    site: str, page: Page, posted: list[Request]
) -> None:
    fill_up(site, page)
    # Slower than a phone of 2019, so that what is said can be read.
    page.add_init_script(
        "const digest = crypto.subtle.digest.bind(crypto.subtle);"
        "crypto.subtle.digest = (...given) => "
        "new Promise((done) => setTimeout(done, 10)).then(() => digest(...given));"
    )
    write(site, page, "Ash Street Tenants")
    expect(page.get_by_role("status")).to_contain_text("will be sent by itself, in ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert len(posted) == 2


def test_what_is_changed_while_it_waits_is_not_sent(site: str, page: Page) -> None:
    write(site, page, "Fir Street Tenants")
    page.get_by_label("Where it works").fill("Boone, Iowa")
    expect(page.get_by_role("status")).to_contain_text("You changed something")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
