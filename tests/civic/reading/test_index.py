"""The index of points: the same answers as the outlines and shapely, on shapes made to be hard."""

import subprocess
import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import compress, pairwise
from math import gcd, inf, nan
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.civic.making import index_writer
from upstander.civic.making.index_writer import write_index
from upstander.civic.making.sources.outlines import encode
from upstander.civic.reading.batch import Batch
from upstander.civic.reading.index import MAGIC, SHIFTS, VERSION, PointIndex
from upstander.civic.reading.lines import UNIT, Chain, Lines, Outlines, encode_chains

Place = tuple[int, int]
CORNER = (-446 << SHIFTS[0], 198 << SHIFTS[0])  # of a cell of every width, in Nebraska


def box(west: int, south: int, east: int, north: int) -> Any:
    """A rectangle, by units east and north of the corner."""
    return shapely.box(*np.add((west, south, east, north), CORNER * 2))


def layer(shapes: dict[str, Any]) -> Lines:
    return Lines(encode(list(shapes), np.array(list(shapes.values())), 1))


def traced(*rings: Sequence[Place]) -> Lines:
    """A layer of areas named ring0, ring1 …, with chains as they are given."""
    chains = [
        Chain((at,), *(array("i", [here[axis] + CORNER[axis] for here in ring]) for axis in (0, 1)))
        for at, ring in enumerate(rings)
    ]
    return Lines(encode_chains([f"ring{at}" for at in range(len(rings))], 1, chains))


def degrees(place: Place) -> tuple[float, float]:
    """Latitude and longitude of a place in units east and north of the corner."""
    return (CORNER[1] + place[1]) / UNIT, (CORNER[0] + place[0]) / UNIT


@pytest.fixture
def indexed(tmp_path: Path) -> Callable[..., PointIndex]:
    def index(*layers: Lines, metres: float = 50) -> PointIndex:
        write_index(tmp_path / "points.index", [(lines, metres) for lines in layers])
        return PointIndex.open(tmp_path / "points.index")

    return index


# Against the outlines and shapely


@st.composite
def shapes(draw: st.DrawFn, step: int) -> Any:
    """Polygons with corners on a coarse lattice, so that they touch, overlap and share lines."""
    steps = st.integers(-9, 9)
    ring = draw(st.lists(st.tuples(steps, steps), min_size=3, max_size=9, unique=True))
    corners = [(CORNER[0] + x * step, CORNER[1] + y * step) for x, y in ring]
    parts = shapely.get_parts(shapely.get_parts([shapely.make_valid(shapely.Polygon(corners))]))
    polygons = shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
    return shapely.set_precision(polygons, 1)


@st.composite
def maps(draw: st.DrawFn) -> list[dict[str, Any]]:
    step = draw(st.sampled_from([1, 300, 1 << SHIFTS[-1], 1 << SHIFTS[1]]))
    drawn = draw(st.lists(st.lists(shapes(step), min_size=1, max_size=3), min_size=1, max_size=3))
    found = [
        {f"{number}{letter}": shape for letter, shape in zip("abc", some, strict=False) if shape}
        for number, some in enumerate(drawn)
    ]
    return [some for some in found if some]


def hard_places(shape: Any, rng: np.random.Generator) -> list[Place]:
    """Corners, places beside them, on edges, at the corners of cells, and anywhere around."""
    corners = [(int(x), int(y)) for x, y in shapely.get_coordinates(shape)]
    beside = [(x + dx, y + dy) for x, y in corners for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    on_edges = [
        (x1 + (x2 - x1) // parts, y1 + (y2 - y1) // parts)
        for (x1, y1), (x2, y2) in pairwise(corners)
        if (parts := gcd(x2 - x1, y2 - y1)) > 1
    ]
    west, south, east, north = map(int, shape.bounds)
    around = rng.integers((west - 9, south - 9), (east + 9, north + 9), (40, 2), endpoint=True)
    of_cells = [
        (x >> shift << shift, y >> shift << shift) for x, y in around[:10] for shift in SHIFTS
    ]
    return [*corners, *beside, *on_edges, *map(tuple, around.tolist()), *of_cells]


@pytest.mark.whole
@settings(max_examples=40)
@given(
    drawn=maps().filter(bool),
    metres=st.lists(st.sampled_from([1.5, 50.0, 300.0, 2000.0]), min_size=3, max_size=3),
    most=st.sampled_from([index_writer.MOST_EDGES, (0, 0, 0), (4, 4, 4)]),
    seed=st.integers(0, 99),
)
def test_every_reader_says_what_the_outlines_and_shapely_say(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[dict[str, Any]],
    metres: list[float],
    most: tuple[int, ...],
    seed: int,
) -> None:
    layers = list(zip(map(layer, drawn), metres, strict=False))
    path = tmp_path_factory.mktemp("hard") / "points.index"
    with (
        patch.object(index_writer, "MOST_EDGES", most),
        patch.object(index_writer, "MOST_EDGES_NEAR", (2,)),
    ):
        write_index(path, layers)
    index, outlines = PointIndex.open(path), Outlines(layers)
    areas = {name: shape for some in drawn for name, shape in some.items()}
    rng = np.random.default_rng(seed)
    places = [place for shape in areas.values() for place in hard_places(shape, rng)]
    lats, lngs = [y / UNIT for _, y in places], [x / UNIT for x, _ in places]
    codes, combinations = Batch.open(path).at(lats, lngs)
    path.unlink()
    names = sorted(areas)
    polygons = np.array([[areas[name]] for name in names])
    covers = shapely.covers(polygons, shapely.points(places)).T.tolist()
    for lat, lng, code, flags in zip(lats, lngs, codes, covers, strict=True):
        covered = tuple(compress(names, flags))
        assert index.at(lat, lng) == combinations[code] == outlines.at(lat, lng) == covered
        assert index.near(lat, lng) == outlines.near(lat, lng)


# By eye


def test_a_hole_is_outside_and_a_hole_in_an_island_too(
    indexed: Callable[..., PointIndex],
) -> None:
    rings = [box(0, 0, 1000, 1000), box(200, 200, 800, 800), box(400, 400, 600, 600),
             box(480, 480, 520, 520)]  # fmt: skip
    nested = rings[0] - rings[1] | rings[2] - rings[3]
    index = indexed(layer({"land": nested}), layer({"lake": rings[1] - rings[2]}))
    found = [index.at(*degrees((x, 500))) for x in (-1, 100, 300, 450, 500, 550, 700, 900, 1001)]
    land, lake = ("land",), ("lake",)
    assert found == [(), land, lake, land, (), land, lake, land, ()]


def test_a_point_on_a_line_lies_in_all_areas_that_meet_there(
    indexed: Callable[..., PointIndex],
) -> None:
    quarters = {"sw": box(-9, -9, 0, 0), "se": box(0, -9, 9, 0), "nw": box(-9, 0, 0, 9)}
    index = indexed(layer(quarters), layer({"all": box(-90, -90, 90, 90)}))
    assert index.at(*degrees((0, 0))) == ("all", "nw", "se", "sw")
    assert index.at(*degrees((0, 5))) == ("all", "nw")
    assert index.at(*degrees((5, 0))) == ("all", "se")
    assert index.at(*degrees((-5, 0))) == ("all", "nw", "sw")
    assert index.at(*degrees((1, 1))) == ("all",)
    assert index.at(*degrees((90, 90))) == ("all",)
    assert index.at(*degrees((90, 91))) == ()


def test_layers_may_share_part_of_a_line(indexed: Callable[..., PointIndex]) -> None:
    index = indexed(layer({"county": box(0, 0, 9, 9)}), layer({"district": box(9, 0, 18, 9)}))
    found = [index.at(*degrees((x, 5))) for x in (-1, 0, 8, 9, 10, 18, 19)]
    county, district = ("county",), ("district",)
    assert found == [(), county, county, ("county", "district"), district, district, ()]


def test_a_spike_belongs_to_no_area(indexed: Callable[..., PointIndex]) -> None:
    index = indexed(traced([(0, 0), (100, 0), (100, 50), (90_000, 50), (100, 50), (100, 100),
                            (0, 100), (0, 0)]), metres=5)  # fmt: skip
    assert index.at(*degrees((100, 50))) == ("ring0",)
    for x in (101, 40_000, 90_000):
        assert index.at(*degrees((x, 50))) == ()
    assert index.near(*degrees((40_000, 50))) == ()


def test_a_combination_that_the_file_does_not_list_is_found(
    indexed: Callable[..., PointIndex], tmp_path: Path
) -> None:
    west, east = box(-9_000_000, 0, 203, 4000), box(200, 0, 9_000_000, 4000)
    index = indexed(layer({"west": west}), layer({"east": east}))
    batch = Batch.open(tmp_path / "points.index")
    _, listed = batch.at([], [])
    assert ("east", "west") not in listed
    between = degrees((201, 2000))
    assert index.at(*between) == ("east", "west")
    assert index.at(*between) is index.at(*degrees((202, 2100)))
    (code,), combinations = batch.at(*zip(between, strict=True))
    assert combinations[code] == ("east", "west")
    assert combinations[: len(listed)] == listed


def test_the_same_areas_are_always_the_same_object(indexed: Callable[..., PointIndex]) -> None:
    index = indexed(layer({"wide": box(-(3 << 21), -(3 << 21), 3 << 21, 3 << 21)}))
    places = [(0, 0), (5, 1 << 20), (3 << 21, 7), ((3 << 21) - 1, 7), (3 << 21, 3 << 21)]
    assert len({id(index.at(*degrees(place))) for place in places}) == 1
    assert index.at(*degrees((0, 0))) == ("wide",)


def test_tolerance_is_each_layers_own(tmp_path: Path) -> None:
    fine, coarse = layer({"fine": box(0, 0, 500_000, 500_000)}), layer({"coarse": box(0, 0, 9, 9)})
    write_index(tmp_path / "points.index", [(fine, 50), (coarse, 2000)])
    index = PointIndex.open(tmp_path / "points.index")
    in_metres = UNIT / 111_320
    found = [
        index.near(*degrees((5, round(-metres * in_metres)))) for metres in (49, 51, 1999, 2001)
    ]
    assert found == [("coarse", "fine"), ("coarse",), ("coarse",), ()]


def test_the_rest_of_the_globe_is_empty(indexed: Callable[..., PointIndex], tmp_path: Path) -> None:
    index = indexed(layer({"edge": shapely.box(1_795_000_000, 895_000_000, 1_800_000_000, 9e8)}))
    assert index.at(89.9, 179.9) == index.at(90, 180) == ("edge",)
    nowhere = [(90.0, -180.0), (-90.0, 180.0), (-90.0, -180.0), (0.0, 180.0), (0.0, 0.0)]
    for lat, lng in nowhere:
        assert index.at(lat, lng) == ()
    assert index.near(0, 180) == index.near(-90, 180) == index.near(0, 0) == ()
    (code, *others), combinations = Batch.open(tmp_path / "points.index").at(
        *zip((90, 180), *nowhere, strict=True)
    )
    assert combinations[code] == ("edge",)
    assert {combinations[other] for other in others} == {()}


def test_in_a_batch_what_is_no_point_has_a_code_of_its_own(
    indexed: Callable[..., PointIndex], tmp_path: Path
) -> None:
    indexed(layer({"land": box(0, 0, 9, 9)}))
    batch = Batch.open(tmp_path / "points.index")
    lat, lng = degrees((5, 5))
    lats = [lat, nan, lat, inf, -inf, 90.01, lat, 0]
    lngs = [lng, lng, nan, lng, lng, lng, -180.01, 0]
    codes, combinations = batch.at(lats, lngs)
    assert combinations[codes[0]] == ("land",)
    assert codes[1:7].tolist() == [-1] * 6
    assert combinations[codes[7]] == ()
    with pytest.raises(ValueError, match="as many latitudes as longitudes"):
        batch.at([lat], [lng, lng])


# The file


def test_a_file_may_be_named_by_text(indexed: Callable[..., PointIndex], tmp_path: Path) -> None:
    indexed(layer({"land": box(0, 0, 9, 9)}))
    path = str(tmp_path / "points.index")
    (code,), combinations = Batch.open(path).at(*zip(degrees((5, 5)), strict=True))
    assert PointIndex.open(path).at(*degrees((5, 5))) == combinations[code] == ("land",)


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    shapes = {"a": box(0, 0, 9_000_000, 9), "b": box(5, 5, 70, 9_000_000)}
    for name in ("one", "other"):
        write_index(tmp_path / name, [(layer(shapes), 300)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert PointIndex.open(tmp_path / "one").areas == ("a", "b")


HEADED = MAGIC + VERSION


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda whole: whole[:-1], "cut short"),
        (lambda whole: whole[: len(whole) // 2], "cut short"),
        (lambda whole: whole[:60], "cut short"),
        (lambda whole: whole + b"\0" * 8, "something added"),
        (lambda _: HEADED + b'{"layers": []}\n', "damaged heading"),
        (lambda whole: whole.replace(b'"Q"', b'"X"', 1), "damaged heading"),
        (lambda whole: whole.replace(VERSION, b"1\n", 1), "another version"),
        (lambda whole: whole.replace(b"[21, 18", b"[21, 17", 1), "another version"),
        (lambda whole: whole.replace(b'"shifts"', b'"shapes"', 1), "damaged heading"),
        (lambda _: b"PK\x03\x04 a picture", "not an index"),
        (lambda _: b"", "not an index"),
    ],
)
def test_a_file_that_is_no_whole_index_is_refused(
    indexed: Callable[..., PointIndex],
    tmp_path: Path,
    spoil: Callable[[bytes], bytes],
    reason: str,
) -> None:
    indexed(layer({"land": box(0, 0, 9, 9)}))
    spoilt = tmp_path / "spoilt.index"
    spoilt.write_bytes(spoil((tmp_path / "points.index").read_bytes()))
    for reader in (PointIndex, Batch):
        with pytest.raises(ValueError, match=reason):
            reader.open(spoilt)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (lambda: traced([(0, 0), (9 << 21, 9 << 21)]), "does not close"),
        (lambda: traced([(0, 0), (1 << 30, 5), (5, 9), (0, 0)]), "longer than 53 degrees"),
        (lambda: traced([(0, 0), (0, 500_000_000), (5, 0), (0, 0)]), "beyond the globe"),
        (traced, "no lines"),
    ],
)
def test_lines_that_cannot_be_indexed_are_refused(
    tmp_path: Path, lines: Callable[[], Lines], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        write_index(tmp_path / "points.index", [(lines(), 50)])
    assert not list(tmp_path.iterdir())


def test_looking_up_needs_the_standard_library_alone() -> None:
    code = (
        "import sys, upstander.civic.reading.index; print({'numpy', 'shapely'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"
