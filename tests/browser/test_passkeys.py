"""A passkey in a real browser: added, shown, removed, with the browser's own device in software."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import accessibility
from tests.desk.device import Device
from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.desk import operations, webauthn
from upstander.desk.sealing import seal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def hub(starter: None, live_server: LiveServer, settings: Settings) -> str:
    """The address of a hub that Olive organizes; it is set as the hub's own."""
    user = User.objects.create_superuser("olive", password=PASSWORD)
    Authenticator.objects.create(user=user, type="totp", data={"secret": seal(SECRET)})
    address: str = live_server.url
    settings.BASE_URL = address
    return address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of 320 px whose browser complains of nothing."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="en-US")
    page = context.new_page()
    page.on("console", note)
    yield page
    context.close()
    assert complaints == []


def give_password(page: Page, site: str) -> None:
    page.goto(f"{site}/desk/account/login/")
    page.get_by_label("Your name at the desk").fill("olive")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def flaws(page: Page) -> list[str]:
    """Returns what is hard to read or to reach on the page at hand."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return accessibility.flaws(page) + ([f"{page.url}: {wide} px"] if wide > 320 else [])


def test_a_passkey_is_added_shown_and_removed(hub: str, page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    heading = page.get_by_role("heading", level=1)
    give_password(page, hub)
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("link", name="My sign-in").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("What do you call it?")).to_have_value("Passkey 1")
    found = flaws(page)
    page.get_by_label("What do you call it?").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("link", name="My phone")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Not used yet.")
    found += flaws(page)
    # The same device again: the browser knows that it has one.
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("This device has a passkey for you already.")).to_be_visible()
    found += flaws(page)

    page.get_by_role("button", name="Sign out").click()
    give_password(page, hub)
    expect(heading).to_have_text("Use your passkey, or type a code")
    found += flaws(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(heading).to_have_text("To do")

    page.get_by_role("link", name="My sign-in").click()
    expect(page.locator("main")).to_contain_text("Last used on")
    page.get_by_role("link", name="My phone").click()
    found += flaws(page)
    page.get_by_role("button", name="Remove this passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    # The passkey that this session was opened with is gone.
    expect(heading).to_have_text("What code does your app show?")
    assert not Authenticator.objects.filter(type="webauthn").exists()
    devices.send("WebAuthn.removeVirtualAuthenticator", device)
    assert found == []


def test_another_address_and_a_browser_without_javascript_are_told_to_use_a_code(
    hub: str, page: Page, chromium: Browser
) -> None:
    session = SessionStore()
    olive = User.objects.get(username="olive")
    made = Device("localhost", hub).make(webauthn.ask_new(session, olive, known=[]))
    credential = webauthn.take_new(session, made, known=[])
    operations.add_passkey(name="My phone", credential=credential, by=olive)

    give_password(page, hub.replace("localhost", "127.0.0.1"))
    expect(page.get_by_text(f"Passkeys of this hub work at {hub} only")).to_be_visible()
    expect(page.get_by_role("button", name="Use my passkey")).to_be_hidden()
    assert flaws(page) == []

    context = chromium.new_context(java_script_enabled=False, locale="es")
    plain = context.new_page()
    plain.goto(f"{hub}/desk/account/login/")
    plain.get_by_label("Su nombre").fill("olive")
    plain.get_by_label("Contraseña").fill(PASSWORD)
    plain.get_by_role("button", name="Entrar").click()
    expect(plain.get_by_text("Una llave de acceso necesita JavaScript")).to_be_visible()
    expect(plain.locator("form[data-passkey]")).to_be_hidden()
    plain.get_by_label("Código").fill(code())
    plain.get_by_role("button", name="Entrar", exact=True).click()
    expect(plain).to_have_url(f"{hub}/desk/")
    context.close()
