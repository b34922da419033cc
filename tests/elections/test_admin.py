"""Contests and answers at the desk."""

from datetime import date

from django.contrib.auth.models import User
from django.test import Client

from upstander.elections.models import Answer, Contest, Question

ADD = "/desk/admin/elections/answer/add/"


def given(question: Question) -> dict[str, object]:
    return {
        "question": question.pk,
        "candidacy": question.contest.candidacies.get(family_name="Abel").pk,
        "text": "Yes.",
        "language": "en",
        "on": "2026-03-20",
        "source_title": "Her letter",
    }


def test_an_answer_is_recorded_once_and_then_only_looked_at(
    desk: Client, question: Question, olive: User
) -> None:
    Question.objects.update(asked_on=date(2026, 3, 10), channel="letter")
    assert desk.post(ADD, given(question)).status_code == 302
    kept = Answer.objects.get()
    assert kept.history.get().history_user == olive

    address = f"/desk/admin/elections/answer/{kept.pk}/"
    assert desk.get(f"{address}change/").status_code == 200
    assert desk.post(f"{address}change/", given(question) | {"text": "No."}).status_code == 403
    assert desk.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert Answer.objects.get().text == "Yes."


def test_an_answer_to_a_question_that_was_not_put_is_refused_beside_its_field(
    desk: Client, question: Question
) -> None:
    answer = desk.post(ADD, given(question))

    assert answer.status_code == 200
    assert "An answer cannot be older" in answer.content.decode()
    assert desk.post(ADD, {}).status_code == 200
    assert not Answer.objects.exists()


def test_a_contest_shows_its_candidates_at_the_desk(desk: Client, contest: Contest) -> None:
    page = desk.get(f"/desk/admin/elections/contest/{contest.pk}/change/").content.decode()

    assert "Zoe Abel" in page
    assert "ocd-division/country:us/state:ia/cd:3" in page
