"""A campaign's calls on somebody else's site, in a frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from upstander.campaigns.views import calls
from upstander.campaigns.views.campaigns import whole
from upstander.hub.context import absolute


def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The page to call from, bare: what leads elsewhere opens a tab of its own."""
    context = whole(request, slug)
    address = context["campaign"].get_absolute_url()
    context |= {"framed": True, "canonical": absolute(address)}
    return render(request, "campaigns/embed.html", context | calls.calling(context))
