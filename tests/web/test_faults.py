"""What a visitor reads where something went wrong, and what nobody else does."""

import pytest
from django.db import DatabaseError
from django.test import Client

from upstander.hub.models import Hub

pytestmark = pytest.mark.django_db

FORMS = (
    "/en/lookup/",
    "/es/groups/near/",
    "/en/give/match/",
    "/es/commitments/plan.ics",
    "/en/suggestions/send/",
)


@pytest.fixture
def browser() -> Client:
    """A visitor's browser: it gets a page where a test's own would raise."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("charset", ["base64", "undefined", "utf-7", "utf-16", "no such thing"])
def test_whatever_encoding_a_form_claims_it_is_read_as_ours(
    hub: Hub, browser: Client, path: str, charset: str
) -> None:
    fields = {"q": "+2AA-50309", "own": "+2AA-", "step": "own", "kind": "group", "name": "+2AA-"}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts) + "--x--\r\n"

    kind = f'multipart/form-data; boundary=x; charset="{charset}"'
    answer = browser.generic("POST", path, body, content_type=kind)
    assert answer.status_code in (200, 422)

    kind = f'application/x-www-form-urlencoded; charset="{charset}"'
    answer = browser.generic("POST", path, "q=50309&kind=group&step=own", content_type=kind)
    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_did_not_arrive_whole_is_asked_for_again(
    hub: Hub, browser: Client, path: str
) -> None:
    answer = browser.generic("POST", path, "--x", content_type="multipart/form-data")

    assert answer.status_code == 400
    assert "Go back and send it again." in answer.content.decode()
    assert "Vuelva atrás y envíelo de nuevo." in answer.content.decode()


def test_a_campaign_that_is_gone_leads_back_to_the_start(hub: Hub, browser: Client) -> None:
    page = browser.post("/es/officials/campaigns/gone/letter/", {"own_words": "secret"})

    assert page.status_code == 404
    assert 'href="/es/"' in page.content.decode()
    assert "secret" not in page.content.decode()


def test_a_broken_database_is_owned_up_to_and_no_word_typed_is_logged(
    browser: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("no such row: secret")

    monkeypatch.setattr("upstander.hub.registry.all_offers", broken)
    monkeypatch.setattr("upstander.hub.queries.hub", broken)
    page = browser.post("/en/lookup/", {"q": "secret"})

    assert page.status_code == 500
    assert "The fault is here, not with you." in page.content.decode()
    assert "La falla es nuestra, no suya." in page.content.decode()
    assert "secret" not in page.content.decode()
    assert "a request failed with DatabaseError" in caplog.text
    assert "secret" not in caplog.text
