"""Words for every choice that the server and a device share."""

import pytest

from upstander.campaigns.models import KINDS
from upstander.campaigns.queries import sending
from upstander.officials.queries import kinds, words
from upstander.places import choices
from upstander.places import queries as places

pytestmark = pytest.mark.django_db


def test_every_kind_of_office_has_words_and_stands_in_the_order_of_contact() -> None:
    assert list(KINDS) == list(choices.KINDS)
    assert {kinds.of(office.id) for office in places.offices()} == {*choices.KINDS} - {"added"}


def test_every_section_of_an_answer_has_a_heading() -> None:
    assert set(words.SECTIONS) == set(choices.SECTIONS)


def test_one_posts_only_where_one_does_not_just_watch() -> None:
    assert set(sending.networks()) == set(choices.NETWORKS) - set(choices.WATCHED)
    assert {
        network: rules["name"] for network, rules in sending.networks().items()
    }.items() <= choices.NETWORKS.items()


def test_every_chamber_of_a_state_has_its_place_in_an_answer() -> None:
    in_states = {office.chamber for office in places.offices() if office.level == "state"}
    assert in_states | {"local"} == set(choices.RANKS)
    assert in_states == {*choices.LEGISLATURES, "executive"}
