"""Writing groups. Each write is whole or not at all."""

from collections.abc import Iterable
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from upstander.groups import queries
from upstander.groups.models import Channel, Location, Organization, SearchWords
from upstander.hub.operations import save
from upstander.places import queries as places


class SuggestedGroup(TypedDict):
    """A group in a visitor's words; `url` is a web address, the rest is text."""

    name: str
    url: str
    place: str
    description: str
    language: str


@transaction.atomic
def write_organization(
    organization: Organization,
    *,
    locations: Iterable[Location],
    channels: Iterable[Channel],
    by: User | None,
) -> Organization:
    """Stores a group, and these as all its locations and channels, in the order given.

    Raises:
        ValidationError: a field is missing or too long, the address is taken, or a confidential
            location has an address.
    """
    save(organization, by=by, why="group written")
    organization.locations.all().delete()
    organization.channels.all().delete()
    for location in locations:
        location.organization = organization
        save(location, by=by, why="group written")
    for channel in channels:
        channel.organization = organization
        save(channel, by=by, why="group written")
    return organization


def write_search_words(search: SearchWords, *, by: User | None) -> SearchWords:
    """Stores words that find groups elsewhere; `{city}` stands where the city goes.

    Raises:
        ValidationError: there is no `{city}` in them, or they are kept already.
    """
    return save(search, by=by, why="search words written")


def apply_suggested_group(fields: SuggestedGroup, *, by: User) -> str:
    """Makes a draft of a suggested group; returns its desk address.

    A place that the look-up knows makes it
    a local group there, and a name that may be a state's is taken for the state; any other words
    for the place are kept after the description.

    Raises:
        ValidationError: a field is empty, too long, or not a web address.
    """
    description = fields["description"]
    located = places.find(fields["place"])
    states = [place for place in located.places if place.kind == "state"]
    place = queries.visitor_place(located) or (states[0] if states else None)
    if place is None:
        description = f"{description} ({fields['place']})"
    organization = Organization(
        slug=_free_slug(fields["name"]),
        name=fields["name"],
        description=description,
        website=fields["url"],
        scope=Organization.Scope.LOCAL if place else Organization.Scope.NATIONAL,
        serves=[place.state] if place else [],
    )
    locations = []
    if place and place.kind != "state":
        locations.append(Location(city=place.name, state_province=place.state))
    write_organization(organization, locations=locations, channels=[], by=by)
    return reverse("admin:groups_organization_change", args=[organization.pk])


def _free_slug(name: str) -> str:
    stem = slugify(name)[:70].rstrip("-") or "group"
    slug, number = stem, 1
    reserved = Organization.reserved_slugs
    while slug in reserved or Organization.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
