"""Campaigns: one request to officials in Congress, with a script and a letter for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.hub.models import Publishable
from upstander.learn.models import Claim, Guide

HOW_TO_FILL = _(
    "Leave an empty line between paragraphs. Variables: "
    "{title} {name} {office} {place} {claims} {own_words}."
)
VARIABLES = ("title", "name", "office", "place", "claims", "own_words")
CHAMBERS = {"senate": _("the Senate"), "house": _("the House of Representatives")}


def both_chambers() -> list[str]:
    """Returns what a new campaign addresses."""
    return list(CHAMBERS)


def variable_problems(text: str) -> Iterator[str]:
    """Yields what is wrong with the braces of a script or letter, each in a sentence."""
    allowed = [f"{{{name}}}" for name in VARIABLES]
    for found in re.findall(r"\{[^{}]*\}|[{}]", text):
        if found not in allowed:
            yield _("%(found)s is not a variable. Use: %(allowed)s.") % {
                "found": found,
                "allowed": ", ".join(allowed),
            }


class Campaign(Publishable):
    """One specific request to those who represent a visitor in the chambers it addresses."""

    address_base = "officials/campaigns"
    translated_fields = ("title", "request", "script", "letter")

    guide = models.ForeignKey(
        Guide, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("guide")
    )
    title = models.CharField(_("title"), max_length=120)
    request = models.TextField(
        _("the one request"), max_length=400, help_text=_("One sentence, specific.")
    )
    script = models.TextField(_("script of a call"), max_length=4000, help_text=HOW_TO_FILL)
    letter = models.TextField(_("letter"), max_length=8000, help_text=HOW_TO_FILL)
    chambers = models.JSONField(_("who is addressed"), default=both_chambers)
    claims = models.ManyToManyField(
        Claim, related_name="campaigns", blank=True, verbose_name=_("claims it cites")
    )

    class Meta:
        ordering = ["title", "slug"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("officials:campaign", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        problems = {
            field: list(variable_problems(getattr(self, field))) for field in ("script", "letter")
        }
        if not self.chambers or any(chamber not in CHAMBERS for chamber in self.chambers):
            problems["chambers"] = [
                _("Choose from: %(allowed)s.") % {"allowed": ", ".join(CHAMBERS)}
            ]
        found = {field: said for field, said in problems.items() if said}
        if found:
            raise ValidationError(found)
