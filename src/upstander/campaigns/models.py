"""Campaigns: one request to officials, with a script and a letter; and what came of them.

The tables have the names that they had in the room of officials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.hub.models import Publishable, RoomHistory
from upstander.learn.models import Claim, Guide
from upstander.places import choices

HOW_TO_FILL = _(
    "Leave an empty line between paragraphs. Variables: {title} {name} {office} {place} {district} "
    "{committee} {request} {claims} {own_words}."
)
VARIABLES = (
    *("title", "name", "office", "place", "district", "committee"),
    *("request", "claims", "own_words"),
)
KINDS = {
    "house": _("the U.S. House"),
    "senate": _("the U.S. Senate"),
    "president": _("the president and vice president"),
    "lower": _("state houses and assemblies"),
    "upper": _("state senates"),
    "governor": _("governors"),
    "statewide": _("other offices elected by a whole state"),
    "mayor": _("mayors"),
    "added": _("officials that this hub has added"),
}
"""Whom a campaign may address, in the order in which a visitor contacts them."""


def congress() -> list[str]:
    """Returns what a new campaign addresses."""
    return [*choices.CONGRESS]


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
    """One specific request to those of a visitor's officials whom it addresses.

    It addresses the offices of its `kinds`, only in its `states` and only members of its
    `committees` where it has any; and, whoever the visitor is, the offices in `named`.
    """

    address_base = "officials/campaigns"
    worded = (
        *("script", "letter"),
        *("script_supports", "letter_supports", "script_opposes", "letter_opposes"),
    )
    translated_fields = ("title", "request", *worded)

    guide = models.ForeignKey(
        Guide, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("guide")
    )
    title = models.CharField(_("title"), max_length=120)
    request = models.TextField(
        _("the one request"), max_length=400, help_text=_("One sentence, specific.")
    )
    script = models.TextField(_("script of a call"), max_length=4000, help_text=HOW_TO_FILL)
    letter = models.TextField(_("letter"), max_length=8000, help_text=HOW_TO_FILL)
    script_supports = models.TextField(
        _("script for those who support it"), max_length=4000, blank=True
    )
    letter_supports = models.TextField(
        _("letter to those who support it"), max_length=8000, blank=True
    )
    script_opposes = models.TextField(
        _("script for those who oppose it"), max_length=4000, blank=True
    )
    letter_opposes = models.TextField(
        _("letter to those who oppose it"), max_length=8000, blank=True
    )
    kinds = models.JSONField(_("who is addressed"), default=congress, blank=True)
    states = models.JSONField(_("only in these states"), default=list, blank=True)
    committees = models.JSONField(_("only on these committees"), default=list, blank=True)
    named = models.JSONField(_("also these offices"), default=list, blank=True)
    claims = models.ManyToManyField(
        Claim, related_name="campaigns", blank=True, verbose_name=_("claims it cites")
    )

    class Meta:
        db_table = "officials_campaign"
        ordering = ["title", "slug"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        problems = {field: list(variable_problems(getattr(self, field))) for field in self.worded}
        if not (self.kinds or self.named) or any(kind not in KINDS for kind in self.kinds):
            problems["kinds"] = [_("Choose from: %(allowed)s.") % {"allowed": ", ".join(KINDS)}]
        found = {field: said for field, said in problems.items() if said}
        if found:
            raise ValidationError(found)


class Stance(models.Model):
    """Where an office's holder stands on a campaign's request, and where they said so."""

    class Side(models.TextChoices):
        SUPPORTS = "supports", _("supports it")
        OPPOSES = "opposes", _("opposes it")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="stances")
    office_id = models.CharField(_("office"), max_length=80)
    side = models.CharField(_("stance"), max_length=10, choices=Side.choices)
    source_url = models.URLField(_("where they said so"), max_length=500)
    as_of = models.DateField(_("as of"))
    history = RoomHistory()

    class Meta:
        db_table = "officials_stance"
        ordering = ["office_id"]
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "office_id"], name="one_stance_per_office_and_campaign"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.get_side_display()}"


class Tally(models.Model):
    """How many told of one outcome of a campaign on one day."""

    class Outcome(models.TextChoices):
        TALKED = "talked", _("talked to someone")
        MESSAGE = "message", _("left a message")
        BUSY = "busy", _("line busy")
        FULL = "full", _("mailbox full")
        WRONG = "wrong", _("wrong number")
        WRITTEN = "written", _("letter sent")
        VISITED = "visited", _("visit made")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="tallies")
    on = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        db_table = "officials_tally"
        ordering = ["on", "outcome"]
        verbose_name = _("day's count")
        verbose_name_plural = _("day's counts")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "on", "outcome"], name="one_count_per_day_and_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.outcome}: {self.count}"


class Receipt(models.Model):
    """The hash of a random word that came with a count, so that it counts once; soon deleted."""

    token_hash = models.CharField(max_length=64, unique=True)
    on = models.DateField()

    class Meta:
        db_table = "officials_receipt"

    def __str__(self) -> str:
        return str(self.on)
