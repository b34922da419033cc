"""What callers report of an office, and what other callers get to know."""

import secrets
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.suggesting import brought
from upstander.campaigns.models import Campaign
from upstander.campaigns.operations import Received, report_full_mailbox
from upstander.officials.models import OfficeCorrection, Report
from upstander.officials.queries import reports
from upstander.suggestions.models import Suggestion
from upstander.suggestions.operations import accept

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
NUNN = "us-house-ia-3"
REPORT = "/en/officials/report/"
WRONG = {"kind": "number", "office": NUNN, "phone": "202-225-5476"}
SEND = "/en/suggestions/send/"


def report(office: str = NUNN, *, days_ago: int = 0) -> Received:
    return report_full_mailbox(office, secrets.token_hex(16), on=TODAY - timedelta(days=days_ago))


def test_a_mailbox_is_full_for_others_once_three_callers_of_a_week_say_so() -> None:
    report(days_ago=7)
    report(days_ago=6)
    report(days_ago=2)
    assert reports.notes(TODAY)["full"] == {}
    report(days_ago=2)
    assert reports.notes(TODAY)["full"] == {NUNN: "2026-11-21"}
    assert reports.notes(TODAY + timedelta(days=1))["full"] == {}


def test_one_caller_alone_cannot_report_three_times(client: Client) -> None:
    fields = {"office": NUNN, "token": secrets.token_hex(16)}
    for _press in range(3):
        answer = client.post(REPORT, fields)

    assert "You have reported this one already." in answer.content.decode()
    assert not answer.cookies
    assert Report.objects.get().count == 1


def test_reports_stop_at_the_budgets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_OF_AN_OFFICE", 4)
    monkeypatch.setattr(reports, "MOST_OF_A_HUB", 6)
    of_one = [report() for _ in range(9)]
    of_another = [report("us-senate-ia-2") for _ in range(9)]

    assert of_one.count(Received.COUNTED) == 4
    assert of_another.count(Received.COUNTED) == 2


@pytest.mark.parametrize("office", ["", "us-house-ia-99", "local-nobody", "x" * 10_000, "a\x00'--"])
def test_an_office_that_there_is_not_is_not_reported(client: Client, office: str) -> None:
    answer = client.post(REPORT, {"office": office, "token": secrets.token_hex(16)})

    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_a_suggested_number_reaches_every_caller_once_accepted(
    client: Client, campaign: Campaign, desk: Client, olive: User
) -> None:
    page = client.post("/en/officials/campaigns/pipes/call/", {"office": NUNN}).content.decode()
    assert f'name="office" value="{NUNN}"' in page
    fields = WRONG | {"right": "202-225-0000 x 12", "url": "nunn.house.gov/contact"}
    assert Client().post(SEND, brought(fields)).headers["Location"] == "/en/suggestions/thanks/"
    review = desk.get("/desk/suggestions/").content.decode()
    assert "Zachary Nunn" in review
    assert "202-225-0000 x 12" in review
    assert client.get("/en/officials/notes.json").json()["numbers"] == {}

    address = accept(Suggestion.objects.get(), by=olive)

    assert desk.get(address).status_code == 200
    as_of = OfficeCorrection.objects.get().as_of.isoformat()
    assert client.get("/en/officials/notes.json").json()["numbers"] == {
        NUNN: {
            "202-225-5476": {
                "right": "202-225-0000 x 12",
                "source": "https://nunn.house.gov/contact",
                "as_of": as_of,
            }
        }
    }


def test_a_caller_without_javascript_gets_the_right_number_and_is_told_of_a_full_mailbox(
    client: Client, campaign: Campaign
) -> None:
    for _caller in range(reports.ENOUGH):
        report_full_mailbox(NUNN, secrets.token_hex(16))
    OfficeCorrection.objects.create(
        office_id=NUNN, wrong="202-225-5476", right="202-225-0000", as_of=TODAY
    )
    page = client.post("/en/officials/campaigns/pipes/call/", {"office": NUNN}).content.decode()

    assert 'href="tel:+12022250000"' in page
    assert "mailbox is full" in page
