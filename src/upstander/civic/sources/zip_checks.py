"""The ZIP table held against things that it was not made from, as figures with their exceptions.

Rows are those of the tables: of ``zips.tsv`` its columns, of the offices their JSON objects.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upstander.civic.lines import UNIT, Lines
from upstander.civic.pack import HOUSE
from upstander.civic.sources.reading import given_rows
from upstander.civic.sources.zips import FLOTERIAL, WARD

ZipRow = Sequence[str]
OfficeRow = Mapping[str, Any]

LIES_OVER = "lies over other districts (floterial): may represent any ZIP of its county"
UNNAMED = "no ZIP names its district"


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of ``of`` things that agree, which ought to be ``least``; the others by name."""

    name: str
    least: float
    of: int
    misses: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part that agrees, 0 to 1; 0 where there was nothing to compare."""
        return 1 - len(self.misses) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Unreached:
    """State legislators whom no ZIP reaches for certain, for one reason.

    ``members`` are names with the ids of their offices, ``divisions`` those that they sit for.
    """

    reason: str
    members: tuple[str, ...]
    divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many state legislators a ZIP reaches, and who is left out and why."""

    reached: int
    unreached: tuple[Unreached, ...]


def reach(zip_rows: Iterable[ZipRow], offices: Iterable[OfficeRow]) -> Reach:
    """Every state legislator who holds an office: reached from some ZIP, or named with a reason."""
    table = _Table(zip_rows)
    reached = 0
    left: dict[str, list[OfficeRow]] = {}
    for office in _legislators(offices):
        reason = table.reason(office["division"])
        if reason is None:
            reached += 1
        else:
            left.setdefault(reason, []).append(office)
    return Reach(
        reached,
        tuple(
            Unreached(
                reason,
                tuple(f"{each['holder']['name']} ({each['id']})" for each in out),
                tuple(sorted({each["division"] for each in out})),
            )
            for reason, out in sorted(left.items())
        ),
    )


def state_office_zips(zip_rows: Iterable[ZipRow], offices: Iterable[OfficeRow]) -> Figure:
    """State legislators' district offices whose ZIP touches the district that they sit for.

    Left out are members whom no ZIP reaches, and those at large, whom every ZIP does.
    """
    table = _Table(zip_rows)
    compared = 0
    misses = []
    for office in _legislators(offices):
        if office["division"] not in table.certain:
            continue
        for contact in office["holder"]["offices"]:
            code = contact.get("zip")
            if contact["kind"] != "district" or not code:
                continue
            compared += 1
            divisions = table.divisions.get(code[:5], frozenset())
            if office["division"] not in divisions:
                where = ", ".join(sorted(divisions)) or "no row of the table"
                misses.append(f"{office['id']}: the office's ZIP {code} is in {where}")
    name = "State legislators' district offices with a ZIP of their own district"
    return Figure(name, 0.94, compared, tuple(misses))


def postal_points(zip_rows: Iterable[ZipRow], lines: Lines, seats: Mapping[str, str]) -> Figure:
    """Undivided ZIPs whose postal point lies in the one congressional district that they touch.

    ``seats`` are the ids of House seats by the ids of their divisions.
    """
    compared = 0
    misses = []
    for code, kind, columns, _, _, lat, lng, *_ in zip_rows:
        if kind != "area" or "," in columns or not lat:
            continue
        compared += 1
        seat = HOUSE + columns.partition(":")[0]
        found = {
            seats[division]
            for division in lines.at(round(float(lng) * UNIT), round(float(lat) * UNIT))
        }
        if seat not in found:
            where = ", ".join(sorted(found)) or "no district"
            misses.append(f"{code}: its point is in {where}, not {seat}")
    name = "Undivided ZIPs with their postal point in their district"
    return Figure(name, 0.995, compared, tuple(misses))


class _Table:
    """The state legislative divisions of each ZIP: ``divisions`` by its code.

    ``certain`` are all of them, but for those of ``over``, which lie over others.
    """

    def __init__(self, rows: Iterable[ZipRow]) -> None:
        self._areas = {
            row["code"]: f"ocd-division/country:us/{row['kind']}:{row['code'].lower()}"
            for row in given_rows("states.tsv")
        }
        self.divisions: dict[str, frozenset[str]] = {}
        self.over: set[str] = set()
        self._whole: set[str] = set()
        for code, _, _, _, state, _, _, sldu, sldl in rows:
            found = {*self._ids(state, "sldu", sldu), *self._ids(state, "sldl", sldl)}
            over = {division for division, lies_over in found if lies_over}
            self.over |= over
            self.divisions[code] = frozenset(division for division, _ in found) - over
            self._whole.add(self._areas[state])
        self.certain = frozenset[str]().union(*self.divisions.values())
        self._joined = {division.rpartition("/")[0] for division in self.certain}

    def reason(self, division: str) -> str | None:
        """Why no ZIP leads to a division for certain; ``None`` if one does."""
        if division in self.certain or division in self._whole:
            return None
        if division in self.over:
            return LIES_OVER
        area = division.rpartition("/")[0]
        if area not in self._joined:
            return f"no table at hand joins ZIPs to the districts of {area[-2:].upper()}"
        return UNNAMED

    def _ids(self, state: str, kind: str, column: str) -> Iterator[tuple[str, bool]]:
        """Ids from a column's short forms, each with whether it lies over others."""
        for part in filter(None, column.split(",")):
            tail = part.removeprefix(FLOTERIAL).partition(":")[0]
            other, slash, name = tail.rpartition("/")
            area = self._areas[other.upper() if slash else state]
            if name.startswith(WARD):
                yield f"{area}/{name.replace('_', ':', 1)}", False
            else:
                yield f"{area}/{kind}:{name}", part.startswith(FLOTERIAL)


def _legislators(offices: Iterable[OfficeRow]) -> Iterator[OfficeRow]:
    """Offices of state legislatures that somebody holds."""
    for office in offices:
        chamber = office["chamber"] in ("upper", "lower", "legislature")
        if office.get("level") == "state" and chamber and office.get("holder"):
            yield office
