"""What holds for every test: a folder of its own for the hub, and which tests cannot run here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from tests import chromium


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> Path:
    """An empty folder for the hub: no test touches the hub of whoever runs it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("UPSTANDER_HOME", str(folder))
    settings.HOME = folder
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language that a test begins in, whatever page the one before it opened."""
    with translation.override("en"):
        yield


def absent() -> dict[str, str]:
    """Returns the marks whose tests cannot run here, each with a line that says why."""
    reasons = {}
    if not os.environ.get("UPSTANDER_SHARED"):
        reasons["shared"] = "UPSTANDER_SHARED is not set: tests against the shared data left out."
    if chromium.path() is None:
        reasons["browser"] = f"No Chromium: browser tests left out. Get one: {chromium.GET_ONE}."
    return reasons


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests that cannot run here.

    Raises:
        UsageError: UPSTANDER_SHARED names a folder that cannot be read.
    """
    shared = os.environ.get("UPSTANDER_SHARED")
    if shared and not Path(shared, "data").is_dir():
        raise pytest.UsageError(f"UPSTANDER_SHARED names {shared}, which has no folder `data`.")
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in absent())]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was left out."""
    for reason in absent().values():
        terminalreporter.write_line(reason)
