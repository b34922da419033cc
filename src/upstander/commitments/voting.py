"""A plan to vote in a state: its steps, and before what each is to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from upstander.elections.facts import federal_calendar
from upstander.elections.queries import StateVoting

STEPS: dict[str, StrPromise] = {
    "register": gettext_lazy("register to vote, or check that I am registered"),
    "ballot": gettext_lazy("ask for a ballot by mail"),
    "vote": gettext_lazy("vote"),
}
"""What completes "I will", by step, in the order in which they are done."""


@dataclass(frozen=True)
class VotingStep:
    """One step of a plan to vote; `before` says until when and where that is from, in sentences."""

    key: str
    words: StrPromise
    before: tuple[str, ...]


def steps(voting: StateVoting, *, on: date) -> tuple[VotingStep, ...]:
    """Returns the steps of a state; where nobody registers, there is no such step."""
    before = {"register": _register(voting), "ballot": _ballot(), "vote": _vote(on)}
    return tuple(
        VotingStep(key, words, tuple(before[key]))
        for key, words in STEPS.items()
        if key != "register" or voting.rules.status != "not-needed"
    )


def _register(voting: StateVoting) -> Iterator[str]:
    for line in voting.lines:
        if line.words:
            yield f"{line.label}: {line.said}"
    if not any(line.words for line in voting.lines):
        yield _("Our source gives no deadline here. Ask your election office.")
        return
    yield _("Source: %(publisher)s, as of %(day)s.") % {
        "publisher": voting.source.publisher,
        "day": date_format(voting.rules.as_of),
    }


def _ballot() -> Iterator[str]:
    yield _("We do not know until when to ask for a ballot here. Ask your election office.")


def _vote(on: date) -> Iterator[str]:
    calendar = federal_calendar()
    day = calendar.next_day(on)
    if day:
        weekday = date_format(day, "l")
        yield _("The next federal general election is on %(weekday)s, %(day)s.") % {
            "weekday": weekday,
            "day": date_format(day),
        }
        yield _("Source: %(publisher)s, as of %(day)s.") % {
            "publisher": f"{calendar.title}, {calendar.publisher}",
            "day": date_format(calendar.as_of),
        }
    yield _("There may be other elections before then. The official page has the days.")
