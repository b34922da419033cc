"""What campaigns offer beside the offices that they ask."""

import json
from collections.abc import Iterable, Iterator
from functools import partial

from upstander.campaigns.models import Campaign
from upstander.campaigns.queries import targets
from upstander.campaigns.queries.campaigns import campaigns
from upstander.hub.registry import Offer


def offers(*, preview: bool) -> Iterator[Offer]:
    """Yields an offer for each campaign that a visitor sees; with `preview`, for drafts too."""
    yield from of(campaigns(preview=preview))


def of(some: Iterable[Campaign]) -> Iterator[Offer]:
    """Yields an offer for each of some campaigns."""
    for campaign in some:
        yield Offer(
            about=campaign,
            on_card="campaigns/actions.html",
            on_page="campaigns/summary.html",
            script="campaigns/targets",
            committees=tuple(campaign.committees),
            fits=partial(targets.addresses, campaign),
            spec=partial(spec, campaign),
        )


def spec(campaign: Campaign) -> str:
    """Returns whom a campaign addresses, for the script on a visitor's device."""
    return json.dumps(targets.for_device(campaign), separators=(",", ":"))
