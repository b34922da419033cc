"""Pages by the thousand: made after a publish, shown by the newest version, made again in time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import brotli
import pytest
from django.db import DatabaseError

from upstander.hub import registry
from upstander.hub.context import language, rendering
from upstander.hub.models import Hub, Redirect
from upstander.hub.operations import save
from upstander.hub.registry import Shelf
from upstander.places import device
from upstander.web import editions, folders, queries, shelves
from upstander.web.publishing import PublishError, finish, publish

TODAY = date(2026, 11, 23)
LATER = date(2027, 1, 4)


class Many:
    """Three pages that say which day it is, and how often they were asked for."""

    def __init__(self) -> None:
        self.noted: list[date] = []
        self.made = 0

    def fingerprint(self, on: date) -> str:
        return on.isoformat()

    def files(self, on: date) -> Iterator[tuple[str, bytes]]:
        self.made += 1
        for number in range(3):
            text = f"{language()} {number} {on} " * 200
            yield f"{number}/index.html", text.encode()
            yield f"{number}/card.vcf", b"BEGIN:VCARD"


@pytest.fixture
def many(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Many:
    """A hub with few rooms, and one shelf."""
    found = Many()
    shelf = Shelf("many/", found.noted.append, found.fingerprint, found.files)
    monkeypatch.setattr(registry, "_pages", {"web": registry._pages["web"]})
    monkeypatch.setattr(registry, "_checks", {})
    monkeypatch.setattr(registry, "_shelves", {"many/": shelf})
    monkeypatch.setattr(device, "tables", lambda: {"zips.json": b"{}"})
    monkeypatch.setattr(editions, "software", lambda: "one")
    return found


def fill(home: Path, on: date) -> int:
    return shelves.fill(home / "site", on=on, say=lambda line: None)


def shown(home: Path, name: str) -> str:
    return (home / "site" / "current" / name).read_text()


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "site" / "shelves").iterdir())


def test_the_pages_come_after_the_publish_in_every_language(many: Many, home: Path) -> None:
    publish(base_url="https://hub.example")
    assert not (home / "site" / "current" / "en" / "many").exists()
    assert fill(home, TODAY) == 1
    assert shown(home, "en/many/1/index.html").startswith("en 1 2026-11-23")
    assert shown(home, "es/many/1/index.html").startswith("es 1 2026-11-23")
    small = (home / "site" / "current" / "es" / "many" / "1" / "index.html.br").read_bytes()
    assert brotli.decompress(small).decode() == shown(home, "es/many/1/index.html")
    assert many.noted == [TODAY]
    robots = shown(home, "robots.txt")
    assert "Sitemap: https://hub.example/es/many/sitemap.xml\n" in robots
    listed = shown(home, "es/many/sitemap.xml")
    assert listed.count("<loc>") == 3
    assert "<loc>https://hub.example/es/many/2/</loc>" in listed


def test_the_same_pages_are_not_made_twice(many: Many, home: Path) -> None:
    publish()
    fill(home, TODAY)
    made = many.made
    assert fill(home, TODAY) == 0
    publish()
    assert shown(home, "en/many/0/index.html").startswith("en 0 2026-11-23")
    assert fill(home, TODAY) == 0
    assert many.made == made


def test_another_day_brings_new_pages_and_takes_the_old_ones(many: Many, home: Path) -> None:
    publish()
    fill(home, TODAY)
    card = home / "site" / "current" / "en" / "many" / "0" / "card.vcf"
    before, same = kept(home), card.stat().st_ino
    assert fill(home, LATER) == 1
    assert shown(home, "en/many/0/index.html").startswith("en 0 2027-01-04")
    assert len(kept(home)) == 1
    assert kept(home) != before
    assert card.stat().st_ino == same


def test_a_new_publish_shows_the_pages_of_before_until_its_own_are_made(
    many: Many, home: Path, hub: Hub
) -> None:
    publish()
    fill(home, TODAY)
    hub.languages = ["es"]
    save(hub, by=None, why="test")
    publish()
    assert shown(home, "es/many/0/index.html").startswith("es 0")
    assert not (home / "site" / "current" / "en").exists()
    publish(base_url="https://elsewhere.example/hub")
    assert not (home / "site" / "current" / "es" / "many").exists()
    assert fill(home, TODAY) == 1
    assert (home / "site" / "current" / "es" / "many").is_symlink()


def test_what_fails_part_way_leaves_what_was_there(
    many: Many, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    fill(home, TODAY)
    before = kept(home)

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(folders, "put_all", full)
        with pytest.raises(OSError, match="No space left"):
            fill(home, LATER)
    assert kept(home) == before
    assert shown(home, "en/many/0/index.html").startswith("en 0 2026-11-23")
    (home / "site" / "shelves" / ".new-dead").mkdir()
    assert fill(home, LATER) == 1
    assert len(kept(home)) == 1


def test_pages_of_another_version_of_the_software_wait_for_its_publish(
    many: Many, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    monkeypatch.setattr(editions, "software", lambda: "two")
    assert fill(home, TODAY) == 0
    publish()
    assert fill(home, TODAY) == 1


def test_two_do_not_make_the_same_pages_at_once(many: Many, home: Path) -> None:
    assert finish() == 0
    publish()
    with folders.alone(home / "site", lock="shelves.lock"):
        assert finish() == 0
    assert finish() == 1


@pytest.mark.parametrize("name", ["../index.html", "a/../../b.html", ".hidden/index.html"])
def test_no_page_is_written_outside_its_folder(
    many: Many, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def files(on: date) -> Iterator[tuple[str, bytes]]:
        yield name, b"out"

    shelf = Shelf("many/", many.noted.append, many.fingerprint, files)
    monkeypatch.setattr(registry, "_shelves", {"many/": shelf})
    publish()
    with pytest.raises(ValueError, match="cannot be the name of a page"):
        fill(home, TODAY)
    assert kept(home) == []


def test_a_static_host_gets_them_as_real_files(many: Many, tmp_path: Path, home: Path) -> None:
    save(Redirect(old="many/zero/", new="many/0/"), by=None, why="renamed")
    target = tmp_path / "public"
    publish(to=target, base_url="https://town.example/hub")
    page = target / "es" / "many" / "2" / "index.html"
    assert page.read_text().startswith("es 2")
    assert not (target / "es" / "many").is_symlink()
    assert not list(target.rglob("*.br"))
    assert "url=/hub/en/many/0/" in (target / "en" / "many" / "zero" / "index.html").read_text()
    publish(to=target, base_url="https://town.example/hub")
    assert page.read_text().startswith("es 2")
    assert not (home / "site" / "shelves").exists()


def test_what_is_kept_before_pages_are_made_is_written_by_one_at_a_time(
    many: Many, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = []

    def note(on: date) -> None:
        try:
            with folders.alone(home / "site", lock="note.lock"):
                free.append(on)
        except folders.Busy:
            many.noted.append(on)

    shelf = Shelf("many/", note, many.fingerprint, many.files)
    monkeypatch.setattr(registry, "_shelves", {"many/": shelf})
    publish()
    finish()
    publish(to=tmp_path / "public")
    assert (len(many.noted), free) == (2, [])


def test_a_database_that_fails_is_a_publish_that_failed(
    many: Many, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(on: date) -> None:
        raise DatabaseError("database is locked")

    shelf = Shelf("many/", broken, many.fingerprint, many.files)
    monkeypatch.setattr(registry, "_shelves", {"many/": shelf})
    publish()
    with pytest.raises(PublishError, match=r"pages were not made.*database is locked"):
        finish()
    with pytest.raises(PublishError, match=r"Nothing was published.*database is locked"):
        publish(to=tmp_path / "public")
    assert not (tmp_path / "public").exists()


def test_a_static_host_may_go_without_them(many: Many, tmp_path: Path) -> None:
    save(Redirect(old="many/zero/", new="many/0/"), by=None, why="renamed")
    target = tmp_path / "public"
    publish(to=target, base_url="https://town.example/hub", offices="none")
    assert not (target / "en" / "many").exists()
    assert "many" not in (target / "robots.txt").read_text()
    assert "many" not in (target / "_redirects").read_text()
    assert '"shelves":[]' in (target / "sw.js").read_text()
    publish(to=target, base_url="https://town.example/hub", offices="all")
    assert (target / "en" / "many" / "0" / "index.html").exists()


@pytest.mark.parametrize(
    ("offices", "states"),
    [("", {"us", "ia", "ne"}), ("all", None), ("ca, NY", {"us", "ca", "ny"})],
)
def test_a_static_host_gets_the_states_that_the_hub_is_about_or_those_named(
    many: Many,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    offices: str,
    states: set[str] | None,
) -> None:
    def files(on: date) -> Iterator[tuple[str, bytes]]:
        seen.append(rendering().states)
        yield "index.html", b"page"

    seen: list[frozenset[str] | None] = []
    shelf = Shelf("many/", many.noted.append, many.fingerprint, files)
    monkeypatch.setattr(registry, "_shelves", {"many/": shelf})
    monkeypatch.setattr(registry, "_states", {"one": lambda: ["IA"], "two": lambda: ["NE", "ZZ"]})
    publish(to=tmp_path / "public", offices=offices)
    assert seen == [states] * 2


def test_a_state_that_is_none_publishes_nothing(many: Many, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="There is no state 'XX': give two letters each"):
        publish(to=tmp_path / "public", offices="IA,XX")
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("place", "states"),
    [("Des Moines, IA", {"IA"}), ("Iowa", {"IA"}), ("50309", {"IA"}), ("Springfield", set())],
)
def test_the_hubs_own_place_is_in_a_state(hub: Hub, place: str, states: set[str]) -> None:
    hub.place = place
    save(hub, by=None, why="test")
    assert queries.states() == states
