"""Devices that an organizer has signed in on: a signed cookie, for organizers alone."""

from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "desk-known"
SALT = "upstander.desk.devices"
KNOWN_FOR = timedelta(days=180)


def known(request: HttpRequest, name: str) -> str | None:
    """Returns the id of the device, if who has that name signed in on it; else None."""
    try:
        said = signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=KNOWN_FOR)
        user = User.objects.get(username=name.lower(), is_active=True)
    except (KeyError, signing.BadSignature, User.DoesNotExist):
        return None
    # A new password makes every device a stranger, a stolen one too.
    right = said["user"] == user.pk and said["hash"] == user.get_session_auth_hash()
    return str(said["device"]) if right else None


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Has the browser keep that `user` signed in on it, with password and second factor."""
    if known(request, user.get_username()) is not None:
        return
    said = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "device": token_urlsafe(12),
    }
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=SALT),
        max_age=KNOWN_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
