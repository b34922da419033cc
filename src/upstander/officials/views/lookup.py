"""The look-up, and from what a visitor's device makes its answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.hub import registry
from upstander.hub.context import is_preview, language
from upstander.officials.queries import reach, words


def index(request: HttpRequest) -> HttpResponse:
    """The look-up, and what there is to call or write about."""
    offers = registry.all_offers(preview=is_preview(request))
    return render(request, "officials/index.html", {"offers": offers})


def parts(request: HttpRequest) -> HttpResponse:
    """Templates and words from which a visitor's device makes its answers; no page of its own."""
    context = {
        "live": True,
        "offers": registry.all_offers(preview=is_preview(request)),
        "words": words.for_device(language()) | reach.for_device(),
    }
    return render(request, "officials/parts.html", context)
