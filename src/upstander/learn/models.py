"""Guides, the claims they rest on, where those come from, and what was corrected."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from upstander.hub import dates
from upstander.hub.fields import KnownDateField, MarkdownField
from upstander.hub.models import Publishable, Translatable


class Guide(Publishable):
    """A dated account of one wrong: what is claimed, what it rests on, whom it builds on."""

    address_base = "learn"
    reserved_slugs = ("claims", "corrections")
    translated_fields = ("title", "summary", "body", "content_note", "credits")

    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), max_length=600)
    body = MarkdownField(_("text"), blank=True, help_text=_("Markdown."))
    content_note = models.TextField(
        _("content note"),
        blank=True,
        help_text=_("What a reader may find hard to read, so that they can choose."),
    )
    dated = KnownDateField(_("as it stood on"), blank=True, first="dated_first")
    dated_first = models.DateField(null=True, editable=False)
    credits = MarkdownField(_("who it builds on"), help_text=_("Markdown."))

    class Meta:
        ordering = [models.F("dated_first").desc(nulls_last=True), "slug"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learn:guide", args=[self.slug])


class Source(models.Model):
    """A document that a claim rests on, and how its link fared when last looked at."""

    class Link(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked yet")
        WORKS = "works", _("works")
        MOVED = "moved", _("moved")
        GONE = "gone", _("gone")
        UNKNOWN = "unknown", _("could not be checked")

    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=160)
    published = KnownDateField(_("published"), blank=True)
    locator = models.CharField(
        _("where in it"), max_length=160, blank=True, help_text=_("Page, case or schedule number.")
    )
    archived_url = models.URLField(_("archived copy"), max_length=500, blank=True)
    link_state = models.CharField(
        _("link"), max_length=10, choices=Link.choices, default=Link.UNCHECKED
    )
    checked_on = models.DateField(_("link checked on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(fields=["url", "title"], name="one_source_per_url_and_title")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if (self.link_state == self.Link.UNCHECKED) != (self.checked_on is None):
            raise ValidationError(
                {"checked_on": _("A checked link has the day of the check, an unchecked one none.")}
            )


class Claim(Publishable):
    """One sentence of fact, with what it rests on and how it stands today."""

    class Standing(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        DISPUTED = "disputed", _("disputed")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    address_base = "learn/claims"
    translated_fields = ("sentence", "context", "content_note")

    guide = models.ForeignKey(
        Guide, on_delete=models.PROTECT, related_name="claims", verbose_name=_("guide")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    sentence = models.TextField(_("claim, in one sentence"), max_length=500)
    context = MarkdownField(_("context"), blank=True, help_text=_("Markdown."))
    content_note = models.CharField(_("content note"), max_length=300, blank=True)
    true_from = KnownDateField(_("true from"), blank=True)
    true_until = KnownDateField(_("true until"), blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.SUPPORTED
    )
    sources = models.ManyToManyField(
        Source, through="Citation", related_name="claims", verbose_name=_("sources")
    )

    class Meta:
        ordering = ["guide", "order", "slug"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return reverse("learn:claim", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        known = dates.is_date(self.true_from) and dates.is_date(self.true_until)
        if known and not dates.in_order(self.true_from, self.true_until):
            raise ValidationError({"true_until": _("This day must not be before “true from”.")})

    @property
    def is_withdrawn(self) -> bool:
        return self.standing == self.Standing.WITHDRAWN

    @property
    def has_later_developments(self) -> bool:
        return bool(self.developments.all())


class Citation(models.Model):
    """A claim rests on a source; the first in order comes first."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(fields=["claim", "source"], name="a_claim_cites_a_source_once")
        ]

    def __str__(self) -> str:
        return str(self.source)


class Development(Translatable):
    """What happened later, on a day, that a reader of the claim must know."""

    translated_fields = ("what",)

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="developments")
    on = KnownDateField(_("on"), first="on_first")
    on_first = models.DateField(null=True, editable=False)
    what = models.TextField(_("what happened"), max_length=500)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="developments", verbose_name=_("source")
    )

    class Meta:
        ordering = ["on_first", "pk"]
        verbose_name = _("later development")
        verbose_name_plural = _("later developments")

    def __str__(self) -> str:
        return f"{self.on}: {self.what}"


class Correction(Translatable):
    """What was said, what is right, why, and since when. Never changed, never removed."""

    translated_fields = ("said", "right", "why")

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("claim")
    )
    said = models.TextField(_("what was said"), max_length=500)
    right = models.TextField(_("what is right"), max_length=500)
    why = models.TextField(_("why"), max_length=500)
    since = models.DateField(_("known since"))
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("source")
    )
    standing_after = models.CharField(
        _("the claim stands from then on as"),
        max_length=10,
        choices=Claim.Standing.choices,
        default=Claim.Standing.CORRECTED,
    )
    recorded = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        ordering = ["-since", "-recorded", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.right

    def clean(self) -> None:
        if self.pk:
            raise ValidationError(_("A correction stays as it is. Add another one."))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError(_("A correction stays as it is. Add another one."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("A correction stays. Add another one."))
