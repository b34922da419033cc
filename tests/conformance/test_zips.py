"""ZIP codes, Census codes and state legislators of the published files, joined to each other."""

import csv
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from upstander.civic import Civic
from upstander.civic.making.sources import listing, outlines, zips
from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.geo_ids import GeoIds, House
from upstander.civic.making.zip_checks import LIES_OVER, reach
from upstander.civic.reading.lines import Lines
from upstander.civic.reading.pack import FLOTERIAL

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
ON = date(2026, 8, 5)
DISTRICT = {"upper": "SLDU2024", "lower": "SLDL2024"}
SHARES = {"upper": listing.ZIP_UPPER_SHARES, "lower": listing.ZIP_LOWER_SHARES}


def table(file: str) -> list[dict[str, str]]:
    with (SOURCES / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def lines() -> Lines:
    return Lines(outlines.read_congress(SOURCES).encode(), remembered=None)


def seat_of(division: str) -> str:
    state, district = division.removeprefix("ocd-division/country:us/").split("/")
    number = district.removeprefix("cd:").replace("at-large", "0")
    return f"us-house-{state[-2:]}-{number}"


@cache
def seats() -> dict[str, str]:
    return {division: seat_of(division) for division in lines().areas}


@cache
def geo_ids() -> GeoIds:
    return GeoIds(SOURCES, ON)


@cache
def districts() -> zips.Districts:
    return zips.read_districts(SOURCES, seats().values(), geo_ids())


@cache
def rows() -> list[tuple[str, ...]]:
    congress = zips.Congress(lines(), seats(), 300)
    return zips.zip_rows(districts(), zips.read_posts(SOURCES), congress, {})


# Ids


def test_every_state_legislative_district_joins_to_an_id_of_its_own() -> None:
    ids = geo_ids()
    found: dict[tuple[str, House, str], str] = {}
    for row in table(listing.ZIP_STATE_DISTRICTS):
        chamber: House = "upper" if row["chamber"] == "upper" else "lower"
        key = (row["state_abbr"], chamber, row["district"])
        found[key] = ids.division(*key)
    assert len(found) == len(set(found.values())) == 6_775
    names = {ids.names[division].name for division in found.values()}
    assert len(names) == 6_775
    assert not any("obsolete" in name for name in names)


def test_ids_carry_the_numbers_that_the_census_names_its_districts_by() -> None:
    ids = geo_ids()
    numbered = 0
    for row in table(listing.ZIP_STATE_DISTRICTS):
        number = row["district_name"].rpartition(" ")[2].lstrip("0").lower()
        if row["state_abbr"] not in ("MA", "VT", "NH") and number[:1].isdigit():
            chamber: House = "upper" if row["chamber"] == "upper" else "lower"
            division = ids.division(row["state_abbr"], chamber, row["district"])
            assert division.rpartition(":")[2] == number
            numbered += 1
    assert numbered > 95_000


# The table


def test_the_table_has_every_area_and_what_the_files_lost_is_made_good() -> None:
    areas = [row for row in rows() if row[1] == "area"]
    assert (len(areas), len(rows()) - len(areas)) == (33_774, 7_327)
    assert sum(len(found) > 1 for found in districts().seats.values()) == 7_299
    repaired = {
        row[0]: row[2].split(",")
        for row in areas
        if len(row[2].split(",")) != len(districts().seats[row[0]])
    }
    assert len(repaired) == 30
    home = [
        row[0]
        for row in areas
        if row[0] in repaired
        and not any(seat.split("-")[2].upper() == row[4] for seat in districts().seats[row[0]])
    ]
    assert len(home) == 12
    # Known by the state districts: a ZIP of Alabama that reaches into Georgia, and one of North
    # Dakota that reaches into South Dakota.
    assert repaired["36855"] == ["al-3", "ga-3"]
    assert repaired["58041"] == ["nd-0", "sd-0"]
    assert sum("," in row[2] for row in areas) == 7_327


def test_new_hampshire_rows_name_the_floterials_of_their_counties() -> None:
    assert len(districts().floterials) == 39
    (concord,) = (row for row in rows() if row[0] == "03301")
    marked = [part for part in concord[8].split(",") if part.startswith(FLOTERIAL)]
    assert marked == [f"~merrimack_{number}" for number in range(25, 31)]
    assert not any(FLOTERIAL in row[8] for row in rows() if "nh" not in row[2])


def as_relationship(folder: Path, name: str, layer: str, parts: list[tuple[str, str]]) -> None:
    """The Census Bureau's layout, as far as it is read, with a square metre for each part."""
    heading = f"GEOID_{layer}_20|NAMELSAD_{layer}_20|GEOID_ZCTA5_20|AREALAND_PART|AREAWATER_PART"
    lines_of = [heading, *(f"{district}|District|{code}|1|0" for district, code in parts)]
    (folder / name).write_text("\r\n".join(lines_of), "utf-8-sig", newline="")


def test_the_census_layout_gives_the_same_districts_with_shares(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SOURCES / listing.GEO_IDS_FOLDER,
                                  tmp_path / listing.GEO_IDS_FOLDER)).parent  # fmt: skip
    for file in (listing.UPPER_DIVISION_IDS, listing.LOWER_DIVISION_IDS):
        shutil.copy(SOURCES / file, folder)
    parts = [
        (row["state_fips"] + row["cd"].zfill(2), row["zcta"])
        for row in table(listing.ZIP_DISTRICTS)
    ]
    as_relationship(folder, listing.ZIP_SHARES, "CD119", parts)
    for chamber, layer in DISTRICT.items():
        parts = [
            (row["state_fips"] + row["district"].zfill(3), row["zcta"])
            for row in table(listing.ZIP_STATE_DISTRICTS)
            if row["chamber"] == chamber
        ]
        as_relationship(folder, SHARES[chamber], layer, parts)
    found = zips.read_districts(folder, seats().values(), GeoIds(folder, ON))
    for layer in ("seats", "sldu", "sldl"):
        shared, listed = getattr(found, layer), getattr(districts(), layer)
        assert {code: set(shares) for code, shares in shared.items()} == {
            code: set(shares) for code, shares in listed.items()
        }
        assert all(
            share == pytest.approx(1 / len(shares))
            for shares in shared.values()
            for share in shares.values()
        )
    assert found.floterials == districts().floterials


def last_lines_less(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:-100])


def test_postal_places_are_read_from_the_publishers_archive_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / listing.POSTAL_ARCHIVE, "w") as archive:
        archive.write(SOURCES / listing.POSTAL_PLACES, listing.POSTAL_MEMBER)
    assert zips.read_posts(tmp_path) == zips.read_posts(SOURCES)


def half(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[: text.count("\n") // 2])


@pytest.mark.parametrize(
    ("file", "fault", "problem"),
    [
        (listing.ZIP_STATE_DISTRICTS, half, "districts of .*it may be cut short"),
        (listing.ZIP_STATE_DISTRICTS, last_lines_less, "lower districts of WY, not 62; it may"),
        (listing.ZIP_STATE_DISTRICTS, lambda _: "<html>404</html>", "web page"),
        (
            listing.ZIP_STATE_DISTRICTS,
            lambda text: text.replace("chamber,district,", "district,chamber,", 1),
            "has the columns",
        ),
        (listing.ZIP_DISTRICTS, half, "it may be cut short"),
        (listing.ZIP_DISTRICTS, lambda text: text.replace("\n19,IA,", "\n19,IO,"), "not exist"),
        (listing.LOWER_DIVISION_IDS, half, r"has no .* on 2026-08-05, the Census district"),
        (f"{listing.GEO_IDS_FOLDER}/vt.yml", half, "vt.yml"),
    ],
)
def test_a_damaged_file_is_refused_by_name(
    tmp_path: Path, file: str, fault: Callable[[str], str], problem: str
) -> None:
    for name in (listing.ZIP_DISTRICTS, listing.ZIP_STATE_DISTRICTS, listing.UPPER_DIVISION_IDS,
                 listing.LOWER_DIVISION_IDS):  # fmt: skip
        (tmp_path / name).symlink_to(SOURCES / name)
    shutil.copytree(SOURCES / listing.GEO_IDS_FOLDER, tmp_path / listing.GEO_IDS_FOLDER)
    damaged = fault((SOURCES / file).read_text("utf-8"))
    (tmp_path / file).unlink()
    (tmp_path / file).write_text(damaged, "utf-8")
    of_zips = file in (listing.ZIP_DISTRICTS, listing.ZIP_STATE_DISTRICTS)
    with pytest.raises(BadSource, match=problem) as refused:
        ids = geo_ids() if of_zips else GeoIds(tmp_path, ON)
        zips.read_districts(tmp_path, seats().values(), ids)
    assert refused.value.file == file


# The other way round, and against things nobody here wrote


def test_every_state_legislator_is_reached_from_a_zip_or_left_out_for_a_reason(
    civic: Civic,
) -> None:
    found = reach(civic.zips(), civic.offices(), districts().floterials)
    left = {group.reason: (len(group.members), len(group.divisions)) for group in found.unreached}
    assert left == {
        LIES_OVER: (57, 39),
        "no table at hand joins ZIPs to the districts of DC": (8, 8),
        "no table at hand joins ZIPs to the districts of PR": (56, 48),
    }
    assert found.reached == 7_330
    (over,) = (group for group in found.unreached if group.reason == LIES_OVER)
    assert set(over.divisions) == districts().floterials


def test_those_elected_at_large_and_the_lettered_seats_of_idaho_are_reached(civic: Civic) -> None:
    held = [office for office in civic.offices("state") if office.holder]
    house = [each for each in held if each.state == "ID" and each.chamber == "lower"]
    whole = [
        each
        for each in held
        if each.state in ("PR", "DC")
        and each.chamber != "executive"
        and civic.division(each.division_id).kind == "state"
    ]
    assert (len(house), len({each.division_id for each in house})) == (70, 35)
    assert {each.state for each in whole} == {"DC", "PR"}
    found = reach(civic.zips(), [*house, *whole], ())
    assert (found.reached, found.unreached) == (len(house) + len(whole), ())
