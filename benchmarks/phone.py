"""What a phone on slow 3G waits for: the first view, the officials, and a script without a network.

400 ms there and back, 400 kbit/s, a processor four times as slow; a new browser profile each time.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.running import Hub, program
from benchmarks.slow_link import Link, link
from benchmarks.table import Missing, Row

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 5
ROUND_TRIP, RATE, SLOWER = 0.4, 400_000 / 8, 4
FIRST_VIEW, FEDERAL, STATE = 2.0, 3.0, 2.0
"""Seconds: from opening the home page, from the first key of a ZIP, from the federal officials."""
ZIP = "50309"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

PAINTED = """new Promise((resolve) => new PerformanceObserver((list) =>
  resolve(list.getEntries().pop().startTime)
).observe({ type: "largest-contentful-paint", buffered: true }))"""
FOUND = """() => {
  const shown = Array.from(document.querySelectorAll("[data-found] .office"));
  return shown.filter((card) => card.offsetParent).length >= 3 && performance.now();
}"""
STATE_FOUND = """() => {
  const shown = document.querySelector("[data-found] [data-office^='ia-lower-']");
  return Boolean(shown && shown.offsetParent) && performance.now();
}"""
KEPT = """async () => {
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    if (kept.some((one) => one.url.includes("/flows%20"))) return true;
  }
  return false;
}"""


def measure(hub: Hub) -> Iterator[Row]:
    """Yields a row for each thing waited for: the median of several runs.

    Raises:
        Missing: what drives the browser is not installed.
    """
    if find_spec("playwright") is None:
        raise Missing("playwright is not installed: ./up test installs it")
    chromium = os.environ.get("UPSTANDER_CHROMIUM") or program("chromium", "chromium")
    runs = []
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for _run in range(RUNS):
            with link(hub.port, round_trip=ROUND_TRIP, rate=RATE) as way:
                runs.append(_visit(browser, way))
        browser.close()
    views, federal, state, scripts = zip(*runs, strict=True)
    yield _row("first view of the home page", views, FIRST_VIEW)
    yield _row("from the first key of a ZIP to the federal officials", federal, FEDERAL)
    yield _row("from there to the state's legislators", state, STATE)
    yield Row(
        "then, without a network, the script opens",
        f"{sum(scripts)} of {RUNS}",
        "",
        f"{RUNS} of {RUNS}",
        all(scripts),
    )


def _row(what: str, seconds: tuple[float, ...], most: float) -> Row:
    middle = median(seconds)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    return Row(f"slow 3G: {what}", f"{middle:.2f} s", spread, f"{most} s", middle <= most)


def _visit(browser: "Browser", way: Link) -> tuple[float, float, float, bool]:
    """Returns the seconds until each of the three, and whether the script opened."""
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"http://127.0.0.1:{way.port}/en/", wait_until="load")
    view = page.evaluate(PAINTED)
    begun = page.evaluate("performance.now()")
    page.locator("#find").fill(ZIP)
    page.locator("#find").press("Enter")
    federal = page.wait_for_function(FOUND).json_value()
    state = page.wait_for_function(STATE_FOUND).json_value()
    opened = _opens_without_a_network(page, way)
    context.close()
    return view / 1000, (federal - begun) / 1000, (state - federal) / 1000, opened


def _opens_without_a_network(page: "Page", way: Link) -> bool:
    page.locator("[data-found] a[href$='/call/']").first.click()
    page.locator(".script").first.wait_for()
    while not page.evaluate(KEPT):
        page.wait_for_timeout(200)
    way.cut()
    page.reload()
    page.locator(".script").first.wait_for()
    return True
