"""Writing: to whom, in what words."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from upstander.hub.context import language
from upstander.hub.views import visitor_form
from upstander.officials import answers, letters
from upstander.officials.forms import LetterForm
from upstander.officials.views.campaigns import whole


@csrf_exempt
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to write to, and in what words; the letter is made on the device, or by posting."""
    context = whole(request, slug)
    if request.method == "POST":
        return _letter(request, context)
    return render(request, "officials/letter.html", context | _writing(context))


@visitor_form
def _letter(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The questions of a letter to the official that was posted; with answers, the letter."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        context |= _writing(context) | {"form": form}
        return render(request, "officials/letter.html", context, status=422)
    office, today = form.cleaned_data["office"], date.today()
    recipient = letters.recipient(
        office, place=form.cleaned_data["place"], language=language(), on=today
    )
    context |= {
        "form": form,
        "card": answers.card(office, language=language(), on=today),
        "recipient": recipient,
        "text": context["campaign"].text("letter", language()),
    }
    if "own_words" not in request.POST:
        return render(request, "officials/letter.html", context)
    text = letters.letter(
        context["campaign"],
        recipient,
        claims=context["claims"],
        own_words=form.own_part(),
        language=language(),
    )
    if len(text) > letters.LONGEST:
        form.add_error("own_words", letters.too_long(text))
        return render(request, "officials/letter.html", context, status=422)
    return render(request, "officials/letter.html", context | {"letter": text})


def _writing(context: dict[str, Any]) -> dict[str, Any]:
    """From what the device makes a letter."""
    text = context["campaign"].text("letter", language())
    return {
        "text": text,
        "unfilled": letters.paragraphs(text.value),
        "cited": letters.cited(context["claims"], language()),
        "longest": letters.LONGEST,
        "too_long": letters.TOO_LONG,
    }
