"""The browser says which district a point is in as the engine does, but for a wider tolerance."""

import random
from collections.abc import Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import brotli
import pytest
from playwright.sync_api import Browser, Page

from upstander.civic.reading.lines import Chain, Lines
from upstander.civic.reading.rows import LATER, Layer
from upstander.places import device_lines, queries

pytestmark = pytest.mark.browser

SCRIPTS = Path(device_lines.__file__).parent / "static" / "upstander" / "places"
STATES = ("CA", "CO", "IA", "LA", "MA", "MI", "NC", "RI")
WIDER_M = 62  # how much wider than the engine's the device's tolerance is, in metres
SAYS = """async ([state, points, on]) => {
    const { loadLines, whose } = await import("./lookup-lines.js");
    const lines = await loadLines(state, "/", on);
    return points.map(([lat, lng]) => {
        const { inside, possible } = whose([lines], [], lat, lng);
        return { inside, possible: possible.sort() };
    });
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def tables(device_tables: dict[str, bytes]) -> dict[str, bytes]:
    """The tables of lines by name, and who is in Congress."""
    return {
        name: data
        for name, data in device_tables.items()
        if name.startswith("lines") or name == "congress.json"
    }


@pytest.fixture(scope="module")
def page(
    chromium: Browser, tables: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """An empty page of a site with the script and the lines."""
    folder = tmp_path_factory.mktemp("lines")
    (folder / "index.html").write_text("<!doctype html><title>Lines</title>")
    for script in SCRIPTS.glob("*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    for name in ("lines", "lines-next"):
        (folder / name).mkdir()
    for name, data in tables.items():
        (folder / name).write_bytes(data)
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context()
        opened = context.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        yield opened
        context.close()
        server.shutdown()


@cache
def _split_zips() -> dict[str, list[tuple[float, float]]]:
    """The points of ZIPs in several districts of Congress, by state."""
    found: dict[str, list[tuple[float, float]]] = {}
    for row in queries.engine().zips():
        if len(row.seats) > 1 and row.lat is not None and row.lng is not None:
            found.setdefault(row.state, []).append((row.lat, row.lng))
    return found


@cache
def _outlines(layer: Layer) -> Lines:
    return queries.engine().outlines(layer)


@cache
def _every_chain(layer: Layer) -> list[Chain]:
    return list(_outlines(layer).chains())


def _points(state: str, layer: Layer) -> list[tuple[float, float]]:
    """Points in and around the split ZIPs of a state, many of them close to a line."""
    chance = random.Random(state)
    found = []
    for lat, lng in chance.choices(_split_zips()[state], k=50):
        found.append((lat + chance.gauss(0, 0.1), lng + chance.gauss(0, 0.1)))
    for chain in chance.choices(_chains(state, layer), k=50):
        at = chance.randrange(len(chain.xs))
        lat, lng = chain.ys[at] / 1e7, chain.xs[at] / 1e7
        found.append((lat + chance.gauss(0, 0.003), lng + chance.gauss(0, 0.003)))
    return found


def _chains(state: str, layer: Layer) -> list[Chain]:
    """The pieces of line of a state, as the engine has them."""
    engine = queries.engine()
    own = {one.division_id for one in engine.seats(state)}
    outlines = _outlines(layer)
    return [
        chain
        for chain in _every_chain(layer)
        if any(_plain(outlines.areas[side]) in own for side in chain.sides)
    ]


def _plain(area: str) -> str:
    return area.partition(LATER)[0]


@pytest.mark.parametrize(
    ("state", "on"),
    [*((state, "2026-11-23") for state in STATES),
     *((state, "2027-01-04") for state in ("CA", "LA", "NC", "UT"))],
)  # fmt: skip
def test_a_point_is_in_the_district_that_the_engine_says(page: Page, state: str, on: str) -> None:
    engine = queries.engine()
    today, later = (one for one in engine.layers if one.kind == "cd")
    layer = later if later.valid_from and on >= later.valid_from.isoformat() else today
    outlines = _outlines(layer)
    divisions = {one.division_id: one.id for one in engine.seats(state)}
    seats = {area: divisions[_plain(area)] for area in outlines.areas if _plain(area) in divisions}
    points = _points(state, layer)
    told = page.evaluate(SAYS, [state, points, on])
    close = 0
    for (lat, lng), said in zip(points, told, strict=True):
        x, y = round(lng * 1e7), round(lat * 1e7)
        inside = outlines.at(x, y)
        may_be = {seats[one] for one in inside | outlines.near(x, y, 300) if one in seats}
        wider = outlines.near(x, y, 300 + 2 * WIDER_M)
        assert may_be <= set(said["possible"])
        assert set(said["possible"]) <= {seats[one] for one in inside | wider if one in seats}
        if len(said["possible"]) == 1:
            assert {said["inside"]} - {None} <= {seats[one] for one in inside if one in seats}
        close += len(said["possible"]) > 1
    assert 0 < close < len(points)


def test_every_table_of_lines_is_small(tables: dict[str, bytes]) -> None:
    lines = [data for name, data in tables.items() if name.startswith("lines")]
    assert len(lines) == 44 + 9
    most = 52 * 1024
    large = [data for data in lines if len(brotli.compress(data, quality=5)) >= most]
    assert large
    assert max(len(brotli.compress(data, quality=11)) for data in large) < most


def test_the_rings_of_a_district_close_and_hold_what_lies_in_it(page: Page) -> None:
    told = page.evaluate(
        """async (states) => {
            const { loadLines } = await import("./lookup-lines.js");
            const open = [];
            for (const state of states) {
                const lines = await loadLines(state, "/", "2026-11-23");
                for (const seat of lines.seats) {
                    const rings = lines.rings(seat);
                    const ends = rings.map((ring) => [ring[0], ring[ring.length - 1]].map(String));
                    const loose = ends.filter(([first, last]) => first !== last);
                    if (!rings.length || loose.length) open.push(seat);
                }
            }
            return open;
        }""",
        list(STATES),
    )
    assert told == []


def test_a_state_without_lines_is_meant_where_those_with_lines_do_not_reach(page: Page) -> None:
    told = page.evaluate(
        """async () => {
            const { loadLines, whose } = await import("./lookup-lines.js");
            const colorado = await loadLines("CO", "/");
            const seats = ["us-house-co-2", "us-house-wy-0"];
            const at = (lat) => whose([colorado], seats, lat, -105.6).possible.sort();
            return [at(40.8), at(41.0), at(41.2)];
        }"""
    )
    assert told == [["us-house-co-2"], ["us-house-co-2", "us-house-wy-0"], ["us-house-wy-0"]]
