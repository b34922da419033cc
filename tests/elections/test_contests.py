"""Who was asked what, and what each answered: neutral, word for word, never changed."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from upstander.elections.models import Answer, Candidacy, Contest, Election, Question
from upstander.elections.operations import (
    ask_question,
    keep_election,
    record_answer,
    write_contest,
)
from upstander.hub import registry
from upstander.hub.operations import unpublish

PAGE = "/en/elections/contests/ward-1/"


@pytest.fixture
def asked(question: Question) -> Question:
    question.asked_on, question.channel = date(2026, 3, 10), "letter"
    return ask_question(question, by=None)


def zoes(question: Question, **changes: object) -> Answer:
    fields: dict[str, object] = {
        "question": question,
        "candidacy": Candidacy.objects.get(family_name="Abel"),
        "text": "Yes. <All> of them.",
        "on": date(2026, 3, 20),
        "source_title": "Her letter",
    }
    return Answer(**(fields | changes))


@time_machine.travel("2026-04-01 12:00")
def test_every_candidate_of_a_question_that_was_not_put_reads_not_asked_yet(
    question: Question, client: Client
) -> None:
    page = client.get(PAGE).content.decode()

    assert page.count("not asked yet") == 2
    assert "no reply recorded" not in page
    twin = client.get(f"{PAGE}index.json").json()
    assert [row["state"] for row in twin["questions"][0]["replies"]] == ["not-asked"] * 2


@time_machine.travel("2026-04-08 12:00")
def test_after_the_election_nobody_is_still_to_be_asked(question: Question, client: Client) -> None:
    page = client.get(PAGE).content.decode()

    assert page.count("was not asked") == 2
    assert "not asked yet" not in page


def test_candidates_come_by_family_name_whatever_the_order_they_were_given_in(
    contest: Contest, client: Client
) -> None:
    page = client.get(PAGE).content.decode()

    assert page.index("Zoe Abel") < page.index("Adam Young")
    assert "Green Party" in page


@time_machine.travel(date(2026, 5, 4), tick=False)
def test_a_question_without_a_reply_says_as_of_when(asked: Question, client: Client) -> None:
    record_answer(zoes(asked), by=None)
    page = client.get(PAGE).content.decode()

    assert page.count("no reply recorded as of May 4, 2026") == 1
    assert "Yes. &lt;All&gt; of them." in page
    assert "This election is over: people voted on April 7, 2026." in page


def test_a_new_answer_stands_first_and_the_earlier_one_stays(
    asked: Question, client: Client
) -> None:
    record_answer(zoes(asked), by=None)
    record_answer(zoes(asked, text="No, after all.", on=date(2026, 3, 28)), by=None)
    page = client.get(PAGE).content.decode()

    newest, earlier = page.split("<details>")
    assert "No, after all." in newest
    assert "Yes. &lt;All&gt; of them." in earlier


def test_an_answer_cannot_be_changed_or_removed(asked: Question, olive: User) -> None:
    kept = record_answer(zoes(asked), by=olive)

    kept.text = "No."
    with pytest.raises(ValidationError):
        record_answer(kept, by=olive)
    with pytest.raises(ValidationError):
        kept.save()
    with pytest.raises(ValidationError):
        kept.delete()
    assert Answer.objects.get().text == "Yes. <All> of them."
    assert Answer.objects.get().history.get().history_user == olive


def test_an_answer_before_the_question_is_refused(question: Question, asked: Question) -> None:
    with pytest.raises(ValidationError, match="older"):
        record_answer(zoes(asked, on=date(2026, 3, 9)), by=None)
    asked.asked_on, asked.channel = None, ""
    with pytest.raises(ValidationError, match="older"):
        record_answer(zoes(asked), by=None)
    with pytest.raises(ValidationError, match="candidacy"):
        record_answer(zoes(asked, candidacy=None), by=None)


def test_an_answer_from_another_contest_is_refused(contest: Contest, asked: Question) -> None:
    other = write_contest(
        Contest(
            election=contest.election,
            slug="ward-2",
            division="ocd-division/country:us/state:ia",
            name="Ward 2",
            source_title="The clerk's list",
            source_url="https://city.example/list",
            source_as_of=date(2026, 3, 1),
        ),
        candidates=[Candidacy(name="Una Other", family_name="Other")],
        by=None,
    )
    with pytest.raises(ValidationError, match="candidate of the contest"):
        record_answer(zoes(asked, candidacy=other.candidacies.get()), by=None)


def test_a_question_has_both_a_day_and_a_channel_or_neither(question: Question) -> None:
    question.asked_on = date(2026, 3, 10)
    with pytest.raises(ValidationError, match="channel"):
        ask_question(question, by=None)


def test_a_contest_without_candidates_keeps_the_site_from_being_published(
    contest: Contest,
) -> None:
    assert [one for one in registry.problems() if one.where == "contest ward-1"] == []
    contest.candidacies.all().delete()

    [problem] = [one for one in registry.problems() if one.where == "contest ward-1"]
    assert "no candidate" in problem.message


def test_a_refused_contest_leaves_nothing_behind(contest: Contest) -> None:
    contest.pk, contest.slug = None, "ward-3"
    contest._state.adding = True
    twice = [Candidacy(name="Ana", family_name="Ruiz"), Candidacy(name="Ana", family_name="Ruiz")]
    with pytest.raises(ValidationError):
        write_contest(contest, candidates=twice, by=None)
    contest.division = "ia-3"
    with pytest.raises(ValidationError, match="Open Civic Data"):
        write_contest(contest, candidates=[], by=None)

    assert list(Contest.objects.values_list("slug", flat=True)) == ["ward-1"]


def test_an_election_of_the_same_day_and_name_is_kept_once(contest: Contest) -> None:
    again = keep_election(Election(name="Spring election", date=date(2026, 4, 7)), by=None)

    assert again == contest.election


def test_a_draft_is_nowhere_for_a_visitor(contest: Contest, client: Client) -> None:
    unpublish(contest, by=None)

    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}index.json").status_code == 404
    assert b"Ward 1" not in client.get("/en/elections/").content
