"""Writing contests, questions and answers. Each write is whole or not at all."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from upstander.elections.models import Answer, Candidacy, Contest, Election, Question
from upstander.hub.operations import save


def keep_election(election: Election, *, by: User | None) -> Election:
    """Returns the kept election of the same day and name, or stores this one.

    Raises:
        ValidationError: a field is missing or too long.
    """
    kept = Election.objects.filter(date=election.date, name=election.name).first()
    return kept or save(election, by=by, why="election added")


@transaction.atomic
def write_contest(contest: Contest, *, candidates: Iterable[Candidacy], by: User | None) -> Contest:
    """Stores a contest and those of its candidates who are not in it yet.

    Raises:
        ValidationError: a field is missing or too long, an address is taken, the division is no
            Open Civic Data id, or a candidate is named twice.
    """
    save(contest, by=by, why="contest written")
    for candidate in candidates:
        candidate.contest = contest
        save(candidate, by=by, why="candidate listed")
    return contest


def ask_question(question: Question, *, by: User | None) -> Question:
    """Stores the question of a contest; without a day and a channel it reads as not asked yet.

    Raises:
        ValidationError: a field is missing or too long, or only one of day and channel is given.
    """
    return save(question, by=by, why="question written")


def record_answer(answer: Answer, *, by: User | None) -> Answer:
    """Records an answer for good; an earlier one stays readable as an earlier version.

    Raises:
        ValidationError: a field is missing, the candidate is of another contest, the answer is
            older than the question, or it has been recorded before.
    """
    return save(answer, by=by, why="answer recorded")
