"""Template tags of the officials' pages."""

from django import template

from upstander.officials.queries import elsewhere, words

register = template.Library()


@register.simple_tag
def ways_out() -> elsewhere.WaysOut:
    """The Capitol switchboard, and pages of others that tell what we cannot."""
    return elsewhere.ways_out()


@register.filter
def party(name: str) -> str:
    """A party in words."""
    return words.party(name)
