"""What the device makes as the server does: numbers to dial, posts of the right length."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

import upstander
from tests.telephones import DIALLED, LISTED
from upstander.campaigns.queries import sending
from upstander.places.queries import Account

pytestmark = pytest.mark.browser

HUB = "https://hub.example/"
LINK = f"{HUB}en/officials/campaigns/a-rather-long-name-of-a-campaign/"
FOLDERS = Path(upstander.__file__).parent.glob("*/static/upstander")
SCRIPTS = {str(one.relative_to(top)): one for top in FOLDERS for one in top.glob("*/*.js")}
POSTS = """async ([asked, pattern, rules, account, link]) => {
    const { post } = await import("./campaigns/sending.js");
    return asked.map((request) => post(pattern, account, request, link, rules));
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(HUB)
        if name in SCRIPTS:
            route.fulfill(path=SCRIPTS[name], content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = chromium.new_page()
    page.route(f"{HUB}**", answer)
    page.goto(HUB)
    yield page
    page.close()


def test_the_device_dials_a_number_as_the_server_does(page: Page) -> None:
    dial = """async (all) => {
        const { tel } = await import("./officials/seats.js");
        return all.map(tel);
    }"""
    cases = DIALLED | LISTED

    assert page.evaluate(dial, list(cases)) == list(cases.values())


@pytest.mark.parametrize("network", sending.networks())
def test_the_device_cuts_a_post_where_the_server_does(page: Page, network: str) -> None:
    words = ["Pay", "for", "pipes", "see", "https://a.example/", "@rep@b.example", "a", "日本"]
    asked = [" ".join((words * 2_500)[:count]) for count in (0, 1, 20, 31, 32, 33, 400, 20_000)]
    asked.append("x" * 70_000)
    account = Account(network, "@rep@c.example", "https://c.example/rep")
    given = {"network": network, "handle": account.handle}
    rules = sending.networks()[network]

    made = page.evaluate(POSTS, [asked, str(sending.POST), rules, given, LINK])

    texts = [sending.posts([account], request=one, link=LINK)[0].text for one in asked]
    assert made == texts
    assert all(sending.length(one, rules) <= rules["longest"] for one in texts)
