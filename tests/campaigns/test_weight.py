"""What a phone loads: within what fits the first moments of a slow connection."""

from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from upstander.campaigns.models import Campaign
from upstander.hub.models import Hub
from upstander.web import scripts
from upstander.web.folders import put_all

MOST = 12 * 1024
LOOK_UP = (
    "places/lookup.js",
    "places/lookup-answer.js",
    "places/lookup-tables.js",
    "places/lookup-text.js",
)
SHARED = (
    "places/choices.js",
    "officials/seats.js",
    "officials/kinds.js",
    "campaigns/targets.js",
    "hub/dom.js",
    "hub/store.js",
)
THEN = (
    "officials/more.js",
    "officials/distance.js",
    "officials/offices.js",
    "officials/hours.js",
    "officials/added.js",
    "places/lookup-state.js",
    "places/lookup-offices.js",
    "places/lookup-contacts.js",
    "places/lookup-ahead.js",
)
CALL = ("campaigns/call.js", "campaigns/record.js", "campaigns/tally.js")
WRITING = ("campaigns/campaign.js", "officials/offices.js")


def weight(*names: str) -> int:
    """Returns what scripts take on the wire in bytes, each compressed by itself."""
    found = [finders.find(f"upstander/{name}") or "" for name in names]
    return sum(len(brotli.compress(scripts.published(Path(path).read_bytes()))) for path in found)


@pytest.mark.parametrize(
    "modules",
    [
        (*LOOK_UP, "officials/officials.js", "places/place.js", *SHARED),
        THEN,
        (*CALL, *WRITING, *SHARED),
        ("campaigns/letter.js", *WRITING, *SHARED),
    ],
)
def test_the_code_of_a_look_up_a_call_and_a_letter_fits_12_kb(modules: tuple[str, ...]) -> None:
    assert 1000 < weight(*modules) <= MOST


@pytest.mark.parametrize("module", ["lookup-places", "lookup-names", "lookup-addresses"])
def test_code_that_reads_names_of_places_comes_once_one_is_typed_and_fits_3_kb(
    module: str,
) -> None:
    assert 1000 < weight(f"places/{module}.js") <= 3 * 1024


@pytest.mark.parametrize("address", ["", "campaigns/pipes/", "campaigns/pipes/letter/"])
def test_a_first_view_fits_14_kb(campaign: Campaign, client: Client, address: str) -> None:
    page = client.get(f"/es/officials/{address}").content
    total = len(brotli.compress(page)) + weight("hub/site.css", "hub/site.js")

    assert 3000 < total <= 14 * 1024


def test_the_longest_list_of_offices_fits_14_kb_as_it_is_published(
    hub: Hub, client: Client, tmp_path: Path
) -> None:
    """Congress in Spanish; the list goes out in bulk, where most pages are compressed quickly."""
    page = client.get("/es/officials/offices/us/").content
    put_all(tmp_path, tmp_path / "before", [("index.html", page)])
    sent = (tmp_path / "index.html.br").stat().st_size

    assert 8000 < sent + weight("hub/site.css", "hub/site.js") <= 14 * 1024
