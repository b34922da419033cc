"""A publish is finished by a process beside the server: once if that goes well, else again."""

import sys
from pathlib import Path

import pytest

from upstander.config.finishing import FIRST_WAIT, LONGEST_WAIT, Finishing

NEVER_ENDS = "import sys; sys.stdin.read()"


class Site:
    """A site to finish, by a program that counts how often it ran."""

    def __init__(self, folder: Path) -> None:
        self._ran, self._program = folder / "ran", folder / "program.py"
        self.finishing = Finishing([sys.executable, str(self._program)])

    def program(self, end: str) -> None:
        self._program.write_text(f"open({str(self._ran)!r}, 'a').write('x')\n{end}")

    def runs(self, wanted: str, now: float) -> int:
        """Looks once, waits for what was begun, looks again; returns how often the program ran."""
        self.finishing.look(wanted, now=now)
        if (process := self.finishing._process) is not None:
            process.wait()
            self.finishing.look(wanted, now=now)
        return len(self._ran.read_text()) if self._ran.exists() else 0


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_what_went_well_is_done_until_there_is_something_else(site: Site) -> None:
    site.program("")
    assert [site.runs(*at) for at in [("a", 0.0), ("a", 90.0), ("b", 91.0)]] == [1, 1, 2]


def test_what_failed_is_tried_again_after_longer_and_longer_waits(site: Site) -> None:
    site.program("raise SystemExit(1)")
    assert site.runs("a", 0.0) == 1
    assert site.runs("a", FIRST_WAIT - 1) == 1
    assert site.runs("a", FIRST_WAIT) == 2
    assert site.runs("a", 2 * FIRST_WAIT) == 2
    assert site.runs("a", 3 * FIRST_WAIT) == 3
    now = 3 * FIRST_WAIT
    for runs in range(4, 14):
        now += LONGEST_WAIT
        assert site.runs("a", now) == runs
    site.program("")
    assert site.runs("a", now + LONGEST_WAIT) == 14
    assert site.runs("b", now + LONGEST_WAIT + 1) == 15


def test_a_program_that_cannot_be_started_is_logged_and_tried_again(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.finishing._command = ["/nowhere/at/all"]
    assert site.runs("a", 0.0) == 0
    assert "No process could be started" in caplog.text
    site.finishing._command = [sys.executable, str(site._program)]
    site.program("")
    assert site.runs("a", FIRST_WAIT) == 1


def test_nothing_waits_for_a_long_one_and_no_second_is_begun(site: Site) -> None:
    site.finishing._command = [sys.executable, "-c", NEVER_ENDS]
    site.finishing.look("a", now=0.0)
    process = site.finishing._process
    assert process is not None
    site.finishing.look("b", now=90.0)
    assert site.finishing._process is process
    assert process.poll() is None
    process.communicate()
