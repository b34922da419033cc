"""Which addresses Django answers: the front lets nothing else through. Kept in step with `urls`."""

import os
import re

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
    r"|suggestions/send/"
    r")"
)
"""Paths that take visitors' forms. Nothing else that visitors send reaches Django."""
LOOKUP = "/api/v1/lookup"
"""Where other software looks places up, if the operator opens it. It never reaches Django."""


def lookup_is_open() -> bool:
    """Returns whether the operator opens the look-up for other software."""
    return os.environ.get("UPSTANDER_LOOKUP_API", "").strip().lower() in ("1", "true", "yes", "on")
