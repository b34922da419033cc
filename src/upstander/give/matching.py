"""Which asks fit what a visitor can give. `match.js` is the same rule on the visitor's device.

Nothing here reads the database or knows a language: choices and needs go in, ids and reason codes
come out, and a browser test holds both writings of the rule against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from upstander.hub.audiences import is_private

MOST = 5
OPEN_ENDED = 600


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a visitor can give, and their limits. `minutes` is None for somebody with no limit."""

    minutes: int | None
    money: bool
    skills: frozenset[str]
    languages: frozenset[str]
    home_only: bool
    private_only: bool


@dataclass(frozen=True, kw_only=True)
class Need:
    """What an ask takes: one of `skills`, if there are any, and all of `languages`.

    `audiences` are all who learn of it, none where that is not known; `until` is the last day on
    which it holds, None for ever.
    """

    id: str
    minutes: int
    costs_money: bool
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    presence: str
    audiences: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class Fit:
    """An ask that fits, and the codes of the reasons why."""

    id: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """At most `MOST` asks that fit, the best first; where none does, the id of the smallest."""

    fits: tuple[Fit, ...]
    smallest: str | None


def match(choices: Choices, needs: Iterable[Need], *, on: date) -> Matches:
    """Returns the asks that fit these choices on a day.

    No limit is ever broken. Among what is left, a skill counts most, then money, then the time
    (an ask that uses half of it or more comes before one that uses a little), then being there in
    person; after that the shorter ask comes first, then the one whose id sorts first.
    """
    current = [need for need in needs if need.until is None or need.until >= on]
    allowed = [need for need in current if _within_limits(choices, need)]
    fitting = [need for need in allowed if _within_time(choices, need)]
    if not fitting:
        return Matches((), _smallest(allowed or current))
    fitting.sort(key=lambda need: (-_score(choices, need), need.minutes, need.id))
    return Matches(tuple(Fit(need.id, _reasons(choices, need)) for need in fitting[:MOST]), None)


def _within_limits(choices: Choices, need: Need) -> bool:
    return not (
        (need.costs_money and not choices.money)
        or (need.skills and choices.skills.isdisjoint(need.skills))
        or not choices.languages.issuperset(need.languages)
        or (choices.home_only and need.presence == "in_person")
        or (choices.private_only and not is_private(need.audiences))
    )


def _within_time(choices: Choices, need: Need) -> bool:
    return choices.minutes is None or need.minutes <= choices.minutes


def _smallest(needs: list[Need]) -> str | None:
    return min(((need.minutes, need.id) for need in needs), default=(0, None))[1]


def _score(choices: Choices, need: Need) -> int:
    have = OPEN_ENDED if choices.minutes is None else choices.minutes
    return (
        (8 if need.skills else 0)
        + (4 if need.costs_money else 0)
        + (2 if need.minutes * 2 >= have else 0)
        + (1 if need.presence == "in_person" else 0)
    )


def _reasons(choices: Choices, need: Need) -> tuple[str, ...]:
    reasons = [f"skill-{skill}" for skill in need.skills if skill in choices.skills][:1]
    if need.costs_money:
        reasons.append("money")
    reasons.append("time-open" if choices.minutes is None else "time")
    if not need.costs_money and not choices.money:
        reasons.append("no-money")
    if need.presence == "in_person":
        reasons.append("in-person")
    elif choices.home_only:
        reasons.append("home")
    if choices.private_only:
        reasons.append("private")
    reasons += [f"language-{language}" for language in need.languages]
    return tuple(reasons)
