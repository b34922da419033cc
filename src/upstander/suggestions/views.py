"""Where visitors suggest an addition or a correction."""

import json
import math
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from upstander.hub.context import language
from upstander.hub.views import shown_as, visitor_form
from upstander.suggestions import operations, prices, queries, tokens
from upstander.suggestions.forms import FORMS, NumberForm, SuggestionForm
from upstander.suggestions.models import Suggestion
from upstander.suggestions.tokens import Token

LONG = 90
"""Seconds. A longer wait is said in minutes."""
TOO_MANY = _(
    "So many suggestions came at once that we cannot take more just now. "
    "Please keep your words and try again in an hour or two."
)


@dataclass(frozen=True)
class Asked:
    """What a form must bring, as the device is told: seconds from now, and zeros of its work.

    Not before `soonest`; from `wait` on without work, or before with work of `bits`. None where
    the one or the other is no way.
    """

    token: str
    soonest: int
    wait: int | None
    bits: int | None

    @property
    def for_device(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self))

    @property
    def in_words(self) -> str:
        """How long the wait is, such as "20 seconds"."""
        seconds = self.wait or 0
        if seconds > LONG:
            minutes = math.ceil(seconds / 60)
            return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}


def index(request: HttpRequest) -> HttpResponse:
    """The first question: which kind."""
    return render(request, "suggestions/index.html")


def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for one kind."""
    return render(request, "suggestions/form.html", {"form": FORMS[kind]()})


@visitor_form
def token(request: HttpRequest) -> HttpResponse:
    """What a form of a kind must bring that is opened now, for the device."""
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return JsonResponse({}, status=422)
    return JsonResponse(asdict(_asked(kind, tokens.new())))


@visitor_form
def send(request: HttpRequest) -> HttpResponse:
    """Takes a suggestion; the form comes back with what was typed where something is amiss.

    It comes back, too, where it had no token, which is so without JavaScript: it then has one, and
    is sent again.
    """
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return redirect("suggestions:index")
    brought = tokens.read(request.POST.get("token", ""), request.POST.get("work", ""))
    if kind == Suggestion.Kind.NUMBER and "right" not in request.POST:
        # From the page of an office, which is known by this; nothing is asked yet.
        about = NumberForm(initial={"office": request.POST.get("office", "")})
        return _again(request, about, brought, status=200)
    form = FORMS[kind](request.POST)
    if form.is_from_a_program:
        return redirect("suggestions:thanks")
    if not form.is_valid():
        return _again(request, form, brought, status=422)
    if brought is None:
        return _again(request, form, None, status=200, is_sent_again=True)
    return _received(request, form, brought)


def _received(request: HttpRequest, form: SuggestionForm, brought: Token) -> HttpResponse:
    try:
        operations.receive(
            kind=form.kind.value, fields=form.suggested(), language=language(), token=brought
        )
    except operations.UsedBefore:
        return _again(request, form, None, status=200, is_sent_again=True)
    except operations.NotYet as early:
        answer = _again(request, form, brought, status=429, is_sent_again=True)
        answer["Retry-After"] = str(math.ceil(early.after.total_seconds()))
        return answer
    except operations.TooManyWaiting:
        form.add_error(None, TOO_MANY)
        return _again(request, form, brought, status=503)
    return redirect("suggestions:thanks")


def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with a suggestion that has come in."""
    return render(request, "suggestions/thanks.html")


def _again(
    request: HttpRequest,
    form: SuggestionForm,
    brought: Token | None,
    *,
    status: int,
    is_sent_again: bool = False,
) -> HttpResponse:
    """The form with its words, and with the token that it brought or a new one."""
    shown_as(request, f"suggestions:{form.kind.value}")
    context = {
        "form": form,
        "asked": _asked(form.kind.value, brought or tokens.new()),
        "is_sent_again": is_sent_again,
    }
    return render(request, "suggestions/form.html", context, status=status)


def _asked(kind: str, brought: Token) -> Asked:
    price = queries.price_now(kind)
    wait = None if price.wait is None else _seconds(price.wait - brought.age)
    return Asked(brought.text, _seconds(prices.LEAST - brought.age), wait, price.bits)


def _seconds(left: timedelta) -> int:
    return max(math.ceil(left.total_seconds()), 0)
