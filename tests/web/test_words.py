"""No page of a hub shows a word of the product in the wrong language."""

from gettext import NullTranslations

import pytest
from django.test import Client
from django.utils.translation import trans_real

from upstander.hub import registry
from upstander.hub.models import Hub
from upstander.places import queries as places
from upstander.upkeep.operations import load_starter


class Untranslated(NullTranslations):
    """Stands where Spanish ends, and remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self.asked.add(one)
        return one


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch) -> Untranslated:
    fallback = Untranslated()
    monkeypatch.setattr(trans_real.translation("es"), "_fallback", fallback)
    return fallback


def test_every_page_of_the_starter_hub_is_wholly_in_spanish(
    db: None, client: Client, untranslated: Untranslated
) -> None:
    load_starter()
    addresses = list(registry.addresses())
    for address in addresses:
        answer = client.get(f"/es/{address}")
        assert answer.status_code == 200, address
        assert b'class="untranslated"' not in answer.content, address
    assert untranslated.asked == set()
    assert len(addresses) > 100


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
