"""ZIP codes: the seats that may represent them, their post office's name and their point."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path

from upstander.civic.lines import UNIT, Lines
from upstander.civic.pack import HOUSE
from upstander.civic.sources import listing
from upstander.civic.sources.reading import (
    BadSource,
    given_rows,
    read_csv,
    read_tsv,
    require,
)
from upstander.civic.types import LINE_TOLERANCE_M

_LEAST_AREAS = 33_700  # the 2020 census has 33,791 ZIP code areas until 2030
_LEAST_CODES = 41_000


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the postal file."""

    place: str
    state: str
    lat: float
    lng: float

    @property
    def town(self) -> tuple[str, str]:
        return self.place, self.state

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """As written in the table; four decimals are 11 m, and the source mostly has as many."""
        return self.place, self.state, f"{self.lat:.4f}", f"{self.lng:.4f}"


def zip_rows(
    areas: Mapping[str, set[str]], posts: Mapping[str, Post], lines: Lines
) -> list[tuple[str, ...]]:
    """Rows of code, kind, seats, place, state, latitude, longitude, in the order of the codes.

    Seats are written short: "ia-3" is us-house-ia-3.
    """
    seats = dict(areas)
    for code in areas.keys() & posts.keys():
        if posts[code].state not in _states(areas[code]):
            # The district file lost the home state of some areas that lie across a state line.
            seats[code] = areas[code] | _seats_at(posts[code], lines)
    likely = _Likely(seats, posts)
    for code in posts.keys() - areas.keys():
        seats[code] = likely.seats(posts[code]) | _seats_at(posts[code], lines)
    return [
        (
            code,
            "area" if code in areas else "point",
            ",".join(sorted(seat.removeprefix(HOUSE) for seat in seats[code])),
            *(posts[code].columns if code in posts else ("", _only(seats[code]), "", "")),
        )
        for code in sorted(seats)
    ]


class _Likely:
    """Seats for a code without an area: a post-office box or a single building.

    Those of the nearest area in its state, and of the areas that share its post office's name: a
    box holder lives around there, and the source's point for a box is often just the town's.
    """

    def __init__(self, areas: Mapping[str, set[str]], posts: Mapping[str, Post]) -> None:
        self._points: dict[str, list[tuple[float, float, set[str]]]] = {}
        self._towns: dict[tuple[str, str], set[str]] = {}
        for code in sorted(areas.keys() & posts.keys()):
            post, seats = posts[code], areas[code]
            self._points.setdefault(post.state, []).append((post.lat, post.lng, seats))
            self._towns.setdefault(post.town, set()).update(seats)

    def seats(self, post: Post) -> set[str]:
        shrink = cos(radians(post.lat))
        nearest = min(
            self._points[post.state],
            key=lambda area: hypot(area[0] - post.lat, (area[1] - post.lng) * shrink),
        )
        return nearest[2] | self._towns.get(post.town, set())


def read_areas(folder: Path, seat_ids: set[str]) -> dict[str, set[str]]:
    """House seats of each ZIP code with an area."""
    file = listing.ZIP_DISTRICTS
    areas: dict[str, set[str]] = {}
    for row in read_csv(folder, file, ("state_fips", "state_abbr", "zcta", "cd")):
        seat = f"{HOUSE}{row['state_abbr'].lower()}-{row['cd']}"
        require(seat in seat_ids, file, f"puts {row['zcta']} in {seat}, which does not exist")
        require(re.fullmatch(r"\d{5}", row["zcta"]) is not None, file, f"{row['zcta']!r} is no ZIP")
        areas.setdefault(row["zcta"], set()).add(seat)
    require(
        len(areas) >= _LEAST_AREAS,
        file,
        f"has {len(areas)} ZIP code areas, fewer than {_LEAST_AREAS}; it may be cut short",
    )
    unserved = {
        seat
        for seat in seat_ids - set().union(*areas.values())
        if seat.split("-")[2] not in ("as", "gu", "mp", "vi")
    }
    require(not unserved, file, f"has no ZIP for {', '.join(sorted(unserved))}")
    return areas


def read_posts(folder: Path) -> dict[str, Post]:
    """Places of the civil codes in the states and DC.

    Military codes and those of places without a seat in Congress are answered by rule. Of a code
    listed twice, the row with a state is the civil one.
    """
    file = listing.POSTAL_PLACES
    by_rule = [
        (run["first"], run["last"])
        for run in given_rows("zip_ranges.tsv")
        if run["kind"] != "territory"
    ]
    posts = {}
    rows = 0
    for _, code, place, _, state, _, _, _, _, lat, lng, _ in read_tsv(folder, file, 12):
        rows += 1
        if state and not any(first <= code <= last for first, last in by_rule):
            posts[code] = Post(place, state, _degrees(lat), _degrees(lng))
    require(
        rows >= _LEAST_CODES,
        file,
        f"has {rows} codes, fewer than {_LEAST_CODES}; it may be cut short",
    )
    return posts


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadSource(listing.POSTAL_PLACES, f"{text!r} is no coordinate") from None


def _seats_at(post: Post, lines: Lines) -> set[str]:
    x, y = round(post.lng * UNIT), round(post.lat * UNIT)
    return lines.at(x, y) | lines.near(x, y, LINE_TOLERANCE_M)


def _states(seats: set[str]) -> set[str]:
    return {seat.split("-")[2].upper() for seat in seats}


def _only(seats: set[str]) -> str:
    """The state of an area that the postal file does not have: those of Puerto Rico."""
    states = _states(seats)
    require(len(states) == 1, listing.POSTAL_PLACES, f"lacks a ZIP of {', '.join(sorted(states))}")
    return states.pop()
