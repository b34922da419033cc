"""What a visitor gets, with and without JavaScript; nothing of what they send is kept."""

import pytest
from django.test import Client

from upstander.hub.operations import unpublish
from upstander.officials.models import Campaign

CALL = "/en/officials/campaigns/pipes/call/"
LETTER = "/en/officials/campaigns/pipes/letter/"
NUNN = {"office": "us-house-ia-3", "place": "Ames, IA"}


@pytest.mark.parametrize("page", ["", "call/", "letter/", "index.json"])
def test_a_draft_is_nowhere_for_a_visitor(campaign: Campaign, client: Client, page: str) -> None:
    address = f"/en/officials/campaigns/pipes/{page}"
    assert client.get(address).status_code == 200
    unpublish(campaign, by=None)

    assert client.get(address).status_code == 404
    assert client.post(CALL, NUNN).status_code == 404
    assert b"Ask about the pipes" not in client.get("/en/officials/").content


def test_the_script_for_an_official_comes_with_a_number_to_dial(
    campaign: Campaign, client: Client
) -> None:
    answer = client.post(CALL, NUNN)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert 'href="tel:+12022255476"' in page
    assert "This is for Representative Zachary Nunn, United States House" in page
    assert "I live in Ames, IA. The city laid lead pipes in 1950." in page


@pytest.mark.parametrize("address", [CALL, LETTER])
@pytest.mark.parametrize("office", ["", "us-house-ia-9", "us-house-ia-3\x00'--", "x" * 10_000])
def test_an_official_that_there_is_not_gets_a_sentence_that_says_what_to_do(
    campaign: Campaign, client: Client, address: str, office: str
) -> None:
    answer = client.post(address, {"office": office})

    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert b'id="find"' in answer.content


def test_an_organizers_markup_is_shown_as_text(campaign: Campaign, client: Client) -> None:
    campaign.script = "Hello <script>alert(1)</script>"
    campaign.save()

    for page in (client.get(CALL), client.post(CALL, NUNN)):
        assert b"<script>alert" not in page.content
        assert b"&lt;script&gt;alert" in page.content


def test_the_twin_names_the_claims_by_address(campaign: Campaign, client: Client) -> None:
    twin = client.get("/en/officials/campaigns/pipes/index.json").json()
    listed = client.get("/en/officials/index.json").json()["campaigns"]

    assert twin["claims"] == ["http://127.0.0.1:8000/en/learn/claims/lead-pipes/"]
    assert listed == [twin]
