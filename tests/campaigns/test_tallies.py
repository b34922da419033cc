"""What is counted, once each, within a day's budget, and what of it anybody sees."""

import secrets
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from upstander.campaigns import operations
from upstander.campaigns.models import Campaign, Receipt, Tally
from upstander.campaigns.operations import Received
from upstander.campaigns.queries import tallies
from upstander.hub.operations import unpublish
from upstander.upkeep.due import run_due

TODAY = date(2026, 11, 23)
TALLY = "/en/officials/campaigns/pipes/tally/"


def token() -> str:
    return secrets.token_hex(16)


def counted(campaign: Campaign) -> int:
    return tallies.total(campaign.tallies.all())


def put(campaign: Campaign, outcome: str, count: int, *, days_ago: int) -> None:
    Tally.objects.create(
        campaign=campaign, outcome=outcome, count=count, on=TODAY - timedelta(days=days_ago)
    )


def test_a_token_counts_once_however_often_it_comes(campaign: Campaign) -> None:
    word = token()

    assert operations.count(campaign, "message", word, on=TODAY) == Received.COUNTED
    for outcome in ["message", "talked"] * 50:
        assert operations.count(campaign, outcome, word, on=TODAY) == Received.AGAIN
    assert counted(campaign) == 1


def test_tokens_without_end_stop_at_the_budget_of_the_campaign(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_OF_A_CAMPAIGN", 20)
    first = token()
    operations.count(campaign, "talked", first, on=TODAY)
    received = [operations.count(campaign, "busy", token(), on=TODAY) for _ in range(100)]

    assert received.count(Received.COUNTED) == 19
    assert counted(campaign) == Receipt.objects.count() == 20
    assert operations.count(campaign, "talked", first, on=TODAY) == Received.AGAIN
    tomorrow = TODAY + timedelta(days=1)
    assert operations.count(campaign, "talked", token(), on=tomorrow) == Received.COUNTED


def test_many_campaigns_stop_at_the_budget_of_the_hub(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_OF_A_HUB", 5)
    other = Campaign.objects.create(guide=campaign.guide, slug="meters", title="Meters")
    received = [
        operations.count(which, "visited", token(), on=TODAY) for which in [campaign, other] * 10
    ]

    assert received.count(Received.COUNTED) == 5


def test_only_an_outcome_a_campaign_and_a_token_are_taken(
    campaign: Campaign, client: Client
) -> None:
    word = token()
    for fields in (
        {},
        {"outcome": "message"},
        {"outcome": "message", "token": "x" * 32},
        {"outcome": "message", "token": word.upper() + "0"},
        {"outcome": "angry\x00", "token": word},
    ):
        assert client.post(TALLY, fields).status_code == 422
    assert client.post(TALLY.replace("pipes", "none"), {"token": word}).status_code == 404
    assert client.get(TALLY).status_code == 405
    assert not Tally.objects.exists()
    assert not Receipt.objects.exists()


def test_a_form_gets_a_page_and_a_script_gets_a_word(
    campaign: Campaign, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = {"outcome": "message", "token": token()}
    page = client.post(TALLY, fields)
    again = client.post(TALLY, fields, headers={"Accept": "application/json"})
    monkeypatch.setattr(operations, "MOST_OF_A_CAMPAIGN", 1)
    full = client.post(TALLY, fields | {"token": token()})

    assert page.status_code == 200
    assert "Thank you. It is counted." in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies
    assert again.json() == {"received": "again"}
    assert full.status_code == 503
    assert "the most we count in a day" in full.content.decode()


def test_a_draft_counts_nothing(campaign: Campaign, client: Client) -> None:
    unpublish(campaign, by=None)

    assert client.post(TALLY, {"outcome": "message", "token": token()}).status_code == 404
    assert not Tally.objects.exists()


def test_the_script_page_without_javascript_counts_a_press_twice_sent_once(
    campaign: Campaign, client: Client
) -> None:
    call = {"office": "us-house-ia-3", "place": "Ames, IA"}
    form = client.post("/en/officials/campaigns/pipes/call/", call).content.decode()
    word = form.split('action="' + TALLY)[1].split('name="token" value="')[1][:32]
    for _press in range(2):
        client.post(TALLY, {"outcome": "talked", "token": word})

    assert counted(campaign) == 1


def test_the_answer_to_a_count_leads_to_pages_that_are_there_in_the_other_language(
    campaign: Campaign, client: Client
) -> None:
    page = client.post(TALLY, {"outcome": "talked", "token": token()}).content.decode()

    assert 'href="/es/officials/campaigns/pipes/"' in page
    assert "/es/officials/campaigns/pipes/tally/" not in page


def test_small_numbers_and_today_are_not_shown(campaign: Campaign, client: Client) -> None:
    put(campaign, "talked", 500, days_ago=0)
    put(campaign, "message", 14, days_ago=1)
    put(campaign, "written", 9, days_ago=1)
    put(campaign, "talked", 8, days_ago=2)
    totals = tallies.day_totals(campaign, on=TODAY)

    assert [day.on for day in totals.days][-1] == TODAY - timedelta(days=1)
    assert (totals.days[-1].total, totals.days[-1].calls, totals.days[-1].letters) == (20, 10, None)
    assert totals.days[-2].total is None
    assert totals.outcomes["message"] == 10
    assert totals.outcomes["talked"] is None
    assert [bar.height for bar in totals.bars][-2:] == [0, 100]


@time_machine.travel(TODAY, tick=False)
def test_the_totals_have_a_chart_a_table_and_a_twin(campaign: Campaign, client: Client) -> None:
    put(campaign, "talked", 33, days_ago=1)
    page = client.get("/en/officials/campaigns/pipes/totals/").content.decode()
    twin = client.get("/en/officials/campaigns/pipes/totals/index.json").json()

    assert page.count("<rect") == 1
    assert "<td>30</td><td>under 10</td><td>under 10</td>" in page
    assert twin["outcomes"]["talked"] == 30
    assert twin["outcomes"]["busy"] is None
    assert len(twin["days"]) == tallies.SHOWN


def test_receipts_and_old_counts_are_deleted_in_their_time(campaign: Campaign) -> None:
    word = token()
    operations.count(campaign, "talked", word, on=TODAY)
    before, then = TODAY + timedelta(days=13), TODAY + timedelta(days=14)

    run_due(before)
    assert operations.count(campaign, "talked", word, on=before) == Received.AGAIN
    run_due(then)
    assert not Receipt.objects.exists()
    assert counted(campaign) == 1
    run_due(TODAY + tallies.COUNTS_KEPT)
    assert not Tally.objects.exists()


@given(st.integers(0, 10_000))
def test_no_number_shown_tells_the_number_counted(number: int) -> None:
    shown = tallies.rounded(number)
    near = range(max(0, number - 9), number + 10)

    assert sum(tallies.rounded(other) == shown for other in near) >= 5
    assert shown is None or shown % 10 == 0
