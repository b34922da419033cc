"""The time zone of each office, by the zones' own lines."""

from collections import defaultdict
from collections.abc import Iterable

from timezonefinder import TimezoneFinder

from upstander.civic.making.sources.clocks import Row, state_of
from upstander.civic.making.sources.files import given_rows


class DrawnZones:
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

    def of(self, contact: Row, office: Row) -> str | None:
        """By the office's point, else its ZIP's, else its state's where that has one zone only.

        A point or ZIP in a zone that the state does not have is a slip of the source, and left out.
        """
        zones = self._states[state_of(contact, office)]
        own = self._at(contact["lat"], contact["lng"]) if "lat" in contact else None
        for zone in (own, self._zips.get(contact.get("zip", "")[:5])):
            if zone in zones:
                return zone
        return next(iter(zones)) if len(zones) == 1 else None

    def _at(self, lat: float, lng: float) -> str | None:
        return self._finder.timezone_at(lat=lat, lng=lng)
