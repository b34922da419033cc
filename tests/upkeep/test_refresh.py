"""Renewing the lists of officials as one step, from a publisher on this machine."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import time_machine

from tests.upkeep.publisher import Fault, Publisher, built, names, send, served, settle, shrink
from upstander.hub import registry
from upstander.hub.models import Hub
from upstander.hub.operations import save
from upstander.learn.models import Guide
from upstander.officials.views import shelf
from upstander.places import packs
from upstander.places import queries as places
from upstander.upkeep import refresh, renewing
from upstander.upkeep.renewing import State
from upstander.web import editions, elsewhere, folders
from upstander.web.publishing import behind, finish, publish

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[Publisher]:
    with served() as one:
        yield one


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves a copy of the hub's folder as every test begins with it."""
    return tmp_path_factory.mktemp("prepared") / "home"


@pytest.fixture
def publisher(
    server: Publisher,
    prepared: Path,
    home: Path,
    guide: Guide,
    monkeypatch: pytest.MonkeyPatch,
) -> Publisher:
    """Small lists, built into a hub with one guide that is published. No disk is waited for."""
    server.begin_anew()
    shrink(monkeypatch)
    monkeypatch.setattr(os, "sync", lambda: None)
    monkeypatch.setattr(folders, "_sync", lambda path: None)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    settle(monkeypatch, prepared.parent, server.url)
    if prepared.exists():
        shutil.copytree(prepared, home, symlinks=True, dirs_exist_ok=True)
    else:
        built(server, home)
        places.take_up()
        publish()
        shutil.copytree(home, prepared, symlinks=True)
    places.take_up()
    return server


def as_published(home: Path) -> str:
    """Everybody in the table that the newest pages ask for."""
    folder = home / "site" / "current"
    edition = editions.read(folder)
    assert edition is not None
    return (folder / "tables" / edition.tables[0] / "congress.json").read_text()


def page(home: Path) -> str:
    return (home / "site" / "current" / "en" / "learn" / "water" / "index.html").read_text()


def renew(publisher: Publisher, **named: bool) -> State:
    return refresh.refresh(web=publisher.web(), **named)


def state_of(home: Path) -> tuple[object, ...]:
    """All that a failure must leave as it is."""
    current = (home / "site" / "current").readlink()
    return current, packs.in_use().folder, sorted(packs.kept()), names(), as_published(home)


def test_what_changed_is_fetched_checked_published_and_said(
    publisher: Publisher, home: Path
) -> None:
    publisher.lists.house[7] = "Zoe New"
    publisher.lists.vacant = [9]
    state = renew(publisher)
    assert state.outcome == "renewed"
    assert renewing.words(state) == "The lists were renewed: 1 new holder, 1 vacancy."
    assert "Zoe New" in as_published(home)
    assert "Seat9," not in as_published(home)
    assert places.renewed() == packs.in_use().renewed != ""
    places.take_up()
    assert "Zoe New" in names()


def test_only_what_changed_is_fetched_and_without_a_change_nothing_is_published(
    publisher: Publisher, home: Path
) -> None:
    renew(publisher)
    before = state_of(home)
    publisher.given.clear()
    assert renew(publisher).outcome == "unchanged"
    assert (publisher.given, state_of(home)) == ([], before)
    publisher.lists.house[7] = "Zoe New"
    assert renew(publisher).outcome == "renewed"
    assert publisher.given == ["openstates-people-main.zip"]


def in_folder(folder: Path, edition: str = "congress.json") -> str:
    found = editions.read(folder)
    assert found is not None
    return (folder / "tables" / found.tables[0] / edition).read_text()


def test_a_folder_for_a_static_host_follows_with_what_was_published_there(
    publisher: Publisher, home: Path, tmp_path: Path, guide: Guide
) -> None:
    folder = tmp_path / "public"
    guide.title = "Published there alone"
    save(guide, by=None, why="test")
    publish(to=folder, base_url="https://elm.example/hub", offices="none")
    (folder / "CNAME").write_text("elm.example")
    guide.title = "Waits"
    save(guide, by=None, why="test")
    publisher.lists.house[7] = "Zoe New"
    renew(publisher)
    assert "Zoe New" in in_folder(folder)
    assert "Published there alone" in (folder / "en/learn/water/index.html").read_text()
    assert "Published there alone" not in page(home)
    assert "https://elm.example/hub/" in (folder / "sitemap.xml").read_text()
    assert not (folder / "en" / "officials" / "offices" / "ia-lower-7").exists()
    assert (folder / "CNAME").read_text() == "elm.example"
    assert not elsewhere.read(home)[0].problem
    refresh.go_back(by="olive")
    assert "Zoe New" not in in_folder(folder)


@pytest.mark.whole  # publishes several times
def test_a_folder_that_a_killed_renewal_left_behind_follows_the_next_time(
    publisher: Publisher, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "public"
    publish(to=folder, offices="none")
    publisher.lists.house[7] = "Zoe New"
    with monkeypatch.context() as patch:
        patch.setattr(refresh, "follow", lambda **_given: None)
        renew(publisher)
    assert "Zoe New" not in in_folder(folder)
    assert renew(publisher).outcome == "unchanged"
    assert "Zoe New" in in_folder(folder)


@pytest.mark.whole  # publishes several times
def test_a_folder_that_is_gone_or_holds_something_else_is_said_and_left_alone(
    publisher: Publisher, home: Path, tmp_path: Path
) -> None:
    gone, other, old = (tmp_path / name for name in ("gone", "other", "old"))
    for folder in (gone, other, old):
        publish(to=folder, offices="none")
    shutil.rmtree(gone)
    shutil.rmtree(other)
    other.mkdir()
    (other / "mine").write_text("mine")
    edition = editions.read(old)
    assert edition is not None
    replace(edition, software="older").write(old)
    publisher.lists.house[7] = "Zoe New"
    assert renew(publisher).outcome == "renewed"
    found = {Path(one.folder).name: one.problem for one in elsewhere.read(home)}
    assert found == {"gone": "gone", "other": "other", "old": "approve"}
    assert not gone.exists()
    assert [path.name for path in other.iterdir()] == ["mine"]
    assert "Zoe New" not in in_folder(old)
    publish(to=old, offices="none")
    assert [one.problem for one in elsewhere.read(home) if one.folder == str(old)] == [""]


def test_a_folder_is_behind_once_more_is_published_here(
    publisher: Publisher, home: Path, tmp_path: Path
) -> None:
    publish(to=tmp_path / "public", base_url="https://elm.example", offices="none")
    assert behind() == []
    publish()
    (place,) = behind()
    wanted = f"upstander publish --to {place.folder} --base-url https://elm.example --offices none"
    assert place.command == wanted
    renew(publisher)
    assert [one.folder for one in behind()] == [place.folder]
    elsewhere.forget(home, place.folder)
    assert behind() == elsewhere.read(home) == []


def test_pages_and_feeds_of_offices_follow(
    publisher: Publisher, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_shelves", {shelf.ADDRESS: shelf.SHELF})
    Hub.objects.update(place="Iowa")
    publish()
    finish()
    publisher.lists.house[7] = "Zoe New"
    renew(publisher)
    finish()
    office = home / "site" / "current" / "en" / "officials" / "offices" / "ia-lower-7"
    assert "Zoe New" in (office / "index.html").read_text()
    feed = (office / "feed.atom").read_text()
    assert "Zoe New" in feed
    assert "Ida Seat7" in feed
    for name in ("index.html", "feed.atom"):
        assert "Zoe New" in (office.parent / "changes" / name).read_text()


def test_what_waits_at_the_desk_goes_on_waiting(publisher: Publisher, home: Path) -> None:
    guide = Guide.objects.get()
    guide.title = "Not yet approved"
    save(guide, by=None, why="written")
    new = Guide(slug="new", title="New", summary="x", body="x", dated=NOW.date(), credits="x",
                status=Guide.Status.PUBLISHED)  # fmt: skip
    save(new, by=None, why="written")
    publisher.lists.house[7] = "Zoe New"
    renew(publisher)
    assert "The water on Elm Street" in page(home)
    assert not (home / "site" / "current" / "en" / "learn" / "new").exists()
    publish()
    assert "Not yet approved" in page(home)
    assert (home / "site" / "current" / "en" / "learn" / "new").exists()
    assert "Zoe New" in as_published(home), "a publish keeps the lists in use"
    publisher.lists.house[8] = "Yan New"
    renew(publisher)
    assert "Not yet approved" in page(home)


def test_an_implausible_change_waits_for_an_organizers_yes(
    publisher: Publisher, home: Path
) -> None:
    before = state_of(home)
    for number in range(1, 5):
        publisher.lists.house[number] = f"Odd Person{number}"
    state = renew(publisher)
    assert state.outcome == "waiting"
    assert renew(publisher).outcome == "waiting"
    record = refresh.record_of_waiting()
    assert record is not None
    assert [renewing.doubt(one) for one in record.doubts] == [
        "4 of 40 holders of state offices would be others, and no election says so."
    ]
    assert state_of(home)[0:2] == before[0:2]
    assert "Odd Person1" not in as_published(home)
    assert refresh.agree(by="olive").outcome == "renewed"
    assert "Odd Person1" in as_published(home)
    assert refresh.waiting() is None
    assert renew(publisher).outcome == "unchanged"


def test_a_yes_may_be_said_before(publisher: Publisher, home: Path) -> None:
    publisher.lists.house = {number: f"Odd Person{number}" for number in range(1, 41)}
    assert renew(publisher, agree=True).outcome == "renewed"
    assert "Odd Person40" in as_published(home)


def test_a_known_turnover_is_plausible_whoever_is_new(publisher: Publisher, home: Path) -> None:
    publisher.lists.house = {number: f"Elect Person{number}" for number in range(1, 41)}
    with time_machine.travel(NOW + timedelta(days=60)):
        assert renew(publisher).outcome == "renewed"
    assert "Elect Person40" in as_published(home)


def test_one_goes_back_and_nothing_is_renewed_until_somebody_asks(
    publisher: Publisher, home: Path
) -> None:
    first = as_published(home)
    for number in (7, 8):
        publisher.lists.house[number] = f"New Person{number}"
        renew(publisher)
    kept = list(packs.kept())
    assert len(kept) == 2
    assert refresh.go_back(by="olive").outcome == "back"
    assert "New Person7" in as_published(home)
    assert "New Person8" not in as_published(home)
    assert not renewing.is_due(NOW + timedelta(days=9))
    renewing.ask()
    assert renewing.is_due(NOW)
    assert renew(publisher).outcome == "renewed"
    assert "New Person8" in as_published(home)
    assert not renewing.asked_at()
    assert first not in as_published(home)


def test_one_goes_back_to_the_tables_of_before_the_first_renewal(
    publisher: Publisher, home: Path
) -> None:
    assert refresh.earlier() is None
    assert refresh.go_back(by="").reason == "none-before"
    before = as_published(home)
    publisher.lists.house[7] = "Zoe New"
    renew(publisher)
    refresh.go_back(by="olive")
    assert as_published(home) == before
    assert packs.in_use().folder == home / "civic"


def html(request: BaseHTTPRequestHandler, _: bytes) -> None:
    send(request, 200, b"<!doctype html><title>Sign in</title>")


def half(request: BaseHTTPRequestHandler, data: bytes) -> None:
    send(request, 200, data[: len(data) // 2], len(data))


def cut(request: BaseHTTPRequestHandler, data: bytes) -> None:
    send(request, 200, data[: len(data) // 2])


def damaged(request: BaseHTTPRequestHandler, data: bytes) -> None:
    send(request, 200, data[:60] + b"\0\0\0\0" + data[64:])


def gone(request: BaseHTTPRequestHandler, _: bytes) -> None:
    send(request, 404, b"gone")


def busy(request: BaseHTTPRequestHandler, _: bytes) -> None:
    send(request, 503, b"busy")


def silent(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.connection.close()


def huge(request: BaseHTTPRequestHandler, data: bytes) -> None:
    with suppress(OSError):
        send(request, 200, data, 2_000_000_000)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("legislators-current.yaml", html),
        ("legislators-current.yaml", gone),
        ("committees-current.yaml", silent),
        ("votegov_states.json", cut),
        ("openstates-people-main.zip", half),
        ("openstates-people-main.zip", damaged),
        ("ocd_us_sldl.csv", busy),
        ("openstates-people-main.zip", huge),
    ],
)
def test_whatever_a_publisher_does_all_stays_as_it_was_and_the_desk_says_why(
    publisher: Publisher, home: Path, fault: Fault, name: str
) -> None:
    before = state_of(home)
    publisher.lists.house[7] = "Zoe New"
    publisher.faults[name] = fault
    state = renew(publisher)
    assert (state.outcome, state.reason, state.facts["file"]) == ("failed", "fetch", name)
    assert state_of(home) == before
    assert name in renewing.words(renewing.read())
    assert renewing.is_due(NOW)
    publisher.faults.clear()
    assert renew(publisher).outcome == "renewed"


def test_last_years_file_waits_for_a_yes(publisher: Publisher, home: Path) -> None:
    publisher.day = "Mon, 04 Aug 2025 10:00:00 GMT"
    publisher.lists.house[7] = "Zoe New"
    assert renew(publisher).outcome == "waiting"
    record = refresh.record_of_waiting()
    assert record is not None
    assert "would be of 2025-08-04; the list in use is of 2026-08-03" in renewing.doubt(
        record.doubts[0]
    )
    assert "Zoe New" not in as_published(home)


def test_a_list_that_contradicts_itself_is_refused(publisher: Publisher, home: Path) -> None:
    before = state_of(home)
    publisher.lists.congress.append((5, 4, "Cy Five"))
    state = renew(publisher)
    assert (state.outcome, state.reason) == ("failed", "data")
    assert "both sit in us-house-ia-4" in renewing.words(state)
    assert state_of(home) == before


def test_a_clock_before_the_lists_is_named(publisher: Publisher, home: Path) -> None:
    before = state_of(home)
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        state = renew(publisher)
    assert state.reason == "clock"
    assert "says 2020-01-01, and a list in use is of 2026-" in renewing.words(state)
    assert state_of(home) == before


def test_pages_that_cannot_be_made_leave_all_as_it_was(
    publisher: Publisher, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(home)
    publisher.lists.house[7] = "Zoe New"
    problem = registry.Problem("campaign", "It addresses nobody.")
    monkeypatch.setattr(registry, "_checks", {"x": lambda: [problem]})
    state = renew(publisher)
    assert (state.outcome, state.reason) == ("failed", "publish")
    assert "It addresses nobody." in renewing.words(state)
    assert state_of(home)[:2] == before[:2]
    assert as_published(home) == before[-1]


def test_a_full_disk_leaves_all_as_it_was(
    publisher: Publisher, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(home)
    publisher.lists.house[7] = "Zoe New"

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("upstander.civic.making.renew.write_manifest", full)
        state = renew(publisher)
    assert (state.outcome, state.reason) == ("failed", "disk")
    assert state_of(home) == before
    assert renew(publisher).outcome == "renewed"
    assert not list(packs.folder().glob(".new-*"))


def test_a_site_of_before_asks_for_one_publish(publisher: Publisher, home: Path) -> None:
    for path in (home / "approved").iterdir():
        path.unlink()
    publisher.lists.house[7] = "Zoe New"
    assert renew(publisher).reason == "approve"
    publish()
    assert renew(publisher).outcome == "renewed"


def test_where_nothing_is_published_look_ups_alone_are_renewed(
    publisher: Publisher, home: Path
) -> None:
    (home / "site" / "current").unlink()
    publisher.lists.house[7] = "Zoe New"
    assert renew(publisher).outcome == "renewed"
    assert "Zoe New" in names()
    refresh.go_back(by="")
    assert "Zoe New" not in names()


def test_two_at_once_are_one(publisher: Publisher) -> None:
    with folders.alone(packs.folder(), lock=refresh.LOCK), pytest.raises(refresh.Running):
        renew(publisher)


def test_each_hubs_day_begins_at_its_own_time(
    home: Path, monkeypatch: pytest.MonkeyPatch, publisher: Publisher
) -> None:
    assert renewing.is_due(NOW)
    renew(publisher)
    assert not renewing.is_due(NOW)
    assert renewing.is_due(NOW + timedelta(days=1))
    days = set()
    for number in range(20):
        monkeypatch.setenv("UPSTANDER_HOME", f"/srv/hub{number}")
        days.add(renewing.day_of(NOW))
    assert len(days) == 2
