"""What becomes of a suggestion."""

from datetime import date, timedelta
from typing import Any, get_type_hints

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from upstander.groups.operations import SuggestedGroup
from upstander.hub import registry
from upstander.learn.models import Claim, Correction
from upstander.suggestions import operations
from upstander.suggestions.forms import FORMS
from upstander.suggestions.models import Suggestion
from upstander.upkeep.due import run_due


def test_an_accepted_correction_reaches_the_claim(
    claim: Claim, correction: Suggestion, olive: User
) -> None:
    address = operations.accept(correction, by=olive)

    claim.refresh_from_db()
    recorded = Correction.objects.get(claim=claim)
    assert recorded.right == "The city laid them in 1951."
    assert recorded.source.url == "https://city.example/1951"
    assert claim.standing == Claim.Standing.CORRECTED
    assert address == f"/desk/admin/learn/claim/{claim.pk}/change/"
    correction.refresh_from_db()
    assert (correction.status, correction.decided_by) == ("accepted", olive)


def test_a_kind_goes_to_the_room_that_takes_it(
    group: Suggestion, tenants: dict[str, str], olive: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[SuggestedGroup] = []

    def take(fields: SuggestedGroup, *, by: User) -> str:
        taken.append(fields)
        return "/desk/admin/somewhere/"

    monkeypatch.setitem(registry._taken, "group", registry.Taken(SuggestedGroup, take))

    assert operations.accept(group, by=olive) == "/desk/admin/somewhere/"
    assert taken == [tenants | {"language": group.language}]


@pytest.mark.parametrize("fields", [{"name": "Elm"}, {"email": "ana@example.org"}, {"url": 3}])
def test_what_another_version_wrote_keeps_waiting(
    group: Suggestion, tenants: dict[str, str], olive: User, fields: dict[str, Any]
) -> None:
    written = fields if "name" in fields else tenants | fields
    Suggestion.objects.filter(pk=group.pk).update(fields=written)

    with pytest.raises(ValidationError, match="Another version of this software"):
        operations.accept(group, by=olive)

    group.refresh_from_db()
    assert group.is_waiting


@pytest.mark.parametrize("kind", Suggestion.Kind.values)
def test_every_kind_has_a_room_that_takes_just_what_its_form_yields(kind: str) -> None:
    asked = [name for name in FORMS[kind].base_fields if name != "nickname"]

    assert [*asked, "language"] == list(registry.suggested(kind))
    assert {*get_type_hints(registry._taken[kind].payload).values()} == {str}


def test_no_room_takes_what_nobody_can_suggest() -> None:
    assert set(registry._taken) == set(FORMS) == set(Suggestion.Kind.values)


def test_nobody_but_organizers_decides(group: Suggestion, vic: User) -> None:
    for decide in (operations.accept, operations.reject):
        with pytest.raises(PermissionDenied):
            decide(group, by=vic)

    group.refresh_from_db()
    assert group.is_waiting


def test_a_correction_of_a_claim_that_is_gone_keeps_waiting(
    claim: Claim, correction: Suggestion, olive: User
) -> None:
    claim.citations.all().delete()
    claim.delete()

    with pytest.raises(ValidationError, match="no longer here"):
        operations.accept(correction, by=olive)

    correction.refresh_from_db()
    assert correction.is_waiting
    assert not Correction.objects.exists()


def test_what_is_decided_stays_decided(correction: Suggestion, olive: User) -> None:
    operations.reject(correction, by=olive)

    with pytest.raises(ValidationError, match="already"):
        operations.accept(correction, by=olive)

    assert not Correction.objects.exists()


def test_a_rejected_suggestion_is_gone_a_week_later(group: Suggestion, olive: User) -> None:
    operations.reject(group, by=olive)
    group.refresh_from_db()
    assert group.decided_on

    assert run_due(group.decided_on + timedelta(days=6))["suggestions"] == 0
    assert run_due(group.decided_on + timedelta(days=7))["suggestions"] == 1
    assert not Suggestion.objects.exists()


def test_what_waits_or_was_accepted_is_not_deleted(
    group: Suggestion, correction: Suggestion, olive: User
) -> None:
    operations.accept(correction, by=olive)

    assert operations.delete_rejected(date(2099, 1, 1)) == 0
    assert Suggestion.objects.count() == 2


def test_the_same_words_twice_wait_once(group: Suggestion, tenants: dict[str, str]) -> None:
    again = operations.receive(kind="group", fields=tenants, language="en")

    assert again == group
    assert Suggestion.objects.count() == 1


@pytest.mark.parametrize("limit", ["MOST_WAITING", "MOST_A_DAY"])
def test_a_flood_stops_at_the_limit(
    db: None, tenants: dict[str, str], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(operations, limit, 3)
    for number in range(3):
        fields = tenants | {"name": f"No. {number}"}
        operations.receive(kind="group", fields=fields, language="en")

    with pytest.raises(operations.TooManyWaiting):
        operations.receive(kind="group", fields=tenants | {"name": "No. 3"}, language="en")

    assert Suggestion.objects.count() == 3


def test_fields_that_do_not_belong_to_the_kind_are_refused(
    db: None, tenants: dict[str, str]
) -> None:
    for fields in ({**tenants, "email": "ana@example.org"}, {"name": "Elm"}, {**tenants, "url": 3}):
        with pytest.raises(ValidationError, match="name, url, place, description"):
            operations.receive(kind="group", fields=fields, language="en")


def test_an_address_that_is_not_of_the_web_is_refused(db: None, tenants: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Give a web address"):
        fields = tenants | {"url": "javascript:alert(1)"}
        operations.receive(kind="group", fields=fields, language="en")


def test_the_database_knows_no_decision_without_its_day(group: Suggestion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=group.pk).update(status="accepted")


def test_a_suggestion_has_no_column_for_who_sent_it() -> None:
    columns = {field.name for field in Suggestion._meta.get_fields()}

    assert columns == {
        "id",
        "kind",
        "fields",
        "language",
        "received_on",
        "status",
        "decided_on",
        "decided_by",
    }
