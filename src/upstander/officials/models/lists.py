"""What a hub's organizers add to the lists of officials, each with its source and date."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.common.phones import written
from upstander.hub.models import Publishable, Translatable

DIVISION = re.compile(r"ocd-division/country:us(/[a-z_]+:[\w.~-]+)*")
ZIP = re.compile(r"\d{5}", re.ASCII)


class AddedOfficial(Publishable):
    """An office that the packs do not have, such as a sheriff's, and who holds it.

    `division_id` is an Open Civic Data id. Where it is a state or a district of Congress or of a
    legislature, it decides whom the office represents; for a county, a school district or a
    place, `zips` does. Without a `name`, nobody here knows who holds it.
    """

    address_base = "officials/offices"
    translated_fields = ("title", "area")

    title = models.CharField(
        _("office"), max_length=120, help_text=_("What it is called, such as “Sheriff”.")
    )
    area = models.CharField(
        _("for whom"), max_length=120, help_text=_("Such as “Polk County, Iowa”.")
    )
    name = models.CharField(_("who holds it"), max_length=160, blank=True)
    party = models.CharField(_("party"), max_length=80, blank=True)
    division_id = models.CharField(
        _("division"),
        max_length=160,
        help_text=_("Its Open Civic Data id: ocd-division/country:us/state:ia/county:polk"),
    )
    zips = models.JSONField(_("ZIP codes it covers"), default=list, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    contact_form = models.URLField(_("contact form"), max_length=500, blank=True)
    street = models.CharField(_("street of the office"), max_length=160, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("state"), max_length=2)
    postal_code = models.CharField(_("ZIP code of the office"), max_length=10, blank=True)
    hours = models.CharField(_("office hours"), max_length=160, blank=True)
    term_end = models.DateField(_("last day of the term"), null=True, blank=True)
    source_title = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("web address of the source"), max_length=500)
    as_of = models.DateField(_("as of"))

    class Meta:
        ordering = ["region", "title", "slug"]
        verbose_name = _("added official")
        verbose_name_plural = _("added officials")

    def __str__(self) -> str:
        return f"{self.title}, {self.area}"

    def get_absolute_url(self) -> str:
        return reverse("officials:office", args=[self.office_id])

    @property
    def office_id(self) -> str:
        """Its id among all offices."""
        return f"local-{self.slug}"

    @property
    def address(self) -> str:
        return f"{self.address_base}/{self.office_id}/"

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if not DIVISION.fullmatch(self.division_id):
            problems["division_id"] = _(
                "Write it as ocd-division/country:us/state:ia/county:polk: small letters, digits "
                "and underscores."
            )
        if not isinstance(self.zips, list) or not all(
            isinstance(code, str) and ZIP.fullmatch(code) for code in self.zips
        ):
            problems["zips"] = _("A ZIP code has five digits. Part them with commas.")
        try:
            self.phone = _number(self.phone)
        except ValidationError as error:
            problems["phone"] = error
        if problems:
            raise ValidationError(problems)


def _number(typed: str) -> str:
    """A telephone number as the lists write it; nothing for nothing."""
    try:
        return written(typed) if typed else ""
    except ValueError as error:
        raise ValidationError(_("Write it as 202-555-0100, or 202-555-0100 x 12.")) from error


class TownHall(Translatable):
    """A public meeting with an official, as announced. A cancelled one stays, as cancelled."""

    translated_fields = ("title", "note")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    office_id = models.CharField(_("office"), max_length=80)
    title = models.CharField(_("title"), max_length=160)
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=40, help_text=_("Such as America/Chicago.")
    )
    place = models.CharField(_("where"), max_length=160)
    street = models.CharField(_("street and city"), max_length=200, blank=True)
    url = models.URLField(_("announced at"), max_length=500)
    note = models.CharField(_("good to know"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    as_of = models.DateField(_("as of"))

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("town hall")
        verbose_name_plural = _("town halls")

    def __str__(self) -> str:
        return f"{self.title} ({self.starts.astimezone(ZoneInfo(self.timezone)):%Y-%m-%d})"

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("It ends before it begins.")})
        if self.timezone not in available_timezones():
            raise ValidationError(
                {"timezone": _("Write a time zone by its name, such as America/Chicago.")}
            )
