"""Calendar files (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vText

from upstander.common.plain import plain

ICS = "text/calendar; charset=utf-8"
PRODUCT = "-//Upstander//Calendar//EN"
LASTS = timedelta(minutes=30)
ALARM = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One event. `uid` stays the same for ever; `link` is absolute.

    `start` is a whole day, a time as the reader's own clock shows it (no zone), or a moment.
    `lasts` is of no meaning for a whole day. `alarm` is how long before `start` it rings, or None.
    A `cancelled` one keeps its `uid`, so that it is also cancelled in the calendars it is in.
    """

    uid: str
    start: date | datetime
    title: str
    text: str
    link: str
    lasts: timedelta = LASTS
    alarm: timedelta | None = ALARM
    place: str = ""
    cancelled: bool = False


class _Words(vText):
    """Words as they are: icalendar 7.3 takes a backslash before an N in them for a line break."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def calendar(entries: Iterable[CalendarEntry], *, made: datetime) -> bytes:
    """Returns the events as a calendar file; `made` is aware and goes into each as its stamp."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    for entry in entries:
        file.add_component(_event(entry, made))
    return bytes(file.to_ical())


def calendar_response(body: bytes, *, name: str) -> HttpResponse:
    """Returns the file as a download called `name`."""
    return HttpResponse(
        body,
        content_type=ICS,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _event(entry: CalendarEntry, made: datetime) -> Event:
    # RFC 5545 3.1 forbids control characters in text, and icalendar 7.3 lets them through.
    title, text = _Words(plain(entry.title)), _Words(plain(entry.text))
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made)
    event.add("dtstart", entry.start)
    if isinstance(entry.start, datetime):
        event.add("dtend", entry.start + entry.lasts)
    event.add("summary", title)
    event.add("description", text)
    event.add("url", entry.link)
    if entry.place:
        event.add("location", _Words(plain(entry.place)))
    if entry.cancelled:
        event.add("status", "CANCELLED")
    if entry.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -entry.alarm)
        event.add_component(alarm)
    return event
