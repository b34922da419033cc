"""Public pages of groups, and the answer to where the visitor is."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from upstander.groups import queries
from upstander.groups.models import Organization
from upstander.hub.context import is_preview, language
from upstander.hub.views import or_404, shown_as, visitor_form
from upstander.places import queries as places
from upstander.places.queries import Outcome, Place


def index(request: HttpRequest) -> HttpResponse:
    """Every group, the national ones first."""
    return render(request, "groups/index.html", _overview(request, place=None))


def index_json(request: HttpRequest) -> JsonResponse:
    """Every group, as a list of HSDS."""
    found = queries.organizations(preview=is_preview(request))
    return JsonResponse(queries.hsds_page(found, language()))


def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: what it does, how to reach it, how fresh this is."""
    with or_404():
        group = queries.organization(slug, preview=is_preview(request))
    document = queries.organization_document(group, language())
    context = {"group": group, "document": document}
    return render(request, "groups/group.html", context)


def group_json(request: HttpRequest, slug: str) -> JsonResponse:
    """One group, as an organization of HSDS."""
    with or_404():
        group = queries.organization(slug, preview=is_preview(request))
    return JsonResponse(queries.hsds_document(group, language()))


@visitor_form
def near(request: HttpRequest) -> HttpResponse:
    """The groups near a place, for a device without JavaScript."""
    shown_as(request, "groups:index")
    asked = request.POST.get("q", "")
    located = places.find(asked)
    context = _overview(request, place=queries.visitor_place(located)) | {
        "asked": asked,
        "outcome": located.outcome,
        "candidates": queries.candidates(located),
    }
    refused = located.outcome in (Outcome.EMPTY, Outcome.MALFORMED)
    return render(request, "groups/index.html", context, status=422 if refused else 200)


def _overview(request: HttpRequest, *, place: Place | None) -> dict[str, Any]:
    """Every group, in three lists: near `place`, national, and local elsewhere."""
    groups = list(queries.organizations(preview=is_preview(request)))
    near = queries.near(place, groups) if place else []
    others = [group for group in groups if group not in [row.organization for row in near]]
    return {
        "place": place,
        "city": format_html("<span data-city>{}</span>", place.name if place else _("YOUR CITY")),
        "near": near,
        "national": [group for group in others if not group.is_local],
        "elsewhere": [group for group in others if group.is_local],
        "unconfirmed": _unconfirmed(groups),
        "searches": queries.searches(language()),
        "outcomes": (*queries.UNPLACED, "point"),
    }


def _unconfirmed(groups: list[Organization]) -> str:
    """Whether nobody has confirmed "all" of the groups, or "some"; empty for none."""
    never = [group for group in groups if group.freshness_today == "never"]
    return ("all" if len(never) == len(groups) else "some") if never else ""
