"""The one-time address that lets the first organizer in."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils.timezone import now

from tests.desk.signing_in import PASSWORD
from upstander.desk import operations
from upstander.desk.models import Invitation

pytestmark = pytest.mark.django_db

ANA = {"username": "Ana", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def address() -> str:
    made = operations.first_run_address()
    assert made
    return made


def test_it_makes_an_organizer_and_leads_to_the_second_factor(client: Client, address: str) -> None:
    answer = client.post(address, ANA)

    ana = User.objects.get()
    assert (ana.username, ana.is_staff, ana.is_superuser) == ("ana", True, True)
    assert ana.check_password(PASSWORD)
    assert answer.headers["Location"] == "/desk/account/2fa/totp/activate/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_looking_at_it_changes_nothing(client: Client, address: str) -> None:
    for _look in range(3):
        assert client.get(address).status_code == 200

    assert not User.objects.exists()
    assert Invitation.objects.count() == 1


def test_it_works_once(client: Client, address: str) -> None:
    client.post(address, ANA)

    again = Client().post(address, ANA | {"username": "mallory"})
    assert again.status_code == 404
    assert "This address is closed" in again.content.decode()
    assert User.objects.count() == 1


def test_it_is_closed_after_a_day(client: Client, address: str) -> None:
    with time_machine.travel(now() + timedelta(hours=25)):
        assert client.get(address).status_code == 404
        assert client.post(address, ANA).status_code == 404

    assert not User.objects.exists()


def test_a_newer_address_closes_the_older(client: Client, address: str) -> None:
    newer = operations.first_run_address()

    assert client.get(address).status_code == 404
    assert newer
    assert client.get(newer).status_code == 200


def test_there_is_none_once_there_is_an_organizer(
    client: Client, address: str, olive: User
) -> None:
    assert client.get(address).status_code == 404
    assert operations.first_run_address() is None
    assert not Invitation.objects.exists()


def test_no_guess_opens_it(client: Client, address: str) -> None:
    assert client.get("/desk/first/guess/").status_code == 404
    hashed = Invitation.objects.get().token_hash
    assert hashed not in address
    assert client.get(f"/desk/first/{hashed}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": ""}, "This field is required."),
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password2": "another long password"}, "match"),
        ({"password1": "1qazxsw23edc", "password2": "1qazxsw23edc"}, "too common"),
    ],
)
def test_a_name_or_password_that_will_not_do_uses_nothing_up(
    client: Client, address: str, changed: dict[str, str], said: str
) -> None:
    answer = client.post(address, ANA | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.exists()
    assert client.get(address).status_code == 200
