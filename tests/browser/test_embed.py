"""A campaign's calls in a page of another site: its colors, its height, nothing of its own lost."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

EMBED = "officials/campaigns/family-separation/embed/"
WORDS = {
    "en": {"find": "Find", "message": "I left a message"},
    "es": {"find": "Buscar", "message": "Dejé un mensaje"},
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of a site of another origin, and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 375, "height": 700})
    yield context
    assert context.cookies() == []
    context.close()


def write(folder: Path, site: str, language: str, colors: str = "") -> None:
    frame = f'<iframe src="{site}/{language}/{EMBED}{colors}" width="100%" height="700"'
    code = f'{frame} style="border:0"></iframe><script src="{site}/embed.js" async></script>'
    (folder / "index.html").write_text(f"<!doctype html><title>Blog</title>{code}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_blog_shows_the_way_from_a_zip_to_a_call_in_its_frame(
    site: str, blog: tuple[Path, str], context: BrowserContext, language: str
) -> None:
    folder, address = blog
    write(folder, site, language)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator("#find").fill("50309")
    frame.get_by_role("button", name=WORDS[language]["find"], exact=True).click()

    expect(frame.locator(".script")).to_be_visible()
    expect(frame.locator("[data-result] a[href^='tel:+1']").first).to_be_visible()
    frame.get_by_role("button", name=WORDS[language]["message"]).click()
    expect(frame.locator("[data-after-call] h2")).to_be_focused()
    inner = page.frames[1].evaluate("document.documentElement.scrollHeight")
    expect(page.locator("iframe")).to_have_js_property("offsetHeight", inner)
    assert inner > 700
    assert page.url == f"{address}/"
    assert all(one.startswith("GET ") and "50309" not in one for one in asked)


def test_links_of_the_frame_open_tabs_of_their_own(
    site: str, blog: tuple[Path, str], context: BrowserContext
) -> None:
    folder, address = blog
    write(folder, site, "en")
    page = context.new_page()
    page.goto(address)
    with context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="Open on").click()
    opened.value.wait_for_url("**/en/officials/campaigns/family-separation/")
    assert page.url == f"{address}/"


def test_forms_of_the_frame_open_a_tab_where_there_is_no_javascript(
    site: str, blog: tuple[Path, str], chromium: Browser
) -> None:
    folder, address = blog
    write(folder, site, "en")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator("#find").fill("50309")
    with context.expect_page() as opened:
        frame.get_by_role("button", name="Find", exact=True).click()
    expect(opened.value.locator('.office:has-text("Chuck Grassley")')).to_be_visible()
    assert "50309" not in opened.value.url
    context.close()


def painted(page: Page) -> list[str]:
    return page.frames[1].evaluate(
        """() => {
          const of = (where, what) => getComputedStyle(document.querySelector(where))[what];
          return [of("body", "backgroundColor"), of("body", "color"), of("button", "color"),
                  of("button", "backgroundColor")];
        }"""
    )


GOOD = "{ upstander: 'height', height: 2027 }"
HEIGHTS = """() => {
  const frame = document.querySelector("iframe");
  window.heights = [];
  addEventListener("message", () => heights.push(frame.offsetHeight));
  return frame.offsetHeight;
}"""
OURS = ["rgb(251, 248, 243)", "rgb(37, 34, 29)", "rgb(255, 255, 255)", "rgb(23, 96, 90)"]


@pytest.mark.parametrize(
    ("colors", "shown"),
    [
        ("", OURS),
        (
            "#accent=ffd166&paper=101014&ink=fff",
            ["rgb(16, 16, 20)", "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(255, 209, 102)"],
        ),
        ("#accent=ffd166&paper=fff&ink=222", OURS),
        ("#accent=17605a&paper=fff&ink=999", OURS),
        ("#accent=17605a&paper=fff", OURS),
        ("#accent=red;}&paper=url(//evil.example)&ink=222", OURS),
    ],
)
def test_a_blog_may_choose_colors_that_can_be_read(
    site: str, blog: tuple[Path, str], context: BrowserContext, colors: str, shown: list[str]
) -> None:
    folder, address = blog
    write(folder, site, "en", colors)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    assert painted(page) == shown


def test_no_other_page_can_be_put_in_a_frame(
    site: str, blog: tuple[Path, str], context: BrowserContext
) -> None:
    folder, address = blog
    (folder / "index.html").write_text(f'<iframe src="{site}/en/officials/"></iframe>')
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    assert page.frame_locator("iframe").locator("#find").count() == 0
    for path, policy in (("officials/", "'none'"), (EMBED, "*")):
        with urlopen(f"{site}/en/{path}") as answer:
            assert f"frame-ancestors {policy}" in answer.headers["Content-Security-Policy"]
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_frames_height_is_taken_from_nobody_else(
    site: str, blog: tuple[Path, str], context: BrowserContext
) -> None:
    folder, address = blog
    write(folder, site, "en")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    before = page.evaluate(HEIGHTS)
    page.evaluate("postMessage({ upstander: 'height', height: 9 }, '*')")
    for message in ("{ upstander: 'height', height: '1; 2' }", "'anything'", GOOD):
        page.frames[1].evaluate(f"parent.postMessage({message}, '*')")
    page.wait_for_function("() => heights.length >= 4")
    assert page.evaluate("heights.slice(0, 4)") == [before, before, before, 2027]


def test_the_code_that_a_campaign_offers_works_as_it_is(
    site: str, blog: tuple[Path, str], context: BrowserContext
) -> None:
    folder, address = blog
    page = context.new_page()
    page.goto(f"{site}/en/officials/campaigns/family-separation/")
    page.get_by_text("Put this on your site").click()
    page.get_by_role("button", name="Copy the code").click()
    expect(page.locator("details [role=status]")).not_to_be_empty()
    (folder / "index.html").write_text(page.locator("#embed-code").input_value())

    page.goto(address, wait_until="networkidle")
    expect(page.frame_locator("iframe").locator("#find")).to_be_visible()
    assert page.locator("iframe").evaluate("frame => frame.style.height") != ""
