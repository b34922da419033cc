"""The time zone of each office, and its hours as a machine reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from timezonefinder import TimezoneFinder

from upstander.civic.making.sources.files import given_rows
from upstander.civic.making.sources.hours import opening


class Clocks:
    """Knows the zones of each state, and of each ZIP that has a point."""

    def __init__(self, zip_rows: Iterable[tuple[str, ...]]) -> None:
        """``zip_rows`` are those of ``zips.tsv``; territories have no points there."""
        self._finder = TimezoneFinder()
        self._zips: dict[str, str] = {}
        self._states = defaultdict(set)
        for row in given_rows("timezones.tsv"):
            self._states[row["state"]].add(row["timezone"])
        for code, _, _, _, state, lat, lng, *_ in zip_rows:
            if lat and (zone := self._at(float(lat), float(lng))):
                self._zips[code] = zone
                self._states[state].add(zone)

    def told(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of an office, with ``timezone`` and ``opening`` at its holders' contact offices."""
        told = dict(row)
        if "holder" in row:
            told["holder"] = self._holder(row["holder"], row)
        if "next" in row:
            told["next"] = [self._holder(holder, row) for holder in row["next"]]
        return told

    def _holder(self, holder: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
        return {**holder, "offices": [self._office(office, row) for office in holder["offices"]]}

    def _office(self, office: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
        told = dict(office)
        if zone := self._zone(office, row):
            told["timezone"] = zone
        if "hours" in office and (hours := opening(office["hours"], zone)):
            told["opening"] = hours
        return told

    def _zone(self, office: Mapping[str, Any], row: Mapping[str, Any]) -> str | None:
        """By the office's point, else its ZIP's, else its state's where that has one zone only.

        A point or ZIP in a zone that the state does not have is a slip of the source, and left out.
        """
        in_capitol = row.get("level", "federal") == "federal" and office["kind"] == "capitol"
        zones = self._states[office.get("state") or ("DC" if in_capitol else row["state"])]
        own = self._at(office["lat"], office["lng"]) if "lat" in office else None
        for zone in (own, self._zips.get(office.get("zip", "")[:5])):
            if zone in zones:
                return zone
        return next(iter(zones)) if len(zones) == 1 else None

    def _at(self, lat: float, lng: float) -> str | None:
        return self._finder.timezone_at(lat=lat, lng=lng)
