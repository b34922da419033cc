"""Nobody is told "you represent me" of whom it is not sure: in a letter, a post, a script."""

import re

import pytest
from django.test import Client

from upstander.campaigns.models import Campaign
from upstander.campaigns.queries.constituents import addressed

LETTER = "/en/officials/campaigns/pipes/letter/"
CALL = "/en/officials/campaigns/pipes/call/"
NUNN = {"office": "us-house-ia-3", "place": "Ames, IA"}
NUNN_LETTER = NUNN | {"request": "", "why": "", "community": "", "story": "We wait."}
CLAIM = "I live in {place}, and you represent me. I ask you: {request}"
NO = "You do not represent me, and I ask you all the same."


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        (CLAIM, "I live in {place}. I ask you: {request}"),
        ("Vivo en {place}. Usted me representa.", "Vivo en {place}."),
        ("Vivo en {place} y usted nos representa. Pido algo.", "Vivo en {place}. Pido algo."),
        ("As your constituent, I ask you. {own_words}", "I ask you. {own_words}"),
        ("As someone you represent, I ask: {request}", "I ask: {request}"),
        ("I am one of your constituents. Vote yes.", "Vote yes."),
        ("I live in your district.\n\nVote yes.", "\n\nVote yes."),
        ("You represent me, so {request} {claims}", "{request} {claims}"),
        ("Como su elector, le pido un voto.", "Le pido un voto."),
        ("Mi senadora es usted. Vote.", "Vote."),
    ],
)
def test_words_that_claim_it_are_taken_out_and_the_rest_stays(text: str, unsure: str) -> None:
    assert addressed(text, "yes") == text
    assert addressed(text, "unsure") == unsure
    no = addressed(text, "no")
    assert NO in no or "Usted no me representa" in no


def test_words_that_claim_nothing_stay_as_they_are() -> None:
    text = "Dear {title} {name}:\n\nWho is represented here?  Two children.\n\n\nYours,"

    assert {addressed(text, "no"), addressed(text, "unsure")} == {text}


def test_a_letter_asks_first_where_it_is_not_sure(campaign: Campaign, client: Client) -> None:
    campaign.letter = CLAIM
    campaign.save()
    questions = client.post(LETTER, NUNN).content.decode()
    sure = client.post(LETTER, NUNN | {"represents": "yes"}).content.decode()

    assert "Does this official represent you?" in questions
    assert re.search(r'value="unsure"[^>]* checked', questions)
    assert "Does this official" not in sure
    assert '<input type="hidden" name="represents" value="yes"' in sure


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ({}, "I live in Ames, IA. I ask"),
        ({"represents": "unsure"}, "I live in Ames, IA. I ask"),
        ({"represents": "perhaps\x00"}, "I live in Ames, IA. I ask"),
        ({"represents": "no"}, f"I live in Ames, IA. {NO} I ask"),
        ({"represents": "yes"}, "I live in Ames, IA, and you represent me. I ask"),
    ],
)
def test_a_letter_and_a_post_claim_only_what_the_visitor_says(
    campaign: Campaign, client: Client, says: dict[str, str], said: str
) -> None:
    campaign.letter = CLAIM
    campaign.script = CLAIM
    campaign.save()
    made = client.post(LETTER, NUNN_LETTER | says)
    page = made.content.decode()

    assert made.context["letter"].startswith(said)
    assert client.post(CALL, NUNN | says).context["script"].startswith(said)
    assert ("As someone you represent" in page) == (says.get("represents") == "yes")


def test_a_letter_that_is_refused_keeps_what_the_visitor_said(
    campaign: Campaign, client: Client
) -> None:
    long = NUNN_LETTER | {"request": "r" * 401, "represents": "no"}
    page = client.post(LETTER, long).content.decode()

    assert re.search(r'value="no"[^>]* checked', page)


def test_a_look_up_says_of_each_card_whether_it_is_sure(campaign: Campaign, client: Client) -> None:
    campaign.named = ["us-house-ia-1", "us-senate-ia-2"]
    campaign.save()
    page = client.post("/en/lookup/", {"q": "50309"}).content.decode()
    forms = re.findall(
        r'name="office" value="([^"]+)">\s*<input type="hidden" name="represents" '
        r'value="(\w+)">.*?name="rest" value="([^"]*)"',
        page,
        re.DOTALL,
    )
    said = {office: represents for office, represents, _rest in forms}

    assert said["us-house-ia-3"] == "yes"
    assert set(said.values()) <= {"yes", "unsure"}
    rest = {office: rest for office, _said, rest in forms}["us-house-ia-3"].split()
    assert "us-house-ia-1:no" in rest
    assert "us-senate-ia-2" in rest


def test_the_next_one_of_a_sitting_goes_on_as_it_was_told(
    campaign: Campaign, client: Client
) -> None:
    rest = "us-house-ia-1:no us-senate-ia-2 us-house-ia-2:perhaps"
    campaign.letter = CLAIM
    campaign.named = ["us-house-ia-1", "us-house-ia-2"]
    campaign.save()
    page = client.post(LETTER, NUNN_LETTER | {"rest": rest})

    onward = page.context["onward"]
    assert (onward.office, onward.represents) == ("us-house-ia-1", "no")
    assert onward.rest == "us-senate-ia-2 us-house-ia-2:unsure"
    assert onward.later == "us-senate-ia-2 us-house-ia-2:unsure us-house-ia-3:unsure"
