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
from upstander.suggestions import likeness, prices, queries
from upstander.suggestions.models import Allowance, Suggestion, Used
from upstander.suggestions.tokens import Token

Way = Allowance.Way

MOST_WAITING = 250
"""Of a kind. More than this, and organizers could not read them."""
KEPT_WHEN_REJECTED = timedelta(days=7)


class TooManyWaiting(Exception):
    """The queue of a kind is full, or both ways into it are."""


class UsedBefore(Exception):
    """Something else came with the same token."""


class NotYet(Exception):
    """It came too soon, and with too little work: `after` so long, the wait is enough."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(after)
        self.after = after


@transaction.atomic
def receive(*, kind: str, fields: Mapping[str, str], language: str, token: Token) -> Suggestion:
    """Puts a visitor's suggestion into the queue; the same one twice is kept once.

    It is the same whatever its capitals, spaces and marks are. Where it is not taken, nothing is
    stored, and the token is good for another time.

    Raises:
        TooManyWaiting: the queue of that kind is full, or too many came lately.
        UsedBefore: the token has been used.
        NotYet: it has not paid the price of now.
        ValidationError: `fields` is not what a suggestion of that kind says.
    """
    waiting = list(queries.waiting().filter(kind=kind))
    for one in waiting:
        if likeness.folded(one.fields) == likeness.folded(fields):
            return one
    if len(waiting) >= MOST_WAITING:
        raise TooManyWaiting
    _use(token)
    _pay(kind, token)
    new = Suggestion(kind=kind, fields=dict(fields), language=language, received_on=localdate())
    return save(new, by=None, why="suggested")


def _use(token: Token) -> None:
    """Notes that a token is used.

    Raises:
        UsedBefore: it was.
    """
    forget_used()
    _kept, is_new = Used.objects.get_or_create(digest=token.digest, defaults={"until": token.until})
    if not is_new:
        raise UsedBefore


def _pay(kind: str, token: Token) -> None:
    """Takes one off what is left, of the way that a suggestion comes by.

    Raises:
        TooManyWaiting: there is nothing left.
        NotYet: the token is too young, and its work too little.
    """
    waits, works = (_allowance(kind, way) for way in (Way.WAITED, Way.WORKED))
    asked = prices.price(kind, waits=waits.left, works=works.left)
    if token.age < prices.LEAST:
        raise NotYet(prices.LEAST - token.age)
    if asked.bits is not None and token.bits >= asked.bits:
        _take_one(works)
    elif asked.wait is None:
        raise TooManyWaiting
    elif token.age < asked.wait:
        raise NotYet(asked.wait - token.age)
    else:
        _take_one(waits)


def _allowance(kind: str, way: Way) -> Allowance:
    """Returns what is left, with what has come back since."""
    hour, most = now().replace(minute=0, second=0, microsecond=0), prices.most(kind, way)
    kept, _is_new = Allowance.objects.select_for_update().get_or_create(
        kind=kind, way=way, defaults={"left": most, "hour": hour}
    )
    kept.left, kept.hour = queries.left(kept, hour), hour
    return kept


def _take_one(allowance: Allowance) -> None:
    allowance.left -= 1
    allowance.save()


def forget_used() -> int:
    """Deletes the hashes of tokens that are too old by now; returns how many."""
    deleted, _by_model = Used.objects.filter(until__lt=now()).delete()
    return deleted


def forget_old(on: date) -> int:
    """Deletes what is kept no longer than until a day; returns how many rows went."""
    return delete_rejected(on) + forget_used()


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
