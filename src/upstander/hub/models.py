"""The hub itself, and what every room's public objects share."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, TypeVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from upstander.hub.fields import MarkdownField

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

TranslationState = Literal["original", "current", "outdated", "missing"]
_ADDRESS = re.compile(r"([-\w]+/)+", re.ASCII)


def content_hash(text: str) -> str:
    """Returns the short hash by which a translation knows the original it was made from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Text:
    """A field's words as a reader gets them; `language` is that of the words, not of the page."""

    value: str
    language: str
    state: TranslationState


class Translation(models.Model):
    """One field of one object in one other language, with the hash of its original."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    field = models.CharField(max_length=60)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField()
    original_hash = models.CharField(max_length=16, editable=False)
    updated = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="one_translation_per_field_and_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} ({self.language})"

    def clean(self) -> None:
        if self.content_type_id is None:
            return  # a form of the desk, where the field is chosen from the right ones
        model = self.content_type.model_class()
        fields: tuple[str, ...] = getattr(model, "translated_fields", ())
        if self.field not in fields:
            raise ValidationError(
                {"field": _("Choose one of: %(fields)s.") % {"fields": ", ".join(fields)}}
            )
        if model and isinstance(of := model._meta.get_field(self.field), MarkdownField):
            try:
                of.run_validators(self.text)
            except ValidationError as refused:
                raise ValidationError({"text": refused}) from refused


class RoomHistory(HistoricalRecords):
    """A history whose table follows its model's: a model that moved to another room keeps both."""

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Returns the history's options, with a table's name where the model has its own."""
        options: dict[str, Any] = super().get_meta_options(model)
        room, table = model._meta.app_label, model._meta.db_table
        if not table.startswith(f"{room}_"):
            options["db_table"] = table.replace("_", "_historical", 1)
        return options


class Translatable(models.Model):
    """An object whose `translated_fields` may also be read in other languages."""

    translated_fields: ClassVar[tuple[str, ...]] = ()

    language = models.CharField(
        _("written in"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    translations = GenericRelation(Translation)
    history = RoomHistory(inherit=True)

    class Meta:
        abstract = True

    def text(self, field: str, language: str) -> Text:
        """Returns the words of `field` for a reader of `language`.

        The original is returned where no translation is kept; `state` says so. An outdated
        translation (the original has changed since) gives way to the original.

        Raises:
            KeyError: `field` is not one of `translated_fields`.
        """
        if field not in self.translated_fields:
            raise KeyError(f"{field} of {type(self).__name__} is not translated")
        original: str = getattr(self, field)
        if language == self.language or not original:
            return Text(original, self.language, "original")
        for row in self.translations.all():
            if (row.field, row.language) == (field, language):
                if row.original_hash == content_hash(original):
                    return Text(row.text, language, "current")
                return Text(original, self.language, "outdated")
        return Text(original, self.language, "missing")


class PublishableQuerySet(models.QuerySet[M_co]):
    def visible(self, *, preview: bool = False) -> Self:
        """Returns what a visitor sees; with `preview`, drafts too."""
        return self if preview else self.filter(status=Publishable.Status.PUBLISHED)


class Publishable(Translatable):
    """An object with an address of its own, first a draft, then published.

    `address_base` is what its address has before the slug, without the language; `reserved_slugs`
    are those that lead to other pages of its room.
    """

    address_base: ClassVar[str]
    reserved_slugs: ClassVar[tuple[str, ...]] = ()

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("Small letters, digits, hyphens.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuses a slug that leads elsewhere.

        Raises:
            ValidationError: the slug is one of `reserved_slugs`.
        """
        if self.slug in self.reserved_slugs:
            taken = ", ".join(self.reserved_slugs)
            raise ValidationError(
                {"slug": _("These addresses are taken: %(taken)s.") % {"taken": taken}}
            )

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def address(self) -> str:
        """Where it is, without the language: `learn/claims/lead-pipes/`."""
        return f"{self.address_base}/{self.slug}/"


class Hub(Translatable):
    """The one hub of this database: its name, place, languages and who answers for it."""

    class Operator(models.TextChoices):
        C3 = "501c3", _("a 501(c)(3) organization")
        C4 = "501c4", _("a 501(c)(4) or other organization")
        PERSON = "person", _("a person or an informal group")

    translated_fields = ("promise",)

    name = models.CharField(_("name"), max_length=80)
    promise = models.CharField(_("what it is for, in one sentence"), max_length=200)
    place = models.CharField(_("town or region"), max_length=80, blank=True)
    languages = models.JSONField(_("languages, the first one first"), default=list)
    operator_kind = models.CharField(
        _("kind of operator"), max_length=10, choices=Operator.choices, default=Operator.PERSON
    )
    operator_name = models.CharField(_("who runs it"), max_length=120, blank=True)
    contact_email = models.EmailField(_("public e-mail of the organizers"), blank=True)

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hub")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        allowed = [code for code, _name in settings.LANGUAGES]
        chosen = self.languages
        if not chosen or any(code not in allowed for code in chosen):
            raise ValidationError(
                {"languages": _("Choose from: %(codes)s.") % {"codes": ", ".join(allowed)}}
            )
        if Hub.objects.exclude(pk=self.pk).exists():
            raise ValidationError(_("There is a hub already. Change that one."))


class Redirect(models.Model):
    """An address that was renamed. Both are without the language: `learn/old-name/`."""

    old = models.CharField(_("old address"), max_length=200, unique=True)
    new = models.CharField(_("new address"), max_length=200)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    def clean(self) -> None:
        """Refuses what is no address here: a publish writes files by these names.

        Raises:
            ValidationError: `old` or `new` is none.
        """
        wrong = _("Write it as learn/old-name/: small letters, digits and hyphens between slashes.")
        fields = {"old": self.old, "new": self.new}
        refused = {name: wrong for name, text in fields.items() if not _ADDRESS.fullmatch(text)}
        if refused:
            raise ValidationError(refused)


class Unfinished(models.Model):
    """Work that is done by itself and has failed, until it succeeds again.

    `room` names the room's application, `error` the kind of what went wrong: what it says could
    have a visitor's words in it.
    """

    room = models.CharField(max_length=60, unique=True)
    since = models.DateField(_("since"))
    error = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("unfinished work")
        verbose_name_plural = _("unfinished work")

    def __str__(self) -> str:
        return f"{self.room}: {self.error}"
