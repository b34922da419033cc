"""`upstander lookup`: its options, its table, and the geocoder that an operator may set."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from upstander.civic import Civic
from upstander.civic.answering.document import document
from upstander.cli import app
from upstander.cli.geocoder import Geocoder, GeocoderError

pytestmark = pytest.mark.usefixtures("opened_once")

ADDRESS = "1007 E Grand Ave, Des Moines, IA 50319"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal on which no cell of the table breaks."""
    monkeypatch.setenv("COLUMNS", "250")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["lookup", *arguments])


def answer(*arguments: str, on: str = "2026-08-05") -> Any:
    return json.loads(run(*arguments, "--json", f"--on={on}").stdout)


def words(done: Result) -> str:
    """What a table says, without its lines."""
    return " ".join(done.stdout.replace("│", " ").split())


def test_json_is_the_document_of_the_engine(civic: Civic) -> None:
    located = civic.lookup("50319", on=date(2026, 8, 5))
    expected = json.loads(json.dumps(document(located, civic.committees_of)))
    assert answer("50319") == expected


@pytest.mark.parametrize(
    ("place", "code"),
    [("50309", 0), ("50320", 0), ("50301", 0), ("5030", 2), ("", 2), ("91,0", 2), ("00000", 4),
     ("Nowhereville", 4), ("Paris", 4), ("K1A 0B1", 4), ("09001", 4), ("96940", 4), ("-90,0", 4),
     ("-93.6,41.6", 2)],
)  # fmt: skip
def test_exit_codes_tell_found_unreadable_and_not_found_apart(place: str, code: int) -> None:
    done = run(place, "--json")
    assert done.exit_code == code
    found = json.loads(done.stdout)
    assert bool(found["officials"] or found["vacancies"]) == (code == 0)
    assert code == 0 or found["notices"]


def test_a_table_goes_to_standard_output_and_notices_to_standard_error() -> None:
    done = run("Ames,", "IA", "--on=2026-08-05")
    assert done.exit_code == 0
    assert "Grassley" in done.stdout
    assert "202-224-3744" in done.stdout
    assert "post office" in done.stderr
    assert "post office" not in done.stdout


def test_places_of_one_name_are_listed_for_choosing() -> None:
    done = run("Paris")
    assert done.stdout.splitlines()[0] == "Paris, TX"
    assert "13 places are called Paris" in done.stderr


def test_a_day_decides_who_holds_a_seat() -> None:
    names = [one["name"] for one in answer("50309", on="2027-01-02")["officials"]]
    assert "Zachary Nunn" in names
    later = answer("50309", on="2027-01-04")
    assert "Zachary Nunn" not in [one["name"] for one in later["officials"]]
    assert "us-house-ia-3" in [one["office_id"] for one in later["vacancies"]]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "20261103", "2026-W45-2", "11/3/2026"])
def test_what_is_no_day_is_refused_with_the_form_of_one(day: str) -> None:
    done = run("50309", f"--on={day}")
    assert done.exit_code == 2
    assert "as in 2026-11-03" in " ".join(done.stderr.replace("│", " ").split())


def test_levels_can_be_chosen() -> None:
    levels = {one["level"] for one in answer("50309")["officials"]}
    assert {"federal", "state"} <= levels
    assert {one["level"] for one in answer("50309", "--level=state")["officials"]} == {"state"}
    two = answer("50309", "--level=state", "--level=federal")["officials"]
    assert {one["level"] for one in two} == {"federal", "state"}
    assert run("50309", "--level=town").exit_code == 2


def test_the_table_names_each_level_before_its_offices() -> None:
    said = words(run("50309", "--on=2026-08-05"))
    federal, state = said.index("FEDERAL"), said.index("STATE")
    assert federal < said.index("Zachary Nunn") < state
    assert "U.S. Representative, IA-3" in said
    assert "(maybe)" not in said[federal:state]


def test_the_table_marks_who_only_may_represent_the_place() -> None:
    said = words(run("50320", "--on=2026-08-05"))
    assert "U.S. Representative, IA-3 (maybe)" in said


def test_a_seat_whose_holder_nobody_knows_keeps_its_own_telephone() -> None:
    said = words(run("50309", "--on=2027-01-04", "--level=federal"))
    assert "Nunn" not in said
    assert "term ended" in said
    assert "202-225-5476" in said
    assert "vacant" in words(run("78852", "--on=2026-08-05", "--level=federal"))


def test_a_point_south_of_the_equator_is_no_option() -> None:
    assert run("-14.28,-170.7", "--json").exit_code == 0


def test_tables_in_the_hubs_folder_go_before_the_packages(home: Path, tmp_path: Path) -> None:
    assert run("50309").exit_code == 0
    broken = '{"schema": 0, "tables": {}}'
    (home / "civic").mkdir()
    assert run("50309").exit_code == 0
    (home / "civic" / "manifest.json").write_text(broken, "utf-8")
    passed_over = run("50309")
    assert passed_over.exit_code == 0
    assert f"The tables in {home / 'civic'} are not used" in passed_over.stderr
    (home / "civic" / "manifest.json").write_text("{}{}", "utf-8")
    done = run("50309")
    assert (done.exit_code, done.stdout) == (3, "")
    assert str(home / "civic") in done.stderr
    (tmp_path / "manifest.json").write_text(broken, "utf-8")
    assert str(tmp_path) in run("50309", f"--pack={tmp_path}").stderr
    assert run("50309", f"--pack={tmp_path / 'nowhere'}").exit_code == 2


class Told:
    """A geocoder that says where an address is, and remembers being asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, point: tuple[float, float] | str) -> None:
        self.asked: list[str] = []
        self.point = point
        told = self

        def locate(_geocoder: Geocoder, address: str) -> tuple[float, float]:
            told.asked.append(address)
            if isinstance(told.point, str):
                raise GeocoderError(told.point)
            return told.point

        monkeypatch.setenv("UPSTANDER_GEOCODER", "https://geo.example/?q={address}")
        monkeypatch.setattr(Geocoder, "locate", locate)


def test_an_address_goes_nowhere_unless_a_geocoder_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch, (41.5911, -93.6037))
    monkeypatch.delenv("UPSTANDER_GEOCODER")
    done = run(ADDRESS)
    assert done.exit_code == 0
    assert told.asked == []
    assert "We used only" in done.stderr


def test_an_address_becomes_a_point_and_its_way_there_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Told(monkeypatch, (41.5911, -93.6037))
    done = run(ADDRESS, "--json")
    assert told.asked == [ADDRESS]
    lines = done.stderr.splitlines()
    assert lines[0] == "This address goes to geo.example, as UPSTANDER_GEOCODER says."
    assert "41.5911,-93.6037" in lines[1]
    document = json.loads(done.stdout)
    assert document["query"]["text"] == ADDRESS
    assert document["query"]["places"] == []


@pytest.mark.parametrize(
    "place",
    ["50309", "Des Moines, IA", "41.6,-93.6", "50309 Des Moines", "PO Box 9, Ames, IA 50010"],
)
def test_only_a_street_address_goes_to_the_geocoder(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    told = Told(monkeypatch, (41.5911, -93.6037))
    assert run(place).exit_code == 0
    assert told.asked == []


@pytest.mark.parametrize(
    "point", ["geo.example cannot be reached", (40.7128, -74.006), (0.0, 0.0), (91.0, 0.0)]
)
def test_without_a_point_that_fits_the_zip_decides_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, point: tuple[float, float] | str
) -> None:
    plain = run(ADDRESS, "--on=2026-08-05")
    Told(monkeypatch, point)
    done = run(ADDRESS, "--on=2026-08-05")
    assert (done.exit_code, done.stdout) == (0, plain.stdout)
    assert "Going by ZIP code and place instead." in done.stderr
    assert "We used only" in done.stderr


def test_a_geocoder_set_wrongly_is_named_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("UPSTANDER_GEOCODER", "http://geo.example/?q={address}")
    done = run(ADDRESS)
    assert done.exit_code == 0
    assert "must be an https:// address" in done.stderr
    assert "goes to" not in done.stderr
