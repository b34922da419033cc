"""Template tags of the officials' pages."""

from django import template

from upstander.officials import facts, words

register = template.Library()


@register.simple_tag
def ways_out() -> facts.WaysOut:
    """The Capitol switchboard, and pages of others that tell what we cannot."""
    return facts.ways_out()


@register.filter
def party(name: str) -> str:
    """A party in words."""
    return words.party(name)
