"""A real browser on the real server, with the starter guide."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.running import free_port, running
from tests import chromium as browser
from tests.once import starter_database
from tests.web.quick import QUICK
from upstander.common.home import DATABASE, SOURCE
from upstander.places import queries as places
from upstander.web import editions, folders
from upstander.web.editions import Edition

# A busy machine takes its time to load a page's modules and tables.
expect.set_options(timeout=20_000)

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # A button that scrolls into sight by and by is waited for.
    "--disable-smooth-scrolling",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No page, and nothing in the browser itself, finds a way out.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser; make a context of your own in it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # playwright keeps an event loop running, and Django would take it for a mistake.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        found = playwright.chromium.launch(executable_path=browser.path(), args=ARGUMENTS)
        yield found
        found.close()


PREPARE_QUICKLY = """
from tests.web.quick import QUICK
from upstander.cli import main
from upstander.web import folders

folders.ENCODERS = QUICK
main()
"""
"""What `upstander prepare` does, in a process of its own as there."""


def give_tables(home: Path, tables: dict[str, bytes]) -> None:
    """Puts tables where a publish finds those that it made before, and takes them from."""
    name = editions.digest(tables)
    before = Edition(
        software=editions.software(),
        base_url="",
        languages=(),
        assets=(),
        tables=(name,),
        names=("tables",),
        pack=places.tables_name(),
    )
    files = {f"tables/{name}/{table}": data for table, data in tables.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "ENCODERS", QUICK)
        folders.add_version(home / "site", before, files)


@pytest.fixture(scope="session")
def site(
    device_tables: dict[str, bytes],
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a hub with the starter guide: published once, served as operators do."""
    home = tmp_path_factory.mktemp("site")
    (home / DATABASE).write_bytes(starter_database(pytestconfig.cache))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_known_here", [])  # a new hub corrects nothing
        give_tables(home, device_tables)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "upstander", "serve", f"--port={port}"]
    environment = {"UPSTANDER_HOME": str(home), "UPSTANDER_BASE_URL": address}
    prepare = [sys.executable, "-c", PREPARE_QUICKLY, "prepare"]
    subprocess.run(prepare, cwd=SOURCE, env={**os.environ, **environment}, check=True)
    # Nobody looks at the pages of offices here: as if another process were making them already.
    with folders.alone(home / "site", lock="shelves.lock"), running(command, port, environment):
        yield address
