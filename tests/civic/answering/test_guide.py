"""The engine's own page: its examples are true, and it lists every outcome."""

import doctest
from pathlib import Path

import pytest

from upstander.civic import Outcome

GUIDE = Path(__file__).parents[3] / "docs" / "civic.md"


@pytest.mark.usefixtures("opened_once")
def test_every_example_on_the_page_is_true() -> None:
    result = doctest.testfile(str(GUIDE), module_relative=False)
    assert result.attempted > 30
    assert result.failed == 0


def test_the_page_lists_every_outcome() -> None:
    text = GUIDE.read_text("utf-8")
    assert all(f"| `{outcome}` |" in text for outcome in Outcome)
