"""What a visitor is asked, what is offered, and what is never shown."""

import re
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client

from tests.give.conftest import WriteAsk
from upstander.give import queries
from upstander.groups.models import Organization
from upstander.hub import registry
from upstander.hub.operations import translate, unpublish

TEN_MINUTES = {"minutes": "10", "money": "no", "languages": ["en"]}


def test_the_answer_names_what_fits_with_its_reasons(write: WriteAsk, client: Client) -> None:
    write("read", title="Read one claim")
    write("drive", minutes=8, skills=["driving"], title="Drive a family")
    write("pay", costs_money=True, title="Give to the fund")
    answer = client.post("/en/give/match/", TEN_MINUTES | {"skills": ["driving"]})

    page = answer.content.decode()
    assert re.findall(r"<h3><a[^>]+>(.*?)</a>", page) == ["Drive a family", "Read one claim"]
    assert "You have 10 minutes; this takes 5 minutes." in page
    assert "You can drive, and this needs drivers." in page
    assert page.count("It needs no money.") == 2
    assert 'href="/en/give/drive/"' in page


def test_at_most_five_are_offered(write: WriteAsk, client: Client) -> None:
    for number in range(7):
        write(f"read-{number}")

    assert client.post("/en/give/match/", TEN_MINUTES).content.decode().count("<h3>") == 5


def test_where_nothing_fits_the_smallest_is_offered_kindly(write: WriteAsk, client: Client) -> None:
    write("evening", minutes=180, title="Come for an evening")
    write("hour", minutes=60, title="Come for an hour")
    page = client.post("/en/give/match/", TEN_MINUTES).content.decode()

    assert "That is not your fault." in page
    assert re.findall(r"<h3><a[^>]+>(.*?)</a>", page) == ["Come for an hour"]


def test_without_any_ask_the_answer_still_stands(write: WriteAsk, client: Client) -> None:
    answer = client.post("/en/give/match/", TEN_MINUTES)

    assert answer.status_code == 200
    assert "<h3>" not in answer.content.decode()


def test_only_what_nobody_else_learns_of_is_offered_to_who_asks_for_that(
    write: WriteAsk, client: Client
) -> None:
    write("plan", title="Make a plan", audiences=["nobody"])
    write("pay", costs_money=True, title="Give to the fund", audiences=["group", "bank"])
    write("call", title="Call your officials", audiences=["office", "phone"])
    write("march", title="March with us", audiences=[], visibility="public")
    write("other", title="Do something")
    private = TEN_MINUTES | {"money": "yes", "limits": ["private"]}
    page = client.post("/en/give/match/", private).content.decode()

    assert re.findall(r"<h3><a[^>]+>(.*?)</a>", page) == ["Make a plan"]
    assert "Nobody else learns of it." in page


def test_an_ask_says_who_learns_what_beside_the_act(write: WriteAsk, client: Client) -> None:
    write("pay", costs_money=True, audiences=["bank", "group"])
    write("other")
    page = client.get("/en/give/pay/").content.decode()
    assert "<b>your bank or card company</b>: who you pay, and how much" in page
    assert "Who learns of it: the group, your bank or card company" in (
        client.post("/en/give/match/", TEN_MINUTES | {"money": "yes"}).content.decode()
    )
    assert client.get("/en/give/pay/index.json").json()["audiences"] == ["bank", "group"]

    page = client.get("/en/give/other/").content.decode()
    assert "The organizers have not said who learns of this." in page
    assert (
        "The organizers have not said"
        in client.post("/en/give/match/", TEN_MINUTES).content.decode()
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"audiences": ["neighbors"]},
        {"audiences": ["public"]},
        {"audiences": "office"},
        {"audiences": ["nobody", "group"]},
        {"audiences": ["nobody"], "visibility": "public"},
    ],
)
def test_who_learns_of_an_ask_is_of_the_closed_list(
    write: WriteAsk, changes: dict[str, object]
) -> None:
    with pytest.raises(ValidationError) as refused:
        write("read", **changes)

    assert list(refused.value.error_dict) == ["audiences"]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"minutes": "", "money": ""}, ["Choose how much time", "Choose whether you can give"]),
        ({"minutes": "7"}, ["Choose one of the times listed."]),
        ({"skills": ["juggling"]}, ["Choose from the skills listed."]),
        ({"languages": ["\x00"]}, ["Choose from the languages listed."]),
    ],
)
def test_an_answer_that_cannot_be_read_is_named_and_the_rest_is_kept(
    write: WriteAsk, client: Client, changes: dict[str, object], errors: list[str]
) -> None:
    answer = client.post("/en/give/match/", TEN_MINUTES | {"limits": ["home"]} | changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="error-summary"' in page
    assert all(error in page for error in errors)
    assert re.search(r'value="home"[^>]+ checked', page)


def test_an_answer_leaves_nothing_behind(write: WriteAsk, client: Client) -> None:
    answer = Client(enforce_csrf_checks=True).post("/es/give/match/", TEN_MINUTES)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert 'href="/en/give/"' in answer.content.decode()
    assert client.get("/en/give/match/").status_code == 405


def test_a_draft_is_nowhere(write: WriteAsk, client: Client) -> None:
    unpublish(write("read"), by=None)

    assert "give/read/" not in set(registry.addresses())
    assert client.get("/en/give/read/").status_code == 404
    assert client.get("/en/give/read/index.json").status_code == 404
    assert "Do read" not in client.get("/en/give/").content.decode()
    assert client.get("/en/give/index.json").json() == {"asks": []}


def test_an_ask_ends_by_itself_when_its_last_day_is_over_everywhere_in_the_country(
    write: WriteAsk, client: Client
) -> None:
    write("read", until=date(2026, 8, 5))

    with time_machine.travel("2026-08-06T10:00:00+00:00", tick=False):
        assert client.get("/en/give/read/").status_code == 200
    with time_machine.travel("2026-08-06T12:00:00+00:00", tick=False):
        assert client.get("/en/give/read/").status_code == 404
        assert "give/read/" not in set(registry.addresses())
        assert "Do read" not in client.get("/en/give/").content.decode()


def test_the_page_of_an_ask_says_what_it_takes_and_where_it_leads(
    write: WriteAsk, client: Client
) -> None:
    write(
        "drive",
        minutes=150,
        skills=["driving", "legal"],
        presence="in_person",
        until=date(2100, 8, 5),
        confirmed_by="Ana",
        confirmed_on=date(2026, 7, 1),
        leads_to="officials/",
    )
    page = client.get("/en/give/drive/").content.decode()
    twin = client.get("/en/give/drive/index.json").json()

    assert "3 hours" in page
    assert "driving, legal work" in page
    assert "Confirmed by Ana on July 1, 2026." in page
    assert "<strong>go on</strong>" in page
    assert 'class="button" href="/en/officials/"' in page
    assert (twin["minutes"], twin["until"]) == (150, "2100-08-05")
    assert twin["leads_to"].endswith("/en/officials/")


def test_a_draft_of_a_group_is_not_named_by_its_ask(write: WriteAsk, client: Client) -> None:
    group = Organization.objects.create(slug="tenants", name="Tenants", scope="national")
    write("read", organization=group)

    assert "Tenants" not in client.get("/en/give/read/").content.decode()
    assert client.get("/en/give/read/index.json").json()["organization"] is None

    group.status = Organization.Status.PUBLISHED
    group.save()
    assert "Tenants" in client.get("/en/give/read/").content.decode()


def test_an_ask_that_leads_nowhere_keeps_the_hub_from_publishing(write: WriteAsk) -> None:
    write("read", leads_to="give/#asks")
    assert not list(registry.problems())

    write("call", leads_to="officials/campaigns/gone/")
    problems = list(registry.problems())
    assert [problem.where for problem in problems] == ["ask call"]
    assert "officials/campaigns/gone/" in problems[0].message


def test_the_room_speaks_spanish(write: WriteAsk, client: Client) -> None:
    ask = write("read", costs_money=True)
    translate(ask, field="title", language="es", text="Lea un dato", by=None)
    answers = {"minutes": "10", "money": "yes", "languages": ["es"]}
    page = client.post("/es/give/match/", answers).content.decode()

    assert "Lea un dato" in page
    assert "Usted tiene 10 minutos; esto toma 5 minutos." in page


@pytest.mark.parametrize("code", queries.reason_codes())
def test_every_reason_has_words(code: str) -> None:
    words = render_to_string("give/reason.html", {"code": code, "have": "X", "takes": "Y"})

    assert words.strip().endswith(".")
