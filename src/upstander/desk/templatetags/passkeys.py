"""An organizer's passkeys, for pages that are allauth's."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.contrib.auth.models import User

from upstander.desk import queries, webauthn

register = template.Library()


@dataclass(frozen=True)
class Passkeys:
    """All passkeys of an organizer's, and what they are made for at this hub, if for anything."""

    all: list[queries.Passkey]
    address: webauthn.Address | None

    @property
    def works(self) -> bool:
        """Whether one of them can be shown."""
        return any(one.works for one in self.all)


@register.simple_tag
def passkeys_of(user: User) -> Passkeys:
    """The passkeys of an organizer."""
    return Passkeys(queries.passkeys(user), webauthn.address())


@register.simple_tag
def hub_address() -> str:
    """The address that is set for the hub."""
    return str(settings.BASE_URL)
