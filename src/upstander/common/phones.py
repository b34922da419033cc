"""Telephone numbers of the United States: as one types them, as we write them, as a phone dials.

`seats.js` dials as `tel` does.
"""

import re
import unicodedata
from collections.abc import Iterator

# At entry a whole text must be one number; in lists, a number may stand in other words.
_APART = r"[-./ ]{0,3}"
_NUMBER = rf"(?:\(?\+?1\)?{_APART})?\(? ?([2-9]\d\d) ?\)?{_APART}(\d{{3}}){_APART}(\d{{4}})"
_TYPED = re.compile(
    rf"(?:tel:? ?)?{_NUMBER}(?:[,;]? ?(?:x|ext|extension|extensión)[.:=]? ?(\d{{1,6}}))?",
    re.ASCII | re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?<![\w-])(?:\+?1[-./ ]{0,3})?\(? ?\d{3} ?\)?[-./ ]{1,3}\d{3}[-./ ]{1,3}\d{4}(?![\w-])"
)
_LISTED = re.compile(
    r"\D*(?:1\D*)?([2-9]\d\d)\D*(\d{3})\D*(\d{4})(?!\d)(?:\D*(?:x|ext|#)\D*(\d{1,6})(?!\d))?",
    re.ASCII | re.IGNORECASE,
)


def written(typed: str) -> str:
    """Returns a number as the lists write it: `202-555-0100`, or `202-555-0100 x 12`.

    Raises:
        ValueError: the text is not one whole number.
    """
    found = _TYPED.fullmatch(_tidy(typed).strip())
    if found is None:
        raise ValueError(typed)
    area, office, line, extension = found.groups()
    return f"{area}-{office}-{line}" + (f" x {extension}" if extension else "")


def are_in(text: str) -> bool:
    """Returns whether some words hold a number, with any dash or space between its parts."""
    return bool(_IN_WORDS.search(_tidy(text)))


def found_in(text: str) -> Iterator[re.Match[str]]:
    """Yields where whole numbers stand in some words."""
    return (one for one in _IN_WORDS.finditer(text) if _TYPED.fullmatch(one[0].strip()))


def _tidy(text: str) -> str:
    """The text with plain digits, hyphens and spaces, without marks that nobody sees."""
    kept = []
    for char in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(char)
        if kind == "Pd" or char == "\u2212":  # the minus sign is no dash by its kind
            kept.append("-")
        elif kind == "Zs":
            kept.append(" ")
        elif char in "·•∙‧":
            kept.append(".")
        elif kind != "Cf":
            kept.append(char)
    return "".join(kept)


def tel(phone: str) -> str:
    """Returns the `tel:` address of a number (RFC 3966); empty where there are no digits.

    Two ways to write a number have the same one.
    """
    found = _LISTED.match(phone)
    if found is None:
        digits = re.sub(r"\D", "", phone, flags=re.ASCII)
        abroad = "+" if phone.lstrip().startswith("+") else ""
        return f"tel:{abroad}{digits}" if digits else ""
    area, office, line, extension = found.groups()
    return f"tel:+1{area}{office}{line}" + (f";ext={extension}" if extension else "")
