"""Public pages of voting rules and contests."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from upstander.elections import queries
from upstander.elections.facts import federal_calendar
from upstander.hub.context import is_preview, language
from upstander.hub.views import or_404
from upstander.places import queries as places


def index(request: HttpRequest) -> HttpResponse:
    """How the next federal elections stand, every state's page, every contest."""
    today = date.today()
    calendar = federal_calendar()
    context = {
        "today": today,
        "calendar": calendar,
        "last_day": calendar.last_day(today),
        "next_day": calendar.next_day(today),
        "states": queries.listed_states(language()),
        "contests": queries.contests(preview=is_preview(request)),
    }
    return render(request, "elections/index.html", context)


def index_json(request: HttpRequest) -> JsonResponse:
    """The same, for software."""
    document = queries.index_document(language(), on=date.today(), preview=is_preview(request))
    return JsonResponse(document)


def voting(request: HttpRequest, code: str) -> HttpResponse:
    """How and until when to register in one state, as its official pages say it."""
    voting = _state_voting(code)
    context = {"voting": voting, "name": places.in_sentence(voting.state, language())}
    return render(request, "elections/voting.html", context)


def voting_json(request: HttpRequest, code: str) -> JsonResponse:
    """One state's rules, for software."""
    return JsonResponse(queries.state_document(_state_voting(code)))


def _state_voting(code: str) -> queries.StateVoting:
    try:
        return queries.state_voting(code.upper(), on=date.today())
    except places.UnknownState as unknown:
        raise Http404 from unknown


def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """One contest: who stands, what they were asked, and what each answered."""
    with or_404():
        contest = queries.contest(slug, preview=is_preview(request))
    candidacies = list(contest.candidacies.all())
    today = date.today()
    context = {
        "contest": contest,
        "candidacies": candidacies,
        "today": today,
        "over": contest.election.is_over(today),
        "questions": [
            (question, queries.replies(question, candidacies))
            for question in contest.questions.all()
        ],
    }
    return render(request, "elections/contest.html", context)


def contest_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One contest, for software."""
    with or_404():
        contest = queries.contest(slug, preview=is_preview(request))
    return JsonResponse(queries.contest_document(contest, language()))
