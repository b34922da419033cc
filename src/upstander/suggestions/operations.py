"""Receiving suggestions and deciding on them."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from upstander.hub import registry
from upstander.hub.operations import save
from upstander.suggestions import queries
from upstander.suggestions.models import Suggestion

MOST_WAITING = 200
"""More than this, and organizers could not read them."""
MOST_A_DAY = 60
"""So that one flood does not fill the queue at once."""
KEPT_WHEN_REJECTED = timedelta(days=7)


class TooManyWaiting(Exception):
    """The queue is full, or the day's share of it."""


@transaction.atomic
def receive(*, kind: str, fields: Mapping[str, str], language: str) -> Suggestion:
    """Puts a visitor's suggestion into the queue; the same one twice is kept once.

    Raises:
        TooManyWaiting: the queue or the day is full; nothing is stored.
        ValidationError: `fields` is not what a suggestion of that kind says.
    """
    today, waiting = localdate(), queries.waiting()
    again = waiting.filter(kind=kind, fields=dict(fields)).first()
    if again:
        return again
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    if Suggestion.objects.filter(received_on=today).count() >= MOST_A_DAY:
        raise TooManyWaiting
    new = Suggestion(kind=kind, fields=dict(fields), language=language, received_on=today)
    return save(new, by=None, why="suggested")


@transaction.atomic
def accept(suggestion: Suggestion, *, by: User) -> str:
    """Has the room it is for take the suggestion up; returns the desk address of the result.

    Raises:
        PermissionDenied: `by` is no organizer.
        ValidationError: it is decided already, another version of this software wrote it, or the
            room cannot take it up; nothing changes.
    """
    kept = _still_waiting(suggestion, by=by)
    try:
        address = registry.apply(kept.kind, kept.fields | {"language": kept.language}, by=by)
    except ObjectDoesNotExist as gone:
        raise ValidationError(
            _("What this is about is no longer here. Reject it, or bring that back first.")
        ) from gone
    except registry.WrongPayload as other:
        raise ValidationError(
            _("Another version of this software wrote this. Reject it, or enter it by hand.")
        ) from other
    _decide(kept, Suggestion.Status.ACCEPTED, by=by)
    return address


@transaction.atomic
def reject(suggestion: Suggestion, *, by: User) -> None:
    """Turns the suggestion down; it is deleted a week later.

    Raises:
        PermissionDenied: `by` is no organizer.
        ValidationError: it is decided already.
    """
    _decide(_still_waiting(suggestion, by=by), Suggestion.Status.REJECTED, by=by)


def delete_rejected(on: date) -> int:
    """Deletes for good what was rejected a week before `on` or earlier; returns how many."""
    old = Suggestion.objects.filter(
        status=Suggestion.Status.REJECTED, decided_on__lte=on - KEPT_WHEN_REJECTED
    )
    deleted, _by_model = old.delete()
    return deleted


def _still_waiting(suggestion: Suggestion, *, by: User) -> Suggestion:
    if not (by.is_active and by.is_staff):
        raise PermissionDenied("only organizers decide on suggestions")
    kept = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not kept.is_waiting:
        raise ValidationError(_("Somebody has decided on this one already."))
    return kept


def _decide(suggestion: Suggestion, status: Suggestion.Status, *, by: User) -> None:
    suggestion.status = status
    suggestion.decided_on = localdate()
    suggestion.decided_by = by
    save(suggestion, by=by, why=status.value)
