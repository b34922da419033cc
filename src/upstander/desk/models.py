"""How the first organizer comes in."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A one-time address to the desk. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.expires:%Y-%m-%d %H:%M}"

    def is_open(self, now: datetime) -> bool:
        """True until the invitation expires."""
        return now < self.expires
