"""Whether staff can be reached now, by an office's hours and the clocks where it is."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from upstander.officials.queries import words
from upstander.places import choices
from upstander.places.queries import ContactOffice

_PART = re.compile(r"(\S+) (\d\d):(\d\d)-(\d\d):(\d\d)")


def now_words(office: ContactOffice, *, now: datetime) -> str:
    """Returns whether an office is open at the moment `now`, or when it opens, on its own clocks.

    Where its hours are not sure, the time there; empty where its time zone or city is not known.
    """
    if not office.timezone or not office.city:
        return ""
    there = now.astimezone(ZoneInfo(office.timezone))
    if not office.opening:
        said = words.OPENING["stated" if office.hours else "unknown"]
        return str(said).format(time=clock(there.time()), city=office.city)
    spans = list(_spans(office.opening, there))
    if until := next((last for first, last in spans if first <= there < last), None):
        return str(words.OPENING["open"]).format(time=clock(until.time()))
    opens = min(first for first, _last in spans if first > there)
    return str(words.OPENING[_how_far(there, opens)]).format(
        minutes=_about(opens - there),
        time=clock(opens.time()),
        weekday=date_format(opens, "l"),
        city=office.city,
    )


def clock(at: time) -> str:
    """Returns a time of day as the page's language writes it: `8:30 a.m.`"""
    half = "am" if at.hour < 12 else "pm"
    return str(words.TIMES[half]).format(time=f"{at.hour % 12 or 12}:{at.minute:02}")


def _how_far(there: datetime, opens: datetime) -> str:
    if opens - there <= timedelta(minutes=choices.SOON):
        return "soon"
    return "today" if opens.date() == there.date() else "later"


def _about(wait: timedelta) -> int:
    minutes = wait / timedelta(minutes=1)
    return max(choices.STEP, round(minutes / choices.STEP) * choices.STEP)


def _spans(opening: str, there: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yields the times that an office is open from today through the same day of next week."""
    for ahead in range(8):
        day = (there + timedelta(days=ahead)).replace(second=0, microsecond=0)
        for days, *figures in _PART.findall(opening):
            opens, opens_at, closes, closes_at = map(int, figures)
            if day.weekday() in _weekdays(days):
                yield (
                    day.replace(hour=opens, minute=opens_at),
                    day.replace(hour=closes, minute=closes_at),
                )


def _weekdays(days: str) -> Iterable[int]:
    """The numbers of `Mo-Fr`, of `Mo,We`, or of one day."""
    numbers = [choices.WEEKDAYS.index(day) for day in re.split("[-,]", days)]
    return range(numbers[0], numbers[-1] + 1) if "-" in days else numbers
