"""The official pages' English words for registration deadlines, said in the page's language.

The list is closed: words that no pattern fits are an error to mend here, never a guess.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PATTERNS: dict[str, str | Promise] = {
    r"(?P<days>\d+) days before Election Day": _("{days} days before Election Day"),
    r"(?P<days>\d+) business days before Election Day": _(
        "{days} business days before Election Day"
    ),
    r"Must be postmarked (?P<days>\d+) days before Election Day": _(
        "Must be postmarked {days} days before Election Day"
    ),
    r"Must be received (?P<days>\d+) days before Election Day": _(
        "Must be received {days} days before Election Day"
    ),
    r"Must be received (?P<days>\d+) business days before Election Day": _(
        "Must be received {days} business days before Election Day"
    ),
    r"Must be postmarked (?P<sent>\d+) days before and received (?P<there>\d+) days before"
    r" Election Day": _(
        "Must be postmarked {sent} days before and received {there} days before Election Day"
    ),
    r"Must be received by or on Election Day": _("Must be received by or on Election Day"),
    r"Available up to and including on Election Day": _(
        "Available up to and including on Election Day"
    ),
    r"Same day registration available during early voting period": _(
        "Same day registration available during early voting period"
    ),
}


class UnknownWording(ValueError):
    """Raised for words that no pattern fits."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"No translation is known for {words!r}. Add its pattern to "
            f"{__name__}.PATTERNS and its words to the room's locale files."
        )


def translated(words: str) -> str:
    """Returns an official wording in the page's language; in English it comes back unchanged.

    Raises:
        UnknownWording: no pattern fits all of `words`.
    """
    for pattern, message in PATTERNS.items():
        match = re.fullmatch(pattern, words)
        if match:
            return str(message).format(**match.groupdict())
    raise UnknownWording(words)
