"""What a device is told to keep for when it has no network, and what other sites may show."""

import json
import re
from typing import Any

import pytest

from upstander.hub import registry
from upstander.web import offline, publishing, site

ASSETS, TABLES = "assets/a1/", "tables/t1/"
KEPT = {"assets": ("a1", "a0"), "tables": ("t1",)}
ADDRESSES = ["", "learn/water/", "officials/parts.html", "officials/offices/ia/", "offline/"]
ADDRESSES += [f"officials/campaigns/pipes/{name}" for name in ("", "call/", "totals/", "embed/")]


def files(page: bytes = b"<p>Water.</p>") -> dict[str, bytes]:
    assets = ("hub/sw.js", "hub/embed.js", "hub/site.js", "hub/site.css", "places/lookup.js")
    tables = ("zips.json", "places.json", "states/ia.json", "lines/ia.json")
    return {
        "en/index.html": page,
        **{f"{ASSETS}{name}": name.encode() for name in assets},
        **{f"{TABLES}{name}": b"{}" for name in tables},
    }


def told(made: dict[str, bytes]) -> dict[str, Any]:
    first, rest = made["sw.js"].decode().split("\n", 1)
    assert rest == "hub/sw.js"
    found = re.fullmatch(r"const SITE = (.*);", first)
    assert found
    return dict(json.loads(found[1]))


def at_the_top(**changed: Any) -> dict[str, bytes]:
    return offline.at_the_top(
        files(**changed),
        addresses=ADDRESSES,
        languages=("en", "es"),
        kept=KEPT,
        shelves=registry.shelves(),
    )


def test_a_device_is_told_what_every_visitor_needs_and_nothing_of_one_place() -> None:
    site_of = told(at_the_top())
    scripts = ["assets/a1/hub/site.js", "assets/a1/places/lookup.js"]
    assert site_of["files"] == [*scripts, "tables/t1/zips.json"]
    assert site_of["first"][:2] == ["en/offline/", "es/offline/"]
    assert site_of["assets"] == ["a1", "a0"]
    assert site_of["shelves"] == ["officials/offices/"]
    assert site_of["flows"] == [
        "",
        "officials/parts.html",
        "offline/",
        "officials/campaigns/pipes/",
        "officials/campaigns/pipes/call/",
    ]


def test_the_worker_changes_with_what_is_published_and_with_nothing_else() -> None:
    assert at_the_top() == at_the_top()
    changed = told(at_the_top(page=b"<p>The water is clean.</p>"))
    assert changed["version"] != told(at_the_top())["version"]


@pytest.mark.parametrize(
    ("address", "framed"),
    [
        ("officials/campaigns/pipes/embed/", True),
        ("officials/campaigns/pipes/", False),
        ("officials/campaigns/pipes/embed/more/", False),
        ("learn/embed/", False),
    ],
)
def test_only_a_campaigns_embed_may_be_shown_in_a_frame(address: str, framed: bool) -> None:
    assert registry.is_framed(address) == framed


def test_a_static_host_relaxes_the_policy_of_the_frame_alone() -> None:
    every, *frames = publishing._headers(("/en/officials/campaigns/pipes/embed/",), []).split(
        "\n/en/"
    )
    assert every.count("frame-ancestors") == 1
    assert "frame-ancestors 'none'" in every
    lent = "  ! Cross-Origin-Resource-Policy\n  Cross-Origin-Resource-Policy: cross-origin\n"
    assert frames == [
        "officials/campaigns/pipes/embed/\n  ! Content-Security-Policy\n"
        f"  Content-Security-Policy: {site.FRAMED[0][1]}\n{lent}/embed.js\n{lent}"
    ]
    assert "frame-ancestors *" in frames[0]
    assert "'none'" in frames[0]
