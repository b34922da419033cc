"""One plan: when X, I will Y."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from upstander.commitments.queries import OWN, STEPS, step
from upstander.commitments.times import clock
from upstander.commitments.voting import VotingStep
from upstander.common.calendars import CalendarEntry

TITLE = _("I will %(what)s")
WHERE = _("Where: %(place)s")
SENTENCE = _("When %(cue)s, I will %(what)s")
FARTHEST = timedelta(days=366)
FARTHEST_VOTE = timedelta(days=2 * 366)
"""Federal general elections are two years apart."""

PAST = _("This day has passed. Choose today or a later day.")
TOO_FAR = _("Choose a day in the next 12 months.")
TOO_FAR_TO_VOTE = _("Choose a day in the next two years.")
NOTHING = _("Give a day and a time for one of these, at least.")
NO_WORDS = _("Write what you will do.")


class Line(forms.CharField):
    """One line of a visitor's own words, spaces tidied."""

    def to_python(self, value: str | None) -> str:
        return " ".join((super().to_python(value) or "").split())


class Day(forms.DateField):
    """A day, as a browser's calendar gives it or as people type it."""

    widget = forms.DateInput(attrs={"type": "date"})
    default_error_messages = {
        "required": _("Choose a day."),
        "invalid": _("Give a day such as 2027-03-15: year, month, day."),
    }


class Clock(forms.TimeField):
    """A time of day, as a browser's clock gives it or as people type it."""

    widget = forms.TimeInput(attrs={"type": "time"})
    default_error_messages = {
        "required": _("Choose a time."),
        "invalid": _("Give a time such as 6:30 PM or 18:30."),
    }

    def strptime(self, value: str, format: str) -> time:
        return clock(value)


def _check(day: date, *, farthest: timedelta, too_far: StrPromise) -> None:
    """Raises `ValidationError` for a day that is over everywhere, or too far off."""
    today = (datetime.now(UTC) - timedelta(hours=12)).date()
    if day < today:
        raise forms.ValidationError(PAST)
    if day > today + farthest:
        raise forms.ValidationError(too_far)


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
    day = Day(label=_("Day"))
    at = Clock(label=_("Time of day"))
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
        _check(day, farthest=FARTHEST, too_far=TOO_FAR)
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


class VotingStepForm(forms.Form):
    """When and where one step of a plan to vote is done. Left empty, it is no part of the plan."""

    day = Day(label=_("Day"), required=False)
    at = Clock(label=_("Time of day"), required=False)
    where = Line(
        label=_("Where"),
        help_text=_("Online, by mail, or the place. You may leave it empty."),
        required=False,
        max_length=120,
    )

    def __init__(self, step: VotingStep, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix=step.key)
        self.step = step

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day:
            _check(day, farthest=FARTHEST_VOTE, too_far=TOO_FAR_TO_VOTE)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.has_changed():
            for name in ("day", "at"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def entry(self, *, link: str) -> CalendarEntry:
        """Returns the checked step as an event with an alarm, with what it is to come before."""
        given = self.cleaned_data
        title = str(TITLE % {"what": self.step.words})
        where = WHERE % {"place": given["where"]} if given["where"] else ""
        lines = [title, where, *self.step.before, link]
        return CalendarEntry(
            uid=str(uuid4()),
            start=datetime.combine(given["day"], given["at"]),
            title=title,
            text="\n".join(filter(None, lines)),
            link=link,
        )
