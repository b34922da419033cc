"""Whether an office is open at a moment, on its own clocks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from upstander.officials.queries.hours import now_words
from upstander.places.queries import ContactOffice

WASHINGTON = ZoneInfo("America/New_York")


def office(
    opening: str | None, *, hours: str = "as stated", zone: str = "America/New_York"
) -> ContactOffice:
    return ContactOffice(
        kind="capitol",
        address=None,
        city="Washington",
        state="DC",
        zip=None,
        phone="202-225-5476",
        fax=None,
        hours=hours,
        lat=None,
        lng=None,
        timezone=zone,
        opening=opening,
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-23T07:22", "Opens in about 40 minutes, at 8:00 a.m. in Washington."),
        ("2026-11-23T08:00", "Open now, until 12:00 p.m. there."),
        ("2026-11-23T12:30", "Opens in about 30 minutes, at 1:00 p.m."),
        ("2026-11-23T16:59", "Open now, until 5:00 p.m. there."),
        ("2026-11-23T05:00", "Opens today at 8:00 a.m. in Washington. You can leave a voicemail."),
        ("2026-11-27T17:00", "Opens Monday at 8:00 a.m. in Washington."),
    ],
)
def test_an_office_says_whether_it_is_open_or_when_it_opens(now: str, said: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=WASHINGTON)
    split_day = office("Mo,Tu,We,Th,Fr 08:00-12:00, Mo-Fr 13:00-17:00")

    assert said in now_words(split_day, now=moment.astimezone(ZoneInfo("Asia/Tokyo")))


def test_a_day_is_named_in_the_language_of_the_page() -> None:
    with translation.override("es"):
        said = now_words(office("Mo 08:00-17:00"), now=datetime(2026, 11, 24, tzinfo=WASHINGTON))

    assert "lunes" in said


def test_hours_that_are_not_sure_leave_the_time_there() -> None:
    noon = datetime(2026, 11, 23, 12, 5, tzinfo=WASHINGTON)

    assert now_words(office(None), now=noon) == (
        "It is 12:05 p.m. in Washington now. If nobody answers, leave a voicemail."
    )
    assert "not known" in now_words(office(None, hours=""), now=noon)
    assert now_words(office(None, zone="Pacific/Guam"), now=noon).startswith("It is 3:05 a.m.")


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_at_every_moment_there_is_an_answer(moment: datetime) -> None:
    hours = office("Mo-We 09:00-17:00, Sa 10:30-12:00")
    said = now_words(hours, now=moment.replace(tzinfo=WASHINGTON))

    assert said.startswith(("Open now", "Closed now"))
    assert "{" not in said
