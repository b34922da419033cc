"""Whom a campaign reaches, and how its words read for one of them, for an organizer's eyes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from upstander.campaigns.models import KINDS, Campaign
from upstander.campaigns.queries import addressing, letters
from upstander.campaigns.queries.words import OWN_WORDS
from upstander.hub.context import language
from upstander.hub.queries import hub
from upstander.learn.models import Claim
from upstander.officials.queries import kinds
from upstander.places import queries as places
from upstander.places.queries import Office

SHOWN = 100
"""Offices that one page lists."""

ABSENT = _("[{variable}: nothing to stand for]")
"""What a preview shows for a variable that would leave a gap."""


@dataclass(frozen=True)
class Target:
    """One office that is addressed: what it is called, whether anyone is known to hold it."""

    id: str
    called: str
    known: bool
    state: str
    stance: str
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many offices of one kind are addressed, and how many in each state."""

    kind: str
    label: str
    offices: int
    unknown: int
    states: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Preview:
    """A script and a letter as one official's constituents will read them, in one language."""

    to: str
    language: str
    script: str
    script_language: str
    letter: str
    letter_language: str


def target(campaign: Campaign, office: Office, *, on: date) -> Target:
    """Returns what an organizer sees of one office."""
    return Target(
        id=office.id,
        called=addressing.called(office, language=language(), on=on),
        known=office.holder_on(on) is not None,
        state=office.state or "",
        stance=letters.stances(campaign).get(office.id, ""),
        lacking=tuple(letters.lacking(campaign, office, language())),
    )


def counts(offices: Iterable[Office], *, on: date) -> list[Count]:
    """Returns how many are addressed of each kind, in the order in which visitors contact them."""
    by_kind: dict[str, list[Office]] = {}
    for office in offices:
        by_kind.setdefault(kinds.of(office.id), []).append(office)
    return [
        Count(
            kind=kind,
            label=str(KINDS[kind]),
            offices=len(found),
            unknown=sum(office.holder_on(on) is None for office in found),
            states=tuple(
                (code, places.state_name(places.state(code), language()), number)
                for code, number in sorted(
                    Counter(office.state for office in found if office.state).items()
                )
            ),
        )
        for kind, found in by_kind.items()
    ]


def samples(campaign: Campaign, offices: Iterable[Office], *, on: date) -> list[Office]:
    """Returns a few offices whose words differ: of each kind, held and not, and of each stance."""
    stances = letters.stances(campaign)
    differing: dict[tuple[str, bool, str], Office] = {}
    for office in offices:
        known = office.holder_on(on) is not None
        differing.setdefault((kinds.of(office.id), known, stances.get(office.id, "")), office)
    return list(differing.values())


def preview(
    campaign: Campaign, office: Office, *, claims: Iterable[Claim], on: date
) -> list[Preview]:
    """Returns the words for one office in each language of the hub."""
    return [_preview(campaign, office, list(claims), code, on) for code in hub_languages(campaign)]


def hub_languages(campaign: Campaign) -> list[str]:
    """Returns the language of the campaign, then the hub's others."""
    return list(dict.fromkeys([campaign.language, *hub().languages]))


def _preview(
    campaign: Campaign, office: Office, claims: list[Claim], code: str, on: date
) -> Preview:
    with translation.override(code):
        to = letters.recipient(office, place="", language=code, on=on, represents="yes")
        to = replace(to, absent=str(ABSENT))
        script = letters.wording(campaign, office.id, "script", code)
        letter = letters.wording(campaign, office.id, "letter", code)
        return Preview(
            to=f"{to.title} {to.name}",
            language=code,
            script=letters.script(campaign, to, claims=claims, language=code),
            script_language=script.language,
            letter=letters.letter(
                campaign, to, claims=claims, own_words=str(OWN_WORDS), language=code
            ),
            letter_language=letter.language,
        )
