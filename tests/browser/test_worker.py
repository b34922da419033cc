"""What the service worker keeps of a site that is published again, and what it never keeps."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from tests.waiting import until

pytestmark = pytest.mark.browser

SITE: dict[str, Any] = {
    "version": "1",
    "languages": ["en"],
    "assets": ["a1"],
    "tables": ["b1"],
    "shelves": ["officials/offices/"],
    "first": ["en/offline/"],
    "files": [],
    "flows": ["learn/"],
}
HELD = """async (path) => {
  const found = await caches.match(path);
  return found ? found.text() : null;
}"""
KEEP = """async ([name, path]) => {
  const cache = await caches.open(name);
  await cache.put(path, new Response("<p>Old</p>"));
}"""
PAGES = "upstander / pages"


class Published(ThreadingHTTPServer):
    """A site whose pages a browser may hold for a while, as publishes let it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.site = dict(SITE)
        self.pages = {
            f"/en/{name}": "<p>Old</p>"
            for name in ("", "offline/", "learn/", "officials/offices/us-house-ia-3/")
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Published

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        kind = "text/html"
        if self.path == "/sw.js":
            script = Path(finders.find("upstander/hub/sw.js") or "").read_text("utf-8")
            page, kind = (
                f"const SITE = {json.dumps(self.server.site)};\n{script}",
                "text/javascript",
            )
        body = (page or "").encode()
        self.send_response(404 if page is None else 200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=300")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def published() -> Iterator[Published]:
    server = Published()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, published: Published) -> Iterator[Page]:
    """A page that a worker serves."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{published.address}/en/")
    page.evaluate("navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    yield page
    context.close()


def until_held(page: Page, path: str, text: str | None) -> None:
    until(page, f"async () => (await ({HELD})('{path}')) === {json.dumps(text)}")


def test_the_way_to_a_call_is_kept_as_the_site_has_it_now(page: Page, published: Published) -> None:
    page.evaluate("fetch('/en/learn/')")
    until_held(page, "/en/learn/", "<p>Old</p>")
    published.pages["/en/learn/"] = "<p>New</p>"
    page.evaluate("navigator.serviceWorker.controller.postMessage({ opened: [], flows: 'en' })")

    until_held(page, "/en/learn/", "<p>New</p>")


def test_a_page_that_is_gone_is_not_kept_on(page: Page) -> None:
    page.evaluate(KEEP, [PAGES, "/en/gone/"])
    until_held(page, "/en/gone/", "<p>Old</p>")
    assert page.evaluate("fetch('/en/gone/').then((answer) => answer.status)") == 404

    until_held(page, "/en/gone/", None)


def test_the_page_of_an_official_leaves_nothing_behind(page: Page, published: Published) -> None:
    office = f"{published.address}/en/officials/offices/us-house-ia-3/"
    page.goto(office)
    opened = [office, f"{published.address}/en/learn/"]
    page.evaluate(
        "(opened) => navigator.serviceWorker.controller.postMessage({ opened, flows: null })",
        opened,
    )
    until_held(page, "/en/learn/", "<p>Old</p>")  # the one after it

    assert page.evaluate(HELD, "/en/officials/offices/us-house-ia-3/") is None


def test_a_new_publish_drops_what_an_earlier_worker_kept_of_officials(
    page: Page, published: Published
) -> None:
    page.evaluate(KEEP, [PAGES, "/en/officials/offices/us-house-ia-3/"])
    page.evaluate(KEEP, [PAGES, "/xx/a-language-that-is-gone/"])
    published.site["version"] = "2"
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")

    until_held(page, "/en/officials/offices/us-house-ia-3/", None)
    until_held(page, "/xx/a-language-that-is-gone/", None)
    until_held(page, "/en/offline/", "<p>Old</p>")


def test_a_worker_that_lives_on_keeps_nothing_on_a_device_that_was_cleared(page: Page) -> None:
    page.evaluate("caches.keys().then((all) => Promise.all(all.map((one) => caches.delete(one))))")
    for _time in range(2):
        page.evaluate("fetch('/en/learn/').then((answer) => answer.text())")

    assert page.evaluate("caches.keys()") == []
