"""Open Civic Data ids of state legislative districts, from the codes that the Census gives them.

openstates-geo has a file for each state: a pattern that finds the district's number or letters in
a code such as "sldl-19017", and a list of the codes whose districts go by names ("custom"). Where
that or Open Civic Data's list is behind the Census, ``given/district_ids.tsv`` says so and why.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.files import (
    BadSource,
    given_rows,
    read_csv,
    read_date,
    read_yaml_mapping,
)

House = Literal["upper", "lower"]

KINDS: Mapping[House, Literal["sldu", "sldl"]] = {"upper": "sldu", "lower": "sldl"}
CORRECTIONS = "district_ids.tsv"
_FILES: Mapping[House, str] = {
    "upper": listing.UPPER_DIVISION_IDS,
    "lower": listing.LOWER_DIVISION_IDS,
}
_CODE_LENGTH = 3


class SldName(NamedTuple):
    """What Open Civic Data says of a district; the dates are ``None`` where it says nothing."""

    name: str
    valid_from: date | None
    valid_through: date | None

    def in_force(self, on: date) -> bool:
        """Whether the district exists on a day, its first and last day included."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_through is None or on <= self.valid_through)


def sld_names(folder: Path) -> dict[str, SldName]:
    """Every state legislative district by its id, past ones and the wards of DC among them.

    For those that it calls past, and the Census has, the project keeps the name and no last day.
    """
    names = {
        **_names(folder, listing.UPPER_DIVISION_IDS),
        **_names(folder, listing.LOWER_DIVISION_IDS),
    }
    for row in given_rows(CORRECTIONS):
        if known := names.get(row["division"]):
            names[row["division"]] = SldName(row["name"], known.valid_from, None)
    return names


def _names(folder: Path, file: str) -> dict[str, SldName]:
    rows = read_csv(folder, file, ("id", "name", "validFrom", "validThrough"))
    return {
        row["id"]: SldName(
            row["name"],
            _date(file, row["id"], row["validFrom"]),
            _date(file, row["id"], row["validThrough"]),
        )
        for row in rows
    }


def _date(file: str, division: str, text: str) -> date | None:
    return read_date(file, f"a date of {division}", text) if text else None


class GeoIds:
    """The ids of the districts in force on a day. Files are read once, when first needed."""

    def __init__(self, folder: Path, on: date) -> None:
        """Read from the publishers' files in ``folder``."""
        self._folder = folder
        self._on = on
        self._fips = {row["code"]: row["fips"] for row in given_rows("states.tsv")}
        self._corrections = {row["code"]: row["division"] for row in given_rows(CORRECTIONS)}
        self._states: dict[str, _State] = {}

    @cached_property
    def names(self) -> dict[str, SldName]:
        """As ``sld_names``."""
        return sld_names(self._folder)

    def division(self, state: str, chamber: House, code: str) -> str:
        """The id of a district by the two letters of its state and its Census code.

        The code may have lost its leading zeros: "17" is "017". Raises ``BadSource`` if no id is
        known for it, or if its district does not exist on the day.
        """
        kind = KINDS[chamber]
        full = f"{kind}-{self._fips[state]}{code.rjust(_CODE_LENGTH, '0')}"
        rules = self._rules(state)
        division = self._corrections.get(full) or rules.division(kind, full)
        if division is None:
            raise BadSource(rules.file, f"has no id for the Census district {full}")
        known = self.names.get(division)
        if known is None or not known.in_force(self._on):
            problem = f"has no {division} on {self._on}, the Census district {full}"
            raise BadSource(_FILES[chamber], problem)
        return division

    def named(self, state: str, chamber: House) -> frozenset[str]:
        """Ids of the districts of a chamber that the state's file lists by name."""
        return frozenset(
            self._corrections.get(full, division)
            for full, division in self._rules(state).custom.items()
            if full.startswith(f"{KINDS[chamber]}-")
        )

    def _rules(self, state: str) -> "_State":
        if state not in self._states:
            self._states[state] = _State(self._folder, state.lower())
        return self._states[state]


class _State:
    """One state's file: ids of districts with names of their own, and patterns for the rest."""

    def __init__(self, folder: Path, state: str) -> None:
        self.file = f"{listing.GEO_IDS_FOLDER}/{state}.yml"
        rules = read_yaml_mapping(folder, self.file)
        try:
            self._area = str(rules["os-id-prefix"])
            mappings = rules["id-mappings"]
            self.custom = {
                row["sld-id"]: str(row["os-id"])
                for row in mappings.get("custom", ())
                if "sld-id" in row  # Nevada and West Virginia list districts of the past without
            }
            self._patterns = {
                kind: re.compile(rule["sld-match"])
                for kind, rule in mappings.items()
                if kind in KINDS.values() and "sld-match" in rule
            }
            self._prefixes = {  # the "ward" of DC
                kind: rule["sld-prefix"] for kind, rule in mappings.items() if "sld-prefix" in rule
            }
        except (KeyError, TypeError, AttributeError, re.error) as error:
            raise BadSource(self.file, f"is not laid out as we know it ({error!r})") from error

    def division(self, kind: str, full: str) -> str | None:
        """The id of a Census code such as "sldl-19017", ``None`` if the file has none for it."""
        if full in self.custom:
            return self.custom[full]
        pattern = self._patterns.get(kind)
        if pattern is None or (found := pattern.fullmatch(full)) is None:
            return None
        return f"{self._area}/{self._prefixes.get(kind, kind)}:{found[1].lstrip('0').lower()}"
