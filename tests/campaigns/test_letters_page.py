"""A letter without JavaScript: four questions, then the letter and ways to send it oneself."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.test import Client

from upstander.campaigns.models import Campaign, Stance
from upstander.campaigns.queries import letters, own_words, sending
from upstander.hub.context import absolute

LETTER = "/en/officials/campaigns/pipes/letter/"
NUNN = {"office": "us-house-ia-3", "place": "Ames, IA"}
ZABNER = {"office": "ia-lower-90", "place": "Iowa City, IA"}
ANSWERS = {
    "request": "Pay for new pipes\r\nby March.",
    "why": "I teach here.\x07",
    "community": "",
    "story": "Two <b>children</b>\r\nare {name} ill.",
}


def rows() -> int:
    return sum(model.objects.count() for model in apps.get_models())


def test_a_letter_asks_four_things_and_then_is_finished_and_printable(
    campaign: Campaign, client: Client
) -> None:
    before = rows()
    questions = client.post(LETTER, NUNN).content.decode()
    finished = client.post(LETTER, NUNN | ANSWERS)
    page = finished.content.decode()

    assert re.findall(r'<textarea name="(\w+)"', questions) == [
        "request",
        "why",
        "community",
        "story",
    ]
    assert "Pay for new pipes by May." in questions
    assert finished.status_code == 200
    assert "I teach here.\n\nTwo &lt;b&gt;children&lt;/b&gt;\nare {name} ill." in page
    assert "1410 Longworth House Office Building, Washington, DC 20515" in page
    assert "<textarea" not in page
    assert rows() == before


def test_a_request_that_the_visitor_changed_is_in_the_letter_once(
    campaign: Campaign, client: Client
) -> None:
    without = client.post(LETTER, NUNN | ANSWERS).context["letter"]
    campaign.letter = "Dear {title} {name}:\n\nI ask you: {request}\n\n{own_words}"
    campaign.save()
    within = client.post(LETTER, NUNN | ANSWERS).context["letter"]
    emptied = client.post(LETTER, NUNN | ANSWERS | {"request": " "}).context["letter"]

    assert without.count("Pay for new pipes by March.") == 1
    assert within.startswith(
        "Dear Representative Zachary Nunn:\n\nI ask you: Pay for new pipes by March.\n\nI teach"
    )
    assert "I ask you: Pay for new pipes by May." in emptied


def test_who_is_known_to_oppose_gets_the_letter_for_those(
    campaign: Campaign, client: Client
) -> None:
    campaign.letter_opposes = "You said no, {name}. {own_words}"
    campaign.save()
    Stance.objects.create(
        campaign=campaign,
        office_id="us-house-ia-3",
        side=Stance.Side.OPPOSES,
        source_url="https://nunn.house.gov/no",
        as_of="2026-11-01",
    )
    letter = client.post(LETTER, NUNN | ANSWERS | {"request": ""}).context["letter"]
    assert letter.startswith("You said no, Zachary Nunn. I teach here.")


@pytest.mark.parametrize("office", ["", "us-house-ia-9", "us-house-ia-3\x00'--", "x" * 10_000])
def test_an_official_that_there_is_not_brings_the_look_up_and_no_letter(
    campaign: Campaign, client: Client, office: str
) -> None:
    answer = client.post(LETTER, ANSWERS | {"office": office})

    assert answer.status_code == 422
    assert b'href="#find"' in answer.content
    assert "letter" not in answer.context


def test_a_letter_that_is_too_long_comes_back_with_every_word(
    campaign: Campaign, client: Client
) -> None:
    answer = client.post(LETTER, NUNN | {"why": "", "story": "ñ" * letters.LONGEST})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "so that it has 20,000." in page
    assert 'href="#story"' in page
    assert "ñ" * letters.LONGEST in page


def test_a_request_that_is_too_long_comes_back_with_every_word(
    campaign: Campaign, client: Client
) -> None:
    answer = client.post(LETTER, NUNN | {"request": "r" * 401, "story": "My own story."})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "at most 400 characters (it has 401)" in page
    assert "r" * 401 in page
    assert "My own story." in page


def test_the_longest_letter_is_taken(campaign: Campaign, client: Client) -> None:
    empty = client.post(LETTER, NUNN | {"story": "x"}).context["letter"]
    room = letters.LONGEST - len(empty) + 1

    assert client.post(LETTER, NUNN | {"story": "x" * room}).status_code == 200
    assert client.post(LETTER, NUNN | {"story": "x" * (room + 1)}).status_code == 422


def test_a_letter_says_while_it_still_reads_like_the_form_letter(
    campaign: Campaign, client: Client
) -> None:
    own = " ".join(f"word{number}" for number in range(own_words.ENOUGH))
    form = client.post(LETTER, NUNN | {"story": ""}).content.decode()
    mine = client.post(LETTER, NUNN | {"story": own}).content.decode()

    assert str(own_words.SAYS["none"]) in form
    assert not any(str(said) in mine for said in own_words.SAYS.values())


def test_an_e_mail_carries_a_short_letter_and_no_long_one(
    campaign: Campaign, client: Client
) -> None:
    short = client.post(LETTER, ZABNER | {"story": "We wait & wait?"})
    long = client.post(LETTER, ZABNER | {"story": "We wait. " * 200})
    federal = client.post(LETTER, NUNN | {"story": "We wait."})

    sent = parse_qs(urlsplit(short.context["email"].href).query)
    assert sent["body"] == [short.context["letter"].replace("\n", "\r\n")]
    assert long.context["email"].href == (
        "mailto:adam.zabner@legis.iowa.gov?subject=Ask%20about%20the%20pipes"
    )
    assert "Copy the letter first" in long.content.decode()
    assert federal.context["email"] is None


def test_posts_are_offered_only_where_the_official_has_an_account(
    campaign: Campaign, client: Client
) -> None:
    link = absolute(campaign.get_absolute_url())
    mine = NUNN | ANSWERS | {"represents": "yes"}
    posts = client.post(LETTER, mine).context["posts"]

    assert [(one.network, one.account) for one in posts] == [
        ("Facebook", ""),
        ("Instagram", "@repzachnunn"),
        ("X", "@ZachNunn"),
    ]
    assert posts[2].text == (
        f"@ZachNunn As someone you represent, I ask you: Pay for new pipes by March. {link}"
    )
    page = client.post(LETTER, ZABNER | ANSWERS).content.decode()
    assert "Mention them in a public post" not in page
    assert all(rule["source"].startswith("https://") for rule in sending.networks().values())
