"""How much of a letter is the visitor's own; `own-words.js` tells the same on a device."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ENOUGH = 30
"""From so many words of one's own on, a letter does not read like the form letter."""

RUN = 6
"""So many words in a row that are also the campaign's are taken as copied from it."""

MARKS = ".,;:!?¡¿\"'“”‘’«»()[]…-–—*"
"""What may stand beside a word and is no part of it."""

SAYS: dict[str, Promise] = {
    "none": _("This still reads like the form letter. Add words of your own: they count most."),
    "few": _("This still reads much like the form letter. A few more sentences make it yours."),
    "copied": _(
        "Much of this repeats the campaign’s words. Say it as you would say it to a neighbor."
    ),
    "enough": _("This reads like you. Offices notice letters like that."),
}
"""What to read at each level."""


def level(text: str, *, theirs: str) -> str:
    """Returns which of `SAYS` fits what a visitor wrote, beside the campaign's own words."""
    written = list(_words(text))
    own = len(written) - _copied(written, list(_words(theirs)))
    if own >= ENOUGH:
        return "enough"
    if own < len(written):
        return "copied"
    return "few" if own else "none"


def _words(text: str) -> Iterator[str]:
    bare = (word.strip(MARKS) for word in text.lower().split())
    return (word for word in bare if word)


def _copied(written: list[str], theirs: list[str]) -> int:
    """How many of the words lie in a run that is also in the other text."""
    runs = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    copied = {
        at + step
        for at in range(len(written) - RUN + 1)
        if tuple(written[at : at + RUN]) in runs
        for step in range(RUN)
    }
    return len(copied)
