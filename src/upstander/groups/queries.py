"""Reading groups, and finding those near a place."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor, inf
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from upstander.groups.models import Channel, Location, Organization, SearchWords
from upstander.hub.context import absolute
from upstander.hub.registry import Problem
from upstander.places import queries as places
from upstander.places.queries import Located, Outcome, Place

NEAR_MILES = 50
CLOSE_MILES = 5
KM_PER_MILE = 1.609344
UNPLACED = (
    Outcome.EMPTY,
    Outcome.MALFORMED,
    Outcome.UNKNOWN,
    Outcome.FOREIGN,
    Outcome.NO_SEAT,
    Outcome.MILITARY,
    Outcome.AMBIGUOUS_PLACE,
)


@dataclass(frozen=True)
class Search:
    """Words to search for, before and after the city, and their language."""

    before: str
    after: str
    language: str


@dataclass(frozen=True)
class Candidate:
    """A place to choose: its name, what to look up for it, and whether it is a whole state."""

    name: str
    query: str
    is_state: bool


@dataclass(frozen=True)
class Near:
    """A group near a place, and about how many miles away, if that is known."""

    organization: Organization
    miles: int | None

    @property
    def is_close(self) -> bool:
        """True where it is nearer than a distance can be told."""
        return self.miles == CLOSE_MILES


def organizations(*, preview: bool = False) -> QuerySet[Organization]:
    """Returns the groups a visitor sees, by name; with `preview`, drafts too."""
    return Organization.objects.visible(preview=preview).prefetch_related(
        "translations", "locations", "channels"
    )


def organization(slug: str, *, preview: bool = False) -> Organization:
    """Returns one group.

    Raises:
        Organization.DoesNotExist: there is none of that slug that this reader may see.
    """
    return organizations(preview=preview).get(slug=slug)


def searches(language: str) -> list[Search]:
    """Returns the words that find groups elsewhere, for a reader of `language`."""
    found = []
    for row in SearchWords.objects.prefetch_related("translations"):
        text = row.text("words", language)
        before, _city, after = text.value.partition("{city}")
        found.append(Search(before, after, text.language))
    return found


def visitor_place(located: Located) -> Place | None:
    """Returns the place that a look-up ended in, or its whole state; None where it found none."""
    if not located.offices:
        return None
    if located.places:
        return located.places[0]
    state = places.state_of(located.offices[0])
    return Place(state.name, state.code, None, None, (), "state")


def candidates(located: Located) -> list[Candidate]:
    """Returns the places of which the visitor has to choose one. `groups.js` is the same rule."""
    if located.offices:
        return []
    return [
        Candidate(place.name, place.state, True)
        if place.kind == "state"
        else Candidate(f"{place.name}, {place.state}", f"{place.name}, {place.state}", False)
        for place in located.places
    ]


def near(place: Place, among: Iterable[Organization]) -> list[Near]:
    """Returns those of the groups that are near a place, the nearest first.

    A local group is near where it serves the state; any group is where one of its locations is
    within 50 miles. Groups whose distance is not known come last, and equal distances keep the
    order of `among`. `groups.js` is the same rule.
    """
    found = []
    for organization in among:
        miles = min(
            (_miles(place, location) for location in organization.shown_locations), default=inf
        )
        if place.state in organization.serves or miles <= NEAR_MILES:
            found.append((miles, organization))
    found.sort(key=lambda pair: pair[0])
    return [Near(one, None if miles == inf else about(miles)) for miles, one in found]


def about(miles: float) -> int:
    """Returns a distance as one says it: in fives up to 100 miles, at least 5, then in tens."""
    step = CLOSE_MILES if miles < 100 else 10
    return max(step, step * floor(miles / step + 0.5))


def _miles(place: Place, location: Location) -> float:
    here, there = (place.lat, place.lng), location.point
    if here[0] is None or here[1] is None or there is None:
        return inf
    return places.distance_km((here[0], here[1]), there) / KM_PER_MILE


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "groups/"
    yield "groups/index.json"
    for slug in organizations().values_list("slug", flat=True):
        yield f"groups/{slug}/"
        yield f"groups/{slug}/index.json"


def states() -> set[str]:
    """Returns the states that published local groups serve, as two capital letters."""
    return {code for group in Organization.objects.visible() for code in group.serves}


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps groups from being published."""
    for organization in organizations():
        if not organization.website and not organization.channels.all():
            yield Problem(
                f"group {organization.slug}", _("It cannot be reached. Add a website or a channel.")
            )
        if any(location.betrays_address for location in organization.locations.all()):
            yield Problem(
                f"group {organization.slug}",
                _("A confidential location has an address. Take the address off."),
            )


def hsds_document(of: Organization, language: str) -> dict[str, Any]:
    """Returns a group as an HSDS 3 organization.

    Keys without a value are left out. `additional_websites` is of HSDS 3.1; `assured_date` is the
    name that HSDS gives it on services; `scope` and `serves` are this project's own.
    """
    document: dict[str, Any] = {
        "id": str(of.hsds_id),
        "name": of.name,
        "alternate_name": of.alternate_name,
        "description": of.text("description", language).value,
        "website": of.website,
        "uri": absolute(of.get_absolute_url()),
        "additional_websites": [_website(channel) for channel in of.channels.all()],
        "locations": [_location(location) for location in of.shown_locations],
        "assured_date": of.assured_date.isoformat() if of.assured_date else "",
        "scope": of.scope,
        "serves": of.serves,
    }
    return {key: value for key, value in document.items() if value}


def _website(channel: Channel) -> dict[str, str]:
    return {"id": str(channel.hsds_id), "label": channel.label or channel.kind, "url": channel.url}


def _location(location: Location) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": str(location.hsds_id),
        "location_type": "physical",
        "name": str(location),
    }
    if location.point:
        document["latitude"], document["longitude"] = location.point
    if location.address_1 and location.postal_code:
        document["addresses"] = [
            {
                "id": str(uuid.uuid5(location.hsds_id, "address")),
                "address_1": location.address_1,
                "city": location.city,
                "state_province": location.state_province,
                "postal_code": location.postal_code,
                "country": "US",
                "address_type": "physical",
            }
        ]
    return document


def hsds_page(of: Iterable[Organization], language: str) -> dict[str, Any]:
    """Returns all the groups as one page of an HSDS 3 list."""
    contents = [hsds_document(organization, language) for organization in of]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def organization_document(of: Organization, language: str) -> dict[str, Any]:
    """Returns a group as schema.org NGO."""
    description = of.text("description", language)
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NGO",
        "@id": absolute(of.get_absolute_url()),
        "name": of.name,
        "alternateName": of.alternate_name,
        "description": description.value,
        "url": of.website,
        "sameAs": [channel.url for channel in of.channels.all()],
        "areaServed": [{"@type": "State", "name": code} for code in of.serves]
        or {"@type": "Country", "name": "US"},
        "location": [
            {"@type": "Place", "address": _postal_address(location)}
            for location in of.shown_locations
        ],
    }
    return {key: value for key, value in document.items() if value}


def _postal_address(location: Location) -> dict[str, str]:
    document = {
        "@type": "PostalAddress",
        "streetAddress": location.address_1,
        "addressLocality": location.city,
        "addressRegion": location.state_province,
        "postalCode": location.postal_code,
        "addressCountry": "US",
    }
    return {key: value for key, value in document.items() if value}
