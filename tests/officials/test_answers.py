"""Every seat in words, whoever holds it; every notice in both languages."""

import re
from datetime import date
from string import Formatter

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from upstander.officials.queries import words
from upstander.officials.queries.answers import answer, card
from upstander.places import queries as places
from upstander.places.queries import NoticeCode, Outcome

pytestmark = pytest.mark.django_db  # an answer has the officials that the hub added

BEFORE = date(2026, 9, 1)
AFTER = date(2027, 1, 4)


def said(code: NoticeCode) -> str:
    """The words for a notice in the language of the moment."""
    return str(words.NOTICES[code])


@pytest.mark.parametrize("on", [BEFORE, AFTER])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_seat_shows_who_holds_it_or_that_nobody_is_known_and_a_number_to_dial(
    on: date, language: str
) -> None:
    with translation.override(language):
        cards = [card(seat, language=language, on=on) for seat in places.seats()]
        pages = [render_to_string("officials/card.html", {"card": one}) for one in cards]

    assert len(cards) == 541
    for one, page in zip(cards, pages, strict=True):
        assert re.search(r'href="tel:\+1\d{10}"', page), one.id
        assert one.held + one.vacant + one.unknown == 1, one.id
        assert one.heading and one.as_of and one.source.url, one.id
        if one.held:
            assert one.seat and one.party and one.term_end, one.id
        else:
            assert not one.phone and not one.website, one.id
    house = [one for one in cards if one.id.startswith("us-house")]
    counts = (sum(one.held for one in house), sum(one.vacant for one in house))
    assert counts == ((438, 3) if on == BEFORE else (0, 0))


def test_a_vacant_seat_says_who_runs_it_and_offers_no_campaign() -> None:
    vacant = card(places.office("us-house-fl-20"), language="en", on=BEFORE)

    assert (vacant.vacant, vacant.offers) == (True, ())
    assert (
        vacant.meanwhile == "The Clerk of the House runs its office until a new member is sworn in."
    )
    assert vacant.heading == "U.S. Representative for Florida, district 20"


def test_a_term_past_its_end_names_who_held_the_seat_last() -> None:
    over = card(places.office("us-house-ia-3"), language="en", on=AFTER)

    assert over.heading == "U.S. Representative for Iowa, district 3"
    assert (over.last_holder, over.term_end) == ("Zachary Nunn", "Jan. 3, 2027")


@pytest.mark.parametrize(
    ("office", "in_english", "in_spanish"),
    [
        ("ak-lt-governor", "Address for letters", "Dirección para cartas"),
        ("ia-governor", "Office", "Oficina"),
        ("us-house-ia-3", "Capitol office", "Oficina en el Capitolio"),
    ],
)
def test_a_card_says_of_its_address_whether_it_is_an_office_or_for_letters(
    office: str, in_english: str, in_spanish: str
) -> None:
    for language, kind in (("en", in_english), ("es", in_spanish)):
        with translation.override(language):
            one = card(places.office(office), language=language, on=BEFORE)
            page = render_to_string("officials/card.html", {"card": one})
        assert re.search(rf"<dt[^>]*>{kind}</dt>\s*<dd[^>]*>{re.escape(one.address)}</dd>", page)


@pytest.mark.parametrize(
    ("seat", "words_in_english", "words_in_spanish"),
    [
        ("us-house-ak-0", "U.S. Representative for all of Alaska", "distrito único"),
        ("us-house-dc-0", "Delegate to the U.S. House for the District of Columbia", "Columbia"),
        ("us-house-pr-0", "Resident Commissioner of Puerto Rico in Congress", "Comisionado/a"),
        ("us-senate-ny-1", "U.S. Senator for New York", "Senador/a de Estados Unidos por Nueva"),
        ("pr-upper-at-large-1", "Senator at large, Puerto Rico", "Senador/a por acumulación, Pu"),
        (
            "dc-legislature-chairman",
            "Chair of the Council of the District of Columbia",
            "Concejo del D",
        ),
    ],
)
def test_a_seat_is_named_in_the_language_of_the_page(
    seat: str, words_in_english: str, words_in_spanish: str
) -> None:
    office = places.office(seat)
    state = places.state(office.state)
    assert words.seat(office, state, "en") == words_in_english
    with translation.override("es"):
        assert words_in_spanish in words.seat(office, state, "es")


def test_every_outcome_and_notice_has_words_that_take_what_the_engine_gives() -> None:
    assert set(words.HEADINGS) == set(Outcome)
    assert set(words.NOTICES) == set(NoticeCode)
    for code in NoticeCode:
        english = said(code)
        with translation.override("es"):
            spanish = said(code)
        assert english != spanish, code
        assert fields(english) == fields(spanish), code


def fields(text: str) -> set[str | None]:
    return {name for _before, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("typed", "outcome", "sentence"),
    [
        ("", "empty", "Todavía no ha escrito nada."),
        ("5030", "malformed", "usted escribió 4"),
        ("K1A 0B1", "foreign", "(Canadá)"),
        ("09001", "military", "residencia electoral"),
        ("20001", "found", "No hay senadores por el Distrito de Columbia en"),
        ("New Mexico", "split", "Nuevo México tiene 3 distritos en la Cámara"),
        ("96970", "no_seat", "llega a las Islas Marshall"),
    ],
)
def test_a_notice_says_names_in_the_language_of_the_page(
    typed: str, outcome: str, sentence: str
) -> None:
    with translation.override("es"):
        found = answer(places.find(typed), offers=[], language="es", on=BEFORE)

    assert found.outcome == outcome
    assert sentence in " ".join(found.notices)
    assert "{" not in " ".join((*found.notices, *found.beside))


def test_senators_are_certain_where_only_the_district_is_not() -> None:
    found = answer(places.find("94402"), offers=[], language="en", on=BEFORE)

    assert [one.id[:9] for one in found.certain] == ["us-senate"] * 2
    assert {one.id for one in found.possible} == {"us-house-ca-15", "us-house-ca-16"}
    assert found.state == "CA"


def test_places_of_one_name_are_choices_that_lead_to_an_answer() -> None:
    found = answer(places.find("Springfield"), offers=[], language="en", on=BEFORE)

    assert len(found.choices) > 10
    again = answer(places.find(found.choices[0].query), offers=[], language="en", on=BEFORE)
    assert again.label == found.choices[0].label
    assert again.certain
