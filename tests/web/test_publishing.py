"""Publishing: the whole site at once, or not at all."""

import gzip
import re
import threading
from gettext import NullTranslations
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import trans_real
from pytest_django import DjangoDbBlocker

from tests.web.quick import QUICK
from upstander.hub import registry
from upstander.hub.models import Hub, Redirect
from upstander.hub.operations import save
from upstander.hub.registry import Problem
from upstander.learn.models import Guide
from upstander.places import device
from upstander.upkeep.operations import load_starter
from upstander.web import editions, folders, publishing
from upstander.web.publishing import PublishError, Refused, publish

pytestmark = pytest.mark.django_db  # so that there is a database, whichever tests are chosen
TABLES = {"zips.json": b"{}", "states/ia.json": b"{}"}
"""For the look-up; what is in them is tested where they are made, and on a real hub's pages."""


class Untranslated(NullTranslations):
    """Stands where Spanish ends, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self.asked.add(one)
        return one


@pytest.fixture
def small(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub with one guide, which was renamed, and few rooms. More rooms may be registered."""
    rooms = {room: registry._pages[room] for room in ("web", "learn")}
    monkeypatch.setattr(registry, "_pages", rooms)
    monkeypatch.setattr(registry, "_checks", {})
    monkeypatch.setattr(registry, "_shelves", {})
    monkeypatch.setattr(device, "tables", lambda: TABLES)
    save(Redirect(old="learn/pipes/", new="learn/water/"), by=None, why="renamed")
    return Hub.objects.get()


@pytest.fixture(scope="module")
def whole(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """All files of the starter guide's site, its list of addresses as `addresses`, and what was
    asked for in Spanish and is not there as `untranslated`."""
    home = tmp_path_factory.mktemp("whole")
    spanish = Untranslated()
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(settings, "HOME", home)
        patch.setattr(folders, "ENCODERS", QUICK)
        patch.setattr(device, "tables", lambda: TABLES)
        patch.setattr(trans_real.translation("es"), "_fallback", spanish)
        load_starter()
        publish(base_url="https://hub.example")
        files = tree(home / "site" / "current")
        files["addresses"] = "\n".join(registry.addresses()).encode()
        files["untranslated"] = "\n".join(spanish.asked).encode()
        transaction.set_rollback(True)
    return files


def tree(folder: Path) -> dict[str, bytes]:
    """Returns every published file by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def plain(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.endswith((".br", ".gz"))}


def pages(folder: Path) -> dict[str, bytes]:
    """Returns every page by name, and its compressed forms."""
    return {name: data for name, data in tree(folder).items() if ".html" in name}


def links(page: bytes) -> set[str]:
    """Returns what a page links to on its own site: paths, without query or fragment."""
    found = re.findall(r'\s(?:href|src|data-tables|action)="([^"]*)"', page.decode())
    parts = [urlsplit(unescape(link)) for link in found]
    return {part.path for part in parts if part.path and not part.scheme and not part.netloc}


def test_every_page_is_there_in_both_languages_and_compressed(whole: dict[str, bytes]) -> None:
    for address in whole["addresses"].decode().split("\n"):
        for code in ("en", "es"):
            assert publishing.file_of(f"{code}/{address}") in whole
    assert whole["index.html"] == whole["en/index.html"]
    assert b'lang="en"' in whole["404.html"]
    assert b'lang="es"' in whole["es/404.html"]
    assert whole["en/learn/index.html"] != whole["es/learn/index.html"]
    for name, data in whole.items():
        if name.endswith(".gz"):
            assert gzip.decompress(data) == whole[name[:-3]]
        if name.endswith(".br"):
            assert brotli.decompress(data) == whole[name[:-3]]
            assert len(data) < len(whole[name[:-3]])
    assert {f"{name}.br" for name in whole if name.endswith((".html", ".css"))} <= set(whole)


def test_every_page_of_the_starter_hub_is_wholly_in_spanish(whole: dict[str, bytes]) -> None:
    addresses = whole["addresses"].decode().split("\n")
    for address in addresses:
        page = whole[publishing.file_of(f"es/{address}")]
        assert b'class="untranslated"' not in page, address
    assert whole["untranslated"] == b""
    assert len(addresses) > 100


def test_every_link_of_every_page_leads_somewhere(whole: dict[str, bytes]) -> None:
    broken = set()
    for name, page in whole.items():
        if name.endswith(".html"):
            here = "/" + name.removesuffix("index.html")
            for link in links(page):
                path = urljoin(here, link)
                known = publishing.file_of(path[1:]) in whole or is_folder(path, whole)
                if not known and not takes_forms(path):
                    broken.add((here, link))
    assert broken == set()


def is_shelved(path: str) -> bool:
    """True for pages that are made after a publish; they have their own test."""
    below = "/".join(path.split("/")[2:])
    return any(below.startswith(shelf.address) for shelf in registry.shelves()) and "//" not in path


def is_folder(path: str, files: dict[str, bytes]) -> bool:
    return path.startswith("/tables/") and any(name.startswith(path[1:]) for name in files)


def takes_forms(path: str) -> bool:
    with translation.override(path[1:3]):
        try:
            return bool(resolve(path))
        except Resolver404:
            return False


def test_crawlers_find_every_page_and_nothing_of_the_desk(whole: dict[str, bytes]) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", whole["sitemap.xml"].decode())
    pages = {
        f"https://hub.example/{name.removesuffix('index.html')}"
        for name in whole
        if re.fullmatch(r"(en|es)/(.*/)?index\.html", name)
    }
    assert set(listed) == pages
    assert len(listed) == len(pages)
    robots = whole["robots.txt"].decode()
    assert "Disallow: /desk/" in robots
    assert "Sitemap: https://hub.example/sitemap.xml" in robots


def test_problems_are_all_told_and_nothing_is_made_or_published(
    small: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(device, "tables", lambda: made.append("tables") or {})
    registry.check("one", lambda: [Problem("the letter", "It cites a withdrawn claim.")])
    registry.check("two", lambda: [Problem("guide 3", "It has no source.")])
    with pytest.raises(Refused) as refused:
        publish()
    assert "the letter: It cites a withdrawn claim." in str(refused.value)
    assert "guide 3: It has no source." in str(refused.value)
    assert len(refused.value.problems) == 2
    assert made == []
    assert not (home / "site" / "current").exists()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("learn/no-such-guide/", "/en/learn/no-such-guide/ is listed as a page, and there is none"),
        ("groups", "/en/groups is listed as a page, and there is none"),
        ("lookup/", "/en/lookup/ answers 405 instead of a page"),
        ("learn/", "Two pages have the address 'learn/'"),
        ("../../etc/", "'../../etc/' cannot be the address of a page"),
        ("/etc/", "'/etc/' cannot be the address of a page"),
    ],
)
def test_an_address_without_a_page_fails_the_publish_and_changes_nothing(
    small: Hub, home: Path, address: str, reason: str
) -> None:
    publish()
    before = tree(home / "site")
    registry.pages("broken", lambda: [address])
    with pytest.raises(PublishError, match=re.escape(reason)):
        publish()
    assert tree(home / "site") == before


def test_a_disk_that_fails_part_way_changes_nothing(
    small: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    before = tree(home / "site")
    written = []

    def full(data: bytes) -> bytes:
        written.append(data)
        if len(written) > 5:
            raise OSError(28, "No space left on device")
        return data[:-1]

    monkeypatch.setattr(folders, "ENCODERS", {".gz": full})
    save(change(small, "Changed"), by=None, why="test")
    with pytest.raises(PublishError, match="No space left"):
        publish()
    assert len(written) > 5
    assert tree(home / "site") == before


def change(hub: Hub, name: str) -> Hub:
    hub.name = name
    return hub


def test_a_reader_never_sees_half_a_publish(small: Hub, home: Path) -> None:
    publish()
    current = home / "site" / "current"
    pages = ("en/index.html", "es/about/index.html", "404.html")
    seen, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            version = current.resolve()
            texts = [(version / page).read_text() for page in pages]
            seen.append({name for text in texts for name in re.findall("<title>.* · (.*)<", text)})

    reader = threading.Thread(target=read)
    reader.start()
    for name in ("Second", "Third"):
        save(change(small, name), by=None, why="test")
        publish()
    done.set()
    reader.join()
    assert {len(names) for names in seen} == {1}
    assert len(seen) > 1
    assert "Third" in (current / "en" / "index.html").read_text()


def test_a_second_publish_at_the_same_time_is_refused(small: Hub, home: Path) -> None:
    with folders.alone(home / "site"), pytest.raises(PublishError, match="Another publish"):
        publish()
    publish()


def test_what_did_not_change_is_not_compressed_again(
    small: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    before = pages(home / "site" / "current")
    compressed: list[bytes] = []

    def compress(data: bytes) -> bytes:
        compressed.append(data)
        return gzip.compress(data)

    monkeypatch.setattr(folders, "ENCODERS", dict.fromkeys(QUICK, compress))
    publish()
    assert not any(b"<html" in data for data in compressed)
    assert pages(home / "site" / "current") == before
    save(change(small, "Oak Street"), by=None, why="test")
    publish()
    assert any(b"<html" in data for data in compressed)


def test_pages_opened_before_a_publish_still_find_their_scripts(
    small: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    first = editions.read(home / "site" / "current")
    assert first is not None
    real = publishing.room_assets()
    for number in range(folders.KEPT):
        real["hub/site.css"] += b"/* newer */"
        monkeypatch.setattr(publishing, "room_assets", lambda: real)
        report = publish()
        kept = sorted(path.name for path in (report.folder / "assets").iterdir())
        assert (first.assets[0] in kept) is (number < folders.KEPT - 1)
        assert len(kept) == min(number + 2, folders.KEPT)
    assert len(list((home / "site" / "versions").iterdir())) == folders.KEPT


def test_a_static_host_gets_the_same_site_below_its_path(
    small: Hub, home: Path, tmp_path: Path
) -> None:
    target = tmp_path / "public"
    publish(to=target, base_url="https://town.example/hub/")
    files = plain(tree(target))
    assert not (home / "site" / "current").exists()
    page = files["es/learn/index.html"]
    assert b'<link rel="canonical" href="https://town.example/hub/es/learn/">' in page
    outside = {
        link
        for name, page in files.items()
        if name.endswith(".html")
        for link in links(page)
        if link.startswith("/") and not link.startswith("/hub/")
    }
    assert outside == set()
    style = re.search(rb"/hub/(assets/\w+/hub/site\.css)", page)
    assert style and style[1].decode() in files
    moved = b"/hub/es/learn/pipes/ /hub/es/learn/water/ 301\n"
    assert moved in files["_redirects"]
    old = files["es/learn/pipes/index.html"].decode()
    assert 'content="0; url=/hub/es/learn/water/"' in old
    assert "https://town.example/hub/es/learn/water/" in old
    assert '<html lang="es">' in old


def test_publishing_to_a_folder_again_replaces_the_site_and_leaves_the_rest(
    small: Hub, tmp_path: Path
) -> None:
    target = tmp_path / "public"
    publish(to=target)
    (target / ".git").mkdir()
    (target / "CNAME").write_text("hub.example")
    (target / "en" / "stray.html").write_text("not ours")
    save(change(small, "Renamed"), by=None, why="test")
    publish(to=target)
    assert "Renamed" in (target / "index.html").read_text()
    assert (target / ".git").is_dir()
    assert (target / "CNAME").read_text() == "hub.example"
    assert not (target / "en" / "stray.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public"]


def test_a_folder_with_other_things_in_it_is_not_touched(small: Hub, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(PublishError, match=r"is not empty.*Name an empty folder"):
        publish(to=tmp_path)
    assert tree(tmp_path) == {"thesis.txt": b"ten years of work"}
