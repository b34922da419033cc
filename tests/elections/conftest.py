from datetime import date

import pytest

from upstander.elections.models import Candidacy, Contest, Election, Question
from upstander.elections.operations import ask_question, keep_election, write_contest
from upstander.hub.models import Hub


@pytest.fixture
def contest(hub: Hub) -> Contest:
    """Two stand for one seat: Zoe Abel and Adam Young."""
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
