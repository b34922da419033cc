"""Passkeys: added, shown, refused, moved, removed."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import now
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from tests.desk.device import PRESENT, Device
from tests.desk.signing_in import PASSWORD, code
from upstander.desk import operations, webauthn
from upstander.hub.models import Hub

HUB = "https://hub.example"
MINE, NEW = "/desk/account/2fa/", "/desk/account/2fa/passkeys/new/"
CODE, AGAIN = "/desk/account/2fa/authenticate/", "/desk/account/2fa/reauthenticate/"
ASK, ASK_NEW = "/desk/account/2fa/passkeys/ask/", "/desk/account/2fa/passkeys/new/ask/"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.BASE_URL = HUB


@pytest.fixture
def sure(desk: Client) -> Client:
    """Olive's browser, where she has given her password once more."""
    desk.post("/desk/account/reauthenticate/", {"password": PASSWORD})
    return desk


@pytest.fixture
def phone(sure: Client) -> Device:
    """A phone that has a passkey of Olive's."""
    device = Device()
    assert add(sure, device).headers["Location"] == MINE
    return device


def add(browser: Client, device: Device, name: str = "My phone") -> Any:
    asked = browser.post(ASK_NEW).json()
    return browser.post(NEW, {"name": name, "credential": device.make(asked)})


def give_password(name: str = "olive") -> Client:
    """Returns a new browser in which somebody has given name and password."""
    browser = Client()
    browser.post("/desk/account/login/", {"login": name, "password": PASSWORD})
    return browser


def show(browser: Client, device: Device) -> str:
    """Shows a passkey; returns what the browser reads on the page that follows."""
    asked = browser.post(ASK).json()
    return send(browser, device.show(asked))


def send(browser: Client, answer: str) -> str:
    return browser.post(CODE, {"credential": answer}, follow=True).content.decode()


def is_in(browser: Client) -> bool:
    return bool(browser.get("/desk/").status_code == 200)


def history(user: User) -> list[str]:
    return [one.change_message for one in LogEntry.objects.filter(object_id=str(user.pk))]


def test_a_passkey_is_added_and_shown_in_place_of_a_code(olive: User, phone: Device) -> None:
    browser = give_password()
    assert not is_in(browser)
    assert "Use your passkey, or type a code" in browser.get(CODE).content.decode()

    show(browser, phone)

    assert is_in(browser)
    listed = browser.get(MINE).content.decode()
    assert "My phone" in listed
    assert "Last used on" in listed
    assert "no longer works" not in listed
    assert history(olive) == ["Added a passkey: My phone."]


def test_a_code_opens_the_desk_as_before(phone: Device) -> None:
    browser = give_password()
    with time_machine.travel(now() + timedelta(minutes=2)):
        browser.post(CODE, {"code": code()})
        assert is_in(browser)


def test_several_have_names_and_are_renamed_and_removed_one_by_one(
    sure: Client, olive: User, phone: Device
) -> None:
    key = Device()
    add(sure, key, "A key on my ring")
    first, second = Authenticator.objects.filter(user=olive, type="webauthn").order_by("pk")
    sure.post(f"/desk/account/2fa/passkeys/{first.pk}/", {"name": "Old phone"})
    listed = sure.get(MINE).content.decode()
    assert "Old phone" in listed
    assert "A key on my ring" in listed

    sure.post(f"/desk/account/2fa/passkeys/{first.pk}/remove/")

    assert list(Authenticator.objects.filter(user=olive, type="webauthn")) == [second]
    assert "could not be checked" in show(give_password(), phone)
    browser = give_password()
    show(browser, key)
    assert is_in(browser)
    assert history(olive)[:2] == [
        "Removed a passkey: Old phone.",
        "Renamed a passkey: My phone is Old phone now.",
    ]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://hub.example", "https://[::1]"]
)
def test_before_the_hub_has_an_address_for_it_the_page_says_why_and_where(
    address: str, sure: Client, settings: Settings
) -> None:
    settings.BASE_URL = address
    for page in (MINE, NEW):
        said = sure.get(page).content.decode()
        assert "UPSTANDER_BASE_URL" in said
        assert address in said
        assert "data-passkey" not in said
    assert 'href="/desk/account/2fa/passkeys/new/"' not in sure.get(MINE).content.decode()
    assert sure.post(ASK_NEW).status_code == 404
    assert sure.post(NEW, {"name": "x", "credential": "{}"}).status_code == 404


@pytest.mark.parametrize(
    ("base", "origin", "name"),
    [
        ("https://hub.example", "https://hub.example", "hub.example"),
        ("https://Hub.Example:443/ours", "https://hub.example", "hub.example"),
        ("https://hub.example:8443", "https://hub.example:8443", "hub.example"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
        ("http://hub.localhost", "http://hub.localhost", "hub.localhost"),
    ],
)
def test_what_a_passkey_is_made_for(base: str, origin: str, name: str, settings: Settings) -> None:
    settings.BASE_URL = base
    assert webauthn.address() == webauthn.Address(origin, name)


@pytest.mark.parametrize(
    "base", ["https://", "https://hub:port", "ftp://hub.example", "hub.example"]
)
def test_what_is_no_address_for_one(base: str, settings: Settings) -> None:
    settings.BASE_URL = base
    assert webauthn.address() is None


def test_when_the_hub_moves_its_passkeys_are_said_not_to_work_and_codes_do(
    olive: User, phone: Device, settings: Settings
) -> None:
    settings.BASE_URL = "https://new.example"
    browser = give_password()
    asked = browser.get(CODE).content.decode()
    assert "Your passkey no longer works." in asked
    assert "It was made at https://hub.example. This hub is at https://new.example now" in asked
    assert "data-passkey" not in asked
    assert "could not be checked" in show(browser, phone)
    with time_machine.travel(now() + timedelta(minutes=2)):
        browser.post(CODE, {"code": code()})
        listed = browser.get(MINE).content.decode()
    assert "This passkey no longer works." in listed
    assert "It was made at https://hub.example." in listed

    settings.BASE_URL = HUB
    back = give_password()
    show(back, phone)
    assert is_in(back)


REFUSED = {
    "another port": Device(origin="https://hub.example:8443"),
    "a name below": Device(origin="https://evil.hub.example"),
    "without https": Device(origin="http://hub.example"),
    "no origin": Device(origin=5),  # type: ignore[arg-type]
    "another name": Device(name="evil.example"),
    "nobody verified": Device(flags=PRESENT),
}


@pytest.mark.parametrize("device", REFUSED.values(), ids=REFUSED)
def test_none_is_added_for_another_address_or_by_whom_the_device_did_not_verify(
    device: Device, sure: Client, olive: User
) -> None:
    page = add(sure, device)
    assert page.status_code == 422
    assert "could not be checked" in page.content.decode()
    assert not Authenticator.objects.filter(user=olive, type="webauthn").exists()


@pytest.mark.parametrize("device", REFUSED.values(), ids=REFUSED)
def test_none_is_taken_for_another_address_or_by_whom_the_device_did_not_verify(
    device: Device, phone: Device
) -> None:
    phone.origin, phone.name, phone.flags = device.origin, device.name, device.flags
    browser = give_password()
    assert "could not be checked" in show(browser, phone)
    assert not is_in(browser)


def test_a_challenge_is_answered_once(sure: Client, phone: Device) -> None:
    browser = give_password()
    answer = phone.show(browser.post(ASK).json())
    wrong = json.dumps({**json.loads(answer), "response": {}})
    assert "could not be checked" in send(browser, wrong)
    assert "could not be checked" in send(browser, answer), "a wrong answer uses it up, too"
    right = phone.show(browser.post(ASK).json())
    send(browser, right)
    assert is_in(browser)
    browser.post("/desk/account/logout/")
    assert "could not be checked" in send(give_password(), right)

    asked = sure.post(ASK_NEW).json()
    for expected in (302, 422):
        again = Device().make(asked)
        assert sure.post(NEW, {"name": "x", "credential": again}).status_code == expected


def test_a_challenge_is_answered_soon_and_in_the_browser_that_was_asked(phone: Device) -> None:
    browser = give_password()
    answer = phone.show(browser.post(ASK).json())
    assert "could not be checked" in send(give_password(), answer)
    with time_machine.travel(now() + webauthn.GOOD_FOR + timedelta(seconds=1)):
        assert "more than five minutes" in send(browser, answer)
    assert not is_in(browser)


def test_one_of_somebody_else_is_refused(phone: Device, newton: User) -> None:
    other = Device()
    session = SessionStore()
    made = other.make(webauthn.ask_new(session, newton, known=[]))
    credential = webauthn.take_new(session, made, known=[])
    operations.add_passkey(name="Newton’s", credential=credential, by=newton)

    browser = give_password()
    assert "could not be checked" in show(browser, other)
    assert not is_in(browser)
    browser = give_password("newton")
    assert "could not be checked" in show(browser, phone)
    show(browser, other)
    assert browser.get("/desk/").headers["Location"] == "/desk/account/2fa/totp/activate/"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
)
NESTED = "[" * 20_000


def changed(answer: str, data: st.DataObject) -> str:
    """Returns an answer of a device in which one part is something else."""
    whole = json.loads(answer)
    part = data.draw(st.sampled_from(sorted(whole["response"])))
    if data.draw(st.booleans()):
        place = data.draw(st.sampled_from([whole, whole["response"]]))
        place[data.draw(st.sampled_from(sorted(place)))] = data.draw(JSON)
        return json.dumps(whole)
    said = bytearray(websafe_decode(whole["response"][part]))
    at = data.draw(st.integers(0, len(said)))
    said[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    whole["response"][part] = websafe_encode(bytes(said))
    return json.dumps(whole)


def test_whatever_a_browser_answers_is_taken_or_refused(hub: Hub) -> None:
    device, session = Device(), SessionStore()
    made = device.make(webauthn.ask_new(session, User(pk=1, username="olive"), known=[]))
    asked_new = session[webauthn.CHALLENGE]
    key = webauthn.read(webauthn.take_new(session, made, known=[])).key
    shown = device.show(webauthn.ask(session, known=[key]))
    asked = session[webauthn.CHALLENGE]

    @examples(max_examples=50)
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        session[webauthn.CHALLENGE] = asked_new
        with suppress(ValidationError):
            webauthn.take_new(session, changed(made, data), known=[])
        session[webauthn.CHALLENGE] = asked
        with suppress(ValidationError):
            assert webauthn.take(session, changed(shown, data), known=[key]).id == device.id

    holds()


@pytest.mark.parametrize("answer", ["", "null", "5", "[]", "{}", NESTED, "\ud800", '{"rawId": 5}'])
def test_what_is_no_answer_at_all_is_refused(answer: str, hub: Hub) -> None:
    session = SessionStore()
    webauthn.ask(session, known=[])
    with pytest.raises(ValidationError):
        webauthn.take(session, answer, known=[])
    webauthn.ask_new(session, User(pk=1, username="olive"), known=[])
    with pytest.raises(ValidationError):
        webauthn.take_new(session, answer, known=[])


def test_a_key_of_a_kind_that_cannot_be_checked_is_not_added(sure: Client) -> None:
    page = add(sure, Device(algorithm=-65000))
    assert "of a kind that cannot be checked here" in page.content.decode()


def test_nobody_is_asked_for_one_before_a_password(phone: Device) -> None:
    visitor = Client()
    assert visitor.post(ASK).status_code == 403
    assert visitor.post(CODE, {"credential": "{}"}).headers["Location"] == "/desk/account/login/"


def test_a_counter_that_goes_back_tells_of_a_copy(olive: User, phone: Device) -> None:
    copied = Device(id=phone.id, private=phone.private, counter=0)
    for _time in range(2):
        browser = give_password()
        show(browser, phone)
        assert is_in(browser)

    browser = give_password()
    assert "“My phone” may have been copied" in show(browser, copied)
    assert not is_in(browser)
    assert history(olive)[0] == "Refused a passkey that may have been copied: My phone."


def test_a_device_that_does_not_count_opens_the_desk_each_time(sure: Client) -> None:
    device = Device(counter=None)
    add(sure, device)
    for _time in range(2):
        browser = give_password()
        show(browser, device)
        assert is_in(browser)


def test_wrong_passkeys_and_wrong_codes_wait_together(phone: Device) -> None:
    browser = give_password()
    for _attempt in range(3):
        assert "could not be checked" in send(browser, "{}")
    for _attempt in range(2):
        browser.post(CODE, {"code": "000000"})
    assert "Too many" in show(browser, phone)
    assert not is_in(browser)


def test_one_that_is_known_is_not_added_twice(sure: Client, phone: Device) -> None:
    asked = sure.post(ASK_NEW).json()
    assert len(asked["publicKey"]["excludeCredentials"]) == 1
    page = sure.post(NEW, {"name": "x", "credential": phone.make(asked)})
    assert "You have added this passkey before." in page.content.decode()


def test_adding_and_removing_ask_for_the_password_once_more(olive: User, phone: Device) -> None:
    browser = give_password()
    show(browser, phone)
    one = Authenticator.objects.get(user=olive, type="webauthn")
    for answer in (
        browser.get(NEW),
        browser.post(f"/desk/account/2fa/passkeys/{one.pk}/remove/"),
    ):
        assert answer.headers["Location"].startswith("/desk/account/reauthenticate/?next=")
    assert Authenticator.objects.filter(pk=one.pk).exists()


def test_a_passkey_also_answers_when_the_desk_asks_again(phone: Device) -> None:
    browser = give_password()
    show(browser, phone)
    page = browser.get(f"{AGAIN}?next={NEW}").content.decode()
    assert "Use your passkey, or type a code" in page
    answer = {"credential": phone.show(browser.post(ASK).json())}
    assert browser.post(f"{AGAIN}?next={NEW}", answer).headers["Location"] == NEW
    assert browser.get(NEW).status_code == 200
    wrong = browser.post(f"{AGAIN}?next={NEW}", answer)
    assert wrong.headers["Location"] == f"{AGAIN}?next={NEW}"


def test_sessions_that_a_passkey_opened_ask_for_a_code_once_it_is_removed(
    sure: Client, olive: User, phone: Device
) -> None:
    laptop = give_password()
    show(laptop, phone)
    assert is_in(laptop)
    one = Authenticator.objects.get(user=olive, type="webauthn")
    sure.post(f"/desk/account/2fa/passkeys/{one.pk}/remove/")
    assert laptop.get("/desk/").headers["Location"].startswith(AGAIN)
    assert is_in(sure)


def test_without_the_app_a_passkey_leads_to_connecting_one_and_cannot_be_removed(
    sure: Client, olive: User, phone: Device
) -> None:
    said = sure.get("/desk/account/2fa/totp/deactivate/").content.decode()
    assert "you sign in with a passkey or a recovery code" in said
    thief = give_password()
    sure.post("/desk/account/2fa/totp/deactivate/")
    activate = "/desk/account/2fa/totp/activate/"
    assert sure.get("/desk/").headers["Location"] == activate
    one = Authenticator.objects.get(user=olive, type="webauthn")
    remove = f"/desk/account/2fa/passkeys/{one.pk}/remove/"
    assert sure.post(remove).headers["Location"] == activate
    assert Authenticator.objects.filter(pk=one.pk).exists()
    assert thief.get(activate).headers["Location"].startswith("/desk/account/login/")

    browser = give_password()
    assert browser.get("/desk/").headers["Location"].startswith("/desk/account/login/")
    show(browser, phone)
    assert browser.get("/desk/").headers["Location"] == activate


def test_the_app_stays_where_nothing_else_could_be_shown(
    sure: Client, olive: User, phone: Device, settings: Settings
) -> None:
    settings.BASE_URL = "https://new.example"
    deactivate = "/desk/account/2fa/totp/deactivate/"
    page = sure.post(deactivate).content.decode()
    assert "Remove your passkeys first" in page
    assert Authenticator.objects.filter(user=olive, type="totp").exists()

    sure.post("/desk/account/2fa/recovery-codes/generate/")
    assert "sign in with a recovery code" in sure.get(deactivate).content.decode()
    sure.post(deactivate)
    assert not Authenticator.objects.filter(user=olive, type="totp").exists()


def test_nobody_reaches_a_passkey_of_somebody_else(
    sure: Client, phone: Device, newton: User
) -> None:
    other = Authenticator.objects.create(
        user=newton,
        type="webauthn",
        data=Authenticator.objects.get(type="webauthn").data,
    )
    page = f"/desk/account/2fa/passkeys/{other.pk}/"
    assert sure.get(page).status_code == 404
    assert sure.post(page, {"name": "mine"}).status_code == 404
    assert sure.post(f"{page}remove/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_another_organizer_sees_and_deletes_it_in_the_admin(sure: Client, phone: Device) -> None:
    listed = sure.get("/desk/admin/mfa/authenticator/").content.decode()
    assert "My phone" in listed
    one = Authenticator.objects.get(type="webauthn")
    sure.post(f"/desk/admin/mfa/authenticator/{one.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(type="webauthn").exists()
    assert "could not be checked" in show(give_password(), phone)


def test_the_page_is_spanish_where_the_organizer_is(sure: Client, settings: Settings) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    page = sure.get(MINE, headers={"accept-language": "es"}).content.decode()
    assert "Podrá agregar una llave de acceso cuando este sitio tenga" in page
