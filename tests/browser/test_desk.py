"""An organizer's first hour, in a real browser: in, set up, decide, look, publish."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import accessibility
from tests.browser.hub import give_tables
from tests.desk.signing_in import PASSWORD, code
from tests.web.quick import QUICK
from upstander.desk.operations import first_run_address
from upstander.web import folders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLISHING = 120_000
"""Milliseconds that a first publish, with all its tables, may take on a busy machine."""
PAGES = (
    "",
    "hub/",
    "suggestions/",
    "renewal/",
    "account/2fa/",
    "account/2fa/passkeys/new/",
    "account/2fa/recovery-codes/",
    "account/2fa/recovery-codes/generate/",
    "account/2fa/totp/deactivate/",
    "account/password/",
    "account/logout/",
)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser has complained about, the Content-Security-Policy among it."""
    return []


@pytest.fixture
def page(chromium: Browser, complaints: list[str]) -> Iterator[Page]:
    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    # Before the first publish there is no worker yet, and a page that stays open asks for one.
    context = chromium.new_context(
        viewport={"width": 320, "height": 640}, locale="en-US", service_workers="block"
    )
    page = context.new_page()
    page.on("console", note)
    yield page
    context.close()


@pytest.fixture
def soon(home: Path, device_tables: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A first publish finds the look-up tables made, and compresses quickly."""
    give_tables(home, device_tables)
    monkeypatch.setattr(folders, "ENCODERS", QUICK)


@pytest.fixture
def hub(starter: None, live_server: LiveServer) -> str:
    """The address of a hub with the starter guide, by its number."""
    return live_server.url.replace("localhost", "127.0.0.1")


def flaws(page: Page) -> list[str]:
    """Returns what is hard to read or to reach on the page at hand, light and dark."""
    found = accessibility.flaws(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"{page.url}: {wide} px wide"] if wide > 320 else found


def come_in(page: Page, site: str) -> list[str]:
    """Goes the whole way in as the first organizer; returns the flaws met on it."""
    address = first_run_address()
    page.goto(f"{site}{address}")
    found = flaws(page)
    page.get_by_label("Your name at the desk").fill("olive")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Connect an app on your phone")
    found += flaws(page)
    page.get_by_label("Code").fill(code(page.locator("code").inner_text()))
    page.get_by_role("button", name="Connect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes on paper")
    page.get_by_role("link", name="Go to the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("To do")
    return found


@pytest.mark.usefixtures("soon")
def test_a_visitor_suggests_and_the_first_organizer_decides_looks_and_publishes(
    hub: str, home: Path, page: Page, complaints: list[str]
) -> None:
    page.goto(f"{hub}/en/suggestions/")
    page.get_by_role("link", name="A group that is missing").click()
    page.get_by_label("Name of the group").fill("Elm Street Tenants")
    page.get_by_label("Its website or public page").fill("tenants.example")
    page.get_by_label("What it does").fill("They test the water and tell the city.")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("alert")).to_contain_text("Name a town and state")
    assert ["422" in one for one in complaints] == [True]
    complaints.clear()
    page.get_by_label("Where it works").fill("Ames, Iowa")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert page.context.cookies() == []

    assert come_in(page, hub) == []

    page.get_by_role("link", name="1 suggestion to decide on").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_label("Name:")).to_have_value("Elm Street Tenants")
    page.get_by_role("link", name="See it as a visitor will").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elm Street Tenants")
    expect(page.get_by_role("status")).to_contain_text("Drafts are shown.")

    page.goto(f"{hub}/desk/")
    page.get_by_role("button", name="Publish now").click(timeout=PUBLISHING)
    expect(page.get_by_role("status")).to_contain_text("Published ")
    assert (home / "site" / "current" / "en" / "index.html").exists()
    assert complaints == []


def test_a_claim_is_chosen_already_when_the_visitor_comes_from_it(hub: str, page: Page) -> None:
    page.goto(f"{hub}/en/learn/claims/zero-tolerance/")
    page.get_by_role("link", name="Suggest a correction or a source").click()
    page.get_by_role("link", name="A correction").click()

    expect(page.get_by_label("Which claim is it about?")).to_have_value("zero-tolerance")


def test_every_page_of_the_desk_holds(hub: str, page: Page, complaints: list[str]) -> None:
    come_in(page, hub)
    found = []
    for language in ("en", "es"):
        for path in PAGES:
            page.goto(f"{hub}/desk/{path}")
            found += flaws(page)
            if page.locator("html").get_attribute("lang") != language:
                found.append(f"{path} is not in {language}")
        page.goto(f"{hub}/desk/")
        page.locator("header button").click()
    page.goto(f"{hub}/desk/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert found == []
    assert complaints == []
