"""Text without what nobody can see."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plain(text: str) -> str:
    """Returns the text without control characters; tabs and line feeds stay."""
    return _CONTROLS.sub("", text)
