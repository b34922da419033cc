"""A hub of the version before keeps every corrected number, with its history, as a correction."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upstander.officials.models import OfficeCorrection
from upstander.officials.queries import corrections

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]

BEFORE = ("officials", "0003_campaigns_leave")
DAY = date(2026, 9, 1)


@pytest.fixture
def before() -> Iterator[Apps]:
    """The models as they were, on a database as it was."""
    leaves = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    MigrationExecutor(connection).migrate([BEFORE])
    yield MigrationExecutor(connection).loader.project_state([BEFORE]).apps
    MigrationExecutor(connection).migrate(leaves)


def test_every_corrected_number_and_its_history_stays(before: Apps) -> None:
    number = {"office_id": "us-house-ia-3", "wrong": "202-225-5476", "as_of": DAY}
    row = before.get_model("officials", "NumberCorrection").objects.create(**number)
    before.get_model("officials", "HistoricalNumberCorrection").objects.create(
        id=row.pk, history_date="2026-09-01T12:00Z", history_type="+", **number
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    kept = OfficeCorrection.objects.get()
    assert (kept.pk, kept.kind, kept.wrong, kept.as_of) == (row.pk, "number", "202-225-5476", DAY)
    assert (kept.since, kept.source_url) == (None, "")
    assert kept.history.get().wrong == "202-225-5476"
    assert corrections.numbers()["us-house-ia-3"]["202-225-5476"]["as_of"] == "2026-09-01"
