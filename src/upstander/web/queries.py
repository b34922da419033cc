"""The public addresses of the pages that join the rooms."""

from collections.abc import Iterator


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published; the first is the home page."""
    yield ""
    yield "privacy/"
    yield "about/"
    yield "feeds/"
