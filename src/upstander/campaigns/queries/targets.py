"""Whom a campaign addresses, and what a visitor's device needs to know to tell."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from upstander.campaigns.models import Campaign
from upstander.officials.queries import added, kinds
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import Committee, Office


def order(office_id: str) -> int:
    """Returns the place of an office among those that a visitor contacts."""
    return choices.KINDS.index(kinds.of(office_id))


def addresses(campaign: Campaign, office: Office) -> bool:
    """True where the campaign asks this office, if the visitor is its constituent."""
    if office.id in campaign.named:
        return True
    return (
        kinds.of(office.id) in campaign.kinds
        and (not campaign.states or office.state in campaign.states)
        and (not campaign.committees or bool(committee(campaign, office.id)))
    )


def committee(campaign: Campaign, office_id: str) -> str:
    """Returns on which of the campaign's committees the holder of an office sits, or nothing."""
    sitting = ((one, office_id in members(one)) for one in campaign.committees)
    return next((committee_name(one) for one, sits in sitting if sits), "")


def committee_name(committee_id: str) -> str:
    """Returns what a committee of Congress is called, a subcommittee with its committee.

    Raises:
        KeyError: there is no such committee.
    """
    known = committees()
    one = known[committee_id]
    return f"{one.name} ({known[one.parent].name})" if one.parent else one.name


def committee_names(campaign: Campaign) -> dict[str, str]:
    """Returns what the campaign's committees are called; ids of none are left out."""
    return {one: committee_name(one) for one in campaign.committees if one in committees()}


@places.of_tables
def committees() -> dict[str, Committee]:
    """Returns the committees and subcommittees of Congress by id, in the order of the source."""
    return {one.id: one for one in places.committees()}


@places.of_tables
def members(committee_id: str) -> frozenset[str]:
    """Returns the ids of the offices whose holders sit on a committee; none for an unknown one."""
    sitting = set(places.committee_members(committee_id))
    return frozenset(
        seat.id for seat in places.seats() if seat.holder and seat.holder.id in sitting
    )


def everyone(campaign: Campaign, *, on: date) -> Iterator[Office]:
    """Yields every office that the campaign addresses and that is not vacant on a day.

    They come in the order in which a visitor contacts them.
    """
    named = filter(None, map(known, campaign.named))
    offices = {office.id: office for office in (*_may_be_asked(campaign), *named)}
    addressed = (
        office
        for office in offices.values()
        if addresses(campaign, office) and office.status(on) != "vacant"
    )
    yield from sorted(addressed, key=lambda office: order(office.id))


def _may_be_asked(campaign: Campaign) -> Iterator[Office]:
    """Yields every office that might be of the campaign's kinds and in its states."""
    if set(campaign.kinds) - {"added"} <= set(choices.CONGRESS):
        yield from places.seats()
    elif campaign.states:
        for code in {state.code for state in places.states()}.intersection(campaign.states):
            yield from places.offices(code)
    else:
        yield from places.offices()
    yield from map(added.office, added.rows())


def known(office_id: str) -> Office | None:
    """Returns an office by its id, of the tables or added and published here; None for no such."""
    try:
        return added.find(office_id)
    except places.UnknownOffice:
        return None


def for_device(campaign: Campaign) -> dict[str, Any]:
    """Returns what `targets.js` needs.

    `on_committee` has the ids of the offices on each committee by its name; it is null where
    every member is addressed.
    """
    sitting = {name: sorted(members(one)) for one, name in committee_names(campaign).items()}
    return {
        "slug": campaign.slug,
        "kinds": campaign.kinds,
        "states": campaign.states,
        "on_committee": sitting if campaign.committees else None,
        "named": campaign.named,
        "stances": {stance.office_id: stance.side for stance in campaign.stances.all()},
    }
