"""What organizers may write as an ask."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.give.conftest import WriteAsk
from upstander.give.models import Ask
from upstander.hub.models import Redirect
from upstander.hub.operations import rename


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 0),
        ("needed", 0),
        ("skills", ["juggling"]),
        ("skills", "driving"),
        ("languages", ["fr"]),
        ("kind", "dance"),
        ("leads_to", "https://elsewhere.example/"),
        ("leads_to", "/give/"),
        ("leads_to", "give"),
        ("leads_to", "give/\n"),
        ("slug", "match"),
        ("confirmed_on", date(2026, 1, 1)),
    ],
)
def test_an_ask_that_is_not_sound_is_refused_by_field(
    write: WriteAsk, field: str, value: object
) -> None:
    fields: dict[str, object] = {"slug": "read", field: value}
    with pytest.raises(ValidationError) as refused:
        write(**fields)

    assert list(refused.value.message_dict) == [field]
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    "address", ["give/", "officials/campaigns/families/", "learn/water/#claims", "elections/"]
)
def test_an_ask_may_lead_to_any_page_of_the_site(write: WriteAsk, address: str) -> None:
    assert write("read", leads_to=address).leads_to == address


def test_a_renamed_ask_leads_on_from_its_old_address(write: WriteAsk) -> None:
    rename(write("read"), slug="read-one", by=None)

    assert list(Redirect.objects.values_list("old", "new")) == [("give/read/", "give/read-one/")]
