"""Every office of the tables in words: held, vacant or unknown, with a way to reach it or none."""

import re
from collections import Counter
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from upstander.officials.queries.answers import Card, card
from upstander.places import queries as places

pytestmark = pytest.mark.django_db

NOW = date(2026, 11, 23)
LATER = date(2027, 1, 4)
WAY = re.compile(r'href="(tel:\+1\d{10}|https?://|mailto:[^"@]+@)')
NONE = re.compile(r'href="/(en|es)/suggestions/"')


def page(one: Card) -> str:
    return render_to_string("officials/card.html", {"card": one})


@pytest.mark.parametrize(
    ("on", "language", "every", "vacant"),
    [
        (NOW, "en", 20, 1),
        (LATER, "es", 20, 0),
        pytest.param(NOW, "en", 1, 10, marks=pytest.mark.whole),
        pytest.param(LATER, "es", 1, 0, marks=pytest.mark.whole),
    ],
)
def test_every_office_says_who_holds_it_and_a_way_to_reach_it_or_that_there_is_none(
    on: date, language: str, every: int, vacant: int
) -> None:
    standing: Counter[str] = Counter()
    with translation.override(language):
        for office in places.offices()[::every]:
            one = card(office, language=language, on=on)
            shown = page(one)
            assert one.held + one.vacant + one.unknown == 1, one.id
            assert one.held == bool(one.seat), one.id
            assert one.heading and one.as_of and one.source.url, one.id
            assert "{" not in shown and "None" not in re.sub("<[^>]*>", "", shown), one.id
            assert WAY.search(shown.split('<p class="meta">')[0]) or NONE.search(shown), one.id
            assert one.channels or one.way_out, one.id
            standing["held" if one.held else "vacant" if one.vacant else "unknown"] += 1

    assert len(places.offices()) == 8816
    assert sum(standing.values()) == len(places.offices()[::every])
    assert standing["vacant"] == vacant
