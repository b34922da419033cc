"""What a device gets of a script: its types stay with those who write it."""

import re

_COMMENT = r"/\*\*(?:(?!\*/).)*\*/"
_LINES = re.compile(rf"^ *{_COMMENT}\n".encode(), re.MULTILINE | re.DOTALL)
_IN_A_LINE = re.compile(rf"{_COMMENT} ?".encode(), re.DOTALL)


def published(script: bytes) -> bytes:
    """Returns a script without its JSDoc comments; what stands after `//` stays."""
    return _IN_A_LINE.sub(b"", _LINES.sub(b"", script))
