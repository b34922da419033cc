"""What a visitor who suggests something is asked, told and spared."""

import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from tests.suggesting import brought, opened
from upstander.hub import registry
from upstander.hub.context import Rendering, rendered_for
from upstander.hub.models import Hub
from upstander.learn.models import Claim
from upstander.suggestions import operations, tokens
from upstander.suggestions.models import Allowance, Suggestion

pytestmark = pytest.mark.django_db

SOURCE = {
    "kind": "source",
    "claim": "lead-pipes",
    "title": "Report of 1952",
    "url": "https://state.example/report",
    "publisher": "The state",
}


def send(client: Client, **fields: str) -> tuple[int, str]:
    answer = client.post("/en/suggestions/send/", brought(fields))
    return answer.status_code, answer.content.decode()


def test_a_suggestion_waits_with_its_day_and_leads_to_thanks(claim: Claim, client: Client) -> None:
    answer = client.post("/es/suggestions/send/", brought(SOURCE))

    assert answer.headers["Location"] == "/es/suggestions/thanks/"
    assert "Gracias" in client.get("/es/suggestions/thanks/").content.decode()
    (kept,) = Suggestion.objects.all()
    assert kept.is_waiting
    assert kept.language == "es"
    assert kept.fields == {name: value for name, value in SOURCE.items() if name != "kind"}


def test_it_sets_no_cookie_and_is_not_kept_on_the_way(claim: Claim, client: Client) -> None:
    answer = client.post("/en/suggestions/send/", brought(SOURCE))

    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_form_comes_back_with_plain_errors_and_what_was_typed(
    claim: Claim, client: Client
) -> None:
    status, page = send(client, **SOURCE | {"publisher": "", "url": "not an address"})

    assert status == 422
    assert 'href="#id_publisher">Name who published it.</a>' in page
    assert "Give a web address such as https://example.org/page." in page
    assert 'value="not an address"' in page
    assert '<option value="lead-pipes" selected>' in page
    assert 'href="/es/suggestions/source/" hreflang="es"' in page
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("description", "Write to ana@elm.example about the water.", "no contact details"),
        ("description", "Call Ana at (515) 555-0134 about the water.", "no contact details"),
        ("description", "Call Ana at 515–555–0134 about the water.", "no contact details"),
        ("description", "Follow @elm@elm.example, or ana@elm.example.", "no contact details"),
        ("description", "See javascript:alert(1) for the water.", "must start with https://"),
        ("description", "See ftp://elm.example/ for the water.", "must start with https://"),
        ("description", "Water", "at least 10 letters"),
        ("description", "x" * 501, "at most 500 characters"),
        ("url", "ftp://elm.example/", "Give a web address"),
        ("url", "javascript:alert(1)", "Give a web address"),
        ("name", "\x00\x07", "Give the name of the group."),
    ],
)
def test_what_is_refused_says_what_to_do(
    tenants: dict[str, str], client: Client, field: str, text: str, said: str
) -> None:
    status, page = send(client, kind="group", **tenants | {field: text})

    assert status == 422
    assert said in page
    assert not Suggestion.objects.exists()


def test_schedule_numbers_and_dates_are_no_telephone_numbers(
    tenants: dict[str, str], client: Client
) -> None:
    words = "See DAA-0567-2015-0013 of 2015-04-02, case 20-cv-00739."

    assert send(client, kind="group", **tenants | {"description": words})[0] == 302


@pytest.mark.parametrize(
    "words",
    [
        "Follow us: @helpers@mastodon.social",
        "We post (@help.ers@mastodon.social) each week.",
        "See https://mastodon.social/@helpers@elm.example for news.",
        "See https://social.example/@a.bc and acct:helpers@elm.example",
    ],
)
def test_an_account_of_the_fediverse_is_no_e_mail_address(
    tenants: dict[str, str], client: Client, words: str
) -> None:
    assert send(client, kind="group", **tenants | {"description": words})[0] == 302


def test_an_address_without_https_is_taken_as_https(
    tenants: dict[str, str], client: Client
) -> None:
    send(client, kind="group", **tenants | {"url": "tenants.example/us"})

    assert Suggestion.objects.get().fields["url"] == "https://tenants.example/us"


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(
    tenants: dict[str, str], client: Client
) -> None:
    assert send(client, kind="group", nickname="Ana", **tenants)[0] == 302
    assert not Suggestion.objects.exists()


def test_a_full_queue_says_so_and_gives_the_words_back(
    tenants: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_WAITING", 0)
    status, page = send(client, kind="group", **tenants)

    assert status == 503
    assert "try again in an hour or two" in page
    assert tenants["description"] in page


def again(page: str) -> dict[str, str]:
    """Returns what a form that came back sends when its button is pressed."""
    form = page.partition('action="/en/suggestions/send/"')[2].partition("</form>")[0]
    found = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>', form))
    return {name: unescape(value) for name, value in found.items()}


def test_without_a_token_the_form_comes_back_with_one_and_the_words(
    tenants: dict[str, str], client: Client
) -> None:
    with time_machine.travel("2026-08-05T09:30Z", tick=False) as clock:
        words = tenants | {"kind": "group"}
        answer = client.post("/en/suggestions/send/", words)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<title>Not sent yet:" in page
        assert "then press “Send the suggestion” again" in page
        assert again(page).items() >= words.items()
        assert not Suggestion.objects.exists()
        early = client.post("/en/suggestions/send/", again(page))
        assert (early.status_code, early.headers["Retry-After"]) == (429, "3")
        assert again(early.content.decode()) == again(page)
        clock.shift(3)
        assert client.post("/en/suggestions/send/", again(page)).status_code == 302
    assert Suggestion.objects.get().fields == tenants


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (24, "again in 10 seconds"),
        (20, "again in 20 seconds"),
        (8, "again in 3 minutes"),
        (0, "try again in an hour or two"),
    ],
)
def test_under_load_it_says_how_long_to_wait_and_keeps_the_words(
    tenants: dict[str, str], client: Client, left: float, said: str
) -> None:
    Allowance.objects.create(kind="group", left=left, hour=now())
    with time_machine.travel(now(), tick=False):
        page = client.post("/en/suggestions/send/", tenants | {"kind": "group"}).content.decode()
    assert said in page
    assert again(page).items() >= tenants.items()


def test_the_same_token_with_other_words_gets_a_new_one(
    tenants: dict[str, str], client: Client
) -> None:
    sent = brought(tenants | {"kind": "group"})
    assert client.post("/en/suggestions/send/", sent).status_code == 302
    other = client.post("/en/suggestions/send/", sent | {"name": "Oak"}).content.decode()
    assert "<title>Not sent yet:" in other
    assert again(other)["token"] != sent["token"]
    assert again(other)["name"] == "Oak"


def test_a_device_is_told_what_to_bring(client: Client) -> None:
    def asked() -> dict[str, object]:
        answer = client.post("/es/suggestions/token/", {"kind": "group"})
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        told: dict[str, object] = answer.json()
        return told

    with time_machine.travel("2026-08-05T09:30Z", tick=False):
        told = asked()
        assert tokens.read(str(told.pop("token")))
        assert told == {"soonest": 3, "wait": 3, "bits": None}
        Allowance.objects.create(kind="group", left=20, hour=now())
        assert asked() | {"token": ""} == {"token": "", "soonest": 3, "wait": 20, "bits": 8}
        Allowance.objects.update(left=0)
        assert asked() | {"token": ""} == {"token": "", "soonest": 3, "wait": None, "bits": 8}
    assert client.post("/es/suggestions/token/", {"kind": "visitor"}).status_code == 422


def test_a_device_that_worked_need_not_wait(tenants: dict[str, str], client: Client) -> None:
    Allowance.objects.create(kind="group", left=0, hour=now())
    text, nonce = opened(5).text, 0
    while tokens.zeros(text, str(nonce)) < 8:
        nonce += 1
    sent = tenants | {"kind": "group", "token": text}
    assert client.post("/en/suggestions/send/", sent).status_code == 503
    assert client.post("/en/suggestions/send/", sent | {"work": str(nonce)}).status_code == 302


def test_an_unknown_kind_is_asked_again(client: Client) -> None:
    answer = client.post("/en/suggestions/send/", {"kind": "visitor"})

    assert answer.headers["Location"] == "/en/suggestions/"


def test_only_published_claims_are_offered_in_the_language_of_the_page(
    claim: Claim, client: Client
) -> None:
    page = client.get("/es/suggestions/correction/").content.decode()

    assert "La ciudad puso tuberías de plomo en 1950." in page
    assert "Nobody knows this yet." not in page
    assert send(client, **SOURCE | {"claim": "rumour"})[0] == 422


def test_a_copy_without_a_server_offers_another_way(claim: Claim, client: Client) -> None:
    def shown() -> str:
        with rendered_for(Rendering(base_url="https://elm.example", endpoints=False)):
            return client.get("/en/suggestions/group/").content.decode()

    asks_a_group = shown()
    Hub.objects.update(contact_email="us@elm.example")
    writes = shown()

    for page in (asks_a_group, writes):
        assert "cannot take in forms" in page
        assert "<form" not in page
    assert 'href="/en/groups/"' in asks_a_group
    assert 'href="mailto:us@elm.example"' in writes


def test_every_page_of_the_room_is_published(client: Client) -> None:
    mine = [address for address in registry.addresses() if address.startswith("suggestions/")]

    assert len(mine) == 6
    for address in mine:
        assert client.get(f"/en/{address}").status_code == 200
