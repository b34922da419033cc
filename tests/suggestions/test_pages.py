"""What a visitor who suggests something is asked, told and spared."""

import pytest
from django.test import Client

from upstander.hub import registry
from upstander.hub.context import Rendering, rendered_for
from upstander.hub.models import Hub
from upstander.learn.models import Claim
from upstander.suggestions import operations
from upstander.suggestions.models import Suggestion

pytestmark = pytest.mark.django_db

SOURCE = {
    "kind": "source",
    "claim": "lead-pipes",
    "title": "Report of 1952",
    "url": "https://state.example/report",
    "publisher": "The state",
}


def send(client: Client, **fields: str) -> tuple[int, str]:
    answer = client.post("/en/suggestions/send/", fields)
    return answer.status_code, answer.content.decode()


def test_a_suggestion_waits_with_its_day_and_leads_to_thanks(claim: Claim, client: Client) -> None:
    answer = client.post("/es/suggestions/send/", SOURCE)

    assert answer.headers["Location"] == "/es/suggestions/thanks/"
    assert "Gracias" in client.get("/es/suggestions/thanks/").content.decode()
    (kept,) = Suggestion.objects.all()
    assert kept.is_waiting
    assert kept.language == "es"
    assert kept.fields == {name: value for name, value in SOURCE.items() if name != "kind"}


def test_it_sets_no_cookie_and_is_not_kept_on_the_way(claim: Claim, client: Client) -> None:
    answer = client.post("/en/suggestions/send/", SOURCE)

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
    with rendered_for(Rendering(base_url="https://elm.example", endpoints=False)):
        asks_a_group = client.get("/en/suggestions/group/").content.decode()
        Hub.objects.update(contact_email="us@elm.example")
        writes = client.get("/en/suggestions/group/").content.decode()

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
