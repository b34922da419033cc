"""`upstander lookup` and `upstander data build`, as a person or a script runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from upstander.cli import data, lookup

app = typer.Typer()
app.command(context_settings={"ignore_unknown_options": True})(lookup.lookup)
app.add_typer(data.app, name="data")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def look(*arguments: str, on: str = "2026-08-05") -> Result:
    return run("lookup", *arguments, "--on", on)


def answer(*arguments: str, on: str = "2026-08-05") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(look(*arguments, "--json", on=on).stdout)
    return document


def test_json_is_the_document_of_the_engine() -> None:
    result = look("50319", "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert list(document) == [
        "query", "as_of", "on", "divisions", "alternatives", "officials", "vacancies", "notices",
    ]  # fmt: skip
    assert (document["on"], document["query"]["outcome"]) == ("2026-08-05", "found")
    assert document["officials"][2]["name"] == "Joni Ernst"
    assert document["officials"][2]["committees"]


def test_levels_and_days_are_taken() -> None:
    officials = answer("50319", "--level", "state")["officials"]
    assert {official["level"] for official in officials} == {"state"}
    over = answer("50309", "--level", "federal", on="2027-01-04")
    assert {one["office_id"] for one in over["vacancies"]} == {"us-senate-ia-2", "us-house-ia-3"}
    assert look("50319", on="tomorrow").exit_code == 2


@pytest.mark.parametrize(
    ("place", "code"),
    [("50309", 0), ("50320", 0), ("50301", 0), ("5030", 2), ("", 2), ("91,0", 2), ("00000", 4),
     ("Nowhereville", 4), ("Paris", 4), ("K1A 0B1", 4), ("09001", 4), ("96940", 4), ("-90,0", 4),
     ("-93.6,41.6", 2)],
)  # fmt: skip
def test_exit_codes_tell_found_unreadable_and_not_found_apart(place: str, code: int) -> None:
    result = look(place, "--json")
    assert result.exit_code == code
    document = json.loads(result.stdout)
    assert bool(document["officials"] or document["vacancies"]) == (code == 0)
    assert code == 0 or document["notices"]


def test_a_table_goes_to_standard_output_and_notices_to_standard_error() -> None:
    result = look("Ames,", "IA")
    assert result.exit_code == 0
    assert "Grassley" in result.stdout
    assert "202-224-3744" in result.stdout
    assert "post office" in result.stderr
    assert "post office" not in result.stdout


def test_the_table_says_what_is_vacant_ended_or_only_possible() -> None:
    words = " ".join(look("78852").stdout.replace("│", " ").split())
    assert "vacant" in words
    words = " ".join(look("50309", on="2027-01-04").stdout.replace("│", " ").split())
    assert "term ended" in words
    assert "Nunn" not in words
    assert "(maybe)" in look("50320").stdout


def test_places_of_one_name_are_listed_for_choosing() -> None:
    result = look("Paris")
    assert result.stdout.splitlines()[0] == "Paris, TX"
    assert "12 places are called Paris" in result.stderr


def test_damaged_tables_are_named_and_nothing_is_answered(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"schema": 0, "tables": {}}', "utf-8")
    result = look("50309", "--json", "--pack", str(tmp_path))
    assert (result.exit_code, result.stdout) == (3, "")
    assert "are version 0" in result.stderr


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
