from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.learn.models import Claim, Guide, Source
from upstander.learn.operations import keep_source, write_claim, write_guide
from upstander.officials.models import Campaign
from upstander.officials.operations import write_campaign


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English, whatever language the page of another test was in."""
    with translation.override("en"):
        yield


@pytest.fixture
def olive(db: None) -> User:
    """Olive organizes this hub."""
    return User.objects.create_superuser("olive", password="a long enough phrase")


@pytest.fixture
def source(db: None) -> Source:
    return keep_source(
        Source(
            title="Minutes of May",
            url="https://city.example/minutes",
            publisher="The city",
            published=date(1950, 5, 2),
        ),
        by=None,
    )


@pytest.fixture
def guide(db: None) -> Guide:
    set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)
    return write_guide(
        Guide(
            slug="water",
            title="The water on Elm Street",
            summary="What is known about the pipes.",
            dated=date(2025, 4, 2),
            credits="Ana first asked.",
            status=Guide.Status.PUBLISHED,
        ),
        by=None,
    )


@pytest.fixture
def claim(guide: Guide, source: Source) -> Claim:
    return write_claim(
        Claim(
            guide=guide,
            slug="lead-pipes",
            sentence="The city laid lead pipes in 1950.",
            status=Claim.Status.PUBLISHED,
        ),
        sources=[source],
        by=None,
    )


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
