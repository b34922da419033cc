"""Every kind of page, in both languages: accessible, narrow enough, and asking nobody else."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.accessibility import AXE_SCRIPT, flaws

pytestmark = pytest.mark.browser

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NARROWEST = {"width": 320, "height": 640}


def kinds_of_pages(site: str, language: str) -> dict[str, str]:
    """Returns the path of the first page of each kind, by the name of its view."""
    with urlopen(f"{site}/sitemap.xml") as answer:
        places = ElementTree.parse(answer).findall(".//s:loc", SITEMAP)
    paths = [urlsplit(place.text or "").path for place in places]
    kinds: dict[str, str] = {}
    with translation.override(language):
        for path in paths:
            if path.startswith(f"/{language}/"):
                kinds.setdefault(resolve(path).view_name, path)
    return kinds | {"404": f"/{language}/nothing-here/"}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=NARROWEST)
    context.add_init_script(AXE_SCRIPT)  # so that it is compiled once
    yield context
    assert context.cookies() == []
    context.close()


def opened(context: BrowserContext, addresses: Sequence[str]) -> Iterator[Page]:
    """Yields each page when all of it has come; the next one is on its way meanwhile."""
    tabs = cycle([context.new_page(), context.new_page()])
    coming = next(tabs)
    coming.goto(addresses[0], wait_until="commit")
    for address in (*addresses[1:], None):
        page, coming = coming, next(tabs)
        if address:
            coming.goto(address, wait_until="commit")
        page.wait_for_load_state("networkidle")
        yield page


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_page_holds(site: str, context: BrowserContext, language: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    context.on("weberror", lambda one: errors.append(f"{one.page and one.page.url}: {one.error}"))
    kinds = kinds_of_pages(site, language)
    findings: list[str] = []
    addresses = [f"{site}{path}" for path in kinds.values()]
    for address, page in zip(addresses, opened(context, addresses), strict=True):
        assert page.url == address
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROWEST["width"]:
            findings.append(f"{address}: {wide} px wide")
        if (
            page.locator("html").get_attribute("lang") != language
            or page.locator("h1").count() != 1
        ):
            findings.append(f"{address}: language or h1")
        findings += flaws(page)
    assert findings == []
    assert errors == []
    assert [url for url in asked if not url.startswith(f"{site}/")] == []
    assert len(kinds) >= 20
