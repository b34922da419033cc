import pytest

from tests.suggesting import opened
from upstander.hub.operations import translate
from upstander.learn.models import Claim
from upstander.learn.operations import write_claim
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
def claim(claim: Claim) -> Claim:
    """A published claim in both languages, with a draft beside it."""
    draft = Claim(guide=claim.guide, slug="rumour", sentence="Nobody knows this yet.")
    write_claim(draft, sources=[], by=None)
    translate(
        claim,
        field="sentence",
        language="es",
        text="La ciudad puso tuberías de plomo en 1950.",
        by=None,
    )
    return claim


@pytest.fixture
def group(db: None, tenants: dict[str, str]) -> Suggestion:
    """A group that a visitor suggested."""
    return receive(kind="group", fields=tenants, language="en", token=opened())


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
    return receive(kind="correction", fields=fields, language="en", token=opened())
