"""What holds for every test: a folder for the hub, a small cast, and which cannot run here."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import Settings

from tests import chromium
from tests.once import made_once, migrated_database
from upstander.civic import Civic
from upstander.civic.reading import pack
from upstander.civic.reading.pack import PACKAGED
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.learn.models import Claim, Guide, Source
from upstander.learn.operations import keep_source, write_claim, write_guide
from upstander.places import device, packs
from upstander.places import queries as places

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""What Django calls the database of tests."""

PROGRAMS = "/usr/sbin:/usr/bin"

# Tables of the whole country stay in memory, and looking for what may go takes its time.
gc.set_threshold(200_000)

# Every office, not only some states': tests go through all of them again and again.
pack._REMEMBERED = 16_384

# A busy machine is no fault of what is tested.
examples.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("busy")


@pytest.fixture(autouse=True)
def home(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> Path:
    """An empty folder for the hub, so that no test touches anyone's.

    Each test client lists the desk's static files anew, which takes longer than most pages: only
    a browser, on a server of Django's, asks for them.
    """
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("UPSTANDER_HOME", str(folder))
    monkeypatch.setenv("UPSTANDER_REFRESH", "off")  # nobody is asked for newer lists
    settings.HOME = folder
    opened = places._Opened(packaged(), packs.at(PACKAGED), ())
    monkeypatch.setattr(places, "_opened", opened)  # whatever the test before answered from
    places.take_up()
    settings.WHITENOISE_USE_FINDERS = "live_server" in request.fixturenames
    return folder


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords are kept as hashes that are made quickly."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language that a test begins in, whatever page the one before it opened."""
    with translation.override("en"):
        yield


@cache
def packaged() -> Civic:
    """The engine on the tables that come with the package, with all that it has read."""
    return Civic.open()


@pytest.fixture(scope="session")
def civic() -> Civic:
    """The engine on the tables that come with the package."""
    return packaged()


@pytest.fixture
def opened_once(civic: Civic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens the package's tables gets that engine, with what it has read already."""
    opened = Civic.open

    def reopen(folder: Path | str = PACKAGED) -> Civic:
        return civic if folder == PACKAGED else opened(folder)

    monkeypatch.setattr(Civic, "open", reopen)


@pytest.fixture(scope="session")
def device_tables(pytestconfig: pytest.Config) -> dict[str, bytes]:
    """The tables of the device by name, from those that come with the package."""
    return made_once(pytestconfig.cache, "device-tables", device.tables_of_pack)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The tests' database is in memory, and migrated before anybody asks for that."""
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as here:
        with closing(sqlite3.connect(":memory:")) as made:
            made.deserialize(migrated_database(pytestconfig.cache))
            made.backup(here)
        yield


@pytest.fixture
def olive(db: None) -> User:
    """Olive organizes this hub."""
    return User.objects.create_superuser("olive", password="a long enough phrase")


@pytest.fixture
def vic(db: None) -> User:
    """Vic has an account but is no organizer; what Vic asks for is refused."""
    return User.objects.create_user("vic", password="a long enough phrase")


@pytest.fixture
def desk(settings: Settings, client: Client, olive: User) -> Client:
    """Olive's browser at the desk, past the second factor."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "OrganizersOnly" not in one]
    client.force_login(olive)
    return client


@pytest.fixture
def hub(db: None) -> Hub:
    return set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)


@pytest.fixture
def source(db: None) -> Source:
    return keep_source(
        Source(
            title="Minutes of May",
            url="https://city.example/minutes",
            publisher="The city",
            published=date(1950, 5, 2),
        ),
        by=None,
    )


@pytest.fixture
def guide(hub: Hub, olive: User) -> Guide:
    return write_guide(
        Guide(
            slug="water",
            title="The water on Elm Street",
            summary="What is known about the pipes.",
            body="Read **slowly**.",
            dated=date(2025, 4, 2),
            credits="Ana first asked.",
            status=Guide.Status.PUBLISHED,
        ),
        by=olive,
    )


@pytest.fixture
def claim(guide: Guide, source: Source, olive: User) -> Claim:
    return write_claim(
        Claim(
            guide=guide,
            slug="lead-pipes",
            sentence="The city laid lead pipes in 1950.",
            true_from=date(1950, 1, 1),
            status=Claim.Status.PUBLISHED,
        ),
        sources=[source],
        by=olive,
    )


def absent() -> dict[str, str]:
    """Returns the marks whose tests cannot run here, each with a line that says why."""
    reasons = {}
    if not os.environ.get("UPSTANDER_SHARED"):
        reasons["shared"] = "UPSTANDER_SHARED is not set: tests against the shared data left out."
    if chromium.path() is None:
        reasons["browser"] = f"No Chromium: browser tests left out. Get one: {chromium.GET_ONE}."
    missing = [name for name in ("caddy", "nginx") if not shutil.which(name, path=PROGRAMS)]
    if missing:
        names = " ".join(missing)
        reasons["proxies"] = f"No {names}: tests with it left out. Get it: apt-get install {names}."
    return reasons


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests that cannot run here.

    Raises:
        UsageError: UPSTANDER_SHARED names a folder that cannot be read.
    """
    shared = os.environ.get("UPSTANDER_SHARED")
    if shared and not Path(shared, "data").is_dir():
        raise pytest.UsageError(f"UPSTANDER_SHARED names {shared}, which has no folder `data`.")
    marks = absent()
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in marks)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was left out."""
    for reason in absent().values():
        terminalreporter.write_line(reason)
