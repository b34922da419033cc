"""Ways out when no office answers: dated facts that come with the software."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from upstander.common.phones import tel

FILE = Path(__file__).parent / "elsewhere.json"


@dataclass(frozen=True)
class WaysOut:
    """The Capitol switchboard, and pages of others that tell what we cannot.

    `members` are the lists of members that the chambers of Congress keep, by chamber.
    """

    switchboard: str
    switchboard_url: str
    as_of: date
    members: Mapping[str, str]
    find_your_representative: str
    vote_from_abroad: str

    @property
    def switchboard_tel(self) -> str:
        """The number as a phone dials it."""
        return tel(self.switchboard)


@cache
def ways_out() -> WaysOut:
    """Returns the facts as they stood on their day."""
    facts = json.loads(FILE.read_text(encoding="utf-8"))
    return WaysOut(
        switchboard=facts["switchboard"]["phone"],
        switchboard_url=facts["switchboard"]["url"],
        as_of=date.fromisoformat(facts["switchboard"]["as_of"]),
        members=facts["members"],
        find_your_representative=facts["find_your_representative"],
        vote_from_abroad=facts["vote_from_abroad"],
    )
