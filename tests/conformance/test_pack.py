"""The shipped tables against the publishers' files, and against things nobody here wrote."""

import json
import os
import random
import shutil
from collections.abc import Callable
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

import pytest
import shapely
import yaml
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from upstander.civic import Civic
from upstander.civic.build import BadSource, build
from upstander.civic.lines import UNIT, Lines
from upstander.civic.pack import PACKAGED
from upstander.civic.sources import listing
from upstander.civic.types import LINE_TOLERANCE_M

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
SEED = 20260615
METRES_IN_DEGREE = 111_320


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# The build


def test_building_again_gives_the_shipped_tables_to_the_byte(tmp_path: Path) -> None:
    counts = build(SOURCES, tmp_path / "tables")
    assert counts == {
        "seats": 541, "held": 537, "vacant": 4, "states": 56,
        "zip_areas": 33_774, "zip_points": 7_327, "places": 29_539,
    }  # fmt: skip
    assert files(tmp_path / "tables") == files(PACKAGED)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def half(text: str) -> str:
    return text[: len(text) // 2]


def web_page(_: str) -> str:
    return "<!DOCTYPE html><html><body>404 Not Found</body></html>"


def other_columns(text: str) -> str:
    return text.replace("state_abbr,zcta", "zcta,state_abbr", 1)


def one_column_less(text: str) -> str:
    return "\n".join(line.rsplit("\t", 1)[0] for line in text.splitlines())


def half_of_the_lines(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[: len(lines) // 2])


def half_of_the_people(text: str) -> str:
    return text[: text.index("\n- id:", len(text) // 2) + 1]


def two_in_one_seat(text: str) -> str:
    return text.replace("    district: 2\n", "    district: 1\n")


def a_district_less(text: str) -> str:
    topology = json.loads(text)
    (collection,) = topology["objects"].values()
    collection["geometries"].pop()
    return json.dumps(topology)


def a_state_less(text: str) -> str:
    states = json.loads(text)
    del states["ia"]
    return json.dumps(states)


def nothing(_: str) -> None:
    return None


FAULTS: list[tuple[str, Callable[[str], str | None], str]] = [
    (listing.LEGISLATORS, nothing, "not found"),
    (listing.LEGISLATORS, web_page, "web page"),
    (listing.LEGISLATORS, half_of_the_people, "seats empty; it may be cut short"),
    (listing.LEGISLATORS, two_in_one_seat, "both sit in"),
    (listing.LEGISLATORS, lambda _: "rows: 1\n", "not a list of records"),
    (listing.LEGISLATORS, lambda text: text.replace("  name:", "  nom:", 1), "not laid out"),
    (listing.DISTRICT_OFFICES, half_of_the_people, "may be cut short"),
    (listing.SOCIAL_MEDIA, half_of_the_people, "may be cut short"),
    (listing.LINES, half, "not whole JSON"),
    (listing.LINES, a_district_less, "has 440 districts, not 441"),
    (listing.LINES, lambda _: "{}", "not laid out as we know it"),
    (listing.ZIP_DISTRICTS, web_page, "web page"),
    (listing.ZIP_DISTRICTS, other_columns, "has the columns"),
    (listing.ZIP_DISTRICTS, half, "values, not 4|fewer than"),
    (listing.ZIP_DISTRICTS, half_of_the_lines, "fewer than"),
    (listing.POSTAL_PLACES, one_column_less, "11 values, not 12"),
    (listing.POSTAL_PLACES, half_of_the_lines, "fewer than"),
    (listing.DIVISION_IDS, half_of_the_lines, "has no ocd-division"),
    (listing.ELECTION_OFFICES, a_state_less, "lacks or adds ia"),
    (listing.DEADLINES, half, "not whole JSON"),
    (listing.LISTING, lambda text: text.replace(listing.ZIP_DISTRICTS, "other"), "does not list"),
]


@pytest.mark.parametrize(
    ("file", "fault", "reason"),
    FAULTS,
    ids=[f"{file}-{number}" for number, (file, _, _) in enumerate(FAULTS)],
)
def test_a_faulty_file_is_refused_by_name_and_the_old_tables_stay(
    tmp_path: Path, file: str, fault: Callable[[str], str | None], reason: str
) -> None:
    source, target = tmp_path / "source", tmp_path / "tables"
    source.mkdir()
    for path in SOURCES.iterdir():
        if path.name != file:
            (source / path.name).symlink_to(path)
    content = fault((SOURCES / file).read_text("utf-8"))
    if content is not None:
        (source / file).write_text(content, "utf-8")
    shutil.copytree(PACKAGED, target)
    before = files(target)
    with pytest.raises(BadSource, match=reason) as refused:
        build(source, target)
    assert refused.value.file == file
    assert files(target) == before
    assert {path.name for path in tmp_path.iterdir()} == {"source", "tables"}


# The lines, against shapely on the same rounded coordinates


@cache
def outlines() -> dict[str, BaseGeometry]:
    """Every district as shapely reads it, in units of 1e-7 degree, keyed as the engine does."""
    topology = json.loads((SOURCES / listing.LINES).read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((round((x * sx + tx) * UNIT), round((y * sy + ty) * UNIT)))
        arcs.append(arc)

    def ring(numbers: list[int]) -> list[tuple[int, int]]:
        parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return [point for part in parts for point in part[:-1]] + [parts[0][0]]

    def polygon(rings: list[list[int]]) -> BaseGeometry:
        """Repaired where a ring touches or crosses itself, without the stray lines of a repair."""
        whole = shapely.make_valid(shapely.Polygon(ring(rings[0]), [ring(r) for r in rings[1:]]))
        parts = shapely.get_parts(shapely.get_parts(whole))
        return shapely.union_all([part for part in parts if part.area])

    districts = {}
    (collection,) = topology["objects"].values()
    for area, geometry in zip(engine().areas, collection["geometries"], strict=True):
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        districts[area] = shapely.union_all([polygon(rings) for rings in parts])
    return districts


@cache
def engine() -> Lines:
    return Lines.open(PACKAGED / "congress.lines")


def seeded_points(count: int) -> list[tuple[int, int]]:
    """Points over the whole country, the territories, and close to the lines, where it is hard."""
    rng = random.Random(SEED)
    shapes = list(outlines().values())
    points = []
    for number in range(count):
        west, south, east, north = rng.choice(shapes).bounds
        if number % 2:
            vertex = rng.choice(shapely.get_coordinates(rng.choice(shapes)).tolist())
            reach = 10 ** rng.randint(0, 5)
            west, east = vertex[0] - reach, vertex[0] + reach
            south, north = vertex[1] - reach, vertex[1] + reach
        points.append((round(rng.uniform(west, east)), round(rng.uniform(south, north))))
    return points


def test_a_point_lies_where_shapely_says_it_lies() -> None:
    points = seeded_points(20_000)
    names = list(outlines())
    tree = shapely.STRtree(list(outlines().values()))
    covered: list[set[str]] = [set() for _ in points]
    for at, area in tree.query(shapely.points(points), predicate="covered_by").T:
        covered[at].add(names[area])
    on_lines = 0
    for (x, y), expected in zip(points, covered, strict=True):
        found = engine().at(x, y)
        if found != expected:  # exactly on a line, shapely covers it by both sides
            on_lines += 1
            assert all(outlines()[area].boundary.covers(shapely.Point(x, y))
                       for area in expected ^ found), (x, y, found, expected)  # fmt: skip
            assert expected <= engine().near(x, y, LINE_TOLERANCE_M)
    assert sum(map(bool, covered)) > 10_000
    assert len(points) - on_lines > 19_000


def test_every_line_within_the_tolerance_is_found_and_none_beyond() -> None:
    names = list(outlines())
    shapes = list(outlines().values())
    tree = shapely.STRtree(shapes)
    close = 0
    for x, y in seeded_points(400):
        shrink = cos(radians(y / UNIT))
        reach = LINE_TOLERANCE_M / METRES_IN_DEGREE * UNIT
        window = shapely.box(x - 2 * reach / shrink, y - 2 * reach, x + 2 * reach / shrink,
                             y + 2 * reach)  # fmt: skip
        expected = set()
        for area in tree.query(window):
            line = shapely.intersection(shapes[area].boundary, window)
            flat = affinity.scale(line, xfact=shrink, origin=(x, y))
            if not flat.is_empty and flat.distance(shapely.Point(x, y)) <= reach:
                expected.add(names[area])
        assert engine().near(x, y, LINE_TOLERANCE_M) == expected
        close += bool(expected)
    assert close > 100


# The members' own offices, and the postal points


def local_offices() -> list[tuple[str, dict[str, Any]]]:
    """Each House member's seat and district office with coordinates."""
    civic = Civic.open()
    seats = {seat.holder.id: seat for seat in civic.seats() if seat.holder}
    rows = yaml.load(
        (SOURCES / listing.DISTRICT_OFFICES).read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return [
        (seat.id, office)
        for row in rows
        if (seat := seats[row["id"]["bioguide"]]).chamber == "house"
        for office in row["offices"]
        if "latitude" in office
    ]


def test_members_district_offices_lie_in_their_districts() -> None:
    offices = local_offices()
    outside = [
        f"{office['id']} is in {sorted(found) or 'no district'}, not {seat}"
        for seat, office in offices
        if seat
        not in (
            found := engine().at(
                round(office["longitude"] * UNIT), round(office["latitude"] * UNIT)
            )
        )
    ]
    share = 1 - len(outside) / len(offices)
    assert len(offices) > 700
    assert share >= 0.97, f"{share:.2%} of {len(offices)} lie inside. " + "; ".join(outside)


def test_postal_points_agree_with_the_zip_table_where_a_zip_is_undivided() -> None:
    rows = [
        (row.code, row.seats[0], row.lng, row.lat)
        for row in Civic.open().zips()
        if row.kind == "area" and len(row.seats) == 1 and row.lat is not None
    ]
    other = [
        (code, seat)
        for code, seat, lng, lat in rows
        if lng is not None
        and lat is not None
        and seat not in engine().at(round(lng * UNIT), round(lat * UNIT))
    ]
    share = 1 - len(other) / len(rows)
    assert len(rows) > 26_000
    assert share >= 0.995, f"{share:.2%} of {len(rows)} agree. {other}"
