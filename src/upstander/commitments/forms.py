"""One plan: when X, I will Y."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.commitments.queries import OWN, STEPS, step
from upstander.commitments.times import clock
from upstander.common.calendars import CalendarEntry

TITLE = _("I will %(what)s")
SENTENCE = _("When %(cue)s, I will %(what)s")
FARTHEST = timedelta(days=366)

PAST = _("This day has passed. Choose today or a later day.")
TOO_FAR = _("Choose a day in the next 12 months.")
NO_WORDS = _("Write what you will do.")


class Line(forms.CharField):
    """One line of a visitor's own words, spaces tidied."""

    def to_python(self, value: str | None) -> str:
        return " ".join((super().to_python(value) or "").split())


class Clock(forms.TimeField):
    """A time of day, as a browser's clock gives it or as people type it."""

    def strptime(self, value: str, format: str) -> time:
        return clock(value)


class PlanForm(forms.Form):
    """What, on which day, at what time, and what it follows on."""

    step = forms.ChoiceField(
        choices=[(step.key, step.words) for step in STEPS],
        error_messages={
            "required": _("Choose what you will do."),
            "invalid_choice": _("Choose what you will do."),
        },
    )
    own = Line(label=_("In my own words: I will"), required=False, max_length=120)
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Give a day such as 2027-03-15: year, month, day."),
        },
    )
    at = Clock(
        label=_("Time of day"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={
            "required": _("Choose a time."),
            "invalid": _("Give a time such as 6:30 PM or 18:30."),
        },
    )
    cue = Line(
        label=_("When … (you may leave this empty)"),
        help_text=_(
            "Tie it to something you do anyway, for example: I get home from work. "
            "Such plans are kept more often."
        ),
        required=False,
        max_length=120,
    )

    def clean_day(self) -> date:
        """Returns the day, if it is not over yet everywhere; the visitor's zone is not known."""
        day: date = self.cleaned_data["day"]
        latest_zone = datetime.now(UTC) - timedelta(hours=12)
        if day < latest_zone.date():
            raise forms.ValidationError(PAST)
        if day > latest_zone.date() + FARTHEST:
            raise forms.ValidationError(TOO_FAR)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("step") == OWN and not (cleaned.get("own") or "own" in self.errors):
            self.add_error("own", NO_WORDS)
        return cleaned

    def entry(self) -> CalendarEntry:
        """Returns the checked plan as an event with an alarm, on the visitor's own clock."""
        plan = self.cleaned_data
        chosen = step(plan["step"])
        what = plan["own"] if chosen.key == OWN else str(chosen.words)
        title = TITLE % {"what": what}
        sentence = SENTENCE % {"cue": plan["cue"], "what": what} if plan["cue"] else title
        return CalendarEntry(
            uid=str(uuid4()),
            start=datetime.combine(plan["day"], plan["at"]),
            title=title,
            text=f"{sentence}\n{chosen.link}",
            link=chosen.link,
        )
