"""Template tags of the officials' pages."""

import json

from django import template

from upstander.officials import facts, targets, words
from upstander.officials.models import Campaign

register = template.Library()


@register.simple_tag
def ways_out() -> facts.WaysOut:
    """The Capitol switchboard, and pages of others that tell what we cannot."""
    return facts.ways_out()


@register.filter
def party(name: str) -> str:
    """A party in words."""
    return words.party(name)


@register.filter
def spec(campaign: Campaign) -> str:
    """Whom a campaign addresses, for the script on a visitor's device."""
    return json.dumps(targets.for_device(campaign), separators=(",", ":"))
