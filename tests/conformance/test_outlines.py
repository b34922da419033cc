"""Every layer of lines from the publishers' files, against shapely on the same polygons."""

import os
import random
import zipfile
import zlib
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from upstander.civic.making.sources import listing, outlines
from upstander.civic.making.sources.files import read_csv
from upstander.civic.making.sources.geo_ids import sld_names
from upstander.civic.making.sources.outlines import Layer
from upstander.civic.reading.lines import Lines
from upstander.civic.reading.rows import LATER

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
ON = date(2026, 8, 5)
SEED = 20261123


@cache
def layers() -> dict[str, Layer]:
    return {layer.file: layer for layer in outlines.layers(SOURCES, ON)}


@cache
def encoded(file: str) -> bytes:
    return layers()[file].encode()


def test_every_layer_at_hand_is_read_whole() -> None:
    read = {
        layer.file: (len(layer.areas), layer.repaired_rings, layer.tolerance_m, layer.step)
        for layer in layers().values()
    }
    assert read == {
        "congress.lines": (441, 12, 300, 100),
        "congress-next.lines": (173, 1, 300, 1000),
        "counties.lines": (3_221, 0, 2_000, 100),
        "co-sldu.lines": (35, 0, 50, 10),
        "co-sldl.lines": (65, 0, 50, 10),
        "ia-sldu.lines": (50, 0, 50, 10),
        "ia-sldl.lines": (100, 0, 50, 10),
        "mi-sldu.lines": (38, 0, 50, 10),
        "mi-sldl.lines": (110, 0, 50, 10),
        "mn-sldu.lines": (67, 0, 50, 10),
        "mn-sldl.lines": (134, 0, 50, 10),
    }


def test_polygons_are_valid_and_on_their_grid() -> None:
    for layer in layers().values():
        assert shapely.is_valid(layer.polygons).all(), layer.file
        assert not (shapely.get_coordinates(layer.polygons) % layer.step).any(), layer.file


def test_the_manifest_says_since_when_lines_are_known_to_be_in_force() -> None:
    assert layers()["congress.lines"].entry() == {
        "file": "congress.lines", "kind": "cd", "state": None, "tolerance_m": 300,
        "source": "lines", "valid_from": "2025-01-03", "valid_through": "2027-01-02",
        "areas": 441, "repaired_rings": 12,
    }  # fmt: skip
    iowa = layers()["ia-sldl.lines"].entry()
    assert (iowa["state"], iowa["valid_from"], iowa["valid_through"]) == ("IA", None, None)
    keys = {publication.key for publication in listing.PUBLICATIONS}
    assert {layer.source for layer in layers().values()} <= keys


def test_ids_are_open_civic_datas() -> None:
    columns = ("id", "name", "census_geoid", "validThrough")
    known = {row["id"] for row in read_csv(SOURCES, listing.DIVISION_IDS, columns)}
    known |= sld_names(SOURCES).keys()
    strange = [
        area
        for layer in layers().values()
        if layer.kind != "county"
        for area in layer.areas
        if area.partition(LATER)[0] not in known
    ]
    assert strange == []


def test_numbers_of_congressional_districts_come_with_their_states() -> None:
    numbers = outlines.district_numbers(layers()["congress.lines"])
    assert len(set(numbers)) == len(numbers) == 441
    assert Counter(state for state, _ in numbers)["CA"] == 52
    at_large = {state for state, number in numbers if number == 0}
    assert at_large == {"AK", "DE", "ND", "SD", "VT", "WY", "DC", "AS", "GU", "MP", "PR", "VI"}


def test_counties_are_named_as_open_civic_data_names_them() -> None:
    counties = layers()["counties.lines"]
    kinds = Counter(area.rsplit("/", 1)[1].split(":")[0] for area in counties.areas)
    assert kinds == {
        "county": 2_999, "municipio": 78, "parish": 64, "place": 41, "borough": 19,
        "census_area": 11, "planning_region": 9,
    }  # fmt: skip
    names = {area.removeprefix("ocd-division/country:us/"): counties.names[area]
             for area in counties.areas}  # fmt: skip
    assert {area: names[area] for area in EXAMPLES} == EXAMPLES
    assert not [area for area in names if area.startswith("district:dc")]


EXAMPLES = {
    "state:ia/county:polk": "Polk County",
    "state:ia/county:o~brien": "O'Brien County",
    "state:md/county:prince_george~s": "Prince George's County",
    "state:md/county:st_mary~s": "St. Mary's County",
    "state:md/county:baltimore": "Baltimore County",
    "state:md/place:baltimore": "Baltimore city",
    "state:mo/county:st_louis": "St. Louis County",
    "state:mo/place:st_louis": "St. Louis city",
    "state:mo/county:ste_genevieve": "Ste. Genevieve County",
    "state:nv/place:carson_city": "Carson City",
    "state:va/place:fairfax": "Fairfax city",
    "state:va/county:fairfax": "Fairfax County",
    "state:va/county:james_city": "James City County",
    "state:fl/county:miami-dade": "Miami-Dade County",
    "state:nm/county:doña_ana": "Doña Ana County",
    "state:la/parish:st_john_the_baptist": "St. John the Baptist Parish",
    "state:ak/borough:anchorage": "Anchorage Municipality",
    "state:ak/borough:juneau": "Juneau City and Borough",
    "state:ak/borough:matanuska-susitna": "Matanuska-Susitna Borough",
    "state:ak/census_area:prince_of_wales-hyder": "Prince of Wales-Hyder Census Area",
    "state:ct/planning_region:capitol": "Capitol Planning Region",
    "territory:pr/municipio:mayagüez": "Mayagüez Municipio",
    "territory:pr/municipio:río_grande": "Río Grande Municipio",
}


def seeded_points(layer: Layer, rng: random.Random, count: int) -> list[tuple[int, int]]:
    """Points over a layer, at its corners, on its lines, and a step or some steps beside them."""
    chains = list(Lines(encoded(layer.file)).chains())
    west, south, east, north = shapely.total_bounds(layer.polygons)
    points = []
    for number in range(count):
        line = rng.choice(chains)
        at = rng.randrange(len(line.xs) - 1)
        x, y = line.xs[at], line.ys[at]
        match number % 4:
            case 0:
                x, y = round(rng.uniform(west, east)), round(rng.uniform(south, north))
            case 1:
                x, y = (x + line.xs[at + 1]) // 2, (y + line.ys[at + 1]) // 2
            case 2:
                reach = 10 ** rng.randint(0, 6)
                x, y = x + rng.randint(-reach, reach), y + rng.randint(-reach, reach)
        points.append((x, y))
    return points


def test_a_point_lies_where_shapely_says_it_lies_on_lines_and_corners_too() -> None:
    rng = random.Random(SEED)
    on_lines = 0
    for layer in layers().values():
        points = seeded_points(layer, rng, 500)
        lines = Lines(encoded(layer.file), remembered=None)
        covered: list[set[str]] = [set() for _ in points]
        tree = shapely.STRtree(shapely.points(points))
        for area, at in tree.query(layer.polygons, predicate="covers").T:
            covered[at].add(layer.areas[area])
        for (x, y), expected in zip(points, covered, strict=True):
            assert lines.at(x, y) == expected, (layer.file, x, y)
        on_lines += sum(len(areas) > 1 for areas in covered)
    assert on_lines > 1_000


def test_encoding_again_gives_the_same_bytes_and_congress_and_counties_stay_small() -> None:
    again = outlines.read_congress(SOURCES)
    assert again.encode() == encoded("congress.lines")
    compressed = {
        file: len(zlib.compress(encoded(file), 9)) for file in ("congress.lines", "counties.lines")
    }
    assert compressed["congress.lines"] <= 1_250_000
    assert compressed["counties.lines"] <= 350_000


def test_the_publishers_shapefile_is_read_like_the_copy_of_it(tmp_path: Path) -> None:
    meta, _, shapes, values = pyogrio.raw.read(SOURCES / listing.LINES)
    wanted = [list(meta["fields"]).index(name) for name in ("STATEFP", "CD119FP")]
    pyogrio.raw.write(
        tmp_path / "lines.shp", shapes, [values[at] for at in wanted], ["STATEFP", "CD119FP"],
        geometry_type="MultiPolygon", crs="EPSG:4269", driver="ESRI Shapefile", encoding="UTF-8",
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / listing.LINES_SHAPEFILE, "w") as archive:
        for path in sorted(tmp_path.glob("lines.*")):
            archive.write(path, path.name)
    read = outlines.read_congress(tmp_path)
    assert read.areas == layers()["congress.lines"].areas
    assert read.repaired_rings == 12


def test_the_oracle_has_every_area_once() -> None:
    polygons = outlines.oracle_polygons(SOURCES, ON)
    ids = list(chain.from_iterable(layer.areas for layer in layers().values()))
    assert list(polygons) == ids
    read = np.concatenate([layer.polygons for layer in layers().values()])
    assert shapely.equals_exact(np.array(list(polygons.values())), read).all()
