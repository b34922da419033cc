"""Reading suggestions, and what the forms for them offer."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from upstander.hub.context import language
from upstander.learn.queries import claims
from upstander.officials.queries import added, answers
from upstander.places.queries import UnknownOffice
from upstander.suggestions import likeness
from upstander.suggestions.models import Suggestion

__all__ = ["UnknownOffice", "alike", "claim_choices", "office_name", "public_addresses", "waiting"]


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
