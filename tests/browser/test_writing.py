"""A letter on the device: four questions, the letter as the server would make it, ways to send."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from upstander.campaigns.queries import own_words, sending
from upstander.civic import Civic

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "find": "Find",
        "letter": "Letter",
        "next": "Next",
        "back": "Back",
        "make": "Make my letter",
    },
    "es": {
        "find": "Buscar",
        "letter": "Carta",
        "next": "Siguiente",
        "back": "Atrás",
        "make": "Hacer mi carta",
    },
}
STORY = "My neighbor’s two children waited {name} <b>six</b> weeks.\n\nThey are still waiting."
FRAMES = """async () => {
  for (let left = 20; left > 0; left -= 1) await new Promise(requestAnimationFrame);
}"""
REQUEST = "Hold a hearing, Senator, by March 1."


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 375, "height": 700}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    assert context.cookies() == []
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def watch(page: Page) -> list[Request]:
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    return asked


def sent(asked: list[Request]) -> str:
    return unquote_plus("\n".join(f"{one.method} {one.url} {one.post_data or ''}" for one in asked))


def compose(page: Page, site: str, official: str, place: str, language: str = "en") -> None:
    """Looks a place up and opens the letter to one of its officials."""
    page.goto(f"{site}/{language}/officials/")
    page.locator("#find").fill(place)
    page.get_by_role("button", name=WORDS[language]["find"], exact=True).click()
    card = page.locator(f'.office:has-text("{official}")')
    card.locator("a, button").filter(has_text=WORDS[language]["letter"]).first.click()


def answer(page: Page, language: str = "en", **answers: str) -> None:
    """Answers the four questions, one a page, and has the letter made."""
    for name in ("request", "why", "community", "story"):
        expect(page.locator("form [data-question]").filter(visible=True)).to_have_count(1)
        if name in answers:
            page.locator(f"#{name}").fill(answers[name])
        if name != "story":
            page.get_by_role("button", name=WORDS[language]["next"], exact=True).click()
            expect(page.locator("textarea:focus")).to_have_count(1)
    page.get_by_role("button", name=WORDS[language]["make"]).click()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_is_made_on_the_device_as_the_server_would_make_it(
    site: str, page: Page, plain: Page, language: str
) -> None:
    answers = {"request": REQUEST, "why": "I teach here.\x07", "story": STORY}
    asked = watch(page)
    compose(page, site, "Joni Ernst", "Des Moines, IA", language)
    answer(page, language, **answers)
    on_device = page.locator(".letter")
    expect(on_device).to_contain_text("They are still waiting.")

    compose(plain, site, "Joni Ernst", "Des Moines, IA", language)
    for name, text in answers.items():
        plain.locator(f"#{name}").fill(text)
    plain.get_by_role("button", name=WORDS[language]["make"]).click()

    assert on_device.text_content() == plain.locator(".letter").text_content()
    for printed in (page, plain):
        printed.emulate_media(media="print")
        expect(printed.locator(".letter")).to_be_visible()
        expect(printed.locator(".print-only").first).to_contain_text("______")
        expect(printed.locator("header, h1, nav, button").filter(visible=True)).to_have_count(0)
    assert (on_device.text_content() or "").count(REQUEST) == 1
    assert {one.method for one in asked} == {"GET"}
    assert not re.search(r"Moines|Ernst|neighbor|teach|hearing", sent(asked))


def test_a_card_does_not_grow_under_a_press(site: str, page: Page) -> None:
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/officials/notes.json", hold)
    page.goto(f"{site}/en/officials/")
    page.locator("#find").fill("50309")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("[data-office=ia-governor]")).to_be_visible()
    card = page.locator("[data-office=us-house-ia-3]")
    card.get_by_role("link", name="Letter").hover()
    page.mouse.down()
    with page.expect_request_finished(lambda request: request.url.endswith("/notes.json")):
        for route in late:
            route.continue_()
    page.evaluate(FRAMES)
    page.mouse.up()

    page.wait_for_url("**/letter/")


def test_words_typed_for_a_letter_are_still_there_after_a_look_elsewhere(
    site: str, page: Page
) -> None:
    compose(page, site, "Zachary Nunn", "50309")
    answer(page, why="I teach here.")
    page.goto(f"{site}/en/learn/")
    page.go_back()
    expect(page.locator("#why")).to_have_value("I teach here.")
    answer(page, story="x" * 20_000)
    expect(page.locator("#story_error")).to_contain_text("so that it has 20,000")
    expect(page.locator("#story")).to_be_visible()
    expect(page.locator("#why")).to_have_value("I teach here.")


def test_it_says_how_far_a_letter_reads_like_the_form_letter(site: str, page: Page) -> None:
    said = {level: str(words) for level, words in own_words.SAYS.items()}
    compose(page, site, "Zachary Nunn", "50309")
    status = page.locator("form [data-own]")
    for _question in range(3):
        page.get_by_role("button", name="Next", exact=True).click()
    expect(status).to_be_empty()
    page.locator("#story").fill("My sister waits.")
    expect(status).to_have_text(said["few"])
    page.locator("#story").fill(" ".join(f"word{number}" for number in range(own_words.ENOUGH)))
    expect(status).to_have_text(said["enough"])
    page.locator("#story").fill("My sister waits.")
    page.get_by_role("button", name="Make my letter").click()
    expect(page.locator(".note").filter(visible=True)).to_contain_text(said["few"])


def test_a_letter_that_was_sent_is_noted_here_and_counted_only_on_request(
    site: str, page: Page
) -> None:
    compose(page, site, "Zachary Nunn", "50309")
    answer(page, why="I teach here.")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".letter").text_content()

    asked = watch(page)
    page.get_by_role("button", name="I sent it").click()
    expect(page.locator(".note:focus")).to_contain_text("It is noted on this device")
    record = page.evaluate("JSON.parse(localStorage.getItem('record'))")
    assert [(one["office"], one["how"], one["outcome"]) for one in record] == [
        ("us-house-ia-3", "letter", "written")
    ]
    assert [one for one in asked if one.method != "GET"] == []
    page.get_by_role("button", name="Count it").click()
    expect(page.get_by_text("It is counted.")).to_be_visible()
    [counted] = [one for one in asked if one.method == "POST"]
    assert re.fullmatch(r"outcome=written&token=[0-9a-f]{32}", counted.post_data or "")
    assert not re.search(r"50309|Nunn|us-house|teach", sent(asked))


def test_a_letter_is_copied_where_a_hub_has_no_https(site: str, page: Page) -> None:
    page.add_init_script(
        """
        window.readText = navigator.clipboard.readText.bind(navigator.clipboard);
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        """
    )
    compose(page, site, "Zachary Nunn", "50309")
    answer(page, why="I teach here.")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    expect(page.get_by_role("button", name="Copy the text")).to_be_focused()

    assert page.evaluate("readText()") == page.locator(".letter").text_content()


def test_a_post_is_offered_within_the_length_of_its_network(site: str, page: Page) -> None:
    compose(page, site, "Zachary Nunn", "50309")
    answer(page)
    page.get_by_text("Mention them in a public post").click()
    on_x = page.locator("[data-slot=posts] section").filter(has_text="@ZachNunn")
    text = on_x.locator("textarea").input_value()
    rules = sending.networks()["twitter"]

    assert text.startswith("@ZachNunn ")
    left = rules["longest"] - sending.length(text, rules)
    expect(on_x.get_by_role("status")).to_have_text(f"Characters left: {left}")
    on_x.locator("textarea").fill("👩‍👩‍👧‍👦" * 141)
    expect(on_x.get_by_role("status")).to_contain_text("Too long by 2 characters")


def test_a_letter_says_you_represent_me_only_to_whom_that_is_said_of(site: str, page: Page) -> None:
    split = next(
        row.code
        for row in Civic.open().zips()
        if row.kind == "area" and len(row.seats) > 1 and "us-house-ia-3" in row.seats
    )
    question = page.get_by_role("group", name="Does this official represent you?")
    compose(page, site, "Zachary Nunn", split)
    expect(question).to_be_visible()
    answer(page, why="I teach here.")
    expect(page.locator(".letter")).to_contain_text("I teach here.")
    expect(page.locator(".letter")).not_to_contain_text("represent me")
    page.get_by_text("Mention them in a public post").click()
    posts = page.locator("[data-slot=posts] textarea")
    assert all("represent" not in posts.nth(at).input_value() for at in range(posts.count()))

    page.get_by_role("button", name="Change my words").click()
    question.get_by_label("This one represents me").check()
    answer(page)
    expect(page.locator(".letter")).to_contain_text("and you represent me.")
    page.get_by_role("button", name="Change my words").click()
    question.get_by_label("No, somebody else does").check()
    answer(page)
    expect(page.locator(".letter")).to_contain_text("You do not represent me, and I ask you")
