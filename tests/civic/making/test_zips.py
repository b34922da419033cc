"""ZIP codes and Census districts, from small files laid out as the publishers lay out theirs."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.geo_ids import GeoIds, House, sld_names
from upstander.civic.making.sources.outlines import encode
from upstander.civic.making.sources.zips import (
    Congress,
    Districts,
    Post,
    districts_by_zip,
    read_districts,
    seats_by_zip,
    zip_rows,
)
from upstander.civic.reading.lines import UNIT, Lines

ON = date(2026, 8, 5)
COUNTRY = "ocd-division/country:us"

RULES = {
    "ia": """
      sldl: {key: DISTRICT, sld-match: 'sldl-19([\\d]+)'}
      sldu: {key: DISTRICT, sld-match: 'sldu-190([\\d]+)'}""",
    "ak": "{sldu: {sld-match: 'sldu-0200([A-Z])', match_type: str}}",
    "md": "{sldl: {sld-match: 'sldl-24(\\d+[A-Z]?)', match-type: str}}",
    "id": "{sldl: {sld-match: 'sldl-160([\\d]+)', split_districts: true}}",
    "nd": "{sldl: {sld-match: 'sldl-380(\\d+[A-Z]?)'}}",
    "ma": """
      sldu: {}
      sldl: {}
      custom:
        - os-id: ocd-division/country:us/state:ma/sldu:hampden
          sld-id: sldu-25D03""",
    "nv": """
      sldu: {sld-match: 'sldu-320([\\d]+)'}
      custom:
        - os-id: ocd-division/country:us/state:nv/sldu:clark_county_1""",
    "dc": "{sldu: {sld-prefix: ward, sld-match: 'sldu-1100(\\d)'}}",
}
AREAS = {"dc": "district:dc"}
UPPER = f"""id,name,validFrom,validThrough
{COUNTRY}/district:dc/ward:3,District of Columbia Ward 3,,
{COUNTRY}/state:ak/sldu:b,Alaska State Senate district B,,
{COUNTRY}/state:ia/sldu:7,Iowa State Senate district 7,2023-01-09,
{COUNTRY}/state:ia/sldu:8,Iowa State Senate district 8,,2022-12-31
{COUNTRY}/state:ma/sldu:hampden,Massachusetts Hampden State Senate district,,
{COUNTRY}/state:nv/sldu:12,Nevada State Senate district 12,,
"""
LOWER = f"""id,name,validFrom,validThrough
{COUNTRY}/state:ia/sldl:17,Iowa State House district 17,,
{COUNTRY}/state:ia/sldl:90,Iowa State House district 90,,
{COUNTRY}/state:id/sldl:8,Idaho State House district 8,,
{COUNTRY}/state:md/sldl:9a,Maryland State Legislative Subdistrict 9A,,
{COUNTRY}/state:nd/sldl:9,North Dakota State House district 9,,2022-11-30
{COUNTRY}/state:nd/sldl:8,North Dakota State House district 8,,2022-11-30
"""
CENSUS_END = (
    "OID_ZCTA5_20|GEOID_ZCTA5_20|NAMELSAD_ZCTA5_20|AREALAND_ZCTA5_20|AREAWATER_ZCTA5_20|"
    "MTFCC_ZCTA5_20|CLASSFP_ZCTA5_20|FUNCSTAT_ZCTA5_20|AREALAND_PART|AREAWATER_PART"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that turn Census codes into ids."""
    (tmp_path / listing.GEO_IDS_FOLDER).mkdir()
    for state, mappings in RULES.items():
        area = AREAS.get(state, f"state:{state}")
        text = f'os-id-prefix: "{COUNTRY}/{area}"\nid-mappings: {mappings}\n'
        (tmp_path / listing.GEO_IDS_FOLDER / f"{state}.yml").write_text(text, "utf-8")
    (tmp_path / listing.UPPER_DIVISION_IDS).write_text(UPPER, "utf-8")
    (tmp_path / listing.LOWER_DIVISION_IDS).write_text(LOWER, "utf-8")
    return tmp_path


def write_census(folder: Path, file: str, layer: str, parts: list[tuple[str, str, int]]) -> None:
    """A relationship file: district, ZIP, and square metres of land in both."""
    own = "|".join(
        f"{column}_{layer}_20"
        for column in (
            "OID", "GEOID", "NAMELSAD", "AREALAND", "AREAWATER", "MTFCC", "FUNCSTAT",
        )
    )  # fmt: skip
    rows = [
        f"2119|{district}|District|9|9|G5200|N|2217|{code}|ZCTA5 {code}|9|9|G6350|B5|S|{land}|7"
        for district, code, land in parts
    ]
    text = "\r\n".join([f"{own}|{CENSUS_END}", *rows, ""])
    (folder / file).write_text(text, "utf-8-sig", newline="")


# Census codes


@pytest.mark.parametrize(
    ("state", "chamber", "code", "expected"),
    [
        ("IA", "upper", "007", "state:ia/sldu:7"),
        ("IA", "upper", "7", "state:ia/sldu:7"),
        ("IA", "lower", "17", "state:ia/sldl:17"),
        ("AK", "upper", "00B", "state:ak/sldu:b"),
        ("AK", "upper", "B", "state:ak/sldu:b"),
        ("MD", "lower", "09A", "state:md/sldl:9a"),
        ("ID", "lower", "008", "state:id/sldl:8"),
        ("MA", "upper", "D03", "state:ma/sldu:hampden"),
        ("NV", "upper", "012", "state:nv/sldu:12"),
        ("DC", "upper", "003", "district:dc/ward:3"),
    ],
)
def test_a_census_code_leads_to_the_id_of_its_district(
    folder: Path, state: str, chamber: House, code: str, expected: str
) -> None:
    assert GeoIds(folder, ON).division(state, chamber, code) == f"{COUNTRY}/{expected}"


@pytest.mark.parametrize(
    ("state", "chamber", "code", "problem"),
    [
        ("IA", "lower", "ZZZ", "ia.yml: has no id for the Census district sldl-19ZZZ"),
        ("MA", "lower", "001", "ma.yml: has no id for the Census district sldl-25001"),
        ("IA", "lower", "099", r"sldl.csv: has no .*sldl:99 on 2026-08-05.*sldl-19099"),
        ("IA", "upper", "008", r"sldu.csv: has no .*sldu:8 on 2026-08-05.*sldu-19008"),
        ("ND", "lower", "008", r"sldl.csv: has no .*sldl:8 on 2026-08-05.*sldl-38008"),
        ("OH", "upper", "001", "oh.yml: not found"),
    ],
)
def test_a_code_without_a_district_in_force_is_named(
    folder: Path, state: str, chamber: House, code: str, problem: str
) -> None:
    with pytest.raises(BadSource, match=problem):
        GeoIds(folder, ON).division(state, chamber, code)


def test_a_district_before_its_first_day_does_not_exist_yet(folder: Path) -> None:
    with pytest.raises(BadSource, match=r"has no .*sldu:7 on 2023-01-08"):
        GeoIds(folder, date(2023, 1, 8)).division("IA", "upper", "7")
    assert GeoIds(folder, date(2023, 1, 9)).division("IA", "upper", "7").endswith("sldu:7")


def test_a_district_that_the_list_wrongly_ends_is_kept(folder: Path) -> None:
    division = GeoIds(folder, ON).division("ND", "lower", "9")
    assert division == f"{COUNTRY}/state:nd/sldl:9"
    assert sld_names(folder)[division] == ("North Dakota State House district 9", None, None)


def test_a_file_of_rules_laid_out_otherwise_is_refused(folder: Path) -> None:
    (folder / listing.GEO_IDS_FOLDER / "ia.yml").write_text("id-mappings: []\n", "utf-8")
    with pytest.raises(BadSource, match=r"ia\.yml: is not laid out as we know it"):
        GeoIds(folder, ON).division("IA", "lower", "17")


# Land shares


def test_shares_are_parts_of_the_land_of_a_zip(folder: Path) -> None:
    parts = [
        ("19017", "50309", 6_213), ("19090", "50309", 3_787), ("19090", "52001", 5),
        ("19017", "52240", 8), ("19090", "52240", 0),  # a part of water alone
        ("19017", "52999", 0), ("19090", "52999", 0),  # a ZIP without land
        ("19ZZZ", "50309", 0), ("19090", "", 77), ("60001", "96799", 5),
    ]  # fmt: skip
    write_census(folder, listing.ZIP_LOWER_SHARES, "SLDL2026", parts)
    first, second = f"{COUNTRY}/state:ia/sldl:17", f"{COUNTRY}/state:ia/sldl:90"
    assert districts_by_zip(folder, "lower", GeoIds(folder, ON)) == {
        "50309": {first: 0.6213, second: 0.3787},
        "52001": {second: 1.0},
        "52240": {first: 1.0},
        "52999": {first: None, second: None},
    }


def test_seats_come_from_the_census_file_where_it_is_at_hand(folder: Path) -> None:
    copy = "state_fips,state_abbr,zcta,cd\n19,IA,50309,4\n"
    (folder / listing.ZIP_DISTRICTS).write_text(copy, "utf-8")
    assert seats_by_zip(folder) == {"50309": {"us-house-ia-4": None}}
    parts = [
        ("1903", "50309", 3), ("0200", "50309", 1), ("1198", "20001", 9), ("7298", "00901", 4),
        ("09ZZ", "06437", 0),
    ]  # fmt: skip
    write_census(folder, listing.ZIP_SHARES, "CD119", parts)
    assert seats_by_zip(folder) == {
        "50309": {"us-house-ia-3": 0.75, "us-house-ak-0": 0.25},
        "20001": {"us-house-dc-0": 1.0},
        "00901": {"us-house-pr-0": 1.0},
    }


def other_column(text: str) -> str:
    return text.replace("AREALAND_PART", "LAND_PART")


def other_district(text: str) -> str:
    return text.replace("GEOID_CD119", "GEO_CD119")


def page(_: str) -> str:
    return "<!DOCTYPE html><html><body>403 Forbidden</body></html>"


def cut(text: str) -> str:
    return text[: len(text) - 9]


def wordy(text: str) -> str:
    return text.replace("|5|7", "|many|7")


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (other_column, "has no column AREALAND_PART"),
        (other_district, "has no column GEOID_CD"),
        (page, "web page"),
        (cut, "line 3 has 1[0-6] values, not 17"),
        (wordy, "'many' is no number"),
        (lambda text: text.replace("1903", "5903"), "'5903' is a district in no state"),
        (lambda text: text.replace("1904", "19A4"), "'A4' is no number"),
        (lambda text: text.replace("50309", "5030"), "'5030' is no ZIP"),
    ],
)
def test_a_relationship_file_that_is_not_what_it_should_be_is_refused(
    folder: Path, fault: Callable[[str], str], problem: str
) -> None:
    parts = [("1903", "50309", 5), ("1904", "50310", 5)]
    write_census(folder, listing.ZIP_SHARES, "CD119", parts)
    path = folder / listing.ZIP_SHARES
    path.write_text(fault(path.read_text("utf-8-sig")), "utf-8")
    with pytest.raises(BadSource, match=problem) as refused:
        seats_by_zip(folder)
    assert refused.value.file == listing.ZIP_SHARES


def test_a_file_cut_short_at_a_line_is_refused(folder: Path) -> None:
    write_census(folder, listing.ZIP_SHARES, "CD119", [("1903", "50309", 5)])
    with pytest.raises(BadSource, match="has 1 ZIP code areas, fewer than 33700"):
        read_districts(folder, {"us-house-ia-3"}, GeoIds(folder, ON))


# The rows


def congress() -> Congress:
    """Two states side by side on the equator: Iowa with two districts, Illinois east of them."""
    boxes = {"ia/cd:3": (0, 0, 2, 1), "ia/cd:4": (0, 1, 2, 2), "il/cd:7": (2, 0, 4, 2)}
    divisions = [f"{COUNTRY}/state:{tail}" for tail in boxes]
    shapes = [shapely.box(*(side * UNIT for side in box)) for box in boxes.values()]
    lines = Lines(encode(divisions, np.array(shapes), 100))
    seats = ("us-house-ia-3", "us-house-ia-4", "us-house-il-7")
    return Congress(lines, dict(zip(divisions, seats, strict=True)), 300)


def rows(
    posts: Mapping[str, Post],
    seats: Mapping[str, dict[str, float | None]],
    sldl: Mapping[str, dict[str, float | None]] | None = None,
    floterials: frozenset[str] = frozenset(),
    addresses: Mapping[str, frozenset[str]] | None = None,
) -> dict[str, tuple[str, ...]]:
    districts = Districts(seats, {}, sldl or {}, floterials)
    return {row[0]: row[1:] for row in zip_rows(districts, posts, congress(), addresses or {})}


IN_THREE = Post("Ames", "IA", 0.5, 0.5)


def test_districts_are_written_short_with_their_shares() -> None:
    house = {
        f"{COUNTRY}/state:ia/sldl:90": 0.99999,
        f"{COUNTRY}/state:ia/sldl:17": 0.00001,
        f"{COUNTRY}/state:mn/sldl:5a": 0.25,
    }
    row = rows({"50010": IN_THREE}, {"50010": {"us-house-ia-3": 1.0}}, {"50010": {**house}})
    assert row["50010"] == (
        "area", "ia-3:1", "Ames", "IA", "0.5000", "0.5000", "", "17:0.0001,90:1,mn/5a:0.25",
        "", "",
    )  # fmt: skip


def test_a_ward_of_dc_is_told_from_a_district() -> None:
    post = Post("Washington", "DC", 0.5, 0.5)
    wards: dict[str, float | None] = {f"{COUNTRY}/district:dc/ward:3": None}
    districts = Districts({"20001": {"us-house-dc-0": None}}, {"20001": wards}, {})
    (row,) = zip_rows(districts, {"20001": post}, congress(), {})
    assert row[2:] == ("dc-0", "Washington", "DC", "0.5000", "0.5000", "ward_3", "", "", "")


def test_floterials_of_the_county_are_marked() -> None:
    sldl = f"{COUNTRY}/state:nh/sldl:"
    floterials = frozenset({f"{sldl}belknap_8", f"{sldl}coos_7"})
    row = rows({"03246": IN_THREE}, {"03246": {"us-house-ia-3": None}},
               {"03246": {f"{sldl}belknap_5": None}}, floterials)  # fmt: skip
    assert row["03246"][-3] == "nh/belknap_5,~nh/belknap_8"


def test_a_state_that_the_seats_have_lost_is_made_good_from_the_lines() -> None:
    posts = {
        "61282": Post("Silvis", "IL", 0.5, 1.5),  # the post office is in Illinois, by its row
        "50010": Post("Ames", "IA", 1.5, 1.5),
    }
    seats: dict[str, dict[str, float | None]] = {
        "61282": {"us-house-ia-3": None},
        "50010": {"us-house-ia-4": 1.0},
    }
    house: dict[str, float | None] = {f"{COUNTRY}/state:il/sldl:72": None}
    found = rows(posts, seats, {"50010": house})
    assert found["61282"][1] == "ia-3,il-7"
    assert found["50010"][1] == "ia-4:1,il-7"


def test_a_box_may_be_in_the_districts_of_its_town_its_neighbour_and_its_point() -> None:
    posts = {
        "50010": IN_THREE,
        "50011": Post("Ames", "IA", 1.9, 0.5),
        "50012": Post("Boone", "IA", 0.5, 1.5),
        "50013": Post("Ames", "IA", 0.5, 1.6),  # a box, close to Boone and named for Ames
        "61201": Post("Rock Island", "IL", 0.5, 1.6),
    }
    seats: dict[str, dict[str, float | None]] = {
        "50010": {"us-house-ia-3": 1.0},
        "50011": {"us-house-ia-4": 1.0},
        "50012": {"us-house-ia-3": 0.5, "us-house-ia-4": 0.5},
        "61201": {"us-house-il-7": 1.0},
    }
    houses = {"50010": 1, "50011": 2, "50012": 3, "61201": 4}
    sldl: dict[str, dict[str, float | None]] = {
        code: {f"{COUNTRY}/state:ia/sldl:{number}": 1.0} for code, number in houses.items()
    }
    row = rows(posts, seats, sldl)["50013"]
    assert (row[0], row[1], row[-3]) == ("point", "ia-3,ia-4", "1,2,3")
    by_address = {"50013": frozenset({"us-house-ia-4"}), "50099": frozenset({"us-house-ia-3"})}
    told = rows(posts, seats, sldl, addresses=by_address)
    assert told["50013"][:2] == ("point", "ia-4")
    assert told["50099"] == ("new", "ia-3", "", "IA", "", "", "", "1,3", "", "")
    elsewhere = {"50013": frozenset({"us-house-il-7"})}
    assert rows(posts, seats, sldl, addresses=elsewhere)["50013"][1] == "ia-3,ia-4"
