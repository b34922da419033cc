"""Which addresses this room has; which a device keeps, and which other sites may frame."""

import re
from collections.abc import Iterator

from upstander.campaigns.queries.campaigns import campaigns

WITHOUT_A_NETWORK = re.compile(
    r"officials/(?:record/|campaigns/[-\w]+/(?:|(?:call|letter|visit)/))"
)
"""From a campaign to a call, a letter or a visit, and what a visitor has done."""
IN_A_FRAME = re.compile(r"officials/campaigns/[-\w]+/embed/")


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "officials/index.json"
    yield "officials/record/"
    for slug in campaigns().values_list("slug", flat=True):
        yield f"officials/campaigns/{slug}/"
        yield f"officials/campaigns/{slug}/index.json"
        yield f"officials/campaigns/{slug}/call/"
        yield f"officials/campaigns/{slug}/embed/"
        yield f"officials/campaigns/{slug}/letter/"
        yield f"officials/campaigns/{slug}/visit/"
        yield f"officials/campaigns/{slug}/totals/"
        yield f"officials/campaigns/{slug}/totals/index.json"
