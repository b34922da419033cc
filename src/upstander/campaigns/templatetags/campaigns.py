"""Template tags of the campaigns' pages."""

import secrets

from django import template

from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import letters, offers, sitting, tallies
from upstander.officials.queries.answers import Answer

register = template.Library()


@register.simple_tag
def others(answer: Answer, campaign: Campaign, office_id: str) -> str:
    """The ids of whom the campaign asks besides an office, for the next ones of a sitting."""
    return sitting.others(answer, campaign, office_id)


@register.simple_tag
def represents(answer: Answer, office_id: str) -> str:
    """Whether an office of a look-up's answer represents the visitor: yes, no, unsure."""
    return sitting.represents(answer, office_id)


@register.filter
def spec(campaign: Campaign) -> str:
    """Whom a campaign addresses, for the script on a visitor's device."""
    return offers.spec(campaign)


@register.inclusion_tag("campaigns/wordings.html")
def wordings(campaign: Campaign, field: str, language: str) -> dict[str, object]:
    """The script or the letter for every stance and the request, for the visitor's device."""
    by_side = letters.wordings(campaign, field, language)
    return {
        "wordings": {side: letters.paragraphs(text.value) for side, text in by_side.items()},
        "request": campaign.text("request", language).value,
    }


@register.simple_tag
def outcomes(*, of_calls: bool = False) -> dict[str, str]:
    """What may be counted, as a visitor says it; with `of_calls`, only what comes of a call."""
    codes = tallies.CALLS if of_calls else tuple(tallies.OUTCOMES)
    return {str(code): str(tallies.OUTCOMES[code]) for code in codes}


@register.filter
def outcome(code: str) -> str:
    """One outcome as a visitor says it."""
    return str(tallies.OUTCOMES[code])


@register.simple_tag
def new_token() -> str:
    """A random word, so that what a form sends twice counts once."""
    return secrets.token_hex(16)
