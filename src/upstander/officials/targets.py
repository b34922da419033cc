"""Whom a campaign addresses, and what a visitor's device needs to know to tell."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from upstander.officials.models import Campaign
from upstander.officials.models.campaigns import KINDS
from upstander.places import queries as places
from upstander.places.queries import Office

_BY_CHAMBER = {
    "house": "house",
    "senate": "senate",
    "lower": "lower",
    "upper": "upper",
    "legislature": "upper",
    "governor": "governor",
    "mayor": "mayor",
    "president": "president",
    "vice": "president",
}


def kind(office_id: str) -> str:
    """Returns which of `KINDS` an office is, by its id alone, as `targets.js` does."""
    first, second, *_rest = [*office_id.split("-"), ""]
    if first == "local":
        return "added"
    return _BY_CHAMBER.get(second, "statewide")


def order(office_id: str) -> int:
    """Returns the place of an office among those that a visitor contacts."""
    return list(KINDS).index(kind(office_id))


def addresses(campaign: Campaign, office: Office) -> bool:
    """True where the campaign asks this office, if the visitor is its constituent."""
    if office.id in campaign.named:
        return True
    return (
        kind(office.id) in campaign.kinds
        and (not campaign.states or office.state in campaign.states)
        and (not campaign.committees or office.id in members(tuple(campaign.committees)))
    )


@cache
def members(committees: tuple[str, ...]) -> frozenset[str]:
    """Returns the ids of the offices whose holders sit on any of these committees of Congress."""
    sitting = {person for committee in committees for person in places.committee_members(committee)}
    return frozenset(
        seat.id for seat in places.seats() if seat.holder and seat.holder.id in sitting
    )


def everyone(campaign: Campaign, *, on: date) -> Iterator[Office]:
    """Yields every office that the campaign addresses and that is not vacant on a day."""
    raise NotImplementedError


def for_device(campaign: Campaign) -> dict[str, Any]:
    """Returns what `targets.js` needs; `on_committee` is null where every member is addressed."""
    sitting = sorted(members(tuple(campaign.committees))) if campaign.committees else None
    return {
        "slug": campaign.slug,
        "kinds": campaign.kinds,
        "states": campaign.states,
        "on_committee": sitting,
        "named": campaign.named,
        "stances": {stance.office_id: stance.side for stance in campaign.stances.all()},
    }
