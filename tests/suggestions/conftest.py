from datetime import date

import pytest
from django.contrib.auth.models import User

from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub, translate
from upstander.learn.models import Claim, Guide, Source
from upstander.learn.operations import keep_source, write_claim, write_guide
from upstander.suggestions.models import Suggestion
from upstander.suggestions.operations import receive


@pytest.fixture
def tenants() -> dict[str, str]:
    """The fields of a group that a visitor knows of."""
    return {
        "name": "Elm Street Tenants",
        "url": "https://tenants.example/",
        "place": "Ames, Iowa",
        "description": "They test the water and tell the city.",
    }


@pytest.fixture
def olive(db: None) -> User:
    """Olive organizes this hub."""
    return User.objects.create_user("olive", password="a long enough phrase", is_staff=True)


@pytest.fixture
def vic(db: None) -> User:
    """Vic has an account but is no organizer; what Vic asks for is refused."""
    return User.objects.create_user("vic", password="another long phrase")


@pytest.fixture
def claim(db: None) -> Claim:
    """A published claim, with a draft beside it."""
    set_up_hub(Hub(name="Elm Street", promise="We help.", languages=["en", "es"]), by=None)
    source = Source(title="Minutes", url="https://city.example/minutes", publisher="The city")
    guide = write_guide(
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
    kept = keep_source(source, by=None)
    draft = Claim(guide=guide, slug="rumour", sentence="Nobody knows this yet.")
    write_claim(draft, sources=[kept], by=None)
    published = write_claim(
        Claim(
            guide=guide,
            slug="lead-pipes",
            sentence="The city laid lead pipes in 1950.",
            status=Claim.Status.PUBLISHED,
        ),
        sources=[kept],
        by=None,
    )
    translate(
        published,
        field="sentence",
        language="es",
        text="La ciudad puso tuberías de plomo en 1950.",
        by=None,
    )
    return published


@pytest.fixture
def group(db: None, tenants: dict[str, str]) -> Suggestion:
    """A group that a visitor suggested."""
    return receive(kind="group", fields=tenants, language="en")


@pytest.fixture
def correction(claim: Claim) -> Suggestion:
    """A correction that a visitor suggested."""
    fields = {
        "claim": claim.slug,
        "right": "The city laid them in 1951.",
        "why": "The minutes of May 1951 say so.",
        "title": "Minutes of May 1951",
        "url": "https://city.example/1951",
        "publisher": "The city",
    }
    return receive(kind="correction", fields=fields, language="en")
