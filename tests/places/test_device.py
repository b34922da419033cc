"""What a visitor's device has to load for a look-up."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from upstander.places import device, queries
from upstander.places.device_columns import columns
from upstander.web import scripts

pytestmark = pytest.mark.django_db

KB = 1024
TABLES = {
    "zips.json": 40 * KB,
    "congress.json": 16 * KB,
    "offices.json": 60 * KB,
    "places.json": 200 * KB,
}
A_STATE = 28 * KB
WITHOUT_OFFICES = {"AS", "GU", "MP", "VI"}
ALL_SCRIPTS = 12 * KB
SCRIPTS = Path(device.__file__).parent / "static" / "upstander" / "places"
FIRST = ("lookup.js", "lookup-answer.js", "lookup-tables.js", "lookup-text.js")
STATE = ("lookup-state.js", "lookup-contacts.js")
NAMES = ("lookup-places.js", "lookup-names.js")
SELDOM = ("lookup-addresses.js", "lookup-offices.js")


def within(most: int, data: bytes) -> bool:
    """True where data fits, compressed; the best compression is slow, and seldom needed to tell."""
    return any(len(brotli.compress(data, quality=quality)) <= most for quality in (5, 11))


@pytest.mark.whole
def test_every_table_is_within_its_bound_on_the_wire(device_tables: dict[str, bytes]) -> None:
    states = {name for name in device_tables if name.startswith("states/")}
    assert states == {
        f"states/{state.code.lower()}.json"
        for state in queries.states()
        if state.code not in WITHOUT_OFFICES
    }
    bounds = TABLES | dict.fromkeys(states, A_STATE)
    assert [name for name, most in bounds.items() if not within(most, device_tables[name])] == []


def test_the_scripts_together_are_within_their_bound_on_the_wire() -> None:
    sizes = {
        name: len(brotli.compress(scripts.published((SCRIPTS / name).read_bytes()), quality=11))
        for name in (*FIRST, *STATE, *NAMES, *SELDOM)
    }
    assert sizes["lookup.js"] < 2 * KB, "the first one to load is small"
    of_a_zip = sum(sizes[name] for name in (*FIRST, *STATE))
    of_a_name = sum(sizes[name] for name in NAMES)
    assert of_a_zip <= 9 * KB
    assert of_a_zip + of_a_name <= ALL_SCRIPTS
    assert all(sizes[name] < 1.5 * KB for name in SELDOM)


@pytest.mark.whole
def test_no_table_is_named_for_less_than_a_state(device_tables: dict[str, bytes]) -> None:
    states = {state.code.lower() for state in queries.states()}
    folders = {name.partition("/")[0] for name in device_tables if "/" in name}
    assert folders == {"states", "lines", "lines-next"}
    assert {Path(name).stem for name in device_tables if "/" in name} <= states


def test_what_would_be_taken_for_a_mark_is_written_as_an_address_may_have_it() -> None:
    office = queries.office("us-house-ia-3")
    assert office.holder is not None
    site = "https://example.gov/?q=a|b<c>^"
    table = columns([replace(office, holder=replace(office.holder, website=site))])
    assert table["websites"] == ["https://example.gov/?q=a%7Cb%3Cc%3E%5E"]


def test_a_successor_comes_after_the_offices_and_names_their_row() -> None:
    first, second = queries.office("us-house-ia-3"), queries.office("us-house-ia-4")
    assert first.holder is not None
    elected = replace(second, successors=(first.holder,))
    table = columns([first, elected])
    assert table["next"] == [1]
    assert table["names"] == ["Zachary Nunn", "Randy Feenstra", "Zachary Nunn"]


@pytest.mark.whole
def test_the_same_pack_gives_the_same_bytes_in_another_process(
    device_tables: dict[str, bytes],
) -> None:
    code = (
        "from tests.places.test_device import digest, device; "
        "print(digest(device.tables_of_pack()))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": "src"}
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stdout.strip() == digest(device_tables)


def digest(tables: dict[str, bytes]) -> str:
    """Returns a digest of all tables, in their order."""
    return hashlib.sha256(b"".join(tables.values())).hexdigest()
