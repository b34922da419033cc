"""Results of elections from a file: each row stored, known already, or refused with the reason."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from upstander.officials.models import OfficeCorrection
from upstander.places import queries as places
from upstander.upkeep.operations import load_winners
from upstander.upkeep.winners import Results, WinnersFileError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_once")]

NOW = date(2026, 11, 20)
HEADING = "office,division,chamber,seat,name,party,source,elected,takes_office,person_id,ends"
IOWA = "ocd-division/country:us/state:ia"


def row(office: str = "us-house-ia-3", name: str = "Ana Gray", **cells: str) -> str:
    values = {
        "office": office,
        "name": name,
        "party": "Democrat",
        "elected": "2026-11-03",
        "source": "https://results.example/",
        "takes_office": "2027-01-03",
    } | cells
    return ",".join(values.get(column, "") for column in HEADING.split(","))


@pytest.fixture(autouse=True)
def the_day() -> None:
    with time_machine.travel(NOW, tick=False):
        yield


def load(folder: Path, *rows: str, heading: str = HEADING, replace: bool = False) -> Results:
    file = folder / "winners.csv"
    file.write_text("\n".join((heading, *rows)) + "\n", "utf-8")
    return load_winners(file, by=None, replace=replace)


def counts(loaded: Results) -> tuple[int, int, int, int]:
    stored, changed, known = (loaded.counts[one] for one in ("stored", "changed", "known"))
    return stored, changed, known, len(loaded.refused)


def test_a_winner_is_stored_and_takes_office_by_date_alone(tmp_path: Path) -> None:
    assert counts(load(tmp_path, row())) == (1, 0, 0, 0)
    office = places.office("us-house-ia-3")

    assert office.elect_on(date(2027, 1, 2)).name == "Ana Gray"
    assert office.holder_on(date(2027, 1, 2)).name == "Zachary Nunn"
    assert office.holder_on(date(2027, 1, 3)).name == "Ana Gray"
    assert office.holder_on(date(2027, 1, 3)).elected == date(2026, 11, 3)
    assert OfficeCorrection.history.get().history_change_reason == "office corrected"


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    load(tmp_path, row())
    again = load(tmp_path, row(), "", row())

    assert counts(again) == (0, 0, 1, 0)
    assert str(again) == "0 stored, 0 changed, 1 known already, 0 refused."
    assert OfficeCorrection.history.count() == 1


def test_more_about_the_same_winner_is_a_change(tmp_path: Path) -> None:
    load(tmp_path, row())
    assert counts(load(tmp_path, row(name="Ana B. Gray", person_id="G000999"))) == (0, 1, 0, 0)
    assert OfficeCorrection.objects.get().person_id == "G000999"


def test_another_winner_is_refused_unless_asked_to_replace(tmp_path: Path) -> None:
    load(tmp_path, row())
    refused = load(tmp_path, row(name="Ben Stone"))
    assert "Ana Gray is entered as its winner already" in refused.refused[0].reason
    assert OfficeCorrection.objects.get().name == "Ana Gray"

    assert counts(load(tmp_path, row(name="Ben Stone"), replace=True)) == (0, 1, 0, 0)
    assert OfficeCorrection.objects.get().name == "Ben Stone"


def test_an_office_may_be_named_by_its_division(tmp_path: Path) -> None:
    third = row("", division=f"{IOWA}/cd:3", chamber="house")
    senate = row("", "Cal Hill", division=IOWA, chamber="senate", seat="2")
    assert counts(load(tmp_path, third, senate)) == (2, 0, 0, 0)
    kept = set(OfficeCorrection.objects.values_list("office_id", flat=True))
    assert kept == {"us-house-ia-3", "us-senate-ia-2"}


def test_a_spreadsheet_may_part_its_columns_with_semicolons_and_break_lines_in_a_cell(
    tmp_path: Path,
) -> None:
    file = tmp_path / "winners.csv"
    heading = HEADING.replace(",", ";")
    third = row(name="Ana Gray").replace(",", ";")
    fourth = row("us-house-ia-4", '"Bo\nElm"').replace(",", ";")
    file.write_bytes("\r\n".join((heading, third, fourth, "")).encode("utf-8-sig"))

    assert counts(load_winners(file, by=None, replace=False)) == (2, 0, 0, 0)
    assert places.office("us-house-ia-4").elect_on(NOW).name == "Bo Elm"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("us-house-ia-99"), "We know no such office."),
        (row("", division=f"{IOWA}/cd:9", chamber="house"), "We know no office of"),
        (row("", division=IOWA, chamber="senate"), "one of 2 offices"),
        (row(source=""), "Say where this is from"),
        (row(name=""), "Write the person’s name."),
        (row(elected="3 November"), "Write a day as 2027-01-03."),
        (row(elected=""), "elected is empty"),
        (row(elected="2026-11-21"), "It cannot be later than today."),
        (row(takes_office="2026-11-02"), "The term cannot begin before the election."),
        (row("us-senate-ia-3"), "This office was not up: the term of Chuck Grassley"),
        (row(source="https://"), "URL"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_stored(
    tmp_path: Path, bad: str, said: str
) -> None:
    loaded = load(tmp_path, bad, row("us-house-ia-4", "Bo Elm"))

    assert counts(loaded) == (1, 0, 0, 1)
    assert loaded.refused[0].line == 2
    assert said in loaded.refused[0].reason


def test_a_name_in_two_seats_and_two_winners_of_one_are_all_refused(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        row(), row("us-house-ia-4"),
        row("us-house-ia-2", "Bo Elm"), row("us-house-ia-2", "Cy Oak"),
        row("us-house-ca-1"),
    )  # fmt: skip
    assert [one.line for one in loaded.refused] == [2, 3, 4, 5]
    assert "The file has Ana Gray in us-house-ia-4, too." in loaded.refused[0].reason
    assert "several winners" in loaded.refused[2].reason
    assert OfficeCorrection.objects.get().office_id == "us-house-ca-1"


def test_a_name_that_an_earlier_file_had_in_another_seat_is_refused(tmp_path: Path) -> None:
    load(tmp_path, row())
    loaded = load(tmp_path, row("us-house-ia-4"))
    assert "elected to another office already: us-house-ia-3" in loaded.refused[0].reason


@pytest.mark.parametrize(
    ("heading", "rows", "said"),
    [
        ("office,name", (), "has no column source, elected, takes_office"),
        ("name,source,elected,takes_office", (), "office (or division and chamber)"),
        (HEADING + ",votes", (), "'votes' that we do not know"),
        (HEADING, (row() + ",,more",), "more values than columns"),
        ("", (), "has no column"),
    ],
)
def test_a_file_that_is_no_table_of_results_is_refused_whole(
    tmp_path: Path, heading: str, rows: tuple[str, ...], said: str
) -> None:
    with pytest.raises(WinnersFileError) as refused:
        load(tmp_path, *rows, heading=heading)
    assert said in str(refused.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "winners.csv"
    file.write_bytes(b"\xff\xfeo\x00")
    with pytest.raises(WinnersFileError, match="no UTF-8"):
        load_winners(file, by=None)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"source_url": ""}, "source_url", "Say where this is from"),
        ({"since": date(2026, 11, 21)}, "since", "later than today"),
        ({"office_id": "us-house-ia-99"}, "office_id", "We know no such office"),
        ({"office_id": "local-sheriff"}, "office_id", "We know no such office"),
        ({"name": ""}, "name", "name"),
        ({"since": None}, "since", "first day"),
        ({"kind": "term-ends"}, "ends", "last day"),
        ({"kind": "number"}, "right", "Give the right number"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_at_the_desk(
    olive: User, fields: dict[str, object], field: str, said: str
) -> None:
    known = {"office_id": "us-house-ia-3", "kind": "held", "name": "Ana", "since": NOW,
             "source_url": "https://paper.example/", "as_of": NOW} | fields  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        OfficeCorrection(**known).full_clean()
    assert said in " ".join(refused.value.message_dict[field])
