"""What a phone loads: within what fits the first moments of a slow connection."""

from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from upstander.officials.models import Campaign

MOST = 12 * 1024
LOOK_UP = (
    "lookup.js",
    "lookup-answer.js",
    "lookup-places.js",
    "lookup-tables.js",
    "lookup-text.js",
)


def weight(*names: str) -> int:
    """Returns what scripts take on the wire in bytes, each compressed by itself."""
    found = [finders.find(f"upstander/{name}") or "" for name in names]
    return sum(len(brotli.compress(Path(path).read_bytes())) for path in found)


@pytest.mark.parametrize(
    "modules",
    [
        (*LOOK_UP, "officials.js", "seats.js", "place.js", "dom.js", "store.js"),
        ("call.js", "campaign.js", "seats.js", "dom.js", "store.js"),
        ("letter.js", "campaign.js", "seats.js", "dom.js", "store.js"),
    ],
)
def test_the_code_of_a_look_up_a_call_and_a_letter_fits_12_kb(modules: tuple[str, ...]) -> None:
    assert 1000 < weight(*modules) <= MOST


@pytest.mark.parametrize("address", ["", "campaigns/pipes/", "campaigns/pipes/letter/"])
def test_a_first_view_fits_14_kb(campaign: Campaign, client: Client, address: str) -> None:
    page = client.get(f"/es/officials/{address}").content
    total = len(brotli.compress(page)) + weight("site.css", "site.js")

    assert 3000 < total <= 14 * 1024
