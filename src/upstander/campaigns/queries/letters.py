"""Scripts and letters with their variables filled, citing claims as they stand."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.campaigns.models import VARIABLES, Campaign, Stance
from upstander.campaigns.queries import addressing, constituents, targets
from upstander.campaigns.queries.constituents import Represents
from upstander.campaigns.queries.words import OWN_WORDS
from upstander.hub import dates
from upstander.hub.context import absolute
from upstander.hub.models import Text
from upstander.learn.models import Claim
from upstander.officials.queries import words
from upstander.places import choices
from upstander.places.queries import Office

LONGEST = 20_000
"""Characters of a letter, at most."""

TOO_LONG = gettext_lazy(
    "Your letter has {length} characters. Take out {over}, so that it has {longest}."
)

_VARIABLE = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")

_MAY_LACK: dict[str, Callable[[Campaign, Office], str]] = {
    "district": lambda _campaign, office: words.district(office),
    "committee": lambda campaign, office: targets.committee(campaign, office.id),
}


@dataclass(frozen=True)
class Recipient:
    """Who is addressed, in the words that variables stand for; `known` where that is a person.

    `represents` says whether they represent the writer. `absent` is what to show for a variable
    that has nothing to stand for; its {variable} is filled.
    """

    id: str
    known: bool
    title: str
    name: str
    office: str
    place: str
    district: str
    represents: Represents
    absent: str = ""


def recipient(
    office: Office, *, place: str, language: str, on: date, represents: Represents
) -> Recipient:
    """Returns whom to address, from where; the office is the name where no holder is known."""
    return Recipient(
        id=office.id,
        known=office.holder_on(on) is not None,
        title=addressing.title(office, language),
        name=addressing.name(office, language=language, on=on),
        office=addressing.body(office, language),
        place=place or str(words.YOUR_TOWN),
        district=words.district(office),
        represents=represents,
    )


def wordings(campaign: Campaign, field: str, language: str) -> dict[str, Text]:
    """Returns the words of `script` or `letter` by stance; "" has those for everyone else.

    A stance without words of its own is left out. So is one whose words are in another language
    than the reader's, where those for everyone are in the reader's own.
    """
    plain = campaign.text(field, language)
    found = {side: campaign.text(f"{field}_{side}", language) for side in Stance.Side.values}
    return {"": plain} | {
        side: text
        for side, text in found.items()
        if text.value and (text.language == language or plain.language != language)
    }


def wording(campaign: Campaign, office_id: str, field: str, language: str) -> Text:
    """Returns the words of `script` or `letter` for an office, by its holder's stance."""
    by_stance = wordings(campaign, field, language)
    return by_stance.get(stances(campaign).get(office_id, ""), by_stance[""])


def lacking(campaign: Campaign, office: Office, language: str) -> list[str]:
    """Returns the variables of the words for an office that have nothing to stand for there."""
    texts = [wording(campaign, office.id, field, language).value for field in ("script", "letter")]
    return missing(campaign, office, "\n".join(texts))


def missing(campaign: Campaign, office: Office, text: str) -> list[str]:
    """Returns the variables of a text that have nothing to stand for at an office.

    Only these can be absent: where nobody is known to hold it, the seat is the name.
    """
    used = set(_VARIABLE.findall(text)).intersection(_MAY_LACK)
    return [name for name in _MAY_LACK if name in used and not _MAY_LACK[name](campaign, office)]


def script(campaign: Campaign, to: Recipient, *, claims: Iterable[Claim], language: str) -> str:
    """Returns what to say in a call; cues in brackets stand for the caller's own words."""
    return fill(
        _addressed(wording(campaign, to.id, "script", language).value, to),
        {
            **_values(campaign, to, language),
            "claims": spoken(claims, language),
            "own_words": str(OWN_WORDS),
        },
        absent=to.absent,
    )


def letter(  # noqa: PLR0913  (each is a part of the letter)
    campaign: Campaign,
    to: Recipient,
    *,
    claims: Iterable[Claim],
    own_words: str,
    language: str,
    request: str = "",
) -> str:
    """Returns a whole letter, claims cited by reference; `request` is the writer's own wording."""
    values = _values(campaign, to, language)
    return fill(
        _addressed(wording(campaign, to.id, "letter", language).value, to),
        values
        | {
            "request": request or values["request"],
            "claims": cited(claims, language),
            "own_words": own_words,
        },
        absent=to.absent,
    )


def _addressed(text: str, to: Recipient) -> str:
    """A text for a person, or for an office of which no holder is known: without a title.

    It claims that they represent the writer only where they do.
    """
    said = constituents.addressed(paragraphs(text), to.represents)
    for titled, plain in () if to.known else choices.WITHOUT_A_HOLDER:
        said = said.replace(titled, plain)
    return said


def _values(campaign: Campaign, to: Recipient, language: str) -> dict[str, str]:
    return {
        **asdict(to),
        "committee": targets.committee(campaign, to.id),
        "request": campaign.text("request", language).value,
    }


def stances(campaign: Campaign) -> dict[str, str]:
    """Returns where holders stand, by the id of their office."""
    return {one.office_id: one.side for one in campaign.stances.all()}


def too_long(text: str) -> str:
    """Returns what to say of a letter that is longer than the longest."""
    over = len(text) - LONGEST
    return str(TOO_LONG).format(length=f"{len(text):,}", over=f"{over:,}", longest=f"{LONGEST:,}")


def fill(text: str, values: Mapping[str, str], *, absent: str = "") -> str:
    """Returns `text` with its variables filled once: braces inside a value stay as they are.

    A variable whose value is empty becomes `absent`, with the variable in it.
    """

    def value(match: re.Match[str]) -> str:
        return values[match[1]] or absent.replace("{variable}", match[0])

    filled = _VARIABLE.sub(value, paragraphs(text))
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def paragraphs(text: str) -> str:
    """Returns an organizer's text with one line for each paragraph, an empty line between them."""
    lines = text.replace("\r\n", "\n")
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", lines))


def spoken(claims: Iterable[Claim], language: str) -> str:
    """Returns the claims to say, a paragraph for each: one can stop for breath, or be asked."""
    return "\n\n".join(claim_words(claim, language) for claim in claims)


def cited(claims: Iterable[Claim], language: str) -> str:
    """Returns the claims as paragraphs, each with its address here and its first source."""
    return "\n\n".join(_citation(claim, language) for claim in claims)


def _citation(claim: Claim, language: str) -> str:
    address = absolute(claim.get_absolute_url())
    lines = [claim_words(claim, language), _("See {address}").format(address=address)]
    for citation in claim.citations.all()[:1]:
        source = citation.source
        day = [dates.said(source.published)] if source.published else []
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
    newest = max(developments, key=lambda development: dates.first_day(development.on))
    what = newest.text("what", language).value
    later = _("Later ({day}): {what}").format(day=dates.said(newest.on), what=what)
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
