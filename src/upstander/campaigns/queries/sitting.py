"""One sitting without JavaScript: who is next goes from form to form, and is kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import targets
from upstander.officials.queries import answers
from upstander.officials.queries.answers import Answer
from upstander.places.queries import Office


@dataclass(frozen=True)
class Onward:
    """The next official of a sitting, and what to post to go on.

    `rest` are the ids of who comes after, `later` the same with the one at hand at the end, and
    `waiting` everyone who waits, the next one first.
    """

    address: str
    office: str
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
        if one != here and one.status(on) != "vacant" and targets.addresses(campaign, one)
    ]
    if not waiting:
        return None
    following = waiting[1:]
    return Onward(
        address=reverse(f"campaigns:{how}", args=[campaign.slug]),
        office=waiting[0].id,
        name=answers.card(waiting[0], language=language, on=on).heading,
        place=asked["place"],
        rest=_ids(following),
        later=_ids([*following, here] if here else following),
        waiting=_ids(waiting),
    )


def others(answer: Answer, campaign: Campaign, office_id: str) -> str:
    """Returns the ids of whom the campaign asks besides an office, of those surely the visitor's.

    With them come the offices that it names for everyone.
    """
    groups = (answer.certain, *(section.certain for section in answer.sections))
    cards = (card for group in groups for card in group)
    ids = [card.id for card in cards if any(one.about == campaign for one in card.offers)]
    asked = dict.fromkeys([*ids, *campaign.named])
    asked.pop(office_id, None)
    return " ".join(sorted(asked, key=targets.order))


def _ids(offices: Iterable[Office]) -> str:
    return " ".join(one.id for one in offices)
