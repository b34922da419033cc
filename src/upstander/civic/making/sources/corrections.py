"""What is known beyond the publishers' files, in ``given/corrections.tsv``."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from upstander.civic.making.sources.federal import state_division
from upstander.civic.making.sources.files import given_rows, require
from upstander.civic.making.sources.openstates import GOVERNOR, SOURCE
from upstander.civic.making.sources.terms import regular_terms
from upstander.civic.reading.corrections import FAULTS, fault
from upstander.civic.reading.rows import read_correction
from upstander.civic.types import Correction

TABLE = "corrections.tsv"


def given() -> list[Correction]:
    """The rows of the table. Raises ``ValueError`` for a kind or a day that is none."""
    return [read_correction(row) for row in given_rows(TABLE)]


def rows() -> list[list[str]]:
    """The table with its heading, and after each row when the next regular terms begin.

    That is for who holds an office, where their own end is not known and regular terms are.
    """
    listed = given_rows(TABLE)
    found = [[*listed[0], "turnover"]]
    for row, correction in zip(listed, given(), strict=True):
        terms = regular_terms().get(correction.office_id)
        open_ = correction.kind == "held" and correction.ends is None
        turnover = terms.nearest(correction.checked, after=correction.checked) if terms else None
        found.append([*row.values(), turnover.isoformat() if open_ and turnover else ""])
    return found


def check(offices: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Raise ``BadSource`` for a row that cannot be, or one of an office that is not there."""
    known = {row["id"] for row in chain.from_iterable(offices.values())}
    for one in given():
        where = f"{one.office_id}, {one.kind} since {one.since}"
        wrong = fault(one, on=one.checked)
        require(wrong is None, TABLE, f"{where}: {FAULTS[wrong] if wrong else ''}")
        require(one.url is not None, TABLE, f"{where}: has no web address to check it at")
        require(one.office_id in known, TABLE, f"{where}: there is no such office")


def governors_left_out(
    offices: Mapping[str, Iterable[Mapping[str, Any]]], states: Iterable[Mapping[str, str]]
) -> dict[str, list[dict[str, Any]]]:
    """Rows by state of the governors that the table names and no list has, without a holder."""
    named = {one.office_id for one in given()}
    rows: dict[str, list[dict[str, Any]]] = {}
    for state in states:
        code = state["code"]
        office_id = f"{code.lower()}-{GOVERNOR}"
        listed = any(row["id"] == office_id for row in offices.get(code, ()))
        if office_id in named and not listed:
            row = {
                "id": office_id,
                "title": GOVERNOR.capitalize(),
                "level": "state",
                "chamber": "executive",
                "state": code,
                "division": state_division(state),
                "source": SOURCE,
            }
            rows[code] = [row]
    return rows
