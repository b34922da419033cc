"""The public addresses of the pages that join the rooms."""

import re
from collections.abc import Iterator

WITHOUT_A_NETWORK = re.compile("|(?:offline|privacy|commitments)/")
"""What a device keeps of the pages that join the rooms, and where the path to an act goes on."""


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published; the first is the home page."""
    yield ""
    yield "privacy/"
    yield "about/"
    yield "feeds/"
    yield "offline/"
