"""Where visitors suggest an addition or a correction."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from upstander.hub.context import language
from upstander.hub.views import shown_as, visitor_form
from upstander.suggestions import operations
from upstander.suggestions.forms import FORMS, NumberForm, SuggestionForm
from upstander.suggestions.models import Suggestion

TOO_MANY = _(
    "So many suggestions came at once that we cannot take more just now. "
    "Please keep your words and try again in an hour or two."
)


def index(request: HttpRequest) -> HttpResponse:
    """The first question: which kind."""
    return render(request, "suggestions/index.html")


def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for one kind."""
    return render(request, "suggestions/form.html", {"form": FORMS[kind]()})


@visitor_form
def send(request: HttpRequest) -> HttpResponse:
    """Takes a suggestion; the form comes back with what was typed where something is amiss."""
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return redirect("suggestions:index")
    if kind == Suggestion.Kind.NUMBER and "right" not in request.POST:
        # From the page of an office, which is known by this; nothing is asked yet.
        about = NumberForm(initial={"office": request.POST.get("office", "")})
        return _again(request, about, status=200)
    form = FORMS[kind](request.POST)
    if form.is_from_a_program:
        return redirect("suggestions:thanks")
    if not form.is_valid():
        return _again(request, form, status=422)
    try:
        operations.receive(kind=kind, fields=form.suggested(), language=language())
    except operations.TooManyWaiting:
        form.add_error(None, TOO_MANY)
        return _again(request, form, status=503)
    return redirect("suggestions:thanks")


def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with a suggestion that has come in."""
    return render(request, "suggestions/thanks.html")


def _again(request: HttpRequest, form: SuggestionForm, *, status: int) -> HttpResponse:
    shown_as(request, f"suggestions:{form.kind.value}")
    return render(request, "suggestions/form.html", {"form": form}, status=status)
