"""State and local offices, from the people of Open States."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from upstander.civic.making.sources.federal import state_division
from upstander.civic.making.sources.files import BadSource, given_rows, require
from upstander.civic.making.sources.geo_ids import SldName, sld_names
from upstander.civic.making.sources.legislatures import Legislatures
from upstander.civic.making.sources.people import (
    FILE,
    Archive,
    Finding,
    Holders,
    Listed,
    Role,
    by_office,
    last_to_end,
    listed,
    order,
    read_archive,
)
from upstander.civic.making.sources.terms import regular_terms

SOURCE = "state-people"
GOVERNOR = "governor"
PlaceRow = tuple[str, str, str, str, str, str]

_RANKS = {
    GOVERNOR: 0,
    "mayor": 0,
    "lt-governor": 1,
    "attorney-general": 2,
    "secretary-of-state": 3,
}
_A_DAY = timedelta(days=1)
_NOT_REACHED_BY = {"id", "name", "party", "start", "end", "since", "turnover", "how"}


@dataclass(frozen=True, slots=True)
class StateOffices:
    """Rows of offices by state code, rows of places that have one, and what was found odd.

    The rows of places are as in ``divisions.tsv``: id, name, kind, state, and two unknown dates.
    """

    offices: dict[str, list[dict[str, Any]]]
    places: list[PlaceRow]
    findings: list[Finding]


def read_offices(
    folder: Path, states: Iterable[Mapping[str, str]], as_of: date, districts: Iterable[str] = ()
) -> StateOffices:
    """Every state and local office that the archive knows, with its holder on ``as_of``.

    ``states`` are the rows of ``states.tsv``. ``districts`` are ids of state legislative districts
    that must have their offices, held or not: those that ZIPs and outlines name. Raises
    ``BadSource`` for an archive that is damaged, cut short or laid out otherwise. What does not
    join or fit is among the findings.
    """
    areas = {row["code"]: state_division(row) for row in states}
    try:
        return _offices(read_archive(folder), sld_names(folder), areas, as_of, districts)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadSource(FILE, f"is not laid out as we know it ({error!r})") from error


def _offices(
    archive: Archive,
    names: Mapping[str, SldName],
    areas: Mapping[str, str],
    as_of: date,
    districts: Iterable[str],
) -> StateOffices:
    holders = Holders(archive)
    single = _SingleOffices(archive, holders, as_of)
    legislatures = Legislatures(archive, holders, names, areas, as_of)
    places, mayors = single.mayors()
    rows = [*single.executives(areas), *legislatures.rows(districts), *mayors]
    offices: dict[str, list[dict[str, Any]]] = {code: [] for code in areas}
    for row in rows:
        offices[row["state"]].append(row | {"source": SOURCE})
    findings = single.findings + legislatures.findings + _without_contact(rows)
    return StateOffices(
        {code: found for code, found in offices.items() if found}, places, sorted(findings)
    )


class _SingleOffices:
    """Makes the rows of offices that one person holds: statewide executives and mayors."""

    def __init__(self, archive: Archive, holders: Holders, as_of: date) -> None:
        self.findings: list[Finding] = []
        self._archive = archive
        self._holders = holders
        self._as_of = as_of

    def executives(self, areas: Mapping[str, str]) -> list[dict[str, Any]]:
        """Rows by state, the governor first."""
        titles = {(row["state"], row["role"]): row for row in given_rows("executives.tsv")}
        roles = listed(self._archive, "executive", self._as_of)
        rows = []
        for (state, role), found in by_office(roles, lambda role: (role.state, role.type)).items():
            title = titles.get((state, role)) or _title(role)
            office_id = f"{state.lower()}-{title['slug']}"
            row = {
                "id": office_id,
                "title": title["title"],
                "level": "state",
                "chamber": "executive",
                "state": state,
                "division": areas[state],
            } | self._people(office_id, found)
            rows.append((state, _RANKS.get(title["slug"], len(_RANKS)), title["slug"], row))
        return [row for *_, row in sorted(rows, key=lambda one: one[:3])]

    def mayors(self) -> tuple[list[PlaceRow], list[dict[str, Any]]]:
        """Rows of the places that have a mayor, by id, and rows of the mayors, by place."""
        roles = listed(self._archive, "municipalities", self._as_of)
        places: list[PlaceRow] = []
        rows = []
        for (state, division), found in by_office(
            roles, lambda role: (role.state, role.division)
        ).items():
            name = self._archive.places.get(division, "")
            require(bool(name), FILE, f"has a mayor of {division}, and no name for it")
            kind, _, slug = division.rpartition("/")[2].partition(":")
            places.append((division, name, kind, state, "", ""))
            office_id = f"{state.lower()}-mayor-{slug}"
            row = {
                "id": office_id,
                "title": f"Mayor of {name}",
                "level": "local",
                "chamber": "executive",
                "state": state,
                "division": division,
            } | self._people(office_id, found)
            rows.append((name, division, row))
        return sorted(places), [row for *_, row in sorted(rows, key=lambda one: one[:2])]

    def _people(self, office_id: str, found: Listed) -> dict[str, Any]:
        """Who holds the office, or did last, and who will."""
        current = sorted(found.current, key=order)
        holder = current[0] if current else last_to_end(found.former) if found.former else None
        people: dict[str, Any] = {"holder": self._row(office_id, holder)} if holder else {}
        for role in current[1:]:
            about = f"{role.state} {role.type}"
            words = f"{role.name} is listed beside {current[0].name}, who counts"
            self.findings.append(Finding("crowded", about, words))
        if coming := sorted(found.coming, key=lambda role: role.start or date.max):
            people["next"] = [self._row(office_id, role) for role in coming]
        return people

    def _row(self, office_id: str, role: Role) -> dict[str, Any]:
        """A person with the term.

        A stated end that is no end of the office's terms is not believed, and one to come that is
        only near it is rounded: the nearest one counts.
        """
        row, regular = self._holders.row(role), regular_terms().get(office_id)
        if regular is None or role.end is None:
            return row
        turnover = regular.nearest(role.end, after=role.start)
        if not regular.ends_with(role.end):
            words = f"the term of {role.name} is said to end on {role.end}, and no term ends then"
            self.findings.append(Finding("term-end", office_id, f"{words}; {turnover} counts"))
        elif role.end < self._as_of or role.end in (turnover - _A_DAY, turnover):
            return row
        del row["end"]
        return row | {"turnover": turnover.isoformat()}


def _title(role: str) -> dict[str, str]:
    words = role.replace("lt_", "lieutenant ").split()
    slug = role.replace("_", "-").replace(" ", "-")
    return {"slug": slug, "title": " ".join(w if w == "of" else w.capitalize() for w in words)}


def _without_contact(rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    return [
        Finding("without-contact", row["id"], f"{row['holder']['name']} has no contact listed")
        for row in rows
        if "holder" in row
        and not any(value for name, value in row["holder"].items() if name not in _NOT_REACHED_BY)
    ]
