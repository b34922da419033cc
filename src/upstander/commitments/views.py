"""One small plan with a date. What a visitor plans is not logged and not stored."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upstander.commitments import forms, voting
from upstander.commitments.forms import (
    NO_WORDS,
    PAST,
    SENTENCE,
    TITLE,
    TOO_FAR,
    PlanForm,
    VotingStepForm,
)
from upstander.commitments.queries import OWN, STEPS
from upstander.common.calendars import ALARM, LASTS, PRODUCT, calendar, calendar_response
from upstander.elections import queries as elections
from upstander.elections.facts import federal_calendar
from upstander.elections.queries import StateVoting
from upstander.hub.context import absolute, language
from upstander.hub.views import shown_as, visitor_form
from upstander.places import queries as places


def index(request: HttpRequest) -> HttpResponse:
    """The form for a plan, and the plans this device keeps."""
    return _ask(request, PlanForm())


@visitor_form
def plan_ics(request: HttpRequest) -> HttpResponse:
    """The plan as a calendar file, or the form again with what is amiss."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        shown_as(request, "commitments:index")
        return _ask(request, form, status=422)
    body = calendar([form.entry()], made=datetime.now(UTC))
    return calendar_response(body, name="plan.ics")


def _ask(request: HttpRequest, form: PlanForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "steps": STEPS,
        "own": OWN,
        "chosen": form["step"].value(),
        "title": TITLE,
        "sentence": SENTENCE,
        "says": {"past": PAST, "far": TOO_FAR, "own": NO_WORDS},
    }
    return render(request, "commitments/index.html", context | _file(), status=status)


def _file() -> dict[str, Any]:
    """From what the device makes a calendar file."""
    return {
        "product": PRODUCT,
        "minutes": LASTS // timedelta(minutes=1),
        "alarm": ALARM // timedelta(minutes=1),
    }


def vote_index(request: HttpRequest) -> HttpResponse:
    """Where a visitor votes, for whom the plan is made there."""
    states = [
        (state, reverse("commitments:vote", args=[state.code.lower()]))
        for state in elections.listed_states(language())
    ]
    return render(request, "commitments/vote_index.html", {"states": states})


def vote(request: HttpRequest, code: str) -> HttpResponse:
    """The form for a plan to vote in one state: when and where each step is done."""
    state = _state_voting(code)
    return _plan_to_vote(request, state, _step_forms(state, None))


@visitor_form
def vote_ics(request: HttpRequest, code: str) -> HttpResponse:
    """The plan to vote as a calendar file, or the form again with what is amiss."""
    state = _state_voting(code)
    steps = _step_forms(state, request)
    valid = all(step.is_valid() for step in steps)
    planned = [step for step in steps if step.has_changed()]
    if not valid or not planned:
        shown_as(request, "commitments:vote", code)
        nothing = str(forms.NOTHING) if valid else ""
        return _plan_to_vote(request, state, steps, nothing=nothing, status=422)
    entries = [step.entry(link=_link(state)) for step in planned]
    return calendar_response(calendar(entries, made=datetime.now(UTC)), name="plan-to-vote.ics")


def _state_voting(code: str) -> StateVoting:
    try:
        return elections.state_voting(code.upper(), on=date.today())
    except places.UnknownState as unknown:
        raise Http404 from unknown


def _step_forms(state: StateVoting, request: HttpRequest | None) -> list[VotingStepForm]:
    data = request.POST if request else None
    return [VotingStepForm(step, data) for step in voting.steps(state, on=date.today())]


def _link(state: StateVoting) -> str:
    return absolute(elections.state_address(state.rules.state))


def _plan_to_vote(
    request: HttpRequest,
    state: StateVoting,
    steps: list[VotingStepForm],
    *,
    nothing: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "voting": state,
        "name": places.in_sentence(state.state, language()),
        "address": elections.state_address(state.rules.state),
        "link": _link(state),
        "calendar": federal_calendar(),
        "steps": steps,
        "errors": [field for step in steps for field in step if field.errors],
        "nothing": nothing,
        "title": TITLE,
        "where": forms.WHERE,
        "says": {"past": PAST, "far": forms.TOO_FAR_TO_VOTE, "nothing": forms.NOTHING},
    }
    return render(request, "commitments/vote.html", context | _file(), status=status)
