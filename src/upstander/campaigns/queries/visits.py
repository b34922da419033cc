"""Visiting: an official's offices from where a visitor is, and what to take along."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from upstander.campaigns.queries import letters
from upstander.hub import dates
from upstander.learn.models import Claim
from upstander.officials.queries.reach import Place
from upstander.places import queries as places
from upstander.places.queries import Point

POINTS = 3
"""Claims on the sheet for a visit: more do not fit on the page, nor into a talk."""


@dataclass(frozen=True)
class Fact:
    """A claim to take along, and its first source."""

    words: str
    source: str


def point(place: str) -> Point | None:
    """Returns about where a place is, in the words of an answer; None where that is not known."""
    found = places.find(place).places
    if len(found) != 1 or found[0].lat is None or found[0].lng is None:
        return None
    return found[0].lat, found[0].lng


def nearest_first(offices: Iterable[Place]) -> list[Place]:
    """Returns the offices that one can go to, in the order one would think of them: nearest first.

    Their addresses are without post-office boxes.
    """
    open_to = (replace(one, address=one.visit) for one in offices if one.visit)
    return sorted(open_to, key=lambda one: not one.distance)


def facts(claims: Iterable[Claim], language: str) -> list[Fact]:
    """Returns the first claims as they stand today, for a sheet of one page."""
    return [_fact(claim, language) for claim in islice(claims, POINTS)]


def _fact(claim: Claim, language: str) -> Fact:
    source = next((citation.source for citation in claim.citations.all()), None)
    parts = [source.title, source.publisher] if source else []
    if source and source.published:
        parts.append(dates.said(source.published))
    return Fact(words=letters.claim_words(claim, language), source=", ".join(parts))
