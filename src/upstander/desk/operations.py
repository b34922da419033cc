"""Letting the first organizer in, and storing what may get a new address."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from upstander.desk import queries
from upstander.desk.models import Invitation
from upstander.hub.models import Publishable
from upstander.hub.operations import rename, save

P = TypeVar("P", bound=Publishable)

OPEN_FOR = timedelta(hours=24)


@transaction.atomic
def first_run_address() -> str | None:
    """Opens a new one-time address for the first organizer; earlier ones close.

    Returns:
        Its path, for the operator's eyes only; None where there is an organizer.
    """
    Invitation.objects.all().delete()
    if queries.has_organizer():
        return None
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(token_hash=queries.token_hash(token), expires=now() + OPEN_FOR)
    return reverse("desk:first", args=[token])


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
def write_at(obj: P, *, slug: str, write: Callable[..., object], by: User | None) -> P:
    """Stores `obj` as its room's operation `write` does, and gives it `slug` where that is new.

    `obj` has the slug that it has been known by.

    Raises:
        ValidationError: `write` refuses it, or the slug is taken, reserved or no slug.
    """
    write(obj, by=by)
    return obj if slug == obj.slug else rename(obj, slug=slug, by=by)
