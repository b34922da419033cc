"""Which tables a hub answers from, and when it takes up others."""

import json
import shutil
from pathlib import Path

import pytest

from tests.civic.small_tables import Tables
from upstander.civic import UnknownOffice
from upstander.civic.reading.pack import MANIFEST, PACKAGED
from upstander.places import packs, queries

pytestmark = pytest.mark.django_db

OLD, NEW, NEWER = "2026-01-01", "2099-01-01", "2099-02-01"


def published(home: Path, renewed: str) -> None:
    """A publish that names renewed tables."""
    folder = home / "site" / "versions" / f"of-{renewed}"
    folder.mkdir(parents=True)
    (folder / ".upstander.json").write_text(json.dumps({"renewed": renewed}))
    link = home / "site" / "fresh"
    link.symlink_to(folder)
    link.replace(home / "site" / "current")


def renewed(home: Path, name: str, as_of: str = NEW) -> Path:
    return Tables(as_of=as_of).write(home / "packs" / name)


def test_without_any_of_its_own_a_hub_answers_from_the_packages() -> None:
    assert packs.in_use().folder == PACKAGED
    assert packs.base() == PACKAGED


def test_the_newest_publish_names_the_renewed_tables_in_use(home: Path) -> None:
    renewed(home, "a")
    renewed(home, "b", NEWER)
    assert packs.in_use().folder == PACKAGED
    published(home, "a")
    assert packs.in_use().renewed == "a"
    published(home, "b")
    assert packs.in_use().renewed == "b"
    published(home, "")
    assert packs.in_use().folder == PACKAGED
    assert list(packs.kept()) == ["b", "a"]


def test_where_nothing_is_published_a_link_names_them(home: Path) -> None:
    renewed(home, "a")
    (home / "packs" / "current").symlink_to("a")
    assert packs.in_use().renewed == "a"


def test_a_newer_list_that_comes_with_the_package_wins(home: Path) -> None:
    renewed(home, "a", OLD)
    published(home, "a")
    assert packs.in_use().folder == PACKAGED
    assert packs.in_use().passed_over == ()


def test_built_tables_are_the_base_and_win_where_their_lists_are_newer(home: Path) -> None:
    Tables(as_of=NEWER).write(home / "civic")
    renewed(home, "a")
    published(home, "a")
    assert packs.in_use().folder == packs.base() == home / "civic"


@pytest.mark.parametrize("spoilt", ["schema", "cut", "gone"])
def test_renewed_tables_that_cannot_be_read_are_passed_over_and_named(
    home: Path, spoilt: str
) -> None:
    folder = renewed(home, "a")
    published(home, "a")
    if spoilt == "schema":
        manifest = json.loads((folder / MANIFEST).read_text())
        (folder / MANIFEST).write_text(json.dumps(manifest | {"schema": 0}))
    elif spoilt == "cut":
        (folder / "zips.tsv").write_text("")
    else:
        shutil.rmtree(folder)
    assert packs.in_use().folder == PACKAGED
    assert packs.in_use().passed_over == (folder,)


def test_built_tables_of_another_version_are_passed_over_damaged_ones_are_not(home: Path) -> None:
    folder = Tables(as_of=NEW).write(home / "civic")
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"schema": 0}))
    assert (packs.in_use().folder, packs.in_use().passed_over) == (PACKAGED, (folder,))
    assert packs.base() == PACKAGED
    (folder / MANIFEST).write_text("{")
    assert packs.in_use().folder == folder


def test_a_process_takes_other_tables_up_and_forgets_what_it_knew_of_the_old(home: Path) -> None:
    queries.take_up()
    before = queries.engine()
    assert queries.offices_by_source()["state-people"] > 8000
    renewed(home, "a")
    published(home, "a")
    assert queries.engine() is before, "not in the middle of something"
    queries.take_up()
    assert queries.renewed() == "a"
    assert queries.offices_by_source() == {"legislators": 4}
    with pytest.raises(UnknownOffice):
        queries.office("us-senate-ny-1")
    published(home, "")
    queries.take_up()
    assert queries.office("us-senate-ny-1").state == "NY"


def test_tables_built_again_in_the_same_place_are_taken_up(home: Path) -> None:
    Tables(as_of=NEW).write(home / "civic")
    queries.take_up()
    before = queries.engine()
    queries.take_up()
    assert queries.engine() is before
    (home / "civic" / MANIFEST).unlink()
    Tables(as_of=NEWER).write(home / "civic")
    queries.take_up()
    assert queries.engine().as_of.isoformat() == NEWER


def test_work_from_other_tables_is_seen_by_nobody_else(home: Path) -> None:
    queries.take_up()
    name = queries.tables_name()
    renewed(home, "a")
    with queries.answering_from(packs.at(packs.folder("a"), "a")):
        assert len(queries.offices()) == 4
        assert queries.tables_name() != name
        assert queries.renewed() == "a"
    assert queries.tables_name() == name
    assert len(queries.offices()) > 8000
