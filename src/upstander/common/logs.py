"""Log records without anything a visitor sent."""

import logging
import traceback
from threading import Lock
from time import monotonic


class WithoutRequest(logging.Filter):
    """Replaces the text of records that carry a request, and the values in their tracebacks.

    Django's own records name the address asked for; an exception's text may quote a posted
    field. What stays is the level, the logger, and where in the code it happened.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Returns True always: records are cleaned, never dropped."""
        if not hasattr(record, "request"):
            return True
        record.msg, record.args = "a request failed", ()
        if record.exc_info and record.exc_info[1]:
            record.msg = f"a request failed with {_where(record.exc_info[1])}"
            record.exc_info = record.exc_text = None
        return True


def _where(error: BaseException) -> str:
    *_, last = traceback.walk_tb(error.__traceback__)
    frame, line = last
    return f"{type(error).__name__} at {frame.f_code.co_filename}:{line}"


AN_HOUR = 3600.0
COUNTED = ("django.request", "django.security", "upstander.keeping", "upstander.server")
"""Loggers whose lines come as often as somebody sends what causes them."""
MOST = 1000


class Counted(logging.Filter):
    """Lets a line of these loggers through once an hour, with how often it would have come.

    So nobody can fill the disk by sending what is refused.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}
        """By logger and line: when it was written last, and how often it was left out since."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Returns whether the line is to be written."""
        if not record.name.startswith(COUNTED):
            return True
        key, now = (record.name, record.getMessage()), monotonic()
        with self._lock:
            if len(self._seen) > MOST:
                self._seen.clear()
            written, left_out = self._seen.get(key, (-AN_HOUR, 0))
            if now - written < AN_HOUR:
                self._seen[key] = written, left_out + 1
                return False
            self._seen[key] = now, 0
        if left_out:
            record.msg, record.args = f"{key[1]} (and {left_out} times more since it was said)", ()
        return True
