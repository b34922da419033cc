"""Reading campaigns, and what they cite."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from upstander.hub.context import absolute
from upstander.hub.registry import Problem
from upstander.learn import queries as learn
from upstander.learn.models import Claim
from upstander.officials.models import Campaign
from upstander.officials.models.campaigns import variable_problems


def campaigns(*, preview: bool = False) -> QuerySet[Campaign]:
    """Returns the campaigns a visitor sees; with `preview`, drafts too."""
    return Campaign.objects.visible(preview=preview).prefetch_related("translations")


def campaign(slug: str, *, preview: bool = False) -> Campaign:
    """Returns one campaign with its guide and the claims that it may cite.

    Raises:
        Campaign.DoesNotExist: there is none of that slug that this reader may see.
    """
    return whole_campaigns(preview=preview).get(slug=slug)


def whole_campaigns(*, preview: bool = False) -> QuerySet[Campaign]:
    """Returns the campaigns a visitor sees, each with its guide and the claims it may cite."""
    citable = learn.whole_claims(preview=preview).exclude(standing=Claim.Standing.WITHDRAWN)
    return (
        campaigns(preview=preview)
        .select_related("guide")
        .prefetch_related("guide__translations", Prefetch("claims", queryset=citable))
    )


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "officials/"
    yield "officials/index.json"
    yield "officials/parts.html"
    for slug in campaigns().values_list("slug", flat=True):
        yield f"officials/campaigns/{slug}/"
        yield f"officials/campaigns/{slug}/index.json"
        yield f"officials/campaigns/{slug}/call/"
        yield f"officials/campaigns/{slug}/letter/"


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps campaigns from being published."""
    for one in campaigns().select_related("guide").prefetch_related("claims__guide"):
        where = f"campaign {one.slug}"
        if not one.guide.is_published:
            message = _("Its guide, %(guide)s, is a draft. Publish it first.")
            yield Problem(where, message % {"guide": one.guide.slug})
        for claim in one.claims.all():
            if claim.is_withdrawn:
                message = _("It cites the claim %(claim)s, which is withdrawn. Take it out.")
                yield Problem(where, message % {"claim": claim.slug})
            elif not claim.is_published:
                message = _("It cites the claim %(claim)s, a draft. Publish it, or take it out.")
                yield Problem(where, message % {"claim": claim.slug})
            elif not claim.guide.is_published and claim.guide != one.guide:
                message = _(
                    "It cites the claim %(claim)s of the guide %(guide)s, a draft. "
                    "Publish that guide, or take the claim out."
                )
                yield Problem(where, message % {"claim": claim.slug, "guide": claim.guide.slug})
        yield from (Problem(where, said) for said in _variable_problems(one))


def _variable_problems(campaign: Campaign) -> Iterator[str]:
    """Yields what is wrong with variables, in the original and in every translation."""
    texts = [(campaign.language, field, getattr(campaign, field)) for field in Campaign.worded]
    texts += [
        (row.language, row.field, row.text)
        for row in campaign.translations.all()
        if row.field in Campaign.worded
    ]
    for language, field, text in texts:
        for said in variable_problems(text):
            yield f"{field} ({language}): {said}"


def campaign_document(campaign: Campaign, language: str) -> dict[str, Any]:
    """Returns a campaign for software; claims are named by address."""
    return {
        "@id": absolute(campaign.get_absolute_url()),
        "url": absolute(campaign.get_absolute_url()),
        "title": campaign.text("title", language).value,
        "request": campaign.text("request", language).value,
        "script": campaign.text("script", language).value,
        "letter": campaign.text("letter", language).value,
        "kinds": campaign.kinds,
        "guide": absolute(campaign.guide.get_absolute_url()),
        "claims": [absolute(claim.get_absolute_url()) for claim in campaign.claims.all()],
    }
