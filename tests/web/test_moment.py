"""A publish reads one moment, and keeps nobody from writing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.suggesting import brought
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.suggestions.models import Suggestion
from upstander.web.moment import snapshot

pytestmark = pytest.mark.django_db


def test_what_is_read_stays_as_it_was_and_nothing_can_be_written(hub: Hub) -> None:
    with snapshot(), connection.cursor() as cursor:
        assert Hub.objects.get().name == "Elm Street"
        with pytest.raises(OperationalError, match="readonly"):
            cursor.execute("UPDATE hub_hub SET name = 'Oak Street'")
    Hub.objects.update(name="Oak Street")
    assert Hub.objects.get().name == "Oak Street"


def test_others_write_while_it_lasts(tmp_path: Path) -> None:
    """On a file, as a hub has it: a test's own database is in memory."""
    path = tmp_path / "rows.sqlite3"
    params = connection.get_connection_params() | {"database": str(path)}
    here = connection.get_new_connection(params)
    here.isolation_level = None  # as Django has it
    before, connection.connection = connection.connection, here
    try:
        here.execute("CREATE TABLE rows (name TEXT)")
        here.execute("INSERT INTO rows VALUES ('first')")
        with snapshot(), connection.cursor() as cursor:
            cursor.execute("SELECT name FROM rows")
            with sqlite3.connect(path, timeout=0) as other:
                other.execute("INSERT INTO rows VALUES ('second')")
            other.close()
            assert cursor.fetchall() == [("first",)]
            cursor.execute("SELECT count(*) FROM rows")
            assert cursor.fetchone() == (1,)
        assert here.execute("SELECT count(*) FROM rows").fetchone() == (2,)
    finally:
        connection.connection = before
        here.close()


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What a database does that somebody else has locked for too long."""

    def save(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database is locked")

    return save


def test_a_visitors_words_come_back_where_they_could_not_be_kept(
    hub: Hub, locked: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Suggestion, "save", locked)
    words = {
        "kind": "group",
        "name": "Elm Street Tenants",
        "url": "https://elm.example/",
        "place": "Ames, Iowa",
        "description": "They <meet> each\nMonday & help with rent.",
    }
    client = Client(raise_request_exception=False)
    page = client.post("/es/suggestions/send/", brought(words))
    text = page.content.decode()
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "We could not keep it; here are your words" in text
    assert "No pudimos guardarlo; aquí están sus palabras" in text
    assert 'action="/es/suggestions/send/"' in text
    assert 'name="kind" value="group"' in text
    assert ">Elm Street Tenants</textarea>" in text
    assert "They &lt;meet&gt; each\nMonday &amp; help with rent.</textarea>" in text


def test_an_organizers_words_come_back_without_a_secret(
    desk: Client, hub: Hub, locked: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Hub, "save", locked)
    desk.raise_request_exception = False
    page = desk.post(
        "/desk/hub/",
        {
            "name": "Elm Street",
            "promise": "We help each other.",
            "language": "en",
            "operator_kind": "person",
            "first": "en",
            "others": ["en", "es"],
            "password": "four words that fit",
        },
    )
    text = page.content.decode()
    assert page.status_code == 503
    assert ">We help each other.</textarea>" in text
    assert text.count('name="others"') == 2
    assert "four words" not in text


def test_a_page_that_fails_is_no_lost_form(
    desk: Client, hub: Hub, monkeypatch: pytest.MonkeyPatch, locked: Callable[..., None]
) -> None:
    monkeypatch.setattr("upstander.desk.views.hub", locked)
    desk.raise_request_exception = False
    assert desk.get("/desk/").status_code == 500
    assert set_up_hub(Hub.objects.get(), by=None)
