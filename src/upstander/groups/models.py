"""Groups that do the work, where they are and how to reach them. Names are those of HSDS 3."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from upstander.hub.models import Publishable, Translatable
from upstander.places import queries as places

NEARER_THAN_CITY = ("address_1", "postal_code", "latitude", "longitude")
FRESH_FOR = timedelta(days=180)
AGEING_FOR = timedelta(days=730)

LEARN_BY_KIND = (("join", "group"), ("join", "email"), ("donate", "group"), ("donate", "bank"))
"""Who learns something where one joins or gives, beside the website that one opens."""

Freshness = Literal["fresh", "ageing", "old", "never"]


class Organization(Publishable):
    """A group that does the work, for the whole country or for the states it serves."""

    class Scope(models.TextChoices):
        NATIONAL = "national", _("the whole country")
        LOCAL = "local", _("some states")

    address_base = "groups"
    reserved_slugs = ("near",)
    translated_fields = ("description",)

    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name = models.CharField(_("name"), max_length=160)
    alternate_name = models.CharField(_("also known as"), max_length=160, blank=True)
    description = models.TextField(_("what it does"), max_length=800)
    website = models.URLField(_("website"), max_length=500, blank=True)
    scope = models.CharField(_("works in"), max_length=10, choices=Scope.choices)
    serves = models.JSONField(
        _("states it serves"),
        default=list,
        blank=True,
        help_text=_('For a local group, in capital letters: ["IA", "NE"].'),
    )
    assured_date = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day when somebody last made sure that all of this is so."),
    )

    class Meta:
        ordering = [Lower("name"), "slug"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:group", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.assured_date and self.assured_date > timezone.localdate():
            raise ValidationError({"assured_date": _("This day must not be in the future.")})
        self._clean_serves()

    def _clean_serves(self) -> None:
        allowed = {state.code for state in places.states()}
        if not isinstance(self.serves, list) or not allowed.issuperset(map(str, self.serves)):
            raise ValidationError(
                {"serves": _('Give a list of codes in capital letters, such as ["IA", "NE"].')}
            )
        if self.is_local != bool(self.serves):
            raise ValidationError(
                {"serves": _("A local group serves at least one state; a national one names none.")}
            )

    @property
    def is_local(self) -> bool:
        return self.scope == self.Scope.LOCAL

    @property
    def freshness_today(self) -> Freshness:
        """How far it can be relied on today."""
        return self.freshness(timezone.localdate())

    @property
    def state_names(self) -> list[str]:
        """The states it serves, in words."""
        states = map(places.state, self.serves)
        return [state.name_es if get_language() == "es" else state.name for state in states]

    @property
    def learns(self) -> list[str]:
        """The codes of those who learn that somebody follows, joins or gives by its channels."""
        kinds = {channel.kind for channel in self.channels.all()}
        found = [audience for kind, audience in LEARN_BY_KIND if kind in kinds]
        return ["website", *found] if self.website or kinds else []

    @property
    def shown_locations(self) -> list[Location]:
        """Where it is, as far as anybody may see."""
        return [location.shown() for location in self.locations.all()]

    @property
    def points(self) -> str:
        """Where it is, as a device reads it: `41.6,-93.6 42.0,-93.6`, in degrees."""
        known = (location for location in self.shown_locations if location.point)
        return " ".join(f"{location.latitude},{location.longitude}" for location in known)

    def freshness(self, on: date) -> Freshness:
        """Returns how far what is written here can be relied on, on a day.

        `fresh`: confirmed within 180 days; `ageing`: within two years; `old`: before that;
        `never`: nobody has confirmed it.
        """
        if self.assured_date is None:
            return "never"
        age = on - self.assured_date
        if age <= FRESH_FOR:
            return "fresh"
        return "ageing" if age <= AGEING_FOR else "old"


class Location(models.Model):
    """Where a group is. One that is confidential has a city and a state, and nothing nearer.

    No history is kept of locations, so that an address taken off is gone.
    """

    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="locations"
    )
    city = models.CharField(_("city"), max_length=80)
    state_province = models.CharField(_("state"), max_length=2, help_text=_("Such as IA."))
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("The address would put somebody at risk: none is kept or shown."),
    )
    address_1 = models.CharField(_("street address"), max_length=160, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Left empty, the middle of the city."),
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self) -> str:
        return f"{self.city}, {self.state_province}"

    @property
    def point(self) -> tuple[float, float] | None:
        """Its latitude and longitude in degrees."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.latitude), float(self.longitude)

    @property
    def betrays_address(self) -> bool:
        """True where a confidential location holds more than a city and a state."""
        return self.confidential and any(_filled(self, name) for name in NEARER_THAN_CITY)

    def shown(self) -> Location:
        """Returns this location as anybody may see it: a confidential one has only its city."""
        if not self.confidential:
            return self
        return Location(
            hsds_id=self.hsds_id,
            city=self.city,
            state_province=self.state_province,
            confidential=True,
        )

    def clean(self) -> None:
        """Refuses an address of a confidential location; finds the middle of the city if need be.

        Raises:
            ValidationError: naming each field that must be empty, or that must be filled in.
        """
        if self.state_province not in {state.code for state in places.states()}:
            raise ValidationError({"state_province": _("Give two capital letters, such as IA.")})
        if self.betrays_address:
            message = _("Leave this empty: the location is confidential.")
            raise ValidationError(
                {name: message for name in NEARER_THAN_CITY if _filled(self, name)}
            )
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"latitude": _("Give both latitude and longitude, or neither.")})
        if self.point is None and not self.confidential:
            self._place_in(f"{self.city}, {self.state_province}")
        if self.point is None and not self.confidential and self.postal_code:
            self._place_in(f"{self.state_province} {self.postal_code}")

    def _place_in(self, text: str) -> None:
        """Put it in the middle of the one place that a text names, if that is known."""
        found = places.find(text).places
        if len(found) == 1 and found[0].lat is not None and found[0].lng is not None:
            self.latitude = Decimal(str(round(found[0].lat, 4)))
            self.longitude = Decimal(str(round(found[0].lng, 4)))


def _filled(location: Location, name: str) -> bool:
    return getattr(location, name) not in (None, "")


class Channel(models.Model):
    """A web address where one can follow a group, join it, or give to it."""

    class Kind(models.TextChoices):
        WEBSITE = "website", _("Website")
        FOLLOW = "follow", _("Follow")
        JOIN = "join", _("Join")
        DONATE = "donate", _("Donate")
        DIRECTORY = "directory", _("Directory")

    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="channels"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    url = models.URLField(_("web address"), max_length=500)
    label = models.CharField(
        _("name of it"),
        max_length=80,
        blank=True,
        help_text=_("Where the kind does not say enough."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "url"], name="one_channel_per_kind_and_url"
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())


class SearchWords(Translatable):
    """Words that find groups of this kind elsewhere, with {city} where the city goes."""

    translated_fields = ("words",)

    words = models.CharField(
        _("words to search for"),
        max_length=120,
        unique=True,
        help_text=_("Write {city} where the city goes."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("search words")
        verbose_name_plural = _("search words")

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        if "{city}" not in self.words:
            raise ValidationError({"words": _("Write {city} where the city goes.")})
