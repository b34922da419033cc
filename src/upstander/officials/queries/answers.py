"""An answer of the engine, in the words that a page shows."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from upstander.hub.registry import Offer
from upstander.officials.queries import added, kinds, office_facts, reach, words
from upstander.officials.queries.office_facts import Corrected, OfficeFacts
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import (
    Account,
    ContactOffice,
    Located,
    Notice,
    NoticeCode,
    Office,
    Outcome,
    Place,
    Point,
    SourceNote,
)

REFUSED = (Outcome.EMPTY, Outcome.MALFORMED)


@dataclass(frozen=True)
class Asked:
    """When and from where a visitor asked, and what callers said of offices (see `reports`).

    A page that is made for everybody knows neither moment nor place.
    """

    now: datetime | None = None
    near: Point | None = None
    notes: Mapping[str, Any] = field(default_factory=lambda: {"full": {}, "numbers": {}})


@dataclass(frozen=True)
class Card:
    """One office as a page shows it. Words are empty where nothing is known.

    Exactly one of `held`, `vacant` and `unknown` is true. `last_known` says that whoever holds it
    is known only as of `known_on`, and `official` where to check. `in_office` is since when they
    have held it without a break. `heading` is the holder's name, or the seat where nobody is
    known to hold it; `last_holder` is whose term is over then. `elect` says who is to take office,
    `corrections` what is known beyond the list, `since` since when a seat is vacant and until when,
    `meanwhile` who serves people then. `term_end` is the last day that the source speaks for; with
    `turnover` it is the chamber's, and this member may stay. `phone` is the number to call first;
    `corrected` says that it stands for a wrong one, `full` that callers found the mailbox full.
    `channels` are all ways to reach the office, the best first, and `way_out` what to try where it
    has no number.
    """

    id: str
    level: str
    kind: str
    heading: str
    seat: str
    last_holder: str
    party: str
    held: bool
    last_known: bool
    official: str
    in_office: str
    vacant: bool
    unknown: bool
    elect: str
    corrections: tuple[Corrected, ...]
    meanwhile: str
    since: str
    phone: str
    tel: str
    full: str
    corrected: str
    corrected_url: str
    emails: tuple[str, ...]
    contact_form: str
    website: str
    website_name: str
    address: str
    address_kind: str
    offices: tuple[reach.Place, ...]
    committees: tuple[str, ...]
    accounts: tuple[Account, ...]
    channels: tuple[reach.Channel, ...]
    way_out: tuple[reach.WayOut, ...]
    term_end: str
    turnover: bool
    as_of: str
    known_on: str
    source: SourceNote
    offers: tuple[Offer, ...]

    @property
    def email(self) -> str:
        """The first address, or nothing."""
        return next(iter(self.emails), "")

    @property
    def open_now(self) -> str:
        """Whether staff answers at `phone` at the moment."""
        here = (one.open_now for one in self.offices if one.phone == self.phone)
        return next(here, "")

    @property
    def posts(self) -> tuple[reach.Channel, ...]:
        """The channels that are accounts on social networks."""
        return tuple(one for one in self.channels if one.how in choices.NETWORKS)

    @property
    def places(self) -> tuple[reach.Place, ...]:
        """Its offices but for the main one, which `address` is of."""
        return tuple(one for one in self.offices if not one.is_main)


@dataclass(frozen=True)
class Choice:
    """A place to choose: what to read, and what to look up."""

    label: str
    query: str


@dataclass(frozen=True)
class Section:
    """Officials that stand together below the members of Congress, under one heading."""

    heading: str
    notices: tuple[str, ...]
    certain: tuple[Card, ...]
    possible: tuple[Card, ...]

    @property
    def at_large(self) -> tuple[Card, ...]:
        """Those whom the whole state elects, where they are so many that one asks for them."""
        found = tuple(one for one in self.certain if choices.EVERYWHERE.search(one.id))
        return found if len(found) > choices.MOST_OPEN else ()

    @property
    def shown(self) -> tuple[Card, ...]:
        """The others who are certain."""
        return tuple(one for one in self.certain if one not in self.at_large)

    @property
    def closed(self) -> bool:
        """True where so many are possible that they are shown once one asks for them."""
        return len(self.possible) > choices.MOST_OPEN


@dataclass(frozen=True)
class Answer:
    """A look-up's answer in words. `label` is the place that was found, as one would say it.

    `congress` has its members, `sections` everybody else.
    """

    outcome: Outcome
    heading: str
    label: str
    notices: tuple[str, ...]
    beside: tuple[str, ...]
    choices: tuple[Choice, ...]
    congress: Section
    sections: tuple[Section, ...]
    state: str
    as_of: date

    @property
    def certain(self) -> tuple[Card, ...]:
        """Members of Congress who represent the place for sure."""
        return self.congress.certain

    @property
    def possible(self) -> tuple[Card, ...]:
        """Those who may."""
        return self.congress.possible

    @property
    def is_refused(self) -> bool:
        """True where the text itself has to be mended."""
        return self.outcome in REFUSED

    @property
    def is_military(self) -> bool:
        """True for the mail codes of bases, ships and embassies."""
        return self.outcome == Outcome.MILITARY


def answer(
    located: Located,
    *,
    offers: Iterable[Offer],
    language: str,
    on: date,
    asked: Asked | None = None,
) -> Answer:
    """Returns what the page says on the day `on`; cards have those of `offers` that fit."""
    asked = replace(asked or Asked(), near=_point(located))
    offered = tuple(offers)
    ours = added.around(located)
    everyone = {one.id: one for one in (*located.offices, *ours.certain, *ours.possible)}
    cards = {
        key: card(
            office,
            offers=offered,
            language=language,
            on=on,
            asked=asked,
        )
        for key, office in everyone.items()
    }
    certain = {one.id for one in (*located.certain_offices(), *ours.certain)}
    states = {office.state for office in located.offices if office.state}
    congress = _section("congress", cards, certain, ())
    return Answer(
        outcome=located.outcome,
        heading=str(words.HEADINGS[located.outcome]),
        label=label(located, language),
        notices=_notices(located, language, "congress"),
        beside=_notices(located, language, "beside"),
        choices=tuple(
            Choice(place_name(place, language), place_name(place, "en"))
            for place in (() if located.offices else located.places)
        ),
        congress=congress,
        sections=tuple(
            one
            for key in choices.SECTIONS
            if (one := _section(key, cards, certain, _notices(located, language, key))).certain
            or one.possible
            or one.notices
        ),
        state=states.pop() if len(states) == 1 else "",
        as_of=located.as_of,
    )


def _section(
    key: str,
    cards: Mapping[str, Card],
    certain: Collection[str],
    notices: tuple[str, ...],
) -> Section:
    here = [one for one in cards.values() if section_of(one) == key]
    return Section(
        heading=str(words.SECTIONS.get(key, "")),
        notices=notices,
        certain=tuple(one for one in here if one.id in certain),
        possible=tuple(one for one in here if one.id not in certain),
    )


def section_of(card: Card) -> str:
    """Returns which part of an answer a card stands in, as `more.js` does."""
    if card.kind in choices.CONGRESS:
        return "congress"
    return next(key for key, level in choices.SECTIONS.items() if level == card.level)


def _point(located: Located) -> Point | None:
    place = located.places[0] if len(located.places) == 1 else None
    if place is None or place.lat is None or place.lng is None:
        return None
    return place.lat, place.lng


def card(
    office: Office,
    *,
    offers: Iterable[Offer] = (),
    language: str,
    on: date,
    asked: Asked | None = None,
) -> Card:
    """Returns one office in words, as it stands on the day `on`."""
    asked = asked or Asked()
    kind = kinds.of(office.id)
    row = added.row(office.id) if kind == "added" else None
    corrections = asked.notes["numbers"].get(office.id)
    facts = office_facts.of(office, on=on, row=row, corrections=corrections)
    standing, contacts, seat = facts.standing, facts.contacts, facts.seat(language)
    held, last = standing.holder, standing.last
    emails = contacts.emails if held else ()
    chosen = tuple(one for one in offers if standing.status != "vacant" and one.fits(office))
    return Card(
        id=office.id,
        level=office.level,
        kind=kind,
        heading=held.name if held else seat,
        seat=seat if held else "",
        last_holder=last.name if last else "",
        party=words.party(held.party) if held else "",
        held=held is not None,
        last_known=standing.status == "last-known",
        official=reach.official(office, held),
        in_office=_day(held.since) if held else "",
        vacant=standing.status == "vacant",
        unknown=standing.status == "unknown",
        elect=next(facts.elects(_day), ""),
        corrections=tuple(facts.corrected(_day)),
        meanwhile=standing.meanwhile,
        since=" ".join(words.since(_day(standing.since), _day(standing.by))),
        phone=contacts.first.text,
        tel=contacts.first.tel,
        full=_full(office.id, asked.notes, on),
        corrected=contacts.first.note,
        corrected_url=contacts.first.source_url,
        emails=emails,
        contact_form=contacts.form,
        website=contacts.website,
        website_name=re.sub(r"^https?://(www\.)?", "", contacts.website).rstrip("/"),
        address=_address(contacts.main),
        address_kind=_address_kind(contacts.main, office),
        offices=reach.offices(
            contacts.holder,
            near=asked.near,
            now=asked.now,
            seat=office,
            corrections=facts.corrections,
        )
        if contacts.holder
        else (),
        committees=_committees(facts, chosen),
        accounts=facts.accounts,
        channels=tuple(
            reach.channels(
                phone=contacts.first.text,
                contact_form=contacts.form,
                emails=emails,
                website=contacts.website,
                accounts=facts.accounts,
            )
        ),
        way_out=()
        if contacts.first.text
        else tuple(reach.ways(office, reached=bool(emails or contacts.website))),
        term_end=_day(facts.term.last),
        turnover=office.chamber in choices.LEGISLATURES,
        as_of=_day(office.as_of),
        known_on=_day(office.known_on(held) if held else office.as_of),
        source=facts.source,
        offers=chosen,
    )


def _full(office_id: str, notes: Mapping[str, Any], on: date) -> str:
    reported = notes["full"].get(office_id)
    days = (on - date.fromisoformat(reported)).days if reported else choices.FULL_DAYS
    if days >= choices.FULL_DAYS:
        return ""
    return str(words.FULL[{0: "today", 1: "yesterday"}.get(days, "days")]).format(days=days)


def _committees(facts: OfficeFacts, offers: Iterable[Offer]) -> tuple[str, ...]:
    """The holder's committees of Congress: those that offers are about, then all whole ones."""
    about = {committee for offer in offers for committee in offer.committees}
    whole = places.whole_committees()
    ordered = sorted(facts.committees, key=lambda one: one.committee_id not in about)
    return tuple(
        dict.fromkeys(one.committee for one in ordered if one.committee_id in about | whole)
    )


def committees_by_seat() -> dict[str, Any]:
    """Returns the whole committees of every seat's last known holder, for the device."""
    whole = places.whole_committees()
    names: dict[str, int] = {}
    seats = {}
    for seat in places.seats():
        sits = places.committees_of(seat.holder.id) if seat.holder else ()
        ours = [one.committee for one in sits if one.committee_id in whole]
        if ours:
            seats[seat.id] = [names.setdefault(name, len(names)) for name in ours]
    return {"names": list(names), "seats": seats}


def _address(main: ContactOffice | None) -> str:
    """Where the main office is; empty where neither its street nor its city is known."""
    return reach.address(main) if main and (main.address or main.city) else ""


def _address_kind(main: ContactOffice | None, office: Office) -> str:
    """What is there: an office, or nothing but a box for letters."""
    return str(words.OFFICE_KINDS[reach.kind(main, office)]) if main else ""


def _day(day: date | None) -> str:
    """A day in words; empty for none."""
    return _written(day, get_language() or "") if day else ""


@lru_cache(maxsize=256)
def _written(day: date, _language: str) -> str:
    return date_format(day)


def label(located: Located, language: str) -> str:
    """Returns the place that was found as one would say it; empty where none was."""
    if not located.offices:
        return ""
    if located.places:
        return place_name(located.places[0], language)
    states = {office.state for office in located.offices if office.state}
    return ", ".join(places.state_name(places.state(code), language) for code in sorted(states))


def place_name(place: Place, language: str) -> str:
    """Returns `Des Moines, IA`, or the name of a whole state."""
    if place.kind == "state":
        return places.state_name(places.state(place.state), language)
    return f"{place.name}, {place.state}"


def _notices(located: Located, language: str, key: str) -> tuple[str, ...]:
    """The sentences that stand in one part of the answer."""
    terms = _terms(language)
    return tuple(_in_words(one, terms) for one in located.notices if _part(one.code) == key)


def _part(code: NoticeCode) -> str:
    if code in words.BESIDE:
        return "beside"
    if code in words.STATE_NOTICES:
        return "state"
    return "local" if code in words.LOCAL_NOTICES else "congress"


def _in_words(notice: Notice, terms: Mapping[str, str]) -> str:
    """A notice's sentence; what it carries in English or as ISO is said in the page's language."""
    params = {}
    for name, value in notice.params.items():
        if name in choices.DAYS:
            params[name] = date_format(date.fromisoformat(value))
        else:
            params[name] = ", ".join(terms.get(word, word) for word in value.split(", "))
    return str(words.NOTICES[notice.code]).format(**params)


def _terms(language: str) -> dict[str, str]:
    """English names that notices carry -> the same in a sentence of the page's language."""
    states = {state.name: places.in_sentence(state, language) for state in places.states()}
    terms = words.TERMS | words.DISTRICTS
    return states | {name: str(said) for name, said in terms.items()}
