"""The device reads a day and a time as the server does."""

import itertools

from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests import node
from upstander.commitments.forms import PlanForm
from upstander.commitments.times import NAMED, PARTS, clock

HALVES = ["", "h", "p. m.", "A.M.", "x", *itertools.chain(*PARTS.values())]
TIMES = [
    *NAMED, "", "9", "24:00", "9:60", " 18:30 ", "09:00:00", "9:00\u202fAM", "９:０５ pm", "٩:٠٠",
    *(f"{hour}{minutes} {half}" for hour in (0, 1, 6, 11, 12, 13, 23, 30)
      for minutes in ("", ":05", "h30") for half in HALVES),
]  # fmt: skip
DAYS = [
    "2027-03-15", "2027-3-5", "2027-02-30", "3/5/2027", "13/5/2027", "3/13/27", " 3/5/27 ", "x",
    "3/5", "2027/03/15", "0000-01-01", "3/5/20277", "",
]  # fmt: skip


def server_time(typed: str) -> str:
    try:
        return clock(typed).strftime("%H:%M")
    except ValueError:
        return ""


def server_day(typed: str, language: str) -> str:
    with override(language):
        form = PlanForm({"day": typed})
        form.fields["day"].required = False
        try:
            found = form.fields["day"].clean(typed)
        except ValidationError:
            return ""
    return found.isoformat() if found else ""


def test_the_device_and_the_server_read_times_and_days_alike() -> None:
    times, days = node.run(
        """async (times, days) => {
            const { clock, day } = await import("#commitments/times.js");
            const read = (text) => ["en", "es"].map((language) => day(text, language));
            return [times.map(clock), days.map(read)];
        }""",
        TIMES,
        DAYS,
    )

    assert dict(zip(TIMES, times, strict=True)) == {one: server_time(one) for one in TIMES}
    assert days == [[server_day(one, language) for language in ("en", "es")] for one in DAYS]
    assert {"09:00", "18:30", "00:00", "12:00"} <= set(times)
