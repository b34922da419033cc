"""Outlines of areas, from the publishers' shapefiles, GeoJSON and TopoJSON to chains of lines.

Coordinates are rounded to a grid of whole steps (in 1e-7 degree) that is as fine as the file's own.
Rings that touch or cross themselves are repaired by the even-odd rule, and counted.

Counties are named as Open Civic Data names them: the words that say what they are become the type
(county, parish, borough, census_area, municipio; the City and Borough and the Municipality of
Alaska are boroughs), and the name is lower case, with "_" for a space or a full stop and a space,
"~" for an apostrophe, and its accents: county:st_louis, county:prince_george~s, county:doña_ana.
Cities outside any county (in Virginia; Baltimore, St. Louis, Carson City) are places. The District
of Columbia has no county, and those of the island territories have no ids; both are left out.
Open Civic Data's list is of 2013; Connecticut's planning regions, and the areas that Alaska and
South Dakota have renamed or divided since, follow the same rule.
"""

import re
import zipfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyogrio
import shapely
from shapely.errors import ShapelyError

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.federal import state_division
from upstander.civic.making.sources.files import (
    BadSource,
    given_rows,
    open_zip,
    read_json,
    read_member,
    require,
)
from upstander.civic.making.sources.geo_ids import KINDS, GeoIds, House
from upstander.civic.reading.lines import UNIT, Chain, encode_chains
from upstander.civic.reading.pack import state_code
from upstander.civic.reading.rows import later_key

Polygons = npt.NDArray[np.object_]
Integers = npt.NDArray[np.int64]
HouseKind = Literal["sldu", "sldl"]

DISTRICTS = 441
COUNTIES = 3_221
CONGRESS_FILES = (listing.LINES_SHAPEFILE, listing.LINES)
NEW_CONGRESS_FILES = (listing.NEXT_LINES_PACKAGE, listing.NEXT_LINES)
NEW_CONGRESS = date(2027, 1, 3)
LINES_KNOWN_THROUGH = date(2029, 1, 2)
"""The last day of the House elected in November 2026, and so of its lines."""
COUNTY_FILES = (listing.COUNTY_LINES_SHAPEFILE, listing.COUNTY_LINES)
_HOUSES = {kind: house for house, kind in KINDS.items()}
_CODES = {"sldu": "SLDUST", "sldl": "SLDLST"}
_NOT_DEFINED = ("ZZ", "ZZZ")  # so the Census codes water that is in no district
_IN_DEGREES = ("EPSG:4269", "EPSG:4326", "OGC:CRS84")
_COUNTY_TYPES = {
    " County": "county",
    " Parish": "parish",
    " City and Borough": "borough",
    " Borough": "borough",
    " Municipality": "borough",
    " Census Area": "census_area",
    " Municipio": "municipio",
    " Planning Region": "planning_region",
    " city": "place",
}
_EDGES_IN_CHAIN = 128
_POLYGON, _MULTIPOLYGON = 3, 6  # shapely's numbers for them


@dataclass(frozen=True, slots=True)
class Areas:
    """What a file holds: for each area its columns as text, and its repaired polygons.

    Coordinates are whole numbers of 1e-7 degree, multiples of the step. ``repaired_rings`` counts
    the rings that touched or crossed themselves, or others of their area.
    """

    rows: list[dict[str, str]]
    polygons: Polygons
    repaired_rings: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of outlines, as it goes into the tables.

    ``tolerance_m`` is how far its lines may be off, in metres; ``source`` the key of its source;
    the dates are the first and last day of its lines, ``None`` where that is not known. ``names``
    are those that no other source has.
    """

    file: str
    kind: Literal["cd", "county", "sldu", "sldl"]
    state: str | None
    step: int
    tolerance_m: int
    source: str
    areas: tuple[str, ...]
    polygons: Polygons
    repaired_rings: int
    valid_from: date | None = None
    valid_through: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The layer as the file that ``reading/lines.py`` reads."""
        return encode(self.areas, self.polygons, self.step)

    def entry(self) -> dict[str, Any]:
        """What the manifest says of the layer."""
        return {
            "file": self.file,
            "kind": self.kind,
            "state": self.state,
            "tolerance_m": self.tolerance_m,
            "source": self.source,
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "valid_through": self.valid_through and self.valid_through.isoformat(),
            "areas": len(self.areas),
            "repaired_rings": self.repaired_rings,
        }


def layers(folder: Path, on: date) -> Iterator[Layer]:
    """Every layer whose file lies in ``folder``: Congress, counties, the lines of Congress that
    follow in some states, then the states' by code.

    ``on`` is the day for which the codes of state districts are read. Raises ``BadSource`` for a
    file that is not what it should be, and where Congress or the counties have none.
    """
    congress = read_congress(folder)
    yield congress
    yield read_counties(folder)
    if (new := read_new_congress(folder, congress)) is not None:
        yield new
    ids = GeoIds(folder, on)
    files = listing.state_line_files()
    for state in sorted(row["code"] for row in _states().values()):
        for kind in _HOUSES:
            file = files.get((state, kind))
            if file and (form := file.at_hand(folder)):
                yield _read_chamber(folder, form.name, state, kind, ids)


def oracle_polygons(folder: Path, on: date) -> dict[str, Any]:
    """Every area of every layer by its id, as the shapely polygons that its lines are made from."""
    return {
        area: polygon
        for layer in layers(folder, on)
        for area, polygon in zip(layer.areas, layer.polygons, strict=True)
    }


def district_numbers(congress: Layer) -> list[tuple[str, int]]:
    """The state and number (0 at large) of each district, in the order of the layer."""
    found = (re.search(r":(\w\w)/cd:(\d+|at-large)$", area) for area in congress.areas)
    return [
        (match[1].upper(), 0 if match[2] == "at-large" else int(match[2]))
        for match in found
        if match
    ]


@cache
def _states() -> dict[str, dict[str, str]]:
    """The states, DC and the territories by FIPS code."""
    return {row["fips"]: row for row in given_rows("states.tsv")}


def read_congress(folder: Path) -> Layer:
    """The districts of the 119th Congress. Raises ``BadSource`` unless there are all 441."""
    file = listing.form_at_hand(folder, *CONGRESS_FILES)
    found = read_areas(folder, file, step=100, columns=("STATEFP", "CD119FP"))
    ids = [_congress_id(file, row) for row in found.rows]
    found, kept = _kept(file, found, ids, DISTRICTS, "districts")
    return Layer(
        "congress.lines", "cd", None, 100, 300, "lines",
        tuple(kept), found.polygons, found.repaired_rings,
        valid_from=date(2025, 1, 3), valid_through=NEW_CONGRESS - timedelta(days=1),
    )  # fmt: skip


def read_new_congress(folder: Path, before: Layer) -> Layer | None:
    """The lines on which states elected the House that follows the one of the lines ``before``.

    Returns ``None`` where no file has them. Raises ``BadSource`` unless there are all districts of
    each state that is known to have drawn new lines, and of no other.
    """
    file = next((name for name in NEW_CONGRESS_FILES if (folder / name).is_file()), None)
    if file is None:
        return None
    redrawn_states = redrawn()
    if file == listing.NEXT_LINES:
        step, tolerance = 1_000, 300
        found = read_areas(folder, file, step=step, columns=("state", "district"))
        codes = [(row["state"], row["district"]) for row in found.rows]
    else:
        step, tolerance = 10, 50
        found = read_areas(folder, file, step=step, columns=("STATEFP", "CD120FP"))
        codes = [(_state_of(file, row["STATEFP"]), row["CD120FP"]) for row in found.rows]
        wanted = [state in redrawn_states and code not in _NOT_DEFINED for state, code in codes]
        codes = [each for each, is_wanted in zip(codes, wanted, strict=True) if is_wanted]
        found = Areas([], found.polygons[wanted], found.repaired_rings)
    ids = [_new_congress_id(file, *each) for each in codes]
    expected = {area for area in before.areas if state_code(area) in redrawn_states}
    same = sorted(ids) == sorted(expected)
    names = ", ".join(sorted(redrawn_states))
    require(same, file, f"has not each of the {len(expected)} districts of {names} once")
    return Layer(
        "congress-next.lines", "cd", None, step, tolerance, "next-lines",
        tuple(later_key(area, NEW_CONGRESS) for area in ids), found.polygons, found.repaired_rings,
        valid_from=NEW_CONGRESS, valid_through=LINES_KNOWN_THROUGH,
    )  # fmt: skip


@cache
def redrawn() -> frozenset[str]:
    """Codes of the states that elected the House of 2027 on new lines."""
    return frozenset(row["state"] for row in given_rows("redrawn.tsv") if row["kind"] == "cd")


def _state_of(file: str, fips: str) -> str:
    require(fips in _states(), file, f"has a state {fips}")
    return _states()[fips]["code"]


def _new_congress_id(file: str, state: str, code: str) -> str:
    known = next((row for row in _states().values() if row["code"] == state), None)
    require(known is not None and code.isdecimal(), file, f"has a district {state}{code}")
    return f"{state_division(known or {})}/cd:{int(code)}"


def _congress_id(file: str, row: Mapping[str, str]) -> str | None:
    """The Census Bureau writes 00 for the one district of a state, 98 for a delegate's."""
    fips, code = row["STATEFP"], row["CD119FP"]
    if code in _NOT_DEFINED:
        return None
    require(fips in _states() and code.isdecimal(), file, f"has a district {fips}{code}")
    number = "at-large" if code in ("00", "98") else str(int(code))
    return f"{state_division(_states()[fips])}/cd:{number}"


def read_counties(folder: Path) -> Layer:
    """The counties and what stands for them. Raises ``BadSource`` unless there are all 3,221."""
    file = listing.form_at_hand(folder, *COUNTY_FILES)
    found = read_areas(folder, file, step=100, columns=("STATEFP", "NAMELSAD"))
    ids = [_county_id(file, row) for row in found.rows]
    names = {area: row["NAMELSAD"] for area, row in zip(ids, found.rows, strict=True) if area}
    found, kept = _kept(file, found, ids, COUNTIES, "counties")
    tolerance = 300 if "_500k." in file else 2_000
    return Layer(
        "counties.lines", "county", None, 100, tolerance, "county-lines",
        tuple(kept), found.polygons, found.repaired_rings, names=names,
    )  # fmt: skip


def _county_id(file: str, row: Mapping[str, str]) -> str | None:
    require(row["STATEFP"] in _states(), file, f"has a state {row['STATEFP']}")
    state, name = _states()[row["STATEFP"]], row["NAMELSAD"]
    if state["kind"] != "state" and state["code"] != "PR":
        return None
    if name == "Carson City":
        return f"{state_division(state)}/place:carson_city"
    for ending, kind in _COUNTY_TYPES.items():
        if name.endswith(ending):
            return f"{state_division(state)}/{kind}:{_slug(name.removesuffix(ending))}"
    raise BadSource(file, f"has {name} ({state['code']}), which is no kind of county that we know")


def _slug(name: str) -> str:
    """A name as Open Civic Data writes it in ids."""
    return re.sub(r"[^\w.~-]", "~", re.sub(r"\.? ", "_", name.lower()))


def _read_chamber(folder: Path, file: str, state: str, kind: HouseKind, ids: GeoIds) -> Layer:
    house, tolerance = _HOUSES[kind], _state_tolerance(file)
    step = 100 if tolerance == 300 else 10
    column = "DISTRICT" if file.endswith(".geojson") else _CODES[kind]
    found = read_areas(folder, file, step=step, columns=(column,))
    codes = [row[column] for row in found.rows]
    areas = [None if code in _NOT_DEFINED else ids.division(state, house, code) for code in codes]
    found, kept = _kept(file, found, areas, _districts()[state, house], "districts")
    return Layer(
        f"{state.lower()}-{kind}.lines", kind, state, step, tolerance, "state-lines",
        tuple(kept), found.polygons, found.repaired_rings,
    )  # fmt: skip


@cache
def _districts() -> dict[tuple[str, House], int]:
    """How many districts each state's chambers have."""
    return {
        (row["state"], house): int(row[house])
        for row in given_rows("state_districts.tsv")
        for house in _HOUSES.values()
    }


def _state_tolerance(file: str) -> int:
    """Metres: a cartographic file is drawn at 1:500,000, TIGER's and a plan as enacted exactly."""
    return 300 if "_500k." in file else 50


def _kept(
    file: str, found: Areas, ids: Sequence[str | None], count: int, what: str
) -> tuple[Areas, list[str]]:
    """The areas that have an id, and the ids, if they are as many as there should be."""
    has_id = [area is not None for area in ids]
    kept = [area for area in ids if area is not None]
    different = len(set(kept))
    require(different == count, file, f"has {different} {what}, not {count}")
    require(len(kept) == count, file, f"has {len(kept)} areas for {count} {what}")
    rows = [row for row, has in zip(found.rows, has_id, strict=True) if has]
    return Areas(rows, found.polygons[has_id], found.repaired_rings), kept


# Reading


def read_areas(folder: Path, file: str, *, step: int, columns: Sequence[str] = ()) -> Areas:
    """The areas of a zipped shapefile, GeoJSON or TopoJSON, on a grid of ``step`` (1e-7 degree).

    Of a zipped GeoPackage, those of the layer that has the ``columns``. Raises ``BadSource`` for a
    file that is absent, damaged, a web page, not in degrees, or without one of the ``columns``.
    """
    _check_whole(folder, file)
    try:
        meta, _, shapes, values = _read(folder / file, columns)
        drawn = shapely.force_2d(shapely.from_wkb(shapes))
    except (RuntimeError, ValueError, ShapelyError) as error:  # pyogrio's errors are RuntimeErrors
        problem = str(error).splitlines()[0]
        raise BadSource(file, f"cannot be read as outlines ({problem})") from error
    # TopoJSON has no place to say it, and is always in degrees
    in_degrees = meta["crs"] in _IN_DEGREES or (meta["crs"] is None and _is_topojson(file))
    require(in_degrees, file, f"is in {str(meta['crs'])[:60]}, not in degrees (NAD83 or WGS84)")
    fields = list(meta["fields"])
    missing = [column for column in columns if column not in fields]
    require(not missing, file, f"has no column {', '.join(missing)}, only {', '.join(fields)}")
    rows = [
        {column: str(values[fields.index(column)][at]) for column in columns}
        for at in range(len(drawn))
    ]
    return Areas(rows, *_repaired(file, drawn, step))


def _read(path: Path, columns: Sequence[str]) -> tuple[Any, ...]:
    if not _is_package(path.name):
        return tuple(pyogrio.raw.read(path))
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".gpkg"))
    inside = f"/vsizip/{path}/{member}"
    for layer, _ in pyogrio.list_layers(inside):
        if {*columns} <= {*pyogrio.read_info(inside, layer=layer)["fields"]}:
            return tuple(pyogrio.raw.read(inside, layer=layer))
    raise ValueError(f"no layer has the columns {', '.join(columns)}")


def _is_package(file: str) -> bool:
    return file.endswith(".gpkg.zip")


def _is_topojson(file: str) -> bool:
    return file.endswith(".topojson")


def _check_whole(folder: Path, file: str) -> None:
    """Refuse what is damaged, since the library may make do with the part that it can read."""
    if file.endswith(".zip"):
        with open_zip(folder, file) as archive:
            names = archive.namelist()
            for name in names:
                read_member(archive, file, name)
        endings = {Path(name).suffix for name in names}
        needed = {".gpkg"} if _is_package(file) else {".shp", ".shx", ".dbf", ".prj"}
        missing = sorted(needed - endings)
        require(not missing, file, f"the archive has no {', '.join(missing)}")
    else:
        kind = "Topology" if _is_topojson(file) else "FeatureCollection"
        found = read_json(folder, file).get("type")
        require(found == kind, file, f"is not laid out as we know it (not a {kind})")


def _repaired(file: str, drawn: Polygons, step: int) -> tuple[Polygons, int]:
    """The polygons on the grid, each of them valid, and how many rings were not."""
    areal = np.isin(shapely.get_type_id(drawn), (_POLYGON, _MULTIPOLYGON))
    whole = len(drawn) and areal.all() and not shapely.is_empty(drawn).any()
    require(bool(whole), file, "has no areas, or one without lines")
    west, south, east, north = shapely.total_bounds(drawn)
    inside = max(-west, east) <= 180 and max(-south, north) <= 90
    require(bool(inside), file, "has coordinates that are not degrees")
    snapped = shapely.transform(drawn, lambda points: np.rint(points * (UNIT / step)) * step)
    broken = ~shapely.is_valid(snapped)
    rings = _broken_rings(snapped[broken])
    for at in np.flatnonzero(broken):
        snapped[at] = _repair(snapped[at], step)
    points = shapely.get_coordinates(snapped)
    sound = shapely.is_valid(snapped).all() and not shapely.is_empty(snapped).any()
    require(bool(sound) and not (points % step).any(), file, "has lines that cannot be repaired")
    return snapped, rings


def _broken_rings(shapes: Polygons) -> int:
    """Rings that are not valid; one for an area whose rings are, but meet each other."""
    parts, area = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    broken = ~shapely.is_valid(shapely.polygons(rings))
    counts = np.bincount(area[part], weights=broken, minlength=len(shapes))
    return int(np.maximum(counts, 1).sum())


def _repair(shape: Any, step: int) -> Any:
    """A valid area on the grid; stray lines and points, without land between them, are dropped.

    Where lines cross between points of the grid, the crossing moves to the nearest one.
    """
    valid = shapely.get_parts(shapely.get_parts(shapely.make_valid(shape, method="linework")))
    polygons = valid[shapely.get_type_id(valid) == _POLYGON]
    return shapely.set_precision(shapely.multipolygons(polygons), step)


# From polygons to chains


def encode(areas: Sequence[str], polygons: Polygons, step: int) -> bytes:
    """Polygons on the grid of ``step`` as the file that ``reading/lines.py`` reads."""
    return encode_chains(areas, step, _chains(polygons))


def _chains(polygons: Polygons) -> Iterator[Chain]:
    """Every line that bounds an area, once, in pieces that bound the same areas all along.

    Lines are followed in the rings' own order; a line between areas comes with the first of them.
    """
    xs, ys, ring, area = _points(polygons)
    starts = np.flatnonzero(ring[1:] == ring[:-1])  # an edge runs from each of these to the next
    edges, first, edge = np.unique(_between(xs, ys, starts), return_index=True, return_inverse=True)
    sides, side = _sides(edge, area[starts], len(edges))
    along = np.full(len(xs), -1)  # the sides of the edge that begins at a point; -1 for no edge
    along[starts[first]] = side
    for begin, end in _runs(along):
        yield Chain(sides[along[begin]], _ints(xs[begin : end + 1]), _ints(ys[begin : end + 1]))


def _points(polygons: Polygons) -> tuple[Integers, Integers, Integers, Integers]:
    """Each point of every ring, none twice in a row: x, y, its ring and its area."""
    parts, area = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    new = np.ones(len(points), dtype=bool)
    new[1:] = (ring[1:] != ring[:-1]) | (points[1:] != points[:-1]).any(axis=1)
    whole = points[new].astype(np.int64)
    return whole[:, 0], whole[:, 1], ring[new], area[part][ring[new]]


def _between(xs: Integers, ys: Integers, starts: Integers) -> Integers:
    """One number for each edge, the same for both its directions."""
    places, place = np.unique((xs + 180 * UNIT) * (180 * UNIT + 1) + ys, return_inverse=True)
    one, other = place[starts], place[starts + 1]
    edge: Integers = np.minimum(one, other) * len(places) + np.maximum(one, other)
    return edge


def _sides(edge: Integers, area: Integers, edges: int) -> tuple[list[tuple[int, ...]], Integers]:
    """Every set of areas that an edge bounds, and for each edge which of them; -1 for none.

    An area that uses an edge twice, once each way, lies on both its sides.
    """
    width = int(area.max()) + 1
    pairs, uses = np.unique(edge * width + area, return_counts=True)
    bounded, bounds = np.divmod(pairs[uses % 2 == 1], width)
    sizes = np.bincount(bounded, minlength=edges)
    begins = np.cumsum(sizes) - sizes
    sets: list[tuple[int, ...]] = []
    side = np.full(edges, -1)
    for size in range(1, int(sizes.max(initial=0)) + 1):
        which = np.flatnonzero(sizes == size)
        members = bounds[begins[which][:, None] + np.arange(size)]
        found, inverse = np.unique(members, axis=0, return_inverse=True)
        side[which] = inverse.reshape(-1) + len(sets)
        sets += [tuple(row) for row in found.tolist()]
    return sets, side


def _runs(along: Integers) -> Iterator[tuple[int, int]]:
    """First and last point of each piece of line with the same sides, none of them too long."""
    turns = [0, *(np.flatnonzero(np.diff(along)) + 1).tolist(), len(along)]
    for begin, end in pairwise(turns):
        if along[begin] >= 0:
            for cut in range(begin, end, _EDGES_IN_CHAIN):
                yield cut, min(cut + _EDGES_IN_CHAIN, end)


def _ints(values: Integers) -> "array[int]":
    return array("i", values.astype(np.intc).tobytes())
