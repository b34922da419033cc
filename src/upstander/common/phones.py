"""Telephone numbers of the United States: as one types them, as we write them, as a phone dials.

`seats.js` dials as `tel` does.
"""

import re

# At entry a whole text must be one number; in lists, a number may stand in other words.
_TYPED = re.compile(
    r"(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?(\d{3})[-. ]?(\d{4})"
    r"(?:,? ?(?:x|ext\.?|extension) ?(\d{1,6}))?",
    re.ASCII | re.IGNORECASE,
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
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError(typed)
    area, office, line, extension = found.groups()
    return f"{area}-{office}-{line}" + (f" x {extension}" if extension else "")


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
