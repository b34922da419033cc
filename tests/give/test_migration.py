"""Asks of the version before say who learns of them, by their kind, and promise nothing more."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upstander.give.models import STATED, Ask
from upstander.hub.audiences import NOBODY

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]

BEFORE = [("give", "0001_initial")]
WORDS = {"title": "Give", "why": "It helps.", "how": "Begin.", "leads_to": "groups/"}


def migrate(targets: list[tuple[str, str]]) -> Apps:
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def before() -> Iterator[Apps]:
    yield migrate(BEFORE)
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_every_ask_is_kept_and_gets_who_learns_of_one_of_its_kind(before: Apps) -> None:
    old = before.get_model("give", "Ask").objects
    for kind in Ask.Kind.values:
        old.create(slug=kind, kind=kind, minutes=5, **WORDS)
    old.create(slug="meal", kind="money", minutes=5, presence="in_person", **WORDS)
    old.create(slug="march", kind="show_up", minutes=5, visibility="public", **WORDS)
    migrate([("give", "0002_audiences")])

    kept = {ask.slug: ask for ask in Ask.objects.all()}
    assert kept.keys() == {*Ask.Kind.values, "meal", "march"}
    assert kept["money"].learns == ["group", "bank"]
    assert kept["meal"].learns == ["group", "bank", "people_there"]
    assert kept["march"].learns == ["people_there", "public"]
    for ask in kept.values():
        ask.full_clean()
        assert ask.audiences
        assert NOBODY not in ask.audiences
        assert set(ask.audiences) <= set(STATED)
