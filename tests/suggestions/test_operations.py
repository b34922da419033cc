"""What becomes of a suggestion."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, get_type_hints

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.suggesting import opened, worked
from upstander.groups.operations import SuggestedGroup
from upstander.hub import registry
from upstander.learn.models import Claim, Correction
from upstander.suggestions import operations, queries, tokens
from upstander.suggestions.forms import FORMS
from upstander.suggestions.models import Allowance, Suggestion, Used
from upstander.suggestions.prices import Price
from upstander.suggestions.tokens import Token
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
    again = operations.receive(kind="group", fields=tenants, language="en", token=opened())

    assert again == group
    assert Suggestion.objects.count() == 1


def test_the_same_words_with_other_capitals_spaces_and_marks_wait_once(
    group: Suggestion, tenants: dict[str, str]
) -> None:
    louder = {name: f"  {value.upper()} !!" for name, value in tenants.items()}
    assert operations.receive(kind="group", fields=louder, language="es", token=opened()) == group


def suggest(
    tenants: dict[str, str],
    numbers: range,
    *,
    kind: str = "group",
    token: Callable[[], Token] = opened,
) -> int:
    """Suggests groups with these numbers until one is not taken; returns how many were."""
    for count, number in enumerate(numbers):
        fields = tenants | {"name": f"No. {number}"}
        try:
            operations.receive(kind=kind, fields=fields, language="en", token=token())
        except (operations.TooManyWaiting, operations.NotYet):
            return count
    return len(numbers)


def test_a_flood_stops_where_a_queue_is_full(
    db: None, tenants: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_WAITING", 3)
    assert suggest(tenants, range(5)) == 3
    assert Suggestion.objects.count() == 3


@pytest.mark.parametrize(
    ("seconds", "taken"), [(2, 0), (3, 12), (9, 12), (10, 16), (20, 20), (40, 24), (3600, 36)]
)
def test_twice_the_wait_takes_four_more_suggestions(
    db: None, tenants: dict[str, str], seconds: int, taken: int
) -> None:
    with time_machine.travel("2026-08-05T09:59Z", tick=False):
        assert suggest(tenants, range(100), token=partial(opened, seconds)) == taken


def test_work_is_taken_where_waiting_is_asked_for_and_twice_the_work_takes_four_more(
    db: None, tenants: dict[str, str]
) -> None:
    easy, harder = partial(worked, 8), partial(worked, 9)
    with time_machine.travel("2026-08-05T09:59Z", tick=False):
        assert suggest(tenants, range(100), token=partial(opened, 5)) == 12
        assert suggest(tenants, range(100, 103), token=easy) == 3
        assert queries.price_now("group") == Price(timedelta(seconds=10), 8)
        suggest(tenants, range(110, 111), token=harder)
        assert queries.price_now("group") == Price(timedelta(seconds=10), 9)
        suggest(tenants, range(120, 124), token=harder)
        assert queries.price_now("group") == Price(timedelta(seconds=10), 10)


def test_who_waits_and_who_works_take_nothing_from_each_other(
    db: None, tenants: dict[str, str]
) -> None:
    with time_machine.travel("2026-08-05T09:59Z", tick=False):
        assert suggest(tenants, range(100)) == 36
        assert queries.price_now("group") == Price(None, 8)
        assert suggest(tenants, range(100, 102), token=partial(worked, 8)) == 2
        Allowance.objects.filter(way="worked").update(left=0.5)
        assert queries.price_now("group") == Price(None, None)


def test_a_flood_leaves_something_for_each_hour_after(db: None, tenants: dict[str, str]) -> None:
    with time_machine.travel("2026-08-05T09:59Z", tick=False) as clock:
        assert suggest(tenants, range(100)) == 36
        clock.move_to("2026-08-05T10:01Z")
        assert suggest(tenants, range(100, 200)) == 2
        clock.move_to("2026-08-05T13:01Z")
        assert suggest(tenants, range(200, 300)) == 6
        clock.move_to("2026-08-09T13:01Z")
        assert suggest(tenants, range(300, 400)) == 36


def test_a_flood_of_one_kind_leaves_the_others_alone(
    db: None, tenants: dict[str, str], correction: Suggestion
) -> None:
    assert suggest(tenants, range(100)) == 36
    other = correction.fields | {"right": "The city laid them in 1952."}
    late = operations.receive(kind="correction", fields=other, language="en", token=opened(3))
    assert late != correction


def test_a_clock_that_goes_back_takes_nothing_away(db: None, tenants: dict[str, str]) -> None:
    with time_machine.travel("2026-08-05T09:59Z", tick=False) as clock:
        assert suggest(tenants, range(3)) == 3
        clock.move_to("2026-08-04T09:59Z")
        assert suggest(tenants, range(10, 100)) == 33


def test_a_token_is_good_once_and_what_is_kept_of_it_goes_with_it(
    db: None, tenants: dict[str, str]
) -> None:
    with time_machine.travel("2026-08-05T09:30Z", tick=False) as clock:
        token = opened(60)
        send = partial(operations.receive, kind="group", language="en", token=token)
        first = send(fields=tenants)
        assert send(fields=tenants) == first
        with pytest.raises(operations.UsedBefore):
            send(fields=tenants | {"name": "Oak"})
        assert token.text not in str(list(Used.objects.values()))
        clock.move_to("2026-08-05T15:59Z")
        assert run_due(date(2026, 8, 5))["suggestions"] == 0
        clock.move_to("2026-08-05T16:01Z")
        assert run_due(date(2026, 8, 5))["suggestions"] == 1
    assert tokens.read(token.text) is None


def test_a_token_that_came_too_soon_is_good_later(db: None, tenants: dict[str, str]) -> None:
    with time_machine.travel("2026-08-05T09:30Z", tick=False) as clock:
        send = partial(operations.receive, kind="group", fields=tenants, language="en")
        token = tokens.new()
        with pytest.raises(operations.NotYet) as early:
            send(token=token)
        assert early.value.after == timedelta(seconds=3)
        clock.shift(early.value.after)
        assert send(token=token).is_waiting


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: "9" + text,
        lambda text: text.replace(".", "", 1),
        lambda _text: "",
        lambda _text: "x.y:z",
    ],
)
def test_a_token_that_is_not_ours_is_none(change: Callable[[str], str]) -> None:
    text = opened().text
    assert tokens.read(text)
    assert tokens.read(change(text)) is None


def test_a_token_of_the_future_or_of_long_ago_is_none() -> None:
    assert tokens.read(opened(6 * 3600 - 5).text)
    assert tokens.read(opened(6 * 3600 + 5).text) is None
    assert tokens.read(opened(-60).text) is None


@pytest.mark.parametrize("nonce", ["", "-1", "1e3", "٣", "9" * 16, "12 "])
def test_what_is_no_number_is_no_work(nonce: str) -> None:
    brought = tokens.read(opened().text, nonce)
    assert brought
    assert brought.bits == 0


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        ({"url": "https://www.tenants.example/other"}, True),
        ({"url": "https://else.example/", "name": "Elm Street Tenants!"}, True),
        (
            {
                "url": "https://else.example/",
                "name": "Oak",
                "place": "Boone",
                "description": "Nothing in common whatsoever with those people.",
            },
            False,
        ),
    ],
)
def test_what_leads_to_one_site_or_says_much_the_same_is_alike(
    group: Suggestion, tenants: dict[str, str], other: dict[str, str], is_alike: bool
) -> None:
    second = operations.receive(kind="group", fields=tenants | other, language="en", token=opened())
    assert (second in queries.alike(group)) == is_alike
    assert group in queries.alike(group)


def test_many_are_rejected_together_but_none_that_is_decided(
    group: Suggestion, tenants: dict[str, str], olive: User, vic: User
) -> None:
    suggest(tenants, range(5))
    first = Suggestion.objects.exclude(pk=group.pk).earliest("pk")
    operations.reject(first, by=olive)
    with pytest.raises(PermissionDenied):
        operations.reject_all(Suggestion.objects.all(), by=vic)
    assert operations.reject_all(list(Suggestion.objects.exclude(pk=group.pk)), by=olive) == 4
    assert list(queries.waiting()) == [group]


def test_fields_that_do_not_belong_to_the_kind_are_refused(
    db: None, tenants: dict[str, str]
) -> None:
    for fields in ({**tenants, "email": "ana@example.org"}, {"name": "Elm"}, {**tenants, "url": 3}):
        with pytest.raises(ValidationError, match="name, url, place, description"):
            operations.receive(kind="group", fields=fields, language="en", token=opened())


def test_an_address_that_is_not_of_the_web_is_refused(db: None, tenants: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Give a web address"):
        fields = tenants | {"url": "javascript:alert(1)"}
        operations.receive(kind="group", fields=fields, language="en", token=opened())


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
