"""Campaigns to call, write to or visit officials."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from upstander.campaigns.queries import campaigns as queries
from upstander.hub.context import is_preview, language
from upstander.hub.views import or_404


def index_json(request: HttpRequest) -> JsonResponse:
    """All campaigns, for software."""
    campaigns = queries.whole_campaigns(preview=is_preview(request))
    return JsonResponse(
        {"campaigns": [queries.campaign_document(one, language()) for one in campaigns]}
    )


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: the request, why, and the two ways to make it."""
    context = whole(request, slug)
    context |= {
        "asked": queries.asked(context["campaign"], language()),
        "stances": queries.stances(context["campaign"], language(), on=localdate()),
    }
    return render(request, "campaigns/campaign.html", context)


def campaign_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One campaign, for software."""
    campaign = whole(request, slug)["campaign"]
    return JsonResponse(queries.campaign_document(campaign, language()))


def whole(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What every page of a campaign shows."""
    with or_404():
        campaign = queries.campaign(slug, preview=is_preview(request))
    return {"campaign": campaign, "claims": campaign.claims.all()}
