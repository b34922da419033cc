import pytest
from django.contrib.auth.models import User

from upstander.groups.models import Channel, Location, Organization, SearchWords
from upstander.groups.operations import write_organization, write_search_words
from upstander.hub.models import Hub
from upstander.hub.operations import translate


@pytest.fixture
def tenants(hub: Hub, olive: User) -> Organization:
    """A local group in Des Moines, its address public."""
    return write_organization(
        Organization(
            slug="tenants",
            name="Elm Street Tenants",
            description="They test the water.",
            website="https://tenants.example/",
            scope=Organization.Scope.LOCAL,
            serves=["IA"],
            status=Organization.Status.PUBLISHED,
        ),
        locations=[
            Location(
                city="Des Moines",
                state_province="IA",
                address_1="12 Elm Street",
                postal_code="50309",
            )
        ],
        channels=[Channel(kind=Channel.Kind.JOIN, url="https://tenants.example/join")],
        by=olive,
    )


@pytest.fixture
def shelter(hub: Hub, olive: User) -> Organization:
    """A local group in Iowa whose address must never show."""
    return write_organization(
        Organization(
            slug="shelter",
            name="Night Shelter",
            description="They take families in.",
            scope=Organization.Scope.LOCAL,
            serves=["IA"],
            status=Organization.Status.PUBLISHED,
        ),
        locations=[Location(city="Ames", state_province="IA", confidential=True)],
        channels=[Channel(kind=Channel.Kind.FOLLOW, url="https://social.example/shelter")],
        by=olive,
    )


@pytest.fixture
def water_law(hub: Hub, olive: User) -> Organization:
    """A national group with its office in Tucson."""
    organization = write_organization(
        Organization(
            slug="water-law",
            name="Water Law Center",
            alternate_name="WLC",
            description="They go to court.",
            website="https://law.example/",
            scope=Organization.Scope.NATIONAL,
            status=Organization.Status.PUBLISHED,
        ),
        locations=[Location(city="Tucson", state_province="AZ")],
        channels=[],
        by=olive,
    )
    translate(
        organization, field="description", language="es", text="Van a los tribunales.", by=olive
    )
    return organization


@pytest.fixture
def search(hub: Hub, olive: User) -> SearchWords:
    return write_search_words(SearchWords(words="{city} clean water group"), by=olive)
