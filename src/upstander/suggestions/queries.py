"""Reading suggestions, and what the forms for them offer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from upstander.hub.context import language
from upstander.learn.queries import claims
from upstander.officials.queries import added, answers
from upstander.places.queries import UnknownOffice
from upstander.suggestions import likeness, prices
from upstander.suggestions.models import Allowance, Suggestion
from upstander.suggestions.prices import Price

__all__ = [
    "UnknownOffice",
    "alike",
    "claim_choices",
    "left",
    "office_name",
    "price_now",
    "public_addresses",
    "waiting",
]


def waiting() -> QuerySet[Suggestion]:
    """Returns what no organizer has decided yet, the oldest first."""
    return Suggestion.objects.filter(status=Suggestion.Status.WAITING)


def alike(suggestion: Suggestion) -> list[Suggestion]:
    """Returns those that wait and are like one that waits, itself among them, the oldest first."""
    same = waiting().filter(kind=suggestion.kind)
    return [one for one in same if likeness.are_alike(suggestion.fields, one.fields)]


def claim_choices() -> list[tuple[str, str]]:
    """Returns (slug, sentence) of each claim a visitor can read, in the language of the page.

    The first one is none: nobody should send a suggestion about a claim they did not choose.
    """
    sentences = [(claim.slug, claim.text("sentence", language()).value) for claim in claims()]
    return [("", _("Choose a claim")), *sentences]


def office_name(office_id: str) -> str:
    """Returns who holds an office and which it is, in the page's language.

    Raises:
        UnknownOffice: there is none of that id.
    """
    card = answers.card(added.find(office_id), language=language(), on=localdate())
    return ", ".join(filter(None, (card.heading, card.seat)))


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "suggestions/"
    for kind in Suggestion.Kind.values:
        yield f"suggestions/{kind}/"
    yield "suggestions/thanks/"


def left(allowance: Allowance, hour: datetime) -> float:
    """Returns what is left of an allowance at a full hour, with what has come back since."""
    hours = max((hour - allowance.hour) / timedelta(hours=1), 0.0)
    most = prices.most(allowance.kind, allowance.way)
    return min(allowance.left + hours * prices.A_DAY[allowance.kind] / 24, most)


def price_now(kind: str) -> Price:
    """Returns what one more of a kind costs now, if nobody else comes first."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    kept = {one.way: left(one, hour) for one in Allowance.objects.filter(kind=kind)}
    waits, works = (
        kept.get(way, prices.most(kind, way))
        for way in (Allowance.Way.WAITED, Allowance.Way.WORKED)
    )
    return prices.price(kind, waits=waits, works=works)
