"""Public pages of guides, claims and corrections."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from upstander.common.feeds import FeedEntry, atom
from upstander.hub.context import absolute, is_preview, language
from upstander.hub.views import or_404
from upstander.learn import queries
from upstander.learn.models import Correction


def index(request: HttpRequest) -> HttpResponse:
    """All guides."""
    guides = queries.guides(preview=is_preview(request))
    return render(request, "learn/index.html", {"guides": guides})


def index_json(request: HttpRequest) -> JsonResponse:
    """All guides, for software."""
    guides = queries.whole_guides(preview=is_preview(request))
    return JsonResponse({"guides": [queries.guide_document(guide, language()) for guide in guides]})


def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide with its claims."""
    with or_404():
        guide = queries.guide(slug, preview=is_preview(request))
    context = {
        "guide": guide,
        "claims": guide.claims.all(),
        "changed": queries.last_changed(guide),
        "document": queries.guide_document(guide, language()),
    }
    return render(request, "learn/guide.html", context)


def guide_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One guide with its claims in full, for software."""
    with or_404():
        guide = queries.guide(slug, preview=is_preview(request))
    document = queries.guide_document(guide, language())
    document["hasPart"] = [
        queries.claim_document(claim, language()) for claim in guide.claims.all()
    ]
    return JsonResponse(document)


def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """One claim, what it rests on, what came later and what was corrected."""
    with or_404():
        claim = queries.claim(slug, preview=is_preview(request))
    context = {"claim": claim, "document": queries.claim_document(claim, language())}
    return render(request, "learn/claim.html", context)


def claim_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One claim, for software."""
    with or_404():
        claim = queries.claim(slug, preview=is_preview(request))
    return JsonResponse(queries.claim_document(claim, language()))


def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction, the newest first."""
    found = queries.corrections(preview=is_preview(request))
    return render(request, "learn/corrections.html", {"corrections": found})


def corrections_json(request: HttpRequest) -> JsonResponse:
    """Every correction, for software."""
    found = queries.corrections(preview=is_preview(request))
    return JsonResponse(
        {
            "corrections": [
                queries.correction_document(correction, language()) | {"@id": _address(correction)}
                for correction in found
            ]
        }
    )


def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Every correction as an Atom feed."""
    entries = [
        FeedEntry(
            id=_address(correction),
            title=correction.text("right", language()).value,
            address=_address(correction),
            text=_("What was said: %(said)s Why: %(why)s")
            % {
                "said": correction.text("said", language()).value,
                "why": correction.text("why", language()).value,
            },
            updated=correction.recorded,
        )
        for correction in queries.corrections(preview=is_preview(request))
    ]
    return atom(
        title=_("Corrections"),
        address=absolute(reverse("learn:corrections")),
        feed_address=absolute(reverse("learn:corrections_feed")),
        language=language(),
        entries=entries,
    )


def _address(correction: Correction) -> str:
    return f"{absolute(correction.claim.get_absolute_url())}#correction-{correction.pk}"
