from datetime import date

import pytest
from django.contrib.auth.models import User

from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.learn.models import Claim, Guide, Source
from upstander.learn.operations import keep_source, write_claim, write_guide


@pytest.fixture
def olive(db: None) -> User:
    """Olive organizes this hub."""
    return User.objects.create_superuser("olive", password="a long enough phrase")


@pytest.fixture
def hub(db: None) -> Hub:
    return set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)


@pytest.fixture
def source(db: None) -> Source:
    return keep_source(
        Source(title="Minutes of May", url="https://city.example/minutes", publisher="The city"),
        by=None,
    )


@pytest.fixture
def guide(hub: Hub, olive: User) -> Guide:
    return write_guide(
        Guide(
            slug="water",
            title="The water on Elm Street",
            summary="What is known about the pipes.",
            body="Read **slowly**.",
            dated=date(2025, 4, 2),
            credits="Ana first asked.",
            status=Guide.Status.PUBLISHED,
        ),
        by=olive,
    )


@pytest.fixture
def claim(guide: Guide, source: Source, olive: User) -> Claim:
    return write_claim(
        Claim(
            guide=guide,
            slug="lead-pipes",
            sentence="The city laid lead pipes in 1950.",
            true_from=date(1950, 1, 1),
            status=Claim.Status.PUBLISHED,
        ),
        sources=[source],
        by=olive,
    )
