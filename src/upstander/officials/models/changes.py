"""What changed in an office from one publish to another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KnownOffice(models.Model):
    """The facts of an office as they were last published."""

    office_id = models.CharField(max_length=80, unique=True)
    facts = models.JSONField()

    def __str__(self) -> str:
        return self.office_id


class OfficeChange(models.Model):
    """One fact of an office that is another than at the publish before. Only ever added."""

    class Kind(models.TextChoices):
        HOLDER = "holder", _("who holds it")
        STATUS = "status", _("held or vacant")
        PHONE = "phone", _("telephone")
        ADDRESS = "address", _("address")
        EMAIL = "email", _("e-mail")
        WEBSITE = "website", _("website")
        CONTACT_FORM = "form", _("contact form")

    office_id = models.CharField(_("office"), max_length=80, db_index=True)
    on = models.DateField(_("noticed on"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("change of an office")
        verbose_name_plural = _("changes of offices")

    def __str__(self) -> str:
        return f"{self.on} {self.office_id}: {self.kind}"
