"""Names that people type besides those of post offices: cities and towns, boroughs, counties.

Each is answered by ZIPs. A town that a post office is named for has the post office's ZIPs, and
here only what its own point adds to them; any other has the ZIPs around its point, as far as a town
of so many people may reach; a county those whose points lie in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import Literal

import numpy as np
import shapely

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.files import BadSource, given_rows, read_tsv, require
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.making.sources.zips import Congress, Post
from upstander.civic.reading.lines import METRES_IN_DEGREE, UNIT
from upstander.civic.reading.pack import HOUSE, state_code
from upstander.civic.reading.text import name_key, place_key

Kind = Literal["place", "city", "county"]

_LEAST = 22_000
_TERRITORIES = ("AS", "GU", "MP", "PR", "VI")  # countries of their own in GeoNames' table
_LEAST_REACH_M = 5_000
_MOST_REACH_M = 15_000
_LEAST_DENSITY = 400  # people on a square kilometre; few towns of any size have fewer
_NEAREST = 2  # ZIPs that a town has however far they are: it lies between their points
_SLIVER = 0.001  # of a county's area: less than that is how far coarse lines are off


@dataclass(slots=True)
class Town:
    """A row in the making. ``zips`` and ``seats`` are those besides the post office's."""

    name: str
    state: str
    kind: Kind
    lat: float | None
    lng: float | None
    population: int
    zips: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    others: dict[str, None] = field(default_factory=dict)

    @property
    def row(self) -> tuple[str, ...]:
        """As written in the table."""
        return (
            self.name,
            self.state,
            self.kind,
            *("" if degrees is None else f"{degrees:.4f}" for degrees in (self.lat, self.lng)),
            str(self.population),
            ",".join(sorted(self.zips)),
            ",".join(sorted(seat.removeprefix(HOUSE) for seat in self.seats)),
            "|".join(self.others),
        )


@dataclass(frozen=True, slots=True)
class City:
    """A row of the publisher's table."""

    name: str
    state: str
    lat: float
    lng: float
    population: int
    others: tuple[str, ...]


def town_rows(
    folder: Path,
    zip_rows: Iterable[tuple[str, ...]],
    congress: Congress,
    layers: Sequence[Layer],
) -> list[tuple[str, ...]]:
    """Rows of name, state, kind, point, population, ZIPs, seats and other names, in that order.

    ``zip_rows`` are those of ``zips.tsv``; the first two layers are Congress's and the counties'. A
    name comes once in a state. Places that only the ZIP table names have no row.
    """
    zips = _Zips(zip_rows)
    towns: dict[tuple[str, str], Town] = {}
    for city in cities(folder):
        town = _town(city, zips, congress)
        _merge(towns.setdefault((place_key(town.name), town.state), town), town)
    for county in _counties(zips, congress, *layers[:2]):
        towns[place_key(county.name), county.state] = county
    _give_names(towns, zips)
    for town in towns.values():
        own = zips.of_post_office(town.name, town.state) if town.kind == "place" else set()
        town.zips -= own
        every = {*own, *town.zips}
        town.seats -= zips.seats(zips.areas(every) or every)
    return sorted(town.row for town in towns.values())


def cities(folder: Path) -> Iterator[City]:
    """Cities and towns of the country and its territories, from GeoNames' file or an extract."""
    file = listing.form_at_hand(folder, listing.CITIES_ARCHIVE, listing.CITIES)
    found = list(_of_world(folder) if file == listing.CITIES_ARCHIVE else _of_country(folder))
    short = f"has {len(found)} towns of the United States, fewer than {_LEAST}"
    require(len(found) >= _LEAST, file, f"{short}; it may be cut short")
    yield from found


def _of_world(folder: Path) -> Iterator[City]:
    file = f"{listing.CITIES_ARCHIVE}:{listing.CITIES_MEMBER}"
    for row in read_tsv(folder, file, 19):
        state = _state(country=row[8], admin=row[10])
        if state is not None:
            yield _city(file, row[1], state, (row[4], row[5], row[14]), row[3].split(","))


def _of_country(folder: Path) -> Iterator[City]:
    rows = read_tsv(folder, listing.CITIES, 9)
    next(rows, None)  # the heading
    for _, name, country, admin, lat, lng, people, _, others in rows:
        state = _state(country=country, admin=admin)
        if state is not None:
            yield _city(listing.CITIES, name, state, (lat, lng, people), others.split("|"))


def _state(*, country: str, admin: str) -> str | None:
    """The code of a state, None for what is in none of ours."""
    if country == "US":
        return admin
    return country if country in _TERRITORIES else None


def _city(
    file: str, name: str, state: str, numbers: tuple[str, str, str], others: Iterable[str]
) -> City:
    """A row, of which the ``numbers`` are latitude, longitude and population."""
    lat, lng, people = numbers
    try:
        return City(name, state, float(lat), float(lng), int(people or 0), tuple(others))
    except ValueError as error:
        raise BadSource(file, f"has {name} with what is no number ({error})") from error


class _Zips:
    """The rows of the ZIP table by what towns ask of them."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self._areas: set[str] = set()
        self._seats: dict[str, set[str]] = {}
        self._names: dict[tuple[str, str], dict[str, set[str]]] = {}
        points: dict[str, list[tuple[str, float, float]]] = {}
        for code, kind, seats, place, state, lat, lng, *_ in rows:
            self._seats[code] = {HOUSE + seat.partition(":")[0] for seat in seats.split(",")}
            if place:
                named = self._names.setdefault((place_key(place), state), {})
                named.setdefault(place, set()).add(code)
            if kind == "area":
                self._areas.add(code)
            if kind == "area" and lat:
                points.setdefault(state, []).append((code, float(lat), float(lng)))
        self._codes = {state: [code for code, *_ in found] for state, found in points.items()}
        self._points = {
            state: np.array([one[1:] for one in found]) for state, found in points.items()
        }

    def post_office(self, name: str, state: str) -> str | None:
        """The post office that a town's name is written for: the same, or but for its spaces."""
        named = self._names.get((place_key(name), state))
        if named is None:
            return None
        same = (one for one in named if name_key(one) == name_key(name))
        return next(same, min(named))

    def of_post_office(self, name: str, state: str) -> set[str]:
        """The ZIPs of a post office's name."""
        return self._names[place_key(name), state][name]

    def areas(self, codes: Iterable[str]) -> set[str]:
        """Those of some ZIPs that have an area: a place is answered by them, if it has any."""
        return self._areas.intersection(codes)

    def seats(self, codes: Iterable[str]) -> set[str]:
        """The seats of some ZIPs."""
        return {seat for code in codes for seat in self._seats[code]}

    def around(self, city: City, metres: float) -> set[str]:
        """The ZIPs of a town's state within a distance of its point, and the nearest."""
        return self._near(city, metres, _NEAREST)

    def nearest(self, city: City) -> set[str]:
        """The ZIP whose point is the nearest to a town's; none in the territories."""
        return self._near(city, 0, 1)

    def _near(self, city: City, metres: float, least: int) -> set[str]:
        if city.state not in self._codes:
            return set()
        away = (self._points[city.state] - (city.lat, city.lng)) * METRES_IN_DEGREE
        far = np.hypot(away[:, 0], away[:, 1] * cos(radians(city.lat)))
        within, least = np.flatnonzero(far <= metres), min(least, len(far))
        if len(within) < least:
            within = np.flatnonzero(far <= np.partition(far, least - 1)[least - 1])
            within = within[np.argsort(far[within], kind="stable")][:least]
        return {self._codes[city.state][at] for at in within}

    def in_areas(self, areas: Layer) -> dict[str, set[str]]:
        """The ZIPs whose point lies in each of some areas, by the area's id."""
        found: dict[str, set[str]] = {}
        tree = shapely.STRtree(areas.polygons)
        for state, codes in self._codes.items():
            xy = np.rint(self._points[state][:, ::-1] * UNIT)
            for at, area in zip(
                *tree.query(shapely.points(xy), predicate="intersects"), strict=True
            ):
                if state_code(areas.areas[area]) == state:
                    found.setdefault(areas.areas[area], set()).add(codes[at])
        return found


def _town(city: City, zips: _Zips, congress: Congress) -> Town:
    """A town with its own point's districts; without a post office, with those around it."""
    office = zips.post_office(city.name, city.state)
    post = Post(city.name, city.state, city.lat, city.lng)
    if office and zips.areas(zips.of_post_office(office, city.state)):
        near, seats = zips.nearest(city), congress.seats(post)
    else:
        reach = sqrt(city.population / _LEAST_DENSITY / pi) * 1_000
        metres = min(max(reach, _LEAST_REACH_M), _MOST_REACH_M)
        near, seats = zips.around(city, metres), congress.within(post, metres)
    in_state = {seat for seat in seats if seat.split("-")[2].upper() == city.state}
    return Town(
        office or city.name, city.state, "place" if office else "city",
        city.lat, city.lng, city.population, near,
        in_state or congress.nearest(post, city.state), _short_names(city),
    )  # fmt: skip


def _short_names(city: City) -> dict[str, None]:
    """What the villages of the territories are called without that word."""
    if city.state not in _TERRITORIES:
        return {}
    return {
        name: None for name in city.others if name != city.name and city.name.startswith(f"{name} ")
    }


def _merge(town: Town, other: Town) -> None:
    """Two of one name in a state are one: either may be meant. Its point is the larger one's."""
    town.zips |= other.zips
    town.seats |= other.seats
    town.others |= other.others
    if other.population > town.population:
        town.lat, town.lng, town.population = other.lat, other.lng, other.population


def _counties(zips: _Zips, congress: Congress, districts: Layer, counties: Layer) -> Iterator[Town]:
    """The counties of the states, with every seat of which a county has more than a sliver."""
    inside = zips.in_areas(counties)
    parts = _shared(districts, counties)
    for at, division in enumerate(counties.areas):
        state = state_code(division) or ""
        if state in _TERRITORIES or "/place:" in division:
            continue
        point = shapely.point_on_surface(counties.polygons[at])
        name, lat, lng = counties.names[division], point.y / UNIT, point.x / UNIT
        own = inside.get(division) or zips.nearest(City(name, state, lat, lng, 0, ()))
        yield Town(name, state, "county", lat, lng, 0, own, set(map(congress.seat, parts[at])))


def _shared(districts: Layer, counties: Layer) -> list[set[str]]:
    """For each county the districts of its state that share more than a sliver of it."""
    tree = shapely.STRtree(districts.polygons)

    def pairs(predicate: Literal["covered_by", "intersects"]) -> set[tuple[int, int]]:
        """Numbers of a county and a district of its state of which this is true."""
        found = tree.query(counties.polygons, predicate=predicate).T.tolist()
        return {
            (county, district)
            for county, district in found
            if state_code(counties.areas[county]) == state_code(districts.areas[district])
        }

    found: list[set[str]] = [set() for _ in counties.areas]
    whole = pairs("covered_by")
    parts = sorted(pairs("intersects") - whole)
    county, district = np.array(parts, np.int64).reshape(-1, 2).T
    common = shapely.intersection(counties.polygons[county], districts.polygons[district])
    shares = shapely.area(common) / shapely.area(counties.polygons[county])
    shared = {pair for pair, share in zip(parts, shares, strict=True) if share > _SLIVER}
    for at, other in whole | shared:
        found[at].add(districts.areas[other])
    return found


def _give_names(towns: dict[tuple[str, str], Town], zips: _Zips) -> None:
    """Boroughs are as large as their counties, and some towns go by other names."""
    for row in given_rows("town_names.tsv"):
        name, state = row["name"], row["state"]
        town = towns.get((place_key(name), state))
        if town is None:
            town = towns[place_key(name), state] = Town(name, state, "city", None, None, 0)
        if row["counties"]:
            parts = [towns[place_key(part), state] for part in row["counties"].split("|")]
            town.kind = "city"
            town.zips = set().union(*(part.zips for part in parts))
            town.seats = set().union(*(part.seats for part in parts))
        town.others |= dict.fromkeys(filter(None, row["others"].split("|")))
