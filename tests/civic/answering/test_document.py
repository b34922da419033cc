"""The answer as JSON has it."""

import json
from datetime import date
from typing import Any

from upstander.civic import Civic, Correction
from upstander.civic.answering.document import document
from upstander.civic.answering.notices import standing

SUMMER = date(2026, 8, 5)
NEW_CONGRESS = date(2027, 1, 4)


def answer(civic: Civic, code: str, on: date = SUMMER, **chosen: Any) -> dict[str, Any]:
    located = civic.by_zip(code, on=on, **chosen)
    whole: dict[str, Any] = json.loads(json.dumps(document(located, civic.committees_of)))
    return whole


def test_it_has_everyone_who_represents_a_place_and_how_to_reach_them(civic: Civic) -> None:
    whole = answer(civic, "50319")
    assert list(whole) == [
        "query", "as_of", "on", "divisions", "alternatives", "next", "officials", "vacancies",
        "notices",
    ]  # fmt: skip
    assert (whole["as_of"], whole["on"]) == ("2026-07-15", "2026-08-05")
    assert whole["divisions"][2] == {
        "id": "ocd-division/country:us/state:ia/cd:3",
        "name": "Iowa's 3rd congressional district",
        "kind": "cd",
        "state": "IA",
        "valid_from": "2025-01-03",
        "valid_through": "2029-01-02",
    }
    nunn = next(one for one in whole["officials"] if one["office_id"] == "us-house-ia-3")
    assert list(nunn) == [
        "name", "office", "office_id", "seat", "division_id", "level", "as_of", "source",
        "successors", "corrections", "certain", "status", "words", "known_on", "current_through",
        "identifiers", "party", "phones", "emails", "urls", "contact_form",
        "offices", "accounts", "since", "term_start", "term_end", "turnover", "committees",
    ]  # fmt: skip
    assert (nunn["name"], nunn["office"]) == ("Zachary Nunn", "U.S. Representative")
    assert (nunn["level"], nunn["certain"], nunn["status"]) == ("federal", True, "held")
    assert nunn["phones"][0] == "202-225-5476"
    assert (nunn["words"], nunn["current_through"]) == (None, "2026-11-12")
    assert nunn["identifiers"] == [{"scheme": "bioguide", "identifier": "N000193"}]
    assert (nunn["since"], nunn["term_start"]) == ("2023-01-03", "2025-01-03")
    assert (nunn["term_end"], nunn["emails"]) == ("2027-01-03", [])
    assert nunn["offices"][0]["kind"] == "capitol"
    assert nunn["source"].startswith("https://")
    assert {one["committee_id"] for one in nunn["committees"]} >= {"HSBA"}
    assert {one["level"] for one in whole["officials"]} == {"federal", "state"}


def test_past_the_limit_of_their_source_people_are_last_known(civic: Civic) -> None:
    whole = answer(civic, "50309", date(2026, 11, 13))
    by_id = {one["office_id"]: one for one in whole["officials"]}
    nunn, governor = by_id["us-house-ia-3"], by_id["ia-governor"]
    assert (nunn["name"], nunn["status"]) == ("Zachary Nunn", "last-known")
    assert nunn["words"] == "Last known on July 15, 2026; check the official page."
    assert (governor["status"], governor["current_through"]) == ("held", "2026-12-03")
    assert governor["identifiers"][0]["scheme"] == "openstates"
    listed = civic.listed("us-house-tx-23")
    assert listed.status(date(2026, 11, 13)) == "unknown"
    assert standing(listed, date(2026, 11, 13)).startswith(
        "This office was vacant on July 15, 2026; we do not know"
    )


def test_it_says_what_was_corrected_and_where_that_is_from(civic: Civic) -> None:
    whole = document(civic.by_zip("30236", on=date(2026, 11, 28), levels=["federal"]))
    blair = next(one for one in whole["officials"] if one["office_id"] == "us-house-ga-13")
    assert blair["corrections"] == [
        {
            "kind": "held",
            "since": "2026-09-01",
            "name": "Everton Blair Jr.",
            "party": "Democrat",
            "ends": "2027-01-03",
            "source": "Ballotpedia News, 2 September 2026",
            "url": "https://news.ballotpedia.org/",
            "checked": "2026-11-28",
        }
    ]


def test_a_right_number_stands_in_place_of_a_wrong_one(civic: Civic) -> None:
    day = date(2026, 9, 1)
    wrong = Correction("us-house-ia-3", "number", day, "A caller", None, day,
                       wrong="(202) 225-5476", right="202-225-0000")  # fmt: skip
    known = civic.corrected([wrong])
    whole = document(known.by_zip("50309", on=day, levels=["federal"]))
    nunn = next(one for one in whole["officials"] if one["office_id"] == "us-house-ia-3")
    assert nunn["phones"][0] == nunn["offices"][0]["phone"] == "202-225-0000"
    assert nunn["corrections"][0]["wrong"] == "(202) 225-5476"


def test_it_marks_what_is_not_certain(civic: Civic) -> None:
    whole = answer(civic, "50320", levels=["federal"])
    (districts,) = whole["alternatives"]
    assert districts["kind"] == "cd"
    assert [one["id"][-4:] for one in districts["divisions"]] == ["cd:1", "cd:3"]
    assert all("land_share" in one for one in districts["divisions"])
    certain = {official["office_id"]: official["certain"] for official in whole["officials"]}
    assert certain == {
        "us-president": True, "us-vice-president": True,
        "us-senate-ia-2": True, "us-senate-ia-3": True,
        "us-house-ia-1": False, "us-house-ia-3": False,
    }  # fmt: skip


def test_a_vacant_seat_stands_apart(civic: Civic) -> None:
    vacancies = answer(civic, "78852", levels=["federal"])["vacancies"]
    (vacancy,) = (one for one in vacancies if one["certain"])
    assert (vacancy["office_id"], vacancy["status"]) == ("us-house-tx-23", "vacant")
    assert vacancy["words"] == "This office is vacant."
    assert "Clerk of the House" in vacancy["serves_meanwhile"]
    assert vacancy["reason"] is None


def test_nobody_is_shown_in_an_office_whose_term_is_over(civic: Civic) -> None:
    whole = answer(civic, "50319", NEW_CONGRESS)
    assert not {"Zachary Nunn", "Izaah Knox"} & {one["name"] for one in whole["officials"]}
    ended = {one["office_id"]: one for one in whole["vacancies"]}
    house = ended["us-house-ia-3"]
    assert (house["status"], house["term_end"]) == ("holder_unknown", "2027-01-03")
    assert house["words"].startswith("The term ended on January 3, 2027")
    assert "name" not in house
    assert house["offices"][0]["phone"] == "202-225-5476"
    senate = ended["ia-upper-17"]
    assert senate["status"] == "holder_unknown"
    assert senate["turnover"] is not None
    assert "New terms began" in senate["words"]


def test_what_has_no_offices_still_is_a_whole_document(civic: Civic) -> None:
    whole = answer(civic, "00000")
    assert whole["query"]["outcome"] == "unknown"
    assert whole["officials"] == whole["vacancies"] == whole["divisions"] == []
    assert whole["notices"][0]["code"] == "unknown-zip"
