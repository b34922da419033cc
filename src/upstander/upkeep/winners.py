"""Results of elections from a file: who was elected to which office, and takes it when."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path

from django.utils.timezone import localdate

from upstander.common.tables import delimiter_of
from upstander.officials.models import OfficeCorrection
from upstander.places import queries as places
from upstander.places.queries import UnknownOffice

NEEDED = ("name", "source", "elected", "takes_office")
"""Columns that a file must have, besides `office`, or `division` and `chamber`."""
KNOWN = (*NEEDED, "office", "division", "chamber", "seat", "party", "person_id", "ends", "checked")
MOST_BYTES = 10_000_000
DETAILS = ("name", "party", "person_id", "since", "ends", "source_title", "source_url")
"""What makes a result another one; when it was checked does not."""


class WinnersFileError(ValueError):
    """Raised for a file that cannot be read as a table of results; it says why."""


@dataclass(frozen=True)
class Refused:
    """A row that was not stored: its line in the file, what it is about, and why."""

    line: int
    about: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line} ({self.about or 'no office'}): {self.reason}"


@dataclass
class Results:
    """How many results were `stored`, `changed` and `known` already, and which were refused."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def __str__(self) -> str:
        counts = self.counts
        kept = f"{counts['stored']} stored, {counts['changed']} changed"
        return f"{kept}, {counts['known']} known already, {len(self.refused)} refused."


@dataclass(frozen=True)
class Row:
    """A result, and the line of the file that has it."""

    line: int
    result: OfficeCorrection

    def refused(self, reason: str) -> Refused:
        """Returns that it cannot be stored, and why."""
        return Refused(self.line, self.result.office_id, reason)


class _Wrong(ValueError):
    """A row that says nothing that can be stored."""


def read_winners(path: Path, refused: list[Refused]) -> Iterator[Row]:
    """Yields the results in a file that do not contradict each other; the others are refused.

    Raises:
        WinnersFileError: the file cannot be read, or lacks a column.
    """
    return _without_doubles(list(_read(path, refused)), refused)


def _read(path: Path, refused: list[Refused]) -> Iterator[Row]:
    for line, cells in _cells(path):
        try:
            yield Row(line, _result(cells))
        except _Wrong as error:
            refused.append(Refused(line, cells["office"] or cells["division"], str(error)))


def _cells(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows that are not empty, each with its line; absent columns are empty."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WinnersFileError(f"{path} is larger than {MOST_BYTES:,} bytes.")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WinnersFileError(f"{path} is no UTF-8 text. Save it as CSV in UTF-8.") from error
    except OSError as error:
        raise WinnersFileError(f"{path} cannot be read ({error.strerror}).") from error
    lines = StringIO(text, newline="")
    rows = csv.DictReader(lines, delimiter=delimiter_of(text), strict=True)
    try:
        names = [name.strip().lower() for name in rows.fieldnames or ()]
        _check_columns(path, names)
        rows.fieldnames = names
        for row in rows:
            if None in row:
                raise WinnersFileError(
                    f"{path}, line {rows.line_num}: more values than columns. Put a value with a "
                    "comma in quotes."
                )
            cells = {name: " ".join((row.get(name) or "").split()) for name in KNOWN}
            if any(cells.values()):
                yield rows.line_num, cells
    except csv.Error as error:
        raise WinnersFileError(f"{path}, line {rows.line_num}: {error}.") from error


def _check_columns(path: Path, names: list[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if "office" not in names and not {"division", "chamber"} <= set(names):
        missing.insert(0, "office (or division and chamber)")
    if missing:
        raise WinnersFileError(f"{path} has no column {', '.join(missing)}.")
    if strange := [name for name in names if name not in KNOWN]:
        raise WinnersFileError(
            f"{path} has a column {strange[0]!r} that we do not know. Columns are "
            f"{', '.join(KNOWN)}."
        )


def _result(cells: Mapping[str, str]) -> OfficeCorrection:
    is_address = cells["source"].startswith(("https://", "http://"))
    return OfficeCorrection(
        office_id=_office(cells),
        kind=OfficeCorrection.Kind.ELECTED,
        name=" ".join(cells["name"].split()),
        party=cells["party"],
        person_id=cells["person_id"],
        elected=_day(cells, "elected"),
        since=_day(cells, "takes_office"),
        ends=_day(cells, "ends") if cells["ends"] else None,
        source_url=cells["source"] if is_address else "",
        source_title="" if is_address else cells["source"],
        as_of=_day(cells, "checked") if cells["checked"] else localdate(),
    )


def _day(cells: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(cells[name])
    except ValueError:
        said = repr(cells[name]) if cells[name] else "empty"
        raise _Wrong(f"{name} is {said}. Write a day as 2027-01-03.") from None


def _office(cells: Mapping[str, str]) -> str:
    """The id of the office that a row is about."""
    if office_id := cells["office"].lower():
        try:
            return places.office(office_id).id
        except UnknownOffice:
            raise _Wrong("We know no such office.") from None
    division, chamber, seat = cells["division"].lower(), cells["chamber"].lower(), cells["seat"]
    of_chamber = [one for one in places.offices_for(division) if one.chamber == chamber]
    found = [
        one
        for one in of_chamber
        if not seat or seat.upper() in (one.seat, str(one.senate_class or ""))
    ]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise _Wrong(f"We know no office of {division or 'no division'} in {chamber or 'none'}.")
    seats = ", ".join(one.id for one in found)
    raise _Wrong(f"That may be one of {len(found)} offices: {seats}. Write its id or its seat.")


def _without_doubles(rows: Iterable[Row], refused: list[Refused]) -> Iterator[Row]:
    """The rows but for those that the same file contradicts: those are all refused."""
    known = list(rows)
    offices: dict[tuple[str, date | None], list[Row]] = {}
    names: dict[tuple[str, date | None], list[Row]] = {}
    for row in known:
        offices.setdefault((row.result.office_id, row.result.elected), []).append(row)
        names.setdefault((row.result.name.casefold(), row.result.elected), []).append(row)
    for row in known:
        rivals = offices[row.result.office_id, row.result.elected]
        if any(other is not row and differ(row.result, other.result) for other in rivals):
            refused.append(row.refused("The file names several winners of this office."))
            continue
        elsewhere = sorted(
            other.result.office_id
            for other in names[row.result.name.casefold(), row.result.elected]
            if other.result.office_id != row.result.office_id
            and places.same_winner(row.result.record, other.result.record)
        )
        if elsewhere:
            reason = f"The file has {row.result.name} in {elsewhere[0]}, too."
            refused.append(row.refused(reason))
        elif row is rivals[0]:
            yield row


def differ(one: OfficeCorrection, other: OfficeCorrection) -> bool:
    """Returns whether two results for one office name two people."""
    return not places.same_winner(one.record, other.record)
