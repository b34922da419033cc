"""What I can give, on the visitor's own device: the same rule as the server's, and nothing sent."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from upstander.give.matching import Choices, Need, match
from upstander.give.models import Ask
from upstander.give.operations import write_ask

pytestmark = pytest.mark.browser

TODAY = date(2026, 8, 5)
ROUNDS = 400
SKILLS = ("interpreting", "driving", "legal", "accounting", "design")
LANGUAGES = ("en", "es")
ANSWERS = """async ([questions, on]) => {
    const { match } = await import("/static/upstander/give/match.js");
    return questions.map(([choices, needs]) => match(choices, needs, on));
}"""


def some(random: Random, among: tuple[str, ...], chance: float) -> tuple[str, ...]:
    return tuple(one for one in among if random.random() < chance)


def chosen(random: Random) -> Choices:
    return Choices(
        minutes=random.choice([None, 5, 10, 30, 60, 180]),
        money=random.random() < 0.5,
        skills=frozenset(some(random, SKILLS, 0.3)),
        languages=frozenset(some(random, LANGUAGES, 0.8)),
        home_only=random.random() < 0.2,
        private_only=random.random() < 0.2,
    )


def needed(random: Random, number: int) -> Need:
    return Need(
        id=f"{random.choice('abz-')}{number}",
        minutes=random.choice([1, 2, 5, 5, 10, 15, 30, 31, 60, 90, 300, 900]),
        costs_money=random.random() < 0.2,
        skills=some(random, SKILLS, 0.1),
        languages=some(random, LANGUAGES, 0.2),
        presence=random.choice(["home", "home", "in_person"]),
        visibility=random.choice(["private", "private", "public"]),
        until=random.choice([None, None, TODAY + timedelta(random.randint(-2, 2))]),
    )


def for_the_device(of: Choices, needs: list[Need]) -> list[Any]:
    """Returns the arguments of `match.js` for those of `match`."""
    choices = {
        "minutes": of.minutes,
        "money": of.money,
        "skills": sorted(of.skills),
        "languages": sorted(of.languages),
        "homeOnly": of.home_only,
        "privateOnly": of.private_only,
    }
    return [
        choices,
        [
            {
                "id": one.id,
                "minutes": one.minutes,
                "costsMoney": one.costs_money,
                "skills": one.skills,
                "languages": one.languages,
                "presence": one.presence,
                "visibility": one.visibility,
                "until": one.until.isoformat() if one.until else "",
            }
            for one in needs
        ],
    ]


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
        Ask(slug="drive", title="Drive a family", minutes=60, skills=["driving"], **shared), by=None
    )
    write_ask(
        Ask(slug="old", title="Come in May", minutes=5, until=date(2018, 5, 31), **shared), by=None
    )


def test_the_device_and_the_server_give_the_same_answers(give: str, page: Page) -> None:
    random = Random(20180507)
    questions = [
        (chosen(random), [needed(random, number) for number in range(random.randint(0, 14))])
        for _round in range(ROUNDS)
    ]
    expected = [match(of, needs, on=TODAY) for of, needs in questions]
    page.goto(give.format("en"))
    sent = [for_the_device(of, needs) for of, needs in questions]
    given = page.evaluate(ANSWERS, [sent, TODAY.isoformat()])

    assert given == [
        {
            "fits": [{"id": fit.id, "reasons": list(fit.reasons)} for fit in one.fits],
            "smallest": one.smallest,
        }
        for one in expected
    ]
    assert sum(len(one.fits) == 5 for one in expected) > 20
    assert sum(one.smallest is not None for one in expected) > 20
    seen = {reason for one in expected for fit in one.fits for reason in fit.reasons}
    assert len(seen) == len(SKILLS) + len(LANGUAGES) + 7


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
