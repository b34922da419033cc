"""A sitting of calls: one after another, noted on the device, counted only where one says so."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from upstander.civic import Civic

pytestmark = pytest.mark.browser

CALL = "/en/officials/campaigns/family-separation/call/"
RECORD = "/en/officials/record/"
ANSWERED = 20_000
"""Milliseconds in which a busy server must have answered a form."""
NAMES = """(ids) => {
  const element = document.querySelector("[data-campaign-spec]");
  const spec = JSON.parse(element.dataset.campaignSpec);
  element.dataset.campaignSpec = JSON.stringify({ ...spec, named: ids });
}"""
KEEPS_NOTHING = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (this === localStorage) throw new Error("full");
  set.call(this, key, value);
};
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def posted(page: Page) -> list[Request]:
    """What the page has posted so far."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request)

    page.on("request", note)
    return sent


def begin(site: str, page: Page) -> None:
    """Looks Des Moines up on the page to call from; the first official's script is there then."""
    page.goto(f"{site}{CALL}")
    page.locator("#find").fill("50309")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("h1")).to_have_text("Call Zachary Nunn")


def outcome(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def go_on(page: Page) -> None:
    page.locator("[data-next]:visible").click()


def test_all_officials_are_called_in_one_sitting_that_can_be_resumed(
    site: str, page: Page, posted: list[Request]
) -> None:
    begin(site, page)
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("[data-slot=number]")).to_have_text("1 of 3")
    expect(page.locator('[data-result] a[href="tel:+12022255476"]')).to_be_visible()
    expect(page.locator(".script")).to_contain_text("Representative Zachary Nunn")

    outcome(page, "I left a message")
    expect(page.locator("[data-after-call] h2")).to_be_focused()
    page.reload()
    expect(page.locator("h1")).to_have_text("Call Joni Ernst")
    expect(page.locator("[data-slot=number]")).to_have_text("2 of 3")

    page.get_by_role("button", name="Skip").click()
    expect(page.locator("h1")).to_have_text("Call Chuck Grassley")
    outcome(page, "I talked to someone")
    go_on(page)
    expect(page.locator("h1")).to_have_text("That was everyone. Thank you.")
    tags = page.locator("[data-result] .tag")
    expect(tags).to_have_text(["I left a message", "skipped", "I talked to someone"])
    assert posted == []


def test_in_a_split_zip_those_who_may_be_anothers_are_said_to_be_so(site: str, page: Page) -> None:
    code = next(
        row.code
        for row in Civic.open().zips()
        if row.kind == "area"
        and len(row.seats) > 1
        and len({seat.split("-")[2] for seat in row.seats}) == 1
    )
    page.goto(f"{site}{CALL}")
    page.locator("#find").fill(code)
    page.get_by_role("button", name="Find", exact=True).click()

    expect(page.locator("[data-if=unsure]")).to_be_visible()
    expect(page.locator("[data-slot=possible]").first).to_be_visible()
    page.locator("[data-everyone] summary").click()
    page.locator("[data-everyone] button", has_text="U.S. Senator").first.click()
    expect(page.locator("[data-if=unsure]")).to_be_hidden()


def test_those_that_a_campaign_names_can_be_called_before_any_place_is_looked_up(
    site: str, page: Page
) -> None:
    page.goto(f"{site}{CALL}")
    page.evaluate(NAMES, ["us-house-ia-3", "us-house-ia-1"])
    page.locator("#find").focus()

    expect(page.locator("h1")).to_have_text("Call Zachary Nunn")
    expect(page.locator("[data-slot=number]")).to_have_text("1 of 2")
    expect(page.locator("[data-if=unsure]")).to_be_hidden()
    outcome(page, "I left a message")
    go_on(page)
    expect(page.locator("[data-slot=number]")).to_have_text("2 of 2")
    expect(page.locator('[data-result] a[href^="tel:+1202225"]')).to_be_visible()


def test_another_outcome_takes_the_place_of_one_pressed_by_mistake(site: str, page: Page) -> None:
    begin(site, page)
    outcome(page, "The line was busy")
    outcome(page, "I talked to someone")
    page.goto(f"{site}{RECORD}")

    expect(page.locator("[data-acts] > li")).to_have_count(1)
    expect(page.locator("[data-acts] > li")).to_contain_text("I talked to someone")


def test_the_record_keeps_an_answer_follows_up_and_is_deleted(
    site: str, page: Page, posted: list[Request], tmp_path: Path
) -> None:
    begin(site, page)
    outcome(page, "I talked to someone")
    page.get_by_role("link", name="Write down what they said").click()
    page.wait_for_url(f"{site}{RECORD}")
    page.locator("textarea").fill("They will <b>write</b>; soon, they say.")
    page.get_by_role("button", name="Save").click()
    page.reload()
    expect(page.locator("textarea")).to_have_value("They will <b>write</b>; soon, they say.")

    with page.expect_download() as download:
        page.get_by_role("button", name="Follow up in 14 days").click()
    file = tmp_path / "follow-up.ics"
    download.value.save_as(file)
    day = page.evaluate("JSON.parse(localStorage.getItem('record'))[0].on")
    then = date.fromisoformat(day) + timedelta(days=14)
    lines = file.read_text("utf-8").splitlines()
    assert f"DTSTART:{then:%Y%m%d}T100000" in lines
    assert "SUMMARY:Follow up with Zachary Nunn" in lines

    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("[data-none]")).to_be_visible()
    assert page.evaluate("localStorage.getItem('record')") == "[]"
    assert posted == []


def test_a_count_says_the_outcome_and_nothing_else_and_counts_once(
    site: str, page: Page, posted: list[Request]
) -> None:
    begin(site, page)
    outcome(page, "I left a message")
    count = page.locator("[data-result] [data-count]")
    expect(count).to_contain_text("It sends the campaign, “I left a message” and a random number")
    assert posted == []
    count.get_by_role("button", name="Count it").dblclick()
    expect(count.get_by_role("status")).to_have_text("Thank you. It is counted.", timeout=ANSWERED)
    expect(count.get_by_role("button")).to_have_count(0)

    (sent,) = posted
    assert sent.url == f"{site}/en/officials/campaigns/family-separation/tally/"
    fields = parse_qs(sent.post_data or "")
    assert fields.keys() == {"outcome", "token"}
    assert fields["outcome"] == ["message"]
    assert "cookie" not in sent.headers

    outcome(page, "I talked to someone")
    count.get_by_role("button", name="Count it").click()
    expect(count.get_by_role("status")).to_have_text(
        "This one is counted already.", timeout=ANSWERED
    )


def test_a_count_that_cannot_be_sent_waits_and_is_sent_or_dropped_as_asked(
    site: str, page: Page, posted: list[Request]
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    begin(site, page)
    page.route("**/tally/", refuse)
    for name in ("I left a message", "The line was busy"):
        outcome(page, name)
        count = page.locator("[data-result] [data-count]")
        count.get_by_role("button", name="Count it").click()
        expect(count.get_by_role("status")).to_contain_text("It waits on this device")
        go_on(page)
    page.unroute("**/tally/", refuse)
    posted.clear()

    page.goto(f"{site}{RECORD}")
    waiting = page.locator("[data-count]")
    expect(waiting).to_contain_text("“I left a message”")
    assert posted == []
    waiting.get_by_role("button", name="Count it").click()
    expect(waiting.get_by_role("status")).to_have_text(
        "Thank you. It is counted.", timeout=ANSWERED
    )
    expect(waiting).to_contain_text("“The line was busy”")
    waiting.get_by_role("button", name="Drop it").click()
    expect(waiting.get_by_role("status")).to_have_text("Dropped. Nothing was sent.")
    assert len(posted) == 1
    assert page.evaluate("localStorage.getItem('counts')") == "[]"


def test_a_full_mailbox_is_reported_only_after_saying_what_is_sent(
    site: str, page: Page, posted: list[Request]
) -> None:
    begin(site, page)
    outcome(page, "The mailbox was full")
    report = page.locator("[data-report]")
    expect(report).to_contain_text("This sends the name of the office and a random number.")
    assert posted == []
    report.get_by_role("button").click()
    expect(report.get_by_role("status")).to_contain_text("Thank you.", timeout=ANSWERED)

    (sent,) = posted
    assert sent.url == f"{site}/en/officials/report/"
    fields = parse_qs(sent.post_data or "")
    assert fields.keys() == {"office", "token"}
    assert fields["office"] == ["us-house-ia-3"]


def test_a_wrong_number_leads_to_a_suggestion_that_no_address_names(
    site: str, page: Page, posted: list[Request]
) -> None:
    begin(site, page)
    outcome(page, "It was a wrong number")
    page.get_by_role("link", name="Suggest the right number").click()

    page.wait_for_url(f"{site}/en/suggestions/number/")
    expect(page.locator("[data-office]")).to_contain_text("Zachary Nunn")
    expect(page.get_by_label("The number that is wrong")).to_have_value("202-225-5476")
    assert posted == []
    page.get_by_label("The right number").fill("202-225-0100")
    page.get_by_role("button", name="Send the suggestion").click()
    page.wait_for_url(f"{site}/en/suggestions/thanks/")
    below = f"{site}/en/suggestions/"
    assert [one.url for one in posted] == [f"{below}token/", f"{below}send/"]
    assert posted[0].post_data == "kind=number"


def test_a_browser_that_keeps_nothing_says_so_and_goes_on(site: str, page: Page) -> None:
    page.add_init_script(KEEPS_NOTHING)
    begin(site, page)
    outcome(page, "I left a message")
    expect(page.locator("[data-after-call]")).to_contain_text("write it down yourself")
    go_on(page)

    expect(page.locator("h1")).to_have_text("Call Joni Ernst")


def test_no_request_of_a_sitting_names_a_place_or_an_official(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    begin(site, page)
    outcome(page, "I left a message")
    go_on(page)
    outcome(page, "The line was busy")

    assert not re.search(r"50309|Moines|Nunn|Ernst|us-house|us-senate|busy", "\n".join(asked))


def test_calls_are_counted_without_javascript(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site}{CALL}")
    plain.locator("#find").fill("50309")
    plain.get_by_role("button", name="Find", exact=True).click()
    card = plain.locator('.office:has-text("Chuck Grassley")')
    card.get_by_role("button", name="Script").click()
    with context.expect_page() as opened:
        plain.get_by_role("button", name="I left a message").click()

    expect(opened.value.locator("h1")).to_have_text("Thank you. It is counted.")
    opened.value.close()
    plain.get_by_role("button", name="Next: ").click()
    expect(plain.locator("h1")).to_have_text(re.compile("^Call (?!Chuck Grassley)"))
    assert plain.url == f"{site}{CALL}"
    assert context.cookies() == []
    context.close()
