"""A calendar file says what it was given, to any program that reads RFC 5545."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from upstander.common.calendars import CalendarEntry, calendar

MADE = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
CONTROLS = {*map(chr, range(32)), "\x7f"} - {"\t", "\n"}


def entry(start: date, *, title: str = "Call", text: str = "Call, then rest.") -> CalendarEntry:
    return CalendarEntry(
        uid="a-uid", start=start, title=title, text=text, link="https://hub.example/en/"
    )


def read(body: bytes) -> Event:
    return Calendar.from_ical(body).events[0]


def test_a_time_without_a_zone_is_the_time_on_the_readers_own_clock() -> None:
    body = calendar([entry(datetime(2026, 12, 1, 18, 30))], made=MADE)

    assert b"DTSTART:20261201T183000\r\n" in body
    assert b"DTEND:20261201T190000\r\n" in body
    assert b"DTSTAMP:20261123T153000Z\r\n" in body


def test_it_rings_a_quarter_of_an_hour_before() -> None:
    event = read(calendar([entry(datetime(2026, 12, 1, 18, 30))], made=MADE))

    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Call"
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-15)


def test_a_whole_day_has_no_end() -> None:
    event = read(calendar([entry(date(2026, 12, 1))], made=MADE))

    assert event.start == date(2026, 12, 1)
    assert "DTEND" not in event


def test_a_backslash_before_an_n_is_no_line_break() -> None:
    body = calendar([entry(date(2026, 12, 1), title=r"C:\New", text=r"\N and \n")], made=MADE)

    assert rb"SUMMARY:C:\\New" in body
    assert str(read(body)["DESCRIPTION"]) == r"\N and \n"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_any_words_come_back_and_no_line_is_longer_than_75_octets(words: str) -> None:
    body = calendar([entry(datetime(2026, 12, 1, 18, 30), text=words)], made=MADE)

    kept = "".join(letter for letter in words if letter not in CONTROLS)
    assert str(read(body)["DESCRIPTION"]) == kept
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
