"""The people of Open States: whose role it is on a day, and what of them enters the tables.

A person's file lists roles, past ones among them and in no order: dates alone say which is current.
The folder that the file lies in says which roles count: a mayor's days in the legislature do not.
"""

import re
import zipfile
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.contacts import Contacts
from upstander.civic.making.sources.files import (
    BadSource,
    open_zip,
    parse_yaml,
    read_date,
    read_member,
    require,
)
from upstander.civic.making.sources.terms import unbroken_since

FILE = listing.STATE_PEOPLE
CHAMBERS = ("upper", "lower", "legislature")

Folder = Literal["legislature", "executive", "municipalities"]
FEWEST: Mapping[Folder, int] = {"legislature": 7_000, "executive": 150, "municipalities": 400}
"""With fewer people in a folder than this, the archive may be cut short."""

_KEPT = ("id", "name", "party", "email", "roles", "offices", "links", "ids")
_PERSON = re.compile(r"[^/]+/data/[a-z]{2}/(?P<folder>[a-z]+)/[^/]+\.ya?ml")
_PLACES = re.compile(r"[^/]+/data/[a-z]{2}/municipalities\.ya?ml")
_SETTINGS = re.compile(r"[^/]+/settings\.ya?ml")
_JURISDICTION = re.compile(
    r"ocd-jurisdiction/(?P<area>country:us/(?:state|district|territory):(?P<state>[a-z]{2})"
    r"(?:/(?:place|county):[^/:]+)?)/(?:government|legislature)"
)

Key = TypeVar("Key", bound=Hashable)
FindingKind = Literal[
    "crowded",
    "filled",
    "seats",
    "term-end",
    "turnover-past",
    "unheld",
    "unjoined",
    "without-contact",
]


class Finding(NamedTuple):
    """Something in the archive, or missing from it, that a person should look at.

    Kinds: ``crowded`` (more people than seats), ``filled`` (a vacancy listed for a seat that is
    held), ``seats`` (a chamber whose offices are more or fewer than its seats), ``term-end`` (a
    stated end of a term that is no end of that office's terms), ``turnover-past`` (a chamber whose
    date in ``chambers.tsv`` has to be renewed), ``unheld`` (a seat that neither a person nor a
    vacancy is listed for), ``unjoined`` (a person or vacancy in a district that is none) and
    ``without-contact`` (somebody whom nothing listed reaches).
    """

    kind: FindingKind
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role of one person, with the term as far as it is stated."""

    person: Mapping[str, Any]
    type: str
    state: str
    division: str
    district: str
    start: date | None
    end: date | None

    @property
    def name(self) -> str:
        """The person's name."""
        return " ".join(str(self.person["name"]).split())

    def covers(self, on: date) -> bool:
        """Whether a day lies in the term, its first and last day included."""
        return not self.begins_after(on) and (self.end is None or on <= self.end)

    def begins_after(self, on: date) -> bool:
        """Whether the term begins later than a day."""
        return self.start is not None and self.start > on


class Listed(NamedTuple):
    """Roles on the archive's day, those that begin later, and the last of people with neither."""

    current: list[Role]
    coming: list[Role]
    former: list[Role]


@dataclass(frozen=True, slots=True)
class Archive:
    """What is read of the archive: of a person, no field but those in ``_KEPT``.

    ``places`` are the names of places by division id, ``vacancies`` lists by state code.
    """

    people: Mapping[str, list[dict[str, Any]]]
    places: Mapping[str, str]
    vacancies: Mapping[str, list[Mapping[str, Any]]]


def read_archive(folder: Path) -> Archive:
    """The archive in a folder.

    Raises ``BadSource`` if it is absent, damaged, cut short, or laid out otherwise.
    """
    people: dict[str, list[dict[str, Any]]] = {name: [] for name in FEWEST}
    places: dict[str, str] = {}
    vacancies: dict[str, list[Mapping[str, Any]]] | None = None
    with open_zip(folder, FILE) as archive:
        for member in sorted(archive.namelist()):
            person = _PERSON.fullmatch(member)
            if person and person["folder"] in people:
                row = _read(archive, member, dict)
                people[person["folder"]].append({name: row.get(name) for name in _KEPT})
            elif _PLACES.fullmatch(member):
                rows = _read(archive, member, list)
                places |= {_jurisdiction(row["id"])[1]: row["name"] for row in rows}
            elif _SETTINGS.fullmatch(member):
                settings = _read(archive, member, dict)
                vacancies = {
                    state.upper(): entry.get("vacancies") or [] for state, entry in settings.items()
                }
    if vacancies is None:
        raise BadSource(FILE, "has no settings.yml, which lists the vacancies")
    for name, fewest in FEWEST.items():
        found = len(people[name])
        require(found >= fewest, FILE, f"has {found} people in {name}; it may be cut short")
    return Archive(people, places, vacancies)


def listed(archive: Archive, folder: Folder, as_of: date) -> Listed:
    """The roles of everybody in a folder, those with an end among them.

    An executive may hold two offices. Whoever holds two seats in a legislature, or is mayor twice,
    is listed for the one that began last.
    """
    found = Listed([], [], [])
    for person in archive.people[folder]:
        roles = sorted(_roles(folder, person), key=order)
        now = [role for role in roles if role.covers(as_of)]
        later = [role for role in roles if role.begins_after(as_of)]
        found.current.extend(now if folder == "executive" else now[:1])
        found.coming.extend(later)
        if roles and not now and not later:
            found.former.append(last_to_end(roles))
    return found


def by_office(roles: Listed, key: Callable[[Role], Key]) -> dict[Key, Listed]:
    """The roles of each office, sorted by it."""
    offices: dict[Key, Listed] = {}
    for place, part in enumerate(roles):
        for role in part:
            offices.setdefault(key(role), Listed([], [], []))[place].append(role)
    return offices


def order(role: Role) -> tuple[bool, int, date, str]:
    """Sorts the role that speaks for a seat first: the last to begin, then the first to end.

    Two records of one person may differ in the end alone; the shorter term promises less.
    """
    began = role.start.toordinal() if role.start else 0
    return role.start is None, -began, role.end or date.max, str(role.person["id"])


def last_to_end(roles: list[Role]) -> Role:
    """The role that ended last."""
    return max(roles, key=lambda role: (role.end or date.min, str(role.person["id"])))


class Holders:
    """Makes the rows of people."""

    def __init__(self, archive: Archive) -> None:
        """Look at everybody's contacts first: what many share is nobody's home."""
        self._contacts = Contacts(person for people in archive.people.values() for person in people)

    def row(self, role: Role) -> dict[str, Any]:
        """A person and their term, with what of their contacts is public."""
        parties = [
            party["name"] for party in role.person["party"] or () if not party.get("end_date")
        ]
        found = {
            "id": role.person["id"],
            "name": role.name,
            "party": parties[-1] if parties else None,
            "start": role.start and role.start.isoformat(),
            "end": role.end and role.end.isoformat(),
        }
        contacts = self._contacts.of(role.person, public=role.type not in CHAMBERS)
        return {name: value for name, value in found.items() if value} | _since(role) | contacts


def _since(role: Role) -> dict[str, str | None]:
    """The day from which on somebody has held an office without a break, if not the role's first.

    In a legislature the office is the chamber's: redrawing moves members from district to district.
    ``None`` where a role before has no first day.
    """
    same = (role.type, role.division)
    roles = _roles(_folder(role.type), role.person)
    first = unbroken_since(
        ((each.start, each.end) for each in roles if (each.type, each.division) == same), role.start
    )
    if first == role.start:
        return {}
    return {"since": first.isoformat() if first else None}


def _read(archive: zipfile.ZipFile, member: str, kind: type) -> Any:
    value = parse_yaml(FILE, read_member(archive, FILE, member))
    require(isinstance(value, kind), FILE, f"{member} is not laid out as we know it")
    return value


def _jurisdiction(text: str) -> tuple[str, str]:
    """The state code and the division id of a jurisdiction."""
    found = _JURISDICTION.fullmatch(text)
    if found is None:
        raise BadSource(FILE, f"has {text!r}, which is no jurisdiction that we know")
    return found["state"].upper(), f"ocd-division/{found['area']}"


def _roles(folder: Folder, person: Mapping[str, Any]) -> list[Role]:
    """The roles of a person that count in a folder."""
    roles = []
    for role in person["roles"]:
        if _folder(role["type"]) == folder:
            state, division = _jurisdiction(role["jurisdiction"])
            start, end = (_day(person, role, name) for name in ("start_date", "end_date"))
            district = str(role.get("district") or "")
            roles.append(Role(person, role["type"], state, division, district, start, end))
    return roles


def _folder(role_type: str) -> Folder:
    if role_type in CHAMBERS:
        return "legislature"
    return "municipalities" if role_type == "mayor" else "executive"


def _day(person: Mapping[str, Any], role: Mapping[str, Any], name: str) -> date | None:
    value = role.get(name)
    return read_date(FILE, f"{name} of {person['id']}", value) if value else None
