"""Whether an official represents the writer, and words that say so only where that is sure.

`constituents.js` does the same on a device.
"""

import re
from dataclasses import dataclass
from typing import Literal

from upstander.places import choices

Represents = Literal["yes", "no", "unsure"]
"""Whether an official is the writer's own: by a look-up, or as the writer says."""

_KEPT = re.compile(r"\{(?:request|claims|own_words)\}")
_CUT = "\x00"
"""Stands where a claim was taken out."""


@dataclass(frozen=True)
class _Claims:
    """Where a text in one language claims it: in front of a sentence, behind it, or all of it."""

    front: re.Pattern[str]
    behind: re.Pattern[str]
    whole: re.Pattern[str]
    instead: str


def _claims(row: dict[str, str]) -> _Claims:
    clause, sentence = "[^,;.!?\\n]*", "[^.!?\\n]*"
    claim = f"(?:{row['claim']})"
    front = f"\\b{row['as']} {clause}{claim}{clause}, (\\S)"
    behind = f"[,;]? {row['and']} {clause}{claim}{clause}([.!?]+)"
    whole = f"{sentence}{claim}{sentence}[.!?]*"
    return _Claims(_pattern(front), _pattern(behind), _pattern(whole), row["instead"])


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE | re.ASCII)


_LANGUAGES = [_claims(row) for row in choices.CONSTITUENTS]


def addressed(text: str, represents: Represents) -> str:
    """Returns a script or a letter as it may be said to an official, before it is filled in.

    To one who represents the writer it is as it was written. To others it claims nothing of the
    kind, and to one who surely does not, it says that, once, where it claimed the opposite.
    """
    if represents == "yes":
        return text
    for claims in _LANGUAGES:
        text = _without(text, claims, claims.instead if represents == "no" else "")
    return text


def _without(text: str, claims: _Claims, instead: str) -> str:
    cut = claims.front.sub(lambda found: f"{_taken_out(found)} {found[1].upper()}", text)
    cut = claims.behind.sub(lambda found: f"{found[1]} {_taken_out(found)}", cut)
    cut = claims.whole.sub(_taken_out, cut)
    said = cut.replace(_CUT, instead, 1).replace(_CUT, "")
    return said if cut == text else "\n".join(" ".join(line.split()) for line in said.split("\n"))


def _taken_out(found: re.Match[str]) -> str:
    """The mark, and what a letter must not lose with the claim."""
    return " ".join(["", _CUT, *_KEPT.findall(found[0])])
