"""Terms of office: since when somebody serves without a break, and when regular terms begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from upstander.civic.making.sources.files import given_rows

_BREAK = timedelta(days=31)
"""With so much time between two terms, somebody else may have served. Between the last day of one
and the first of the next lie up to three weeks, where a legislature meets late in January."""
_NEAR = timedelta(days=31)
"""So far sources may be off the day on which a regular term ends; they often round."""

Term = tuple[date | None, date | None]
"""The first and the last day of a term, each where it is stated."""


def unbroken_since(terms: Iterable[Term], start: date | None) -> date | None:
    """The first day of the service without a break that the term of a start belongs to.

    ``terms`` are all of one person in one office. ``None`` where the source does not tell when that
    service began.
    """
    known, first = list(terms), start
    while first is not None:
        before = [
            begun
            for begun, last in known
            if (begun is None or begun < first) and (last is None or last >= first - _BREAK)
        ]
        if not before:
            return first
        first = min((day for day in before if day), default=None) if None not in before else None
    return None


@dataclass(frozen=True, slots=True)
class RegularTerms:
    """When the regular terms of one office begin: on ``turnover``, and each ``years`` from it."""

    turnover: date
    years: int

    def nearest(self, day: date, *, after: date | None) -> date:
        """The beginning of a regular term that is nearest to a day, later than ``after``."""
        about = (day.year - self.turnover.year) // self.years
        turned = [self._turned(about + more) for more in range(-1, 3)]
        if after is not None:
            turned = [each for each in turned if each > after] or [turned[-1]]
        return min(turned, key=lambda each: abs(each - day))

    def ends_with(self, day: date) -> bool:
        """Whether a term that is stated to end on a day ends about where a regular one does."""
        return abs(self.nearest(day, after=None) - day) <= _NEAR

    def _turned(self, times: int) -> date:
        return self.turnover.replace(year=self.turnover.year + times * self.years)


@cache
def regular_terms() -> dict[str, RegularTerms]:
    """The regular terms of statewide offices and mayors, by the office's id, as far as known."""
    return {
        f"{row['state'].lower()}-{row['office']}": RegularTerms(
            date.fromisoformat(row["turnover"]), int(row["years"])
        )
        for row in given_rows("executive_terms.tsv")
    }
