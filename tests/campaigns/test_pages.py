"""What a visitor gets, with and without JavaScript; nothing of what they send is kept."""

import re

import pytest
import time_machine
from django.test import Client

from upstander.campaigns.forms import MOST_IN_A_SITTING
from upstander.campaigns.models import Campaign
from upstander.hub.operations import translate, unpublish
from upstander.places import queries as places

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


def test_a_script_in_spanish_says_what_to_do_where_nobody_speaks_it(
    campaign: Campaign, client: Client
) -> None:
    translate(campaign, field="script", language="es", text="Hola. Vivo en {place}.", by=None)
    address = CALL.replace("/en/", "/es/")
    for page in (client.get(address), client.post(address, NUNN)):
        assert f'<a href="{CALL}" hreflang="en">lea el guion en inglés</a>' in page.content.decode()

    assert b"read the script in English" not in client.get(CALL).content


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


def fields(page: bytes, action: str) -> dict[str, str]:
    """What the first form to an address on a page sends; of its buttons, the first one."""
    form = page.decode().partition(f'action="{action}"')[2].partition("</form>")[0]
    found: dict[str, str] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, value)
    return found


def test_without_javascript_one_sitting_goes_from_one_official_to_the_next(
    campaign: Campaign, client: Client
) -> None:
    Campaign.objects.update(kinds=["house", "senate"])
    found = client.post("/en/lookup/", {"q": "50309"}).content.decode()
    card = found.partition("Zachary Nunn")[2].partition("</form>")[0]
    first = dict(re.findall(r'name="(\w+)" value="([^"]*)"', card))
    assert first["office"] == "us-house-ia-3"
    assert first["rest"] == "us-senate-ia-2 us-senate-ia-3"

    script = client.post(CALL, first).content
    assert set(fields(script, CALL.replace("call", "tally"))) == {"token", "outcome"}
    following = fields(script, CALL)
    assert following["office"] == "us-senate-ia-2"
    assert following["rest"] == "us-senate-ia-3"
    assert following["place"] == first["place"]
    last = client.post(CALL, fields(client.post(CALL, following).content, CALL)).content
    assert fields(last, CALL) == {}
    assert b"plan when to call again" in last


def test_one_who_is_skipped_comes_again_at_the_end(campaign: Campaign, client: Client) -> None:
    Campaign.objects.update(kinds=["house", "senate"])
    mine = NUNN | {"represents": "yes"}
    page = client.post(CALL, mine | {"rest": "us-senate-ia-2 us-senate-ia-3"}).content.decode()

    assert 'name="rest" value="us-senate-ia-3 us-house-ia-3"' in page
    assert "Skip Zachary Nunn for now" in page


@pytest.mark.parametrize(
    "rest",
    [
        "us-house-ia-9 ' <b> us-house-ia-3 \x00",
        "ia-governor",
        "us-house-fl-20",
    ],
    ids=["none", "not asked", "vacant"],
)
def test_nobody_is_next_who_is_not_an_office_that_is_asked(
    campaign: Campaign, client: Client, rest: str
) -> None:
    Campaign.objects.update(kinds=["house"])
    with time_machine.travel("2026-10-02", tick=False):
        answer = client.post(CALL, NUNN | {"rest": rest})

    assert answer.status_code == 200
    assert b"Next: plan when to call again" in answer.content


def test_a_sitting_has_an_end(campaign: Campaign, client: Client) -> None:
    Campaign.objects.update(kinds=["house", "senate"])
    everyone = " ".join(seat.id for seat in places.seats() if seat.chamber == "senate")
    page = client.post(CALL, NUNN | {"rest": everyone})

    following = fields(page.content, CALL)["rest"].split()
    assert len(following) == MOST_IN_A_SITTING - 1 < len(everyone.split())


def test_a_letter_goes_on_to_the_next_too(campaign: Campaign, client: Client) -> None:
    Campaign.objects.update(kinds=["house", "senate"])
    asked = client.post(LETTER, NUNN | {"rest": "us-senate-ia-2"}).content
    questions = fields(asked, LETTER)
    assert questions["rest"] == "us-senate-ia-2"

    made = client.post(LETTER, questions | {"story": "Mine."}).content
    assert fields(made, LETTER)["office"] == "us-senate-ia-2"


@pytest.mark.parametrize("address", [CALL, LETTER])
def test_whom_we_only_knew_last_is_named_with_the_day_and_where_to_check(
    campaign: Campaign, client: Client, address: str
) -> None:
    for on, old in (("2026-11-12", False), ("2026-11-13", True)):
        with time_machine.travel(on, tick=False):
            page = client.post(address, NUNN).content.decode()
        assert "Zachary Nunn" in page
        assert ("This may have changed since." in page) is old
        assert ("https://www.house.gov/representatives" in page) is old


@time_machine.travel("2026-10-02", tick=False)
@pytest.mark.parametrize("address", [CALL, LETTER])
def test_a_vacant_seat_gets_no_script_but_who_serves_and_the_switchboard(
    campaign: Campaign, client: Client, address: str
) -> None:
    page = client.post(address, {"office": "us-house-fl-20"}).content.decode()

    assert "Nobody holds this office now." in page
    assert "The Clerk of the House runs its office" in page
    assert 'href="tel:+12022243121"' in page
    assert "I live in" not in page
    assert 'name="story"' not in page


def test_a_script_tells_of_relay_calls(campaign: Campaign, client: Client) -> None:
    for page in (
        client.get(CALL),
        client.post(CALL, NUNN),
        client.get(CALL.replace("call", "embed")),
    ):
        assert b"Dial 711 first" in page.content


def test_the_twin_names_the_claims_by_address(campaign: Campaign, client: Client) -> None:
    twin = client.get("/en/officials/campaigns/pipes/index.json").json()
    listed = client.get("/en/officials/index.json").json()["campaigns"]

    assert twin["claims"] == ["http://127.0.0.1:8000/en/learn/claims/lead-pipes/"]
    assert listed == [twin]
