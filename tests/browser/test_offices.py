"""An office's page in a browser: what it says once the term that it knows of is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from upstander.civic import Civic
from upstander.hub.models import Hub

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE = "us-house-ia-3"
ADDRESS = f"/en/officials/offices/{OFFICE}/"


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, hub: Hub) -> Iterator[Page]:
    """A small phone. The views answer with what a publish makes of them."""
    address = live_server.url.replace("localhost", "127.0.0.1")
    context = chromium.new_context(
        base_url=address, locale="en-US", viewport={"width": 320, "height": 700}
    )
    yield context.new_page()
    context.close()


def test_a_page_that_was_left_lying_says_so_itself(page: Page) -> None:
    holder = Civic.open().office(OFFICE).holder
    assert holder is not None
    page.clock.set_fixed_time("2027-01-03T12:00:00")
    page.goto(ADDRESS)
    expect(page.get_by_text(holder.name, exact=True)).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(0)
    page.clock.set_fixed_time("2027-01-04T12:00:00")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text(
        "This page does not know who holds this office now"
    )
    expect(page.get_by_text(holder.name, exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="Call")).to_have_count(0)
    expect(page.get_by_text("The Capitol switchboard")).to_be_visible()


def test_a_former_legislators_contacts_are_said_to_be_of_before(page: Page) -> None:
    page.clock.set_fixed_time("2026-11-23T12:00:00")
    page.goto("/en/officials/offices/ia-upper-17/")
    before = page.get_by_role("heading", name="What we had for this office")
    expect(before).to_be_hidden()
    through = page.locator("[data-through]").get_attribute("data-through")
    assert through
    page.clock.set_fixed_time("2040-01-01T12:00:00")
    page.reload()
    expect(before).to_be_visible()
    expect(page.get_by_role("heading", name="How to reach this office")).to_be_hidden()


def test_a_wrong_number_is_told_from_here(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("button", name="Is a number wrong").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert OFFICE not in page.url
    expect(page.get_by_text("Iowa, district 3")).to_be_visible()


def test_a_page_is_reached_from_its_state_s_list_and_fits_a_small_phone(page: Page) -> None:
    page.goto("/es/officials/offices/")
    page.get_by_role("link", name="Iowa", exact=True).click()
    page.locator('a[href="../ia-upper-17/"]').click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []


def test_an_address_book_gets_the_card(page: Page) -> None:
    page.goto(ADDRESS)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save to your address book").click()
    card = Path(download.value.path()).read_text("utf-8")
    assert card.startswith("BEGIN:VCARD\n")
