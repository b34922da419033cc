"""How allauth signs organizers in."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from upstander.desk import devices
from upstander.desk import queries as desk
from upstander.desk.access import has_second_factor
from upstander.desk.sealing import seal, unseal
from upstander.desk.throttle import Counter, TooSoon, counters, throttle
from upstander.hub import queries


class OrganizerAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves, and no e-mail is sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask another organizer."),
        "enter_current_password": _("Type your current password."),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
        "username_password_mismatch": _("This name and password do not belong together."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a try.

        Raises:
            ValidationError: it has to wait.
        """
        try:
            throttle.begin(_counters(request, credentials))
        except TooSoon as soon:
            raise ValidationError(
                _("Too many tries. Try again in %(seconds)s seconds.")
                % {"seconds": ceil(soon.seconds)}
            ) from soon

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Returns who has this name and password; takes the try back that was right."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            throttle.right(_counters(request, credentials))
        return user

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Asks nobody again who still has to set a second factor up: they can do nothing else."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return bool(required) and has_second_factor(self.request.user)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """Returns where to ask again: for a password, or on one page for a code or a passkey."""
        if not isinstance(user, User):
            return []
        names = ["account_reauthenticate"]
        if has_second_factor(user):
            names.append("mfa_reauthenticate")
        return [{"id": name, "description": name, "url": reverse(name)} for name in names]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


def _counters(request: HttpRequest, credentials: Mapping[str, Any]) -> list[Counter]:
    name = str(credentials.get("username", ""))
    device = devices.known(request, name)
    return counters(name=name, address=request.META.get("REMOTE_ADDR", ""), device=device)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in the hub's name."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Without the app you could not sign in: your passkeys do not work at this address, and "
            "no recovery code is left. Remove your passkeys first."
        ),
        "incorrect_code": _("This code is not right. Wait for the next one and type that."),
    }

    def encrypt(self, text: str) -> str:
        """Returns what the database keeps of a secret of a second factor."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Returns the secret.

        Raises:
            ValidationError: it was kept with another key. No code may be right then.
        """
        try:
            return unseal(encrypted_text)
        except InvalidToken as error:
            raise ValidationError(
                _(
                    "No code can be checked: this hub’s key is not the one from when you set yours "
                    "up. Ask whoever runs the machine to put it back from a backup, or to run "
                    "“upstander desk recover” there."
                )
            ) from error

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Returns whether something else could be shown, where something is asked for."""
        passkeys = desk.passkeys(authenticator.user)
        return (
            not passkeys
            or any(one.works for one in passkeys)
            or desk.has_recovery_code(authenticator.user)
        )

    def get_totp_issuer(self) -> str:
        return queries.hub().name

    def build_totp_svg(self, url: str) -> str:
        """Returns the square code on white: on a dark page, no phone could read it otherwise."""
        svg = str(super().build_totp_svg(url))
        return svg.replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path', 1)
