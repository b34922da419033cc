"""Which addresses this room has, and which of them a device keeps for when it has no network."""

import re
from collections.abc import Iterator

WITHOUT_A_NETWORK = re.compile(r"officials/(?:|parts\.html|notes\.json|added\.json)")
"""What an answer is made from."""


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "officials/"
    yield "officials/parts.html"
    yield "officials/added.json"
    yield "officials/committees.json"
    yield "officials/notes.json"
    yield "officials/town-halls/"
    yield "officials/town-halls.ics"
