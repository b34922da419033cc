"""`upstander lookup`: who represents a place in Congress."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer

from upstander.civic import Civic, Holder, Located, Office, Outcome, PackError
from upstander.cli.exits import BAD_DATA, NOT_FOUND, USAGE


def lookup(
    place: Annotated[
        list[str],
        typer.Argument(
            metavar="PLACE",
            help='A ZIP code, a place ("Des Moines, IA"), an address, or "latitude,longitude".',
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Says who represents a place in Congress, and how to reach them.

    Nothing leaves this machine. Exits with 0 if it found seats for the place, 2 if it cannot read
    it, 3 if the tables are damaged, and 4 if it found no seats: the place is unknown, abroad, or
    one of several of that name.
    """
    try:
        civic = Civic.open()
    except PackError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_DATA) from error
    located = civic.lookup(" ".join(place))
    if as_json:
        typer.echo(json.dumps(document(located, date.today()), ensure_ascii=False, indent=2))
    else:
        show(located, date.today())
    if located.outcome in (Outcome.MALFORMED, Outcome.EMPTY):
        raise typer.Exit(USAGE)
    if not located.offices:
        raise typer.Exit(NOT_FOUND)


def document(located: Located, on: date) -> dict[str, Any]:
    """Returns the JSON answer, with every seat as it stands on a day.

    `officials` hold their seat then; `vacancies` are the seats that are vacant or whose holder is
    not known then. `certain` is false where another seat may be the place's own.
    """
    certain = located.certain_offices()
    urls = {source.key: source.url for source in located.sources}
    officials, vacancies = [], []
    for office in located.offices:
        seat = _seat(office, urls) | {"certain": office in certain}
        if office.holder is not None and office.status(on) == "held":
            officials.append({"name": office.holder.name} | seat | _contact(office.holder))
        else:
            vacancies.append(seat | _vacancy(office, on))
    return {
        "query": {
            "text": located.query,
            "outcome": located.outcome,
            "places": [asdict(place) for place in located.places],
        },
        "as_of": located.as_of.isoformat(),
        "divisions": [asdict(division) for division in located.divisions],
        "alternatives": [asdict(alternative) for alternative in located.alternatives],
        "officials": officials,
        "vacancies": vacancies,
        "notices": [
            {"code": notice.code, "text": notice.text, "params": dict(notice.params)}
            for notice in located.notices
        ],
    }


def _seat(office: Office, urls: Mapping[str, str]) -> dict[str, Any]:
    return {
        "office": office.title,
        "office_id": office.id,
        "division_id": office.division_id,
        "level": "federal",
        "as_of": office.as_of.isoformat(),
        "source": urls[office.source],
    }


def _contact(holder: Holder) -> dict[str, Any]:
    """How to reach the holder. Congress publishes no e-mail addresses, so there are none."""
    return {
        "party": holder.party,
        "phones": list(holder.phones),
        "emails": [],
        "urls": [holder.website] if holder.website else [],
        "contact_form": holder.contact_form,
        "offices": [asdict(office) for office in holder.offices],
        "accounts": [asdict(account) for account in holder.accounts],
        "term_end": holder.term_end.isoformat(),
    }


def _vacancy(office: Office, on: date) -> dict[str, Any]:
    """What is known of a seat without a known holder, and the office's own contacts."""
    status = office.status(on)
    vacancy, holder = office.vacancy, office.holder
    return {
        "status": "vacant" if status == "vacant" else "holder_unknown",
        "term_end": office.term_end.isoformat() if office.term_end else None,
        "reason": vacancy.reason if vacancy else None,
        "since": vacancy.since.isoformat() if vacancy and vacancy.since else None,
        "note": vacancy.note if vacancy else None,
        "serves_meanwhile": vacancy.serves_meanwhile if vacancy else None,
        "offices": [asdict(contact) for contact in holder.offices] if holder else [],
    }


def show(located: Located, on: date) -> None:
    """Prints the answer for reading: seats on standard output, notices on standard error."""
    from rich.console import Console
    from rich.table import Table

    for notice in located.notices:
        typer.echo(notice.text, err=True)
    if located.outcome is Outcome.AMBIGUOUS_PLACE:
        for place in located.places:
            typer.echo(f"{place.name}, {place.state}")
    if not located.offices:
        return
    table = Table("Office", "Who", "Phone", "Website", caption=f"As of {located.as_of}.")
    for column in table.columns:
        column.overflow = "fold"
    certain = located.certain_offices()
    for office in located.offices:
        row = _who(office, on)
        table.add_row(_label(office, office in certain), *row)
    Console().print(table)


def _label(office: Office, certain: bool) -> str:
    district = f"-{office.district}" if office.district else ""
    return f"{office.title}, {office.state}{district}{'' if certain else ' (maybe)'}"


def _who(office: Office, on: date) -> tuple[str, str, str]:
    status = office.status(on)
    holder = office.holder
    if status == "vacant":
        return "vacant", "", ""
    if holder is None or status == "unknown":
        return f"term ended {office.term_end}; we do not know who holds it now", "", ""
    name = f"{holder.name} ({holder.party})" if holder.party else holder.name
    return name, next(iter(holder.phones), "unknown"), holder.website or "unknown"
