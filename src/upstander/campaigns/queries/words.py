"""The words for calls."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

OWN_WORDS = _("[Say in your own words how this touches you and your town.]")
"""What a script shows where only the caller knows the words."""

CALLS: dict[str, tuple[Words, Words]] = {
    "talked": (
        _("I talked to someone"),
        _("Well done. Write down what they said. If they promised an answer, ask for it again."),
    ),
    "message": (
        _("I left a message"),
        _("Well done. If you hear nothing in two weeks, call again and ask for an answer."),
    ),
    "busy": (
        _("The line was busy"),
        _("That happens when many people call. Call again later today, or tomorrow."),
    ),
    "full": (
        _("The mailbox was full"),
        _("Call again in office hours, call another of their offices, or write a letter."),
    ),
    "wrong": (
        _("It was a wrong number"),
        _("Sorry. Look for the right number on the office’s website."),
    ),
}
"""How a call went: what to press, and what to read then."""
