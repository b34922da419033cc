"""How the first organizer comes in, and one who has lost phone and codes."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A one-time address to the desk. Only the hash of its token is kept.

    It is for the first organizer or, with `user`, for one who comes back.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(_("expires"))
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("organizer")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.expires:%Y-%m-%d %H:%M}"

    def is_open(self, now: datetime) -> bool:
        """True until the invitation expires."""
        return now < self.expires
