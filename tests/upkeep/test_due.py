"""What happens by itself, day by day."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
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

    assert (result.exit_code, result.stdout) == (0, "suggestions: 1\ncampaigns: 0\nofficials: 0\n")
    assert not Suggestion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_is_logged_and_does_not_end_the_daily_run(
    rejected: Suggestion, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(on: date) -> int:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patch:
        patch.setitem(registry._due, "suggestions", fail)
        run_due()
        assert CliRunner().invoke(app, ["run-due"]).exit_code == 1
    assert "could not be done" in caplog.text

    run_due()
    assert not Suggestion.objects.exists()
