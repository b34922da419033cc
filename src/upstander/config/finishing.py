"""Having work done by a process beside the server, again and again until it is."""

import logging
import subprocess
from collections.abc import Hashable, Sequence

log = logging.getLogger("upstander.finishing")

FIRST_WAIT = 60.0
"""Seconds until what failed is tried again; each further failure doubles them."""
LONGEST_WAIT = 3600.0


class Finishing:
    """Runs a command once for each state of things, beside whatever else there is to do."""

    def __init__(self, command: Sequence[str]) -> None:
        """Takes the command, which ends when its input does: with this process."""
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._begun: Hashable = None
        self._done: Hashable = None
        self._failures = 0
        self._try_at = 0.0

    def look(self, wanted: Hashable, *, now: float) -> None:
        """Sees whether the command has ended, and starts it where `wanted` is not done yet.

        Never waits. `now` is in seconds, from any moment on.
        """
        if self._process is not None:
            if self._process.poll() is None:
                return
            with self._process as ended:
                self._ended(ended.returncode == 0, now)
            self._process = None
        if wanted != self._done and now >= self._try_at:
            self._begun = wanted
            try:
                self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)
            except OSError:
                log.exception("No process could be started for: %s", " ".join(self._command))
                self._ended(False, now)

    def _ended(self, well: bool, now: float) -> None:
        if well:
            self._done, self._failures, self._try_at = self._begun, 0, now
            return
        self._try_at = now + min(FIRST_WAIT * 2**self._failures, LONGEST_WAIT)
        self._failures += 1
