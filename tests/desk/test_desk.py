"""What an organizer does at the desk."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from tests.suggesting import opened
from upstander.hub.models import Hub
from upstander.hub.operations import publish as publish_object
from upstander.learn.models import Claim, Guide, Source
from upstander.learn.operations import keep_source, write_claim, write_guide
from upstander.officials.models import AddedOfficial
from upstander.places import device
from upstander.suggestions.models import Suggestion
from upstander.suggestions.operations import receive

SET_UP = {
    "name": "Oak Street",
    "promise": "We test the water.",
    "language": "en",
    "operator_kind": "person",
    "first": "es",
    "others": ["en", "es"],
}


@pytest.fixture
def draft(olive: User) -> Claim:
    """A draft of a claim, in a draft of a guide."""
    guide = Guide(
        slug="water",
        title="The water on Elm Street",
        summary="What is known about the pipes.",
        dated="2025-04-02",
        credits="Ana first asked.",
    )
    source = Source(title="Minutes", url="https://city.example/minutes", publisher="The city")
    claim = Claim(
        guide=write_guide(guide, by=olive), slug="lead-pipes", sentence="The pipes are lead."
    )
    return write_claim(claim, sources=[keep_source(source, by=olive)], by=olive)


@pytest.fixture
def suggested(draft: Claim) -> Suggestion:
    fields = {
        "claim": draft.slug,
        "title": "Report <b>of</b> 1952",
        "url": "https://state.example/report",
        "publisher": "The state",
    }
    return receive(kind="source", fields=fields, language="es", token=opened())


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_home_says_what_waits(desk: Client, suggested: Suggestion) -> None:
    page = text(desk, "/desk/")

    assert "1 suggestion to decide on" in page
    assert "/desk/admin/learn/guide/?status__exact=draft" in page
    assert "Nothing keeps the hub from being published." in page


@pytest.mark.parametrize(("on", "old"), [("2026-11-12", False), ("2026-11-13", True)])
def test_home_says_which_list_is_past_its_limit_and_what_to_do(
    desk: Client, on: str, old: bool
) -> None:
    AddedOfficial.objects.create(
        slug="sheriff", title="Sheriff", area="Polk County", as_of=date(2025, 11, 10)
    )
    with time_machine.travel(f"{on}T12:00Z", tick=False):
        page = " ".join(text(desk, "/desk/").split())
    members = "Members of Congress, their offices and accounts (github.com/unitedstates"
    assert (members in page) is old
    assert ("as of July 15, 2026, 121 days ago. It says who holds 541 offices." in page) is old
    assert "1 official whom this hub added more than a year ago" in page
    assert '<a href="/desk/renewal/">Look for newer lists</a>' in page  # voting pages are of 2024


def test_home_lists_what_keeps_the_hub_from_being_published(desk: Client, draft: Claim) -> None:
    Guide.objects.update(status="published")

    page = text(desk, "/desk/")
    assert "<b>guide water</b>: It has no published claim." in page


def test_a_suggestion_is_shown_with_all_it_says_as_text(
    desk: Client, suggested: Suggestion
) -> None:
    page = text(desk, "/desk/suggestions/")

    assert "Report &lt;b&gt;of&lt;/b&gt; 1952" in page
    assert 'href="https://state.example/report" rel="noopener noreferrer nofollow"' in page
    assert 'href="/desk/preview/learn/claims/lead-pipes/"' in page
    assert "written in Spanish" in page


def test_accepting_leads_to_what_it_became(
    desk: Client, suggested: Suggestion, draft: Claim, olive: User
) -> None:
    answer = desk.post(f"/desk/suggestions/{suggested.pk}/accept/")

    assert answer.headers["Location"] == f"/desk/admin/learn/claim/{draft.pk}/change/"
    assert draft.sources.filter(url="https://state.example/report").exists()
    suggested.refresh_from_db()
    assert (suggested.status, suggested.decided_by) == ("accepted", olive)


def test_accepting_what_cannot_be_taken_up_says_why(
    desk: Client, suggested: Suggestion, draft: Claim
) -> None:
    Claim.objects.update(slug="renamed")

    answer = desk.post(f"/desk/suggestions/{suggested.pk}/accept/", follow=True)
    assert "no longer here" in answer.content.decode()
    suggested.refresh_from_db()
    assert suggested.is_waiting


@pytest.mark.parametrize("office", ["local-gone", "ia-lower-999"])
def test_a_suggestion_for_an_office_that_is_gone_does_not_keep_others_from_review(
    desk: Client, suggested: Suggestion, office: str
) -> None:
    fields = {"office": office, "phone": "515-555-0100", "right": "", "url": ""}
    Suggestion.objects.create(
        kind="number", fields=fields, language="en", received_on=suggested.received_on
    )

    page = text(desk, "/desk/suggestions/")
    assert f"{office} (not listed now)" in page
    assert "Report &lt;b&gt;of&lt;/b&gt; 1952" in page


def test_rejecting_takes_it_off_the_list(desk: Client, suggested: Suggestion) -> None:
    answer = desk.post(f"/desk/suggestions/{suggested.pk}/reject/", follow=True)

    assert "Rejected. It will be deleted in a week." in answer.content.decode()
    assert "No suggestions are waiting." in answer.content.decode()


def test_what_is_alike_is_shown_and_rejected_together_but_for_what_is_kept(
    desk: Client, suggested: Suggestion
) -> None:
    more = [
        receive(
            kind=suggested.kind,
            fields=suggested.fields | {"title": title},
            language="en",
            token=opened(),
        )
        for title in ("The minutes of June", "The minutes of July")
    ]
    address = f"/desk/suggestions/{suggested.pk}/alike/"
    page = desk.get(address).content.decode()
    assert all(f'value="{one.pk}" checked' in page for one in [suggested, *more])
    assert Suggestion.objects.filter(status="waiting").count() == 3

    chosen = {"suggestion": [suggested.pk, more[0].pk, 999999]}
    answer = desk.post(address, chosen, follow=True).content.decode()
    assert "Rejected 2 suggestions." in answer
    assert list(Suggestion.objects.filter(status="waiting")) == [more[1]]
    assert desk.get(address).status_code == 404


def test_what_is_not_fit_is_not_published_and_says_why(
    desk: Client, draft: Claim, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "tables", dict)
    publish_object(draft.guide, by=None)

    answer = desk.post("/desk/publish/", follow=True)
    assert "Nothing was published." in answer.content.decode()
    assert "It has no published claim." in answer.content.decode()
    assert not (home / "site" / "current").exists()


@pytest.mark.parametrize("path", ["/desk/publish/", "/desk/suggestions/1/accept/"])
def test_following_a_link_decides_and_publishes_nothing(desk: Client, path: str) -> None:
    assert desk.get(path).status_code == 405


def test_a_form_from_another_site_is_refused(desk: Client, suggested: Suggestion) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies

    assert strict.post(f"/desk/suggestions/{suggested.pk}/reject/").status_code == 403
    suggested.refresh_from_db()
    assert suggested.is_waiting


def test_the_admin_shows_suggestions_and_changes_none(desk: Client, suggested: Suggestion) -> None:
    assert desk.get("/desk/admin/suggestions/suggestion/").status_code == 200
    assert desk.get("/desk/admin/suggestions/suggestion/add/").status_code == 403
    answer = desk.post(
        f"/desk/admin/suggestions/suggestion/{suggested.pk}/change/", {"status": "accepted"}
    )
    assert answer.status_code == 403


def test_a_preview_shows_drafts_as_a_visitor_will_see_them(desk: Client, draft: Claim) -> None:
    page = text(desk, "/desk/preview/learn/claims/lead-pipes/")

    assert "The pipes are lead." in page
    assert "Drafts are shown." in page
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/learn/claims/lead-pipes/">' in page
    assert desk.get("/en/learn/claims/lead-pipes/").status_code == 404


def test_a_preview_is_in_the_language_asked_for(desk: Client, draft: Claim) -> None:
    answer = desk.get("/desk/preview/learn/?language=es")

    assert '<html lang="es">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "es"
    assert '<html lang="en">' in text(desk, "/desk/preview/learn/?language=klingon")


@pytest.mark.parametrize("path", ["nothing/", "desk/", "../desk/", "learn/nothing/", "es/learn/"])
def test_a_preview_shows_nothing_but_public_pages(desk: Client, path: str) -> None:
    assert desk.get(f"/desk/preview/{path}").status_code == 404


def test_a_preview_takes_no_forms(desk: Client) -> None:
    assert desk.post("/desk/preview/learn/").status_code == 405
    assert desk.get("/desk/preview/suggestions/send/").status_code == 405


def test_setting_the_hub_up_names_it_and_orders_its_languages(desk: Client, olive: User) -> None:
    answer = desk.post("/desk/hub/", SET_UP)

    assert answer.headers["Location"] == "/desk/"
    hub = Hub.objects.get()
    assert (hub.name, hub.languages) == ("Oak Street", ["es", "en"])
    assert hub.history.latest().history_user == olive


def test_a_hub_without_a_name_is_not_saved(desk: Client) -> None:
    answer = desk.post("/desk/hub/", SET_UP | {"name": ""})

    assert answer.status_code == 422
    assert 'href="#id_name">' in answer.content.decode()
    assert Hub.objects.get().name == "Elm Street"


def test_the_desk_speaks_spanish_when_asked_to(desk: Client) -> None:
    answer = desk.post("/desk/language/", {"language": "es", "next": "/desk/"}, follow=True)

    assert ">Pendientes</h1>" in answer.content.decode()
    assert desk.cookies["django_language"]["path"] == "/desk/"
