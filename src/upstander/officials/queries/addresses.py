"""Which addresses this room has, and which of them a device keeps for when it has no network."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from upstander.hub.registry import Feed
from upstander.officials.queries import pages

WITHOUT_A_NETWORK = re.compile(r"officials/(?:|parts\.html|notes\.json|added\.json)")
"""What an answer is made from."""


def feeds() -> Iterator[Feed]:
    """Yields the feeds of this room, where offices have pages."""
    if pages.is_listed(pages.US):
        yield Feed(_("Changes in the lists of officials"), "officials/offices/changes/feed.atom")


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "officials/"
    yield "officials/parts.html"
    yield "officials/added.json"
    yield "officials/committees.json"
    yield "officials/notes.json"
    yield "officials/town-halls/"
    yield "officials/town-halls.ics"
