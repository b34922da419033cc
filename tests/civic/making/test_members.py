"""Reading federal offices and committees: whose term it is, what of contacts is kept, who sits."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.committees import committee_rows
from upstander.civic.making.sources.federal import Seat, executive_rows, office_rows
from upstander.civic.making.sources.files import BadSource
from upstander.civic.reading.rows import read_office
from upstander.civic.types import Office, SourceNote

SENATOR = Seat("IA", None, 2, "ocd-division/country:us/state:ia")
MEMBER = Seat("IA", 3, None, "ocd-division/country:us/state:ia/cd:3")
ON = date(2026, 6, 15)


def person(bioguide: str = "A000001", **changes: Any) -> dict[str, Any]:
    house = {"type": "rep", "state": "IA", "district": 3, "party": "Independent"}
    now = house | {"start": "2025-01-03", "end": "2027-01-03", "phone": "202-225-0001"}
    before = house | {"start": "2023-01-03", "end": "2025-01-03", "phone": "202-225-0000"}
    return {
        "id": {"bioguide": bioguide},
        "name": {"first": "Ana", "last": "Núñez", "official_full": "Ana M. Núñez"},
        "terms": [now, before],
    } | changes


def rows(
    folder: Path,
    *people: dict[str, Any],
    offices: list[dict[str, Any]] | None = None,
    social: dict[str, Any] | None = None,
    on: date = ON,
) -> dict[str, dict[str, Any]]:
    ids = [one["id"] for one in people]
    tables = {
        listing.LEGISLATORS: list(people),
        listing.DISTRICT_OFFICES: [{"id": id_, "offices": offices or []} for id_ in ids],
        listing.SOCIAL_MEDIA: [{"id": id_, "social": social or {}} for id_ in ids],
    }
    for file, table in tables.items():
        (folder / file).write_text(yaml.safe_dump(table, allow_unicode=True), "utf-8")
    return {row["id"]: row for row in office_rows(folder, [SENATOR, MEMBER], on)}


def test_the_current_term_is_chosen_by_dates_and_not_by_place(tmp_path: Path) -> None:
    holder = rows(tmp_path, person())["us-house-ia-3"]["holder"]
    assert (holder["start"], holder["end"]) == ("2025-01-03", "2027-01-03")
    assert holder["offices"] == [{"kind": "capitol", "phone": "202-225-0001"}]


def test_on_a_day_of_change_the_new_term_counts(tmp_path: Path) -> None:
    holder = rows(tmp_path, person(), on=date(2025, 1, 3))["us-house-ia-3"]["holder"]
    assert holder["start"] == "2025-01-03"


NOW = {"type": "rep", "state": "IA", "district": 3, "start": "2025-01-03", "end": "2027-01-03"}
NEXT = NOW | {"start": "2027-01-03", "end": "2029-01-03"}


def office(row: dict[str, Any]) -> Office:
    note = SourceNote("legislators", "", "", "", ON, "")
    return read_office(row, {"legislators": note})


def on_the_days(row: dict[str, Any]) -> list[str]:
    """Who holds an office, by id, at the end of one Congress, in the next and after it."""
    days = (ON, date(2027, 1, 2), date(2027, 1, 3), date(2027, 1, 4), date(2029, 1, 4))
    return [holder.id if (holder := office(row).holder_on(on)) else "" for on in days]


def test_a_member_with_a_further_term_goes_on_after_this_one(tmp_path: Path) -> None:
    local = [{"city": "Ames", "phone": "515-555-0001"}]
    row = rows(tmp_path, person(terms=[NEXT, NOW]), offices=local)["us-house-ia-3"]
    assert row["holder"]["end"] == "2027-01-03"
    assert [(one["start"], one["end"]) for one in row["next"]] == [("2027-01-03", "2029-01-03")]
    assert row["next"][0]["offices"] == row["holder"]["offices"]
    assert on_the_days(row) == ["A000001"] * 4 + [""]


def test_a_member_elect_leaves_the_seat_vacant_until_sworn_in(tmp_path: Path) -> None:
    row = rows(tmp_path, person("B000002", terms=[NEXT]))["us-house-ia-3"]
    assert "holder" not in row
    assert on_the_days(row) == ["", "", "B000002", "B000002", ""]
    assert [office(row).status(on) for on in (ON, date(2027, 1, 2))] == ["vacant", "vacant"]


def test_a_member_elect_follows_the_one_who_sits(tmp_path: Path) -> None:
    special = NEXT | {"start": "2026-11-10", "end": "2027-01-03"}
    row = rows(tmp_path, person("B000002", terms=[NEXT, special]), person())["us-house-ia-3"]
    assert row["holder"]["id"] == "A000001"
    assert [one["start"] for one in row["next"]] == ["2026-11-10", "2027-01-03"]


def test_the_district_offices_of_another_seat_do_not_move_along(tmp_path: Path) -> None:
    senate = {"type": "sen", "state": "IA", "class": 2, "start": "2027-01-03", "end": "2033-01-03"}
    found = rows(tmp_path, person(terms=[NOW, senate]), offices=[{"city": "Ames"}])
    assert found["us-house-ia-3"]["holder"]["offices"]
    assert "next" not in found["us-house-ia-3"]
    assert found["us-senate-ia-2"]["next"][0]["offices"] == []


def test_a_name_is_the_official_one_or_else_first_and_last(tmp_path: Path) -> None:
    assert rows(tmp_path, person())["us-house-ia-3"]["holder"]["name"] == "Ana M. Núñez"
    short = person(name={"first": "Ana", "last": "Núñez"})
    assert rows(tmp_path, short)["us-house-ia-3"]["holder"]["name"] == "Ana Núñez"


@pytest.mark.parametrize(
    ("on", "until"),
    [(date(2026, 6, 15), "2027-01-03"), (date(2025, 6, 15), "2027-01-03"),
     (date(2027, 1, 2), "2027-01-03"), (date(2027, 1, 4), "2029-01-03")],
)  # fmt: skip
def test_an_empty_house_seat_is_vacant_until_the_term_ends(
    tmp_path: Path, on: date, until: str
) -> None:
    found = rows(tmp_path, on=on)
    assert found["us-house-ia-3"]["vacancy"]["until"] == until
    assert found["us-senate-ia-2"]["vacancy"] == {}


def test_an_office_keeps_what_is_public_and_drops_what_is_not(tmp_path: Path) -> None:
    office = {
        "building": "Federal  Building", "address": "1 Main St", "suite": 350, "city": "Ames",
        "state": "IA", "zip": "50010-1234", "phone": "call me", "latitude": 42.03, "longitude": -93,
        "hours": "write to ana@example.com",
    }  # fmt: skip
    holder = rows(tmp_path, person(), offices=[office])["us-house-ia-3"]["holder"]
    assert holder["offices"][1] == {
        "kind": "district", "address": "Federal Building, 1 Main St, 350", "city": "Ames",
        "state": "IA", "zip": "50010-1234", "lat": 42.03, "lng": -93.0,
    }  # fmt: skip


def test_accounts_lead_to_their_pages(tmp_path: Path) -> None:
    social = {"twitter": "ana", "youtube_id": "UC1", "twitter_id": 5, "mastodon": "@Ana@Social.ex"}
    holder = rows(tmp_path, person(), social=social)["us-house-ia-3"]["holder"]
    assert holder["accounts"] == [
        ["mastodon", "@Ana@Social.ex", "https://social.ex/@Ana"],
        ["twitter", "ana", "https://x.com/ana"],
        ["youtube", "UC1", "https://www.youtube.com/channel/UC1"],
    ]


@pytest.mark.parametrize(
    ("people", "problem"),
    [([person(), person("B000002")], "B000002 and A000001 both sit in us-house-ia-3"),
     ([person(terms=[NEXT]), person("B000002", terms=[NEXT])], "B000002 and A000001 both sit"),
     ([person(terms=[])], "A000001 has no term on 2026-06-15 or later"),
     ([person(terms=[NOW | {"end": "2026-01-03"}])], "A000001 has no term on 2026-06-15"),
     ([person(terms=[{"type": "rep", "state": "IA", "district": 9, "start": "2025-01-03",
                      "end": "2027-01-03"}])], "us-house-ia-9, which does not exist"),
     ([person(terms=[{"type": "rep", "start": "soon", "end": "2027-01-03"}])], "is no date"),
     ([person(name=None)], "A000001 is not laid out")],
)  # fmt: skip
def test_members_that_cannot_be_right_are_refused_by_name(
    tmp_path: Path, people: list[dict[str, Any]], problem: str
) -> None:
    with pytest.raises(BadSource, match=problem) as refused:
        rows(tmp_path, *people)
    assert refused.value.file == listing.LEGISLATORS


# The president and the vice president


def executive(name: str, *terms: tuple[str, str, str], **ids: Any) -> dict[str, Any]:
    first, last = name.split()
    return {
        "id": ids or {"bioguide": f"{last[0]}000001"},
        "name": {"first": first, "last": last},
        "terms": [
            {"type": kind, "start": start, "end": end, "party": "Independent"}
            for kind, start, end in terms
        ],
    }


ANA = executive(
    "Ana Núñez", ("prez", "2025-01-20", "2029-01-20"), ("prez", "2017-01-20", "2021-01-20"),
    govtrack=7,
)  # fmt: skip
BO = executive(
    "Bo Park", ("viceprez", "2021-01-20", "2025-01-20"), ("prez", "2021-01-20", "2025-01-20")
)
CY = executive("Cy Ross", ("viceprez", "2025-01-20", "2029-01-20"))


def executives(folder: Path, *people: dict[str, Any], on: date = ON) -> dict[str, dict[str, Any]]:
    text = yaml.safe_dump(list(people), allow_unicode=True)
    (folder / listing.EXECUTIVE).write_text(text, "utf-8")
    return {row["id"]: row for row in executive_rows(folder, on)}


@pytest.mark.parametrize("on", [ON, date(2025, 1, 20), date(2029, 1, 20)])
def test_the_president_is_chosen_by_dates(tmp_path: Path, on: date) -> None:
    rows = executives(tmp_path, ANA, BO, CY, on=on)
    president, vice_president = rows["us-president"], rows["us-vice-president"]
    assert president["division"] == "ocd-division/country:us"
    assert (president["holder"]["id"], president["holder"]["name"]) == ("govtrack-7", "Ana Núñez")
    assert president["holder"]["end"] == "2029-01-20"
    assert president["holder"]["offices"][0]["phone"]
    assert vice_president["holder"]["id"] == "R000001"


@pytest.mark.parametrize(
    ("people", "problem"),
    [([ANA], "0 people as Vice President"), ([ANA, ANA, CY], "2 people as President"),
     ([{"id": {}, "terms": None}], "not laid out")],
)  # fmt: skip
def test_executives_that_cannot_be_right_are_refused(
    tmp_path: Path, people: list[dict[str, Any]], problem: str
) -> None:
    with pytest.raises(BadSource, match=problem) as refused:
        executives(tmp_path, *people)
    assert refused.value.file == listing.EXECUTIVE


# Committees


def committees(
    folder: Path,
    lists: dict[str, Any],
    *,
    members: tuple[str, ...] = ("A1", "B1", "C1"),
    **fields: Any,
) -> list[dict[str, Any]]:
    committee = {"type": "house", "name": "Committee  on Maps", "thomas_id": "HSMA",
                 "url": "https://maps.example/", "phone": "(202) 225-0001",
                 "address": "1 LHOB; Washington, DC 20515",
                 "subcommittees": [{"name": "Lines", "thomas_id": "07"}]}  # fmt: skip
    for file, value in (
        (listing.COMMITTEES, [committee | fields]),
        (listing.COMMITTEE_MEMBERS, lists),
    ):
        (folder / file).write_text(yaml.safe_dump(value), "utf-8")
    return committee_rows(folder, members)


def sits(bioguide: str, rank: int, party: str = "majority", **fields: Any) -> dict[str, Any]:
    return {"bioguide": bioguide, "name": "Somebody", "rank": rank, "party": party} | fields


LISTS = {
    "HSMA": [sits("C1", 1, "minority", title="Ranking Member"), sits("B1", 2),
             sits("A1", 1, title="Chair")],
    "HSMA07": [sits("B1", 1)],
}  # fmt: skip


def test_a_committee_has_its_members_by_rank_the_majority_first(tmp_path: Path) -> None:
    whole, part = committees(tmp_path, LISTS)
    assert whole == {
        "id": "HSMA", "name": "Committee on Maps", "chamber": "house",
        "website": "https://maps.example/", "phone": "202-225-0001",
        "address": "1 LHOB, Washington, DC 20515",
        "members": [["A1", "Chair"], ["B1", None], ["C1", "Ranking Member"]],
    }  # fmt: skip
    assert part == {
        "id": "HSMA07", "name": "Lines", "chamber": "house", "parent": "HSMA",
        "members": [["B1", None]],
    }  # fmt: skip


def test_a_member_who_left_congress_is_left_out(tmp_path: Path) -> None:
    serving = tuple(f"M{number}" for number in range(20))
    lists = LISTS | {"HSMA": [sits(each, number) for number, each in enumerate([*serving, "X1"])]}
    whole, _ = committees(tmp_path, lists, members=(*serving, "B1"))
    assert [person for person, _ in whole["members"]] == list(serving)


@pytest.mark.parametrize(
    ("lists", "fields", "problem"),
    [({}, {}, "has no members for 2 of 2 committees"),
     (LISTS | {"HSXX": []}, {}, "lists members of HSXX, no committee"),
     (LISTS | {"HSMA": [sits("X1", 1)]}, {}, "1 of 2 members who are in Congress no more"),
     (LISTS, {"type": "council"}, "is of type 'council'"),
     (LISTS, {"name": None}, "not laid out"),
     (LISTS | {"HSMA": [{"bioguide": "A1"}]}, {}, "not laid out")],
)  # fmt: skip
def test_committees_that_cannot_be_right_are_refused(
    tmp_path: Path, lists: dict[str, Any], fields: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadSource, match=problem):
        committees(tmp_path, lists, **fields)


@pytest.mark.parametrize("cut", [None, [sits("A1", 1), None], [sits("A1", 1) | {"rank": None}]])
def test_a_membership_file_cut_short_is_named(tmp_path: Path, cut: Any) -> None:
    with pytest.raises(BadSource, match=r"the list of HSMA07 .*; it may be cut short") as refused:
        committees(tmp_path, LISTS | {"HSMA07": cut})
    assert refused.value.file == listing.COMMITTEE_MEMBERS
