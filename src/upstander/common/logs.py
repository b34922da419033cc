"""Log records without anything a visitor sent."""

import logging
import traceback


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
