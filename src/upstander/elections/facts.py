"""When federal general elections are: dated facts that come with the software."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "facts.json"


@dataclass(frozen=True)
class FederalCalendar:
    """The days of federal general elections that we know, and the law that sets them."""

    title: str
    publisher: str
    url: str
    as_of: date
    days: tuple[date, ...]

    def next_day(self, on: date) -> date | None:
        """Returns the first such day that is not over on `on`; None past the end of the list."""
        return min((day for day in self.days if day >= on), default=None)

    def last_day(self, on: date) -> date | None:
        """Returns the last such day before `on`."""
        return max((day for day in self.days if day < on), default=None)


@cache
def federal_calendar() -> FederalCalendar:
    """Returns the days as they stood when somebody last read the law."""
    facts = json.loads(FILE.read_text(encoding="utf-8"))
    source = facts["source"]
    return FederalCalendar(
        title=source["title"],
        publisher=source["publisher"],
        url=source["url"],
        as_of=date.fromisoformat(source["as_of"]),
        days=tuple(date.fromisoformat(day) for day in facts["days"]),
    )
