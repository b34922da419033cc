"""What the server and a visitor's device choose alike: one file, which the scripts import."""

import json
import re
from pathlib import Path
from typing import Any

__all__ = [
    "AT_LARGE",
    "BY_ACCUMULATION",
    "CHAIR",
    "CONGRESS",
    "CONSTITUENTS",
    "COUNCIL",
    "DAYS",
    "EVERYWHERE",
    "FULL_DAYS",
    "KINDS",
    "KIND_OF",
    "KM_IN_A_MILE",
    "LEGISLATURES",
    "MAP",
    "MAYOR",
    "MOST_OPEN",
    "NETWORKS",
    "NUMBERED",
    "RANKS",
    "SECTIONS",
    "SOON",
    "STEP",
    "TOKEN_DAYS",
    "WATCHED",
    "WEEKDAYS",
    "WITHOUT_A_HOLDER",
]

_FILE = Path(__file__).parent / "static" / "upstander" / "places" / "choices.js"


def _read() -> dict[str, Any]:
    _before, _name, literal = _FILE.read_text("utf-8").partition("export const choices = ")
    found: dict[str, Any] = json.loads(literal.rstrip().removesuffix(";"))
    return found


_choices = _read()

CONGRESS: tuple[str, ...] = tuple(_choices["congress"])
"""The chambers of Congress."""

LEGISLATURES: tuple[str, ...] = tuple(_choices["legislatures"])
"""The chambers of states; `legislature` is one that is alone."""

KINDS: tuple[str, ...] = tuple(_choices["kinds"])
"""Kinds of offices, in the order in which a visitor contacts them."""

KIND_OF: dict[str, str] = _choices["kindOf"]
"""What the kind is where it is not the second word of an office's id."""

RANKS: dict[str, int] = _choices["ranks"]
"""Where offices stand in an answer about a state, by chamber; `local` are those of cities."""

SECTIONS: dict[str, str] = _choices["sections"]
"""What stands below the members of Congress, in order, and the level of the offices in it."""

MOST_OPEN: int = _choices["mostOpen"]
"""Officials of many alike that a part of an answer shows unasked."""

EVERYWHERE = re.compile(_choices["everywhere"])
"""Ids of a chamber's members whom the whole state elects; of more than MOST_OPEN an answer first
says how many they are."""

NUMBERED = re.compile(_choices["numbered"])
"""Districts that have a number or a letter; others have a name."""

AT_LARGE: str = _choices["atLarge"]
"""The title of those who have no district where their state has only one."""

MAYOR: str = _choices["mayor"]
"""How the titles of all mayors begin."""

COUNCIL = re.compile(_choices["council"])
"""Titles of members of a council that is a place's legislature."""

CHAIR: str = _choices["chair"]
"""The title of who presides over such a council."""

BY_ACCUMULATION: str = _choices["byAccumulation"]
"""The state whose legislators without a district are elected by accumulation, by its law."""

WITHOUT_A_HOLDER: tuple[tuple[str, str], ...] = tuple(map(tuple, _choices["withoutAHolder"]))
"""What a script or a letter says, and what it says where nobody is known to hold the office."""

CONSTITUENTS: tuple[dict[str, str], ...] = tuple(_choices["constituents"])
"""By language, how a script or a letter says that the official represents the writer.

`claim` is a pattern of the words themselves; `as` begins a clause in front that may have them,
`and` one behind. `instead` is what to say where the official does not.
"""

NETWORKS: dict[str, str] = _choices["networks"]
"""Social networks by their own names, in the order in which accounts are shown."""

WATCHED: tuple[str, ...] = tuple(_choices["watched"])
"""Those of them where one watches; nobody is reached there."""

DAYS: tuple[str, ...] = tuple(_choices["days"])
"""What notices carry as ISO dates."""

FULL_DAYS: int = _choices["fullDays"]
"""Days after which nobody is told any more that a mailbox was full."""

TOKEN_DAYS: int = _choices["tokenDays"]
"""Days for which a count's token is known here; a device sends it earlier, or never."""

WEEKDAYS: tuple[str, ...] = tuple(_choices["weekdays"])
"""Days of the week as schema.org writes them."""

SOON: int = _choices["soon"]
"""Minutes within which an office opens soon."""

STEP: int = _choices["step"]
"""Minutes that "about" stands for."""

KM_IN_A_MILE: float = _choices["kmInAMile"]

MAP: str = _choices["map"]
"""A page that shows where the address is that follows."""
