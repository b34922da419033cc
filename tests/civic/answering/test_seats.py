"""Seats in Congress, who holds them, and on which days that is known."""

from collections import Counter
from datetime import date

import pytest

from upstander.civic import Civic, Office, Outcome, UnknownOffice, UnknownState

VACANT = {"us-house-ca-14", "us-house-fl-20", "us-house-ga-13", "us-house-tx-23"}


def counts(civic: Civic, on: date) -> Counter[str]:
    return Counter(office.status(on) for office in civic.seats())


def test_congress_has_541_seats_of_which_four_are_vacant(civic: Civic) -> None:
    seats = civic.seats()
    assert Counter(office.chamber for office in seats) == {"senate": 100, "house": 441}
    assert Counter(office.title for office in seats) == {
        "U.S. Senator": 100,
        "U.S. Representative": 435,
        "Delegate": 5,
        "Resident Commissioner": 1,
    }
    assert len({office.id for office in seats}) == 541
    assert {office.id for office in seats if office.vacancy} == VACANT
    assert all((office.holder is None) != (office.vacancy is None) for office in seats)
    assert len({office.holder.id for office in seats if office.holder}) == 537


def test_a_state_has_its_two_senators_first_and_then_its_districts(civic: Civic) -> None:
    assert [office.id for office in civic.seats("IA")] == [
        "us-senate-ia-2", "us-senate-ia-3",
        "us-house-ia-1", "us-house-ia-2", "us-house-ia-3", "us-house-ia-4",
    ]  # fmt: skip
    assert [office.id for office in civic.seats("GU")] == ["us-house-gu-0"]
    for state in civic.states():
        senators = [seat for seat in civic.seats(state.code) if seat.chamber == "senate"]
        assert len(senators) == (2 if state.has_senators else 0)
        assert len({seat.senate_class for seat in senators}) == len(senators)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 7, 15), {"held": 537, "vacant": 4}),
     (date(2026, 11, 3), {"held": 539, "vacant": 2}),
     (date(2026, 11, 12), {"held": 537, "vacant": 2, "unknown": 2}),
     (date(2026, 11, 13), {"held": 2, "last-known": 535, "vacant": 2, "unknown": 2}),
     (date(2027, 1, 3), {"held": 2, "last-known": 535, "vacant": 2, "unknown": 2})],
)  # fmt: skip
def test_a_seat_past_its_sources_limit_is_last_known_and_past_its_term_unknown(
    civic: Civic, on: date, expected: dict[str, int]
) -> None:
    assert civic.source("legislators").limit == date(2026, 11, 12)
    assert counts(civic, on) == expected


@pytest.mark.parametrize(
    ("on", "federal"),
    [(date(2026, 8, 5), {"held": 539, "vacant": 4}),
     (date(2026, 11, 23), {"held": 4, "last-known": 535, "vacant": 2, "unknown": 2}),
     (date(2027, 1, 4), {"held": 2, "last-known": 65, "unknown": 476}),
     (date(2027, 7, 17), {"last-known": 67, "unknown": 476})],
)  # fmt: skip
def test_every_office_has_one_standing(civic: Civic, on: date, federal: dict[str, int]) -> None:
    assert Counter(office.status(on) for office in civic.offices("federal")) == federal
    for office in civic.offices():
        holder, limit = office.holder_on(on), civic.source(office.source).limit
        assert limit is not None
        if office.corrections:
            # A correction may be older than a list that names nobody.
            listed = civic.listed(office.id)
            is_newer = max(one.checked for one in office.corrections) > office.as_of
            assert is_newer or listed.holder_on(listed.as_of) is None
            continue
        assert office.limit == limit
        assert (office.status(on) in ("held", "last-known")) == (holder is not None)
        assert (office.status(on) in ("held", "vacant")) <= (on <= limit)
        assert holder is None or holder.last_day is None or on <= holder.last_day
        if office.status(on) == "vacant":
            assert office.vacancy is not None
            assert office.vacancy.last_day is None or on <= office.vacancy.last_day


def test_a_vacancy_past_the_day_it_was_to_be_filled_is_unknown(civic: Civic) -> None:
    on = date(2026, 11, 23)
    dated = [one for one in civic.offices("state") if one.vacancy and one.vacancy.filled_by]
    over = [
        one for one in dated if one.vacancy and one.vacancy.last_day and one.vacancy.last_day < on
    ]
    assert over
    assert {office.status(on) for office in over} == {"unknown"}


def test_appointed_senators_serve_until_the_special_election(civic: Civic) -> None:
    on = date(2026, 11, 12)
    ended = {office.id for office in civic.seats() if office.status(on) == "unknown"}
    assert ended == {"us-senate-oh-3", "us-senate-fl-3"}
    appointed = [seat.id for seat in civic.seats() if seat.holder and seat.holder.how]
    assert {"us-senate-oh-3", "us-senate-fl-3", "us-senate-ok-2"} <= set(appointed)


def test_every_house_seat_is_unknown_once_the_new_congress_meets(civic: Civic) -> None:
    on = date(2027, 1, 4)
    house = {seat.status(on) for seat in civic.seats() if seat.chamber == "house"}
    assert house == {"unknown"}
    senate = Counter(seat.status(on) for seat in civic.seats() if seat.chamber == "senate")
    second_class = [seat for seat in civic.seats() if seat.senate_class == 2]
    assert senate == {
        "last-known": 100 - len(second_class) - 2, "unknown": len(second_class) + 2,
    }  # fmt: skip


def test_a_seat_is_unknown_before_the_term_that_the_source_tells_of(civic: Civic) -> None:
    gallagher = civic.office("us-house-ca-1")
    assert gallagher.status(date(2026, 6, 9)) == "unknown"
    assert gallagher.status(date(2026, 6, 10)) == "held"


def test_a_vacancy_says_who_serves_meanwhile_and_until_when(civic: Civic) -> None:
    vacancy = civic.office("us-house-tx-23").vacancy
    assert vacancy is not None
    assert vacancy.until == date(2027, 1, 3)
    assert vacancy.serves_meanwhile is not None
    assert "Clerk of the House" in vacancy.serves_meanwhile
    assert vacancy.reason is None
    assert vacancy.since is None


@pytest.mark.parametrize(
    ("code", "state", "districts", "outcome"),
    [("20001", "DC", {"sldu": 8}, Outcome.SPLIT), ("20026", "DC", {"sldu": 8}, Outcome.APPROXIMATE),
     ("00601", "PR", {"sldu": 8, "sldl": 40}, Outcome.SPLIT)],
)  # fmt: skip
def test_where_no_zip_tells_the_district_every_one_may_apply(
    civic: Civic, code: str, state: str, districts: dict[str, int], outcome: Outcome
) -> None:
    located = civic.by_zip(code, on=date(2026, 8, 5), levels=["state"])
    assert located.outcome is outcome
    found = {one.kind: len(one.divisions) for one in located.alternatives if one.kind != "state"}
    assert found == districts
    (said,) = (one for one in located.notices if one.code == "not-by-zip")
    assert civic.state(state).name in said.text
    assert set(located.offices) == set(civic.offices("state", state))


def test_an_office_that_neither_holder_nor_vacancy_is_known_for_is_unknown() -> None:
    office = Office(
        "us-house-zz-1", "U.S. Representative", "house", "ZZ", 1, None, "ocd", None, None, "x",
        date(2026, 1, 1),
    )  # fmt: skip
    assert office.status(date(2026, 1, 1)) == "unknown"
    assert office.term_end is None


def test_a_holder_has_offices_accounts_and_ways_to_write(civic: Civic) -> None:
    grassley = civic.office("us-senate-ia-3").holder
    assert grassley is not None
    assert grassley.name == "Chuck Grassley"
    assert grassley.party == "Republican"
    assert grassley.offices[0].kind == "capitol"
    assert grassley.offices[0].address == "135 Hart Senate Office Building"
    assert grassley.offices[0].zip == "20510"
    assert grassley.phones[0] == "202-224-3744"
    local = [office for office in grassley.offices if office.kind == "district"]
    assert {"Des Moines", "Sioux City"} <= {office.city for office in local}
    assert all(office.lat and office.lng for office in local)
    assert {account.network for account in grassley.accounts} >= {"twitter", "facebook"}
    assert grassley.website == "https://www.grassley.senate.gov"


def test_what_the_source_does_not_know_stays_unknown(civic: Civic) -> None:
    new = civic.office("us-house-ca-1").holder
    assert new is not None
    assert new.name == "James Gallagher"
    assert (new.website, new.contact_form, new.accounts, new.emails) == (None, None, (), ())
    (capitol,) = new.offices
    assert (capitol.fax, capitol.hours, capitol.opening) == (None, None, None)


def test_names_keep_their_accents(civic: Civic) -> None:
    commissioner = civic.office("us-house-pr-0").holder
    assert commissioner is not None
    assert commissioner.name == "Pablo José Hernández"


def test_public_contacts_hold_no_address_for_mail_or_other_slips(civic: Civic) -> None:
    for office in civic.seats():
        if office.holder is None:
            continue
        for link in (office.holder.website, office.holder.contact_form):
            assert link is None or link.startswith(("https://", "http://"))
        for contact in office.holder.offices:
            texts = (contact.address, contact.city, contact.hours)
            assert not any("@" in text for text in texts if text)
            assert contact.phone is None or len(contact.phone) == 12
        for account in office.holder.accounts:
            assert account.url.startswith("https://")


def test_what_does_not_exist_is_refused_with_what_would(civic: Civic) -> None:
    with pytest.raises(UnknownState, match="two capital letters"):
        civic.state("ZZ")
    with pytest.raises(UnknownState):
        civic.voting_rules("Iowa")
    with pytest.raises(UnknownState):
        civic.seats("ia")
    with pytest.raises(UnknownOffice, match="us-house-ia-3"):
        civic.office("us-house-ia-9")
