"""Who gets to the desk, and who does not."""

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import GenericIPAddressField
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.timezone import now

from tests.desk.signing_in import PASSWORD, SECRET, code
from upstander.desk import throttle as throttling
from upstander.desk.access import OPEN
from upstander.desk.operations import forget_old_sessions
from upstander.desk.sealing import seal
from upstander.desk.throttle import FOR_A_NAME, FOR_A_NETWORK, counters, throttle

ACTIVATE = "/desk/account/2fa/totp/activate/"


def sign_in(client: Client, name: str) -> str:
    """Gives name and password; returns where that leads."""
    answer = client.post("/desk/account/login/", {"login": name, "password": PASSWORD})
    return answer.headers["Location"]


def views_of_the_desk() -> set[str]:
    """Returns the name of each view below /desk/."""

    def below(patterns: list[URLPattern | URLResolver], prefix: str) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found.add(f"{prefix}{pattern.name}")
            else:
                namespace = f"{pattern.namespace}:" if pattern.namespace else ""
                found |= below(pattern.url_patterns, f"{prefix}{namespace}")
        return found

    (desk,) = [one for one in get_resolver().url_patterns if str(one.pattern) == "desk/"]
    assert isinstance(desk, URLResolver)
    return below(desk.url_patterns, "")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/hub/",
        "/desk/suggestions/",
        "/desk/preview/",
        "/desk/preview/learn/",
        "/desk/admin/",
        "/desk/admin/login/",
        "/desk/admin/learn/claim/",
        "/desk/admin/suggestions/suggestion/",
        "/desk/account/2fa/",
        "/desk/account/2fa/recovery-codes/",
        "/desk/account/password/",
    ],
)
def test_a_visitor_and_an_organizer_with_a_password_alone_are_sent_elsewhere(
    path: str, client: Client, newton: User
) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/desk/account/login/?next=%2Fdesk%2F")

    sign_in(client, "newton")
    assert client.get(path).headers["Location"] == ACTIVATE


@pytest.mark.parametrize("path", ["/desk/publish/", "/desk/hub/", "/desk/suggestions/1/accept/"])
def test_no_form_of_the_desk_is_taken_from_them_either(
    path: str, client: Client, newton: User
) -> None:
    assert client.post(path).headers["Location"] == "/desk/account/login/?next=%2Fdesk%2F"
    sign_in(client, "newton")
    assert client.post(path).headers["Location"] == ACTIVATE


def test_the_views_open_to_all_are_these_and_each_exists() -> None:
    there = views_of_the_desk()

    assert there >= OPEN
    assert {"account_signup", "account_email", "account_reset_password"}.isdisjoint(there)
    assert {"desk:home", "admin:index", "mfa_index", "mfa_download_recovery_codes"} <= there - OPEN


def test_somebody_who_is_no_organizer_is_refused(client: Client, vic: User) -> None:
    sign_in(client, "vic")

    for path in ("/desk/", "/desk/admin/", "/desk/preview/", ACTIVATE):
        assert client.get(path).status_code == 403, path
    assert client.post("/desk/account/logout/").status_code == 302


def test_an_organizer_signs_in_with_password_and_code(client: Client, olive: User) -> None:
    assert sign_in(client, "olive") == "/desk/account/2fa/authenticate/"
    assert client.get("/desk/").status_code == 302

    wrong = client.post("/desk/account/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right." in wrong.content.decode()
    assert client.get("/desk/").status_code == 302

    client.post("/desk/account/2fa/authenticate/", {"code": code()})
    for path in ("/desk/", "/desk/admin/", "/desk/admin/learn/claim/", "/desk/account/2fa/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_desk_and_shows_recovery_codes(
    client: Client, newton: User
) -> None:
    assert sign_in(client, "newton") == "/desk/"
    page = client.get(ACTIVATE)
    assert "data:image/svg+xml;base64," in page.content.decode()

    answer = client.post(ACTIVATE, {"code": code(page.context["form"].secret)})

    codes = client.get(answer.headers["Location"])
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/desk/").status_code == 200


def test_a_session_from_before_the_app_was_set_up_must_show_a_code(
    client: Client, newton: User
) -> None:
    thief = Client()
    sign_in(thief, "newton")
    Authenticator.objects.create(user=newton, type="totp", data={"secret": seal(SECRET)})

    answer = thief.get("/desk/admin/")
    assert answer.headers["Location"] == "/desk/account/2fa/reauthenticate/?next=%2Fdesk%2Fadmin%2F"
    assert thief.get(ACTIVATE).status_code == 302
    thief.post("/desk/account/reauthenticate/", {"password": PASSWORD})
    assert thief.get("/desk/").status_code == 302

    thief.post("/desk/account/2fa/reauthenticate/", {"code": code()})
    assert thief.get("/desk/").status_code == 200


def test_without_the_app_the_desk_closes_again(desk: Client, olive: User) -> None:
    Authenticator.objects.filter(user=olive).delete()

    assert desk.get("/desk/").headers["Location"] == ACTIVATE


HERE, THERE = "198.51.100.7", "203.0.113.9"
WRONG, RIGHT = "not the password", PASSWORD


def attempt(client: Client, password: str, *, address: str = HERE, name: str = "olive") -> str:
    """Tries to sign in; returns the page, or where it leads."""
    asked = {"login": name, "password": password}
    answer = client.post("/desk/account/login/", asked, REMOTE_ADDR=address)
    return answer.headers.get("Location") or answer.content.decode()


def test_after_five_wrong_passwords_the_next_try_has_to_wait_longer_and_longer(
    client: Client, olive: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(throttling, "monotonic", lambda: now[0])
    for _attempt in range(FOR_A_NAME):
        assert "do not belong together" in attempt(client, WRONG)
    for wait in (5, 10, 20):
        assert f"Try again in {wait} seconds" in attempt(client, RIGHT)
        now[0] += wait
        assert "do not belong together" in attempt(client, WRONG)
    now[0] += 40
    assert attempt(client, RIGHT) == "/desk/account/2fa/authenticate/"


def test_a_strangers_wrong_passwords_do_not_keep_an_organizer_out(
    client: Client, olive: User
) -> None:
    for _attempt in range(50):
        attempt(Client(), WRONG, address=THERE)
    assert "Too many tries" in attempt(Client(), RIGHT, address="203.0.113.200")
    assert attempt(client, RIGHT) == "/desk/account/2fa/authenticate/"


def test_a_known_device_gets_in_from_a_network_that_is_full_of_guesses(
    desk: Client, olive: User
) -> None:
    cookie = desk.cookies["desk-known"]
    assert cookie["path"] == "/desk/"
    assert cookie["httponly"]
    assert olive.get_username() not in cookie.value
    for name in ("olive", *(f"name{number}" for number in range(40))):
        for _attempt in range(2):
            attempt(Client(), WRONG, name=name)
    desk.post("/desk/account/logout/")
    assert "Too many tries" in attempt(Client(), RIGHT, name="newton")
    assert attempt(desk, RIGHT) == "/desk/account/2fa/authenticate/"


def test_a_known_device_has_no_endless_tries_and_none_after_a_new_password(
    desk: Client, olive: User
) -> None:
    desk.post("/desk/account/logout/")
    for _attempt in range(FOR_A_NAME):
        attempt(desk, WRONG)
    assert "Too many tries" in attempt(desk, RIGHT)
    olive.set_password("four other words entirely")
    olive.save()
    assert attempt(desk, "four other words entirely").startswith("/desk/account/2fa/")
    assert "desk-known" in desk.cookies


def test_a_right_password_does_not_wipe_out_a_networks_other_guesses(
    client: Client, olive: User, newton: User
) -> None:
    for number in range(FOR_A_NETWORK - 1):
        attempt(Client(), WRONG, name=f"name{number}")
        attempt(Client(), RIGHT, name="newton")
    assert "do not belong together" in attempt(Client(), WRONG, name="another")
    assert "Too many tries" in attempt(Client(), WRONG, name="yet-another")


def test_counters_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "MOST", 10)
    for number in range(50):
        throttle.begin(counters(name=f"name{number}", address=f"10.0.{number}.1", device=None))
    assert len(throttle._tries) == 10


def test_cookies_stay_below_the_desk(desk: Client) -> None:
    desk.get("/desk/hub/")

    assert set(desk.cookies) == {"desk", "desk-csrf", "desk-known"}
    assert {cookie["path"] for cookie in desk.cookies.values()} == {"/desk/"}


def test_no_table_has_a_column_for_an_internet_address_or_a_browser() -> None:
    columns = [field for model in apps.get_models() for field in model._meta.get_fields()]

    assert not [field for field in columns if isinstance(field, GenericIPAddressField)]
    assert {field.name for field in columns}.isdisjoint({"ip", "ip_address", "user_agent"})


def test_pages_of_the_desk_are_not_kept(desk: Client) -> None:
    for path in ("/desk/", "/desk/preview/learn/", "/desk/admin/"):
        assert desk.get(path).headers["Cache-Control"] == "no-store", path


def test_second_factors_are_listed_without_their_secrets(desk: Client, olive: User) -> None:
    listed = desk.get("/desk/admin/mfa/authenticator/").content.decode()
    one = Authenticator.objects.get(user=olive)
    shown = desk.get(f"/desk/admin/mfa/authenticator/{one.pk}/change/").content.decode()

    assert "olive" in listed
    assert one.data["secret"] not in listed + shown


def test_a_form_without_its_token_gets_a_page_that_says_what_to_do(olive: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/desk/account/login/", {"login": "olive", "password": PASSWORD})

    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
    assert "cargue la página de nuevo" in answer.content.decode()


def test_sessions_that_are_over_go_with_the_days_work(desk: Client) -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=now())
    assert forget_old_sessions(now().date()) == 1
    assert desk.get("/desk/").status_code == 200
