"""One small plan with a date. What a visitor plans is not logged and not stored."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.commitments.forms import NO_WORDS, PAST, SENTENCE, TITLE, TOO_FAR, PlanForm
from upstander.commitments.queries import OWN, STEPS
from upstander.common.calendars import ALARM, LASTS, PRODUCT, calendar, calendar_response
from upstander.hub.views import shown_as, visitor_form


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
        "product": PRODUCT,
        "minutes": LASTS // timedelta(minutes=1),
        "alarm": ALARM // timedelta(minutes=1),
    }
    return render(request, "commitments/index.html", context, status=status)
