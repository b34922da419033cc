from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from upstander.elections.models import Candidacy, Contest, Election, Question
from upstander.elections.operations import ask_question, keep_election, write_contest
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English, whatever language the page of another test was in."""
    with translation.override("en"):
        yield


@pytest.fixture
def olive(db: None) -> User:
    """Olive organizes this hub."""
    return User.objects.create_superuser("olive", password="a long enough phrase")


@pytest.fixture
def contest(db: None) -> Contest:
    """Two stand for one seat: Zoe Abel and Adam Young."""
    set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)
    election = keep_election(Election(name="Spring election", date=date(2026, 4, 7)), by=None)
    return write_contest(
        Contest(
            election=election,
            slug="ward-1",
            division="ocd-division/country:us/state:ia/cd:3",
            name="Ward 1",
            source_title="The clerk's list",
            source_url="https://city.example/list",
            source_as_of=date(2026, 3, 1),
            status=Contest.Status.PUBLISHED,
        ),
        candidates=[
            Candidacy(name="Adam Young", family_name="Young", party="Green"),
            Candidacy(name="Zoe Abel", family_name="Abel"),
        ],
        by=None,
    )


@pytest.fixture
def question(contest: Contest) -> Question:
    return ask_question(Question(contest=contest, words="Will you pay for pipes?"), by=None)
