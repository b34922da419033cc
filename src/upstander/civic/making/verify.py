"""Says what is missing, stale or inconsistent in a folder of tables.

A check that may find nothing, or only so much, has a limit; beyond it, and where a figure misses
its mark, the tables have a fault. What no table can help is told without a limit: an office may be
vacant, and a publisher may not know who holds it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from upstander.civic.answering.by_point import on_earth
from upstander.civic.engine import Civic
from upstander.civic.making.sources.listing import has_cities, source_notes
from upstander.civic.making.town_checks import towns_by_name
from upstander.civic.making.zip_checks import (
    UNNAMED,
    Figure,
    Reach,
    Unreached,
    postal_points,
    reach,
    state_office_zips,
    undivided_by_address,
)
from upstander.civic.reading.corrections import FAULTS, fault, is_said
from upstander.civic.reading.lines import Lines, units
from upstander.civic.reading.pack import Pack, PackError, state_code
from upstander.civic.types import (
    ContactOffice,
    Correction,
    Division,
    DivisionKind,
    Holder,
    Office,
    Status,
    ZipCode,
)

ELECTED: tuple[DivisionKind, ...] = ("cd", "sldu", "sldl", "place")
"""Kinds of divisions that are listed because somebody is elected there."""

_REASONS = (
    "Offices that are vacant",
    "Offices whose vacancy is past its stated end",
    "Offices whose term ended, the successor not known",
    "Offices for which nobody is listed",
)
_OFFICES_IN_DISTRICT = 0.97
_MAY_LACK_CONTACT = 0.02
_MAY_LIE_OUTSIDE = 0.001
_NO_DISTRICT = ", no district that we know"
"""How the list of what is odd ends for somebody, or a vacancy, that joins no district."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for in ``of`` records, and each that was found, in words.

    ``limit`` is the part of the records, 0 to 1, of which it may be true; ``None`` where the
    tables cannot help it.
    """

    key: str
    title: str
    of: int
    found: tuple[str, ...]
    limit: float | None = 0.0

    @property
    def failed(self) -> bool:
        """Whether more was found than may be."""
        return self.limit is not None and len(self.found) > self.limit * self.of


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in the tables, as of a day. ``left_out`` says what could not be looked at."""

    on: date
    as_of: date
    checks: tuple[Check, ...]
    figures: tuple[Figure, ...]
    left_out: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every check is within its limit and every figure reaches its mark."""
        found: tuple[Check | Figure, ...] = (*self.checks, *self.figures)
        return not any(each.failed for each in found)


def verify(folder: Path, *, on: date, sources: Path | None = None) -> Report:
    """Look through the tables in a folder, as of a day.

    ``sources`` is the folder of the publishers' files, if it is at hand. Raises ``PackError`` if
    the tables cannot be read, ``BadSource`` if nothing dates the files.
    """
    return Tables(folder, sources).report(on)


class Tables:
    """The tables of a folder, each read once, and what is found in them whatever the day is."""

    def __init__(self, folder: Path, sources: Path | None = None) -> None:
        """Open the tables, with the folder of the publishers' files if it is at hand.

        Raises ``PackError`` if they cannot be read.
        """
        self.pack = Pack(folder)
        self.civic = Civic(self.pack)
        self._sources = sources

    def report(self, on: date) -> Report:
        """What there is to say as of a day. Raises as ``verify`` does."""
        checks = (
            _without_contact(self, on),
            _without_office(self, on),
            *_without_holder(self, on),
            *_corrections(self, on),
            _stale(self, on),
            *self._on_any_day,
        )
        return Report(on, self.civic.as_of, checks, self._figures, tuple(self._left_out()))

    @cached_property
    def _on_any_day(self) -> tuple[Check, ...]:
        """The checks that no day changes."""
        lost = tuple(each for each in self.pack.odd if _is_lost(each))
        odd = tuple(each for each in self.pack.odd if each not in lost)
        title = "Odd in the publishers' lists of people"
        return (
            _unjoined(self),
            _outside_their_state(self),
            *_unreached(reach(self.zips, self.offices, self.pack.floterials), lost),
            _unreached_mayors(self),
            Check("odd", title, len(self.offices), odd, None),
            *([] if self._sources is None else [_older_than_files(self, self._sources)]),
        )

    @cached_property
    def _figures(self) -> tuple[Figure, ...]:
        return (
            _offices_in_district(self),
            postal_points(self.zips, self.seats_at),
            state_office_zips(self.zips, self.offices, self.pack.floterials),
            *(() if self._sources is None else _against_files(self, self._sources)),
        )

    def _left_out(self) -> Iterator[str]:
        """What could not be looked at."""
        if self._sources is None:
            yield "Whether newer files are at hand: needs the publishers' files (--from)."
        if self._sources is None or not has_cities(self._sources):
            yield (
                "Whether towns are answered with the district of their point: needs the file of "
                "towns (--from)."
            )

    @cached_property
    def listed(self) -> Pack:
        """The tables without corrections."""
        return self.pack.corrected(())

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return self.civic.offices()

    @cached_property
    def zips(self) -> tuple[ZipCode, ...]:
        return tuple(self.civic.zips())

    @cached_property
    def divisions(self) -> dict[str, Division]:
        return {division.id: division for division in self.civic.divisions()}

    @cached_property
    def _congress(self) -> Lines:
        layer = next((layer for layer in self.pack.layers if layer.kind == "cd"), None)
        if layer is None:
            raise PackError(f"{self.pack.folder} has no outlines of congressional districts.")
        return self.pack.lines(layer, remembered=None)

    @cached_property
    def _house_seats(self) -> dict[str, str]:
        """Ids of House seats by those of their divisions."""
        return {
            office.division_id: office.id for office in self.offices if office.chamber == "house"
        }

    def seats_at(self, lat: float, lng: float) -> set[str]:
        """Ids of the House seats at a point; none for what a source has mistyped."""
        if not on_earth(lat, lng):
            return set()
        here = self._congress.at(*units(lat, lng))
        return {self._house_seats[division] for division in here & self._house_seats.keys()}

    def near(self, lat: float, lng: float) -> tuple[str, ...]:
        """Ids of the divisions at a point, and of those with a line so close that they may be."""
        inside, close = self.civic.around(lat=lat, lng=lng)
        return inside + close


def _against_files(tables: Tables, sources: Path) -> Iterator[Figure]:
    """What only the publishers' files tell."""
    from upstander.civic.making.sources.towns import cities
    from upstander.civic.making.sources.zips import read_addresses

    if has_cities(sources):
        day = tables.civic.as_of
        yield from towns_by_name(tables.civic, cities(sources), tables.seats_at, day)
    seats = {office.id for office in tables.offices if office.chamber == "house"}
    yield undivided_by_address(tables.zips, read_addresses(sources, seats))


# People and offices


def _without_contact(tables: Tables, on: date) -> Check:
    held = [(office, holder) for office in tables.offices if (holder := office.holder_on(on))]
    found = [f"{holder.name} ({office.id})" for office, holder in held if not _reachable(holder)]
    return Check(
        "contact", "People without any contact", len(held), tuple(found), _MAY_LACK_CONTACT
    )


def _reachable(holder: Holder) -> bool:
    """Whether anything says how to call, write to or visit a person."""
    own = (holder.phones, holder.emails, holder.contact_form, holder.website)
    return any(own) or any(office.address for office in holder.offices)


def _without_office(tables: Tables, on: date) -> Check:
    """Divisions in force that somebody should be elected in, and nobody is."""
    elected = {office.division_id for office in tables.offices}
    in_force = [
        division
        for division in tables.divisions.values()
        if division.kind in ELECTED and division.in_force(on)
    ]
    found = [f"{each.id} ({each.name})" for each in in_force if each.id not in elected]
    return Check("office", "Districts without an office", len(in_force), tuple(found))


def _without_holder(tables: Tables, on: date) -> Iterator[Check]:
    """One list for each reason why nobody can be named."""
    found: dict[str, list[str]] = {reason: [] for reason in _REASONS}
    for office in tables.offices:
        status = office.status(on)
        if status not in ("held", "last-known"):
            found[_reason(office, status)].append(f"{office.id}{_since(office)}")
    for number, (reason, offices) in enumerate(found.items(), start=1):
        yield Check(f"holder-{number}", reason, len(tables.offices), tuple(offices), None)


def _reason(office: Office, status: Status) -> str:
    vacant, past_vacancy, past_term, nobody = _REASONS
    if status == "vacant":
        return vacant
    if office.vacancy is not None:
        return past_vacancy
    return past_term if office.holder is not None else nobody


def _since(office: Office) -> str:
    vacancy, last = office.vacancy, office.term_end
    if vacancy is not None and vacancy.reason:
        return f" ({vacancy.reason})"
    if last is None:
        return ""
    return f" (until {last})" if vacancy is not None else f" (ended {last})"


def _corrections(tables: Tables, on: date) -> Iterator[Check]:
    """What is known beyond the files: what is still needed, what they say by now, what is amiss."""
    known = tables.civic.corrections()
    needed: list[str] = []
    lapsed: list[str] = []
    wrong = []
    for one in known:
        what = f"{one.office_id}: {_correction(one)}"
        listed = tables.listed.office(one.office_id)
        problem = fault(one, on=max(on, one.checked))
        if listed is None:
            wrong.append(f"{what}: there is no such office")
        elif problem is not None:
            wrong.append(f"{what}: {FAULTS[problem]}")
        else:
            (lapsed if is_said(listed, one) else needed).append(what)
    count = len(known)
    yield Check("corrections", "Corrections still needed", count, tuple(needed), None)
    title = "Corrections that lapsed: the files say the same, or later things"
    yield Check("corrections-lapsed", title, count, tuple(lapsed), None)
    yield Check("corrections-wrong", "Corrections that cannot be", count, tuple(wrong))


def _correction(one: Correction) -> str:
    value = one.name or one.right or one.wrong
    ends = f", through {one.ends}" if one.ends else ""
    return f"{one.kind}{f' {value}' if value else ''} since {one.since}{ends} ({one.source})"


# Dates and ids


def _stale(tables: Tables, on: date) -> Check:
    """Sources older than their records may be, with how many offices each stands behind."""
    offices = Counter(office.source for office in tables.offices)
    found = []
    for note in tables.civic.sources:
        if note.limit is not None and on > note.limit:
            age = (on - note.as_of).days
            records = f", {offices[note.key]:,} offices" if offices[note.key] else ""
            stale = f"of {note.as_of}, {age} days old, limit {note.stale_after}"
            found.append(f"{note.key}{records}: {stale}")
    title = "Sources whose records are past their limit"
    return Check("stale", title, len(tables.civic.sources), tuple(found))


def _older_than_files(tables: Tables, sources: Path) -> Check:
    notes = source_notes(sources)
    found = [
        f"{note.key}: the tables are of {note.as_of}, the file of {notes[note.key].as_of}"
        for note in tables.civic.sources
        if note.key in notes and notes[note.key].as_of > note.as_of
    ]
    return Check("newer", "Sources with newer files at hand", len(notes), tuple(found))


def _unjoined(tables: Tables) -> Check:
    """Ids that one table names and the table of such ids does not have."""
    rows = list(_joins(tables))
    found = [
        f"{where}: {name} is no known {what}" for where, name, what, known in rows if not known
    ]
    return Check("joins", "Ids that join nothing", len(rows), tuple(found))


def _joins(tables: Tables) -> Iterator[tuple[str, str, str, bool]]:
    """Where an id stands, the id, what it should be, and whether it is known."""
    divisions = tables.divisions
    for office in tables.offices:
        yield office.id, office.division_id, "division", office.division_id in divisions
    seats = {office.id for office in tables.offices}
    for row in tables.zips:
        for seat in row.seats:
            yield f"ZIP {row.code}", seat, "office", seat in seats
        for division in (*row.sldu, *row.sldl, *row.land_shares):
            yield f"ZIP {row.code}", division, "division", division in divisions
    for layer in tables.pack.layers:
        for area in tables.pack.lines(layer).areas:
            yield layer.file, area, "division", tables.pack.division(area) is not None
    people = {holder.id for office in tables.offices for holder in _holders(office)}
    committees = {committee.id for committee in tables.civic.committees()}
    for committee in tables.civic.committees():
        if committee.parent is not None:
            yield committee.id, committee.parent, "committee", committee.parent in committees
        for person, _ in committee.members:
            yield f"committee {committee.id}", person, "member of Congress", person in people


def _holders(office: Office) -> Iterator[Holder]:
    if office.holder is not None:
        yield office.holder
    yield from office.successors


# Places


def _public(tables: Tables) -> Iterator[tuple[Office, Holder, ContactOffice]]:
    """Every public office, with whose it is."""
    for office in tables.offices:
        if office.holder is not None:
            for contact in office.holder.offices:
                yield office, office.holder, contact


def _placed(tables: Tables) -> Iterator[tuple[Office, Holder, ContactOffice, float, float]]:
    """Every public office with coordinates, with whose it is."""
    for office, holder, contact in _public(tables):
        if contact.lat is not None and contact.lng is not None:
            yield office, holder, contact, contact.lat, contact.lng


def _outside_their_state(tables: Tables) -> Check:
    """Offices whose point is in no district of their state, nor close to one, or whose address is
    in another; but members of Congress have one in Washington."""
    placed = [each for each in _placed(tables) if each[0].state is not None]
    found = []
    for office, holder, contact, lat, lng in placed:
        near = tables.near(lat, lng)
        if office.state not in map(state_code, near):
            where = _where({state_code(division) or "" for division in near}, lat, lng)
            found.append(f"{holder.name} ({office.id}), {_town(contact)}: {where}")
    stated = [each for each in _public(tables) if each[0].level != "federal" and each[2].state]
    found += [
        f"{holder.name} ({office.id}), {_town(contact)}: the address is not in {office.state}"
        for office, holder, contact in stated
        if contact.state != office.state
    ]
    title = "Offices whose coordinates or address lie outside their state"
    return Check("outside", title, len(placed) + len(stated), tuple(found), _MAY_LIE_OUTSIDE)


def _where(names: Iterable[str], lat: float, lng: float) -> str:
    return "the point is in " + (", ".join(sorted(names)) or f"none ({lat}, {lng})")


def _town(contact: ContactOffice) -> str:
    return " ".join(filter(None, (contact.city, contact.state))) or "no town given"


def _offices_in_district(tables: Tables) -> Figure:
    placed = [each for each in _placed(tables) if each[0].chamber == "house"]
    misses = []
    for office, holder, contact, lat, lng in placed:
        seats = tables.seats_at(lat, lng)
        if office.id not in seats:
            where = _where(seats, lat, lng)
            misses.append(f"{holder.name} ({office.id}), {_town(contact)}: {where}")
    name = "House members' district offices in their own district"
    return Figure(name, _OFFICES_IN_DISTRICT, len(placed), tuple(misses))


def _is_lost(odd: str) -> bool:
    """Whether this tells of a state legislator who is listed for no district that we know."""
    return odd.endswith(_NO_DISTRICT) and ": a vacancy is listed" not in odd


def _unreached(found: Reach, lost: tuple[str, ...]) -> Iterator[Check]:
    """State legislators whom no ZIP leads to: those of whom nobody says why, and the others.

    ``lost`` are those who have no office in the tables.
    """
    total = found.reached + sum(len(each.members) for each in found.unreached) + len(lost)
    unnamed = [each for each in found.unreached if each.reason == UNNAMED]
    told = [each for each in found.unreached if each.reason != UNNAMED]
    if lost:
        told.append(Unreached("listed for no district that we know", lost, ()))
    yield Check(
        "unreached",
        "State legislators whom no ZIP reaches, and the tables should",
        total,
        tuple(member for each in unnamed for member in each.members),
    )
    for number, each in enumerate(told, start=1):
        title = f"State legislators whom no ZIP reaches for certain: {each.reason}"
        yield Check(f"unreached-{number}", title, total, each.members, None)


def _unreached_mayors(tables: Tables) -> Check:
    """Mayors whom no ZIP leads to: it does so by its county and the name of its post office."""
    pack = tables.pack
    reached: set[str | None] = {pack.mayors_place(name, state) for name, state in pack.place_zips}
    reached |= {county for row in tables.zips for county in row.counties}
    mayors = [office for office in tables.offices if office.level == "local"]
    found = [
        f"{office.holder.name if office.holder else 'nobody'} ({office.id})"
        for office in mayors
        if office.division_id not in reached
    ]
    title = "Mayors whom no ZIP reaches: no post office has their place's name"
    return Check("mayors", title, len(mayors), tuple(found), None)


def as_json(report: Report) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "on": report.on.isoformat(),
        "as_of": report.as_of.isoformat(),
        "ok": report.ok,
        "checks": [asdict(check) | {"failed": check.failed} for check in report.checks],
        "figures": [
            asdict(figure) | {"share": round(figure.share, 5), "failed": figure.failed}
            for figure in report.figures
        ],
        "left_out": list(report.left_out),
    }
