"""What an organizer finds at the desk."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from fido2.webauthn import AttestedCredentialData

from upstander.desk import webauthn
from upstander.desk.models import Invitation
from upstander.hub.models import Publishable, Unfinished
from upstander.officials.models import AddedOfficial
from upstander.officials.queries.added import STALE_AFTER
from upstander.places import queries as places
from upstander.suggestions.forms import FORMS
from upstander.suggestions.models import Suggestion
from upstander.suggestions.queries import UnknownOffice, office_name
from upstander.upkeep import refresh, renewing
from upstander.web import elsewhere


@dataclass(frozen=True)
class Passkey:
    """A passkey of an organizer's: its name and days, where it was made, whether it works here."""

    pk: int
    name: str
    made: datetime
    used: datetime | None
    origin: str
    works: bool
    key: AttestedCredentialData


@dataclass(frozen=True)
class Drafts:
    """How many objects of one kind are drafts, and where the desk lists them."""

    kind: str
    count: int
    address: str


@dataclass(frozen=True)
class OldSource:
    """A publisher's list that is past its limit: of what day, how many days old, and for how many
    offices it says who holds them."""

    title: str
    publisher: str
    as_of: date
    days: int
    offices: int


@dataclass(frozen=True)
class FailedWork:
    """Daily work that failed: of which room, since when, with which kind of error."""

    room: str
    since: date
    error: str


@dataclass(frozen=True)
class AnsweredField:
    """One field of a suggestion, as the visitor was asked and as they answered."""

    name: str
    label: str
    value: str


def has_organizer() -> bool:
    """True once somebody can sign in at the desk."""
    return User.objects.filter(is_active=True, is_staff=True).exists()


def organizers() -> list[User]:
    """Returns everybody who can sign in at the desk, by name."""
    return list(User.objects.filter(is_active=True, is_staff=True).order_by("username"))


def passkeys(user: User) -> list[Passkey]:
    """Returns all passkeys of an organizer's, the oldest first."""
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return [_passkey(row, webauthn.address()) for row in rows.order_by("created_at", "pk")]


def has_recovery_code(user: User) -> bool:
    """Returns whether a recovery code of an organizer's is left."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return any(row.wrap().get_unused_codes() for row in codes)


def _passkey(row: Authenticator, to: webauthn.Address | None) -> Passkey:
    made = webauthn.read(row.data["credential"])
    return Passkey(
        pk=row.pk,
        name=row.data["name"],
        made=row.created_at,
        used=row.last_used_at,
        origin=made.origin,
        works=to is not None and made.name_hash == to.name_hash,
        key=made.key,
    )


def token_hash(token: str) -> str:
    """Returns what is kept of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation(token: str) -> Invitation:
    """Returns the open invitation of that token.

    Raises:
        Invitation.DoesNotExist: it was used, is too old or never was, or it is for the first
            organizer and there is one.
    """
    found = Invitation.objects.get(token_hash=token_hash(token))
    if (found.user is None and has_organizer()) or not found.is_open(now()):
        raise Invitation.DoesNotExist("the invitation is closed")
    return found


def drafts() -> Iterator[Drafts]:
    """Yields the kinds of public objects of which some are drafts."""
    for model in apps.get_models():
        if not (issubclass(model, Publishable) and admin.site.is_registered(model)):
            continue
        count = model._default_manager.filter(status=Publishable.Status.DRAFT).count()
        if count:
            listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            kind = str(model._meta.verbose_name_plural)
            yield Drafts(kind, count, f"{listed}?status__exact={Publishable.Status.DRAFT.value}")


def old_sources(on: date) -> list[OldSource]:
    """Returns the lists that are past their limit on a day, those with most offices first."""
    offices = places.offices_by_source()
    found = [
        OldSource(
            one.title, one.publisher, one.as_of, (on - one.as_of).days, offices.get(one.key, 0)
        )
        for one in places.sources()
        if one.limit is not None and one.limit < on
    ]
    return sorted(found, key=lambda one: -one.offices)


def unfinished() -> list[FailedWork]:
    """Returns the daily work that has failed and was not done since."""
    return [
        FailedWork(str(apps.get_app_config(row.room).verbose_name), row.since, row.error)
        for row in Unfinished.objects.order_by("since")
        if apps.is_installed(f"upstander.{row.room}")
    ]


def renewal_needs_a_look() -> bool:
    """Returns whether an organizer should look at the lists.

    They failed, or wait for a yes, or a folder for a static host did not follow.
    """
    return (
        renewing.read().outcome == "failed"
        or refresh.waiting() is not None
        or any(place.problem for place in elsewhere.read(settings.HOME))
    )


def old_added(on: date) -> int:
    """Returns how many of the officials that this hub added were written too long ago."""
    return AddedOfficial.objects.filter(as_of__lt=on - timedelta(days=STALE_AFTER)).count()


def answers(suggestion: Suggestion) -> list[AnsweredField]:
    """Returns what a visitor wrote, under the labels of the form they filled in."""
    labels = FORMS[suggestion.kind].base_fields
    return [
        AnsweredField(name, str(labels[name].label), _office(value) if name == "office" else value)
        for name, value in suggestion.fields.items()
    ]


def _office(office_id: str) -> str:
    """Returns an office in words; its id where the lists have it no longer."""
    try:
        return office_name(office_id)
    except UnknownOffice:
        return _("%(id)s (not listed now)") % {"id": office_id}
