"""What the engine answers with: frozen records, one result type, closed lists of outcomes.

Dates are ``datetime.date``, coordinates are degrees (WGS 84, north and east positive), and a field
that nobody knows is ``None`` or an empty tuple, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

LINE_TOLERANCE_M = 300  # of outlines at 1:500,000: this close to a line, both sides may apply

DivisionKind = Literal["country", "state", "cd", "sldu", "sldl", "county", "place"]
Status = Literal["held", "vacant", "unknown"]


class UnknownState(KeyError):
    """Raised for a code that is none of the 56 states and territories."""

    def __init__(self, code: str) -> None:
        """Keep the code that was asked for."""
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        """Say what is allowed."""
        return (
            f"{self.code!r} is not one of the 50 states, DC or the 5 territories. "
            'Use two capital letters, such as "IA".'
        )


class UnknownOffice(KeyError):
    """Raised for an id that is no seat in Congress."""

    def __init__(self, office_id: str) -> None:
        """Keep the id that was asked for."""
        super().__init__(office_id)
        self.office_id = office_id

    def __str__(self) -> str:
        """Say what is allowed."""
        return (
            f"{self.office_id!r} is not a seat in Congress. Ids look like "
            '"us-senate-ia-2" (the class) and "us-house-ia-3" (the district, 0 at large).'
        )


class Outcome(StrEnum):
    """How a look-up ended. Every input ends in exactly one of these."""

    FOUND = "found"
    """Every division in the answer is certain."""
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


class NoticeCode(StrEnum):
    """What a notice is about. Other languages are translated from this and the parameters."""

    ADDRESS_REDUCED = "address-reduced"
    ALSO_FOREIGN = "also-foreign"
    AMBIGUOUS_PLACE = "ambiguous-place"
    APPROXIMATE_SHORE = "approximate-shore"
    APPROXIMATE_ZIP = "approximate-zip"
    BALLOT_LINES_UNKNOWN = "ballot-lines-unknown"
    COORDINATES_MALFORMED = "coordinates-malformed"
    COORDINATES_SWAPPED = "coordinates-swapped"
    CROSSES_STATES = "crosses-states"
    EMPTY = "empty"
    FOREIGN = "foreign"
    FOREIGN_POSTCODE = "foreign-postcode"
    MILITARY = "military"
    NEAR_LINE = "near-line"
    NO_SEAT = "no-seat"
    NO_SENATORS = "no-senators"
    PLACE_BY_ZIPS = "place-by-zips"
    PLACE_NOT_CHECKED = "place-not-checked"
    SPLIT_PLACE = "split-place"
    SPLIT_STATE = "split-state"
    SPLIT_ZIP = "split-zip"
    TOO_LONG = "too-long"
    UNKNOWN_PLACE = "unknown-place"
    UNKNOWN_PLACE_IN_STATE = "unknown-place-in-state"
    UNKNOWN_POINT = "unknown-point"
    UNKNOWN_ZIP = "unknown-zip"
    ZIP_LENGTH = "zip-length"
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

    ``as_of`` is the first day of the period where the publisher names only a month or a year.
    """

    key: str
    publisher: str
    title: str
    url: str
    as_of: date
    terms: str


@dataclass(frozen=True, slots=True)
class Division:
    """An area that elects somebody, by its Open Civic Data id."""

    id: str
    name: str
    kind: DivisionKind


@dataclass(frozen=True, slots=True)
class Alternative:
    """Divisions of one kind, of which one applies and we cannot tell which."""

    kind: DivisionKind
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    Kinds: ``place`` (all the ZIPs of a post-office name in one state, at their middle), ``zip``
    (one ZIP, at its own point) and ``state`` (a whole state or territory). Coordinates are
    ``None`` where the source has none: states, and ZIPs in the territories.
    """

    name: str
    state: str
    lat: float | None
    lng: float | None
    zips: tuple[str, ...]
    kind: Literal["place", "zip", "state"]


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
    """A public office where staff can be reached."""

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


@dataclass(frozen=True, slots=True)
class Account:
    """An official account. ``network``: facebook, instagram, mastodon, twitter or youtube."""

    network: str
    handle: str
    url: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the term they serve. ``id`` is the Bioguide id of Congress.

    ``term_end`` is the last day of the term. ``how`` says how the term began where the source
    does ("appointment" or "special-election").
    """

    id: str
    name: str
    party: str | None
    term_start: date
    term_end: date
    website: str | None
    contact_form: str | None
    offices: tuple[ContactOffice, ...]
    accounts: tuple[Account, ...]
    how: str | None

    @property
    def phones(self) -> tuple[str, ...]:
        """Every office's number once, the one in the Capitol first."""
        return tuple(dict.fromkeys(office.phone for office in self.offices if office.phone))


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that the source lists nobody for. ``until`` is the last day of the term left."""

    reason: str | None
    since: date | None
    until: date | None
    note: str | None
    serves_meanwhile: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """A seat in Congress, whoever holds it.

    ``id`` is ``us-senate-ia-2`` (class) or ``us-house-ia-3`` (district, 0 at large). Exactly one
    of ``holder`` and ``vacancy`` is set, as the source had it on ``as_of``; ask ``status`` before
    showing either as current.
    """

    id: str
    title: Literal["U.S. Senator", "U.S. Representative", "Delegate", "Resident Commissioner"]
    chamber: Literal["senate", "house"]
    state: str
    district: int | None
    senate_class: int | None
    division_id: str
    holder: Holder | None
    vacancy: Vacancy | None
    source: str
    as_of: date

    @property
    def term_end(self) -> date | None:
        """The last day that the source speaks for."""
        if self.holder is not None:
            return self.holder.term_end
        return self.vacancy.until if self.vacancy is not None else None

    def status(self, on: date) -> Status:
        """Whether the seat is held, vacant, or its holder not known on a day.

        The last day of a term still counts as part of it; from the next day on, without a known
        successor, the holder is unknown. So it is before the term known here began.
        """
        if self.holder is not None:
            within = self.holder.term_start <= on <= self.holder.term_end
            return "held" if within else "unknown"
        if self.vacancy is None or (self.vacancy.until is not None and on > self.vacancy.until):
            return "unknown"
        return "vacant"


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

    ``kind`` is ``area`` (a ZIP with an area; ``seats`` are all it touches) or ``point`` (a
    post-office box or single building; ``seats`` are likely ones only). ``seats`` are ids of
    House seats. ``place``, ``lat`` and ``lng`` are ``None`` in the territories.
    """

    code: str
    kind: Literal["area", "point"]
    seats: tuple[str, ...]
    place: str | None
    state: str
    lat: float | None
    lng: float | None


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

    ``divisions`` are certain. ``alternatives`` list, for each kind, every division that may
    apply. ``offices`` covers both. ``as_of`` is the date of the list of office holders.
    """

    query: str
    outcome: Outcome
    divisions: tuple[Division, ...]
    alternatives: tuple[Alternative, ...]
    places: tuple[Place, ...]
    offices: tuple[Office, ...]
    as_of: date
    sources: tuple[SourceNote, ...]
    notices: tuple[Notice, ...]

    def certain_offices(self) -> tuple[Office, ...]:
        """Offices that certainly represent this place."""
        certain = {division.id for division in self.divisions}
        return tuple(office for office in self.offices if office.division_id in certain)

    def possible_offices(self) -> tuple[Office, ...]:
        """Offices of which some may represent this place."""
        certain = {division.id for division in self.divisions}
        return tuple(office for office in self.offices if office.division_id not in certain)
