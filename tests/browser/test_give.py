"""What I can give, on the visitor's own device: the same rule as the server's, and nothing sent."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from upstander.give.models import Ask
from upstander.give.operations import write_ask

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, transactional_db: None) -> Iterator[Page]:
    context = chromium.new_context(locale="en-US")
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def give(live_server: LiveServer) -> str:
    """The address of the page, by number: the browser resolves no names."""
    return live_server.url.replace("localhost", "127.0.0.1") + "/{}/give/"


@pytest.fixture
def asks(transactional_db: None) -> None:
    """Three asks: five minutes from home, an hour of driving, and one that ended long ago."""
    shared = {"why": "It helps.", "how": "Begin.", "kind": "learn", "leads_to": "give/"}
    shared["status"] = Ask.Status.PUBLISHED
    write_ask(Ask(slug="read", title="Read one claim", minutes=5, **shared), by=None)
    write_ask(
        Ask(
            slug="drive",
            title="Drive a family",
            minutes=60,
            skills=["driving"],
            audiences=["group"],
            **shared,
        ),
        by=None,
    )
    write_ask(
        Ask(slug="old", title="Come in May", minutes=5, until=date(2018, 5, 31), **shared), by=None
    )


def test_one_question_at_a_time_and_no_answer_leaves_the_device(
    give: str, page: Page, asks: None
) -> None:
    page.goto(give.format("en"), wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    next_button = page.get_by_role("button", name="Next")

    expect(page.get_by_role("group", name="How much time do you have?")).to_be_visible()
    expect(page.get_by_role("group", name="Can you give money?")).to_be_hidden()
    next_button.click()
    expect(page.get_by_text("Choose how much time you have.")).to_be_visible()
    page.get_by_label("1 hour").check()
    next_button.click()
    expect(page.get_by_text("Question 2 of 4")).to_be_visible()
    page.get_by_label("Not now").check()
    page.keyboard.press("Enter")
    page.get_by_label("Drive people or things").check()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Not now")).to_be_checked()
    next_button.click()
    next_button.click()
    page.get_by_role("button", name="Show what fits me").click()

    fits = page.locator("#fits")
    expect(fits.get_by_role("heading", level=2)).to_be_focused()
    assert fits.get_by_role("heading", level=3).all_inner_texts() == [
        "Drive a family",
        "Read one claim",
    ]
    expect(fits.get_by_text("You can drive, and this needs drivers.")).to_be_visible()
    expect(fits.get_by_text("Who learns of it: the group", exact=True)).to_be_visible()
    expect(fits.get_by_text("The organizers have not said who learns of this.")).to_be_visible()
    expect(fits.get_by_text("You have 1 hour; this takes 5 minutes.")).to_be_visible()
    assert asked == []

    fits.get_by_role("link", name="Read one claim").click()
    page.wait_for_url("**/give/read/**")
    page.go_back()
    expect(fits.get_by_role("heading", level=3)).to_have_count(2)
    page.get_by_role("button", name="Change my answers").click()
    expect(page.get_by_label("1 hour")).to_be_checked()
    assert [one for one in asked if "?" in one or not one.startswith("GET ")] == []


def test_where_nothing_fits_the_device_offers_the_smallest(
    give: str, page: Page, asks: None
) -> None:
    Ask.objects.filter(slug="read").update(minutes=90)
    page.goto(give.format("es"), wait_until="networkidle")
    page.get_by_label("10 minutos").check()
    page.get_by_role("button", name="Siguiente").click()
    page.get_by_label("Ahora no").check()
    page.get_by_role("button", name="Siguiente").click()
    page.get_by_role("button", name="Siguiente").click()
    page.get_by_role("button", name="Mostrar opciones para mí").click()

    expect(page.get_by_text("No es culpa suya.")).to_be_visible()
    assert page.locator("#fits h3").all_inner_texts() == ["Read one claim Aún no está traducido."]
