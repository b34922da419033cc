"""Public pages of asks, and the answer to what a visitor can give."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from upstander.give import queries
from upstander.give.forms import ChoicesForm
from upstander.give.matching import match as matched
from upstander.give.models import duration
from upstander.hub.context import is_preview, language
from upstander.hub.views import or_404, shown_as, visitor_form


def index(request: HttpRequest) -> HttpResponse:
    """The four questions, and every ask."""
    form = ChoicesForm(initial={"languages": [language()]})
    return _questions(request, form, status=200)


def index_json(request: HttpRequest) -> JsonResponse:
    """Every ask, for software."""
    asks = queries.asks(preview=is_preview(request))
    return JsonResponse({"asks": [queries.ask_document(ask, language()) for ask in asks]})


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """One ask: why, how, what it takes, and its next step."""
    with or_404():
        ask = queries.ask(slug, preview=is_preview(request))
    return render(request, "give/ask.html", {"ask": ask})


def ask_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One ask, for software."""
    with or_404():
        ask = queries.ask(slug, preview=is_preview(request))
    return JsonResponse(queries.ask_document(ask, language()))


@visitor_form
def match(request: HttpRequest) -> HttpResponse:
    """The asks that fit a visitor's answers, for a device without JavaScript."""
    shown_as(request, "give:index")
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        return _questions(request, form, status=422)
    asks = {ask.slug: ask for ask in queries.asks()}
    choices = form.choices()
    answer = matched(choices, map(queries.need, asks.values()), on=queries.today())
    context = {
        "form": form,
        "fits": [(asks[fit.id], fit.reasons) for fit in answer.fits],
        "smallest": asks[answer.smallest] if answer.smallest else None,
        "have": duration(choices.minutes) if choices.minutes else "",
    }
    return render(request, "give/match.html", context)


def _questions(request: HttpRequest, form: ChoicesForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "asks": queries.asks(preview=is_preview(request)),
        "reason_codes": queries.reason_codes(),
    }
    return render(request, "give/index.html", context, status=status)
