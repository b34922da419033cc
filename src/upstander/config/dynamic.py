"""Which addresses Django answers: the front lets nothing else through. Kept in step with `urls`."""

import re

BELOW = ("/desk/", "/static/")
"""Everything below these is Django's."""
POSTED = re.compile(
    r"/[a-z]{2}/(?:"
    r"lookup/"
    r"|give/match/"
    r"|groups/near/"
    r"|officials/campaigns/[-\w]+/(?:call|letter)/"
    r"|commitments/plan\.ics"
    r"|suggestions/send/"
    r")"
)
"""Paths that take visitors' forms. Nothing else that visitors send reaches Django."""
