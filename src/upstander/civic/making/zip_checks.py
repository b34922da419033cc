"""The ZIP table held against things that it was not made from, as figures with their exceptions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from upstander.civic.reading.pack import state_code
from upstander.civic.types import Holder, Office, ZipCode

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

    @property
    def failed(self) -> bool:
        """Whether it does not reach its mark."""
        return self.share < self.least


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


def reach(zips: Iterable[ZipCode], offices: Iterable[Office], over: Collection[str]) -> Reach:
    """Every state legislator in the lists: reached from some ZIP, or named with a reason.

    ``over`` are ids of the districts that lie over others.
    """
    table = _Table(zips, over)
    reached = 0
    left: dict[str, list[tuple[Office, Holder]]] = {}
    for office, holder in _legislators(offices):
        reason = table.reason(office.division_id)
        if reason is None:
            reached += 1
        else:
            left.setdefault(reason, []).append((office, holder))
    return Reach(
        reached,
        tuple(
            Unreached(
                reason,
                tuple(f"{holder.name} ({office.id})" for office, holder in out),
                tuple(sorted({office.division_id for office, _ in out})),
            )
            for reason, out in sorted(left.items())
        ),
    )


def state_office_zips(
    zips: Iterable[ZipCode], offices: Iterable[Office], over: Collection[str]
) -> Figure:
    """State legislators' district offices whose ZIP touches the district that they sit for.

    Left out are members whom no ZIP reaches, and those at large, whom every ZIP does. ``over`` are
    as for ``reach``.
    """
    table = _Table(zips, over)
    compared = 0
    misses = []
    for office, holder in _legislators(offices):
        if office.division_id not in table.certain:
            continue
        for contact in holder.offices:
            if contact.kind != "district" or not contact.zip:
                continue
            compared += 1
            divisions = table.divisions.get(contact.zip[:5], frozenset())
            if office.division_id not in divisions:
                where = ", ".join(sorted(divisions)) or "no row of the table"
                misses.append(f"{office.id}: the office's ZIP {contact.zip} is in {where}")
    name = "State legislators' district offices with a ZIP of their own district"
    return Figure(name, 0.94, compared, tuple(misses))


def postal_points(
    zips: Iterable[ZipCode], seats_at: Callable[[float, float], Collection[str]]
) -> Figure:
    """Undivided ZIPs whose postal point lies in the one congressional district that they touch.

    ``seats_at`` tells the ids of the House seats at a latitude and a longitude.
    """
    compared = 0
    misses = []
    for row in zips:
        if row.kind != "area" or len(row.seats) > 1 or row.lat is None or row.lng is None:
            continue
        compared += 1
        found = seats_at(row.lat, row.lng)
        if row.seats[0] not in found:
            where = ", ".join(sorted(found)) or "no district"
            misses.append(f"{row.code}: its point is in {where}, not {row.seats[0]}")
    name = "Undivided ZIPs with their postal point in their district"
    return Figure(name, 0.995, compared, tuple(misses))


def undivided_by_address(
    zips: Iterable[ZipCode], addresses: Mapping[str, Collection[str]]
) -> Figure:
    """ZIPs with all their addresses in one district, which is among those that the area touches.

    ``addresses`` are ids of House seats by ZIP. Left out are ZIPs without an area, whose districts
    are by address themselves.
    """
    compared = 0
    misses = []
    for row in zips:
        told = addresses.get(row.code, ())
        if row.kind != "area" or len(told) != 1:
            continue
        compared += 1
        (seat,) = told
        if seat not in row.seats:
            where = ", ".join(row.seats)
            misses.append(f"{row.code}: its addresses are in {seat}, its area in {where} alone")
    name = "ZIPs undivided by address with an area that touches that district"
    return Figure(name, 0.99, compared, tuple(misses))


class _Table:
    """The state legislative divisions of each ZIP: ``divisions`` by its code.

    ``certain`` are all of them. Those that lie ``over`` others are in neither.
    """

    def __init__(self, zips: Iterable[ZipCode], over: Collection[str]) -> None:
        self._over = over
        self._states: set[str] = set()
        self.divisions: dict[str, frozenset[str]] = {}
        for row in zips:
            self.divisions[row.code] = frozenset((*row.sldu, *row.sldl)) - frozenset(over)
            self._states.add(row.state)
        self.certain = frozenset[str]().union(*self.divisions.values())
        self._joined = {state_code(division) for division in self.certain}

    def reason(self, division: str) -> str | None:
        """Why no ZIP leads to a division for certain; ``None`` if one does."""
        state = state_code(division)
        whole = division.count("/") == 2  # a state, whose members at large every ZIP reaches
        if division in self.certain or (whole and state in self._states):
            return None
        if division in self._over:
            return LIES_OVER
        if state not in self._joined:
            return f"no table at hand joins ZIPs to the districts of {state}"
        return UNNAMED


def _legislators(offices: Iterable[Office]) -> Iterator[tuple[Office, Holder]]:
    """Offices of state legislatures that somebody is listed for, with who that is."""
    for office in offices:
        chamber = office.chamber in ("upper", "lower", "legislature")
        if office.level == "state" and chamber and office.holder is not None:
            yield office, office.holder
