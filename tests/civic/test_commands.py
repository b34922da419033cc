"""`upstander lookup` and `upstander data build`, as a person or a script runs them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
import typer
from typer.testing import CliRunner, Result

from upstander.civic import Civic
from upstander.cli import data, lookup

app = typer.Typer()
app.command(context_settings={"ignore_unknown_options": True})(lookup.lookup)
app.add_typer(data.app, name="data")


def run(*arguments: str, on: str = "2026-08-05") -> Result:
    with time_machine.travel(datetime.fromisoformat(f"{on}T12:00+00:00"), tick=False):
        return CliRunner().invoke(app, arguments)


def answer(*arguments: str, on: str = "2026-08-05") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(run("lookup", *arguments, "--json", on=on).stdout)
    return document


def test_json_has_everyone_who_represents_a_zip() -> None:
    result = run("lookup", "50309", "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document) == [
        "query", "as_of", "divisions", "alternatives", "officials", "vacancies", "notices",
    ]  # fmt: skip
    assert document["as_of"] == "2026-06-15"
    assert document["query"]["outcome"] == "found"
    assert document["divisions"][2] == {
        "id": "ocd-division/country:us/state:ia/cd:3",
        "name": "Iowa's 3rd congressional district",
        "kind": "cd",
    }
    assert [official["name"] for official in document["officials"]] == [
        "Joni Ernst", "Chuck Grassley", "Zachary Nunn",
    ]  # fmt: skip
    nunn = document["officials"][2]
    assert nunn["office"] == "U.S. Representative"
    assert nunn["level"] == "federal"
    assert nunn["certain"] is True
    assert nunn["phones"][0] == "202-225-5476"
    assert nunn["term_end"] == "2027-01-03"
    assert nunn["emails"] == []
    assert nunn["offices"][0]["kind"] == "capitol"
    assert document["vacancies"] == []


def test_json_of_a_split_zip_marks_what_is_not_certain() -> None:
    document = answer("50320")
    assert document["alternatives"][0]["kind"] == "cd"
    certain = {official["office_id"]: official["certain"] for official in document["officials"]}
    assert certain == {
        "us-senate-ia-2": True, "us-senate-ia-3": True,
        "us-house-ia-1": False, "us-house-ia-3": False,
    }  # fmt: skip


def test_json_lists_a_vacant_seat_apart() -> None:
    (vacancy,) = (one for one in answer("78852")["vacancies"] if one["certain"])
    assert vacancy["office_id"] == "us-house-tx-23"
    assert vacancy["status"] == "vacant"
    assert "Clerk of the House" in vacancy["serves_meanwhile"]
    assert vacancy["reason"] is None


def test_json_shows_nobody_in_a_seat_whose_term_is_over() -> None:
    document = answer("50309", on="2027-01-04")
    assert [official["name"] for official in document["officials"]] == ["Chuck Grassley"]
    ended = {one["office_id"]: one for one in document["vacancies"]}
    assert ended.keys() == {"us-senate-ia-2", "us-house-ia-3"}
    house = ended["us-house-ia-3"]
    assert (house["status"], house["term_end"]) == ("holder_unknown", "2027-01-03")
    assert "name" not in house
    assert house["offices"][0]["phone"] == "202-225-5476"


@pytest.mark.parametrize(
    ("place", "code"),
    [("50309", 0), ("50320", 0), ("50301", 0), ("5030", 2), ("", 2), ("91,0", 2), ("00000", 4),
     ("Nowhereville", 4), ("Paris", 4), ("K1A 0B1", 4), ("09001", 4), ("96940", 4), ("-90,0", 4),
     ("-93.6,41.6", 2)],
)  # fmt: skip
def test_exit_codes_tell_found_unreadable_and_not_found_apart(place: str, code: int) -> None:
    result = run("lookup", place, "--json")
    assert result.exit_code == code
    document = json.loads(result.stdout)
    assert bool(document["officials"] or document["vacancies"]) == (code == 0)
    assert code == 0 or document["notices"]


def test_a_table_goes_to_standard_output_and_notices_to_standard_error() -> None:
    result = run("lookup", "Ames,", "IA")
    assert result.exit_code == 0
    assert "Grassley" in result.stdout
    assert "202-224-3744" in result.stdout
    assert "post office" in result.stderr
    assert "post office" not in result.stdout


def test_the_table_says_what_is_vacant_ended_or_only_possible() -> None:
    words = " ".join(run("lookup", "78852").stdout.replace("│", " ").split())
    assert "vacant" in words
    words = " ".join(run("lookup", "50309", on="2027-01-04").stdout.replace("│", " ").split())
    assert "term ended" in words
    assert "Nunn" not in words
    assert "(maybe)" in run("lookup", "50320").stdout


def test_places_of_one_name_are_listed_for_choosing() -> None:
    result = run("lookup", "Paris")
    assert result.stdout.splitlines()[0] == "Paris, TX"
    assert "12 places are called Paris" in result.stderr


def test_damaged_tables_are_named_and_nothing_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('{"schema": 0, "tables": {}}', "utf-8")
    monkeypatch.setattr(lookup, "Civic", Elsewhere(tmp_path))
    result = run("lookup", "50309", "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "are version 0" in result.stderr


class Elsewhere:
    """Opens the tables of another folder than the package's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> Civic:
        return Civic.open(self.folder)


def test_building_from_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    result = run("data", "build", "--from", str(tmp_path), "--to", str(tmp_path / "tables"))
    assert result.exit_code == 3
    assert "SOURCES.md: not found" in result.stderr
    assert not (tmp_path / "tables").exists()


def test_building_into_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    result = run("data", "build", "--from", str(tmp_path), "--to", str(tmp_path))
    assert result.exit_code == 2
    assert "letter.txt" in result.stderr


def test_a_source_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert run("data", "build", "--from", str(tmp_path / "nowhere")).exit_code == 2
