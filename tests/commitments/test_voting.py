"""A plan to vote without JavaScript: each step when, from where, before what; kept nowhere."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from upstander.elections import queries as elections
from upstander.hub import registry
from upstander.hub.context import Rendering, rendered_for
from upstander.places import queries as places

pytestmark = pytest.mark.django_db

PLAN = {
    "register-day": "2028-03-15",
    "register-at": "9:00 AM",
    "register-where": "Elm Street Library",
    "vote-day": "2028-11-07",
    "vote-at": "18:30",
}


@pytest.fixture(autouse=True)
def _in_march() -> "time_machine.Coordinates":
    with time_machine.travel("2028-03-03T20:00:00Z", tick=False) as now:
        yield now


def send(client: Client, code: str = "ia", language: str = "en", **changed: str) -> HttpResponse:
    return client.post(f"/{language}/commitments/vote/{code}/plan.ics", PLAN | changed)


def test_each_step_that_has_a_day_is_an_event_with_what_it_comes_before(client: Client) -> None:
    answer = send(client)
    register, vote = Calendar.from_ical(answer.content).events

    assert register.start == datetime(2028, 3, 15, 9)
    assert register["SUMMARY"] == "I will register to vote, or check that I am registered"
    text = str(register["DESCRIPTION"])
    assert "Where: Elm Street Library" in text
    for line in elections.state_voting("IA", on=date(2028, 3, 3)).lines:
        assert (f"{line.label}: {line.words}" in text) == bool(line.words)
    assert "Source: github.com/usagov/vote-gov, as of " in text
    assert register["URL"].endswith("/en/elections/voting/ia/")
    assert vote.start == datetime(2028, 11, 7, 18, 30)
    assert "on Tuesday, Nov. 7, 2028" in vote["DESCRIPTION"]
    assert "Where:" not in vote["DESCRIPTION"]
    assert register["UID"] != vote["UID"]


def test_it_says_no_deadline_that_is_not_known(client: Client) -> None:
    page = client.get("/en/commitments/vote/ia/").content.decode()

    assert "We do not know until when to ask for a ballot here." in page
    with time_machine.travel("2040-01-01T12:00:00Z", tick=False):
        page = client.get("/en/commitments/vote/ia/").content.decode()
    assert "The next federal general election" not in page
    assert "more than a year ago" in page


def test_every_state_has_its_own_rules(client: Client) -> None:
    for state in places.states():
        page = client.get(f"/en/commitments/vote/{state.code.lower()}/").content.decode()
        lines = elections.state_voting(state.code, on=date(2028, 3, 3)).lines
        assert all(f"{line.label}: {line.words}" in page for line in lines if line.words)
    north_dakota = client.get("/en/commitments/vote/nd/").content.decode()
    assert "has no voter registration" in north_dakota
    assert 'data-step="register"' not in north_dakota
    assert client.get("/en/commitments/vote/zz/").status_code == 404
    assert client.post("/en/commitments/vote/zz/plan.ics", PLAN).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (dict.fromkeys(PLAN, ""), "Give a day and a time for one of these, at least."),
        ({"vote-at": ""}, "Choose a time."),
        ({"ballot-where": "by mail"}, "Choose a day."),
        ({"vote-day": "2028-03-01"}, "This day has passed."),
        ({"vote-day": "2031-11-04"}, "Choose a day in the next two years."),
        ({"register-day": "soon"}, "Give a day such as 2027-03-15"),
        ({"vote-where": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_is_kept(
    client: Client, changed: dict[str, str], said: str
) -> None:
    answer = send(client, **changed)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert 'href="/es/commitments/vote/ia/" hreflang="es"' in page
    assert f'value="{(PLAN | changed)["register-where"]}"' in page or not changed.get("vote-at", 1)


def test_a_plan_to_vote_is_stored_nowhere(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answers = [send(client), send(client, **dict.fromkeys(PLAN, ""))]

    assert not any(row["sql"].startswith(("INSERT", "UPDATE")) for row in queries)
    for answer in answers:
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/en/commitments/vote/ia/plan.ics").status_code == 405


def test_a_state_s_page_leads_to_the_plan_there_in_both_languages(client: Client) -> None:
    page = client.get("/es/elections/voting/ia/").content.decode()
    assert 'href="/es/commitments/vote/ia/"' in page
    plan = client.get("/es/commitments/vote/ia/").content.decode()
    assert "Voy a votar" in plan
    assert "martes" in plan

    spanish = Calendar.from_ical(send(client, language="es").content).events[0]
    assert spanish["DESCRIPTION"].startswith("Voy a inscribirme para votar")
    assert "Dónde: Elm Street Library" in spanish["DESCRIPTION"]
    published = set(registry.addresses())
    assert {"commitments/vote/", "commitments/vote/ia/", "commitments/vote/pr/"} <= published


def test_a_copy_without_a_server_posts_nowhere(client: Client) -> None:
    with rendered_for(Rendering(base_url="https://elm.example", endpoints=False)):
        page = client.get("/en/commitments/vote/ia/").content.decode()

    assert "plan.ics" not in page
    assert "print this page from your browser’s menu" in page
