"""Every office of the shared data: joined, dated, and with nothing private."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from upstander.civic.making.sources import listing, openstates
from upstander.civic.making.sources.committees import committee_rows
from upstander.civic.making.sources.federal import executive_rows
from upstander.civic.making.sources.files import GIVEN, given_rows, read_yaml
from upstander.civic.making.sources.geo_ids import sld_names
from upstander.civic.making.sources.legislatures import chambers
from upstander.civic.making.sources.listing import source_notes
from upstander.civic.making.sources.openstates import StateOffices, read_offices
from upstander.civic.making.sources.people import Archive, read_archive
from upstander.civic.types import Holder, Office, Vacancy

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
TODAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 4)


@cache
def as_of() -> date:
    return source_notes(SOURCES)["state-people"].as_of


@cache
def archive() -> Archive:
    return read_archive(SOURCES)


@cache
def found() -> StateOffices:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(openstates, "read_archive", lambda _: archive())  # once, which takes long
        return read_offices(SOURCES, given_rows("states.tsv"), as_of())


def rows() -> Iterator[dict[str, Any]]:
    return (row for rows in found().offices.values() for row in rows)


def members() -> list[dict[str, Any]]:
    return [row for row in rows() if row["chamber"] != "executive"]


def day(row: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(row[name]) if name in row else None


def office(row: dict[str, Any]) -> Office:
    """The row as the engine has it, as far as dates go."""
    holder, vacancy = row.get("holder"), row.get("vacancy")
    return Office(
        row["id"], row["title"], row["chamber"], row["state"], None, None, row["division"],
        holder and Holder(
            holder["id"], holder["name"], None, day(holder, "start"), day(holder, "end"), None,
            None, (), (), None, turnover=day(holder, "turnover"),
        ),
        None if vacancy is None else Vacancy(
            None, None, day(vacancy, "until"), None, None, day(vacancy, "filled_by")
        ),
        row["source"], as_of(), row["level"],
    )  # fmt: skip


def statuses(chosen: list[dict[str, Any]], on: date) -> Counter[str]:
    return Counter(office(row).status(on) for row in chosen)


def test_everybody_in_the_archive_is_read() -> None:
    people = {name: len(found) for name, found in archive().people.items()}
    assert people == {"legislature": 7_453, "executive": 204, "municipalities": 609}
    assert as_of() == date(2026, 8, 5)


def test_every_legislator_has_a_seat_or_is_named_with_the_reason() -> None:
    seated = {row["holder"]["id"] for row in members() if "holder" in row}
    missing = {person["name"] for person in archive().people["legislature"]
               if person["id"] not in seated}  # fmt: skip
    # Maine's tribes elect these two without a district.
    assert missing == {"Aaron Dana", "Brian Reynolds"}
    unjoined = [each.words for each in found().findings if each.kind == "unjoined"]
    assert len(unjoined) == 2
    assert all(any(name in words for words in unjoined) for name in missing)


def test_nothing_else_is_odd() -> None:
    odd = Counter(each.kind for each in found().findings)
    assert odd == {"unjoined": 2, "crowded": 1, "without-contact": 1, "term-end": 6}


def test_every_chamber_has_as_many_offices_as_seats() -> None:
    offices = Counter((row["state"], row["chamber"]) for row in members())
    assert offices == {(each.state, each.chamber): each.seats for each in chambers()}
    assert sum(offices.values()) == 7_386 + 13 + 28 + 53  # fifty states, DC and Puerto Rico


def test_every_division_of_a_member_is_in_force() -> None:
    known = {name for name, each in sld_names(SOURCES).items() if each.in_force(as_of())}
    areas = {"ocd-division/country:us/district:dc", "ocd-division/country:us/territory:pr"}
    assert {row["division"] for row in members()} - known == areas


def test_ids_are_unique_and_rows_come_in_one_order() -> None:
    ids = [row["id"] for row in rows()]
    assert len(set(ids)) == len(ids)
    again = read_offices(SOURCES, given_rows("states.tsv"), as_of())
    assert again == found()


def test_terms_that_are_over() -> None:
    """Of the mayors 311 are in files ending in .yml, and one in .yaml; a few share an office."""
    ended = Counter(
        name
        for name, people in archive().people.items()
        for person in people
        if name != "legislature"
        and all(
            str(role.get("end_date") or "9999") < as_of().isoformat()
            for role in person["roles"]
            if (role["type"] == "mayor") == (name == "municipalities")
        )
    )
    assert ended == {"executive": 38, "municipalities": 312}


@pytest.mark.parametrize(
    ("on", "executives", "mayors", "legislators", "vacancies"),
    [(date(2026, 8, 5), (167, 34), (296, 296), (7_449, 12), (19, 10)),
     (TODAY, (167, 34), (292, 300), (6_514, 958), (8, 21)),
     (NEW_YEAR, (138, 63), (241, 351), (3_694, 3_786), (0, 29))],
)  # fmt: skip
def test_who_is_known_to_hold_an_office_on_a_day(
    on: date,
    executives: tuple[int, int],
    mayors: tuple[int, int],
    legislators: tuple[int, int],
    vacancies: tuple[int, int],
) -> None:
    """Held and not known; of the seats listed as vacant, those that still are and the rest."""

    def known(chosen: list[dict[str, Any]], status: str) -> tuple[int, int]:
        counts = statuses(chosen, on)
        return counts[status], counts["unknown"]

    assert known([row for row in rows() if row["chamber"] == "executive"
                  and row["level"] == "state"], "held") == executives  # fmt: skip
    assert known([row for row in rows() if row["level"] == "local"], "held") == mayors
    listed = [row for row in members() if "vacancy" in row]
    assert known(listed, "vacant") == vacancies
    assert known(members(), "held") == legislators


def test_a_vacancy_lasts_until_the_day_that_the_source_states() -> None:
    by_id = {row["id"]: row for row in members()}
    for office_id, last in (
        ("fl-lower-78", date(2026, 12, 5)),
        ("nh-lower-belknap_6-4", date(2027, 1, 1)),
        ("nh-lower-hillsborough_1-4", date(2027, 1, 1)),
    ):
        vacant = office(by_id[office_id])
        assert [vacant.status(on) for on in (TODAY, last)] == ["vacant", "vacant"]
        assert vacant.status(last + timedelta(days=1)) == "unknown"


def test_no_private_mail_and_no_home_is_in_a_row() -> None:
    private = set((GIVEN / "private_mail.txt").read_text("utf-8").split())
    text = "\n".join(str(row) for row in rows())
    hosts = set(re.findall(r"@([\w.-]+)", text))
    assert len(hosts) > 300
    assert not {host for host in hosts if host in private or "mail." in host}
    homes = {
        office["address"].partition(",")[0]
        for people in archive().people.values()
        for person in people
        for office in person["offices"] or ()
        if office["classification"] == "home" and office["address"][:1].isdigit()
    }
    assert len(homes) > 20
    addresses = {
        part
        for row in rows()
        for office in row.get("holder", {}).get("offices", ())
        for part in office.get("address", "").split(", ")
    }
    assert not homes & addresses
    for field in ("birth_date", "gender", "image", "other_names", "occupation"):
        assert field not in text


def test_most_people_can_be_reached() -> None:
    holders = [row["holder"] for row in rows() if "holder" in row]
    phones = sum(any("phone" in each for each in holder["offices"]) for holder in holders)
    assert phones / len(holders) > 0.96
    assert sum("emails" in holder for holder in holders) / len(holders) > 0.95


def test_the_president_the_vice_president_and_the_committees() -> None:
    day = source_notes(SOURCES)["executive"].as_of
    terms = [(row["id"], row["holder"]["end"]) for row in executive_rows(SOURCES, day)]
    assert terms == [("us-president", "2029-01-20"), ("us-vice-president", "2029-01-20")]
    serving = [row["id"]["bioguide"] for row in read_yaml(SOURCES, listing.LEGISLATORS)]
    committees = committee_rows(SOURCES, serving)
    assert (len(committees), sum("parent" not in row for row in committees)) == (230, 49)
    assert sum(len(row["members"]) for row in committees) == 3_891
