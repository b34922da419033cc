"""The work that a device does for a suggestion is the one that the server takes."""

import pytest

from tests import node
from tests.suggesting import opened
from upstander.suggestions import tokens

SOLVE = """async (token, bits, attempts) =>
    (await import("#suggestions/work.js")).solve(token, bits, () => attempts-- > 0)"""


@pytest.mark.parametrize("bits", [1, 4, 8])
def test_what_a_device_finds_is_enough_for_the_server_and_nothing_before_it_is(bits: int) -> None:
    token = opened().text
    found = node.run(SOLVE, token, bits, 100_000)
    brought = tokens.read(token, found)
    assert brought
    assert brought.bits >= bits
    assert all(tokens.zeros(token, str(number)) < bits for number in range(int(found)))


def test_a_device_that_is_told_to_end_has_found_nothing() -> None:
    assert node.run(SOLVE, opened().text, 40, 3) == ""
