"""Every kind of page, in both languages: accessible, narrow enough, and asking nobody else."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NARROWEST = {"width": 320, "height": 640}
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLORS = ["color-contrast", "link-in-text-block"]
RULES = {
    "light": {"runOnly": ALL},
    "dark": {"runOnly": {"type": "rule", "values": OF_COLORS}},
}
"""What must hold; all that is other in the dark is colors."""


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
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=NARROWEST)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_page_holds(site: str, page: Page, language: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    kinds = kinds_of_pages(site, language)
    findings: list[str] = []
    for name, path in kinds.items():
        page.goto(f"{site}{path}", wait_until="networkidle")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROWEST["width"]:
            findings.append(f"{path}: {wide} px wide")
        if (
            page.locator("html").get_attribute("lang") != language
            or page.locator("h1").count() != 1
        ):
            findings.append(f"{path}: language or h1")
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            for violation in Axe().run(page, options=rules).response["violations"]:
                where = [node["target"] for node in violation["nodes"]]
                findings.append(f"{name} {path} {scheme}: {violation['id']} {where}")
    assert findings == []
    assert errors == []
    assert [url for url in asked if not url.startswith(f"{site}/")] == []
    assert len(kinds) >= 20
