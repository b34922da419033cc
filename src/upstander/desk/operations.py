"""Letting the first organizer in and one back in, and storing what may get a new address."""

import secrets
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from upstander.desk import queries, webauthn
from upstander.desk.models import Invitation
from upstander.hub.models import Publishable
from upstander.hub.operations import rename, save

P = TypeVar("P", bound=Publishable)

OPEN_FOR = timedelta(hours=24)
BACK_WITHIN = timedelta(hours=1)


@transaction.atomic
def first_run_address() -> str | None:
    """Opens a new one-time address for the first organizer; earlier ones close.

    Returns:
        Its path, for the operator's eyes only; None where there is an organizer.
    """
    Invitation.objects.filter(user=None).delete()
    return None if queries.has_organizer() else _address(None, OPEN_FOR)


@transaction.atomic
def make_first_organizer(user: User, *, token: str) -> User:
    """Stores `user`, who has a name and a password, as an organizer who may do everything.

    Raises:
        Invitation.DoesNotExist: the one-time address is closed, or was used a moment ago.
        ValidationError: the name is taken or not a name.
    """
    used, _by_model = queries.invitation(token).delete()
    if not used:
        raise Invitation.DoesNotExist("the invitation was used a moment ago")
    user.is_staff = user.is_superuser = True
    return save(user, by=None, why="first organizer")


@transaction.atomic
def open_way_back(user: User) -> str:
    """Opens a one-time address for an organizer without phone and codes; earlier ones close.

    Nothing else changes before it is used. The user's history says that it was opened.

    Returns:
        Its path, for the operator's eyes only.
    """
    Invitation.objects.filter(user=user).delete()
    _note(user, "A way back was opened on the machine, by `upstander desk recover`.")
    return _address(user, BACK_WITHIN)


@transaction.atomic
def come_back(user: User, *, token: str) -> User:
    """Stores `user` with a new password, and takes their second factors away.

    Their sessions end, and devices that knew them do so no longer: both go by the password.

    Raises:
        Invitation.DoesNotExist: the one-time address is closed, or was used a moment ago.
    """
    used, _by_model = queries.invitation(token).delete()
    if not used:
        raise Invitation.DoesNotExist("the invitation was used a moment ago")
    Authenticator.objects.filter(user=user).delete()
    _note(user, "Came back by the way opened on the machine: new password, no second factor yet.")
    return save(user, by=user, why="came back")


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, Any], by: User) -> Authenticator:
    """Stores a passkey of who adds it, as `webauthn.take_new` took it."""
    passkey = Authenticator.objects.create(
        user=by,
        type=Authenticator.Type.WEBAUTHN,
        data={
            "name": name,
            "credential": credential,
            "count": webauthn.read(credential).counter,
        },
    )
    _note(by, f"Added a passkey: {name}.")
    return passkey


@transaction.atomic
def rename_passkey(passkey: queries.Passkey, *, name: str, by: User) -> None:
    """Gives a passkey another name; it is one of who renames it."""
    row = _row(passkey)
    row.data["name"] = name
    row.save(update_fields=["data"])
    _note(by, f"Renamed a passkey: {passkey.name} is {name} now.")


@transaction.atomic
def remove_passkey(passkey: queries.Passkey, *, by: User) -> None:
    """Deletes a passkey of who removes it: at the desk, they have an app to sign in with, too."""
    _row(passkey).delete()
    _note(by, f"Removed a passkey: {passkey.name}.")


def use_passkey(passkey: queries.Passkey, *, counter: int, by: User) -> Authenticator:
    """Stores how often a passkey says that it was used by who shows it now; returns it.

    Raises:
        ValidationError: no more often than before, so there is a copy of it. The user's history
            says that it was refused.
    """
    with transaction.atomic():
        row = _row(passkey)
        if counter > row.data["count"] or counter == row.data["count"] == 0:
            row.data["count"] = counter
            row.save(update_fields=["data"])
            return row
        _note(by, f"Refused a passkey that may have been copied: {passkey.name}.")
    raise ValidationError(
        _("“%(name)s” may have been copied, so it opens nothing. Type a code, then remove it.")
        % {"name": passkey.name}
    )


def _row(passkey: queries.Passkey) -> Authenticator:
    return Authenticator.objects.select_for_update().get(pk=passkey.pk)


def forget_old_sessions(_on: date) -> int:
    """Deletes the sessions that are over; returns how many rows went."""
    before = Session.objects.count()
    SessionStore.clear_expired()
    return before - Session.objects.count()


def _address(user: User | None, open_for: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        token_hash=queries.token_hash(token), expires=now() + open_for, user=user
    )
    return reverse("desk:first", args=[token])


def _note(user: User, what: str) -> None:
    """Writes into the history that Django's admin shows of a user."""
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=what,
    )


@transaction.atomic
def write_at(obj: P, *, slug: str, write: Callable[..., object], by: User | None) -> P:
    """Stores `obj` as its room's operation `write` does, and gives it `slug` where that is new.

    `obj` has the slug that it has been known by.

    Raises:
        ValidationError: `write` refuses it, or the slug is taken, reserved or no slug.
    """
    write(obj, by=by)
    return obj if slug == obj.slug else rename(obj, slug=slug, by=by)
