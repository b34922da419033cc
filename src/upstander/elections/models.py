"""Elections, who stands in them, what they were asked, and what they answered, word for word."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from upstander.hub.models import Publishable, Translatable

division_id = RegexValidator(
    r"^ocd-division/country:us(/[a-z_]+:[\w.~-]+)*$",
    _("An Open Civic Data id, such as ocd-division/country:us/state:ia/cd:3."),
)


class Election(Translatable):
    """One day on which people vote."""

    translated_fields = ("name",)

    name = models.CharField(_("name"), max_length=120)
    date = models.DateField(_("election day"))

    class Meta:
        ordering = ["-date", "name"]
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        constraints = [
            models.UniqueConstraint(fields=["date", "name"], name="one_election_per_day_and_name")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.date}"

    def is_over(self, on: datetime.date) -> bool:
        """True from the day after election day."""
        return on > self.date


class Contest(Publishable):
    """One seat in one election, as a source lists who stands for it."""

    address_base = "elections/contests"
    translated_fields = ("name", "note")

    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="contests", verbose_name=_("election")
    )
    division = models.CharField(_("division"), max_length=120, validators=[division_id])
    name = models.CharField(_("name"), max_length=120)
    note = models.TextField(
        _("what a reader must know about the list"), max_length=1000, blank=True
    )
    source_title = models.CharField(_("source of the list"), max_length=300)
    source_url = models.URLField(_("web address of the source"), max_length=500)
    source_as_of = models.DateField(_("list as of"))

    class Meta:
        ordering = ["-election__date", "name"]
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    def __str__(self) -> str:
        return f"{self.name} ({self.election.date})"

    def get_absolute_url(self) -> str:
        return reverse("elections:contest", args=[self.slug])


class Candidacy(models.Model):
    """A person in a contest. They are listed by family name: an order that says nothing."""

    contest = models.ForeignKey(
        Contest, on_delete=models.CASCADE, related_name="candidacies", verbose_name=_("contest")
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("As people say it."))
    family_name = models.CharField(_("family name"), max_length=80)
    party = models.CharField(_("party, in words"), max_length=80, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["family_name", "name"]
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="a_name_once_in_a_contest")
        ]

    def __str__(self) -> str:
        return self.name


class Question(Translatable):
    """What every candidate of a contest is asked, in the same words."""

    translated_fields = ("words",)

    contest = models.ForeignKey(
        Contest, on_delete=models.CASCADE, related_name="questions", verbose_name=_("contest")
    )
    words = models.TextField(_("the question"), max_length=500)
    asked_on = models.DateField(_("put to every candidate on"), null=True, blank=True)
    channel = models.CharField(
        _("how it was put"), max_length=120, blank=True, help_text=_("Letter, e-mail, forum.")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        if (self.asked_on is None) != (not self.channel):
            raise ValidationError(
                {"channel": _("Give both the day and the way it was put, or neither.")}
            )


class Answer(models.Model):
    """What a candidate answered, word for word. A new answer is a new version; none is changed."""

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    candidacy = models.ForeignKey(
        Candidacy, on_delete=models.PROTECT, related_name="answers", verbose_name=_("candidate")
    )
    text = models.TextField(_("the answer, word for word"), max_length=20_000)
    language = models.CharField(
        _("written in"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    on = models.DateField(_("given on"))
    source_title = models.CharField(_("where it can be read"), max_length=300)
    source_url = models.URLField(_("web address"), max_length=500, blank=True)
    recorded = models.DateTimeField(_("recorded"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-recorded", "-pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.candidacy}, {self.on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError(_("An answer stays as it is. Add another version."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError(_("An answer stays. Add another version."))

    def clean(self) -> None:
        if self.pk:
            raise ValidationError(_("An answer stays as it is. Add another version."))
        if None in (self.question_id, self.candidacy_id, self.on):
            return  # a missing field is refused by itself
        if self.candidacy.contest_id != self.question.contest_id:
            raise ValidationError(
                {"candidacy": _("Choose a candidate of the contest that was asked.")}
            )
        if self.question.asked_on is None or self.on < self.question.asked_on:
            raise ValidationError(
                {"on": _("An answer cannot be older than the day the question was put.")}
            )
