"""A real browser on the real server, with the starter guide."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from tests import chromium as browser
from tests.browser.hub import served
from tests.once import one_for_all, starter_database

# A busy machine takes its time to load a page's modules and tables.
expect.set_options(timeout=20_000)

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # One process for all pages of a context, instead of another for each that is opened.
    "--renderer-process-limit=1",
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


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a hub with the starter guide, which all workers of a run share."""
    run = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        run = run.parent

    def serve() -> AbstractContextManager[str]:
        def tables() -> dict[str, bytes]:
            made: dict[str, bytes] = request.getfixturevalue("device_tables")
            return made

        return served(request.config.cache, tmp_path_factory.mktemp("site"), tables)

    with one_for_all(run, serve) as address:
        yield address


@pytest.fixture
def starter(request: pytest.FixtureRequest, transactional_db: None) -> None:
    """The database of this test is that of a hub with the starter guide."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(starter_database(request.config.cache))
        connection.ensure_connection()
        made.backup(connection.connection)
    ContentType.objects.clear_cache()
    cache.clear()  # which codes have been used, by accounts of the same numbers
