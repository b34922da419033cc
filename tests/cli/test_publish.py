"""`upstander publish`: what it prints, and what it exits with."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from typer.testing import CliRunner

from upstander.cli import app
from upstander.hub import registry
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.hub.registry import Problem
from upstander.places import device
from upstander.web import folders


@pytest.fixture
def hub(db: None, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub with a home page and little else."""
    monkeypatch.setattr(registry, "_pages", {"web": registry._pages["web"]})
    monkeypatch.setattr(registry, "_checks", {})
    monkeypatch.setattr(registry, "_shelves", {})
    monkeypatch.setattr(device, "tables", lambda: {"zips.json": b"{}"})
    monkeypatch.setattr(folders, "ENCODERS", {})
    return set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en"]), by=None)


def test_the_folder_is_printed_and_progress_kept_apart(hub: Hub, tmp_path: Path) -> None:
    target = tmp_path / "public"
    done = CliRunner().invoke(app, ["publish", f"--to={target}"])
    assert (done.exit_code, done.stdout) == (0, f"{target}\n")
    assert "Making 5 pages in each of: en" in done.stderr
    assert "say so with --base-url" in done.stderr
    assert (target / "en" / "index.html").exists()


def test_problems_are_listed_and_the_exit_says_so(hub: Hub, home: Path) -> None:
    registry.check("one", lambda: [Problem("the letter", "It cites a withdrawn claim.")])
    done = CliRunner().invoke(app, ["publish"])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "the letter: It cites a withdrawn claim." in done.stderr
    assert not (home / "site" / "current").exists()


@pytest.mark.parametrize("address", ["hub.example", "ftp://hub.example", "https://h.example/?a=1"])
def test_an_address_that_is_no_site_is_refused(address: str) -> None:
    done = CliRunner().invoke(app, ["publish", f"--base-url={address}"])
    assert done.exit_code == 2
    assert "https://example.org/hub" in done.stderr


@pytest.mark.parametrize("command", ["publish", "prepare", "run-due"])
def test_a_database_that_cannot_be_used_is_said_in_a_sentence(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def broken(**_given: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("upstander.upkeep.prepare.fill", broken)
    done = CliRunner().invoke(app, [command])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "database cannot be used (disk full)" in done.stderr
