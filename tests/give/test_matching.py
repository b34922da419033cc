"""What is offered for what a visitor can give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.give.matching import MOST, Choices, Need, match

TODAY = date(2026, 8, 5)
SKILLS = ["driving", "legal", "design"]
LANGUAGES = ["en", "es"]


def choices(**changes: object) -> Choices:
    fields: dict[str, object] = {
        "minutes": 30,
        "money": False,
        "skills": frozenset(),
        "languages": frozenset({"en"}),
        "home_only": False,
        "private_only": False,
    }
    return Choices(**(fields | changes))  # type: ignore[arg-type]


def need(id: str, **changes: object) -> Need:
    fields: dict[str, object] = {
        "id": id,
        "minutes": 5,
        "costs_money": False,
        "skills": (),
        "languages": (),
        "presence": "home",
        "audiences": ("nobody",),
        "until": None,
    }
    return Need(**(fields | changes))  # type: ignore[arg-type]


def ids(of: Choices, *needs: Need) -> list[str]:
    return [fit.id for fit in match(of, needs, on=TODAY).fits]


any_choices = st.builds(
    Choices,
    minutes=st.sampled_from([None, 5, 10, 30, 60, 180]),
    money=st.booleans(),
    skills=st.frozensets(st.sampled_from(SKILLS)),
    languages=st.frozensets(st.sampled_from(LANGUAGES)),
    home_only=st.booleans(),
    private_only=st.booleans(),
)
any_needs = st.lists(
    st.builds(
        Need,
        id=st.text("abc-", min_size=1, max_size=6),
        minutes=st.integers(1, 900),
        costs_money=st.booleans(),
        skills=st.lists(st.sampled_from(SKILLS), unique=True, max_size=2).map(tuple),
        languages=st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple),
        presence=st.sampled_from(["home", "in_person"]),
        audiences=st.sampled_from([("nobody",), ("group", "bank"), ("phone",), ()]),
        until=st.none() | st.dates(TODAY - timedelta(3), TODAY + timedelta(3)),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def suits(of: Choices, one: Need) -> bool:
    """Spelled out line by line, as a person would check it."""
    checks = [
        one.until is None or one.until >= TODAY,
        of.minutes is None or one.minutes <= of.minutes,
        of.money or not one.costs_money,
        not one.skills or any(skill in of.skills for skill in one.skills),
        all(language in of.languages for language in one.languages),
        not of.home_only or one.presence == "home",
        not of.private_only or one.audiences == ("nobody",),
    ]
    return all(checks)


@given(any_choices, any_needs)
def test_what_is_offered_keeps_to_every_limit_and_leaves_nothing_out(
    of: Choices, needs: list[Need]
) -> None:
    answer = match(of, needs, on=TODAY)
    suitable = {one.id for one in needs if suits(of, one)}

    assert {fit.id for fit in answer.fits} <= suitable
    assert len(answer.fits) == min(MOST, len(suitable))
    assert (answer.smallest is None) == (bool(suitable) or not _current(needs))


@given(any_choices, any_needs, st.randoms())
def test_the_answer_does_not_depend_on_the_order_of_the_asks(
    of: Choices, needs: list[Need], random: object
) -> None:
    shuffled = list(needs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert match(of, shuffled, on=TODAY) == match(of, needs, on=TODAY)


def _current(needs: list[Need]) -> list[Need]:
    return [one for one in needs if one.until is None or one.until >= TODAY]


def test_a_skill_counts_most_then_money_then_the_time_used_then_coming_in_person() -> None:
    able = choices(money=True, skills=frozenset({"driving"}))
    needs = [
        need("short"),
        need("long", minutes=15),
        need("there", presence="in_person"),
        need("money", costs_money=True),
        need("drive", skills=("driving",)),
    ]

    assert ids(able, *needs) == ["drive", "money", "long", "there", "short"]


def test_between_equals_the_shorter_comes_first_and_then_the_alphabet() -> None:
    needs = [need("b", minutes=4), need("c", minutes=3), need("a", minutes=4)]

    assert ids(choices(), *needs) == ["c", "a", "b"]


def test_an_ask_holds_through_its_last_day() -> None:
    assert ids(choices(), need("a", until=TODAY)) == ["a"]
    assert ids(choices(), need("a", until=TODAY - timedelta(1))) == []


def test_one_of_the_skills_is_enough_and_every_language_is_needed() -> None:
    either = need("either", skills=("legal", "driving"))
    both = need("both", languages=("en", "es"))

    assert ids(choices(skills=frozenset({"driving"})), either) == ["either"]
    assert ids(choices(), both) == []
    assert ids(choices(languages=frozenset(LANGUAGES)), both) == ["both"]


@pytest.mark.parametrize(
    ("of", "one", "reasons"),
    [
        (choices(minutes=10), need("a"), ("time", "no-money")),
        (choices(minutes=None, money=True), need("a"), ("time-open",)),
        (choices(money=True), need("a", costs_money=True), ("money", "time")),
        (
            choices(money=True, skills=frozenset(SKILLS)),
            need("a", skills=("driving", "legal"), presence="in_person"),
            ("skill-driving", "time", "in-person"),
        ),
        (
            choices(money=True, home_only=True, private_only=True),
            need("a", languages=("en",)),
            ("time", "home", "private", "language-en"),
        ),
    ],
)
def test_each_offer_says_why(of: Choices, one: Need, reasons: tuple[str, ...]) -> None:
    assert match(of, [one], on=TODAY).fits[0].reasons == reasons


def test_without_enough_time_the_smallest_that_keeps_to_the_other_limits_is_named() -> None:
    needs = [
        need("long", minutes=90),
        need("pay", costs_money=True, minutes=1),
        need("hour", minutes=60),
    ]
    answer = match(choices(minutes=5), needs, on=TODAY)

    assert (answer.fits, answer.smallest) == ((), "hour")


def test_where_every_ask_breaks_a_limit_the_smallest_of_all_is_named() -> None:
    needs = [
        need("pay", costs_money=True, minutes=20),
        need("drive", skills=("driving",), minutes=2),
    ]

    assert match(choices(), needs, on=TODAY).smallest == "drive"
    assert match(choices(), [], on=TODAY).smallest is None
