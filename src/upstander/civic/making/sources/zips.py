"""ZIP codes: the districts that may represent them, their post office's name and their point."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

import numpy as np

from upstander.civic.making.sources import listing, zip_outlines
from upstander.civic.making.sources.files import (
    BadSource,
    given_rows,
    read_columns,
    read_csv,
    read_text,
    read_tsv,
    require,
)
from upstander.civic.making.sources.geo_ids import KINDS, GeoIds, House
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.reading.lines import Lines, units
from upstander.civic.reading.pack import FLOTERIAL, HOUSE, WARD, state_code

Shares = dict[str, float | None]
"""The parts of a ZIP's land, 0 to 1, by ids of districts (of seats, for Congress); ``None`` where
the source has no areas."""

Part = tuple[str, str, int | None]
"""A ZIP, the id of a district or seat that it touches, and the land that they share in square
metres, ``None`` where the source has no areas."""

_LEAST_AREAS = 33_700  # the 2020 census has 33,791 ZIP code areas until 2030
_LEAST_CODES = 41_000
_MAY_LACK = ("DC", "PR")
_SHARE_FILES: Mapping[House, str] = {
    "upper": listing.ZIP_UPPER_SHARES,
    "lower": listing.ZIP_LOWER_SHARES,
}
_BY_RULE = ("AS", "GU", "MP", "VI")  # their ZIPs are answered by the first digits alone
_FLOTERIAL_STATE = "NH"
_FARTHEST_M = 160_000
_DIGITS = 3  # of a code, which stand for a region
_OTHER_LINES = ("AL", "GA", "LA", "NY", "NC")  # those of the 118th Congress were not those of today
_ZIP = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the postal file."""

    place: str
    state: str
    lat: float
    lng: float

    @property
    def town(self) -> tuple[str, str]:
        """The post office's name and state."""
        return self.place, self.state

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """As written in the table; four decimals are 11 m, and the source mostly has as many."""
        return self.place, self.state, f"{self.lat:.4f}", f"{self.lng:.4f}"


class Touched(NamedTuple):
    """What one ZIP touches: seats in Congress, upper and lower districts."""

    seats: Shares
    sldu: Shares
    sldl: Shares


@dataclass(frozen=True, slots=True)
class Districts:
    """The districts of each ZIP with an area, and those that lie over others in their county."""

    seats: Mapping[str, Shares]
    sldu: Mapping[str, Shares]
    sldl: Mapping[str, Shares]
    floterials: frozenset[str] = frozenset()

    def touched(self, code: str) -> Touched:
        """What a ZIP touches; a chamber is empty where no source has its districts."""
        return Touched(self.seats[code], self.sldu.get(code, {}), self.sldl.get(code, {}))


class Congress:
    """The seats of points, by the outlines of the districts."""

    def __init__(self, lines: Lines, seats: Mapping[str, str], tolerance_m: float) -> None:
        """``seats`` are the ids of seats by the ids of their divisions."""
        self._lines = lines
        self._seats = seats
        self._tolerance = tolerance_m

    def seat(self, division: str) -> str:
        """The seat of a district."""
        return self._seats[division]

    def seats(self, post: Post) -> set[str]:
        """Seats whose districts hold a post's point, or have a line within the tolerance of it."""
        return self.within(post, self._tolerance)

    def nearest(self, post: Post, state: str) -> set[str]:
        """The seats of a state nearest to a post's point; all of them if it is 160 km away."""
        reach = self._tolerance
        while reach < _FARTHEST_M:
            if found := {seat for seat in self.within(post, reach) if _seat_state(seat) == state}:
                return found
            reach *= 2
        return {seat for seat in self._seats.values() if _seat_state(seat) == state}

    def divisions(self, seats: Iterable[str]) -> set[str]:
        """Ids of the divisions of seats."""
        wanted = set(seats)
        return {division for division, seat in self._seats.items() if seat in wanted}

    def ids(self, divisions: Iterable[str]) -> tuple[str, ...]:
        """Ids of the seats of divisions, in their order."""
        return tuple(self._seats[division] for division in divisions)

    def within(self, post: Post, metres: float) -> set[str]:
        """Seats whose districts hold a post's point, or have a line this close to it."""
        x, y = units(post.lat, post.lng)
        found = self._lines.at(x, y) | self._lines.near(x, y, metres)
        return {self._seats[division] for division in found}


# The rows


def zip_rows(
    districts: Districts,
    posts: Mapping[str, Post],
    congress: Congress,
    addresses: Mapping[str, frozenset[str]],
    drawn: "Drawn | None" = None,
) -> list[tuple[str, ...]]:
    """Rows of code, kind, seats, place, state, latitude, longitude, upper and lower districts,
    seats on the lines of Congress that follow, and counties.

    ``addresses`` are the seats of codes by the addresses in them; those without an area have theirs
    by it. The last two columns are empty unless ``drawn`` has the outlines for them. They come in
    the order of the codes. Districts are written short, with their share of the land where it is
    known: "ia-3:0.97" is us-house-ia-3, "17" a district of the row's own state, "mn/5" one of
    another state, "ward_4" a ward of DC, and "~belknap_8" one that lies over others there, of which
    nobody knows whether it has the ZIP.
    """
    areas = replace(districts, seats=_completed(districts, posts, congress))
    likely = _Likely(areas, posts, congress)
    found: dict[str, _Found] = {}
    for code in sorted(areas.seats.keys() | posts.keys() | addresses.keys()):
        post, seats = posts.get(code), dict.fromkeys(sorted(addresses.get(code, ())))
        if code in areas.seats:
            touched = areas.touched(code)
            state = post.state if post else _only(touched.seats)
            found[code] = _Found("area", state, touched)
        elif post is not None:
            home = post.state in _seat_states(seats)  # else the list errs, or means another place
            touched = likely.touched(post, seats if home else {})
            found[code] = _Found("point", post.state, touched)
        elif seats:
            state = _seat_state(min(seats))
            found[code] = _Found("new", state, likely.around(code, seats))
    following, counties = drawn.of(found, posts, congress) if drawn else ({}, {})
    return [
        (
            code,
            kind,
            _written(touched.seats, state),
            *(posts[code].columns if code in posts else ("", state, "", "")),
            _written(touched.sldu, state),
            _written(touched.sldl, state, _lying_over(touched.sldl, areas.floterials)),
            ",".join(seat.removeprefix(HOUSE) for seat in following.get(code, ())),
            ",".join(_short_county(county, state) for county in counties.get(code, ())),
        )
        for code, (kind, state, touched) in found.items()
    ]


class _Found(NamedTuple):
    """What is known of a code: the kind of its row, its state and what it touches."""

    kind: str
    state: str
    touched: Touched


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outlines of Congress, of the lines that follow in some states, and of counties."""

    folder: Path
    congress: Layer
    counties: Layer
    new_congress: Layer | None

    def of(
        self, found: Mapping[str, _Found], posts: Mapping[str, Post], congress: Congress
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """Seats on the lines that follow, and ids of counties in the states of a ZIP, by code."""
        placed = [(code, posts[code].lat, posts[code].lng, posts[code].state) for code in found
                  if code in posts]  # fmt: skip
        near = zip_outlines.counties(self.folder, zip_outlines.Spots(placed), self.counties)
        counties = {
            code: tuple(
                county
                for county in near.get(code, ())
                if _division_state(county) in _seat_states(one.touched.seats)
            )
            for code, one in found.items()
        }
        if self.new_congress is None:
            return {}, counties
        return self._following(found, placed, congress, self.new_congress), counties

    def _following(
        self,
        found: Mapping[str, _Found],
        placed: Sequence[tuple[str, float, float, str]],
        congress: Congress,
        new: Layer,
    ) -> dict[str, tuple[str, ...]]:
        """Of a ZIP that reaches into a state with new lines: the seats there, and its others."""
        redrawn = {state_code(area) for area in new.areas}
        codes = {code for code, one in found.items() if redrawn & _seat_states(one.touched.seats)}
        areas = zip_outlines.Spots([spot for spot in placed if found[spot[0]].kind == "area"])
        spots = zip_outlines.Spots([spot for spot in placed if spot[0] in codes])
        touched = {code: congress.divisions(found[code].touched.seats) for code in spots.codes}
        districts = zip_outlines.next_districts(
            spots, spots.reach_km(areas), touched, self.congress, new
        )
        following = {code: congress.ids(there) for code, there in districts.items()}
        for code in sorted(codes - following.keys()):  # a new code, of which no point is known
            near = [each for each in following if each[:3] == code[:3]]
            following[code] = tuple(sorted({seat for each in near for seat in following[each]}))
        return {
            code: (
                *(
                    seat
                    for seat in there
                    if _seat_state(seat) in _seat_states(found[code].touched.seats)
                ),
                *(seat for seat in found[code].touched.seats if _seat_state(seat) not in redrawn),
            )
            for code, there in following.items()
        }


def _short_county(county: str, state: str) -> str:
    kind, _, name = county.rpartition("/")[2].partition(":")
    home = _division_state(county)
    return f"{kind}:{name}" if home == state else f"{home.lower()}/{kind}:{name}"


def _completed(
    districts: Districts, posts: Mapping[str, Post], congress: Congress
) -> dict[str, Shares]:
    """The seats of each area, with those that the source lost of areas across a state line.

    The other states are known by the post office and by the state legislatures' districts.
    """
    seats = dict(districts.seats)
    for code in seats.keys() & posts.keys():
        touched = districts.touched(code)
        states = {_division_state(each) for each in (*touched.sldu, *touched.sldl)}
        for state in {posts[code].state, *states} - _seat_states(touched.seats):
            seats[code] = seats[code] | dict.fromkeys(congress.nearest(posts[code], state))
    return seats


class _Likely:
    """Districts for a code without an area: a post-office box or a single building.

    Those of the nearest area in its state, and of the areas that share its post office's name: a
    box holder lives around there, and the source's point for a box is often just the town's.
    """

    def __init__(self, areas: Districts, posts: Mapping[str, Post], congress: Congress) -> None:
        self._areas = areas
        self._congress = congress
        self._codes: dict[str, list[str]] = {}
        self._towns: dict[tuple[str, str], list[str]] = {}
        for code in sorted(areas.seats.keys() & posts.keys()):
            post = posts[code]
            self._codes.setdefault(post.state, []).append(code)
            self._towns.setdefault(post.town, []).append(code)
        self._points = {
            state: np.array([(posts[code].lat, posts[code].lng) for code in codes])
            for state, codes in self._codes.items()
        }

    def touched(self, post: Post, by_address: Shares) -> Touched:
        """What a code around a post's point may touch; its seats are those by address, if any."""
        codes = (self._nearest(post), *self._towns.get(post.town, ()))
        seats, sldu, sldl = (
            dict.fromkeys(each for shares in layer for each in shares)
            for layer in zip(*(self._areas.touched(code) for code in codes), strict=True)
        )
        if not by_address:
            seats = {**seats, **dict.fromkeys(self._congress.seats(post))}
            return Touched(seats, {**sldu}, {**sldl})
        states = _seat_states(by_address)
        upper = dict.fromkeys(each for each in sldu if _division_state(each) in states)
        lower = dict.fromkeys(each for each in sldl if _division_state(each) in states)
        return Touched(by_address, {**upper}, {**lower})

    def around(self, code: str, seats: Shares) -> Touched:
        """For a code without a point: what those areas have that share its digits and a seat."""
        near = [
            self._areas.touched(each)
            for each in self._areas.seats
            if each[:_DIGITS] == code[:_DIGITS] and seats.keys() & self._areas.seats[each].keys()
        ]
        sldu = dict.fromkeys(each for touched in near for each in touched.sldu)
        sldl = dict.fromkeys(each for touched in near for each in touched.sldl)
        return Touched(seats, {**sldu}, {**sldl})

    def _nearest(self, post: Post) -> str:
        away = self._points[post.state] - (post.lat, post.lng)
        far = np.hypot(away[:, 0], away[:, 1] * cos(radians(post.lat)))
        return self._codes[post.state][int(np.argmin(far))]


def _lying_over(sldl: Shares, floterials: Collection[str]) -> list[str]:
    """The floterial districts of the counties that the districts lie in.

    A district's name is its county's with a number, and no floterial crosses a county line.
    """
    counties = {district.rpartition("_")[0] for district in sldl}
    return [each for each in floterials if each.rpartition("_")[0] in counties]


def _written(shares: Shares, state: str, lying_over: Iterable[str] = ()) -> str:
    parts = [
        _tail(district, state) + ("" if share is None else f":{_share(share)}")
        for district, share in shares.items()
    ]
    return ",".join(
        sorted(parts) + sorted(FLOTERIAL + _tail(district, state) for district in lying_over)
    )


def _share(share: float) -> str:
    """Four decimals without zeros at the end, and never none at all."""
    return f"{max(share, 0.0001):.4f}".rstrip("0").rstrip(".")


def _tail(district: str, home: str) -> str:
    """A seat or a division in short, as seen from a state."""
    if district.startswith(HOUSE):
        return district.removeprefix(HOUSE)
    kind, _, name = district.rpartition("/")[2].partition(":")
    if f"{kind}_" == WARD:
        name = WARD + name
    state = _division_state(district)
    return name if state == home else f"{state.lower()}/{name}"


def _seat_state(seat: str) -> str:
    return seat.split("-")[2].upper()


def _seat_states(seats: Iterable[str]) -> set[str]:
    return {_seat_state(seat) for seat in seats}


def _division_state(division: str) -> str:
    return state_code(division) or ""


def _only(seats: Shares) -> str:
    """The state of an area that the postal file does not have: those of Puerto Rico."""
    states = _seat_states(seats)
    require(len(states) == 1, listing.POSTAL_PLACES, f"lacks a ZIP of {', '.join(sorted(states))}")
    return states.pop()


# The publishers' files


def read_districts(folder: Path, seat_ids: Collection[str], ids: GeoIds) -> Districts:
    """The districts of each ZIP with an area, checked to be whole.

    ``seat_ids`` are those of every House seat.
    """
    seats = seats_by_zip(folder)
    _check_seats(_seats_file(folder), seats, set(seat_ids))
    chambers = {chamber: districts_by_zip(folder, chamber, ids) for chamber in KINDS}
    for chamber, layer in chambers.items():
        _check_districts(_districts_file(folder, chamber), chamber, every(layer))
    sldl = chambers["lower"]
    floterials = ids.named(_FLOTERIAL_STATE, "lower") - every(sldl)
    return Districts(seats, chambers["upper"], sldl, floterials)


def seats_by_zip(folder: Path) -> dict[str, Shares]:
    """House seats of each ZIP with an area, from the Census Bureau's file, else from zccd.csv."""
    file = _seats_file(folder)
    listed = file == listing.ZIP_DISTRICTS
    return _layer(file, _listed_seats(folder, file) if listed else _shared_seats(folder, file))


def districts_by_zip(folder: Path, chamber: House, ids: GeoIds) -> dict[str, Shares]:
    """Divisions of a state chamber that each ZIP with an area touches, from the same publishers."""
    file = _districts_file(folder, chamber)
    read = _listed_districts if file == listing.ZIP_STATE_DISTRICTS else _shared_districts
    return _layer(file, read(folder, file, chamber, ids))


def _seats_file(folder: Path) -> str:
    return listing.form_at_hand(folder, listing.ZIP_SHARES, listing.ZIP_DISTRICTS)


def _districts_file(folder: Path, chamber: House) -> str:
    return listing.form_at_hand(folder, _SHARE_FILES[chamber], listing.ZIP_STATE_DISTRICTS)


def _check_seats(file: str, layer: Mapping[str, Shares], known: set[str]) -> None:
    """Every ZIP of the country, and every seat but those that are answered by rule."""
    seats = every(layer)
    unknown = sorted(seats - known)
    require(not unknown, file, f"has {', '.join(unknown[:3])}, which does not exist")
    short = f"has {len(layer)} ZIP code areas, fewer than {_LEAST_AREAS}; it may be cut short"
    require(len(layer) >= _LEAST_AREAS, file, short)
    unserved = sorted(seat for seat in known - seats if _seat_state(seat) not in _BY_RULE)
    require(not unserved, file, f"has no ZIP for {', '.join(unserved)}")


def _check_districts(file: str, chamber: House, districts: Iterable[str]) -> None:
    """Every district of every state must have a ZIP; DC and Puerto Rico may be left out whole."""
    found = Counter(map(_division_state, districts))
    for row in given_rows("state_districts.tsv"):
        state, expected = row["state"], int(row[chamber])
        if found[state] < expected and (found[state] or state not in _MAY_LACK):
            problem = f"has {found[state]} {chamber} districts of {state}, not {expected}"
            raise BadSource(file, f"{problem}; it may be cut short")


def _shared_seats(folder: Path, file: str) -> Iterator[Part]:
    for code, state, district, land in _census_parts(folder, file, "GEOID_CD"):
        number = _number(file, district)
        yield code, f"{HOUSE}{state.lower()}-{0 if number == 98 else number}", land


def _listed_seats(folder: Path, file: str) -> Iterator[Part]:
    for row in read_csv(folder, file, ("state_fips", "state_abbr", "zcta", "cd")):
        yield row["zcta"], f"{HOUSE}{row['state_abbr'].lower()}-{row['cd']}", None


def _shared_districts(folder: Path, file: str, chamber: House, ids: GeoIds) -> Iterator[Part]:
    prefix = f"GEOID_{KINDS[chamber].upper()}"
    for code, state, district, land in _census_parts(folder, file, prefix):
        yield code, ids.division(state, chamber, district), land


def _listed_districts(folder: Path, file: str, chamber: House, ids: GeoIds) -> Iterator[Part]:
    columns = ("state_fips", "state_abbr", "chamber", "district", "district_name", "zcta")
    for row in read_csv(folder, file, columns):
        if row["chamber"] == chamber:
            yield row["zcta"], ids.division(row["state_abbr"], chamber, row["district"]), None


def _census_parts(folder: Path, file: str, prefix: str) -> Iterator[tuple[str, str, str, int]]:
    """ZIP, state, code of the district in it, and square metres of land in both.

    Columns carry the years of their areas in their names, so they are known by how they begin.
    Left out are districts that are not defined (all Zs, water mostly), parts of a district outside
    of every ZIP, and the territories that are answered by rule.
    """
    heading = read_text(folder, file).partition("\n")[0].strip().split("|")
    district, code = (
        next((column for column in heading if column.startswith(each)), each)
        for each in (prefix, "GEOID_ZCTA5")
    )
    states = {row["fips"]: row["code"] for row in given_rows("states.tsv")}
    for row in read_columns(folder, file, (district, code, "AREALAND_PART")):
        if not row[code] or not row[district] or row[district].endswith("ZZ"):
            continue
        state = states.get(row[district][:2])
        if state is None:
            raise BadSource(file, f"{row[district]!r} is a district in no state")
        if state not in _BY_RULE:
            yield row[code], state, row[district][2:], _number(file, row["AREALAND_PART"])


def _layer(file: str, parts: Iterable[Part]) -> dict[str, Shares]:
    lands: dict[str, dict[str, int | None]] = {}
    for code, district, land in parts:
        require(_ZIP.fullmatch(code) is not None, file, f"{code!r} is no ZIP")
        lands.setdefault(code, {})[district] = land
    return {code: _shares(districts) for code, districts in lands.items()}


def _shares(lands: Mapping[str, int | None]) -> Shares:
    """The share of each district: those without land only where the whole ZIP has none."""
    known = {district: land for district, land in lands.items() if land}
    total = sum(known.values())
    if not total:
        return dict.fromkeys(lands)
    return {district: land / total for district, land in known.items()}


def every(layer: Mapping[str, Shares]) -> set[str]:
    """Ids of all the districts that any ZIP of a layer touches."""
    return set().union(*layer.values())


def _number(file: str, text: str) -> int:
    require(text.isdecimal(), file, f"{text!r} is no number")
    return int(text)


def read_addresses(folder: Path, seat_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Seats of ZIPs by the addresses in them, on lines of the 118th Congress; none without a file.

    Left out are ZIPs that reach into a state whose lines have been others since. Raises
    ``BadSource`` for a seat that is none.
    """
    file = listing.ZIP_ADDRESSES
    if not (folder / file).is_file():
        return {}
    at_large = {seat.rpartition("-")[0]: seat for seat in seat_ids if seat.endswith("-0")}
    found: dict[str, set[str]] = {}
    for row in read_csv(folder, file, ("state_fips", "state_abbr", "zip", "cd")):
        state = f"{HOUSE}{row['state_abbr'].lower()}"
        seat = at_large.get(state) or f"{state}-{_number(file, row['cd'])}"
        require(_ZIP.fullmatch(row["zip"]) is not None, file, f"{row['zip']!r} is no ZIP")
        require(seat in seat_ids, file, f"has {seat}, which does not exist")
        found.setdefault(row["zip"], set()).add(seat)
    others = {*_OTHER_LINES, *_BY_RULE}
    return {
        code: frozenset(seats)
        for code, seats in found.items()
        if not others & _seat_states(seats) and not _answered_by_rule(code)
    }


def _answered_by_rule(code: str) -> bool:
    """Whether a code is military, or of a place without a seat in Congress."""
    return any(first <= code <= last for first, last in _ruled())


@cache
def _ruled() -> list[tuple[str, str]]:
    runs = given_rows("zip_ranges.tsv")
    return [(run["first"], run["last"]) for run in runs if run["kind"] != "territory"]


def read_posts(folder: Path) -> dict[str, Post]:
    """Places of the civil codes in the states and DC.

    Military codes and those of places without a seat in Congress are answered by rule. Of a code
    listed twice, the row with a state is the civil one.
    """
    file = listing.form_at_hand(folder, listing.POSTAL_ARCHIVE, listing.POSTAL_PLACES)
    if file == listing.POSTAL_ARCHIVE:
        file = f"{file}:{listing.POSTAL_MEMBER}"
    posts = {}
    rows = 0
    for _, code, place, _, state, _, _, _, _, lat, lng, _ in read_tsv(folder, file, 12):
        rows += 1
        if state and not _answered_by_rule(code):
            posts[code] = Post(place, state, _degrees(file, lat), _degrees(file, lng))
    require(
        rows >= _LEAST_CODES,
        file,
        f"has {rows} codes, fewer than {_LEAST_CODES}; it may be cut short",
    )
    return posts


def _degrees(file: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadSource(file, f"{text!r} is no coordinate") from None
