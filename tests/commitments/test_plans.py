"""A plan without JavaScript: what goes in comes out as a calendar file, and stays nowhere."""

import logging
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from upstander.commitments.queries import STEPS
from upstander.hub import registry
from upstander.hub.context import Rendering, rendered_for

pytestmark = pytest.mark.django_db

PLAN = {"step": "call", "day": "2027-03-15", "at": "18:30", "cue": "I get home", "own": ""}


@pytest.fixture(autouse=True)
def _in_march() -> "time_machine.Coordinates":
    """It is 3 March 2027, 20:00 in London; 4 March in Guam."""
    with time_machine.travel("2027-03-03T20:00:00Z", tick=False) as now:
        yield now


def send(client: Client, language: str = "en", **changed: str) -> HttpResponse:
    return client.post(f"/{language}/commitments/plan.ics", PLAN | changed)


def event(answer: HttpResponse) -> Event:
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).events[0]


def test_a_plan_is_an_event_at_the_visitors_own_time_that_rings_before(client: Client) -> None:
    plan = event(send(client))

    assert plan.start == datetime(2027, 3, 15, 18, 30)
    assert plan["SUMMARY"] == "I will call my officials"
    assert plan["DESCRIPTION"] == (
        "When I get home, I will call my officials\nhttp://127.0.0.1:8000/en/officials/"
    )
    assert plan["URL"] == "http://127.0.0.1:8000/en/officials/"
    (alarm,) = plan.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-15)


def test_two_plans_have_different_ids(client: Client) -> None:
    assert event(send(client))["UID"] != event(send(client))["UID"]


def test_it_speaks_spanish(client: Client) -> None:
    plan = event(send(client, "es", cue="llegue a casa"))

    assert plan["SUMMARY"] == "Voy a llamar a mis representantes"
    assert plan["DESCRIPTION"].startswith("Cuando llegue a casa, voy a llamar")


def test_own_words_stay_as_they_are(client: Client) -> None:
    words = "write %(cue)s; call Ana, Bo \\ and 😀 %s"
    plan = event(send(client, step="own", own=words, cue=""))

    assert plan["SUMMARY"] == f"I will {words}"


def test_own_words_cannot_add_lines_to_the_file(client: Client) -> None:
    answer = send(client, step="own", own="rest\r\nATTENDEE:mailto:ana@elm.example", cue="")

    assert event(answer)["SUMMARY"] == "I will rest ATTENDEE:mailto:ana@elm.example"
    assert b"\nATTENDEE" not in answer.content


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9:00 AM", time(9)),
        ("9 am", time(9)),
        ("9:00\u202fa.\u00a0m.", time(9)),
        ("09:00:00.000", time(9)),
        ("6:30 p. m.", time(18, 30)),
        ("6.30PM", time(18, 30)),
        ("18h30", time(18, 30)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("18:30 p. m.", time(18, 30)),
        ("6 de la tarde", time(18)),
        ("12 de la noche", time(0)),
        ("mediodía", time(12)),
    ],
)
def test_a_time_is_taken_as_people_type_it(client: Client, typed: str, at: time) -> None:
    assert event(send(client, day="03/15/2027", at=typed)).start == datetime.combine(
        date(2027, 3, 15), at
    )
    assert event(send(client, "es", at=typed)).start.time() == at


@pytest.mark.parametrize("typed", ["9", "13 am", "24:00", "9:60", "5 at night", "6:30 mm", "९:००x"])
def test_a_time_that_may_be_another_is_asked_for_again(client: Client, typed: str) -> None:
    assert send(client, at=typed).status_code == 422


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"step": ""}, "Choose what you will do."),
        ({"step": "march"}, "Choose what you will do."),
        ({"step": "own", "own": "  "}, "Write what you will do."),
        ({"day": ""}, "Choose a day."),
        ({"day": "2027-02-30"}, "Give a day such as 2027-03-15: year, month, day."),
        ({"day": "2027-03-02"}, "This day has passed."),
        ({"day": "2028-04-01"}, "Choose a day in the next 12 months."),
        ({"day": "9999-12-31"}, "Choose a day in the next 12 months."),
        ({"at": ""}, "Choose a time."),
        ({"at": "25:00"}, "Give a time such as 6:30 PM or 18:30."),
        ({"cue": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_is_kept(
    client: Client, changed: dict[str, str], said: str
) -> None:
    answer = send(client, **changed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert 'href="/es/commitments/" hreflang="es"' in page
    kept = (PLAN | changed)["cue"]
    assert f'value="{kept}"' in page


def test_today_is_no_past_day_anywhere(client: Client) -> None:
    assert send(client, day="2027-03-03").status_code == 200
    assert send(client, day="2027-03-04").status_code == 200


def test_a_plan_reaches_no_table_no_log_and_no_cookie(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        answers = [send(client), send(client, day="")]

    assert not any(row["sql"].startswith(("INSERT", "UPDATE")) for row in queries)
    assert "I get home" not in caplog.text
    for answer in answers:
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_plan_cannot_be_sent_in_an_address(client: Client) -> None:
    assert client.get("/en/commitments/plan.ics", PLAN).status_code == 405


def test_a_copy_without_a_server_posts_nowhere(client: Client) -> None:
    with rendered_for(Rendering(base_url="https://elm.example", endpoints=False)):
        page = client.get("/en/commitments/").content.decode()

    assert "plan.ics" not in page
    assert "<noscript>" in page


def test_every_step_leads_to_a_published_page_and_on_to_another(client: Client) -> None:
    published = {f"/en/{address}" for address in registry.addresses()}

    assert "/en/commitments/" in published
    for step in STEPS:
        client.get("/en/commitments/")
        assert step.link.removeprefix("http://127.0.0.1:8000") in published, step.key
        assert step.then_path in published, step.key


@pytest.mark.parametrize(
    ("language", "learns", "calendar"),
    [
        ("en", "Who learns of it: the office, your phone company", "your calendar app"),
        ("es", "Quién se entera: la oficina, su compañía telefónica", "su aplicación de cal"),
    ],
)
def test_each_step_says_who_learns_of_it(
    client: Client, language: str, learns: str, calendar: str
) -> None:
    page = client.get(f"/{language}/commitments/").content.decode()

    assert learns in " ".join(page.split())
    assert f"<b>{calendar}" in page
    assert page.count("<small>") == len(STEPS)
