"""What callers report of an office."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
