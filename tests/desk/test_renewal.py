"""The lists of officials at the desk: what came of renewing them, a yes, the way back."""

from pathlib import Path

import pytest
from django.test import Client

from tests.civic.small_tables import Tables
from upstander.places import packs, renewal
from upstander.places.renewal import Doubt, Record
from upstander.upkeep import renewing
from upstander.upkeep.renewing import State
from upstander.web import elsewhere
from upstander.web.elsewhere import Place

CHANGED = {"office_id": "us-house-ia-3", "level": "federal", "kind": "holder",
           "before": "Ana N1", "after": "Zoe New", "expected": False}  # fmt: skip


def text(client: Client, path: str = "/desk/renewal/", language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tables(name: str, record: Record) -> None:
    folder = Tables(as_of="2099-01-01").write(packs.folder(name))
    renewal.write_record(folder, record)


def test_before_the_first_renewal_the_lists_and_their_days_are_shown(desk: Client) -> None:
    page = text(desk)
    assert "Lists in use" in page
    assert "Members of Congress, their offices and accounts" in page
    assert "turned daily renewal off" in page
    assert "Go back" not in page
    assert "Listas en uso" in text(desk, language="es")


def test_a_failure_is_told_on_both_pages_with_its_reason(desk: Client, home: Path) -> None:
    packs.folder().mkdir()
    facts = {"file": "people.yaml", "why": "answers 404", "more": 0}
    renewing.write(State("2026-11-29T10:00:00+00:00", "", "failed", reason="fetch", facts=facts))
    for path in ("/desk/", "/desk/renewal/"):
        assert "people.yaml could not be taken: answers 404." in text(desk, path)
    assert "No se pudo obtener people.yaml" in text(desk, language="es")


def test_what_waits_is_shown_with_why_and_taken_with_a_yes(desk: Client) -> None:
    doubt = Doubt("holders", {"level": "federal", "changed": 1, "of": 2})
    tables("a", Record("m", "2026-11-29T10:00:00+00:00", "", {"holder": 1}, (CHANGED,), (doubt,)))
    packs.folder("waiting").symlink_to("a")
    page = text(desk)
    assert "1 of 2 holders of federal offices would be others, and no election says so." in page
    assert "They would bring: 1 new holder." in page
    assert "U.S. Representative for Iowa, district 3</a>: Zoe New now, before Ana N1" in page
    answer = desk.post("/desk/renewal/agree/", follow=True)
    assert "The lists were renewed: 1 new holder." in answer.content.decode()
    assert packs.in_use().renewed == "a"
    page = text(desk)
    assert "olive said yes." in page
    assert "Go back to the earlier lists" in page
    desk.post("/desk/renewal/back/")
    assert packs.in_use().renewed == ""
    assert "Nothing is renewed by itself" in text(desk)


def test_newer_lists_are_asked_for_and_looked_for_beside_the_server(desk: Client) -> None:
    assert not renewing.asked_at()
    answer = desk.post("/desk/renewal/ask/", follow=True)
    assert "within a minute or two" in answer.content.decode()
    assert renewing.asked_at()
    assert "Newer lists have been asked for." in text(desk)


def test_a_folder_that_did_not_follow_is_told_with_the_command_and_can_be_left_alone(
    desk: Client, home: Path, tmp_path: Path
) -> None:
    (home / "site").mkdir(exist_ok=True)
    place = Place(str(tmp_path / "my public"), "IA", "2026-11-29T10:00:00+00:00", problem="gone")
    elsewhere.remember(home, place)
    page = text(desk)
    assert "The folder is not there any more. It is not made anew by itself." in page
    command = f"upstander publish --to &#x27;{place.folder}&#x27; --base-url ADDRESS --offices IA"
    assert f"<code>{command}</code>" in page
    assert "La carpeta ya no está ahí" in text(desk, language="es")
    assert "Look at it" in text(desk, "/desk/")
    desk.post("/desk/renewal/forget/", {"folder": place.folder})
    assert place.folder not in text(desk)


@pytest.mark.parametrize("name", ["agree", "ask", "back", "forget"])
def test_looking_at_an_address_changes_nothing(desk: Client, name: str) -> None:
    assert desk.get(f"/desk/renewal/{name}/").status_code == 405


def test_strangers_see_none_of_it(client: Client, db: None) -> None:
    assert client.get("/desk/renewal/").status_code == 302
