"""Dates of the version before, which were days, stay those days."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upstander.learn.models import Claim, Development, Guide, Source

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]

BEFORE = [("learn", "0001_initial")]
DAY = date(2018, 5, 7)


@pytest.fixture
def before() -> Iterator[Apps]:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_every_day_is_kept_and_none_stays_none(before: Apps) -> None:
    old = {
        name: before.get_model("learn", name).objects
        for name in ("Guide", "Source", "Claim", "Development")
    }
    guide = old["Guide"].create(slug="a", title="a", summary="x", dated=DAY, credits="x")
    source = old["Source"].create(title="a", url="https://a.example", publisher="a", published=DAY)
    old["Source"].create(title="b", url="https://b.example", publisher="b")
    claim = old["Claim"].create(guide=guide, slug="a", sentence="x", true_from=DAY)
    old["Development"].create(claim=claim, on=DAY, what="x", source=source)
    MigrationExecutor(connection).migrate([("learn", "0002_dates_as_known")])

    assert Guide.objects.values_list("dated", "dated_first").get() == ("2018-05-07", DAY)
    assert Development.objects.values_list("on", "on_first").get() == ("2018-05-07", DAY)
    assert Claim.objects.values_list("true_from", "true_until").get() == ("2018-05-07", "")
    assert list(Source.objects.values_list("title", "published")) == [
        ("a", "2018-05-07"),
        ("b", ""),
    ]
    Claim.objects.get().full_clean()
