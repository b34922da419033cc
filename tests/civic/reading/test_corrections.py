"""What is known beyond a publisher's file: put in, said as such, and gone once the file has it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from upstander.civic import Civic, Correction, Office, corrected, fault, is_said, number_for
from upstander.civic.answering.notices import last_known, standing
from upstander.civic.reading.corrections import same_name
from upstander.civic.types import ContactOffice, Holder, Vacancy

FILE = date(2026, 7, 15)
LIMIT = FILE + timedelta(days=120)
SEPTEMBER = date(2026, 9, 1)
CHECKED = date(2026, 11, 28)
NOW = date(2026, 11, 29)
JANUARY = date(2027, 1, 3)


def ana(**fields: object) -> Holder:
    here = ContactOffice("capitol", "Governor Ana Gray, 1 Main Street", "Ames", "IA", "50010",
                         "515-555-0100", None, None, None, None)  # fmt: skip
    known = Holder("A000001", "Ana Gray", "Democrat", date(2025, 1, 3), JANUARY, "https://x.example",
                   None, (here,), (), None, ("ana@x.example",))  # fmt: skip
    return replace(known, **fields)


def office(holder: Holder | None = None, **fields: object) -> Office:
    made = Office("us-house-ia-3", "U.S. Representative", "house", "IA", 3, None, "ocd-division/x",
                  holder, None, "legislators", FILE, limit=LIMIT)  # fmt: skip
    return replace(made, **fields)


def known(kind: str, since: date = SEPTEMBER, **fields: object) -> Correction:
    made = Correction("us-house-ia-3", "held", since, "A paper", "https://paper.example", CHECKED)
    return replace(made, kind=kind, **fields)


BEN = known("held", name="Ben Blair Jr.", party="Republican", person_id="B001328")


def test_who_took_an_empty_seat_since_the_file_holds_it_from_that_day() -> None:
    empty = office(vacancy=Vacancy(None, None, JANUARY, None, None))
    now = corrected(empty, [BEN])

    assert now.status(SEPTEMBER - timedelta(days=1)) == "vacant"
    assert now.status(SEPTEMBER) == now.status(NOW) == "held"
    assert now.holder_on(NOW).name == "Ben Blair Jr."
    assert now.holder_on(NOW).term_end == JANUARY
    assert now.status(JANUARY + timedelta(days=1)) == "unknown"
    assert now.corrections == (BEN,)


def test_what_is_known_since_counts_as_current_from_when_it_was_checked() -> None:
    assert office(ana()).status(NOW) == "last-known"
    assert corrected(office(ana()), [BEN]).status(NOW) == "held"


def test_what_was_checked_is_last_known_as_of_the_day_of_the_check() -> None:
    later = NOW + timedelta(days=365)
    listed = office(ana())
    now = corrected(listed, [replace(BEN, ends=date(2029, 1, 3))])
    empty = corrected(office(), [known("vacant")])

    assert now.status(later) == "last-known"
    assert "Last known on November 28, 2026" in last_known(now, now.holder_on(later))
    assert "was vacant on November 28, 2026" in standing(empty, later)
    assert "Last known on July 15, 2026" in last_known(listed, listed.holder)


def test_a_new_governor_has_the_office_and_not_the_old_ones_mailbox_or_name() -> None:
    governor = office(ana(term_end=date(2025, 1, 1)), chamber="executive", id="ia-governor")
    now = corrected(governor, [replace(BEN, since=date(2025, 1, 13))])

    assert now.holder.name == "Ben Blair Jr."
    assert now.holder.website == "https://x.example"
    assert now.holder.offices[0].phone == "515-555-0100"
    assert now.holder.offices[0].address == "1 Main Street"
    assert now.holder.emails == ()


def test_a_new_member_of_congress_has_nothing_of_the_last_one() -> None:
    now = corrected(office(ana()), [BEN]).holder_on(NOW)

    assert (now.website, now.offices, now.emails) == (None, (), ())


def test_the_same_person_keeps_their_contacts_and_gets_the_new_end() -> None:
    term_end = JANUARY.replace(year=2029)
    again = known("held", date(2025, 1, 3), name="Ana B. Gray", ends=term_end)
    now = corrected(office(ana(term_end=date(2026, 1, 1))), [again])

    assert now.holder_on(NOW).phones == ("515-555-0100",)
    assert now.holder_on(NOW).id == "A000001"
    assert now.holder_on(NOW).term_end == term_end


def test_somebody_left_and_nobody_is_said_to_hold_it() -> None:
    now = corrected(office(ana()), [known("left", name="Ana Gray")])

    assert now.status(SEPTEMBER) == "unknown"
    assert now.holder_on(SEPTEMBER - timedelta(days=1)).name == "Ana Gray"


def test_a_seat_is_vacant_from_a_day_and_held_before() -> None:
    now = corrected(office(ana()), [known("vacant", ends=JANUARY)])

    assert now.status(SEPTEMBER - timedelta(days=1)) == "held"
    assert now.status(NOW) == "vacant"
    assert now.vacancy.since == SEPTEMBER
    assert now.status(JANUARY + timedelta(days=1)) == "unknown"


def test_several_follow_each_other_whatever_their_order() -> None:
    gone = known("left", date(2026, 11, 1), name="Ben Blair")
    for order in ([BEN, gone], [gone, BEN]):
        now = corrected(office(ana()), order)
        assert now.holder_on(date(2026, 10, 1)).name == "Ben Blair Jr."
        assert now.status(NOW) == "unknown"


def test_a_term_ends_on_another_day() -> None:
    now = corrected(office(ana()), [known("term-ends", name="Ana Gray", ends=date(2026, 12, 5))])

    assert now.holder_on(date(2026, 12, 5)).name == "Ana Gray"
    assert now.status(date(2026, 12, 6)) == "unknown"


def test_what_a_desk_knows_wins_over_what_the_package_knows() -> None:
    desk = known("held", name="Cal Stone", at_desk=True)

    assert corrected(office(ana()), [BEN, desk]).holder_on(NOW).name == "Cal Stone"
    assert corrected(office(ana()), [desk, BEN]).corrections == (desk,)


def test_a_winner_takes_office_by_date_alone() -> None:
    won = known("elected", JANUARY, name="Cal Stone", elected=date(2026, 11, 3))
    now = corrected(office(ana(limit=CHECKED + timedelta(days=99))), [won])

    assert now.holder_on(date(2027, 1, 2)).name == "Ana Gray"
    assert now.elect_on(date(2027, 1, 2)).elected == date(2026, 11, 3)
    assert now.holder_on(JANUARY).name == "Cal Stone"
    assert now.holder_on(JANUARY).term_end == date(2029, 1, 3)
    assert now.status(JANUARY) == "held"
    assert now.elect_on(JANUARY) is None


def test_who_was_elected_again_stays_with_their_contacts() -> None:
    won = known("elected", JANUARY, name="Ana Gray", elected=date(2026, 11, 3))
    now = corrected(office(ana()), [won])

    assert now.elect_on(NOW) is None
    assert now.holder_on(date(2027, 2, 1)).phones == ("515-555-0100",)


def test_a_right_number_stands_for_a_wrong_one_however_it_is_written() -> None:
    right = known("number", wrong="(515) 555.0100", right="515-555-0199")
    now = corrected(office(ana()), [right])

    assert number_for("+1 515 555 0100", now.corrections) == right
    assert number_for("515-555-0101", now.corrections) is None
    assert now.holder.phones == ("515-555-0100",)


# When it is over


@pytest.mark.parametrize(
    "newer",
    [
        ana(id="B001328", name="Ben Blair", term_start=SEPTEMBER),
        ana(id="ocd-person/1", name="Benjamin J. Blair", term_start=SEPTEMBER),
        ana(id="ocd-person/1", name="Ben J. Blair", term_start=None),
        ana(id="Z000009", name="Dee Later", term_start=date(2026, 10, 1)),
    ],
)
def test_a_holder_is_said_by_a_newer_file_of_the_same_or_a_later_one(newer: Holder) -> None:
    correction = replace(BEN, name="Ben Blair Jr.", ends=None)
    same = newer.name != "Benjamin J. Blair"
    assert is_said(office(newer, as_of=CHECKED), correction) is same
    assert corrected(office(newer, as_of=CHECKED), [correction]).corrections == (
        () if same else (correction,)
    )


def test_an_id_of_the_same_kind_says_more_than_a_name() -> None:
    other = ana(id="B009999", name="Ben Blair", term_start=date(2026, 8, 1))

    assert not is_said(office(other, as_of=CHECKED), BEN)


@pytest.mark.parametrize("as_of", [date(2025, 7, 15), SEPTEMBER - timedelta(days=1)])
def test_an_older_file_says_nothing(as_of: date) -> None:
    assert not is_said(office(ana(name="Ben Blair", id="x"), as_of=as_of), BEN)
    empty = office(vacancy=Vacancy(None, None, None, None, None), as_of=as_of)
    assert not is_said(empty, known("vacant"))


def test_a_newer_file_that_still_has_the_old_holder_is_not_believed() -> None:
    now = corrected(office(ana(), as_of=CHECKED), [BEN])

    assert now.holder_on(NOW).name == "Ben Blair Jr."


def test_vacancies_absences_ends_and_numbers_lapse_too() -> None:
    later = ana(name="Dee Later", id="Z000009", term_start=date(2026, 10, 1))
    newer = CHECKED
    assert is_said(
        office(vacancy=Vacancy(None, None, None, None, None), as_of=newer), known("vacant")
    )
    assert is_said(office(later, as_of=newer), known("vacant"))
    assert not is_said(office(ana(), as_of=newer), known("vacant"))
    assert is_said(office(as_of=newer), known("left", name="Ana Gray"))
    assert not is_said(office(ana(), as_of=newer), known("left"))
    assert is_said(office(ana(term_end=NOW), as_of=newer), known("term-ends", ends=NOW))
    assert not is_said(office(ana(), as_of=newer), known("term-ends", ends=NOW))
    assert is_said(office(ana()), known("number", wrong="515-555-0111", right="515-555-0112"))
    assert not is_said(office(ana()), known("number", wrong="515-555-0100", right=""))
    assert is_said(office(ana()), known("number", right="515-555-0112"))


def test_a_vacancy_that_the_file_has_is_kept_current() -> None:
    listed = office(vacancy=Vacancy(None, None, JANUARY, None, None))
    now = corrected(listed, [known("vacant", FILE, ends=JANUARY)])

    assert listed.status(NOW) == "unknown"
    assert now.status(NOW) == "vacant"
    assert now.vacancy.since is None
    assert now.status(JANUARY + timedelta(days=1)) == "unknown"


def test_a_winner_lapses_when_the_file_names_who_comes() -> None:
    won = known("elected", JANUARY, name="Cal Stone", elected=date(2026, 11, 3))
    ends = date(2029, 1, 3)
    comes = ana(id="ocd-person/9", name="Cal K. Stone", term_start=JANUARY, term_end=ends)

    assert is_said(office(ana(), successors=(comes,)), won)
    assert is_said(office(comes, as_of=date(2027, 2, 1)), won)
    assert not is_said(office(ana(), as_of=date(2027, 1, 1)), won)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Everton Blair Jr.", "Everton J. Blair", True),
        ("E. Blair", "Everton Blair", True),
        ("José Núñez", "Jose Nunez", True),
        ("Anna Blair", "Everton Blair", False),
        ("Everton Blair", "Everton Blaire", False),
        ("Blair", "Everton Blair", False),
        ("", "Everton Blair", False),
    ],
)
def test_names_are_compared_as_people_would(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(BEN, source=" ", url=None), "source"),
        (replace(BEN, since=NOW + timedelta(days=1)), "later"),
        (replace(BEN, checked=NOW + timedelta(days=1)), "checked"),
        (replace(BEN, name=""), "name"),
        (known("number"), "number"),
        (known("term-ends"), "ends"),
        (known("vacant", ends=date(2026, 8, 1)), "ends"),
        (known("elected", JANUARY, name="Cal"), "elected"),
        (known("elected", JANUARY, name="Cal", elected=NOW + timedelta(days=2)), "elected"),
        (known("elected", SEPTEMBER, name="Cal", elected=date(2026, 11, 3)), "begins"),
        (known("elected", JANUARY, name="Cal", elected=date(2026, 11, 3)), None),
        (BEN, None),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(wrong: Correction, said: str | None) -> None:
    assert fault(wrong, on=NOW) == said


# Of the package


def test_the_package_knows_who_holds_what_its_files_leave_out(civic: Civic) -> None:
    assert civic.office("us-house-ga-13").holder_on(NOW).name == "Everton Blair Jr."
    assert civic.office("us-house-ca-14").holder_on(NOW).name == "Aisha Wahab"
    for code in ("ca", "de", "in", "mo", "mt", "nc", "nd", "nh", "nj", "ut", "vt", "va"):
        governor = civic.office(f"{code}-governor")
        assert governor.status(NOW) == "held"
        assert governor.corrections[0].name == governor.holder_on(NOW).name


def test_others_may_know_more_and_the_tables_stay_as_they_are(civic: Civic) -> None:
    more = replace(BEN, office_id="us-house-ga-13", name="Cal Stone", person_id=None, at_desk=True)
    other = civic.corrected([more])

    assert other.office("us-house-ga-13").holder_on(NOW).name == "Cal Stone"
    assert [match.office_id for match in other.search("Cal Stone")][:1] == ["us-house-ga-13"]
    assert other.office("us-house-ca-14").holder_on(NOW).name == "Aisha Wahab"
    assert civic.office("us-house-ga-13").holder_on(NOW).name == "Everton Blair Jr."
    assert civic.listed("us-house-ga-13").holder is None
