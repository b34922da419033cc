"""The small hub whose renewals are killed: one process of it, forked with Django set up."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.upkeep import publisher
from tests.upkeep.publisher import Publisher, built
from upstander.common.home import DATABASE
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.learn.models import Guide
from upstander.learn.operations import write_guide
from upstander.places import packs
from upstander.places import queries as places
from upstander.upkeep import refresh
from upstander.web.publishing import publish

CHANGES = {"os.rename", "os.remove", "os.symlink", "os.link", "os.mkdir", "os.rmdir", "open"}
"""Audit events that may change a folder."""


@contextmanager
def _small(home: Path, url: str) -> Iterator[None]:
    """This process is a small hub's, which takes its lists from the publisher."""
    with pytest.MonkeyPatch.context() as patch:
        publisher.settle(patch, home, url)
        publisher.shrink(patch)
        yield


def _prepare(home: Path, url: str) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en"]), by=None)
    guide = Guide(slug="water", title="Water", summary="x", body="x", credits="x")
    guide.dated, guide.status = date(2025, 4, 2), Guide.Status.PUBLISHED
    write_guide(guide, by=None)
    built(Publisher(url), home)
    places.take_up()
    publish()


def _renew(home: Path, url: str, step: int) -> int:
    """Renews the lists, and returns how many changes to the folder that took.

    Is killed before the change of that number.
    """
    made = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal made
        if event not in CHANGES or not str(arguments[0]).startswith(str(home)):
            return
        flags = arguments[2] if event == "open" else os.O_WRONLY
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
            made += 1
            if made == step:
                os.kill(os.getpid(), signal.SIGKILL)

    packs.in_use()
    sys.addaudithook(count)
    state = refresh.refresh(web=Publisher(url).web())
    if state.outcome not in ("renewed", "unchanged"):
        raise RuntimeError(str(state))
    return made


def run(what: str, home: str, url: str, step: int, tells: Connection) -> None:
    """Prepares or renews, as the process of a hub, and tells how many changes a renewal made."""
    os.environ["UPSTANDER_HOME"] = home
    settings.HOME = Path(home)
    connection.settings_dict["NAME"] = str(Path(home, DATABASE))
    with _small(Path(home), url):
        if what == "prepare":
            _prepare(Path(home), url)
            tells.send(0)
        else:
            tells.send(_renew(Path(home), url, step))
