"""What the page of one office says, in words. It is made once and read on any later day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from upstander.hub.context import language, rendering
from upstander.officials.models import AddedOfficial
from upstander.officials.queries import added, changes, corrections, office_facts, reach, words
from upstander.officials.queries.changes import Change, Kind
from upstander.officials.queries.office_facts import Corrected, OfficeFacts, Standing
from upstander.officials.queries.reach import Corrections, Number
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import ContactOffice, Membership, Office, UnknownOffice

US = "us"
"""What stands for a state's code where an office is the whole country's, or in Congress."""

DATED: dict[str, words.Words] = {
    "took": _("{after} took office."),
    "ended": _("The term of {before} ended."),
    "vacant": _("Vacant since this day."),
    "aged": _("From this day on, our list is too old to be sure. Last known: {before}."),
    "lapsed": _("From this day on, our list is too old to say that nobody holds this office."),
    "corrected": _("What the list says was corrected. Source: {after}."),
    "elected": _("{before} was elected. Source: {after}."),
}
LISTED: dict[str, words.Words] = {
    "vacant": _("The lists say that nobody holds this office. Before: {before}."),
    "unknown": _("The lists no longer say who holds this office. Before: {before}."),
}
LISTED_BARE: dict[str, words.Words] = {
    "vacant": _("The lists say that nobody holds this office."),
    "unknown": _("The lists no longer say who holds this office."),
}
FACTS: dict[str, words.Words] = {
    Kind.HOLDER: _("Who holds it"),
    Kind.PHONE: _("Telephone"),
    Kind.ADDRESS: _("Address"),
    Kind.EMAIL: _("E-mail"),
    Kind.WEBSITE: _("Website"),
    Kind.CONTACT_FORM: _("Contact form"),
}
CHANGED: dict[tuple[bool, bool], words.Words] = {
    (True, True): _("{what}: now {after}, before {before}."),
    (False, True): _("{what}: new, {after}."),
    (True, False): _("{what}: no longer listed. Before: {before}."),
}
"""By whether something was there before, and whether it is now."""


@dataclass(frozen=True)
class Contact:
    """One of an office's addresses. Words are empty where nothing is known."""

    kind: str
    number: Number
    address: str = ""
    fax: str = ""
    hours: str = ""
    directions: str = ""
    place: ContactOffice | None = None


@dataclass(frozen=True)
class Said:
    """A change in words."""

    on: date
    kind: str
    day: str
    text: str
    key: str


@dataclass(frozen=True)
class Page:
    """One office as its page shows it: `facts` in words.

    `known_through` is the last day for which the page speaks, and `known_words` the same in words;
    both are empty where no end is known. `current_through` is the last day on which whoever holds
    it is more than the last known, and `last_known` says that it is over; `official` is where to
    check. `known_on` is the day as of which it is known who holds it, `as_of` that of its list.
    `since` is from when on they hold it. `standing` says how things are where nobody is known to
    hold it. `after` says what holds once `known_through` is over. `own_contacts` is true
    where they are the office's, whoever holds it; `personal_emails` are those of the addresses
    that go with the holder all the same.
    """

    facts: OfficeFacts = field(repr=False)
    id: str
    seat: str
    state: str
    state_name: str
    name: str
    party: str
    status: str
    standing: tuple[str, ...]
    since: str
    current_through: str
    last_known: bool
    official: str
    known_through: str
    known_words: str
    after: str
    next: tuple[str, ...]
    corrections: tuple[Corrected, ...]
    contacts: tuple[Contact, ...]
    emails: tuple[str, ...]
    personal_emails: tuple[str, ...]
    website: str
    contact_form: str
    accounts: tuple[tuple[str, str], ...]
    ways: tuple[reach.WayOut, ...]
    committees: tuple[str, ...]
    in_congress: bool
    own_contacts: bool
    changes: tuple[Said, ...]
    as_of: str
    known_on: str
    source_name: str
    source_url: str
    is_added: bool

    @property
    def title(self) -> str:
        """The page's own title: who, and which seat."""
        return f"{self.name}, {self.seat}" if self.name else self.seat

    @property
    def has_number(self) -> bool:
        """True where there is any number to call."""
        listed = any(one.number.text for one in self.contacts)
        return listed or self.in_congress or any(way.is_call for way in self.ways)

    @property
    def were_contacts(self) -> bool:
        """True where the contacts may be a former holder's, once nobody is known to hold it."""
        return (
            not self.in_congress
            and not self.own_contacts
            and bool(self.contacts or self.emails or self.website)
        )


@dataclass(frozen=True)
class Rows:
    """What pages need from the database, read once for all of them."""

    added: Mapping[str, AddedOfficial] = field(default_factory=dict)
    changes: Mapping[str, list[Change]] = field(default_factory=dict)
    corrections: Mapping[str, Corrections] = field(default_factory=dict)


def rows() -> Rows:
    """Returns what pages need from the database, as it is now."""
    ours = {row.office_id: row for row in added.rows()}
    return Rows(ours, changes.noted(), corrections.numbers())


def known_office(office_id: str, *, preview: bool) -> tuple[Office, Rows]:
    """Returns an office, of the tables or added here, with what its page needs.

    Raises:
        UnknownOffice: there is none that this reader may see.
    """
    known = rows()
    if preview:
        drafts = AddedOfficial.objects.visible(preview=True)
        known = Rows({row.office_id: row for row in drafts}, known.changes, known.corrections)
    row = known.added.get(office_id)
    if row is not None:
        return added.office(row), known
    if office_id.startswith("local-"):
        raise UnknownOffice(office_id)
    return places.office(office_id), known


def page(office: Office, known: Rows, *, on: date) -> Page:
    """Returns what the page of an office says on a day."""
    row, numbers = known.added.get(office.id), known.corrections.get(office.id)
    facts = office_facts.of(office, on=on, row=row, corrections=numbers)
    standing, listed, holder = facts.standing, facts.listed, facts.standing.holder
    through = _through(facts)
    current = office.last_current_day(holder) if holder else None
    contacts = tuple(_contacts(facts))
    return Page(
        facts=facts,
        id=office.id,
        seat=facts.seat(language()),
        state=list_of(office),
        state_name=places.state_name(places.state(office.state), language())
        if office.state
        else "",
        name=holder.name if holder else "",
        party=words.party(holder.party) if holder else "",
        status=standing.status,
        standing=tuple(_standing(facts)) if not holder else (),
        since=day(holder.since) if holder else "",
        current_through=current.isoformat() if current else "",
        last_known=standing.status == "last-known",
        official=reach.official(office, holder),
        known_through=through.isoformat() if through else "",
        known_words=day(through),
        after=_after(facts, day(through)) if through else "",
        next=tuple(facts.elects(day)),
        corrections=tuple(facts.corrected(day)),
        contacts=contacts,
        emails=listed.emails,
        personal_emails=listed.personal_emails,
        website=listed.website,
        contact_form=listed.form if holder else "",
        accounts=tuple(
            (str(choices.NETWORKS.get(one.network, one.network)), one.url)
            for one in (holder.accounts if holder else ())
        ),
        ways=() if any(one.number.text for one in contacts) else tuple(_ways(facts)),
        committees=tuple(map(_committee, facts.committees)) if office.level == "federal" else (),
        in_congress=facts.in_congress,
        own_contacts=facts.own_contacts,
        changes=tuple(
            said(one) for one in changes.told(office, known.changes.get(office.id, ()), on)
        ),
        as_of=day(office.as_of),
        known_on=day(_known_on(facts)),
        source_name=facts.source.publisher,
        source_url=facts.source.url,
        is_added=row is not None,
    )


def _through(facts: OfficeFacts) -> date | None:
    """The last day for which what is said of who holds the office, or that nobody does, is known.

    Past the limit of its source a vacancy is not known any more, and a person the last known.
    """
    vacancy = facts.office.vacancy
    if facts.standing.status == "vacant" and vacancy:
        return facts.office.last_current_day(vacancy)
    return facts.term.last if facts.standing.holder else None


def _known_on(facts: OfficeFacts) -> date:
    """The day as of which it is known who holds the office, or that nobody does."""
    vacant = facts.office.vacancy if facts.standing.status == "vacant" else None
    known = facts.standing.holder or vacant
    return facts.office.known_on(known) if known else facts.office.as_of


def list_of(office: Office) -> str:
    """Returns the code of the list that an office is in: `us`, or its state's."""
    return US if office.level == "federal" or not office.state else office.state.lower()


def has_page(office: Office) -> bool:
    """Returns whether an office has a page, as pages are being made now."""
    return is_listed(list_of(office))


def is_listed(code: str) -> bool:
    """Returns whether a list has a page, and so its offices, as pages are being made now."""
    states = rendering().states
    return states is None or code in states


def _contacts(facts: OfficeFacts) -> Iterator[Contact]:
    """Yields an office's addresses; first a number that the lists lack, where it is known here."""
    if facts.listed.is_unlisted:
        yield Contact(str(words.OFFICE_KINDS["office"]), number=facts.listed.first)
    for place in facts.listed.offices:
        if place.address or place.phone:
            yield _contact(place, facts)


def _contact(place: ContactOffice, facts: OfficeFacts) -> Contact:
    """One of an office's addresses in words, with the right number for a wrong one."""
    kind = reach.kind(place, facts.office)
    parts = (str(words.OFFICE_KINDS[kind]), place.city if kind != "capitol" else "")
    return Contact(
        kind=", ".join(filter(None, parts)),
        address=reach.address(place),
        number=facts.number(place.phone) if place.phone else Number(""),
        fax=place.fax or "",
        hours=place.hours or "",
        directions=reach.directions(place),
        place=place,
    )


def _ways(facts: OfficeFacts) -> Iterator[reach.WayOut]:
    """What to try where the office has no number of its own."""
    listed = facts.listed
    other = bool(listed.emails or listed.form or listed.website)
    return reach.ways(facts.office, reached=other)


def _committee(sits: Membership) -> str:
    return f"{sits.committee} ({sits.role})" if sits.role else sits.committee


def _standing(facts: OfficeFacts) -> Iterator[str]:
    """What is known of an office that nobody is known to hold on a day."""
    standing, vacancy, on = facts.standing, facts.office.vacancy, facts.on
    if standing.status == "vacant":
        yield gettext("Nobody holds this office now.")
        yield from _how_long(standing)
        if standing.meanwhile:
            yield standing.meanwhile
        return
    yield gettext("We do not know who holds this office now.")
    last, term = standing.last, facts.term
    if last and term.last and term.last < on:
        if term.stated:
            form = gettext("The term of %(name)s ended on %(day)s.")
        else:
            form = gettext("%(name)s held it through %(day)s, and may hold it still.")
        yield form % {"name": last.name, "day": day(term.last)}
    elif vacancy and vacancy.filled_by and vacancy.filled_by < on:
        yield gettext("It was vacant, and was to be filled by %(day)s.") % {
            "day": day(vacancy.filled_by)
        }
    elif vacancy and vacancy.until and vacancy.until < on:
        yield gettext("It was vacant until the term ended on %(day)s.") % {
            "day": day(vacancy.until)
        }
    elif vacancy and (known_on := facts.office.known_on(vacancy)) <= on:
        yield gettext("It was vacant on %(day)s, and our list is too old by now to say more.") % {
            "day": day(known_on)
        }


def _how_long(standing: Standing) -> Iterator[str]:
    """Since when an office is vacant, and until when; or that this is not known."""
    yield from words.since(day(standing.since), day(standing.by))
    if not (standing.since or standing.by):
        yield gettext("We do not know since when, nor by when it is to be filled.")
    elif not standing.by:
        yield gettext("We do not know by when it is to be filled.")
    elif not standing.since:
        yield gettext("We do not know since when.")


def _after(facts: OfficeFacts, through: str) -> str:
    """What holds once the last day that the page speaks for is over."""
    name = facts.standing.holder.name if facts.standing.holder else ""
    for one, begins in facts.next:
        return gettext("%(name)s was to take office on %(day)s.") % {
            "name": one.name,
            "day": day(begins),
        }
    if not name:
        return gettext(
            "This page says what was known through %(day)s. We do not know who holds this office "
            "now."
        ) % {"day": through}
    return gettext(
        "The term of %(name)s ended on %(day)s. This page does not know who holds this office now."
    ) % {"name": name, "day": through}


def said(change: Change) -> Said:
    """Returns a change in words."""
    if change.kind in DATED:
        form = DATED[change.kind]
    elif change.kind == Kind.STATUS:
        form = (LISTED if change.before else LISTED_BARE)[change.after]
    else:
        form = CHANGED[bool(change.before), bool(change.after)]
    what = str(FACTS.get(change.kind, ""))
    text = str(form).format(what=what, before=change.before, after=change.after)
    # Several of a kind may be noted on one day.
    number = f"-{change.number}" if change.number else ""
    key = f"{change.on.isoformat()}-{change.kind}{number}"
    return Said(change.on, change.kind, day(change.on), text, key)


def day(on: date | None) -> str:
    """Returns a day in words; empty for none."""
    return _written(on, language()) if on else ""


@lru_cache(maxsize=4096)
def _written(on: date, _of_language: str) -> str:
    return date_format(on)
