"""Who learns what of an act, in words: one closed list for every room.

An act names codes of this list. What it does not name, nobody may promise: an act without any says
that it is not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

NOBODY = "nobody"
"""The audience that stands alone: what the act tells, it tells to nobody."""

PUBLIC = "public"

AUDIENCES: dict[str, tuple[Words, Words]] = {
    "office": (
        _("the office"),
        _("what you say, and your name, address or number if you give them"),
    ),
    "candidate": (_("the candidate"), _("your question, and your name if you give it")),
    "election_office": (
        _("the election office"),
        _("what its form asks for; ask it who may see the list of voters"),
    ),
    "group": (_("the group"), _("what you tell it, and your name or email if you give them")),
    "people_told": (_("the people you tell"), _("what you tell or send them, and that it is you")),
    "people_there": (_("the people who are there"), _("that you are there, and what you say")),
    PUBLIC: (_("anyone"), _("that you do it: it is done in public")),
    "organizers": (
        _("the organizers of this site"),
        _("the words you send; the form asks for no name"),
    ),
    "website": (_("the website you open"), _("that somebody opened it from your connection")),
    "phone": (_("your phone company"), _("the number you call, and when")),
    "email": (_("your email provider"), _("who you write to, and the message")),
    "post": (_("the Postal Service"), _("the addresses on the envelope")),
    "bank": (_("your bank or card company"), _("who you pay, and how much")),
    "calendar": (
        _("your calendar app"),
        _("the plan, if you put it there; some calendars copy it to a company"),
    ),
    NOBODY: (_("nobody"), _("it stays with you")),
}
"""Who, and what they learn, by code, in the order in which they are said."""

ORDER = {code: place for place, code in enumerate(AUDIENCES)}


@dataclass(frozen=True)
class Audience:
    """One of those who learn something: `who`, and `what` they learn."""

    code: str
    who: Words
    what: Words


def of(codes: Iterable[str]) -> list[Audience]:
    """Returns those of some codes, in the order of the list.

    Raises:
        KeyError: one of them is not in the list.
    """
    ordered = sorted(set(codes), key=ORDER.__getitem__)
    return [Audience(code, *AUDIENCES[code]) for code in ordered]


def is_private(codes: Iterable[str]) -> bool:
    """Returns whether it is known that nobody learns of an act."""
    return list(codes) == [NOBODY]
