"""Reading campaigns, and what they cite."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from upstander.campaigns.models import KINDS, Campaign, Stance
from upstander.campaigns.queries import addressing, letters, targets
from upstander.hub.context import absolute
from upstander.learn import queries as learn
from upstander.learn.models import Claim
from upstander.officials.queries import pages
from upstander.places import queries as places


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
        .prefetch_related("guide__translations", "stances", Prefetch("claims", queryset=citable))
    )


def asked(campaign: Campaign, language: str) -> list[str]:
    """Returns whom a campaign asks, in words: by kind, and what narrows that."""
    found = [str(KINDS[kind]) for kind in KINDS if kind in campaign.kinds]
    if campaign.states:
        names = [places.state_name(places.state(code), language) for code in campaign.states]
        found.append(_("only in %(states)s") % {"states": ", ".join(names)})
    if campaign.committees:
        names = list(targets.committee_names(campaign).values())
        found.append(_("only members of: %(committees)s") % {"committees": "; ".join(names)})
    return [*found, *_named(campaign, language)]


def _named(campaign: Campaign, language: str) -> list[str]:
    offices = filter(None, map(targets.known, campaign.named))
    today = localdate()
    return [addressing.whole_name(office, language=language, on=today) for office in offices]


def stances(campaign: Campaign, language: str, *, on: date) -> list[tuple[Stance, str, bool]]:
    """Returns where holders stand, each with what they are called, and whether they have a page."""
    found = [(one, targets.known(one.office_id)) for one in campaign.stances.all()]
    return [
        (one, addressing.whole_name(office, language=language, on=on), pages.has_page(office))
        for one, office in found
        if office
    ]


def states() -> set[str]:
    """Returns the states that published campaigns ask offices of, as two capital letters."""
    return {code for campaign in Campaign.objects.visible() for code in campaign.states}


def campaign_document(campaign: Campaign, language: str) -> dict[str, Any]:
    """Returns a campaign for software; claims are named by address."""
    return {
        "@id": absolute(campaign.get_absolute_url()),
        "url": absolute(campaign.get_absolute_url()),
        "title": campaign.text("title", language).value,
        "request": campaign.text("request", language).value,
        "script": campaign.text("script", language).value,
        "letter": campaign.text("letter", language).value,
        "wordings": _wordings(campaign, language),
        "kinds": campaign.kinds,
        "states": campaign.states,
        "committees": [
            {"id": one, "name": name} for one, name in targets.committee_names(campaign).items()
        ],
        "named": campaign.named,
        "stances": [
            {
                "office": stance.office_id,
                "side": stance.side,
                "url": stance.source_url,
                "as_of": stance.as_of.isoformat(),
            }
            for stance in campaign.stances.all()
        ],
        "guide": absolute(campaign.guide.get_absolute_url()),
        "claims": [absolute(claim.get_absolute_url()) for claim in campaign.claims.all()],
    }


def _wordings(campaign: Campaign, language: str) -> dict[str, dict[str, str]]:
    """The scripts and letters of stances that have their own."""
    found: dict[str, dict[str, str]] = {}
    for field in ("script", "letter"):
        for side, text in letters.wordings(campaign, field, language).items():
            if side:
                found.setdefault(side, {})[field] = text.value
    return found
