"""Numbers that are wrong or missing in the lists, and the right ones."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from tests.suggesting import brought
from upstander.officials.models import OfficeCorrection
from upstander.officials.queries import reports
from upstander.suggestions.models import Suggestion
from upstander.suggestions.operations import accept

pytestmark = pytest.mark.django_db

NUNN = "us-house-ia-3"
WRONG = {"kind": "number", "office": NUNN, "phone": "202-225-5476"}
SEND = "/en/suggestions/send/"


def test_a_number_may_be_known_to_be_wrong_only(client: Client, olive: User) -> None:
    client.post(SEND, brought(WRONG | {"right": "", "url": ""}))
    accept(Suggestion.objects.get(), by=olive)

    assert reports.notes()["numbers"][NUNN]["202-225-5476"]["right"] == ""


def test_a_number_may_be_missing_but_not_both(client: Client, olive: User) -> None:
    fields = WRONG | {"phone": "", "right": "", "url": ""}
    refused = client.post(SEND, fields)
    assert "Give the right number, or the wrong one, or both." in refused.content.decode()
    client.post(SEND, brought(fields | {"right": "202-225-0003"}))
    accept(Suggestion.objects.get(), by=olive)

    assert reports.notes()["numbers"][NUNN][""]["right"] == "202-225-0003"


def test_the_same_wrong_number_keeps_its_newest_correction(client: Client, olive: User) -> None:
    for right, phone in (("202-225-0001", WRONG["phone"]), ("202-225-0002", "(202) 225.5476")):
        client.post(SEND, brought(WRONG | {"right": right, "phone": phone, "url": ""}))
        accept(Suggestion.objects.get(status="waiting"), by=olive)

    assert OfficeCorrection.objects.get().right == "202-225-0002"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("office", "us-house-ia-99", "so that we know the office"),
        ("phone", "ring ring", "Write it as 202-555-0100"),
        ("right", "911", "Write it as 202-555-0100"),
        ("right", "call 202-225-0000", "Write it as 202-555-0100"),
        ("phone", "202-225-5476 or any other", "Write it as 202-555-0100"),
        ("url", "javascript:alert(1)", "Give a web address"),
    ],
)
def test_what_is_no_number_comes_back_with_what_to_do(
    client: Client, field: str, value: str, said: str
) -> None:
    answer = client.post(SEND, WRONG | {"right": "202-225-0000", "url": ""} | {field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Suggestion.objects.exists()


def test_the_database_takes_a_missing_address_of_a_number_only() -> None:
    number = Suggestion(kind="number", fields={**WRONG, "right": "", "url": ""}, language="en")
    del number.fields["kind"]
    number.clean()
    group = {"name": "Elm", "url": "", "place": "Ames", "description": "They test the water."}
    with pytest.raises(ValidationError):
        Suggestion(kind="group", fields=group, language="en").clean()
