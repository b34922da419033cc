"""The public addresses of the pages that join the rooms."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from upstander.hub.queries import hub
from upstander.places import queries as places
from upstander.places.queries import SourceNote

WITHOUT_A_NETWORK = re.compile("|(?:offline|privacy|commitments)/")
"""What a device keeps of the pages that join the rooms, and where the path to an act goes on."""

TERMS: dict[str, str | Promise] = {
    "public domain": _("public domain"),
    "public domain (CC0)": _("public domain (CC0)"),
    "US government data": _("US government data"),
    "US government publication; facts only": _("US government publication; facts only"),
    "facts only": _("facts only"),
    "CC BY 4.0: credit GeoNames": _("CC BY 4.0: credit GeoNames"),
    "ODbL 1.0: credit OpenStreetMap": _("ODbL 1.0: credit OpenStreetMap"),
}
"""On what terms sources may be used; those that are not here are names that stay as they are."""


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published; the first is the home page."""
    yield ""
    yield "privacy/"
    yield "about/"
    yield "feeds/"
    yield "offline/"


def states() -> set[str]:
    """Returns the state that the hub's own place is in, as two capital letters, if that is one."""
    place = hub().place
    for state in places.states():
        if place.strip().casefold() in (state.name.casefold(), state.name_es.casefold()):
            return {state.code}
    found = places.find(place)
    seats = [office.state for office in found.offices]
    known = {state for state in [one.state for one in found.places] or seats if state}
    return known if len(known) == 1 else set()


def sources() -> Iterator[tuple[SourceNote, str | Promise]]:
    """Yields every source of the facts here, with its terms in words."""
    for source in places.sources():
        yield source, TERMS.get(source.terms, source.terms)
