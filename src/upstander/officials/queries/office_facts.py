"""What is known of an office on one day. Cards, pages and documents are views of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.timezone import localdate

from upstander.officials.models import AddedOfficial
from upstander.officials.queries import added, reach, words
from upstander.officials.queries.reach import Corrections, Number
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import (
    Account,
    ContactOffice,
    Holder,
    Membership,
    Office,
    SourceNote,
    Status,
)


@dataclass(frozen=True)
class Standing:
    """Whether an office is held on a day. `holder` is who holds it, `last` whose term is over.

    `since` and `by` say since when it is vacant and by when it is to be filled, as far as known;
    `meanwhile`, who serves people until then. They are empty where it is not vacant.
    """

    status: Status
    holder: Holder | None
    last: Holder | None
    since: date | None = None
    by: date | None = None
    meanwhile: str = ""


@dataclass(frozen=True)
class Corrected:
    """That something of an office was corrected, when, and by which source; `url` may be empty."""

    words: str
    source: str
    url: str


@dataclass(frozen=True)
class Term:
    """The first and the last day for which the source speaks, each where it is known.

    `stated` is true where the source itself says that the term ends then; else it is the day before
    the next regular terms begin, and its holder may stay.
    """

    first: date | None
    last: date | None
    stated: bool


@dataclass(frozen=True)
class Contacts:
    """Ways to reach an office as its lists have them, with right numbers in place of wrong ones.

    `first` is the number to call first, and `main` the office that it is of, where it has one.
    `is_unlisted` is true where the lists lack it, and it is known here. `holder` is whose they are,
    and `is_current` true for who holds the office on the day.
    """

    first: Number
    is_unlisted: bool
    main: ContactOffice | None
    offices: tuple[ContactOffice, ...]
    holder: Holder | None
    is_current: bool

    @property
    def emails(self) -> tuple[str, ...]:
        """The public addresses for letters; of a former holder's, only the office's own."""
        if self.holder is None:
            return ()
        return self.holder.emails if self.is_current else self.holder.office_emails

    @property
    def personal_emails(self) -> tuple[str, ...]:
        """Those of the addresses that go with the holder."""
        own = self.holder.office_emails if self.holder else ()
        return tuple(email for email in self.emails if email not in own)

    @property
    def website(self) -> str:
        """The office's own site; empty where none is known."""
        return (self.holder.website or "") if self.holder else ""

    @property
    def form(self) -> str:
        """The address of its contact form; empty where none is known."""
        return (self.holder.contact_form or "") if self.holder else ""


@dataclass(frozen=True)
class OfficeFacts:
    """What is known of `office` on the day `on`, with what this hub knows better.

    `row` is of an office that the hub added; `corrections` are its wrong numbers.
    """

    office: Office
    on: date
    row: AddedOfficial | None
    corrections: Corrections

    def seat(self, language: str) -> str:
        """Returns which office it is, in words."""
        if self.row is not None:
            return added.seat(self.row, language)
        state = places.state(self.office.state) if self.office.state else None
        return words.seat(self.office, state, language)

    @property
    def in_congress(self) -> bool:
        """True for a seat in Congress: its switchboard serves whoever holds it."""
        return self.office.chamber in choices.CONGRESS

    @property
    def own_contacts(self) -> bool:
        """True where contacts are the office's, whoever holds it: for every executive."""
        return self.office.chamber == "executive"

    @cached_property
    def standing(self) -> Standing:
        """Who holds it, or how else things are."""
        office, status = self.office, self.office.status(self.on)
        holder = office.holder_on(self.on)
        last = None if holder or not (office.holder and office.holder.name) else office.holder
        if status != "vacant":
            return Standing(status, holder, last)
        vacancy = office.vacancy
        meanwhile = (vacancy.serves_meanwhile or "") if vacancy else ""
        return Standing(
            status,
            holder,
            last,
            since=vacancy.since if vacancy else None,
            by=vacancy.filled_by if vacancy else None,
            meanwhile=str(words.CLERK) if office.chamber == "house" else meanwhile,
        )

    @property
    def next(self) -> Iterator[tuple[Holder, date]]:
        """Those who are to take office later, each with the day."""
        for one in self.office.successors:
            if one.term_start and one.term_start > self.on:
                yield one, one.term_start

    def elects(self, words_of: Callable[[date | None], str]) -> Iterator[str]:
        """Yields the same in words; `words_of` says a day."""
        before = self.office.holder
        for one, begins in self.next:
            again = before is not None and one.id == before.id
            elected = words_of(one.elected)
            yield words.elect(one.name, words_of(begins), elected=elected, again=again)

    def corrected(self, words_of: Callable[[date | None], str]) -> Iterator[Corrected]:
        """Yields what is known beyond the list, in words; numbers are told where they stand."""
        for one in self.office.corrections:
            if one.kind != "number":
                said = words.corrected(one.kind, words_of(one.checked), words_of(one.elected))
                yield Corrected(said, one.source, one.url or "")

    @property
    def term(self) -> Term:
        """The term of who holds it, else what the lists last spoke for."""
        of = self.standing.holder or self.office.holder
        if of is None:
            return Term(None, self.office.term_end, stated=True)
        return Term(of.term_start, of.last_day, stated=of.term_end is not None)

    @cached_property
    def contacts(self) -> Contacts:
        """What is sure to reach it on the day: who holds it, or the office itself."""
        itself = self.office.holder if self.own_contacts else None
        return self._contacts(self.standing.holder or itself)

    @cached_property
    def listed(self) -> Contacts:
        """What the lists had last, a former legislator's too: they may lead on.

        A former member of Congress' own numbers lead nowhere.
        """
        last = None if self.in_congress else self.office.holder
        return self._contacts(self.standing.holder or last)

    def _contacts(self, holder: Holder | None) -> Contacts:
        listed = reach.phone(self.office, holder)
        first = self.number(listed)
        return Contacts(
            first=first,
            is_unlisted=bool(first.text and not listed),
            main=reach.main(self.office, holder),
            offices=holder.offices if holder else (),
            holder=holder,
            is_current=holder is self.standing.holder,
        )

    def number(self, phone: str) -> Number:
        """Returns a number of the lists, or the right one in its place; empty for none."""
        return reach.number(phone, self.corrections)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The holder's accounts on networks where one can write to them."""
        holder, networks = self.standing.holder, [*choices.NETWORKS]
        written = (
            one
            for one in (holder.accounts if holder else ())
            if one.network in networks and one.network not in choices.WATCHED
        )
        return tuple(sorted(written, key=lambda one: networks.index(one.network)))

    @property
    def committees(self) -> tuple[Membership, ...]:
        """The holder's seats on committees of Congress and their subcommittees."""
        holder = self.standing.holder
        return places.committees_of(holder.id) if holder else ()

    @property
    def source(self) -> SourceNote:
        """What all this rests on."""
        return added.source(self.row) if self.row else places.source(self.office.source)


def of(
    office: Office,
    *,
    on: date,
    row: AddedOfficial | None = None,
    corrections: Corrections | None = None,
) -> OfficeFacts:
    """Returns what is known of an office on a day; see `OfficeFacts` for `row`."""
    return OfficeFacts(office, on, row, corrections or {})


def seat_of(office_id: str, language: str) -> str:
    """Returns in words which office an id is of; an id that no list has (any more) as it is."""
    try:
        if office_id.startswith(added.PREFIX):
            return added.seat(added.row(office_id), language)
        office = places.office(office_id)
    except places.UnknownOffice:
        return office_id
    return of(office, on=localdate()).seat(language)
