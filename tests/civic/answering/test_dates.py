"""What is said for a day: before, on and after the days that the tables know of."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from upstander.civic import Civic, Located, Outcome
from upstander.civic.answering.notices import standing
from upstander.civic.making.sources.files import given_rows
from upstander.civic.types import Holder, Office, Vacancy

SUMMER = date(2026, 8, 5)
AFTER_THE_BALLOT = date(2026, 11, 23)
LAST_DAY = date(2027, 1, 3)
NEW_CONGRESS = date(2027, 1, 4)


def notices(located: Located) -> dict[str, dict[str, str]]:
    return {one.code.value: dict(one.params) for one in located.notices}


@pytest.mark.parametrize("on", [SUMMER, AFTER_THE_BALLOT, LAST_DAY])
def test_a_district_is_certain_while_its_lines_are_in_force(civic: Civic, on: date) -> None:
    located = civic.by_zip("50309", on=on, levels=["federal"])
    assert located.on == on
    assert located.outcome is Outcome.FOUND
    assert located.divisions[-1].valid_through == LAST_DAY
    assert notices(located) == {"ballot-lines-unknown": {"until": "2027-01-03"}}


@pytest.mark.parametrize(
    ("on", "code", "edge"),
    [(NEW_CONGRESS, "lines-later", {"last": "2027-01-03", "day": "2027-01-04"}),
     (date(2024, 6, 1), "lines-earlier", {"first": "2025-01-03", "day": "2024-06-01"})],
)  # fmt: skip
def test_outside_the_days_of_its_lines_a_district_is_only_possible(
    civic: Civic, on: date, code: str, edge: dict[str, str]
) -> None:
    for located in (
        civic.by_zip("50309", on=on, levels=["federal"]),
        civic.by_point(lat=41.5868, lng=-93.625, on=on, levels=["federal"]),
    ):
        assert located.outcome is Outcome.SPLIT
        assert [one.kind for one in located.alternatives] == ["cd"]
        assert notices(located) == {code: {"districts": "districts of Congress"} | edge}


@pytest.mark.parametrize(
    ("on", "code", "edge"),
    [(date(2027, 1, 2), "lines-later", {"last": "2027-01-01", "day": "2027-01-02"}),
     (date(2023, 6, 1), "lines-earlier", {"first": "2024-01-01", "day": "2023-06-01"})],
)  # fmt: skip
def test_outside_the_days_of_its_lines_a_legislative_district_is_only_possible(
    drawn: Callable[[bool], Path], tmp_path: Path, on: date, code: str, edge: dict[str, str]
) -> None:
    folder = shutil.copytree(drawn(False), tmp_path / "tables")
    _date_districts(folder, "2024-01-01", "2027-01-01")
    civic = Civic.open(folder)
    for day, outcome in ((SUMMER, Outcome.FOUND), (on, Outcome.SPLIT)):
        for located in (
            civic.by_zip("50319", on=day, levels=["state"]),
            civic.by_point(lat=41.2, lng=-93.7, on=day, levels=["state"]),
        ):
            assert located.outcome is outcome
    assert [one.kind for one in located.alternatives] == ["sldu", "sldl"]
    assert [dict(one.params) for one in located.notices if one.code.value == code] == [
        {"districts": "state senate districts"} | edge,
        {"districts": "state house districts"} | edge,
    ]
    assert all("state senate" in one.text or "state house" in one.text for one in located.notices)


def test_the_day_of_a_legislatures_new_terms_ends_what_is_known_of_its_lines(civic: Civic) -> None:
    iowa = civic.by_zip("50319", on=date(2027, 1, 1), levels=["state"])
    assert [one.kind for one in iowa.alternatives] == ["sldl"]
    assert notices(iowa)["lines-later"] == {
        "districts": "state house districts", "last": "2026-12-31", "day": "2027-01-01",
    }  # fmt: skip


def test_a_district_that_is_a_whole_state_has_no_lines_to_move(civic: Civic) -> None:
    for on in (SUMMER, NEW_CONGRESS, date(2024, 6, 1)):
        located = civic.by_zip("99501", on=on, levels=["federal"])
        assert located.outcome is Outcome.FOUND
        assert not notices(located)


@pytest.mark.parametrize("code", ["78701", "90001", "84101"])
def test_where_new_lines_are_known_to_be_drawn_it_says_so(civic: Civic, code: str) -> None:
    located = civic.by_zip(code, on=SUMMER, levels=["federal"])
    said = notices(located)
    assert said["ballot-lines-new"]["states"] == civic.state(located.divisions[1].state or "").name
    assert "ballot-lines-unknown" not in said


def test_every_state_with_new_lines_has_several_districts_and_says_by_what(civic: Civic) -> None:
    rows = given_rows("redrawn.tsv")
    assert {row["state"] for row in rows} >= {"TX", "CA", "MO", "NC", "OH", "UT"}
    for row in rows:
        assert len(civic.divisions("cd", row["state"])) > 1
        assert row["what"]
        assert row["url"].startswith("https://")
        assert date(2025, 1, 1) < date.fromisoformat(row["date"]) < date(2026, 11, 3)


def holder(name: str, start: date | None, end: date | None, turnover: date | None = None) -> Holder:
    return Holder(
        name, name, None, start, end, None, None, (), (), None, (), (), turnover
    )  # fmt: skip


def office(
    now: Holder | None,
    *,
    vacancy: Vacancy | None = None,
    after: tuple[Holder, ...] = (),
    limit: date | None = None,
) -> Office:
    return Office(
        "ia-upper-1", "State Senator", "upper", "IA", None, None, "ocd", now, vacancy, "x", SUMMER,
        "state", None, after, limit,
    )  # fmt: skip


def test_past_the_limit_of_its_source_an_office_is_last_known_and_the_person_still_named() -> None:
    kept = office(holder("Ann", date(2023, 1, 1), LAST_DAY), limit=date(2026, 12, 3))
    assert [kept.status(date(2026, 12, day)) for day in (3, 4)] == ["held", "last-known"]
    assert [kept.status(day) for day in (LAST_DAY, NEW_CONGRESS)] == ["last-known", "unknown"]
    named = kept.holder_on(LAST_DAY)
    assert named is not None
    assert named.name == "Ann"
    assert office(named).status(LAST_DAY) == "held"


def test_a_person_named_by_another_source_counts_by_its_limit() -> None:
    elect = replace(holder("Bo", NEW_CONGRESS, None), limit=date(2027, 3, 23))
    seat = office(
        holder("Ann", date(2023, 1, 1), LAST_DAY), after=(elect,), limit=date(2026, 12, 3)
    )
    found = [seat.status(on) for on in (LAST_DAY, NEW_CONGRESS, date(2027, 3, 24))]
    assert found == ["last-known", "held", "last-known"]
    assert [seat.elect_on(on) for on in (SUMMER, LAST_DAY, NEW_CONGRESS)] == [elect, elect, None]


def test_whoever_holds_an_office_already_is_not_elect() -> None:
    again = (holder("Ann", NEW_CONGRESS, None), holder("Bo", date(2029, 1, 4), None))
    seat = office(holder("Ann", date(2023, 1, 1), LAST_DAY), after=again)
    assert seat.elect_on(SUMMER) == again[1]
    assert office(None, after=again).elect_on(SUMMER) == again[0]


def test_a_vacancy_ends_at_the_limit_of_its_source_or_before() -> None:
    limit = date(2026, 12, 3)
    empty = Vacancy(None, None, None, None, None)
    seat = office(None, vacancy=empty, limit=limit)
    assert [seat.status(date(2026, 12, day)) for day in (3, 4)] == ["vacant", "unknown"]
    soon = replace(empty, filled_by=date(2026, 9, 1))
    filled = office(None, vacancy=soon, limit=limit)
    assert [filled.status(date(2026, 9, day)) for day in (1, 2)] == ["vacant", "unknown"]


def test_ids_of_people_name_their_scheme() -> None:
    ids = ("S000033", "ocd-person/0002-ab", "govtrack-412733", "added-1")
    assert [holder(each, None, None).identifiers for each in ids] == [
        (("bioguide", "S000033"),),
        (("openstates", "ocd-person/0002-ab"),),
        (("govtrack", "412733"),),
        (),
    ]


def test_what_is_not_known_is_said_in_words() -> None:
    ended = office(holder("Ann", date(2023, 1, 1), LAST_DAY))
    assert standing(ended, NEW_CONGRESS).startswith("The term ended on January 3, 2027; we do not")
    before = standing(ended, date(2022, 1, 1))
    assert before == "We know only who holds this office from January 1, 2023 on."
    turned = office(holder("Ann", None, None, turnover=date(2026, 11, 4)))
    assert turned.status(date(2026, 11, 3)) == "held"
    assert standing(turned, AFTER_THE_BALLOT).startswith("New terms began on November 4, 2026; we")
    empty = office(None, vacancy=Vacancy(None, None, None, None, None, filled_by=date(2026, 9, 1)))
    assert standing(empty, SUMMER) == (
        "This office is vacant. It is to be filled by September 1, 2026."
    )
    assert "was to be filled by September 1, 2026; we do not" in standing(empty, AFTER_THE_BALLOT)
    elect = (holder("Bo", NEW_CONGRESS, None),)
    assert standing(office(None, vacancy=empty.vacancy, after=elect), AFTER_THE_BALLOT) == (
        "This office was vacant and was to be filled by September 1, 2026; we do not know who "
        "holds this office after that. Bo is to take it on January 4, 2027."
    )
    assert standing(office(None), SUMMER) == "We do not know who holds this office."


def test_a_member_elect_is_named_until_sworn_in_and_holds_the_office_from_then_on() -> None:
    seat = office(
        holder("Ann", date(2023, 1, 1), LAST_DAY), after=(holder("Bo", NEW_CONGRESS, None),)
    )
    assert [one.name for on in (SUMMER, LAST_DAY) if (one := seat.holder_on(on))] == ["Ann", "Ann"]
    sworn_in = seat.holder_on(NEW_CONGRESS)
    assert sworn_in is not None
    assert sworn_in.name == "Bo"
    later = office(holder("Ann", None, SUMMER), after=(holder("Bo", NEW_CONGRESS, None),))
    assert standing(later, AFTER_THE_BALLOT).endswith("Bo is to take it on January 4, 2027.")


def test_the_answer_names_a_member_elect_with_the_day(
    drawn: Callable[[bool], Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(drawn(False), tmp_path / "tables")
    elect: dict[str, Any] = {"id": "X1", "name": "Bo Elect", "start": "2027-01-03"}
    _change_row(folder, "us-house-ia-3", {"next": [elect | {"offices": [], "accounts": []}]})
    civic = Civic.open(folder)
    said = notices(civic.by_zip("50309", on=AFTER_THE_BALLOT, levels=["federal"]))
    assert said["member-elect"] == {
        "name": "Bo Elect", "office": "U.S. Representative", "begins": "2027-01-03",
    }  # fmt: skip
    on_the_day = civic.by_zip("50309", on=LAST_DAY, levels=["federal"])
    assert "member-elect" not in notices(on_the_day)
    sworn_in = civic.office("us-house-ia-3").holder_on(LAST_DAY)
    assert sworn_in is not None
    assert sworn_in.name == "Bo Elect"


def test_a_member_who_stays_is_no_member_elect(
    drawn: Callable[[bool], Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(drawn(False), tmp_path / "tables")
    again = {"id": "N000193", "name": "Zachary Nunn", "start": "2027-01-03", "end": "2029-01-03"}
    _change_row(folder, "us-house-ia-3", {"next": [again | {"offices": [], "accounts": []}]})
    civic = Civic.open(folder)
    for on in (SUMMER, LAST_DAY, NEW_CONGRESS):
        assert "member-elect" not in notices(civic.by_zip("50309", on=on, levels=["federal"]))
        serving = civic.office("us-house-ia-3").holder_on(on)
        assert serving is not None
        assert serving.id == "N000193"


def _date_districts(folder: Path, first: str, last: str) -> None:
    """Give every legislative district these days, and keep the manifest true."""
    path = folder / "divisions.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    dated = [[*row[:4], first, last] if row[2] in ("sldu", "sldl") else row for row in rows]
    path.write_text("".join("\t".join(row) + "\n" for row in dated), "utf-8")
    _measure(folder, "divisions.tsv")


def _change_row(folder: Path, office_id: str, facts: dict[str, Any]) -> None:
    """Add facts to an office's row, and keep the manifest true."""
    path = folder / "offices" / "us.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        if row["id"] == office_id:
            row.update(facts)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    _measure(folder, "offices/us.jsonl")


def _measure(folder: Path, table: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tables"][table]["bytes"] = (folder / table).stat().st_size
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
