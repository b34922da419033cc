"""Telephone numbers: what is taken, how it is written, what is dialled."""

import pytest

from tests.telephones import DIALLED, LISTED
from upstander.common.phones import are_in, tel, written


@pytest.mark.parametrize(("phone", "dialled"), [*DIALLED.items(), *LISTED.items()])
def test_a_number_is_dialled_right_however_it_is_written(phone: str, dialled: str) -> None:
    assert tel(phone) == dialled


@pytest.mark.parametrize("typed", DIALLED)
def test_a_typed_number_is_written_one_way_and_dials_the_same(typed: str) -> None:
    number = written(typed)

    assert tel(number) == DIALLED[typed]
    assert number in ("202-555-0100", "202-555-0100 x 12", "202-555-0100 x 012345")
    assert written(number) == number


@pytest.mark.parametrize("dash", "-‐‑‒–—―−－﹣")
def test_any_dash_parts_a_number(dash: str) -> None:
    assert written(f"202{dash}555 {dash} 0102") == "202-555-0102"
    assert are_in(f"Call 202{dash}555{dash}0102 today")


@pytest.mark.parametrize(
    "typed",
    [
        "\u202a+1 (202) 555\u20110100\u202c",
        "202\u00a0555\u202f0100",
        "２０２-555-0100",
        "202·555·0100",
        "202/555-0100",
        "( 202 ) 555-0100",
        "(+1) 202 555 0100",
        "tel:+1-202-555-0100",
    ],
)
def test_a_number_is_taken_as_it_comes_from_elsewhere(typed: str) -> None:
    assert written(typed) == "202-555-0100"


@pytest.mark.parametrize("typed", ["; ext=12", ";ext=12", " ext: 12", " extensión 12", " X.12"])
def test_an_extension_is_taken_in_the_usual_forms(typed: str) -> None:
    assert written(f"202-555-0100{typed}") == "202-555-0100 x 12"


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
