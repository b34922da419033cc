"""Asks: ways to help, what each takes and until when."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from upstander.groups.models import Organization
from upstander.hub import audiences
from upstander.hub.audiences import AUDIENCES, NOBODY, PUBLIC
from upstander.hub.fields import MarkdownField
from upstander.hub.models import Publishable

STATED = [code for code in AUDIENCES if code != PUBLIC]
"""Who may learn of an ask; that it is in public, `visibility` says."""


def duration(minutes: int) -> str:
    """Returns a time in words: minutes up to two hours, then whole hours."""
    if minutes < 120 and minutes != 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = (minutes + 30) // 60
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


class Skill(models.TextChoices):
    """What somebody can do that not everybody can."""

    INTERPRETING = "interpreting", _("interpreting or translating")
    DRIVING = "driving", _("driving")
    LEGAL = "legal", _("legal work")
    ACCOUNTING = "accounting", _("accounting")
    DESIGN = "design", _("design")


class Ask(Publishable):
    """One way to help: why, how, what it takes, and where the next step is."""

    class Kind(models.TextChoices):
        LEARN = "learn", _("learn and pass on")
        FOLLOW = "follow", _("follow a group")
        CALL = "call", _("call")
        WRITE = "write", _("write")
        SHOW_UP = "show_up", _("show up")
        MONEY = "money", _("give money")
        FUNDRAISE = "fundraise", _("raise money")
        SKILL = "skill", _("offer a skill")
        REGISTER = "register", _("register voters")
        ASK_CANDIDATE = "ask_candidate", _("ask a candidate")
        ADD = "add", _("add to this site")

    class Presence(models.TextChoices):
        HOME = "home", _("from home")
        IN_PERSON = "in_person", _("in person")

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("not in public")
        PUBLIC = "public", _("in public: anyone may see it")

    address_base = "give"
    reserved_slugs = ("match",)
    translated_fields = ("title", "why", "how")

    title = models.CharField(_("title"), max_length=120)
    why = models.TextField(_("why it helps"), max_length=400)
    how = MarkdownField(_("how to do it"), help_text=_("Markdown."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    minutes = models.PositiveIntegerField(_("minutes it takes"), validators=[MinValueValidator(1)])
    costs_money = models.BooleanField(_("takes money"), default=False)
    skills = models.JSONField(
        _("skills"),
        default=list,
        blank=True,
        help_text=_('One of these is needed; an empty list for none. Such as ["driving"].'),
    )
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        help_text=_('All of these are needed; an empty list for any. Such as ["en", "es"].'),
    )
    presence = models.CharField(
        _("where"), max_length=10, choices=Presence.choices, default=Presence.HOME
    )
    visibility = models.CharField(
        _("in public"), max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    audiences = models.JSONField(
        _("who learns of it"),
        default=list,
        blank=True,
        help_text=_(
            "Everyone who learns something of it; an empty list where that is not known. Such as "
            '["office", "phone"].'
        ),
    )
    needed = models.PositiveIntegerField(
        _("how many people are needed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty where there cannot be too many."),
    )
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day on which it is shown.")
    )
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    leads_to = models.CharField(
        _("next step"),
        max_length=200,
        validators=[
            RegexValidator(
                re.compile(r"\A[a-z]+/([a-z0-9-]+/)*(#[\w-]+)?\Z"),
                _("Give an address on this site without the language: officials/campaigns/x/"),
            )
        ],
        help_text=_("An address on this site without the language: officials/campaigns/x/"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="asks",
        verbose_name=_("group that asks"),
    )

    class Meta:
        ordering = ["minutes", "slug"]
        verbose_name = _("ask")
        verbose_name_plural = _("asks")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("give:ask", args=[self.slug])

    @property
    def takes(self) -> str:
        """How long it takes, in words."""
        return duration(self.minutes)

    @property
    def skill_names(self) -> list[str]:
        """The skills of which it needs one, in words."""
        return [str(Skill(code).label) for code in self.skills]

    @property
    def language_names(self) -> list[str]:
        """The languages it needs, in words."""
        return [str(dict(settings.LANGUAGES)[code]) for code in self.languages]

    @property
    def learns(self) -> list[str]:
        """The codes of everyone who learns something of it; empty where that is not known."""
        return [*self.audiences, *([PUBLIC] if self.visibility == self.Visibility.PUBLIC else [])]

    @property
    def learn_names(self) -> list[str]:
        """Who learns something of it, in words."""
        return [str(one.who) for one in audiences.of(self.learns)]

    def clean(self) -> None:
        super().clean()
        _clean_codes("audiences", self.audiences, STATED)
        if NOBODY in self.learns and len(self.learns) > 1:
            raise ValidationError({"audiences": _("Choose “nobody” alone, and not in public.")})
        _clean_codes("skills", self.skills, Skill.values)
        _clean_codes("languages", self.languages, list(dict(settings.LANGUAGES)))
        if bool(self.confirmed_by) != bool(self.confirmed_on):
            raise ValidationError(
                {"confirmed_on": _("Give both who confirmed it and on which day, or neither.")}
            )


def _clean_codes(field: str, chosen: Any, allowed: list[str]) -> None:
    if not isinstance(chosen, list) or any(code not in allowed for code in chosen):
        message = _("Give a list of some of these: %(codes)s.") % {"codes": ", ".join(allowed)}
        raise ValidationError({field: message})
