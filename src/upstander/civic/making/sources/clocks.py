"""Each contact office with its time zone, and its hours as a machine reads them."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from upstander.civic.making.sources.files import given_rows
from upstander.civic.making.sources.hours import opening

Row = Mapping[str, Any]


class Zones(Protocol):
    """Knows in which time zone contact offices are."""

    def of(self, contact: Row, office: Row) -> str | None:
        """The zone of a contact office of the holder of an office; ``None`` where not known."""


def told(row: Row, zones: Zones) -> dict[str, Any]:
    """A row of an office, with ``timezone`` and ``opening`` at its holders' contact offices."""
    told = dict(row)
    if "holder" in row:
        told["holder"] = _holder(row["holder"], row, zones)
    if "next" in row:
        told["next"] = [_holder(holder, row, zones) for holder in row["next"]]
    return told


def _holder(holder: Row, row: Row, zones: Zones) -> dict[str, Any]:
    return {**holder, "offices": [_contact(each, row, zones) for each in holder["offices"]]}


def _contact(contact: Row, row: Row, zones: Zones) -> dict[str, Any]:
    told = dict(contact)
    if zone := zones.of(contact, row):
        told["timezone"] = zone
    if "hours" in contact and (hours := opening(contact["hours"], zone)):
        told["opening"] = hours
    return told


def state_of(contact: Row, office: Row) -> str:
    """The state whose zones a contact office may be in: members of Congress have one in DC."""
    in_capitol = office.get("level", "federal") == "federal" and contact["kind"] == "capitol"
    return str(contact.get("state") or ("DC" if in_capitol else office["state"]))


class KnownZones:
    """Knows the zones that tables have already: of each point, each ZIP, and each state that has
    one zone only."""

    def __init__(self, offices: Iterable[Row]) -> None:
        """``offices`` are the rows of the tables' own."""
        self._points: dict[tuple[str, float, float], str | None] = {}
        self._zips: dict[tuple[str, str], str] = {}
        self._states = _only_zones()
        for office in offices:
            for holder in filter(None, (office.get("holder"), *office.get("next", ()))):
                for contact in holder["offices"]:
                    self._learn(contact, state_of(contact, office))

    def of(self, contact: Row, office: Row) -> str | None:
        """By the office's point, else its ZIP's, else its state's where that has one zone only."""
        state = state_of(contact, office)
        if (point := _point(contact, state)) in self._points:
            return self._points[point]
        return self._zips.get((state, _zip(contact))) or self._states.get(state)

    def _learn(self, contact: Row, state: str) -> None:
        zone = contact.get("timezone")
        if "lat" in contact:
            self._points[_point(contact, state)] = zone
        elif zone is not None and not _zip(contact):
            self._states[state] = zone  # neither point nor ZIP: the state has no other
        if zone is not None and _zip(contact):
            self._zips.setdefault((state, _zip(contact)), zone)


def _point(contact: Row, state: str) -> tuple[str, float, float]:
    return state, contact.get("lat", 0.0), contact.get("lng", 0.0)


def _zip(contact: Row) -> str:
    return str(contact.get("zip", ""))[:5]


def _only_zones() -> dict[str, str]:
    """The zone of each territory; all of them have one."""
    return {row["state"]: row["timezone"] for row in given_rows("timezones.tsv")}
