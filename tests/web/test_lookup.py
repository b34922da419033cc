"""Who represents a place, asked without JavaScript. What is typed is kept nowhere."""

import logging

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from upstander.upkeep.operations import load_starter

pytestmark = pytest.mark.django_db

HEADINGS = {
    "found": "They represent you in Congress",
    "split": "More than one district is possible",
    "approximate": "Who probably represents you",
    "ambiguous": "Which place do you mean?",
    "unknown": "We do not know that place",
    "foreign": "That looks like a place outside the United States",
    "no seat": "That place has no seat in Congress",
    "military": "The place where you vote decides",
    "malformed": "We could not read that",
    "empty": "Type a ZIP code or a town",
}


def ask(client: Client, text: str, language: str = "en", **more: str) -> str:
    answer = client.post(f"/{language}/lookup/", {"q": text} | more)
    refused = 'role="alert"' in answer.content.decode()
    assert answer.status_code == (422 if refused else 200)
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("50309", "found"),
        ("50309-1234", "found"),
        ("des moines ia", "split"),
        ("94402", "split"),
        ("00601", "found"),
        ("96799", "found"),
        ("50301", "approximate"),
        ("Springfield", "ambiguous"),
        ("99999", "unknown"),
        ("Nowhereville", "unknown"),
        ("K1A 0B1", "foreign"),
        ("96970", "no seat"),
        ("09001", "military"),
        ("503", "malformed"),
        ("x" * 10_000, "malformed"),
        ("", "empty"),
        ("\x00\x07 ", "empty"),
    ],
)
def test_whatever_is_typed_has_a_clear_answer(client: Client, text: str, kind: str) -> None:
    page = ask(client, text)

    assert [name for name, heading in HEADINGS.items() if f">{heading}</h2>" in page] == [kind]
    assert page.count("<h1") == 1
    assert ('class="office"' in page) == (kind in ("found", "split", "approximate"))


def test_a_split_zip_sets_apart_who_is_certain_and_says_how_to_tell(client: Client) -> None:
    congress, _rest = ask(client, "94402").split("In the White House")
    certain, possible = congress.split("These may represent you")

    assert certain.count('class="office"') == 2
    assert possible.count('class="office"') == 2
    assert "voter registration card" in possible
    assert "https://www.house.gov/representatives/find-your-representative" in possible
    assert 'href="/en/elections/voting/ca/"' in possible


def test_one_who_may_represent_the_place_is_not_told_from_others(client: Client) -> None:
    page = ask(client, "20013", language="es")

    assert ">Es probable que le represente</h2>" in page
    assert "No todas" not in page.split("En su estado o territorio")[0]


@pytest.mark.parametrize(
    ("text", "chambers"),
    [("20001", "Concejo"), ("68102", "Legislatura"), ("00901", "Senado, Cámara de Representantes")],
)
def test_chambers_are_called_as_the_place_calls_them(
    client: Client, text: str, chambers: str
) -> None:
    assert f"Aquí puede ser suyo más de un distrito: {chambers}." in ask(
        client, text, language="es"
    )


def test_a_name_of_many_places_becomes_forms_that_lead_on(client: Client) -> None:
    page = ask(client, "Springfield", language="es")

    assert '<input type="hidden" name="q" value="Springfield, IL">' in page
    assert "Le representan" not in page


@time_machine.travel("2026-07-20")
def test_a_vacant_seat_and_its_way_out_are_shown(client: Client) -> None:
    page = ask(client, "33313")

    assert "Nobody holds this office now." in page
    assert 'href="tel:+12022243121"' in page


def test_what_was_typed_comes_back_as_text_and_goes_no_further(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    load_starter()
    rows = sum(model.objects.count() for model in apps.get_models())
    with caplog.at_level(logging.DEBUG):
        page = ask(client, "<script>alert(1)</script>", campaign="<b>")

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "alert(1)" not in caplog.text
    assert sum(model.objects.count() for model in apps.get_models()) == rows


def test_a_look_up_from_a_campaign_offers_that_campaign_alone(client: Client) -> None:
    load_starter()
    own = ask(client, "50309", campaign="family-separation")
    other = ask(client, "50309", campaign="no-such-campaign")

    assert own.count('formaction="/en/officials/campaigns/family-separation/call/"') == 3
    assert '<input type="hidden" name="campaign" value="family-separation">' in own
    assert "formaction" not in other


def test_a_look_up_is_posted_or_not_at_all(client: Client) -> None:
    assert client.get("/en/lookup/").status_code == 405
