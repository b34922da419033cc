import pytest

from upstander.campaigns.models import Campaign
from upstander.campaigns.operations import write_campaign
from upstander.learn.models import Claim


@pytest.fixture
def campaign(claim: Claim) -> Campaign:
    return write_campaign(
        Campaign(
            guide=claim.guide,
            slug="pipes",
            title="Ask about the pipes",
            request="Pay for new pipes by May.",
            script=(
                "This is for {title} {name}, {office}.\n\n"
                "I live in\n{place}. {claims}\n\n{own_words}"
            ),
            letter=(
                "Dear {title} {name}:\n\nI live in {place}.\n\n"
                "{own_words}\n\n{claims}\n\nThank you,"
            ),
            status=Campaign.Status.PUBLISHED,
        ),
        claims=[claim],
        by=None,
    )
