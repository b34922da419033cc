"""Scripts and letters with their variables filled, citing claims as they stand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.hub.context import absolute
from upstander.learn.models import Claim
from upstander.officials import words
from upstander.officials.models import Campaign
from upstander.officials.models.campaigns import VARIABLES
from upstander.places import queries as places
from upstander.places.queries import Office

LONGEST = 20_000
"""Characters of a letter, at most."""

TOO_LONG = gettext_lazy(
    "Your letter has {length} characters. Take out {over}, so that it has {longest}."
)

_VARIABLE = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")


@dataclass(frozen=True)
class Recipient:
    """Who is addressed, in the words that variables stand for."""

    title: str
    name: str
    office: str
    place: str


def recipient(office: Office, *, place: str, language: str, on: date) -> Recipient:
    """Returns whom to address, from where; where the holder is not known, the seat is the name."""
    held = office.holder if office.status(on) == "held" else None
    name = held.name if held else words.nameless(office, places.state_of(office), language)
    title, chamber = words.TITLES[office.title], words.OFFICES[office.chamber]
    return Recipient(
        title=str(title), name=name, office=str(chamber), place=place or str(words.YOUR_TOWN)
    )


def script(campaign: Campaign, to: Recipient, *, claims: Iterable[Claim], language: str) -> str:
    """Returns what to say in a call; cues in brackets stand for the caller's own words."""
    return fill(
        campaign.text("script", language).value,
        {
            **asdict(to),
            "claims": spoken(claims, language),
            "own_words": str(words.OWN_WORDS),
        },
    )


def letter(
    campaign: Campaign,
    to: Recipient,
    *,
    claims: Iterable[Claim],
    own_words: str,
    language: str,
) -> str:
    """Returns a whole letter, claims cited by reference."""
    return fill(
        campaign.text("letter", language).value,
        {**asdict(to), "claims": cited(claims, language), "own_words": own_words},
    )


def too_long(text: str) -> str:
    """Returns what to say of a letter that is longer than the longest."""
    over = len(text) - LONGEST
    return str(TOO_LONG).format(length=f"{len(text):,}", over=f"{over:,}", longest=f"{LONGEST:,}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Returns `text` with its variables filled once: braces inside a value stay as they are."""
    filled = _VARIABLE.sub(lambda match: values[match[1]], paragraphs(text))
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def paragraphs(text: str) -> str:
    """Returns an organizer's text with one line for each paragraph, an empty line between them."""
    lines = text.replace("\r\n", "\n")
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", lines))


def spoken(claims: Iterable[Claim], language: str) -> str:
    """Returns the claims as sentences to say."""
    return " ".join(claim_words(claim, language) for claim in claims)


def cited(claims: Iterable[Claim], language: str) -> str:
    """Returns the claims as paragraphs, each with its address here and its first source."""
    return "\n\n".join(_citation(claim, language) for claim in claims)


def _citation(claim: Claim, language: str) -> str:
    address = absolute(claim.get_absolute_url())
    lines = [claim_words(claim, language), _("See {address}").format(address=address)]
    for citation in claim.citations.all()[:1]:
        source = citation.source
        day = [date_format(source.published)] if source.published else []
        lines.append(
            _("Source: {source}").format(source=", ".join([source.title, source.publisher, *day]))
        )
    return "\n".join(lines)


def claim_words(claim: Claim, language: str) -> str:
    """Returns what a claim says as it stands today, with the newest later development."""
    developments = list(claim.developments.all())
    said = _standing_words(claim, language)
    if not developments:
        return said
    newest = max(developments, key=lambda development: development.on)
    what = newest.text("what", language).value
    later = _("Later, on {day}: {what}").format(day=date_format(newest.on), what=what)
    return f"{said} {later}"


def _standing_words(claim: Claim, language: str) -> str:
    """Returns the claim's sentence as its standing has it.

    A corrected claim is said in the words of its newest correction: in their place where they
    correct the sentence itself, after it where they correct how it was understood.
    """
    sentence = claim.text("sentence", language).value
    if claim.standing == Claim.Standing.DISPUTED:
        return _("{claim} (This is disputed.)").format(claim=sentence)
    newest = next(iter(claim.corrections.all()), None)
    if claim.standing != Claim.Standing.CORRECTED or newest is None:
        return sentence
    right = newest.text("right", language).value
    return right if newest.said.strip() in claim.sentence else f"{sentence} {right}"
