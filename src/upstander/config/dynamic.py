"""Which addresses Django answers: the front lets nothing else through. Kept in step with `urls`."""

import os
import re

from upstander.web.gateway import Network, networks

BELOW = ("/desk/", "/static/")
"""Everything below these is Django's."""
POSTED = re.compile(
    r"/[a-z]{2}/(?:"
    r"lookup/"
    r"|give/match/"
    r"|groups/near/"
    r"|officials/campaigns/[-\w]+/(?:call|letter|tally|visit)/"
    r"|officials/report/"
    r"|commitments/(?:vote/[-\w]+/)?plan\.ics"
    r"|suggestions/(?:send|token)/"
    r")"
)
"""Paths that take visitors' forms. Nothing else that visitors send reaches Django."""
LOOKUP = "/api/v1/lookup"
"""Where other software looks places up, if the operator opens it. It never reaches Django."""


def lookup_is_open() -> bool:
    """Returns whether the operator opens the look-up for other software."""
    return os.environ.get("UPSTANDER_LOOKUP_API", "").strip().lower() in ("1", "true", "yes", "on")


def trusted_proxies() -> tuple[Network, ...]:
    """Returns whose word is taken for where a request comes from: by default, this machine's.

    Raises:
        ValueError: UPSTANDER_PROXIES names what is neither an address nor a network.
    """
    return networks(os.environ.get("UPSTANDER_PROXIES", "127.0.0.0/8,::1").split(","))
