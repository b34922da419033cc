"""Whose a mailbox is: a person's, which goes with them, or an office's own."""

import re
import unicodedata

_WORDS = re.compile(  # of offices; without them, "mayor" would hold the family name May
    r"mayor(?:s(?=office|$|[^a-z]))?|alcald[ei]a?|clerk|info(?:rmation)?|office|council|contact"
    r"|commission(?:ers?)?|admin|city|town(?:ship)?|village|borough|county|hall|manager|secretary"
    r"|treasurer|governor|ltgov|gov|attorney|general|elections?|constituents?|services?|support"
    r"|webmaster|feedback|public|board|senator|senate|sen|rep(?:resentative)?|house|state"
    r"|department|dept|help|mail"
)
_PARTICLES = {"jr", "sr", "ii", "iii", "iv", "van", "von", "der", "den", "del", "los", "las", "san"}
_SHORTEST = 3  # a shorter name is found only as a word by itself
_CUT_OFF = 4  # letters at least that are left of a family name that a mailbox cuts off


def is_personal(email: str, name: str) -> bool:
    """Returns whether a mailbox is named after a person: by any of their names, or initials.

    "maria.cruz", "mcruz", "cruzm", "maria", "mayorcruz" and "mc" are Maria Cruz's; "mayor", "info"
    and "clerk" are an office's.
    """
    local = _plain(email.partition("@")[0])
    called = _names(name)
    words = re.findall(r"[a-z]+", local)
    rest = "".join(re.findall(r"[a-z]+", _WORDS.sub(" ", local)))
    if any(one in rest if len(one) >= _SHORTEST else one in words for one in called):
        return True
    return any(_is_short_for(box, called) for box in ("".join(words), rest))


def _names(name: str) -> list[str]:
    """A person's names of two letters or more; one with a hyphen also as one word."""
    words = [re.sub(r"[^a-z-]", "", word) for word in _plain(name).split()]
    parts = [part for word in words for part in dict.fromkeys([*word.split("-"), word])]
    found = (part.replace("-", "") for part in parts if part not in _PARTICLES)
    return [one for one in found if len(one) > 1]


def _is_short_for(box: str, called: list[str]) -> bool:
    """Whether it is initials, or an initial beside as much of the family name as fits."""
    if not box or len(called) < 2:
        return False
    first, family = called[0][0], called[-1]
    if box in ("".join(one[0] for one in called), first + family[0]):
        return True
    beside = [one for one in (box.removeprefix(first), box.removesuffix(first)) if one != box]
    return any(one == family or (len(one) >= _CUT_OFF and family.startswith(one)) for one in beside)


def _plain(text: str) -> str:
    """In small letters without accents; an apostrophe is no break in a name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return plain.replace("'", "")
