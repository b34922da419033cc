"""What visitors chose to have counted, as everyone may see it: rounded, for days that are over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from upstander.campaigns.models import Campaign, Tally
from upstander.campaigns.queries import words
from upstander.hub.context import absolute

SMALLEST = 10
"""A number below this is not shown, and others are rounded to multiples of it."""
SHOWN = 30
"""Days that the totals list."""
COUNTS_KEPT = timedelta(days=365)

OUTCOMES: dict[str, str | Promise] = {
    **{outcome: said for outcome, (said, _then) in words.CALLS.items()},
    Tally.Outcome.WRITTEN: _("I sent a letter"),
    Tally.Outcome.VISITED: _("I made a visit"),
}
"""Every outcome as a visitor says it."""

CALLS = tuple(map(Tally.Outcome, words.CALLS))
LETTERS = (Tally.Outcome.WRITTEN,)
VISITS = (Tally.Outcome.VISITED,)


@dataclass(frozen=True)
class Day:
    """A day's numbers, rounded; None is fewer than ten."""

    on: date
    total: int | None
    calls: int | None
    letters: int | None
    visits: int | None


@dataclass(frozen=True)
class Bar:
    """A bar of a chart, in its units: 100 high, 10 for each day."""

    x: int
    y: int
    height: int
    day: Day


@dataclass(frozen=True)
class Totals:
    """A campaign's last finished days, the oldest first, and a year's outcomes; all rounded."""

    days: tuple[Day, ...]
    outcomes: Mapping[str, int | None]

    @property
    def total(self) -> int | None:
        """All outcomes of the year; None is fewer than ten."""
        shown = [count for count in self.outcomes.values() if count]
        return sum(shown) or None

    @property
    def highest(self) -> int:
        """The most of any day."""
        return max((day.total or 0 for day in self.days), default=0)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """One for each day, the highest 100 high."""
        highest = self.highest or 1
        heights = [round(100 * (day.total or 0) / highest) for day in self.days]
        return tuple(
            Bar(x=10 * place, y=100 - height, height=height, day=day)
            for place, (day, height) in enumerate(zip(self.days, heights, strict=True))
        )


def total(rows: QuerySet[Tally]) -> int:
    """Returns the sum of the counts of some rows."""
    return int(rows.aggregate(sum=Sum("count"))["sum"] or 0)


def day_totals(campaign: Campaign, *, on: date | None = None) -> Totals:
    """Returns what a page may show of a campaign: days that are over, rounded."""
    today = on or localdate()
    rows = campaign.tallies.filter(on__lt=today, on__gte=today - COUNTS_KEPT)
    counts = {(row.on, str(row.outcome)): row.count for row in rows}

    def of(day: date, outcomes: Iterable[str]) -> int | None:
        return rounded(sum(counts.get((day, str(outcome)), 0) for outcome in outcomes))

    days = [today - timedelta(days=back) for back in range(SHOWN, 0, -1)]
    return Totals(
        days=tuple(
            Day(
                on=day,
                total=of(day, Tally.Outcome),
                calls=of(day, CALLS),
                letters=of(day, LETTERS),
                visits=of(day, VISITS),
            )
            for day in days
        ),
        outcomes={
            str(outcome): rounded(sum(n for (_on, of), n in counts.items() if of == outcome))
            for outcome in Tally.Outcome
        },
    )


def rounded(number: int) -> int | None:
    """Returns a number to the nearest ten, or None for one too small to show."""
    if number < SMALLEST:
        return None
    return (number + SMALLEST // 2) // SMALLEST * SMALLEST


def document(campaign: Campaign, language: str, *, on: date | None = None) -> dict[str, Any]:
    """Returns a campaign's totals for software; null is fewer than ten."""
    totals = day_totals(campaign, on=on)
    return {
        "campaign": absolute(campaign.get_absolute_url()),
        "title": campaign.text("title", language).value,
        "rounded_to": SMALLEST,
        "days": [
            {
                "on": day.on.isoformat(),
                "total": day.total,
                "calls": day.calls,
                "letters": day.letters,
                "visits": day.visits,
            }
            for day in totals.days
        ],
        "outcomes": dict(totals.outcomes),
    }
