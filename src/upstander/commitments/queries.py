"""What a plan can be about. Plans themselves are kept by visitors, never here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from upstander.hub import audiences
from upstander.hub.context import absolute
from upstander.places import queries as places

OWN = "own"
"""The step that a visitor puts into their own words."""


@dataclass(frozen=True)
class Step:
    """One thing a person can do.

    `words` complete "I will". `audiences` are all who learn something of it, by the codes of
    `hub.audiences`; none where that depends on what it is. `page` is where to do it, `then` and
    `then_page` what comes after; pages are names of views.
    """

    key: str
    words: StrPromise
    audiences: tuple[str, ...]
    page: str
    then: StrPromise
    then_page: str

    @property
    def learn_names(self) -> list[str]:
        """Who learns something of it, in words."""
        return [str(one.who) for one in audiences.of(self.audiences)]

    @property
    def link(self) -> str:
        """The absolute address of the page where it is done."""
        return absolute(reverse(self.page))

    @property
    def then_path(self) -> str:
        return reverse(self.then_page)


STEPS = (
    Step(
        "call",
        _("call my officials"),
        ("office", "phone"),
        "officials:index",
        _("Next: write to them"),
        "officials:index",
    ),
    Step(
        "write",
        _("write to my officials"),
        ("office", "website", "email", "post"),
        "officials:index",
        _("Next: find a group to work with"),
        "groups:index",
    ),
    Step(
        "join",
        _("join a group that does this work"),
        ("group", "website", "email"),
        "groups:index",
        _("Next: see what else you can give"),
        "give:index",
    ),
    Step(
        "come",
        _("come to an event or a meeting"),
        ("group", "people_there"),
        "groups:index",
        _("Next: see what else you can give"),
        "give:index",
    ),
    Step(
        "vote",
        _("register to vote, or check that I am registered"),
        ("election_office", "website"),
        "elections:index",
        _("Next: see what else you can give"),
        "give:index",
    ),
    Step(
        OWN,
        _("do something else, in my own words"),
        (),
        "commitments:index",
        _("Next: see what else you can give"),
        "give:index",
    ),
)


def step(key: str) -> Step:
    """Returns the step of that key.

    Raises:
        KeyError: there is none.
    """
    return {step.key: step for step in STEPS}[key]


def public_addresses() -> Iterator[str]:
    """Yields the addresses of this room that are published."""
    yield "commitments/"
    yield "commitments/vote/"
    for state in places.states():
        yield f"commitments/vote/{state.code.lower()}/"
