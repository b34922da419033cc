"""One sitting without JavaScript: who is next goes from form to form, and is kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import targets
from upstander.campaigns.queries.constituents import Represents
from upstander.officials.queries import answers
from upstander.officials.queries.answers import Answer, Card
from upstander.places.queries import Office


@dataclass(frozen=True)
class Waiting:
    """An office that is still to be contacted, and whether it represents the visitor."""

    office: Office
    represents: Represents

    @property
    def token(self) -> str:
        """What a form sends of it: the id, with what is not surely the visitor's own marked."""
        return self.office.id if self.represents == "yes" else f"{self.office.id}:{self.represents}"


@dataclass(frozen=True)
class Onward:
    """The next official of a sitting, and what to post to go on.

    `rest` are the ids of who comes after, `later` the same with the one at hand at the end, and
    `waiting` everyone who waits, the next one first.
    """

    address: str
    office: str
    represents: str
    name: str
    place: str
    rest: str
    later: str
    waiting: str


def onward(
    campaign: Campaign, asked: Mapping[str, Any], *, how: str, language: str, on: date
) -> Onward | None:
    """Returns who is next after the official at hand; None where nobody is.

    `asked` is what a valid `SittingForm` holds, and `how` the page to go on with: `call` or
    `letter`.
    """
    here: Office | None = asked.get("office")
    waiting = [
        one
        for one in asked["rest"]
        if one.office != here
        and one.office.status(on) != "vacant"
        and targets.addresses(campaign, one.office)
    ]
    if not waiting:
        return None
    first, *following = waiting
    skipped = [Waiting(here, asked["represents"])] if here else []
    return Onward(
        address=reverse(f"campaigns:{how}", args=[campaign.slug]),
        office=first.office.id,
        represents=first.represents,
        name=answers.card(first.office, language=language, on=on).heading,
        place=asked["place"],
        rest=_tokens(following),
        later=_tokens([*following, *skipped]),
        waiting=_tokens(waiting),
    )


def others(answer: Answer, campaign: Campaign, office_id: str) -> str:
    """Returns the ids of whom the campaign asks besides an office, of those surely the visitor's.

    With them come the offices that it names for everyone, marked where they are not.
    """
    surely = _certain(answer)
    ids = [card.id for card in surely if any(one.about == campaign for one in card.offers)]
    asked = dict.fromkeys([*ids, *campaign.named])
    asked.pop(office_id, None)
    found = filter(None, map(targets.known, sorted(asked, key=targets.order)))
    return _tokens(Waiting(one, represents(answer, one.id)) for one in found)


def represents(answer: Answer, office_id: str) -> Represents:
    """Returns whether an office represents whoever got this answer of a look-up."""
    if any(card.id == office_id for card in _certain(answer)):
        return "yes"
    groups = (answer.possible, *(section.possible for section in answer.sections))
    maybe = any(card.id == office_id for group in groups for card in group)
    return "unsure" if maybe else "no"


def _certain(answer: Answer) -> list[Card]:
    groups = (answer.certain, *(section.certain for section in answer.sections))
    return [card for group in groups for card in group]


def _tokens(waiting: Iterable[Waiting]) -> str:
    return " ".join(one.token for one in waiting)
