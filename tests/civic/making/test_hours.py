"""Opening hours and time zones: read where they are sure, else left as words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.civic import Civic
from upstander.civic.making.sources.clocks import KnownZones, told
from upstander.civic.making.sources.hours import opening
from upstander.civic.making.sources.timezones import DrawnZones

CENTRAL = "America/Chicago"


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Monday-Friday 9:00AM-5:00PM", "Mo-Fr 09:00-17:00"),
        ("Mon. – Fri., 9 a.m. to 5 p.m.", "Mo-Fr 09:00-17:00"),
        ("8:30am - 5:30pm (M-F)", "Mo-Fr 08:30-17:30"),
        ("8:00am-5:00pm (CT), Weekdays", "Mo-Fr 08:00-17:00"),
        ("M-F 9-5:30pm", "Mo-Fr 09:00-17:30"),
        ("M-F 8:30am-430pm", "Mo-Fr 08:30-16:30"),
        ("T, Th 9:30am-4:30pm", "Tu,Th 09:30-16:30"),
        ("Mondays 12:00 PM to 1 PM", "Mo 12:00-13:00"),
        ("Saturdays 12am-1am", "Sa 00:00-01:00"),
        ("Tue 10AM-12PM and Thursday 2PM-4PM", "Tu 10:00-12:00, Th 14:00-16:00"),
        ("Mon-Fri 9am-12pm, 1pm-5pm", "Mo-Fr 09:00-12:00, Mo-Fr 13:00-17:00"),
        ("Mon-Wed 9AM-5PM, Thursday and Friday by appointment only", "Mo-We 09:00-17:00"),
        ("Tuesday 10 AM to 4 PM or by appointment", "Tu 10:00-16:00"),
    ],
)
def test_hours_that_say_days_and_times_are_read(words: str, hours: str) -> None:
    assert opening(words, CENTRAL) == hours


@pytest.mark.parametrize(
    "words",
    [
        "By appointment only",
        "Mon-Fri 9AM-5PM by appointment only",
        "Mon-Fri 9AM-5PM by appointment",
        "9AM-5PM",  # on which days?
        "Tuesday-Thursday",  # when?
        "Mon-Fri 9-11am, 1-3",  # in the afternoon?
        "Mon-Fri 9-5",
        "Mon-Fri 1-4pm, 12-4",
        "Mon 12-4pm",  # noon, or midnight
        "Mon 10pm-2am",
        "Fri-Mon 9am-5pm",
        "Mon-Tue-Wed 9am-5pm",
        "Mon 9am-5pm-6pm",
        "Mon 13am-5pm",
        "Mon 9:75am-5pm",
        "First Friday of every month 9:00AM - 1:00PM",
        "2nd and 4th Mondays 10:00AM–4:00PM",
        "Closed Mon 9am-5pm",
        "Mon-Fri 9am-5pm ET",  # an office on Central time
        "",
    ],
)
def test_hours_that_are_not_sure_are_left_as_words(words: str) -> None:
    assert opening(words, CENTRAL) is None


def test_a_zone_in_the_words_needs_the_zone_of_the_office() -> None:
    words = "Mon-Fri 8am-5pm MT"
    assert opening(words, "America/Phoenix") == "Mo-Fr 08:00-17:00"
    assert opening(words, None) is None


PIECES = ("Mon", "Fri", "-", "to", ",", "9", "am", "5pm", "CT", "and", "(")


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_words_give_hours_that_a_machine_reads_or_none(words: str) -> None:
    hours = opening(words, CENTRAL)
    day = "(Mo|Tu|We|Th|Fr|Sa|Su)"
    span = rf"{day}([-,]{day})* ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
    assert hours is None or re.fullmatch(rf"{span}(, {span})*", hours)


def test_the_zone_is_the_points_then_the_zips_then_the_states() -> None:
    rows = [
        ("59725", "area", "", "Dillon", "MT", "45.2", "-112.6", "", ""),
        ("58501", "area", "", "Bismarck", "ND", "46.8", "-100.8", "", ""),
        ("58601", "area", "", "Dickinson", "ND", "46.9", "-102.8", "", ""),
    ]
    zones = DrawnZones(rows)

    def zone(state: str, **office: object) -> object:
        holder = {"offices": [{"kind": "district", "state": state, **office}]}
        row = {"id": "x", "level": "state", "state": state, "holder": holder}
        return told(row, zones)["holder"]["offices"][0].get("timezone")

    assert zone("ND", lat=46.9, lng=-102.8, zip="58501") == "America/Denver"
    assert zone("ND", zip="58501-1234") == CENTRAL
    assert zone("ND", lat=25.8, lng=-80.2, zip="58501") == CENTRAL  # a slip: Miami
    assert zone("ND") is None
    assert zone("MT") == "America/Denver"
    assert zone("GU") == "Pacific/Guam"


def test_what_tables_know_of_zones_tells_those_of_new_offices() -> None:
    def office(state: str, *contacts: dict[str, object]) -> dict[str, object]:
        return {"id": "x", "level": "state", "state": state, "holder": {"offices": [*contacts]}}

    zones = KnownZones(
        [
            office("ND", {"kind": "district", "zip": "58501", "timezone": CENTRAL}),
            office("ND", {"kind": "district", "lat": 46.9, "lng": -102.8, "timezone": "X/West"}),
            office("IA", {"kind": "capitol", "timezone": CENTRAL}),  # by the state alone
        ]
    )

    def zone(state: str, **contact: object) -> str | None:
        return zones.of({"kind": "district", **contact}, {"level": "state", "state": state})

    assert zone("ND", lat=46.9, lng=-102.8, zip="58501") == "X/West"
    assert zone("ND", lat=46.8, lng=-100.8, zip="58501-1234") == CENTRAL  # a new point
    assert zone("ND", zip="58601") is None
    assert zone("IA", zip="50309") == CENTRAL
    assert zone("GU") == "Pacific/Guam"


def test_nearly_every_office_of_the_pack_has_its_zone() -> None:
    contacts = [
        contact
        for office in Civic.open().offices()
        for holder in (office.holder, *office.successors)
        if holder
        for contact in holder.offices
    ]
    assert sum(contact.timezone is None for contact in contacts) < len(contacts) / 100
    assert all(contact.timezone for contact in contacts if contact.opening)
    assert sum(contact.opening is not None for contact in contacts) > 100
