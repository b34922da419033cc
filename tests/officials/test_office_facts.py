"""What is known of one office on a day, from which cards, pages and documents are made."""

from dataclasses import replace
from datetime import date

import pytest

from upstander.officials.queries import office_facts, words
from upstander.places import queries as places
from upstander.places.queries import Holder, Office

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 1)
AFTER = date(2027, 1, 4)


def held(office_id: str) -> tuple[Office, Holder]:
    office = places.office(office_id)
    assert office.holder is not None
    return office, office.holder


def test_once_a_term_is_over_its_holder_is_the_last_one_and_nobody_is_said_to_hold_it() -> None:
    office, nunn = held("us-house-ia-3")
    before, after = office_facts.of(office, on=ON), office_facts.of(office, on=AFTER)

    assert (before.standing.holder, before.standing.last) == (nunn, None)
    assert (after.standing.holder, after.standing.last) == (None, nunn)
    assert after.standing.status == "unknown"
    assert after.term.last == date(2027, 1, 3)


def test_the_clerk_runs_a_vacant_seat_of_the_house_and_none_of_the_senate() -> None:
    vacant = places.office("us-house-fl-20")
    senate, _ = held("us-senate-ia-2")
    empty = replace(senate, holder=None, vacancy=vacant.vacancy)
    unsaid = replace(vacant.vacancy, serves_meanwhile=None) if vacant.vacancy else None

    assert office_facts.of(vacant, on=ON).standing.meanwhile == str(words.CLERK)
    silent = replace(empty, vacancy=unsaid)
    assert office_facts.of(silent, on=ON).standing.meanwhile == ""
    assert office_facts.of(silent, on=AFTER).standing.status == "unknown"


def test_who_takes_office_later_is_next_until_the_day() -> None:
    office, nunn = held("us-house-ia-3")
    new = replace(nunn, name="Ana Ruiz", term_start=date(2027, 1, 3), term_end=None)
    elected = replace(office, successors=(new,))

    assert list(office_facts.of(elected, on=ON).next) == [(new, date(2027, 1, 3))]
    after = office_facts.of(elected, on=AFTER)
    assert (after.standing.holder, list(after.next)) == (new, [])
    assert after.contacts.holder == new


@pytest.mark.parametrize(
    ("office_id", "contacts", "listed"),
    [("us-house-ia-3", False, False), ("ia-lower-17", False, True), ("ia-governor", True, True)],
)
def test_contacts_go_with_a_member_and_stay_with_an_executive_office(
    office_id: str, contacts: bool, listed: bool
) -> None:
    office, holder = held(office_id)
    over = replace(holder, term_end=date(2026, 8, 1))
    facts = office_facts.of(replace(office, holder=over), on=ON)

    assert (facts.contacts.holder == over) is contacts
    assert (facts.listed.holder == over) is listed


def test_a_right_number_stands_for_a_wrong_one_and_for_none() -> None:
    office, holder = held("ia-lower-17")
    right = {"right": "515-555-0100", "source": "https://ia.example/", "as_of": "2026-08-01"}
    phone = holder.phones[0]
    wrong = office_facts.of(office, on=ON, corrections={phone: right})
    silent = replace(office, holder=replace(holder, offices=()))
    missing = office_facts.of(silent, on=ON, corrections={"": right})

    assert (wrong.contacts.first.text, wrong.contacts.is_unlisted) == ("515-555-0100", False)
    assert (missing.contacts.first.text, missing.contacts.is_unlisted) == ("515-555-0100", True)
