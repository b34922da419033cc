"""`upstander data`, as a person or a script runs it: what it prints, and what it exits with."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.civic.small_tables import Tables, place
from upstander.civic.making import build as building
from upstander.civic.making.fetch import Fetched, fetch
from upstander.civic.making.sources.listing import DEADLINES, ELECTION_OFFICES, PUBLICATIONS
from upstander.civic.reading.pack import PACKAGED
from upstander.cli import app

pytestmark = pytest.mark.usefixtures("opened_once")

LISTED = f"|a|b|c|d|e|\n|{ELECTION_OFFICES}, {DEADLINES}|x|x|2024-07-25|CC0|\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["data", *arguments])


def sources(folder: Path, states: int = 56) -> Path:
    """A folder of the one publication that is small enough to write here."""
    folder.mkdir()
    for name in (ELECTION_OFFICES, DEADLINES):
        (folder / name).write_text(json.dumps({str(at): {} for at in range(states)}), "utf-8")
    (folder / "SOURCES.md").write_text(LISTED, "utf-8")
    return folder


def test_files_are_taken_from_a_folder_into_the_hubs(home: Path, tmp_path: Path) -> None:
    done = run("fetch", "--from", str(sources(tmp_path / "from")), "--only", "votegov")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:2] == [str(home / "sources"), "taken: 2"]
    assert {path.name for path in (home / "sources").iterdir()} == {
        ELECTION_OFFICES, DEADLINES, "fetched.json",
    }  # fmt: skip


def test_a_refused_file_is_named_and_the_exit_says_so(home: Path, tmp_path: Path) -> None:
    source = sources(tmp_path / "from")
    (source / DEADLINES).write_text("<html>", "utf-8")
    done = run("fetch", "--from", str(source), "--only", "votegov")
    assert done.exit_code == 3
    assert f"refused: {DEADLINES}: holds a web page or XML" in done.stdout
    assert "Run the same command again" in done.stderr
    assert (home / "sources" / ELECTION_OFFICES).exists()


def test_an_unknown_publication_is_answered_with_those_that_there_are() -> None:
    done = run("fetch", "--only", "senators")
    assert done.exit_code == 2
    words = " ".join(done.stderr.replace("│", " ").split())
    assert all(publication.key in words for publication in PUBLICATIONS)


def test_files_in_a_folder_that_dates_nothing_are_refused(tmp_path: Path) -> None:
    done = run("fetch", "--from", str(tmp_path), "--to", str(tmp_path / "to"))
    assert done.exit_code == 3
    assert "Nothing was changed. SOURCES.md: not found" in done.stderr


def test_progress_and_waits_are_kept_from_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(target: Path, *, listener: Any, **_: object) -> Fetched:
        listener.progress("US.zip", 5, 10)
        listener.say("US.zip: [busy]; trying again in 2 s.")
        listener.progress("US.zip", 10, 10)
        return Fetched(("US.zip",), (), (), ())

    monkeypatch.setattr(sys.modules[fetch.__module__], "fetch", slowly)
    done = run("fetch", "--to", str(tmp_path))
    assert done.exit_code == 0
    assert "US.zip: [busy]; trying again in 2 s." in done.stderr
    assert "busy" not in done.stdout


# Building


def test_building_without_files_says_how_to_get_them() -> None:
    done = run("build")
    assert done.exit_code == 2
    assert "upstander data fetch" in " ".join(done.stderr.replace("│", " ").split())


def test_building_from_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    done = run("build", "--from", str(tmp_path), "--to", str(tmp_path / "tables"))
    assert done.exit_code == 3
    assert "SOURCES.md: not found" in done.stderr
    assert "`upstander data fetch` without --from" in done.stderr
    assert not (tmp_path / "tables").exists()


def test_building_into_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    done = run("build", "--from", str(tmp_path), "--to", str(tmp_path))
    assert done.exit_code == 2
    assert "letter.txt" in done.stderr


def test_a_source_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert run("build", "--from", str(tmp_path / "nowhere")).exit_code == 2


def test_building_is_for_the_hub_unless_told_otherwise(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sources").mkdir()
    asked = []

    def build(source: Path, target: Path, *, small: bool, say: Any) -> dict[str, int]:
        asked.append((source, target, small))
        say("outlines")
        Tables().write(target)
        return {"state_offices": 7_681}

    monkeypatch.setattr(building, "build", build)
    done = run("build", "--small")
    assert done.exit_code == 0
    assert asked == [(home / "sources", home / "civic", True)]
    assert done.stderr == "outlines\n"
    assert done.stdout.splitlines() == [
        str(home / "civic"),
        "state offices: 7,681",
        "congress.lines: 2 areas, 1 ring repaired",
    ]


def test_without_the_libraries_for_building_it_says_how_to_get_them(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sources").mkdir()
    monkeypatch.setitem(sys.modules, "shapely", None)
    for name in [name for name in sys.modules if name.startswith("upstander.civic")]:
        if name.endswith((".build", ".outlines", ".index_writer")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("upstander.civic.making.build")
    monkeypatch.delattr("upstander.civic.making.sources.outlines")
    done = run("build")
    assert done.exit_code == 2
    assert "Building needs shapely" in done.stderr
    assert "`./up data build`" in done.stderr
    assert "upstander[data]" in done.stderr


# Verifying


def test_sound_tables_exit_with_nothing_found(tmp_path: Path) -> None:
    folder = Tables().write(tmp_path / "tables")
    done = run("verify", "--pack", str(folder), "--on", "2026-08-20")
    assert done.exit_code == 0, done.stdout
    assert "ok: People without any contact: 0 of 4, at most 2%" in done.stdout
    assert "own district: 100.00% of 1 (at least 97.0%)" in done.stdout
    assert "not looked at: Whether newer files are at hand" in done.stdout


def test_faults_are_listed_and_the_exit_says_so(tmp_path: Path) -> None:
    tables = Tables()
    offices = tables.federal[0]["holder"]["offices"]
    offices += [place(41.5, -94.5)] * 30
    folder = str(tables.write(tmp_path / "tables"))
    done = run("verify", "--pack", folder, "--on", "2026-08-20")
    assert done.exit_code == 1
    assert "MISSED: House members' district offices" in done.stdout
    assert "... and 5 more: --all lists them." in done.stdout
    everything = run("verify", "--pack", folder, "--on", "2026-08-20", "--all").stdout
    assert everything.count("the point is in us-house-ia-4") == 30
    document = json.loads(run("verify", "--pack", folder, "--on", "2026-08-20", "--json").stdout)
    assert document["ok"] is False
    assert len(document["figures"][0]["misses"]) == 30


def test_tables_that_cannot_be_read_exit_with_bad_data(tmp_path: Path) -> None:
    done = run("verify", "--pack", str(tmp_path))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "holds no readable manifest.json" in done.stderr


def test_a_day_that_is_none_is_refused() -> None:
    assert run("verify", "--on", "tomorrow").exit_code == 2


# Showing


def test_standing_counts_offices_by_chamber_and_day() -> None:
    done = run("standing", "2026-11-28", "2027-01-04", "--json")
    assert done.exit_code == 0
    rows = {(row["on"], row["chamber"]): row for row in json.loads(done.stdout)}
    for (on, chamber), row in rows.items():
        held, last, vacant, unknown = (
            row[name] for name in ("held", "last_known", "vacant", "unknown")
        )
        whole = {"U.S. House": 441, "U.S. Senate": 100, "Mayors": 592, "All": 8816}
        assert held + last + vacant + unknown == whole.get(chamber, held + last + vacant + unknown)
        if chamber == "U.S. House":
            assert (held, last, vacant) == ((2, 437, 2) if on < "2027" else (0, 0, 0))
    table = run("standing", "2026-11-28").stdout
    assert all(name in table for name in ("State senates", "last known", "elect", "All"))
    assert run("standing", "soon").exit_code == 2


def test_the_overview_has_sources_counts_and_outlines(tmp_path: Path) -> None:
    done = run("show", "--pack", str(Tables().write(tmp_path / "tables")))
    assert done.exit_code == 0
    words = " ".join(done.stdout.replace("│", " ").split())
    assert "legislators 2026-08-01" in words
    assert "congress.lines 2 300 m ? to ? 1 ring repaired" in words
    assert "Index of points: none" in words


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of few tables, which are searched at once."""
    return Tables().write(tmp_path / "tables")


def record(what: str, pack: Path = PACKAGED) -> Any:
    done = run("show", *what.split(), "--pack", str(pack))
    assert done.exit_code == 0
    return json.loads(done.stdout)


def test_an_office_is_shown_in_full_with_its_source() -> None:
    office = record("us-house-ia-3")
    assert office["holder"]["name"] == "Zachary Nunn"
    assert office["source"]["key"] == "legislators"
    assert office["committees"]


def test_records_are_found_by_name_division_state_and_source(small: Path) -> None:
    assert record("f1 ana", small)["id"] == "us-house-ia-4"
    assert record("ocd-division/country:us/state:ia/cd:3")["offices"] == ["us-house-ia-3"]
    assert "ocd-division/country:us/state:ia/cd:3" in record("ia")["divisions"]
    assert record("geonames")["terms"] == "CC BY 4.0: credit GeoNames"


@pytest.mark.parametrize("what", ["us-house-ia-99", "ZZ", "ocd-division/country:us/cd:1", "qqqq"])
def test_what_the_tables_do_not_have_is_said(small: Path, what: str) -> None:
    done = run("show", what, "--pack", str(small))
    assert (done.exit_code, done.stdout) == (4, "")
    assert "us-house-ia-3" in done.stderr
