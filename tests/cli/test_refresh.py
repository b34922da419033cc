"""`upstander refresh`, as an operator runs it."""

import pytest
from typer.testing import CliRunner, Result

from upstander.cli import app
from upstander.places.renewal import Doubt, Record
from upstander.upkeep import refresh
from upstander.upkeep.renewing import State
from upstander.web import publishing


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made after the site was turned over."""
    made: list[str] = []
    monkeypatch.setattr(publishing, "finish", lambda **_: made.append("shelves"))
    return made


def run(monkeypatch: pytest.MonkeyPatch, state: State, *words: str) -> Result:
    monkeypatch.setattr(refresh, "refresh", lambda **_: state)
    monkeypatch.setattr(refresh, "go_back", lambda **_: state)
    return CliRunner().invoke(app, ["refresh", *words])


def test_what_came_of_it_is_said_and_pages_of_offices_follow(
    monkeypatch: pytest.MonkeyPatch, finished: list[str]
) -> None:
    done = run(monkeypatch, State(outcome="unchanged"))
    assert (done.exit_code, done.stdout) == (0, "The publishers have no newer lists.\n")
    done = run(monkeypatch, State(outcome="back"), "--back")
    assert done.exit_code == 0
    assert "went back to the earlier lists" in done.stdout
    assert finished == ["shelves", "shelves"]


def test_what_failed_exits_with_3_and_says_that_all_is_as_before(
    monkeypatch: pytest.MonkeyPatch, finished: list[str]
) -> None:
    facts = {"file": "people.yaml", "why": "answers 404"}
    done = run(monkeypatch, State(outcome="failed", reason="fetch", facts=facts))
    assert done.exit_code == 3
    assert "all is as before. people.yaml could not be taken: answers 404." in done.stdout
    assert finished == []


def test_what_waits_exits_with_1_and_says_why_and_how_to_say_yes(
    monkeypatch: pytest.MonkeyPatch, finished: list[str]
) -> None:
    doubt = Doubt("holders", {"level": "state", "changed": 4, "of": 40})
    monkeypatch.setattr(refresh, "record_of_waiting", lambda: Record("m", "", "", doubts=(doubt,)))
    done = run(monkeypatch, State(outcome="waiting"))
    assert done.exit_code == 1
    assert "- 4 of 40 holders of state offices would be others" in done.stdout
    assert "upstander refresh --yes" in done.stdout


def test_going_back_takes_no_other_options() -> None:
    done = CliRunner().invoke(app, ["refresh", "--back", "--yes"])
    assert done.exit_code == 2


def test_a_run_beside_another_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def running(**_: object) -> State:
        raise refresh.Running

    monkeypatch.setattr(refresh, "refresh", running)
    done = CliRunner().invoke(app, ["refresh"])
    assert done.exit_code == 2
    assert "being renewed already" in done.stderr
