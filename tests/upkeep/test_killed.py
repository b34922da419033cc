"""A renewal that is killed leaves the hub as it was; `benchmarks.renewing` kills it more often."""

import pytest

from benchmarks.renewing import rows


@pytest.mark.whole  # a process with Django for each kill, and two after it
def test_a_renewal_killed_at_any_step_changes_nothing_and_the_next_one_finishes() -> None:
    assert [(tried, failed) for _what, tried, failed in rows(4)] == [(4, 0), (4, 0)]
