"""Writing campaigns. Each write is whole or not at all."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from upstander.hub.operations import save
from upstander.learn.models import Claim
from upstander.officials.models import Campaign


@transaction.atomic
def write_campaign(campaign: Campaign, *, claims: Iterable[Claim], by: User | None) -> Campaign:
    """Stores a campaign and the claims its script and letter cite.

    Raises:
        ValidationError: a field is missing or too long, its address is taken, or the script or
            the letter has an unknown variable.
    """
    save(campaign, by=by, why="campaign written")
    campaign.claims.set(claims)
    return campaign
