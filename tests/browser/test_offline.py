"""Without a network: what a visitor has opened, the way to a call, and words for the rest."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.phone import KEPT
from benchmarks.slow_link import Link, link
from tests.waiting import until

pytestmark = pytest.mark.browser

CALL = "officials/campaigns/family-separation/call/"
WORDS = {
    "en": {"away": "There is no connection", "find": "Find"},
    "es": {"away": "No hay conexión", "find": "Buscar"},
}
HELD = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  }
  return found;
}"""


@pytest.fixture
def way(site: str) -> Iterator[Link]:
    """A connection to the hub that can be cut."""
    with link(urlsplit(site).port or 80) as made:
        yield made


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def open_and_wait(page: Page, way: Link, path: str) -> None:
    """Opens a page and waits until the device keeps it."""
    page.goto(f"http://127.0.0.1:{way.port}{path}")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    until(page, f"async () => (await ({HELD})()).includes('{path}')")


@pytest.mark.parametrize("language", ["en", "es"])
def test_after_an_answer_the_script_opens_without_a_network(
    page: Page, way: Link, language: str
) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    open_and_wait(page, way, f"/{language}/")
    page.locator("#find").fill("50309")
    page.get_by_role("button", name=WORDS[language]["find"], exact=True).click()
    expect(page.locator('.office:has-text("Chuck Grassley")')).to_be_visible()
    until(page, KEPT)
    way.cut()
    page.goto(f"http://127.0.0.1:{way.port}/{language}/{CALL}")

    expect(page.locator(".script")).to_be_visible()
    expect(page.locator("[data-result] a[href^='tel:+1']").first).to_be_visible()
    assert not any("50309" in one or "us-" in one for one in asked)


def test_a_page_that_was_opened_opens_again_and_another_is_said_not_to_be_there(
    page: Page, way: Link
) -> None:
    open_and_wait(page, way, "/en/learn/")
    way.cut()
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(page).not_to_have_title("No connection")
    for language, words in WORDS.items():
        page.goto(f"http://127.0.0.1:{way.port}/{language}/groups/")
        expect(page.locator("h1")).to_contain_text(words["away"])
        assert page.locator("h1").evaluate("node => getComputedStyle(node).fontFamily") != ""
    way.mend()
    page.goto(f"http://127.0.0.1:{way.port}/en/groups/")
    expect(page.locator("h1")).not_to_contain_text(WORDS["en"]["away"])


def test_a_changed_page_is_shown_changed(page: Page, way: Link) -> None:
    open_and_wait(page, way, "/en/learn/")
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            const kept = await cache.match("/en/learn/");
            if (!kept) continue;
            const old = new Response("<h1>Old</h1>", { headers: { "Content-Type": "text/html" } });
            await cache.put("/en/learn/", old);
          }
        }"""
    )
    page.reload()
    expect(page.locator("h1")).not_to_have_text("Old")


def test_clearing_the_device_takes_everything_off_it(page: Page, way: Link) -> None:
    open_and_wait(page, way, "/en/learn/")
    page.evaluate("localStorage.setItem('plans', '[]')")
    page.get_by_role("button", name="Clear what this site kept here").click()

    expect(page.get_by_role("status")).to_have_text(
        "Done. What this site kept here is gone. "
        "Your browser may still list the pages that you opened."
    )
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


@pytest.mark.parametrize(
    "refuses",
    [
        "CacheStorage.prototype.keys = () => Promise.reject(new DOMException('', 'SecurityError'))",
        "CacheStorage.prototype.delete = () => Promise.resolve(false)",
    ],
)
def test_what_could_not_be_cleared_is_said(page: Page, way: Link, refuses: str) -> None:
    open_and_wait(page, way, "/en/learn/")
    page.evaluate(f"() => {{ {refuses}; }}")
    page.get_by_role("button", name="Clear what this site kept here").click()
    expect(page.get_by_role("status")).to_contain_text("Not all could be cleared.")


def test_a_browser_that_never_answers_is_not_waited_for(page: Page, way: Link) -> None:
    page.clock.install()
    page.goto(f"http://127.0.0.1:{way.port}/en/learn/")
    page.evaluate(
        "() => { navigator.serviceWorker.getRegistration = () => new Promise(() => {}); }"
    )
    page.evaluate("sessionStorage.setItem('kept', '1')")
    page.get_by_role("button", name="Clear what this site kept here").click()
    page.wait_for_function("() => sessionStorage.length === 0")
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("status")).to_contain_text("Not all could be cleared.")


def test_forms_and_the_desk_are_never_kept(page: Page, way: Link) -> None:
    open_and_wait(page, way, "/en/officials/")
    page.evaluate("fetch('/desk/account/login/')")
    page.evaluate("fetch('/en/lookup/', { method: 'POST', body: new URLSearchParams('q=50309') })")
    page.goto(f"http://127.0.0.1:{way.port}/desk/account/login/")
    page.goto(f"http://127.0.0.1:{way.port}/en/learn/")
    held = page.evaluate(HELD)
    assert not [path for path in held if path.startswith("/desk") or "lookup/" in path]
    assert "/en/officials/" in held
    page.context.clear_cookies(name="desk-csrf")
