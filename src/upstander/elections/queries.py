"""Reading elections, contests and what each state's official pages say about voting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from upstander.elections.facts import federal_calendar
from upstander.elections.models import Answer, Candidacy, Contest, Question
from upstander.elections.wordings import UnknownWording, translated
from upstander.hub.context import absolute
from upstander.hub.registry import Problem
from upstander.places import queries as places
from upstander.places.queries import SourceNote, State, VotingRules

WAYS: dict[str, str | Promise] = {
    "in-person": _("In person"),
    "online": _("Online"),
    "mail": _("By mail"),
}

ReplyState = Literal["not-asked", "no-reply", "answered"]


@dataclass(frozen=True)
class DeadlineLine:
    """One way to register and until when: `words` as the official page has them, `said` in the
    page's language. Both are empty where the source says nothing of that way."""

    label: str
    words: str = ""
    said: str = ""


@dataclass(frozen=True)
class StateVoting:
    """What a state's page shows. `lines` has every way, also one that the source leaves out."""

    state: State
    rules: VotingRules
    lines: tuple[DeadlineLine, ...]
    source: SourceNote
    stale: bool


@dataclass(frozen=True)
class ListedState:
    """A state or territory in the list; `address` is the path of its page."""

    code: str
    name: str
    in_sentence: str
    address: str


@dataclass(frozen=True)
class Reply:
    """A candidate's row under a question: the newest answer first, if there is any."""

    candidacy: Candidacy
    state: ReplyState
    answers: tuple[Answer, ...]


def contests(*, preview: bool = False) -> QuerySet[Contest]:
    """Returns the contests a visitor sees, latest election first; with `preview`, drafts too."""
    return (
        Contest.objects.visible(preview=preview)
        .select_related("election")
        .prefetch_related("translations", "election__translations")
    )


def contest(slug: str, *, preview: bool = False) -> Contest:
    """Returns one contest with its candidates, questions and answers.

    Raises:
        Contest.DoesNotExist: there is none of that slug that this reader may see.
    """
    answers = Prefetch("answers", queryset=Answer.objects.select_related("candidacy"))
    questions = Question.objects.prefetch_related("translations", answers)
    return (
        contests(preview=preview)
        .prefetch_related("candidacies", Prefetch("questions", queryset=questions))
        .get(slug=slug)
    )


def replies(question: Question, candidacies: list[Candidacy]) -> list[Reply]:
    """Returns a row for every candidate, in the order given."""
    rows = []
    for candidacy in candidacies:
        answers = tuple(
            answer for answer in question.answers.all() if answer.candidacy == candidacy
        )
        state: ReplyState = "answered" if answers else "no-reply"
        rows.append(Reply(candidacy, "not-asked" if question.asked_on is None else state, answers))
    return rows


def state_voting(code: str, *, on: date) -> StateVoting:
    """Returns how voting stands in a state or territory; `code` is two capital letters.

    Raises:
        UnknownState: there is no such state or territory.
        UnknownWording: an official wording has no translation.
    """
    rules = places.voting_rules(code)
    source = places.source(rules.source)
    return StateVoting(
        state=places.state(code),
        rules=rules,
        lines=tuple(_lines(rules)),
        source=source,
        stale=source.limit is not None and source.limit < on,
    )


def _lines(rules: VotingRules) -> Iterator[DeadlineLine]:
    for way, label in WAYS.items():
        stated = [deadline.words for deadline in rules.deadlines if deadline.way.startswith(way)]
        for words in stated:
            yield DeadlineLine(str(label), words, translated(words))
        if not stated:
            yield DeadlineLine(str(label))


def listed_states(language: str) -> list[ListedState]:
    """Returns all 56, by name in that language."""
    return [
        ListedState(
            code=state.code,
            name=places.state_name(state, language),
            in_sentence=places.in_sentence(state, language),
            address=state_address(state.code),
        )
        for state in places.states_by_name(language)
    ]


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "elections/"
    yield "elections/index.json"
    for state in places.states():
        yield f"elections/voting/{state.code.lower()}/"
        yield f"elections/voting/{state.code.lower()}/index.json"
    for slug in contests().values_list("slug", flat=True):
        yield f"elections/contests/{slug}/"
        yield f"elections/contests/{slug}/index.json"


def states() -> set[str]:
    """Returns the states that published contests are in, as two capital letters."""
    parts = (part for contest in Contest.objects.visible() for part in contest.division.split("/"))
    return {part.removeprefix("state:").upper() for part in parts if part.startswith("state:")}


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps contests and voting pages from being published."""
    for contest in contests().filter(candidacies=None):
        yield Problem(
            f"contest {contest.slug}", str(_("It has no candidate. Add one, or make it a draft."))
        )
    for state in places.states():
        try:
            for line in places.voting_rules(state.code).deadlines:
                translated(line.words)
        except UnknownWording as unknown:
            yield Problem(f"voting in {state.name}", str(unknown))


def index_document(language: str, *, on: date, preview: bool = False) -> dict[str, Any]:
    """Returns the room's index for software."""
    calendar = federal_calendar()
    next_day = calendar.next_day(on)
    return {
        "next_federal_general_election": next_day.isoformat() if next_day else None,
        "source": {"title": calendar.title, "url": calendar.url},
        "as_of": calendar.as_of.isoformat(),
        "states": [
            {"code": state.code, "url": absolute(state_address(state.code))}
            for state in places.states()
        ],
        "contests": [
            {
                "name": contest.text("name", language).value,
                "url": absolute(contest.get_absolute_url()),
            }
            for contest in contests(preview=preview)
        ],
    }


def state_address(code: str) -> str:
    """Returns the path of a state's page."""
    return reverse("elections:voting", args=[code.lower()])


def state_document(voting: StateVoting) -> dict[str, Any]:
    """Returns a state's rules for software, in the official words and the page's language."""
    rules = voting.rules
    return {
        "state": rules.state,
        "registration": rules.registration,
        "status": rules.status,
        "deadlines": [
            {"way": line.way, "official_words": line.words, "words": translated(line.words)}
            for line in rules.deadlines
        ],
        "website": rules.website,
        "register_url": rules.register_url,
        "more_info_url": rules.more_info_url,
        "confirm_url": rules.confirm_url,
        "national_form": rules.national_form,
        "source": {"publisher": voting.source.publisher, "url": voting.source.url},
        "as_of": rules.as_of.isoformat(),
        "stale": voting.stale,
    }


def contest_document(contest: Contest, language: str) -> dict[str, Any]:
    """Returns a contest for software, named as Open Civic Data and Democracy Club name things."""
    candidacies = list(contest.candidacies.all())
    return {
        "@id": absolute(contest.get_absolute_url()),
        "name": contest.text("name", language).value,
        "note": contest.text("note", language).value,
        "division_id": contest.division,
        "election": {
            "name": contest.election.text("name", language).value,
            "date": contest.election.date.isoformat(),
        },
        "source": {
            "title": contest.source_title,
            "url": contest.source_url,
            "as_of": contest.source_as_of.isoformat(),
        },
        "candidates": [
            {"name": candidacy.name, "party": candidacy.party} for candidacy in candidacies
        ],
        "questions": [
            _question_document(question, candidacies, language)
            for question in contest.questions.all()
        ],
    }


def _question_document(
    question: Question, candidacies: list[Candidacy], language: str
) -> dict[str, Any]:
    return {
        "words": question.text("words", language).value,
        "asked_on": question.asked_on.isoformat() if question.asked_on else None,
        "channel": question.channel,
        "replies": [
            {
                "candidate": reply.candidacy.name,
                "state": reply.state,
                "answers": [
                    {
                        "text": answer.text,
                        "language": answer.language,
                        "on": answer.on.isoformat(),
                        "source": {"title": answer.source_title, "url": answer.source_url},
                    }
                    for answer in reply.answers
                ],
            }
            for reply in replies(question, candidacies)
        ],
    }
