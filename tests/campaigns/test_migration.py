"""A hub of the version before, whose campaigns are in the room of officials, keeps every row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from upstander.campaigns.models import Campaign, Receipt, Stance, Tally
from upstander.hub.models import Hub, Translation

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True)]

BEFORE = [("campaigns", None), ("officials", "0002_reaching")]
DAY = date(2026, 11, 23)
MOVED = ("campaign", "historicalcampaign", "stance", "historicalstance", "tally", "receipt")
TABLES = {f"officials_{name}" for name in (*MOVED, "campaign_claims")}


def migrate(targets: list[tuple[str, str | None]]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return (
        MigrationExecutor(connection).loader.project_state([one for one in targets if one[1]]).apps
    )


def newest() -> list[tuple[str, str | None]]:
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


@pytest.fixture(scope="module")
def gone_back() -> list[tuple[Apps, bytes]]:
    """Where the first test leaves the models and the database as they were."""
    return []


@pytest.fixture
def before(gone_back: list[tuple[Apps, bytes]]) -> Iterator[Apps]:
    """The models as they were, on a database as it was."""
    leaves = newest()
    if gone_back:
        restore(gone_back[0][1])
    else:
        others = [one for one in leaves if one[0] not in ("campaigns", "officials")]
        gone_back.append((migrate([*others, *BEFORE]), connection.connection.serialize()))
    yield gone_back[0][0]
    migrate(leaves)


def restore(database: bytes) -> None:
    """Puts another database in the place of this one."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as made:
        if database:
            made.deserialize(database)
        made.backup(connection.connection)


def filled(apps: Apps) -> dict[str, list[dict[str, Any]]]:
    """Fills a database with what a hub may have; returns the rows of every table that moves."""
    guide = apps.get_model("learn", "Guide").objects.create(
        slug="water", title="Water", summary="Of pipes.", body="Read.", dated=DAY
    )
    claim = apps.get_model("learn", "Claim").objects.create(
        guide=guide, slug="lead", sentence="Lead.", status="published"
    )
    words = {"title": "Ask", "request": "Pay.", "script": "Hello {name}", "letter": "Dear {name}"}
    campaign = apps.get_model("officials", "Campaign").objects.create(
        guide=guide, slug="pipes", status="published", states=["IA"], **words
    )
    campaign.claims.add(claim)
    stance = {"office_id": "us-house-ia-3", "side": "opposes", "as_of": DAY}
    stance["source_url"] = "https://news.example/a"
    apps.get_model("officials", "Stance").objects.create(campaign=campaign, **stance)
    past = {"history_date": "2026-11-23T12:00Z", "history_type": "+"}
    apps.get_model("officials", "HistoricalCampaign").objects.create(
        id=campaign.pk,
        guide=guide,
        slug="pipes",
        **words,
        **past,
        created="2026-11-23T12:00Z",
        updated="2026-11-23T12:00Z",
    )
    apps.get_model("officials", "HistoricalStance").objects.create(
        id=1, campaign=campaign, **stance, **past
    )
    apps.get_model("officials", "Tally").objects.create(
        campaign=campaign, on=DAY, outcome="talked", count=7
    )
    apps.get_model("officials", "Receipt").objects.create(token_hash="a" * 64, on=DAY)
    return {table: rows(table) for table in TABLES}


def pointing(apps: Apps, pk: int) -> None:
    """Adds what points at a campaign by its content type.

    That is a translation, what it was before, a right and a log entry.
    """
    user = apps.get_model("auth", "User").objects.create(username="olive")
    types = apps.get_model("contenttypes", "ContentType").objects
    kind = types.get(app_label="officials", model="campaign")
    translation = {"object_id": pk, "field": "title", "language": "es", "text": "Pida"}
    translation["original_hash"] = "0" * 16
    apps.get_model("hub", "Translation").objects.create(content_type=kind, **translation)
    apps.get_model("hub", "HistoricalTranslation").objects.create(
        id=1,
        content_type=kind,
        **translation,
        history_date="2026-11-23T12:00Z",
        history_type="+",
        updated="2026-11-23T12:00Z",
    )
    right = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="change_campaign", defaults={"name": "Can change campaign"}
    )[0]
    apps.get_model("auth", "Group").objects.create(name="writers").permissions.add(right)
    apps.get_model("admin", "LogEntry").objects.create(
        user=user, content_type=kind, object_id=str(pk), object_repr="Ask", action_flag=2
    )


def rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_row_is_where_it_was_and_what_points_at_it_follows(
    before: Apps, client: Client
) -> None:
    kept = filled(before)
    for name in MOVED:
        before.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="officials", model=name
        )
    pointing(before, kept["officials_campaign"][0]["id"])
    migrate(newest())

    assert {table: rows(table) for table in TABLES} == kept
    assert all(kept.values())
    campaign = Campaign.objects.get()
    assert [claim.slug for claim in campaign.claims.all()] == ["lead"]
    assert [one.text for one in campaign.translations.all()] == ["Pida"]
    assert Translation.history.get().content_type == ContentType.objects.get_for_model(Campaign)
    assert campaign.history.get().slug == "pipes"
    assert Stance.objects.get().history.get().side == "opposes"
    assert (Tally.objects.get().count, Receipt.objects.get().on) == (7, DAY)

    assert LogEntry.objects.get().get_edited_object() == campaign
    right = Group.objects.get().permissions.get()
    assert right.natural_key() == ("change_campaign", "campaigns", "campaign")
    assert not rooms_of(MOVED) & {"officials"}
    Hub.objects.create(name="Elm Street", promise="We help.", languages=["en", "es"])
    assert client.get("/es/officials/campaigns/pipes/").status_code == 200


def test_a_content_type_that_the_new_room_has_already_gives_way(before: Apps) -> None:
    kept = filled(before)
    types = before.get_model("contenttypes", "ContentType").objects
    types.get_or_create(app_label="officials", model="campaign")
    second = types.create(app_label="campaigns", model="campaign")
    pk = kept["officials_campaign"][0]["id"]
    before.get_model("hub", "Translation").objects.create(
        content_type=second,
        object_id=pk,
        field="request",
        language="es",
        text="Pague",
        original_hash="0" * 16,
    )
    pointing(before, pk)
    migrate(newest())

    assert sorted(one.text for one in Campaign.objects.get().translations.all()) == [
        "Pague",
        "Pida",
    ]
    assert rooms_of(("campaign",)) == {"campaigns"}


@pytest.mark.whole
def test_from_nothing_there_are_the_same_tables_and_nothing_is_left_to_migrate() -> None:
    restore(b"")
    assert connection.introspection.table_names() == []
    migrate(newest())

    assert set(connection.introspection.table_names()) >= TABLES
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert not Campaign.objects.exists()


def test_every_step_can_be_taken_back() -> None:
    steps = MigrationExecutor(connection).loader.graph.nodes
    ours = {key: step for key, step in steps.items() if key[0] in ("campaigns", "officials")}
    lasting = [
        (*key, operation.describe())
        for key, step in ours.items()
        for operation in step.operations
        if not operation.reversible
    ]
    assert lasting == []
    assert len(ours) >= 5


def rooms_of(models: tuple[str, ...]) -> set[str]:
    return set(ContentType.objects.filter(model__in=models).values_list("app_label", flat=True))
