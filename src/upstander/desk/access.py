"""Who may come to the desk: organizers who have shown a second factor in this session."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.cookie import parse_cookie
from django.urls import reverse

from upstander.desk import devices

DESK = "/desk/"
OPEN = frozenset(
    {
        "account_login",
        "account_inactive",
        "mfa_authenticate",
        "passkey_ask",
        "desk:first",
        "desk:language",
    }
)
"""Views for those who are about to sign in."""
LEAVING = "account_logout"
SHOWING = frozenset({"mfa_reauthenticate", "account_reauthenticate"})
"""Views for those who have given a password and still have to show a second factor."""
CONNECTING = "mfa_activate_totp"


class OrganizersOnly:
    """Closes everything below /desk/ but the way in, Django's admin included.

    allauth asks for a second factor only from those who have set one up, and sets none up itself;
    its `secure_admin_login` asks for none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(DESK):
            response["Cache-Control"] = "no-store"
            user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
            if isinstance(user, User) and has_shown_second_factor(request, user):
                devices.remember(request, response, user)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Returns where to go instead, or None where the view may answer.

        Raises:
            PermissionDenied: who is signed in is no organizer.
        """
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.path_info.startswith(DESK) or name in OPEN:
            return None
        if not isinstance(request.user, User):
            return _first("account_login", request)
        if name == LEAVING:
            return None
        if not (request.user.is_active and request.user.is_staff):
            raise PermissionDenied("only organizers come to the desk")
        if name in SHOWING or has_shown_second_factor(request, request.user):
            return None
        if has_second_factor(request.user) and not _has_shown(request, request.user):
            return _first("mfa_reauthenticate", request)
        return None if name == CONNECTING else HttpResponseRedirect(reverse(CONNECTING))


def has_app(user: User) -> bool:
    """True once `user` has set up an authenticator app, which works wherever the hub moves."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def has_second_factor(user: User) -> bool:
    """True once `user` has an app or a passkey, and is asked for more than a password."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def has_shown_second_factor(request: HttpRequest, user: User) -> bool:
    """True if this very session showed a second factor, and the authenticator app is still set up.

    A session from before the app was set up, maybe somebody else's, showed none.
    """
    return has_app(user) and _has_shown(request, user)


def _has_shown(request: HttpRequest, user: User) -> bool:
    """True if this session gave a code, or showed a passkey that was not removed since."""
    records = [one for one in get_authentication_records(request, user) if one["method"] == "mfa"]
    passkeys = [one["id"] for one in records if one["type"] == Authenticator.Type.WEBAUTHN]
    return len(passkeys) < len(records) or (
        Authenticator.objects.filter(user=user, pk__in=passkeys).exists()
    )


def is_signed_in(cookies: str) -> bool:
    """True if a Cookie header has the session of an organizer; asked outside of any request."""
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    try:
        found = SessionStore(key).get(SESSION_KEY) if key else None
        return (
            found is not None
            and User.objects.filter(pk=found, is_active=True, is_staff=True).exists()
        )
    finally:
        connection.close()


def remember_second_factor(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any
) -> None:
    """Counts the code that set an authenticator app up as shown; asking again would be idle."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(
            request,
            user,
            method="mfa",
            id=authenticator.pk,
            type=authenticator.type,
            reauthenticated=True,
        )


def _first(name: str, request: HttpRequest) -> HttpResponseRedirect:
    back = request.get_full_path() if request.method == "GET" else reverse("desk:home")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")
