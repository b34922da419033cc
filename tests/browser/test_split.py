"""Telling which of several districts is one's own, on the device."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page, expect

import upstander
from upstander.places import queries

pytestmark = pytest.mark.browser

ROOMS = Path(upstander.__file__).parent
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Split</title>
<link rel="stylesheet" href="/hub/site.css"><body data-tables="/"><main>
<template id="split">{split}</template>
<section><h2>These may represent you</h2><div id="place"></div></section>
<div data-slot="beside"></div>
</main></body></html>"""
HELP = """async (query) => {
    const { find } = await import("./places/lookup.js");
    const { help } = await import("./officials/split.js");
    window.chosen = [];
    const parts = {
        template: (id) => document.getElementById(id),
        state: (code) => code,
        words: { beside: ["lines-voted", "next-districts"] },
        sentence: (notice) => Object.values(notice.params).join(" ") + ";",
    };
    const answer = await find(query, "/");
    await help(document.getElementById("place"), answer, parts, (ids) => window.chosen.push(ids));
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(
    device_tables: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site that has the scripts and the tables, and a page with the part to be filled."""
    folder = tmp_path_factory.mktemp("split")
    (folder / "index.html").write_text(PAGE.format(split=render_to_string("officials/split.html")))
    for scripts in ROOMS.glob("*/static/upstander"):
        copytree(scripts, folder, dirs_exist_ok=True)
    for name, data in device_tables.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone of its own."""
    made = chromium.new_context(viewport={"width": 320, "height": 640})
    yield made
    made.close()


def _page(context: BrowserContext, address: str, query: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.evaluate(HELP, query)
    return page


def _chosen(page: Page) -> Any:
    return page.evaluate("window.chosen")


def _at(context: BrowserContext, lat: float, lng: float, accuracy: float = 20) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": lat, "longitude": lng, "accuracy": accuracy})


def test_a_side_is_chosen_from_the_drawing_by_keyboard(
    context: BrowserContext, address: str
) -> None:
    page = _page(context, address, "50320")
    sides = page.get_by_role("button", name="I live on this side")
    expect(sides).to_have_text(
        ["I live on this side: district 1", "I live on this side: district 3"]
    )
    expect(page.locator("[data-slot=where]").first).to_contain_text("the middle of 50320")
    expect(page.locator("[data-areas] path")).to_have_count(2)
    fills = page.locator("[data-areas] path").evaluate_all(
        "all => all.map((a) => a.getAttribute('fill'))"
    )
    assert len(set(fills)) == 2
    assert {"1", "3"} == set(page.locator("[data-labels] text").all_text_contents())
    sides.nth(1).press("Enter")
    assert _chosen(page) == [["us-house-ia-3"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_location_of_the_device_chooses_where_it_is_sure(
    context: BrowserContext, address: str
) -> None:
    _at(context, 41.5868, -93.6250)
    page = _page(context, address, "50320")
    page.get_by_role("button", name="Use this device’s location").click()
    page.wait_for_function("window.chosen.length")
    assert _chosen(page) == [["us-house-ia-3"]]


def test_the_location_of_the_device_tells_the_district_on_the_lines_that_follow(
    context: BrowserContext, address: str
) -> None:
    lat, lng = 34.06, -118.24
    inside = queries.engine().divisions_at(lat=lat, lng=lng)
    [ahead] = [one for one in inside if "/cd:" in one and "@" in one]
    _at(context, lat, lng)
    context.clock.set_fixed_time("2026-11-29T12:00:00")
    page = _page(context, address, "Los Angeles, CA")
    page.get_by_role("button", name="Use this device’s location").click()
    page.wait_for_function("window.chosen.length")
    expect(page.locator("[data-slot=beside]")).to_have_text(
        re.compile(rf"2027-01-03.*;2027-01-03 CA {ahead.partition('cd:')[2].partition('@')[0]};$")
    )


@pytest.mark.parametrize(
    ("position", "says"),
    [
        ((41.5868, -93.6250, 50_000), "cannot tell these apart: district 1, district 3"),
        ((40.7128, -74.0060), "in none of these districts now"),
        ((42.5, -96.4), "in none of these districts now"),  # in the same state
    ],
)
def test_a_location_that_settles_nothing_says_so(
    context: BrowserContext, address: str, position: tuple[float, ...], says: str
) -> None:
    _at(context, *position)
    page = _page(context, address, "50320")
    page.get_by_role("button", name="Use this device’s location").click()
    expect(page.get_by_role("status")).to_contain_text(says)
    assert _chosen(page) == []


def test_a_browser_that_keeps_its_location_is_told_of_other_ways(
    context: BrowserContext, address: str
) -> None:
    page = _page(context, address, "50320")
    page.get_by_role("button", name="Use this device’s location").click()
    expect(page.get_by_role("status")).to_contain_text("did not share its location")


def test_lines_that_did_not_come_are_said_and_asked_for_again(
    context: BrowserContext, address: str
) -> None:
    _at(context, 41.5868, -93.6250)
    context.route("**/lines/*", lambda route: route.abort())
    page = _page(context, address, "50320")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    expect(page.locator("[data-drawing]")).to_be_hidden()
    context.unroute("**/lines/*")
    page.get_by_role("button", name="Use this device’s location").click()
    page.wait_for_function("window.chosen.length")
    assert _chosen(page) == [["us-house-ia-3"]]


def test_districts_of_two_states_are_told_apart(context: BrowserContext, address: str) -> None:
    page = _page(context, address, "51001")  # Akron, Iowa, and over the river
    names = page.get_by_role("button", name="I live on this side").all_inner_texts()
    assert len(names) > 1
    assert any("in IA" in name for name in names)


def test_nothing_of_the_visitor_is_asked_for(context: BrowserContext, address: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    _at(context, 41.5868, -93.6250)
    page = _page(context, address, "50320")
    page.get_by_role("button", name="Use this device’s location").click()
    page.wait_for_function("window.chosen.length")
    tables = sorted(url.removeprefix(address) for url in asked if url.endswith(".json"))
    assert tables == ["congress.json", "lines/ia.json", "zips.json"]
    assert not any("50320" in url or "41." in url for url in asked)
