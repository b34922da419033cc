"""What a visitor's device has to load for a look-up."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import brotli

from upstander.places import device

KB = 1024
TABLES = {"zips.json": 40 * KB, "congress.json": 16 * KB, "places.json": 180 * KB}
ALL_SCRIPTS = 12 * KB
SCRIPTS = sorted((Path(device.__file__).parent / "static" / "upstander").glob("lookup*.js"))


def test_every_table_is_within_its_bound_on_the_wire() -> None:
    sizes = device.sizes()
    assert sizes.keys() == TABLES.keys()
    assert {name: size for name, size in sizes.items() if size > TABLES[name]} == {}


def test_the_scripts_together_are_within_their_bound_on_the_wire() -> None:
    sizes = {
        script.name: len(brotli.compress(script.read_bytes(), quality=11)) for script in SCRIPTS
    }
    assert sizes["lookup.js"] < 2 * KB, "the first one to load is small"
    assert sum(sizes.values()) <= ALL_SCRIPTS


def test_the_same_pack_gives_the_same_bytes_in_another_process() -> None:
    code = "from tests.places.test_device import digest; print(digest())"
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": "src"}
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stdout.strip() == digest()


def digest() -> str:
    """Returns a digest of all tables, in their order."""
    return hashlib.sha256(b"".join(device.tables().values())).hexdigest()
