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
BALLOT = date(2026, 11, 3)
TEXAS = "ocd-division/country:us/state:tx/cd:"
NEW_CONGRESS = date(2027, 1, 4)


def notices(located: Located) -> dict[str, dict[str, str]]:
    return {one.code.value: dict(one.params) for one in located.notices}


@pytest.mark.parametrize("on", [SUMMER, AFTER_THE_BALLOT, LAST_DAY, NEW_CONGRESS])
def test_a_district_is_certain_while_its_lines_are_in_force(civic: Civic, on: date) -> None:
    located = civic.by_zip("50309", on=on, levels=["federal"])
    assert located.on == on
    assert located.outcome is Outcome.FOUND
    assert located.divisions[-1].valid_through == date(2029, 1, 2)
    assert notices(located) == {}
    assert located.next_divisions == ()


@pytest.mark.parametrize(
    ("on", "code", "edge"),
    [(date(2029, 1, 3), "lines-later", {"last": "2029-01-02", "day": "2029-01-03"}),
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


def test_nobody_whose_legislature_was_not_redrawn_is_told_maybe_in_its_new_term(
    civic: Civic,
) -> None:
    iowa = civic.by_zip("50319", on=NEW_CONGRESS, levels=["state"])
    assert iowa.alternatives == ()
    detroit = civic.by_zip("48201", on=NEW_CONGRESS, levels=["state"])
    assert "sldu" in [one.kind for one in detroit.alternatives]
    assert notices(detroit)["lines-later"] == {
        "districts": "state senate districts", "last": "2026-12-31", "day": "2027-01-04",
    }  # fmt: skip


def test_beside_a_redrawn_district_another_is_not_certain_either(civic: Civic) -> None:
    shared = [
        row
        for row in civic.zips()
        if row.state == "MS"
        and row.kind == "area"
        and {"2", "10"} <= {division.rpartition(":")[2] for division in row.sldu}
    ]
    assert shared
    for row in shared:
        located = civic.by_zip(row.code, on=NEW_CONGRESS, levels=["state"])
        assert "sldu" not in {one.kind for one in located.divisions}


def test_lines_that_a_court_gave_back_are_still_in_force(civic: Civic) -> None:
    """Alabama elected its senate of 2026 on the lines of 2021 after all."""
    for district in ("25", "26"):
        lines = civic.division(f"ocd-division/country:us/state:al/sldu:{district}")
        assert lines.valid_through is not None and lines.valid_through > NEW_CONGRESS


def test_a_district_that_is_a_whole_state_has_no_lines_to_move(civic: Civic) -> None:
    for on in (SUMMER, NEW_CONGRESS, date(2024, 6, 1)):
        located = civic.by_zip("99501", on=on, levels=["federal"])
        assert located.outcome is Outcome.FOUND
        assert not notices(located)


@pytest.mark.parametrize(
    ("on", "said"),
    [(SUMMER, "lines-to-come"), (BALLOT, "lines-today"), (AFTER_THE_BALLOT, "lines-voted"),
     (date(2027, 1, 2), "lines-voted")],
)  # fmt: skip
def test_a_point_on_new_lines_is_told_both_districts_with_their_days(
    civic: Civic, on: date, said: str
) -> None:
    located = civic.by_point(lat=30.2672, lng=-97.7431, on=on, levels=["federal"])
    assert located.outcome is Outcome.FOUND
    today, (coming,) = located.divisions[-1], located.next_divisions
    assert (today.id, today.valid_through) == (f"{TEXAS}37", date(2027, 1, 2))
    assert coming.id.startswith(TEXAS)
    assert (coming.valid_from, located.next_certain) == (LAST_DAY, True)
    assert list(notices(located)) == [said, "next-district"]
    assert notices(located)["next-district"] == {
        "state": "Texas", "begins": "2027-01-03", "district": coming.id.rpartition(":")[2],
    }  # fmt: skip


def test_words_about_the_ballot_fit_the_day(civic: Civic) -> None:
    def words(on: date) -> str:
        return civic.by_zip("78701", on=on, levels=["federal"]).notices[0].text

    assert "will vote" in words(SUMMER)
    assert "Today's election is held" in words(BALLOT)
    assert "was held" in words(AFTER_THE_BALLOT)
    assert not any("will" in words(on) for on in (BALLOT, AFTER_THE_BALLOT, LAST_DAY))


@pytest.mark.parametrize("on", [LAST_DAY, NEW_CONGRESS])
def test_from_their_first_day_on_a_point_is_answered_from_the_new_lines(
    civic: Civic, on: date
) -> None:
    before = {
        row.code: civic.by_point(lat=row.lat, lng=row.lng, on=SUMMER, levels=["federal"])
        for row in list(civic.zips())[::97]
        if row.state in ("CA", "TX", "UT") and row.lat is not None and row.lng is not None
    }
    moved = 0
    for code, located in before.items():
        row = civic.zip(code)
        assert row is not None and row.lat is not None and row.lng is not None
        if located.outcome is Outcome.UNKNOWN:  # an island that only the new lines have
            continue
        after = civic.by_point(lat=row.lat, lng=row.lng, on=on, levels=["federal"])
        found = {one.id for one in after.every_division() if one.kind == "cd"}
        assert found == {one.id for one in located.next_divisions}
        assert all(one.valid_from == LAST_DAY for one in after.every_division() if one.kind == "cd")
        assert after.next_divisions == ()
        moved += found != {one.id for one in located.every_division() if one.kind == "cd"}
    assert moved > 10


def test_a_zip_on_new_lines_is_never_certain_and_says_what_is_most_likely(civic: Civic) -> None:
    today = civic.by_zip("78701", on=AFTER_THE_BALLOT, levels=["federal"])
    assert today.outcome is Outcome.FOUND
    assert not today.next_certain
    said = notices(today)["next-likely-or"]
    then = civic.by_zip("78701", on=NEW_CONGRESS, levels=["federal"])
    assert then.outcome is Outcome.SPLIT
    (alternative,) = then.alternatives
    numbers = [one.id.rpartition(":")[2] for one in alternative.divisions]
    assert {said["district"], *said["districts"].split(", ")} == set(numbers)
    assert notices(then)["new-likely"]["district"] == said["district"]
    assert "split-zip" not in notices(then)


@pytest.mark.parametrize(
    "town", ["Bayshore Gardens, FL", "Yankeetown, FL", "Bayou Boeuf, LA", "Travis County, TX"]
)
def test_a_town_keeps_no_district_of_its_point_on_new_lines(civic: Civic, town: str) -> None:
    located = civic.lookup(town, on=LAST_DAY, levels=["federal"])
    assert located.outcome is Outcome.SPLIT
    assert "cd" not in {division.kind for division in located.divisions}
    assert {"new-lines", "new-likely"} & set(notices(located))


def test_every_house_seat_is_reached_on_the_new_lines_too(civic: Civic) -> None:
    new = civic.new_lines
    assert new is not None
    assert (new.first, new.ballot) == (LAST_DAY, BALLOT)
    assert new.states == {"AL", "CA", "FL", "LA", "NC", "OH", "TN", "TX", "UT"}
    reached = {seat for row in civic.zips() for seat in row.next_seats}
    for state in new.states:
        seats = {one.id for one in civic.seats(state) if one.chamber == "house"}
        assert seats <= reached
    for row in civic.zips():
        in_new = {seat.split("-")[2].upper() for seat in row.seats} & new.states
        assert bool(row.next_seats) == bool(in_new), row.code


def test_missouri_and_the_other_states_keep_their_lines(civic: Civic) -> None:
    new = civic.new_lines
    assert new is not None
    for division in civic.divisions("cd"):
        last = division.valid_through
        if division.state in new.states:
            assert last == date(2027, 1, 2)
            assert civic.division(division.id, on=LAST_DAY).valid_from == LAST_DAY
        else:
            assert last in (None, date(2029, 1, 2))


def test_every_chamber_that_was_redrawn_says_by_what() -> None:
    rows = given_rows("redrawn.tsv")
    for row in rows:
        assert row["what"]
        assert row["url"].startswith("http")
        assert date(2024, 1, 1) < date.fromisoformat(row["date"]) < date(2026, 11, 3)


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
