"""What the engine answers with: frozen records, one result type, closed lists of outcomes.

Dates are ``datetime.date``, coordinates are degrees (WGS 84, north and east positive), and a field
that nobody knows is ``None`` or an empty tuple, never a guess.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Literal

from upstander.civic.boxes import parted
from upstander.civic.mailboxes import is_personal

DivisionKind = Literal["country", "state", "cd", "sldu", "sldl", "county", "place"]
Level = Literal["federal", "state", "local"]
Chamber = Literal["executive", "senate", "house", "upper", "lower", "legislature"]
PlaceKind = Literal["place", "city", "county", "zip", "state"]
Status = Literal["held", "last-known", "vacant", "unknown"]
CorrectionKind = Literal["held", "left", "vacant", "number", "term-ends", "elected"]

_BIOGUIDE = re.compile(r"[A-Z]\d{6}")
_GOVTRACK = "govtrack-"

CORRECTION_KINDS: tuple[CorrectionKind, ...] = (
    "held",
    "left",
    "vacant",
    "number",
    "term-ends",
    "elected",
)
LEVELS: tuple[Level, ...] = ("federal", "state", "local")
KINDS: tuple[DivisionKind, ...] = ("country", "state", "cd", "sldu", "sldl", "county", "place")


class _Unknown(KeyError):
    """A code or an id that no table has; it says what is allowed."""

    words: ClassVar[str]

    def __str__(self) -> str:
        """Name it, and say what is allowed."""
        return f"{self.args[0]!r} {self.words}"


class UnknownState(_Unknown):
    """Raised for a code that is none of the 56 states and territories."""

    words = (
        "is not one of the 50 states, DC or the 5 territories. "
        'Use two capital letters, such as "IA".'
    )


class UnknownOffice(_Unknown):
    """Raised for an id that is no office in the tables."""

    words = (
        'is not an office that we know. Ids look like "us-house-ia-3", "ia-upper-17" and '
        '"ia-governor"; `search` finds them by name.'
    )


class UnknownDivision(_Unknown):
    """Raised for an id that is no division in the tables."""

    words = (
        "is not a division that we know. Ids are Open Civic Data's, "
        'such as "ocd-division/country:us/state:ia/cd:3".'
    )


class Outcome(StrEnum):
    """How a look-up ended. Every input ends in exactly one of these."""

    FOUND = "found"
    """Every division in the answer is certain, but for a place that a post office is named for."""
    SPLIT = "split"
    """The place lies in, or close to, more than one district: the alternatives list them."""
    APPROXIMATE = "approximate"
    """Nothing below the country is certain; the alternatives are the likely ones."""
    AMBIGUOUS_PLACE = "ambiguous_place"
    """Several places have this name: ``places`` lists them, best known first."""
    UNKNOWN = "unknown"
    """Well formed, and not in the tables."""
    FOREIGN = "foreign"
    """It looks like a place outside the United States."""
    NO_SEAT = "no_seat"
    """The US mail serves it, and it is no state or territory with a seat in Congress."""
    MILITARY = "military"
    """A military or diplomatic mail code: the voting residence decides."""
    MALFORMED = "malformed"
    """It cannot be read as a ZIP, a place or a point."""
    EMPTY = "empty"
    """Nothing was asked."""

    @property
    def unreadable(self) -> bool:
        """Whether the question itself must be put otherwise."""
        return self in (Outcome.MALFORMED, Outcome.EMPTY)


class NoticeCode(StrEnum):
    """What a notice is about. Other languages are translated from this and the parameters."""

    ADDRESS_REDUCED = "address-reduced"
    ALSO_FOREIGN = "also-foreign"
    AMBIGUOUS_PLACE = "ambiguous-place"
    APPROXIMATE_SHORE = "approximate-shore"
    APPROXIMATE_ZIP = "approximate-zip"
    CITY_BY_ZIPS = "city-by-zips"
    COORDINATES_MALFORMED = "coordinates-malformed"
    COORDINATES_SWAPPED = "coordinates-swapped"
    COUNTY_BY_ZIPS = "county-by-zips"
    CROSSES_STATES = "crosses-states"
    EMPTY = "empty"
    FLOTERIAL = "floterial"
    FOREIGN = "foreign"
    FOREIGN_POSTCODE = "foreign-postcode"
    LINES_EARLIER = "lines-earlier"
    LINES_LATER = "lines-later"
    LINES_TODAY = "lines-today"
    LINES_TO_COME = "lines-to-come"
    LINES_VOTED = "lines-voted"
    MAYOR_BY_NAME = "mayor-by-name"
    MAYOR_OF_CITY = "mayor-of-city"
    MEMBER_ELECT = "member-elect"
    MILITARY = "military"
    NEAR_COUNTY_LINE = "near-county-line"
    NEAR_LINE = "near-line"
    NEW_LIKELY = "new-likely"
    NEW_LINES = "new-lines"
    NEW_ZIP = "new-zip"
    NEXT_DISTRICT = "next-district"
    NEXT_DISTRICTS = "next-districts"
    NEXT_LIKELY = "next-likely"
    NEXT_LIKELY_OR = "next-likely-or"
    NO_LINES = "no-lines"
    NO_SEAT = "no-seat"
    NO_SENATORS = "no-senators"
    NOT_BY_ZIP = "not-by-zip"
    PLACE_BY_ZIPS = "place-by-zips"
    PLACE_NOT_CHECKED = "place-not-checked"
    SPLIT_LEGISLATURE = "split-legislature"
    SPLIT_PLACE = "split-place"
    SPLIT_STATE = "split-state"
    SPLIT_ZIP = "split-zip"
    TOO_LONG = "too-long"
    UNKNOWN_PLACE = "unknown-place"
    UNKNOWN_PLACE_IN_STATE = "unknown-place-in-state"
    UNKNOWN_POINT = "unknown-point"
    UNKNOWN_ZIP = "unknown-zip"
    ZIP_LENGTH = "zip-length"
    ZIP_ELSEWHERE = "zip-elsewhere"
    ZIP_LETTERS = "zip-letters"
    ZIP_PLUS_FOUR = "zip-plus-four"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the person who asked.

    ``text`` is plain English; ``params`` are the words and numbers in it.
    """

    code: NoticeCode
    text: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where facts come from.

    ``as_of`` is the first day of the period where the publisher names only a month or a year. Its
    records are stale ``stale_after`` days later, ``None`` where they do not go stale by days.
    """

    key: str
    publisher: str
    title: str
    url: str
    as_of: date
    terms: str
    stale_after: int | None = None

    @property
    def limit(self) -> date | None:
        """The last day on which its records count as current, ``None`` if they always do."""
        return None if self.stale_after is None else self.as_of + timedelta(days=self.stale_after)


@dataclass(frozen=True, slots=True)
class Division:
    """An area that elects somebody, by its Open Civic Data id.

    ``valid_from`` and ``valid_through`` are the first and last day on which its lines are known to
    be in force, ``None`` where the source does not say. A district whose lines change keeps its id:
    there is one record of it for each set of lines, told apart by these days.
    """

    id: str
    name: str
    kind: DivisionKind
    state: str | None = None
    valid_from: date | None = None
    valid_through: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether its lines are not known to be others on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_through is None or on <= self.valid_through)


@dataclass(frozen=True, slots=True)
class NewLines:
    """Lines of Congress on which the House was elected anew in some states.

    ``first`` is the first day on which they are in force, ``states`` are codes.
    """

    first: date
    states: frozenset[str]

    @property
    def last_before(self) -> date:
        """The last day of the lines before them."""
        return self.first - timedelta(days=1)

    @property
    def ballot(self) -> date:
        """The general election before them: the Tuesday after the first Monday in November."""
        first = date(self.first.year - 1, 11, 1)
        monday = first + timedelta(days=-first.weekday() % 7)
        return monday + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Divisions of one kind, any of which may apply, and we cannot tell which.

    ``land_shares`` go along ``divisions``: the part of the ZIP's land in each, 0 to 1, ``None``
    where the source has no areas.
    """

    kind: DivisionKind
    divisions: tuple[Division, ...]
    land_shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    Kinds: ``place`` (all the ZIPs of a post-office name in one state, at their middle), ``city``
    (a city, town or borough that no post office is named for, at its own point, with the ZIPs
    around it), ``county`` (with the ZIPs in it), ``zip`` (one ZIP, at its own point) and ``state``
    (a whole state or territory). Coordinates are ``None`` where the source has none: states, ZIPs
    in the territories, and some islands.
    """

    name: str
    state: str
    lat: float | None
    lng: float | None
    zips: tuple[str, ...]
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class State:
    """One of the 50 states, DC and the 5 territories that send somebody to Congress."""

    code: str
    name: str
    name_es: str
    fips: str
    division_id: str
    kind: Literal["state", "district", "territory"]

    @property
    def has_senators(self) -> bool:
        """Whether the people here elect two senators. DC and the territories do not."""
        return self.kind == "state"


@dataclass(frozen=True, slots=True)
class ContactOffice:
    """A public office where staff can be reached.

    ``hours`` are the source's words. ``opening`` are those words as schema.org's ``openingHours``
    ("Mo-Fr 09:00-17:00", several parted by ", ") on the clocks of ``timezone``, an IANA name;
    ``None`` where the words are not sure.
    """

    kind: Literal["capitol", "district"]
    address: str | None
    city: str | None
    state: str | None
    zip: str | None
    phone: str | None
    fax: str | None
    hours: str | None
    lat: float | None
    lng: float | None
    timezone: str | None = None
    opening: str | None = None

    @property
    def street(self) -> str | None:
        """The part of the address that one can go to, ``None`` where it is for letters alone."""
        return parted(self.address)[0] or None if self.address else None

    @property
    def box(self) -> str | None:
        """The part of the address that is for letters alone, such as a post-office box."""
        return parted(self.address)[1] or None if self.address else None

    @property
    def is_for_letters(self) -> bool:
        """Whether it is no place to visit."""
        return self.address is not None and self.street is None


@dataclass(frozen=True, slots=True)
class Account:
    """An official account. ``network``: facebook, instagram, mastodon, twitter or youtube."""

    network: str
    handle: str
    url: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the term they serve.

    ``id`` is the Bioguide id of Congress, an Open Civic Data person id, or "govtrack-" and a number
    for a president who never was in Congress. ``term_end`` is the last day of the term; where the
    source states none, ``turnover`` is the day on which the next regular terms of this office
    begin, from which on the source cannot speak for it. ``since`` is the day from which on they
    have held this office without a break, over several terms, where the source tells. ``how`` says
    how the term began where the source does ("appointment" or "special-election"). ``limit`` is the
    last day on which what is said here counts as current, where that is not the office's own.
    ``checked`` is the day on which it was known that they hold it, where that is not the day of the
    office's list. ``elected`` is the day of the election for somebody who is known from its result.
    Somebody known from a correction without an id has the office's id and the name, parted by a
    colon.
    """

    id: str
    name: str
    party: str | None
    term_start: date | None
    term_end: date | None
    website: str | None
    contact_form: str | None
    offices: tuple[ContactOffice, ...]
    accounts: tuple[Account, ...]
    how: str | None
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    turnover: date | None = None
    since: date | None = None
    limit: date | None = None
    elected: date | None = None
    checked: date | None = None

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """The id as Popolo has it: pairs of a scheme and an identifier in it."""
        if self.id.startswith("ocd-person/"):
            return (("openstates", self.id),)
        if self.id.startswith(_GOVTRACK):
            return (("govtrack", self.id.removeprefix(_GOVTRACK)),)
        return (("bioguide", self.id),) if _BIOGUIDE.fullmatch(self.id) else ()

    @property
    def phones(self) -> tuple[str, ...]:
        """Every office's number once, the one in the Capitol first."""
        return tuple(dict.fromkeys(office.phone for office in self.offices if office.phone))

    @property
    def office_emails(self) -> tuple[str, ...]:
        """The addresses that are the office's own: those named after this person go with them."""
        return tuple(email for email in self.emails if not is_personal(email, self.name))

    @property
    def last_day(self) -> date | None:
        """The last day on which the source speaks for this person, ``None`` if it sets no end."""
        if self.term_end is None and self.turnover is not None:
            return self.turnover - timedelta(days=1)
        return self.term_end

    def serves(self, on: date) -> bool:
        """Whether a day lies within the term, its first and last day included."""
        begun = self.term_start is None or self.term_start <= on
        return begun and (self.last_day is None or on <= self.last_day)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that the source lists nobody for.

    ``until`` is the last day of the term left; ``filled_by`` the day by which the source expected
    somebody in the seat. After either, nobody here knows whether it is still empty. ``checked``
    is as for a holder.
    """

    reason: str | None
    since: date | None
    until: date | None
    note: str | None
    serves_meanwhile: str | None
    filled_by: date | None = None
    checked: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which the source speaks for this vacancy, ``None`` without an end."""
        return min((day for day in (self.filled_by, self.until) if day), default=None)


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's seat on a committee. ``role`` is what the source calls it, if not a member."""

    committee_id: str
    committee: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee of Congress. ``id`` is its THOMAS id; ``parent`` that of a subcommittee's own.

    ``members`` are Bioguide ids with the role, ``None`` for a member without one, by rank.
    """

    id: str
    name: str
    chamber: Literal["senate", "house", "joint"]
    parent: str | None
    website: str | None
    phone: str | None
    address: str | None
    members: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that is known of an office and not, or not yet, in its publisher's file.

    ``kind`` is ``held`` (``name`` holds it), ``left`` (``name``, or whoever held it, is gone),
    ``vacant``, ``number`` (``right`` stands for ``wrong``; an empty ``wrong`` is a number that is
    not listed, an empty ``right`` one that nobody knows), ``term-ends`` (on ``ends``) or
    ``elected`` (``name`` was elected on ``elected``). It holds from the day ``since`` on: the first
    of the holding, the absence or the new term. ``ends`` is the last day of the term or of the
    vacancy, where it is known, and ``turnover`` when the next regular terms begin, where it is not.
    ``source`` says in words where it is from, ``url`` where to read it,
    and ``checked`` when somebody did. ``at_desk`` is true for what a hub's organizers know.
    """

    office_id: str
    kind: CorrectionKind
    since: date
    source: str
    url: str | None
    checked: date
    name: str | None = None
    party: str | None = None
    person_id: str | None = None
    ends: date | None = None
    elected: date | None = None
    wrong: str = ""
    right: str = ""
    turnover: date | None = None
    at_desk: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office that people are elected to, whoever holds it.

    ``id`` is ``us-senate-ia-2`` (class), ``us-house-ia-3`` (district, 0 at large),
    ``us-president``, ``ia-upper-17``, ``nh-lower-belknap_1-2`` (the second of several seats),
    ``ia-governor`` or ``ia-mayor-des_moines``. ``seat`` names one of several in a division ("A").
    ``holder`` and ``vacancy`` are as the source had them on ``as_of``, and ``successors`` those
    whose terms it says begin later; ask ``status`` and ``holder_on`` before showing any as current.
    ``limit`` is the last day on which the source's records count as current, ``None`` if they
    always do.
    ``corrections`` are what is known beyond the source: all but those of numbers are in these.
    """

    id: str
    title: str
    chamber: Chamber
    state: str | None
    district: int | None
    senate_class: int | None
    division_id: str
    holder: Holder | None
    vacancy: Vacancy | None
    source: str
    as_of: date
    level: Level = "federal"
    seat: str | None = None
    successors: tuple[Holder, ...] = ()
    limit: date | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def term_end(self) -> date | None:
        """The last day that the source speaks for."""
        if self.holder is not None:
            return self.holder.last_day
        return self.vacancy.last_day if self.vacancy is not None else None

    def holder_on(self, on: date) -> Holder | None:
        """Who holds the office on a day, or was last known to, as far as the source knows."""
        known = (*reversed(self.successors), *([self.holder] if self.holder else []))
        return next((holder for holder in known if holder.serves(on)), None)

    def elect_on(self, on: date) -> Holder | None:
        """Who is known, on a day, to take the office next; not whoever is in it already."""
        holder = self.holder_on(on)
        coming = (
            each
            for each in self.successors
            if each.term_start is not None
            and on < each.term_start
            and (holder is None or each.id != holder.id)
        )
        return next(coming, None)

    def last_current_day(self, known: Holder | Vacancy) -> date | None:
        """The last day on which what is known here of its holder or vacancy counts as current.

        This is the one rule of age: the limit of the source that names the person or the vacancy,
        and for a vacancy its own end before that; ``None`` without either. An end of a term is not
        among it: from there on the person is not known to serve at all (see ``Holder.serves``).
        """
        if isinstance(known, Holder):
            return known.limit or self.limit
        return min((day for day in (known.last_day, self.limit) if day), default=None)

    def known_on(self, known: Holder | Vacancy) -> date:
        """The day as of which it is known that somebody holds the office, or that nobody does."""
        return known.checked or self.as_of

    def status(self, on: date) -> Status:
        """Whether the office is held, last known to be, vacant, or its holder not known on a day.

        The last day of a term still counts as part of it; from the next day on, without a known
        successor, the holder is unknown. Within the term, but past the limit of what names them, a
        person is last known. The holder is unknown, too, before the term or the vacancy known here
        began, and once a vacancy is past its limit or the day by which it was to be filled.
        """
        holder = self.holder_on(on)
        if holder is not None:
            return "held" if _within(on, self.last_current_day(holder)) else "last-known"
        vacancy = self.vacancy
        if vacancy is None or on < (vacancy.since or self.as_of):
            return "unknown"
        return "vacant" if _within(on, self.last_current_day(vacancy)) else "unknown"


def _within(on: date, last: date | None) -> bool:
    return last is None or on <= last


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when one can register one way, in the official page's English words."""

    way: Literal["in-person", "online", "mail-postmarked", "mail-received"]
    words: str


@dataclass(frozen=True, slots=True)
class VotingRules:
    """How to register to vote in a state, with the election office's own pages.

    ``registration`` is the furthest-reaching way offered. ``national_form`` says whether the
    national mail form is accepted, ``None`` where the source does not say.
    """

    state: str
    registration: Literal["online", "by-mail", "in-person", "not-needed"]
    website: str
    register_url: str | None
    more_info_url: str
    confirm_url: str
    national_form: bool | None
    deadlines: tuple[Deadline, ...]
    source: str
    as_of: date

    @property
    def status(self) -> Literal["stated", "not-needed", "not-stated"]:
        """Whether the source states deadlines, says none is needed, or is silent."""
        if self.registration == "not-needed":
            return "not-needed"
        return "stated" if self.deadlines else "not-stated"


@dataclass(frozen=True, slots=True)
class ZipCode:
    """One row of the ZIP table.

    ``kind`` is ``area`` (a ZIP with an area; ``seats`` are all it touches), ``point`` (a
    post-office box or single building; ``seats`` are likely ones only) or ``new`` (a code that no
    list of areas or post offices has yet; ``seats`` are by a list of addresses). ``seats`` are ids
    of House seats, ``sldu`` and ``sldl`` ids of state legislative divisions, empty where the source
    has none. ``land_shares`` are the parts of its land in a division, 0 to 1, by division id, where
    the source has areas. ``place``, ``lat`` and ``lng`` are ``None`` in the territories.
    ``next_seats`` are likely House seats on the lines that follow those of ``seats``, the likeliest
    first, and empty where no other lines are known to follow. ``counties`` are ids of those that it
    may be in.
    """

    code: str
    kind: Literal["area", "point", "new"]
    seats: tuple[str, ...]
    place: str | None
    state: str
    lat: float | None
    lng: float | None
    sldu: tuple[str, ...] = ()
    sldl: tuple[str, ...] = ()
    land_shares: Mapping[str, float] = field(default_factory=dict)
    next_seats: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZipRange:
    """A run of ZIPs, ends included, that is answered by rule where the table has no row.

    ``kind`` is ``territory``, ``military`` or ``no-seat``; ``code`` is its letters in an address
    ("UM" for the outlying islands, which have none there).
    """

    first: str
    last: str
    kind: Literal["territory", "military", "no-seat"]
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Located:
    """The one answer of every look-up.

    ``on`` is the day that it is for. ``divisions`` are certain. ``alternatives`` list, for each
    kind, every division that may apply. ``offices`` covers both. ``as_of`` is the date of the
    oldest list of office holders in it. ``next_divisions`` are the districts of Congress that the
    place is in, or may be in unless ``next_certain``, on lines that are not in force on the day
    yet; empty where today's stay.
    """

    query: str
    on: date
    outcome: Outcome
    divisions: tuple[Division, ...]
    alternatives: tuple[Alternative, ...]
    places: tuple[Place, ...]
    offices: tuple[Office, ...]
    as_of: date
    sources: tuple[SourceNote, ...]
    notices: tuple[Notice, ...]
    next_divisions: tuple[Division, ...] = ()
    next_certain: bool = False

    def every_division(self) -> tuple[Division, ...]:
        """The certain ones, and then those that may apply."""
        return (
            *self.divisions,
            *(division for kind in self.alternatives for division in kind.divisions),
        )

    def certain_offices(self) -> tuple[Office, ...]:
        """Offices that certainly represent this place."""
        certain = {division.id for division in self.divisions}
        return tuple(office for office in self.offices if office.division_id in certain)

    def possible_offices(self) -> tuple[Office, ...]:
        """Offices of which some may represent this place."""
        certain = {division.id for division in self.divisions}
        return tuple(office for office in self.offices if office.division_id not in certain)
