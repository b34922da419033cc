"""Campaigns, and what a hub adds to the lists of officials, at the desk."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client

from upstander.campaigns.models import VARIABLES, Campaign, Stance, Tally
from upstander.campaigns.operations import write_campaign
from upstander.desk.official_forms import AddedOfficialForm
from upstander.hub.models import Redirect
from upstander.learn.models import Claim
from upstander.officials.models import AddedOfficial, OfficeCorrection, TownHall
from upstander.web import publishing

PATH = "/desk/campaigns/pipes/"
PAGES_OF_CAMPAIGNS = tuple(f"{PATH}{one}" for one in ("", "addressed/", "stances/", "outcomes/"))
SHERIFF = {
    "title": "Sheriff",
    "area": "Polk County, Iowa",
    "region": "IA",
    "kind": "county",
    "division_name": "Polk",
    "zips": "50309, 50310\n50309",
    "name": "Ana Ruiz",
    "phone": "515-555-0100",
    "source_title": "Polk County",
    "source_url": "https://polk.example/sheriff",
    "as_of": "2026-11-01",
    "language": "en",
    "slug": "polk-sheriff",
    "status": "published",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def campaign(claim: Claim) -> Campaign:
    return write_campaign(
        Campaign(
            guide=claim.guide,
            slug="pipes",
            title="Ask about the pipes",
            request="Pay for new pipes by May.",
            script="For {title} {name}. {request}",
            letter="Dear {title} {name}: {request} {claims}",
            status=Campaign.Status.PUBLISHED,
        ),
        claims=[claim],
        by=None,
    )


def form(campaign: Campaign, **changed: object) -> dict[str, object]:
    """Returns what the form of a campaign sends, with some of it changed."""
    lists = ("kinds", "states", "committees", "named")
    names = ("slug", "language", "status", "title", "request", *Campaign.worded, *lists)
    given = {name: getattr(campaign, name) for name in names}
    claims = [claim.pk for claim in campaign.claims.all()]
    return given | {"guide": campaign.guide.pk, "claims": claims} | changed


def page(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_a_campaign_begins_as_a_draft_with_words_to_change(desk: Client, claim: Claim) -> None:
    begun = {"guide": claim.guide.pk, "title": "Wells", "request": "Test every well."}
    answer = desk.post("/desk/new-campaign/", begun | {"language": "en", "slug": "wells"})

    assert answer.headers["Location"] == "/desk/campaigns/wells/"
    assert Campaign.objects.get().status == "draft"
    said = page(desk.get("/desk/campaigns/wells/"))
    assert "I ask for one thing. Test every well." in said
    assert re.search(r"It addresses 5\d\d offices", said)


def test_what_is_shown_is_filled_for_one_official_and_not_stored(
    desk: Client, campaign: Campaign
) -> None:
    typed = form(campaign, script="Hi {title} {name} of <b>{district}</b>", to="us-house-ia-3")
    said = page(desk.post(PATH, typed | {"show": "words"}))

    assert "<p>Hi Representative Zachary Nunn of &lt;b&gt;3&lt;/b&gt;</p>" in said
    assert Campaign.objects.get().script == "For {title} {name}. {request}"


def test_whom_to_show_it_for_is_found_by_name(desk: Client, campaign: Campaign) -> None:
    said = page(desk.post(PATH, form(campaign, whom="Grassley", show="words")))

    assert "<p>For Senator Chuck Grassley. Pay for new pipes by May.</p>" in said
    assert '<option value="us-senate-ia-3" selected>' in said


def test_saving_stores_whom_it_addresses_and_by_whom(
    desk: Client, campaign: Campaign, olive: User
) -> None:
    chosen = {
        "kinds": ["house"],
        "states": ["IA"],
        "committees": ["HSAG"],
        "named": ["ia-governor"],
    }
    answer = desk.post(PATH, form(campaign, **chosen, slug="new-pipes"))

    assert answer.headers["Location"] == "/desk/campaigns/new-pipes/"
    kept = Campaign.objects.get()
    assert {name: getattr(kept, name) for name in chosen} == chosen
    assert list(kept.claims.all()) == list(campaign.claims.all())
    renamed, written = kept.history.order_by("-history_id")[:2]
    assert renamed.history_user == written.history_user == olive
    assert [change.field for change in renamed.diff_against(written).changes] == ["slug"]
    assert (written.slug, written.named) == ("pipes", ["ia-governor"])
    assert Redirect.objects.get().old == "officials/campaigns/pipes/"


def test_an_office_to_name_is_found_and_offered(desk: Client, campaign: Campaign) -> None:
    said = page(desk.post(PATH, form(campaign, find="Governor, Iowa", show="find")))
    assert re.search(r'value="ia-governor"[^>]*>\s*<span>Governor Kim Reynolds', said)

    answer = desk.post(PATH, form(campaign, named=["ia-governor"]))
    assert answer.status_code == 302
    assert Campaign.objects.get().named == ["ia-governor"]


def test_nobody_to_address_and_an_unknown_variable_are_refused_beside_their_fields(
    desk: Client, campaign: Campaign
) -> None:
    said = page(desk.post(PATH, form(campaign, kinds=[], letter="Dear {nmae}")), 422)

    assert 'href="#id_kinds"' in said
    assert "{nmae} is not a variable" in said
    assert Campaign.objects.get().kinds == ["house", "senate"]


def test_the_check_names_the_variable_and_whom_it_is_lacking_for(
    desk: Client, campaign: Campaign
) -> None:
    typed = form(campaign, letter="{name}, {district}", states=["IA"], show="words")
    said = page(desk.post(PATH, typed))

    assert "letter (en): there is no {district} for Senator Joni Ernst (us-senate-ia-2)" in said
    assert "(us-house-ia-3)" not in said[said.index('id="live-check"') :]


def test_everyone_who_is_addressed_is_listed_by_kind_and_state(
    desk: Client, campaign: Campaign
) -> None:
    said = page(desk.get(f"{PATH}addressed/?kind=house&state=IA"))

    assert "4 offices, IA" in said
    assert 'href="/desk/campaigns/pipes/?to=us-house-ia-3#reads"' in said
    assert "Every variable has something to stand for" in said


def test_a_stance_gets_the_words_of_its_side_until_it_is_taken_away(
    desk: Client, campaign: Campaign
) -> None:
    campaign.script_opposes = "{name}, change your mind."
    campaign.save()
    stance = {"side": "opposes", "source_url": "https://news.example/a", "as_of": "2026-11-01"}

    said = page(desk.post(f"{PATH}stances/", stance | {"office_id": "Joni Ernst"}), 302)
    said = page(desk.get(f"{PATH}?to=us-senate-ia-2"))
    assert "Joni Ernst, change your mind." in said
    assert "Joni Ernst" in page(desk.get(f"{PATH}stances/"))

    desk.post(f"{PATH}stances/{Stance.objects.get().pk}/remove/")
    assert "change your mind" not in page(desk.get(f"{PATH}?to=us-senate-ia-2")).split("reads")[-1]


def test_of_several_offices_that_fit_one_is_chosen_from_a_list(
    desk: Client, campaign: Campaign
) -> None:
    stance = {"side": "opposes", "source_url": "https://news.example/a", "as_of": "2026-11-01"}
    said = page(desk.post(f"{PATH}stances/", stance | {"office_id": "Grassley"}), 422)

    assert "More than one fits." in said
    assert '<option value="us-senate-ia-3">Senator Chuck Grassley (us-senate-ia-3)</option>' in said
    assert not Stance.objects.exists()


def test_a_misspelt_name_is_offered_and_never_taken_for_an_office(
    desk: Client, campaign: Campaign
) -> None:
    stance = {"side": "opposes", "source_url": "https://news.example/a", "as_of": "2026-11-01"}
    said = page(desk.post(f"{PATH}stances/", stance | {"office_id": "Zachery Nunn"}), 422)

    assert "Nothing is called that. Is it one of these?" in said
    assert '<option value="us-house-ia-3">' in said
    assert not Stance.objects.exists()


def test_outcomes_are_shown_as_everyone_sees_them(desk: Client, campaign: Campaign) -> None:
    on = date(2026, 11, 20)
    Tally.objects.create(campaign=campaign, on=on, outcome="talked", count=23)
    Tally.objects.create(campaign=campaign, on=on, outcome="wrong", count=4)

    said = page(desk.get(f"{PATH}outcomes/"))
    assert "<svg" in said
    assert '<th scope="row">I talked to someone</th><td>20</td>' in said
    assert '<th scope="row">It was a wrong number</th><td>fewer than 10</td>' in said


def test_an_added_official_gets_its_division_and_its_zip_codes(desk: Client, olive: User) -> None:
    assert desk.post("/desk/lists/officials/new/", SHERIFF).status_code == 302

    kept = AddedOfficial.objects.get()
    assert kept.division_id == "ocd-division/country:us/state:ia/county:polk"
    assert kept.zips == ["50309", "50310"]
    assert kept.history.get().history_user == olive
    said = page(desk.get(f"/desk/lists/officials/{kept.pk}/"))
    assert "50309, 50310" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zips": "50309 99999"}, "We know no ZIP code 99999."),
        ({"zips": "<b>"}, "We know no ZIP code &lt;b&gt;."),
        ({"zips": ""}, "Without ZIP codes, no visitor would find it."),
        ({"division_name": ""}, "Say what it is called."),
        ({"division_id": "polk"}, "small letters, digits and underscores"),
        ({"source_url": "javascript:x"}, "Enter a valid URL."),
    ],
)
def test_an_added_official_that_would_be_wrong_is_refused(
    desk: Client, wrong: dict[str, str], said: str
) -> None:
    assert said in page(desk.post("/desk/lists/officials/new/", SHERIFF | wrong), 422)
    assert not AddedOfficial.objects.exists()


def test_a_town_hall_is_kept_at_the_clocks_of_its_place(desk: Client) -> None:
    meeting = {
        "office_id": "us-senate-ia-3",
        "title": "Ask your senator",
        "starts": "2026-12-01T18:30",
        "ends": "2026-12-01T20:00",
        "timezone": "America/Chicago",
        "place": "Library",
        "url": "https://grassley.example/",
        "language": "en",
        "status": "planned",
        "as_of": "2026-11-20",
    }
    early = page(
        desk.post("/desk/lists/town-halls/new/", meeting | {"ends": "2026-12-01T18:00"}), 422
    )
    assert "It ends before it begins." in early

    desk.post("/desk/lists/town-halls/new/", meeting)
    kept = TownHall.objects.get()
    assert kept.starts == datetime(2026, 12, 2, 0, 30, tzinfo=UTC)
    assert 'value="2026-12-01T18:30"' in page(desk.get(f"/desk/lists/town-halls/{kept.pk}/"))

    desk.post(f"/desk/lists/town-halls/{kept.pk}/", meeting | {"status": "cancelled"})
    assert TownHall.objects.get().status == "cancelled"


def test_a_number_is_corrected_once(desk: Client) -> None:
    wrong = {"office_id": "us-senate-ia-3", "kind": "number", "wrong": "(202) 224-3744",
             "source_title": "A call", "as_of": "2026-11-20"}  # fmt: skip
    refused = (
        {"wrong": "202-224-0000"},
        {"wrong": "call 202-224-3744"},
        {"right": "911"},
        {"source_title": ""},
    )
    for bad in refused:
        assert desk.post("/desk/lists/corrections/new/", wrong | bad).status_code == 422
    other = page(desk.post("/desk/lists/corrections/new/", wrong | refused[0]), 422)
    assert "Our lists have other numbers of this office: 202-224-3744" in other
    assert desk.post("/desk/lists/corrections/new/", wrong).status_code == 302
    assert desk.post("/desk/lists/corrections/new/", wrong).status_code == 422

    kept = OfficeCorrection.objects.get()
    assert kept.wrong == "202-224-3744"
    desk.post(f"/desk/lists/corrections/{kept.pk}/remove/")
    assert not OfficeCorrection.objects.exists()
    assert OfficeCorrection.history.filter(history_type="-").exists()


@pytest.mark.parametrize("path", ["", "new-campaign/", "campaigns/", "lists/officials/new/"])
def test_nobody_but_organizers_comes_in(client: Client, vic: User, path: str) -> None:
    client.force_login(vic)
    assert client.get(f"/desk/{path}").status_code == 403


def test_an_added_official_that_moves_is_written_and_renamed_or_neither(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.post("/desk/lists/officials/new/", SHERIFF)
    first = AddedOfficial.objects.get()
    address = f"/desk/lists/officials/{first.pk}/"
    changed = SHERIFF | {"slug": "sheriff", "name": "Ben Ortiz", "division_id": first.division_id}

    def fail(*_given: object, **_more: object) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as patch, pytest.raises(DatabaseError):
        patch.setattr("upstander.desk.operations.rename", fail)
        desk.post(address, changed)
    assert AddedOfficial.objects.get().name == "Ana Ruiz"

    assert desk.post(address, changed).status_code == 302
    kept = AddedOfficial.objects.get()
    assert (kept.slug, kept.name) == ("sheriff", "Ben Ortiz")
    renamed, written = kept.history.order_by("-history_id")[:2]
    assert [change.field for change in renamed.diff_against(written).changes] == ["slug"]
    assert written.name == "Ben Ortiz"


EVERY_VARIABLE = " ".join(f"{{{name}}}" for name in VARIABLES)
COUNTY = "ocd-division/country:us/state:ia/county:polkk"


@pytest.mark.parametrize("kind", [*AddedOfficialForm.KINDS, "misspelt"])
def test_whatever_an_added_official_lacks_is_said_and_breaks_no_page(
    desk: Client, campaign: Campaign, kind: str
) -> None:
    division = {"division_id": COUNTY} if kind == "misspelt" else {"kind": kind}
    given = SHERIFF | {"kind": "county", "division_name": "17"} | division
    assert desk.post("/desk/lists/officials/new/", given).status_code == 302
    asked = {"kinds": ["added"], "script": EVERY_VARIABLE, "letter": EVERY_VARIABLE}
    assert desk.post(PATH, form(campaign, **asked)).status_code == 302

    for path in ("/desk/", "/desk/campaigns/", "/desk/lists/officials/", *PAGES_OF_CAMPAIGNS):
        page(desk.get(path))
    live = page(desk.post(PATH, form(Campaign.objects.get(), **asked, show="live")))
    assert "[{committee}: nothing to stand for]" in live
    lacks = kind not in ("sldu", "sldl")
    assert ("[{district}: nothing to stand for]" in live) is lacks

    with pytest.raises(publishing.Refused) as refused:
        publishing.publish()
    whom = "for Sheriff Ana Ruiz (local-polk-sheriff)"
    assert f"script (en): there is no {{committee}} {whom}" in str(refused.value)
    assert (f"letter (en): there is no {{district}} {whom}" in str(refused.value)) is lacks


def test_the_check_reads_the_claims_that_are_chosen_now(desk: Client, campaign: Campaign) -> None:
    missing = "letter (en) uses {claims}, and the campaign cites no claim."
    assert missing not in page(desk.get(PATH))
    assert missing in page(desk.post(PATH, form(campaign, claims=[], show="live")))


def test_the_only_guide_is_chosen_and_what_is_missing_is_named(desk: Client, claim: Claim) -> None:
    said = page(desk.get("/desk/new-campaign/"))
    assert f'<option value="{claim.guide.pk}" selected>' in said

    refused = page(desk.post("/desk/new-campaign/", {"language": "en", "slug": "wells"}), 422)
    assert "<b>What is the one request?</b> This field is required." in refused


def test_publishing_is_offered_only_when_it_can_be_done(desk: Client, campaign: Campaign) -> None:
    assert "Publish now" in page(desk.get("/desk/"))

    campaign.claims.clear()
    said = page(desk.get("/desk/"))
    assert "Publish now" not in said
    assert "Publishing is closed until this is fixed." in said


def test_a_town_hall_is_called_by_the_day_there() -> None:
    meeting = TownHall(title="Ask", timezone="America/Chicago")
    meeting.starts = datetime(2026, 12, 2, 0, 30, tzinfo=UTC)

    assert str(meeting) == "Ask (2026-12-01)"
