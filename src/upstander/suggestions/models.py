"""What visitors suggest, until an organizer decides. Who suggested it is never known."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from upstander.hub import registry

web_address = URLValidator(
    schemes=["http", "https"], message=_("Give a web address such as https://example.org/page.")
)


class Suggestion(models.Model):
    """A group, a source, a correction or a telephone number, in a visitor's words.

    It keeps the day it came, not the hour, and nothing else about the visitor. It has no history
    rows: what is rejected must be gone for good after a week.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("a group")
        SOURCE = "source", _("a source")
        CORRECTION = "correction", _("a correction")
        NUMBER = "number", _("a telephone number")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    fields = models.JSONField(_("what was written"))
    language = models.CharField(_("written in"), max_length=10, choices=settings.LANGUAGES)
    received_on = models.DateField(_("received on"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.CheckConstraint(
                name="a_decided_suggestion_has_its_day",
                condition=models.Q(status="waiting", decided_on=None)
                | (~models.Q(status="waiting") & models.Q(decided_on__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.received_on})"

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    def clean(self) -> None:
        expected = [name for name in registry.suggested(self.kind) if name != "language"]
        given = self.fields if isinstance(self.fields, dict) else {}
        if set(given) != set(expected) or not all(isinstance(v, str) for v in given.values()):
            raise ValidationError(
                {"fields": _("Give these as text: %(names)s.") % {"names": ", ".join(expected)}}
            )
        if self.kind == self.Kind.NUMBER and not given["url"]:
            return
        try:
            web_address(given["url"])
        except ValidationError as refused:
            raise ValidationError({"fields": refused.messages}) from refused


class Allowance(models.Model):
    """How many suggestions of a kind are taken in one of two ways; it grows by the hour.

    It says of no suggestion when it came: the hour is that of the last growth.
    """

    class Way(models.TextChoices):
        WAITED = "waited", _("after a wait")
        WORKED = "worked", _("for work of the device")

    kind = models.CharField(_("kind"), max_length=10, choices=Suggestion.Kind.choices)
    way = models.CharField(_("way"), max_length=10, choices=Way.choices, default=Way.WAITED)
    left = models.FloatField(_("left"))
    hour = models.DateTimeField(_("hour"))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [
            models.UniqueConstraint(fields=["kind", "way"], name="one_allowance_of_a_kind_and_way")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.way}: {self.left:.1f}"


class Used(models.Model):
    """The hash of a form's token that was used, so that it is not used again; nothing about whom.

    It is of no use from `until` on, and deleted then: with the next suggestion, or by daily work.
    """

    digest = models.CharField(_("hash"), max_length=64, unique=True)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("used form")
        verbose_name_plural = _("used forms")

    def __str__(self) -> str:
        return self.digest
