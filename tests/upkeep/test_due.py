"""What happens by itself, day by day."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from typer.testing import CliRunner

from upstander.cli import app
from upstander.hub import registry
from upstander.hub.models import Hub
from upstander.suggestions.models import Suggestion
from upstander.upkeep.due import run_due


@pytest.fixture
def rejected(hub: Hub) -> Suggestion:
    return Suggestion.objects.create(
        kind="group",
        fields={"name": "Elm Street Tenants"},
        language="en",
        received_on=date.today() - timedelta(days=9),
        status=Suggestion.Status.REJECTED,
        decided_on=date.today() - timedelta(days=8),
    )


@pytest.mark.django_db(transaction=True)
def test_the_command_deletes_what_was_rejected_more_than_a_week_ago(rejected: Suggestion) -> None:
    result = CliRunner().invoke(app, ["run-due"])

    assert (result.exit_code, result.stdout) == (
        0,
        "desk: 0\nsuggestions: 1\ncampaigns: 0\nofficials: 0\n",
    )
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("error", [DatabaseError("disk full"), ValueError("50309")])
def test_whatever_fails_in_one_room_the_others_work_and_the_desk_knows(
    rejected: Suggestion,
    desk: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fail(on: date) -> int:
        raise error

    with monkeypatch.context() as patch:
        patch.setitem(registry._due, "campaigns", fail)
        assert run_due(date(2026, 11, 23)).keys() == registry.all_due().keys() - {"campaigns"}
        assert run_due(date(2026, 11, 24)).keys() == registry.all_due().keys() - {"campaigns"}
        done = CliRunner().invoke(app, ["run-due"])
    assert done.exit_code == 1
    assert "The daily work of campaigns is not done" in done.stderr
    assert not Suggestion.objects.exists()
    assert "The daily work of campaigns could not be done" in caplog.text
    page = desk.get("/desk/").content.decode()
    assert "has failed since Nov. 23, 2026 (" in page
    assert type(error).__name__ in page
    assert "50309" not in page

    run_due(date(2026, 11, 25))
    assert "has failed since" not in desk.get("/desk/").content.decode()


def test_a_database_that_cannot_keep_it_does_not_end_the_daily_run(
    rejected: Suggestion, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object, **_more: object) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setitem(registry._due, "campaigns", fail)
    monkeypatch.setattr("upstander.upkeep.due.note_unfinished", fail)
    assert "suggestions" in run_due(date.today())
    assert "Nor could that be kept for the desk." in caplog.text
