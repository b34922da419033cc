"""An answer of the engine, in the words that a page shows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from upstander.officials import targets, words
from upstander.officials.facts import tel
from upstander.officials.models import Campaign
from upstander.places import queries as places
from upstander.places.queries import (
    ContactOffice,
    Located,
    Notice,
    Office,
    Outcome,
    Place,
    SourceNote,
)

REFUSED = (Outcome.EMPTY, Outcome.MALFORMED)
DAYS = ("until", "first", "last", "day", "begins")
"""What notices carry as ISO dates."""


@dataclass(frozen=True)
class Card:
    """One seat as a page shows it. Words are empty where nothing is known.

    Exactly one of `held`, `vacant` and `unknown` is true. `heading` is the holder's name, or the
    seat where nobody is known to hold it; `last_holder` is whose term is over then. `website_name`
    is its host and path. `clerk` says that the House's Clerk runs the office.
    """

    id: str
    heading: str
    seat: str
    last_holder: str
    party: str
    held: bool
    vacant: bool
    unknown: bool
    clerk: bool
    phone: str
    tel: str
    website: str
    website_name: str
    contact_form: str
    address: str
    term_end: str
    as_of: str
    source: SourceNote
    campaigns: tuple[Campaign, ...]


@dataclass(frozen=True)
class Choice:
    """A place to choose: what to read, and what to look up."""

    label: str
    query: str


@dataclass(frozen=True)
class Answer:
    """A look-up's answer in words. `label` is the place that was found, as one would say it."""

    outcome: Outcome
    heading: str
    label: str
    notices: tuple[str, ...]
    beside: tuple[str, ...]
    choices: tuple[Choice, ...]
    certain: tuple[Card, ...]
    possible: tuple[Card, ...]
    state: str
    as_of: date

    @property
    def is_refused(self) -> bool:
        """True where the text itself has to be mended."""
        return self.outcome in REFUSED

    @property
    def is_military(self) -> bool:
        """True for the mail codes of bases, ships and embassies."""
        return self.outcome == Outcome.MILITARY


def answer(located: Located, *, campaigns: Iterable[Campaign], language: str, on: date) -> Answer:
    """Returns what the page says on the day `on`; cards offer those of `campaigns` that fit."""
    offered = tuple(campaigns)
    cards = {
        office.id: card(office, campaigns=offered, language=language, on=on)
        for office in located.offices
    }
    states = {places.state_of(office).code for office in located.offices}
    return Answer(
        outcome=located.outcome,
        heading=str(words.HEADINGS[located.outcome]),
        label=label(located, language),
        notices=_notices(located, language, beside=False),
        beside=_notices(located, language, beside=True),
        choices=tuple(
            Choice(place_name(place, language), place_name(place, "en"))
            for place in (() if located.offices else located.places)
        ),
        certain=tuple(cards[office.id] for office in located.certain_offices()),
        possible=tuple(cards[office.id] for office in located.possible_offices()),
        state=states.pop() if len(states) == 1 else "",
        as_of=located.as_of,
    )


def card(office: Office, *, campaigns: Iterable[Campaign] = (), language: str, on: date) -> Card:
    """Returns one seat in words, as it stands on the day `on`."""
    state, status, holder = places.state_of(office), office.status(on), office.holder
    held = holder if status == "held" else None
    seat = words.seat(office, state, language)
    capitol = next((one for one in held.offices if one.kind == "capitol"), None) if held else None
    phone = capitol.phone if capitol and capitol.phone else ""
    website = held.website if held and held.website else ""
    return Card(
        id=office.id,
        heading=held.name if held else seat,
        seat=seat if held else "",
        last_holder=holder.name if holder and not held else "",
        party=words.party(held.party) if held else "",
        held=status == "held",
        vacant=status == "vacant",
        unknown=status == "unknown",
        clerk=status == "vacant" and office.chamber == "house",
        phone=phone,
        tel=tel(phone),
        website=website,
        website_name=re.sub(r"^https?://(www\.)?", "", website).rstrip("/"),
        contact_form=held.contact_form if held and held.contact_form else "",
        address=_address(capitol) if capitol else "",
        term_end=date_format(office.term_end) if office.term_end else "",
        as_of=date_format(office.as_of),
        source=places.source(office.source),
        campaigns=tuple(
            one for one in campaigns if status != "vacant" and targets.addresses(one, office)
        ),
    )


def label(located: Located, language: str) -> str:
    """Returns the place that was found as one would say it; empty where none was."""
    if not located.offices:
        return ""
    if located.places:
        return place_name(located.places[0], language)
    states = {places.state_of(office).code for office in located.offices}
    return ", ".join(words.state_name(places.state(code), language) for code in sorted(states))


def place_name(place: Place, language: str) -> str:
    """Returns `Des Moines, IA`, or the name of a whole state."""
    if place.kind == "state":
        return words.state_name(places.state(place.state), language)
    return f"{place.name}, {place.state}"


def _address(office: ContactOffice) -> str:
    region = " ".join(filter(None, (office.state, office.zip)))
    return ", ".join(filter(None, (office.address, office.city, region)))


def _notices(located: Located, language: str, *, beside: bool) -> tuple[str, ...]:
    terms = _terms(language)
    return tuple(
        _in_words(one, terms) for one in located.notices if (one.code in words.BESIDE) == beside
    )


def _in_words(notice: Notice, terms: Mapping[str, str]) -> str:
    """A notice's sentence; what it carries in English or as ISO is said in the page's language."""
    params = {}
    for name, value in notice.params.items():
        if name in DAYS:
            params[name] = date_format(date.fromisoformat(value))
        else:
            params[name] = ", ".join(terms.get(word, word) for word in value.split(", "))
    return str(words.NOTICES[notice.code]).format(**params)


def _terms(language: str) -> dict[str, str]:
    """English names that notices carry -> the same in a sentence of the page's language."""
    states = {state.name: words.in_sentence(state, language) for state in places.states()}
    terms = words.TERMS | words.DISTRICTS
    return states | {name: str(said) for name, said in terms.items()}
