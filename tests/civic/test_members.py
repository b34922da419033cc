"""Reading members of Congress: whose term it is, and what of their contacts is kept."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from upstander.civic.sources import listing
from upstander.civic.sources.officials import Seat, office_rows
from upstander.civic.sources.reading import BadSource

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
     ([person(terms=[])], "A000001 has no term on 2026-06-15"),
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
