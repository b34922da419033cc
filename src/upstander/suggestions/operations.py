"""Receiving suggestions and deciding on them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from upstander.hub import registry
from upstander.hub.operations import save
from upstander.suggestions import likeness, queries
from upstander.suggestions.models import Allowance, Suggestion

MOST_WAITING = 250
"""Of a kind. More than this, and organizers could not read them."""
A_DAY = {"group": 48, "source": 48, "correction": 48, "number": 96}
"""How many of a kind are taken in a day: what one flood fills, the others do not miss. Half of it
at once; the rest comes back hour by hour, so that a flood leaves something for quiet hours."""
KEPT_WHEN_REJECTED = timedelta(days=7)


class TooManyWaiting(Exception):
    """The queue of a kind is full, or what is taken of it at once."""


@transaction.atomic
def receive(*, kind: str, fields: Mapping[str, str], language: str) -> Suggestion:
    """Puts a visitor's suggestion into the queue; the same one twice is kept once.

    It is the same whatever its capitals, spaces and marks are.

    Raises:
        TooManyWaiting: the queue of that kind is full, or many came at once; nothing is stored.
        ValidationError: `fields` is not what a suggestion of that kind says.
    """
    waiting = list(queries.waiting().filter(kind=kind))
    for one in waiting:
        if likeness.folded(one.fields) == likeness.folded(fields):
            return one
    if len(waiting) >= MOST_WAITING:
        raise TooManyWaiting
    _take_one(kind)
    new = Suggestion(kind=kind, fields=dict(fields), language=language, received_on=localdate())
    return save(new, by=None, why="suggested")


def _take_one(kind: str) -> None:
    """Takes one off what is left of a kind, with what has come back since.

    Raises:
        TooManyWaiting: there is not one left.
    """
    hour, most = now().replace(minute=0, second=0, microsecond=0), A_DAY[kind] / 2
    kept, _is_new = Allowance.objects.select_for_update().get_or_create(
        kind=kind, defaults={"left": most, "hour": hour}
    )
    hours = max((hour - kept.hour) / timedelta(hours=1), 0.0)
    kept.left = min(kept.left + hours * A_DAY[kind] / 24, most)
    kept.hour = hour
    if kept.left < 1:
        raise TooManyWaiting
    kept.left -= 1
    kept.save()


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


@transaction.atomic
def reject_all(suggestions: Iterable[Suggestion], *, by: User) -> int:
    """Turns those down that nobody has decided on; they are deleted a week later.

    Returns how many there were.

    Raises:
        PermissionDenied: `by` is no organizer.
    """
    _only_organizers(by)
    ids = [one.pk for one in suggestions]
    found = list(queries.waiting().select_for_update().filter(pk__in=ids))
    for one in found:
        _decide(one, Suggestion.Status.REJECTED, by=by)
    return len(found)


def delete_rejected(on: date) -> int:
    """Deletes for good what was rejected a week before `on` or earlier; returns how many."""
    old = Suggestion.objects.filter(
        status=Suggestion.Status.REJECTED, decided_on__lte=on - KEPT_WHEN_REJECTED
    )
    deleted, _by_model = old.delete()
    return deleted


def _still_waiting(suggestion: Suggestion, *, by: User) -> Suggestion:
    _only_organizers(by)
    kept = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if not kept.is_waiting:
        raise ValidationError(_("Somebody has decided on this one already."))
    return kept


def _only_organizers(by: User) -> None:
    if not (by.is_active and by.is_staff):
        raise PermissionDenied("only organizers decide on suggestions")


def _decide(suggestion: Suggestion, status: Suggestion.Status, *, by: User) -> None:
    suggestion.status = status
    suggestion.decided_on = localdate()
    suggestion.decided_by = by
    save(suggestion, by=by, why=status.value)
