"""Who learns what of an act: one closed list, in both languages."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from upstander.hub import audiences


def shown(codes: object) -> str:
    return Template("{% who_learns codes %}").render(Context({"codes": codes}))


def test_those_who_learn_something_come_in_the_order_of_the_list() -> None:
    found = audiences.of(["bank", "group", "bank"])

    assert [one.code for one in found] == ["group", "bank"]


def test_a_code_that_is_not_in_the_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        audiences.of(["neighbors"])


def test_only_what_says_nobody_is_private() -> None:
    assert audiences.is_private(["nobody"])
    assert not any(map(audiences.is_private, ([], ["phone"], ["nobody", "group"])))


def test_an_act_without_any_promises_nothing() -> None:
    assert "have not said who learns of this" in shown([])
    assert "<li>" not in shown([])


def test_everyone_has_words_in_both_languages() -> None:
    english = [(str(one.who), str(one.what)) for one in audiences.of(audiences.ORDER)]
    with override("es"):
        spanish = [(str(one.who), str(one.what)) for one in audiences.of(audiences.ORDER)]
        assert "su banco" in shown("bank")

    assert all(ours[0] != theirs[0] for ours, theirs in zip(english, spanish, strict=True))
    assert all(ours[1] != theirs[1] for ours, theirs in zip(english, spanish, strict=True))
