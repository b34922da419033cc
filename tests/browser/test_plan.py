"""A plan made on the visitor's device: kept there alone, and the same file that a server makes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from icalendar import Calendar, Event
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

DAY = (date.today() + timedelta(days=7)).isoformat()
AWKWARD = "write, then call; \\ 😀 " + "ñandú " * 15


@pytest.fixture
def asked() -> list[tuple[str, str]]:
    """The method and the address of each request of the page at hand."""
    return []


@pytest.fixture
def page(chromium: Browser, asked: list[tuple[str, str]]) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="en-US")
    page = context.new_page()
    page.on("request", lambda request: asked.append((request.method, request.url)))
    yield page
    context.close()


def answer(page: Page, *, own: str, cue: str = "I get home", at: str = "18:30") -> None:
    """Fills in the form, one question after the other."""
    page.get_by_label("do something else, in my own words").check()
    page.get_by_label("In my own words: I will").fill(own)
    turn(page)
    page.get_by_label("Day", exact=True).fill(DAY)
    page.get_by_label("Time of day").fill(at)
    turn(page)
    page.get_by_label("When …").fill(cue)


def turn(page: Page) -> None:
    """Goes on to the next question; without JavaScript they are all there."""
    button = page.get_by_role("button", name="Next", exact=True)
    if button.is_visible():
        button.click()


def open_plan(site: str, page: Page, language: str = "en") -> None:
    """Opens the page, and waits until its first question is asked alone."""
    page.goto(f"{site}/{language}/commitments/")
    expect(page.locator("[data-progress]")).to_be_visible()


def downloaded(page: Page, button: str) -> bytes:
    """Presses the button and returns the file that comes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def lasting(file: bytes) -> Event:
    """Returns the event without what differs from one making to the next."""
    event = Calendar.from_ical(file).events[0]
    assert len(event.pop("UID")) >= 32
    assert event.pop("DTSTAMP")
    return event


@pytest.mark.parametrize("own", ["rest", AWKWARD])
@pytest.mark.parametrize("cue", ["I get home", ""])
def test_the_device_and_the_server_make_the_same_event(
    site: str, page: Page, asked: list[tuple[str, str]], own: str, cue: str
) -> None:
    open_plan(site, page)
    answer(page, own=own, cue=cue)
    here = downloaded(page, "Put it in my calendar")

    fields = {"step": "own", "own": own, "day": DAY, "at": "18:30", "cue": cue}
    with urlopen(f"{site}/en/commitments/plan.ics", urlencode(fields).encode()) as reply:
        there = reply.read()
    assert lasting(here).to_ical() == lasting(there).to_ical()
    assert max(map(len, here.split(b"\r\n"))) <= 75
    assert {method for method, _url in asked} == {"GET"}


def test_a_kept_plan_is_there_until_it_is_removed(
    site: str, page: Page, asked: list[tuple[str, str]]
) -> None:
    open_plan(site, page)
    answer(page, own="rest")
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_role("status")).to_contain_text("kept on this device")

    page.reload()
    plan = page.get_by_role("listitem").filter(has_text="When I get home, I will rest")
    expect(plan).to_contain_text("6:30")
    plan.get_by_role("button", name="I have done it").click()
    expect(plan).to_contain_text("done")
    expect(plan.get_by_role("link", name="Next: see what else you can give")).to_be_focused()
    plan.get_by_role("button", name="Remove").click()
    expect(plan).to_have_count(0)
    expect(page.get_by_text("No plan is kept here.")).to_be_visible()

    assert {method for method, _url in asked} == {"GET"}
    assert not any(DAY in url or "rest" in url for _method, url in asked)


def test_clearing_the_device_takes_the_plans(site: str, page: Page) -> None:
    open_plan(site, page)
    answer(page, own="rest")
    page.get_by_role("button", name="Keep it on this device").click()
    page.locator("#plans").get_by_role("button", name="Clear what this site kept here").click()

    expect(page.get_by_text("No plan is kept here.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_press_before_the_script_has_come_is_not_lost(site: str, page: Page) -> None:
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/commitments/plan.js", hold)
    page.goto(f"{site}/en/commitments/")
    page.get_by_label("do something else, in my own words").check()
    page.get_by_label("In my own words: I will").fill("rest")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_label("Day", exact=True)).to_be_hidden()

    for route in late:
        route.continue_()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()


def test_what_is_amiss_is_said_beside_its_field_and_on_top(site: str, page: Page) -> None:
    open_plan(site, page, "es")
    forward = page.get_by_role("button", name="Siguiente", exact=True)
    forward.click()
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("link")).to_have_text(["Elija qué va a hacer."])
    expect(alert.get_by_role("link")).to_be_focused()

    page.get_by_label("llamar a mis representantes").check()
    forward.click()
    expect(alert).to_be_hidden()
    forward.click()
    expect(alert.get_by_role("link")).to_have_text(["Elija un día.", "Elija una hora."])
    expect(page.get_by_label("Día", exact=True)).to_have_accessible_description("Elija un día.")

    page.get_by_label("Día", exact=True).fill("2020-01-01")
    page.get_by_label("Hora").fill("18:30")
    forward.click()
    expect(alert.get_by_role("link")).to_have_text(
        ["Ese día ya pasó. Elija hoy o un día posterior."]
    )


def test_without_javascript_the_server_makes_the_file(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/commitments/")
    expect(page.get_by_role("button", name="Keep it on this device")).to_be_hidden()
    answer(page, own="rest")

    event = lasting(downloaded(page, "Put it in my calendar"))
    assert event["SUMMARY"] == "I will rest"

    page.get_by_label("Day", exact=True).fill("2020-01-01")
    page.get_by_role("button", name="Put it in my calendar").click()
    expect(page.get_by_role("alert")).to_contain_text("This day has passed.")
    expect(page.get_by_label("In my own words: I will")).to_have_value("rest")
    assert context.cookies() == []
    context.close()


def test_a_plan_to_vote_is_made_on_the_device_as_the_server_makes_it(
    site: str, page: Page, asked: list[tuple[str, str]]
) -> None:
    page.goto(f"{site}/en/elections/voting/ia/")
    page.get_by_role("link", name="Next: make a plan to vote").click()
    page.wait_for_url(f"{site}/en/commitments/vote/ia/")
    expect(page.locator("[name=keep]")).to_be_visible()
    asked.clear()
    page.get_by_role("button", name="Put it in my calendar").click()
    expect(page.locator("#plan-errors a")).to_have_text(
        "Give a day and a time for one of these, at least."
    )
    vote = page.get_by_role("group", name="I will vote")
    vote.get_by_label("Where").fill("Elm Street Library")
    page.get_by_role("button", name="Put it in my calendar").click()
    expect(page.locator("#plan-errors a")).to_have_text(["Choose a day.", "Choose a time."])
    for name, at in (("register to vote", "09:00"), ("vote", "18:30")):
        step = page.get_by_role("group", name=f"I will {name}")
        step.get_by_label("Day", exact=True).fill(DAY)
        step.get_by_label("Time of day").fill(at)
    here = Calendar.from_ical(downloaded(page, "Put it in my calendar")).events

    form = {
        **{f"{step}-day": DAY for step in ("register", "vote")},
        **{"register-at": "09:00", "vote-at": "18:30", "vote-where": "Elm Street Library"},
    }
    with urlopen(
        f"{site}/en/commitments/vote/ia/plan.ics", urlencode(form).encode(), timeout=10
    ) as made:
        there = Calendar.from_ical(made.read()).events
    for one in (*here, *there):
        assert one.pop("UID")
        assert one.pop("DTSTAMP")
    assert [one.to_ical() for one in here] == [one.to_ical() for one in there]

    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.locator("#plan-said")).to_have_text(
        "Your plan is kept on this device, and nowhere else."
    )
    page.get_by_role("link", name="My plans on this device").click()
    expect(page.locator("#plans li")).to_have_count(2)
    assert [one for one in asked if one[0] != "GET" or DAY in one[1]] == []
