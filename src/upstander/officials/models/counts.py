"""What visitors chose to have counted: a campaign, an outcome and a day, and nothing else."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from upstander.officials.models.campaigns import Campaign


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

    def __str__(self) -> str:
        return str(self.on)


class Report(models.Model):
    """How many callers found the mailbox of one office full on one day."""

    office_id = models.CharField(_("office"), max_length=80)
    on = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        ordering = ["on", "office_id"]
        verbose_name = _("full mailbox")
        verbose_name_plural = _("full mailboxes")
        constraints = [
            models.UniqueConstraint(
                fields=["office_id", "on"], name="one_report_per_office_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.office_id}: {self.count}"
