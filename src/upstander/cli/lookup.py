"""`upstander lookup`: who represents a place, from Congress to the town hall."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from upstander.civic import LEVELS, Civic, Level, Located, NoticeCode, Office, Outcome, PackError
from upstander.civic.answering.document import document
from upstander.civic.answering.notices import last_known, standing
from upstander.civic.reading.text import typed_day
from upstander.cli.exits import BAD_DATA, NOT_FOUND, USAGE
from upstander.cli.setup import say
from upstander.places import packs

_HOUSE_NUMBER = re.compile(r"[a-z]{0,2}(\d[\w/-]*) ", re.ASCII | re.IGNORECASE)


def day(text: str) -> date:
    """Returns the day that somebody wrote as YEAR-MONTH-DAY.

    Raises:
        typer.BadParameter: they wrote something else.
    """
    try:
        return typed_day(text)
    except ValueError as error:
        words = f"{text!r} is no day. Write year, month and day, as in 2026-11-03."
        raise typer.BadParameter(words) from error


class OneLevel(StrEnum):
    """A level of government, as the commands take it."""

    FEDERAL = "federal"
    STATE = "state"
    LOCAL = "local"


On = Annotated[
    date | None,
    typer.Option("--on", metavar="DATE", parser=day, help="For this day; else for today."),
]
Levels = Annotated[
    list[OneLevel] | None,
    typer.Option("--level", help="Only offices of this level; may be given again. Else all."),
]
PackFolder = Annotated[
    Path | None,
    typer.Option(
        "--pack",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="The tables to use; else those in the hub's folder, or the ones that come along.",
    ),
]


def lookup(
    place: Annotated[
        list[str],
        typer.Argument(
            metavar="PLACE",
            help='A ZIP code, a place ("Des Moines, IA"), an address, or "latitude,longitude".',
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    on: On = None,
    level: Levels = None,
    pack: PackFolder = None,
) -> None:
    """Says who represents a place, and how to reach them.

    Nothing leaves this machine, unless its operator set a geocoder: then a street address goes
    there, after saying so. Exits with 0 if it found offices for the place, 2 if it cannot read it,
    3 if the tables are damaged, and 4 if it found none: the place is unknown, abroad, or one of
    several of that name.
    """
    civic = open_civic(pack)
    try:
        located = find(civic, " ".join(place), on or date.today(), levels(level))
        answer = document(located, civic.committees_of)
    except PackError as error:
        raise damaged(error) from error
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        show(located)
    if located.outcome.unreadable:
        raise typer.Exit(USAGE)
    if not located.offices:
        raise typer.Exit(NOT_FOUND)


def open_civic(pack: Path | None) -> Civic:
    """Returns the engine over the tables that were named, the hub's own, or the package's.

    Raises:
        typer.Exit: they are damaged; a sentence has said what to do.
    """
    tables = packs.in_use()
    for folder in () if pack else tables.passed_over:
        say(
            f"The tables in {folder} are not used, for another version made them: build them again."
        )
    try:
        return Civic.open(pack or tables.folder)
    except PackError as error:
        raise damaged(error) from error


def damaged(error: PackError) -> typer.Exit:
    """Says what is wrong with the tables, and returns what to exit with."""
    say(str(error))
    return typer.Exit(BAD_DATA)


def levels(asked: Collection[OneLevel] | None) -> tuple[Level, ...]:
    """Returns the levels to show, all unless some were asked for."""
    return tuple(level for level in LEVELS if not asked or level in asked)


def find(civic: Civic, text: str, on: date, shown: Collection[Level]) -> Located:
    """Returns the answer, by the point of a street address where a geocoder is set."""
    located = civic.lookup(text, on=on, levels=shown)
    reduced = [notice for notice in located.notices if notice.code is NoticeCode.ADDRESS_REDUCED]
    number = _HOUSE_NUMBER.match(located.query)
    # "50309 Des Moines" begins with no house number: a point for it would be more than was said.
    if not reduced or number is None or number[1] == reduced[0].params["used"]:
        return located
    return _by_address(civic, located, shown) or located


def _by_address(civic: Civic, reduced: Located, shown: Collection[Level]) -> Located | None:
    """The answer for the point of an address, or None if there is none, after saying why."""
    from upstander.cli.geocoder import Geocoder, GeocoderError

    geocoder = Geocoder.configured()
    if geocoder is None:
        return None
    try:
        host = geocoder.host
        say(f"This address goes to {host}, as UPSTANDER_GEOCODER says.")
        lat, lng = geocoder.locate(reduced.query)
    except GeocoderError as error:
        say(f"{error}. Going by ZIP code and place instead.")
        return None
    located = civic.by_point(lat=lat, lng=lng, on=reduced.on, levels=shown)
    if _states(located).isdisjoint(_states(reduced)):
        say(f"{host} puts this address elsewhere. Going by ZIP code and place instead.")
        return None
    say(f"Going by the point where {host} puts this address: {lat},{lng}.")
    return replace(located, query=reduced.query)


def _states(located: Located) -> set[str]:
    return {division.id for division in located.every_division() if division.kind == "state"}


def show(located: Located) -> None:
    """Prints the answer for reading: offices on standard output, notices on standard error."""
    from rich.console import Console
    from rich.table import Table

    for notice in located.notices:
        say(notice.text)
    if located.outcome is Outcome.AMBIGUOUS_PLACE:
        for place in located.places:
            typer.echo(f"{place.name}, {place.state}")
    if not located.offices:
        if located.divisions:
            say("We know of no such office here.")
        return
    table = Table("Office", "Who", "Phone", "Website", caption=f"As of {located.as_of}.")
    for column in table.columns:
        column.overflow = "fold"
    for row in _rows(located):
        if len(row) == 1:
            table.add_section()
        table.add_row(*row)
    Console().print(table)


def _rows(located: Located) -> Iterator[tuple[str, ...]]:
    """Rows of the table, with one for the name of each level before its offices."""
    certain = {office.id for office in located.certain_offices()}
    names = {division.id: division.name for division in located.every_division()}
    level = None
    for office in located.offices:
        if office.level != level:
            level = office.level
            yield (level.upper(),)
        maybe = "" if office.id in certain else " (maybe)"
        yield f"{_label(office, names[office.division_id])}{maybe}", *_who(office, located.on)


def _label(office: Office, division: str) -> str:
    """What to call an office: its title, and of which district where the title does not say."""
    if office.district:
        return f"{office.title}, {office.state}-{office.district}"
    if division in office.title or office.state is None or office.level == "local":
        return office.title
    return f"{office.title}, {division}{f', seat {office.seat}' if office.seat else ''}"


def _who(office: Office, on: date) -> tuple[str, str, str]:
    """Who holds an office, the first telephone number, and the website."""
    holder = office.holder_on(on)
    if holder is not None:
        name = f"{holder.name} ({holder.party})" if holder.party else holder.name
        if office.status(on) == "last-known":
            name = f"{name}. {last_known(office, holder)}"
        return name, next(iter(holder.phones), "unknown"), holder.website or "unknown"
    phones = office.holder.phones if office.holder else ()
    return standing(office, on), next(iter(phones), ""), ""
