"""Telephone numbers: what is taken, how it is written, what is dialled."""

import pytest

from tests.telephones import DIALLED, LISTED
from upstander.common.phones import tel, written


@pytest.mark.parametrize(("phone", "dialled"), [*DIALLED.items(), *LISTED.items()])
def test_a_number_is_dialled_right_however_it_is_written(phone: str, dialled: str) -> None:
    assert tel(phone) == dialled


@pytest.mark.parametrize("typed", DIALLED)
def test_a_typed_number_is_written_one_way_and_dials_the_same(typed: str) -> None:
    number = written(typed)

    assert tel(number) == DIALLED[typed]
    assert number in ("202-555-0100", "202-555-0100 x 12", "202-555-0100 x 012345")
    assert written(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        *LISTED,
        "call 202-555-0100",
        "202-555-0100 and more",
        "202-555-01001",
        "102-555-0100",
        "202-555-0100\n202-555-0101",
    ],
)
def test_what_is_no_number_as_a_whole_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        written(typed or "x")
