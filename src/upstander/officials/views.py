"""Public pages of officials and of campaigns to call or write to them."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from upstander.hub.context import is_preview, language
from upstander.hub.views import or_404, visitor_form
from upstander.officials import answers, letters, queries, words
from upstander.officials.forms import LetterForm, SeatForm


def index(request: HttpRequest) -> HttpResponse:
    """The look-up, and what there is to call or write about."""
    campaigns = queries.campaigns(preview=is_preview(request))
    return render(request, "officials/index.html", {"campaigns": campaigns})


def index_json(request: HttpRequest) -> JsonResponse:
    """All campaigns, for software."""
    campaigns = queries.whole_campaigns(preview=is_preview(request))
    return JsonResponse(
        {"campaigns": [queries.campaign_document(one, language()) for one in campaigns]}
    )


def parts(request: HttpRequest) -> HttpResponse:
    """Templates and words from which a visitor's device makes its answers; no page of its own."""
    context = {
        "live": True,
        "campaigns": queries.campaigns(preview=is_preview(request)),
        "words": words.for_device(language()),
    }
    return render(request, "officials/parts.html", context)


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: the request, why, and the two ways to make it."""
    return render(request, "officials/campaign.html", _campaign(request, slug))


def campaign_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One campaign, for software."""
    campaign = _campaign(request, slug)["campaign"]
    return JsonResponse(queries.campaign_document(campaign, language()))


@csrf_exempt
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to call; the script is made on the device, or by posting."""
    context = _campaign(request, slug)
    if request.method == "POST":
        return _script(request, context)
    return render(request, "officials/call.html", context | _calling(context))


@visitor_form
def _script(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The script for the official that was posted."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        context |= _calling(context) | {"form": form}
        return render(request, "officials/call.html", context, status=422)
    office, today = form.cleaned_data["office"], date.today()
    context |= {
        "card": answers.card(office, language=language(), on=today),
        "text": context["campaign"].text("script", language()),
        "script": letters.script(
            context["campaign"],
            letters.recipient(
                office, place=form.cleaned_data["place"], language=language(), on=today
            ),
            claims=context["claims"],
            language=language(),
        ),
    }
    return render(request, "officials/call.html", context)


@csrf_exempt
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to write to, and in what words; the letter is made on the device, or by posting."""
    context = _campaign(request, slug)
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


def _campaign(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What every page of a campaign shows."""
    with or_404():
        campaign = queries.campaign(slug, preview=is_preview(request))
    return {"campaign": campaign, "claims": campaign.claims.all()}


def _calling(context: dict[str, Any]) -> dict[str, Any]:
    """From what the device makes a script, and what it says of a call."""
    text = context["campaign"].text("script", language())
    return {
        "text": text,
        "unfilled": letters.paragraphs(text.value),
        "cited": letters.spoken(context["claims"], language()),
        "cue": words.OWN_WORDS,
        "calls": words.CALLS,
    }


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
