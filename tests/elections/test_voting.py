"""Each state's rules in the official words, with their date; federal election days by the law."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from upstander.elections.facts import federal_calendar
from upstander.elections.queries import state_voting
from upstander.elections.wordings import UnknownWording, translated
from upstander.hub import registry
from upstander.places import queries as places

pytestmark = pytest.mark.django_db
CODES = [state.code for state in places.states()]


def test_every_official_wording_of_all_56_is_known_in_spanish() -> None:
    assert len(CODES) == 56
    assert [one for one in registry.problems() if one.where.startswith("voting")] == []
    wordings = {one.words for code in CODES for one in places.voting_rules(code).deadlines}
    assert len(wordings) > 40
    with translation.override("es"):
        for words in wordings:
            said = translated(words)
            assert "Election" not in said
            assert [part for part in words.split() if part.isdigit()] == [
                part for part in said.split() if part.isdigit()
            ]
    for words in wordings:
        assert translated(words) == words


@pytest.mark.parametrize(
    ("official", "spanish"),
    [
        ("15 days before Election Day", "15 días antes del día de las elecciones"),
        (
            "Must be postmarked 15 days before and received 10 days before Election Day",
            "El matasellos debe ser, a más tardar, de 15 días antes del día de las elecciones, y"
            " debe llegar 10 días antes",
        ),
    ],
)
def test_a_deadline_is_said_in_spanish(official: str, spanish: str) -> None:
    with translation.override("es"):
        assert translated(official) == spanish


@pytest.mark.parametrize(
    "words", ["", "15 days before Election Day or later", "A fortnight before Election Day"]
)
def test_a_wording_that_is_not_known_fails_loudly_and_names_it(words: str) -> None:
    with pytest.raises(UnknownWording, match="Add its pattern") as raised:
        translated(words)
    assert repr(words) in str(raised.value)


@pytest.mark.parametrize("code", CODES)
def test_every_state_has_a_page_with_its_source_and_date(client: Client, code: str) -> None:
    rules = places.voting_rules(code)
    for language in ("en", "es"):
        page = client.get(f"/{language}/elections/voting/{code.lower()}/").content.decode()
        assert rules.more_info_url.replace("&", "&amp;") in page
        assert ("July 25, 2024" if language == "en" else "25 de julio de 2024") in page
        for line in rules.deadlines:
            assert line.words in page
    twin = client.get(f"/en/elections/voting/{code.lower()}/index.json").json()
    assert [one["official_words"] for one in twin["deadlines"]] == [
        line.words for line in rules.deadlines
    ]
    assert twin["as_of"] == "2024-07-25"


def test_north_dakota_needs_no_registration(client: Client) -> None:
    page = client.get("/en/elections/voting/nd/").content.decode()

    assert "North Dakota has no voter registration." in page
    assert "See if you are registered" not in page


def test_a_way_that_the_source_leaves_out_is_said_to_be_missing(client: Client) -> None:
    page = client.get("/en/elections/voting/wy/").content.decode()

    assert page.count("Our source does not list this way to register.") == 1
    assert "Register online" not in page


def test_rules_are_marked_from_a_year_after_their_date() -> None:
    assert not state_voting("IA", on=date(2025, 7, 26)).stale
    assert state_voting("IA", on=date(2025, 7, 27)).stale


@pytest.mark.parametrize("code", ["zz", "iowa", "i"])
def test_a_state_that_there_is_not_has_no_page(client: Client, code: str) -> None:
    assert client.get(f"/en/elections/voting/{code}/").status_code == 404
    assert client.get(f"/en/elections/voting/{code}/index.json").status_code == 404


def test_states_come_by_their_name_in_the_language_of_the_page(client: Client) -> None:
    page = client.get("/es/elections/").content.decode()

    assert page.index(">Luisiana<") < page.index(">Míchigan<") < page.index(">Misisipi<")
    assert page.count("/es/elections/voting/") == 56


def test_every_known_election_day_is_the_one_the_law_sets() -> None:
    for day in federal_calendar().days:
        assert (day.year % 2, day.month, day.weekday()) == (0, 11, 1)
        assert 2 <= day.day <= 8


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2026, 11, 3), "Today is a federal general election day."),
        (date(2026, 11, 4), "The next one is on <b>Tuesday, Nov. 7, 2028</b>."),
        (date(2028, 11, 7), "Today is a federal general election day."),
        (date(2018, 1, 1), "The next federal general election is on <b>Nov. 6, 2018</b>."),
        (date(2031, 1, 1), "We do not know the date of the next federal general election."),
    ],
)
def test_the_page_says_how_the_next_federal_election_stands(
    client: Client, today: date, says: str
) -> None:
    with time_machine.travel(today, tick=False):
        page = client.get("/en/elections/").content.decode()

    assert says in page
    assert ("between federal general elections" in page) == (today == date(2026, 11, 4))
