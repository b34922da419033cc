"""An organizer writes a campaign at the desk and sees, while typing, how it reads for whom."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.utils.timezone import localdate
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import flaws
from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.campaigns.models import Campaign, Tally
from upstander.desk.sealing import seal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CAMPAIGN = "desk/campaigns/family-separation/"
PAGES = (
    *("desk/campaigns/", "desk/new-campaign/", CAMPAIGN),
    *(f"{CAMPAIGN}addressed/", f"{CAMPAIGN}stances/", f"{CAMPAIGN}outcomes/"),
    *("desk/lists/officials/", "desk/lists/officials/new/"),
    *("desk/lists/town-halls/new/", "desk/lists/corrections/new/"),
)
SLOW = 30_000
"""Milliseconds: the first search by name reads every office."""


@pytest.fixture
def hub(starter: None, live_server: LiveServer) -> str:
    """The address of a hub with the starter guide; the browser here knows no names."""
    user = User.objects.create_superuser("olive", password=PASSWORD)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": seal(SECRET)}
    )
    return live_server.url.replace("localhost", "127.0.0.1")


def desk(chromium: Browser, hub: str, *, scripts: bool = True) -> Page:
    """Returns a page of a browser in which Olive is signed in."""
    size = {"width": 320, "height": 640}
    context = chromium.new_context(viewport=size, locale="en-US", java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{hub}/desk/")
    page.locator("[name=login]").fill("olive")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button").first.click()
    page.locator("[name=code]").fill(code())
    page.locator("main button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("To do")
    return page


@pytest.fixture
def page(chromium: Browser, hub: str) -> Iterator[Page]:
    complaints = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page = desk(chromium, hub)
    page.on("console", note)
    yield page
    page.context.close()
    assert complaints == []


def test_what_is_typed_is_shown_for_one_of_those_addressed_and_kept_only_when_saved(
    hub: str, page: Page
) -> None:
    page.goto(f"{hub}/{CAMPAIGN}?to=us-senate-ia-3")
    before = Campaign.objects.get().script
    script = page.locator("#live-preview .script").first
    typed = page.get_by_label("Script of a call", exact=True)
    typed.fill("Hello, {title} {name} of district {district}.")

    expect(script).to_contain_text("Hello, Senator", timeout=SLOW)
    expect(typed).to_be_focused()
    expect(page.locator("#live-check")).to_contain_text("there is no {district} for")
    page.get_by_label("The U.S. Senate").uncheck()
    expect(script).to_contain_text("Hello, Representative", timeout=SLOW)
    assert Campaign.objects.get().script == before

    page.get_by_label("Find an office to add").fill("Governor, Iowa")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("#live-named input[value=ia-governor]").check(timeout=SLOW)
    expect(page.locator("#live-counts")).to_contain_text("governors", timeout=SLOW)
    typed.fill("Hello, {title} {name}. {request}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.", timeout=SLOW)
    kept = Campaign.objects.get()
    assert (kept.kinds, kept.named) == (["house"], ["ia-governor"])


def test_without_scripts_a_button_shows_how_it_reads(chromium: Browser, hub: str) -> None:
    page = desk(chromium, hub, scripts=False)
    page.goto(f"{hub}/{CAMPAIGN}")
    page.locator("[name=script]").fill("Hello, {title} {name}.")
    page.locator("[name=whom]").fill("Grassley")
    page.get_by_role("button", name="Show how it reads").click()

    expect(page.locator("#live-preview .script").first).to_contain_text("Hello, Senator")
    page.context.close()


def test_no_page_is_wider_than_a_phone_in_spanish(hub: str, page: Page) -> None:
    yesterday, campaign = localdate() - timedelta(days=1), Campaign.objects.get()
    for outcome in ("talked", "written", "visited"):
        Tally.objects.create(campaign=campaign, on=yesterday, outcome=outcome, count=12345)
    page.goto(f"{hub}/desk/")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    found = []
    for path in (*PAGES, f"{CAMPAIGN}?to=us-senate-ia-3", f"{CAMPAIGN}addressed/?kind=house"):
        page.goto(f"{hub}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            found.append(f"{path}: {wide} px wide")
    assert found == []


def test_the_pages_about_campaigns_hold(hub: str, page: Page) -> None:
    found = []
    for path in PAGES:
        page.goto(f"{hub}/{path}")
        found += flaws(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            found.append(f"{path}: {wide} px wide")
    assert found == []
