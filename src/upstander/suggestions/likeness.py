"""Which suggestions are the same, and which are alike."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlsplit

WORD = re.compile(r"\w+")
ALIKE = 0.5
"""The share of words that two must have in common, of all that are in either."""


def folded(fields: Mapping[str, str]) -> dict[str, str]:
    """Returns the fields as they are compared: words alone, in small letters."""
    return {name: " ".join(_words(value)) for name, value in fields.items()}


def are_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """True where two of a kind lead to one site, are about one office, or say much the same."""
    host, office = _host(one), one.get("office")
    if (host and host == _host(other)) or (office and office == other.get("office")):
        return True
    mine, theirs = _all_words(one), _all_words(other)
    return len(mine & theirs) >= ALIKE * len(mine | theirs)


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", str(text)).casefold())


def _all_words(fields: Mapping[str, str]) -> set[str]:
    return {word for value in fields.values() for word in _words(value)}


def _host(fields: Mapping[str, str]) -> str:
    try:
        return (urlsplit(str(fields.get("url", ""))).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
