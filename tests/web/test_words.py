"""No page of a hub shows a word of the product in the wrong language."""

from django.test import Client

from upstander.hub.models import Hub
from upstander.places import queries as places


def test_where_the_facts_come_from_is_said_in_spanish_and_english_titles_are_marked(
    hub: Hub, client: Client
) -> None:
    page = client.get("/es/about/").content.decode()

    assert "· dominio público (CC0)</span>" in page
    assert "facts only" not in page
    assert page.count('" lang="en"\nrel="noopener">') == len(places.sources())


def test_states_are_by_name_whatever_their_accents(hub: Hub) -> None:
    names = [places.state_name(one, "es") for one in places.states_by_name("es")]

    assert names.index("Maryland") < names.index("Míchigan") < names.index("Minnesota")
