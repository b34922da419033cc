"""Outlines: from a publisher's file to a point's areas, on squares that can be checked by eye."""

import json
import warnings
import zipfile
from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.outlines import encode, read_areas
from upstander.civic.reading.lines import MAGIC, UNIT, Chain, Lines, Outlines, encode_chains

Ring = list[tuple[int, int]]


def square(west: int, south: int, size: int) -> Ring:
    """A ring around a square, counterclockwise."""
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def lines_of(*shapes: Any, step: int = 1) -> Lines:
    """Outlines of areas named a, b, c …"""
    return Lines(encode([chr(97 + at) for at in range(len(shapes))], np.array(shapes), step))


# Points


def test_a_hole_is_outside_and_an_island_in_it_inside() -> None:
    ring_with_island = shapely.MultiPolygon(
        [
            shapely.Polygon(square(0, 0, 100), [square(20, 20, 60)]),
            shapely.Polygon(square(40, 40, 20), [square(48, 48, 4)]),
        ]
    )
    lines = lines_of(ring_with_island)
    inside = [bool(lines.at(x, 50)) for x in (-1, 10, 30, 45, 50, 55, 70, 90, 101)]
    assert inside == [False, True, False, True, False, True, False, True, False]


def test_a_point_on_a_line_or_a_corner_lies_in_every_area_that_meets_there() -> None:
    lines = lines_of(
        shapely.Polygon(square(0, 0, 10)),
        shapely.Polygon(square(10, 0, 10)),
        shapely.Polygon(square(10, 10, 10)),
    )
    assert lines.at(10, 5) == {"a", "b"}
    assert lines.at(15, 10) == {"b", "c"}
    assert lines.at(10, 10) == {"a", "b", "c"}
    assert lines.at(10, 15) == {"c"}
    assert lines.at(0, 10) == {"a"}
    assert lines.at(5, 5) == {"a"}
    assert lines.at(20, 21) == set()


def test_areas_may_lie_over_each_other_and_share_a_line() -> None:
    inner, outer = square(0, 0, 10), square(0, 0, 20)
    three = [shapely.Polygon(ring) for ring in (inner, outer, inner)]
    lines = lines_of(*three)
    assert lines.at(5, 5) == {"a", "b", "c"}
    assert lines.at(15, 5) == {"b"}
    assert lines.at(0, 5) == {"a", "b", "c"}
    assert {chain.sides for chain in lines.chains()} == {(0, 2), (1,)}


def test_a_line_between_areas_is_kept_once() -> None:
    left = shapely.Polygon([(0, 0), (10, 0), (10, 5), (10, 10), (0, 10)])
    right = shapely.Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10, 5)])
    shared = [chain for chain in lines_of(left, right).chains() if chain.sides == (0, 1)]
    assert [list(zip(chain.xs, chain.ys, strict=True)) for chain in shared] == [
        [(10, 0), (10, 5), (10, 10)]
    ]


def test_lines_at_the_antimeridian_keep_their_side() -> None:
    edge = 180 * UNIT
    lines = lines_of(
        shapely.Polygon(square(edge - 100, 510_000_000, 100)),
        shapely.Polygon(square(-edge, 510_000_000, 100)),
        step=10,
    )
    assert lines.at(edge, 510_000_050) == {"a"}
    assert lines.at(-edge, 510_000_050) == {"b"}
    assert lines.at(0, 510_000_050) == set()


def test_near_takes_degrees_of_longitude_for_what_they_are_up_north() -> None:
    degree = shapely.Polygon(square(0, 60 * UNIT, UNIT))
    layer = lines_of(degree)
    west_of_it = -0.008  # 445 m at 60 degrees north, 890 m on the equator
    assert Outlines([(layer, 460.0)]).near(60.5, west_of_it) == ("a",)
    assert Outlines([(layer, 430.0)]).near(60.5, west_of_it) == ()
    assert Outlines([(layer, 460.0)]).near(60.5, 0.5) == ()
    assert Outlines([(layer, 460.0)]).near(90.0, 0.5) == ()


def test_each_layer_has_its_own_tolerance() -> None:
    fine = Lines(encode(["fine"], np.array([shapely.Polygon(square(0, 0, UNIT))]), 1))
    coarse = Lines(encode(["coarse"], np.array([shapely.Polygon(square(0, 0, UNIT))]), 1))
    outlines = Outlines([(fine, 50.0), (coarse, 2_000.0)])
    assert outlines.at(0.99, 0.5) == ("coarse", "fine")
    assert outlines.near(0.99, 0.5) == ("coarse",)
    assert outlines.near(0.9999, 0.5) == ("coarse", "fine")


@st.composite
def areas_and_points(draw: st.DrawFn) -> tuple[list[Any], list[tuple[int, int]]]:
    """Valid areas of one or more parts on a grid of 4, and points at, on and beside their lines."""
    corner = st.tuples(st.integers(-12, 12), st.integers(-12, 12))
    corners = st.lists(corner, min_size=3, max_size=9, unique=True)
    shapes = []
    for ring in draw(st.lists(corners, min_size=1, max_size=4)):
        grid = shapely.Polygon([(4 * x, 4 * y) for x, y in ring])
        parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(grid)))
        polygons = shapely.MultiPolygon([part for part in parts if part.area])
        shape = shapely.set_precision(polygons, 4)
        if not shape.is_empty:
            shapes.append(shape)
    vertices = [tuple(map(int, point)) for point in shapely.get_coordinates(shapes).tolist()]
    halfway = [((x1 + x2) // 2, (y1 + y2) // 2) for (x1, y1), (x2, y2) in pairwise(vertices)]
    anywhere = draw(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=20))
    return shapes, [*vertices, *halfway, *anywhere]


@settings(max_examples=150)
@given(areas_and_points())
def test_a_point_lies_where_shapely_says_it_lies(
    drawn: tuple[list[Any], list[tuple[int, int]]],
) -> None:
    shapes, points = drawn
    lines = lines_of(*shapes, step=4) if shapes else Lines(encode_chains([], 4, []))
    for x, y in points:
        covered = {
            area
            for area, shape in zip(lines.areas, shapes, strict=True)
            if shape.covers(shapely.Point(x, y))
        }
        assert lines.at(x, y) == covered


# The file of one layer


def whole_file() -> bytes:
    shapes = [shapely.Polygon(square(0, 0, 1000)), shapely.Polygon(square(1000, 0, 1000))]
    return encode(["a", "ñ"], np.array(shapes), 10)


def test_chains_survive_the_file_and_long_ones_are_cut() -> None:
    circle = shapely.set_precision(shapely.Point(0, 0).buffer(100_000, quad_segs=100), 10)
    data = encode(["a"], np.array([circle]), 10)
    chains = list(Lines(data).chains())
    assert len(chains) > 1
    assert all(len(chain.xs) == len(chain.ys) <= 129 for chain in chains)
    assert all(value % 10 == 0 for chain in chains for value in (*chain.xs, *chain.ys))
    again = [(*zip(chain.xs, chain.ys, strict=True),) for chain in chains]
    assert all(one[-1] == next_one[0] for one, next_one in pairwise(again))
    assert encode_chains(["a"], 10, chains) == data


def test_the_same_areas_give_the_same_bytes() -> None:
    assert whole_file() == whole_file()
    assert Lines(whole_file()).areas == ("a", "ñ")
    assert Lines(whole_file()).step == 10


def test_a_point_off_the_grid_is_not_written() -> None:
    odd = Chain((0,), array("i", [0, 15]), array("i", [0, 10]))
    with pytest.raises(ValueError, match="not on the grid of 10"):
        encode_chains(["a"], 10, [odd])


HEADING: dict[str, Any] = {
    "areas": ["a"], "step": 1, "sides": [[0]], "chains": 0, "heads": 0, "xs": 0, "ys": 0,
}  # fmt: skip


def headed(**changes: Any) -> bytes:
    return MAGIC + json.dumps(HEADING | changes).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a file of outlines"),
        (b"<!DOCTYPE html>", "not a file of outlines"),
        (MAGIC.replace(b"2", b"1") + b"{}\n", "another version; build the tables again"),
        (MAGIC, "cut short"),
        (MAGIC + b"{}\n", "damaged heading"),
        (MAGIC + b"[1]\n", "damaged heading"),
        (MAGIC + b"{\n", "damaged heading"),
        (headed(step=0), "damaged heading"),
        (headed(step="1"), "damaged heading"),
        (headed(chains=-1), "damaged heading"),
        (headed(areas=[1]), "damaged heading"),
        (headed(sides=[[1]]), "damaged heading"),
        (headed(chains=1), "damaged chains"),
        (headed(xs=1), "cut short"),
        (headed() + b"\0", "something added"),
        (headed(heads=3) + b"\x80\x80\x80", "damaged numbers"),
        (headed(chains=1, heads=10) + b"\x02" + bytes(9), "damaged chains"),
        (headed(chains=1, heads=14) + bytes(9) + b"\xff\xff\xff\xff\x7f", "damaged chains"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Lines(data)


def test_a_file_cut_anywhere_is_refused() -> None:
    data = whole_file()
    for end in range(len(data)):
        with pytest.raises(ValueError, match=r"outlines"):
            Lines(data[:end])


def test_damaged_points_are_refused_when_they_are_read() -> None:
    data = bytearray(whole_file())
    data[-1] |= 128  # the last number does not end
    with pytest.raises(ValueError, match="damaged numbers"):
        list(Lines(bytes(data)).chains())


# Publishers' files


def feature(ring: Ring, name: str) -> dict[str, Any]:
    rounded = [[x / 1e6, y / 1e6] for x, y in ring]
    return {
        "type": "Feature",
        "properties": {"NAME": name},
        "geometry": {"type": "Polygon", "coordinates": [rounded]},
    }


def write_geojson(folder: Path, *rings: Ring, **more: Any) -> str:
    features = [feature(ring, f"area {at}") for at, ring in enumerate(rings)]
    collection = {"type": "FeatureCollection", "features": features, **more}
    (folder / "areas.geojson").write_text(json.dumps(collection))
    return "areas.geojson"


def write_topojson(folder: Path, *rings: Ring) -> str:
    def steps(ring: Ring) -> list[list[int]]:
        before = [(0, 0), *ring[:-1]]
        return [[x - a, y - b] for (x, y), (a, b) in zip(ring, before, strict=True)]

    geometries = [
        {"type": "Polygon", "properties": {"NAME": f"area {at}"}, "arcs": [[at]]}
        for at in range(len(rings))
    ]
    topology = {
        "type": "Topology",
        "transform": {"scale": [1e-6, 1e-6], "translate": [0, 0]},
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [steps(ring) for ring in rings],
    }
    (folder / "areas.topojson").write_text(json.dumps(topology))
    return "areas.topojson"


def write_shapefile(folder: Path, *rings: Ring, crs: str = "EPSG:4269") -> str:
    shapes = [shapely.Polygon([(x / 1e6, y / 1e6) for x, y in ring]) for ring in rings]
    names = np.array([f"area {at}" for at in range(len(rings))], dtype=object)
    parts = folder / "parts"
    parts.mkdir()
    with warnings.catch_warnings():  # a publisher's own shapefile says nothing of its encoding
        warnings.simplefilter("ignore")
        pyogrio.raw.write(
            parts / "areas.shp", shapely.to_wkb(shapes), [names], ["NAME"],
            geometry_type="Polygon", crs=crs, driver="ESRI Shapefile",
        )  # fmt: skip
    with zipfile.ZipFile(folder / "areas.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(parts.iterdir()):
            archive.write(path, path.name)
    return "areas.zip"


@pytest.mark.parametrize("write", [write_geojson, write_topojson, write_shapefile])
def test_the_same_squares_are_read_alike_from_every_format(
    tmp_path: Path, write: Callable[..., str]
) -> None:
    file = write(tmp_path, square(-93_000_001, 41_000_000, 8), square(0, 0, 1))
    areas = read_areas(tmp_path, file, step=10, columns=("NAME",))
    assert areas.rows == [{"NAME": "area 0"}, {"NAME": "area 1"}]
    assert areas.repaired_rings == 0
    expected = [square(-930_000_010, 410_000_000, 80), square(0, 0, 10)]
    assert [shape.equals(shapely.Polygon(ring)) for shape, ring in
            zip(areas.polygons, expected, strict=True)] == [True, True]  # fmt: skip


def test_rings_that_touch_or_cross_themselves_are_repaired_and_counted(tmp_path: Path) -> None:
    bow_tie = [(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]
    spike = [(20, 0), (30, 0), (30, 10), (30, 30), (30, 10), (20, 10), (20, 0)]
    pinched = [(50, 0), (60, 0), (60, 10), (55, 0), (50, 10), (50, 0)]
    file = write_geojson(tmp_path, bow_tie, spike, pinched, square(80, 0, 10))
    areas = read_areas(tmp_path, file, step=10)
    assert areas.repaired_rings == 3
    assert all(shapely.is_valid(areas.polygons))
    lines = lines_of(*areas.polygons, step=10)
    assert lines.at(20, 50) == lines.at(80, 50) == {"a"}
    assert lines.at(50, 80) == set()  # between the two halves of the bow tie
    assert lines.at(300, 200) == set()  # the spike has no land
    assert lines.at(250, 50) == {"b"}
    assert lines.at(590, 50) == {"c"}


def test_an_area_smaller_than_the_grid_is_refused(tmp_path: Path) -> None:
    file = write_geojson(tmp_path, square(1, 1, 2), square(100, 100, 100))
    with pytest.raises(BadSource, match="cannot be repaired"):
        read_areas(tmp_path, file, step=1_000)


MERCATOR = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}


def test_a_renamed_column_is_refused_by_name(tmp_path: Path) -> None:
    file = write_geojson(tmp_path, square(0, 0, 10))
    with pytest.raises(BadSource, match="has no column DISTRICT, only NAME") as refused:
        read_areas(tmp_path, file, step=10, columns=("NAME", "DISTRICT"))
    assert refused.value.file == file


def test_other_coordinates_than_degrees_are_refused(tmp_path: Path) -> None:
    file = write_geojson(tmp_path, square(0, 0, 10), **MERCATOR)
    with pytest.raises(BadSource, match="not in degrees"):
        read_areas(tmp_path, file, step=10)
    file = write_geojson(tmp_path, square(500_000_000, 0, 10))
    with pytest.raises(BadSource, match="not degrees"):
        read_areas(tmp_path, file, step=10)
    file = write_shapefile(tmp_path, square(0, 0, 10), crs="EPSG:5070")
    with pytest.raises(BadSource, match="not in degrees"):
        read_areas(tmp_path, file, step=10)


def test_no_areas_or_points_for_areas_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no areas"):
        read_areas(tmp_path, write_geojson(tmp_path), step=10)
    file = write_geojson(tmp_path, square(0, 0, 10))
    text = (tmp_path / file).read_text()
    (tmp_path / file).write_text(json.dumps(json.loads(text) | {"features": [
        {"type": "Feature", "properties": {}, "geometry": None}
    ]}))  # fmt: skip
    with pytest.raises(BadSource, match="one without lines"):
        read_areas(tmp_path, file, step=10)


@pytest.mark.parametrize(
    ("file", "data", "reason"),
    [
        ("a.zip", b"<!DOCTYPE html><title>404</title>", "web page"),
        ("a.geojson", b"<!DOCTYPE html><title>404</title>", "web page"),
        ("a.topojson", b'{"type": "FeatureCollection", "features": []}', "not a Topology"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "not whole JSON"),
    ],
)
def test_another_kind_of_file_is_refused(
    tmp_path: Path, file: str, data: bytes, reason: str
) -> None:
    (tmp_path / file).write_bytes(data)
    with pytest.raises(BadSource, match=reason):
        read_areas(tmp_path, file, step=10)


def test_an_absent_cut_or_incomplete_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="not found"):
        read_areas(tmp_path, "areas.zip", step=10)
    file = write_shapefile(tmp_path, square(0, 0, 10))
    whole = (tmp_path / file).read_bytes()
    (tmp_path / file).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadSource, match="cut short"):
        read_areas(tmp_path, file, step=10)
    flipped = bytearray(whole)
    flipped[whole.index(b"areas.shp") + 12] ^= 255
    (tmp_path / file).write_bytes(flipped)
    with pytest.raises(BadSource, match="damaged"):
        read_areas(tmp_path, file, step=10)
    with zipfile.ZipFile(tmp_path / file, "w") as archive:
        archive.write(tmp_path / "parts" / "areas.shp", "areas.shp")
    with pytest.raises(BadSource, match=r"has no \.dbf, \.prj, \.shx"):
        read_areas(tmp_path, file, step=10)
