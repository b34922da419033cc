"""Since when somebody serves, which ends of terms are believed, and who stays in mid-term."""

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from upstander.civic import Civic
from upstander.civic.making.sources.files import given_rows
from upstander.civic.making.sources.legislatures import chambers
from upstander.civic.making.sources.terms import RegularTerms, regular_terms, unbroken_since

CHAMBERS = {
    "Senate": "upper", "House": "lower", "Legislature": "legislature", "Assembly": "lower",
    "House of Delegates": "lower",
}  # fmt: skip


SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("terms", "since"),
    [
        ([("2025-01-03", "2027-01-03")], "2025-01-03"),
        ([("2025-01-03", "2027-01-03"), ("2023-01-03", "2025-01-03")], "2023-01-03"),
        # Congress did not meet at once, and a legislature may meet late in January.
        ([("2025-01-03", None), ("1979-01-15", "2025-01-03"), ("1977-01-04", "1979-01-03")],
         "1977-01-04"),
        ([("2025-01-03", None), ("2023-01-10", "2024-12-31")], "2023-01-10"),
        # Away for a Congress, or a year.
        ([("2025-01-03", None), ("2017-01-03", "2019-01-03")], "2025-01-03"),
        ([("2024-02-13", "2025-01-03"), ("2025-01-03", None), ("2017-01-03", "2023-01-03")],
         "2024-02-13"),
        # One that begins within another, and one that has no end.
        ([("2025-01-03", None), ("2023-01-03", "2025-06-01")], "2023-01-03"),
        ([("2025-01-03", None), ("2023-01-03", None)], "2023-01-03"),
        # What came just before has no first day, so nobody here knows.
        ([("2025-01-03", None), (None, "2025-01-02")], None),
        ([("2025-01-03", None), ("2023-01-03", "2025-01-02"), (None, "2025-01-02")], None),
        ([("2025-01-03", None), (None, "2019-01-02")], "2025-01-03"),
        # A later term is none of this service.
        ([("2025-01-03", "2027-01-03"), ("2027-01-03", "2029-01-03")], "2025-01-03"),
    ],
)  # fmt: skip
def test_service_goes_back_until_a_break(
    terms: list[tuple[str | None, str | None]], since: str | None
) -> None:
    start = next(each for each in terms if (each[0] or "").startswith("2025"))[0]
    known = [(day(first), day(last)) for first, last in terms]
    assert unbroken_since(known, day(start)) == day(since)


def test_without_a_first_day_nothing_is_said_of_service() -> None:
    assert unbroken_since([(None, None)], None) is None


@pytest.mark.parametrize(
    ("office_id", "since"),
    [
        ("us-senate-vt-1", "2007-01-04"),  # Bernard Sanders, in the House before
        ("us-senate-ia-3", "1981-01-05"),
        ("us-house-ia-3", "2023-01-03"),
        ("us-house-ny-3", "2024-02-13"),  # came back
        ("us-president", "2025-01-20"),  # came back
        ("us-house-ca-1", "2026-06-10"),  # new
        ("ia-governor", "2017-05-24"),
    ],
)
def test_in_office_since_is_the_start_of_the_whole_service(
    civic: Civic, office_id: str, since: str
) -> None:
    holder = civic.office(office_id).holder
    assert holder is not None
    assert holder.since == day(since)


def test_nobody_serves_since_later_than_the_term_began(civic: Civic) -> None:
    holders = [office.holder for office in civic.offices() if office.holder]
    assert all(
        one.term_start is not None and one.since <= one.term_start for one in holders if one.since
    )
    federal = [office.holder for office in civic.offices("federal") if office.holder]
    assert all(one.since is not None for one in federal)


@pytest.mark.parametrize(
    ("end", "after", "nearest", "believed"),
    [
        ("2027-01-04", None, "2027-01-04", True),
        ("2026-12-31", None, "2027-01-04", True),
        ("2023-01-31", None, "2023-01-04", True),
        ("2026-01-01", "2019-01-07", "2027-01-04", False),
        ("2021-12-31", None, "2023-01-04", False),
        ("2020-06-01", None, "2019-01-04", False),
        ("2024-01-01", "2023-06-01", "2027-01-04", False),  # the term before was over
        ("2035-01-02", None, "2035-01-04", True),
    ],
)
def test_an_end_of_a_term_is_believed_where_a_regular_term_ends(
    end: str, after: str | None, nearest: str, believed: bool
) -> None:
    terms = RegularTerms(date(2027, 1, 4), 4)
    assert terms.nearest(date.fromisoformat(end), after=day(after)) == day(nearest)
    assert terms.ends_with(date.fromisoformat(end)) is believed


def test_ends_that_are_none_are_named_and_not_believed(civic: Civic) -> None:
    newsom = civic.office("ca-governor").holder
    assert newsom is not None
    assert (newsom.term_end, newsom.turnover) == (None, date(2027, 1, 4))
    assert civic.office("ca-governor").status(date(2026, 11, 28)) == "held"
    odd = [each for each in civic._pack.odd if "said to end" in each]
    assert any(each.startswith("ca-governor: the term of Gavin Newsom") for each in odd)
    assert any("LaToya Cantrell" in each for each in odd)
    assert civic.listed("la-mayor-new_orleans").holder_on(date(2026, 11, 28)) is None


def test_every_governor_has_regular_terms(civic: Civic) -> None:
    governors = [one.id for one in civic.offices("state") if one.id.endswith("-governor")]
    governors = [each for each in governors if not each.endswith("lt-governor")]
    assert len(governors) == 51
    assert set(governors) <= regular_terms().keys()
    assert {each.years for each in regular_terms().values()} == {2, 4}


def test_where_a_chamber_renews_by_halves_those_in_mid_term_stay(civic: Civic) -> None:
    senate = [one for one in civic.offices("state", "CO") if one.chamber == "upper"]
    staying = [one for one in senate if one.holder_on(date(2027, 1, 20))]
    assert len(staying) == 16  # of 17: who was appointed to the other serves until January
    assert {one.status(date(2027, 1, 20)) for one in staying} == {"last-known"}
    house = [one for one in civic.offices("state", "CO") if one.chamber == "lower"]
    assert not any(one.holder_on(date(2027, 1, 20)) for one in house)


def test_every_district_in_mid_term_has_its_offices(civic: Civic) -> None:
    ids = {office.id for office in civic.offices("state")}
    for state, chamber, district in _staying():
        office = f"{state.lower()}-{chamber}-{district.lower()}"
        assert office in ids or f"{office}-1" in ids
    halves = {(each.state, each.chamber): each.seats / 2 for each in chambers()}
    for row in given_rows("mid_terms.tsv"):
        count = len(row["districts"].split()) * (2 if row["chamber"] == "lower" else 1)
        assert abs(count - halves[row["state"], row["chamber"]]) <= 10


@pytest.mark.shared
def test_the_districts_in_mid_term_are_those_of_the_collected_list() -> None:
    turnovers = {(each.state, each.chamber): each.turnover for each in chambers()}
    text = (SOURCES / "state_seats_next_election.tsv").read_text("utf-8")
    later = set()
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        where, year = (row["state"], CHAMBERS[row["chamber"]]), row["next_regular_election"]
        turns = turnovers[where]
        elected = turns.year - (turns.month < 11)  # the November before
        if year.isdigit() and int(year) > elected:
            later.update((*where, each) for each in _districts(*where, row["district"]))
    assert {each for each in later if each[:2] != ("WV", "upper")} == set(_staying())


def _staying() -> Iterator[tuple[str, str, str]]:
    for row in given_rows("mid_terms.tsv"):
        for district in row["districts"].split():
            yield row["state"], row["chamber"], district


def _districts(state: str, chamber: str, number: str) -> tuple[str, ...]:
    """Alaska's senate has letters, which the list numbers; a district of North Dakota is halved."""
    if (state, chamber) == ("AK", "upper"):
        return (chr(64 + int(number)),)
    return ("4a", "4b") if (state, chamber, number) == ("ND", "lower", "4") else (number,)
