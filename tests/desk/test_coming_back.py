"""An organizer without phone and codes, let back in from the machine."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import now
from typer.testing import CliRunner

from tests.desk.signing_in import PASSWORD, code
from upstander.cli import app
from upstander.desk import operations

NEW = {"password1": "four other words entirely", "password2": "four other words entirely"}


def recover(*names: str) -> str:
    """Returns the path that the command prints."""
    done = CliRunner().invoke(app, ["desk", "recover", *names])
    assert done.exit_code == 0, done.output
    return done.stdout.strip().removeprefix("http://127.0.0.1:8000")


def test_a_sole_organizer_comes_back_with_a_new_password_and_a_new_app(
    client: Client, olive: User
) -> None:
    address = recover()
    page = client.get(address).content.decode()
    assert "Welcome back, olive." in page
    assert Authenticator.objects.filter(user=olive).exists(), "looking changes nothing"

    answer = client.post(address, NEW)
    assert answer.headers["Location"] == "/desk/account/2fa/totp/activate/"
    assert not Authenticator.objects.filter(user=olive).exists()
    olive.refresh_from_db()
    assert olive.check_password(NEW["password1"])
    assert client.get("/desk/").headers["Location"] == "/desk/account/2fa/totp/activate/"
    form = client.get("/desk/account/2fa/totp/activate/").context["form"]
    client.post("/desk/account/2fa/totp/activate/", {"code": code(form.secret)})
    assert Authenticator.objects.filter(user=olive, type="totp").exists()


def test_passkeys_go_with_all_else_and_the_command_says_so(client: Client, olive: User) -> None:
    Authenticator.objects.create(user=olive, type="webauthn", data={"name": "A lost phone"})
    done = CliRunner().invoke(app, ["desk", "recover"])
    assert "takes away their app, recovery codes and passkeys" in done.stderr
    address = done.stdout.strip().removeprefix("http://127.0.0.1:8000")
    answer = client.post(address, NEW)
    assert answer.headers["Location"] == "/desk/account/2fa/totp/activate/"
    assert not Authenticator.objects.filter(user=olive).exists()


def test_it_ends_the_sessions_that_were_open(desk: Client, olive: User) -> None:
    assert desk.get("/desk/").status_code == 200
    Client().post(recover("olive"), NEW)
    assert desk.get("/desk/").headers["Location"].startswith("/desk/account/login/")


def test_it_stands_in_the_history_of_that_organizer(client: Client, olive: User) -> None:
    client.post(recover(), NEW)
    said = [entry.change_message for entry in LogEntry.objects.order_by("pk")]
    assert len(said) == 2
    assert "opened on the machine" in said[0]
    assert "Came back" in said[1]
    assert {entry.object_id for entry in LogEntry.objects.all()} == {str(olive.pk)}


def test_it_works_once_and_for_an_hour_and_a_newer_one_closes_it(
    client: Client, olive: User
) -> None:
    first = recover()
    second = recover()
    assert client.get(first).status_code == 404
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.post(second, NEW).status_code == 404
    assert Client().post(second, NEW).status_code == 302
    assert Client().post(second, NEW).status_code == 404


def test_a_restart_leaves_it_open(client: Client, olive: User) -> None:
    address = recover()
    assert operations.first_run_address() is None
    assert client.get(address).status_code == 200


def test_a_weak_password_changes_nothing(client: Client, olive: User) -> None:
    weak = {"password1": "password1234", "password2": "password1234"}
    assert client.post(recover(), weak).status_code == 422
    assert Authenticator.objects.filter(user=olive).exists()
    olive.refresh_from_db()
    assert olive.check_password(PASSWORD)


@pytest.mark.parametrize("names", [[], ["vic"], ["nobody"]])
def test_where_it_is_not_clear_for_whom_the_organizers_are_named(
    names: list[str], olive: User, newton: User, vic: User
) -> None:
    done = CliRunner().invoke(app, ["desk", "recover", *names])
    assert done.exit_code == 2
    assert "newton, olive" in done.stderr
    assert "vic," not in done.stderr
    assert done.stdout == ""
