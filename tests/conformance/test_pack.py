"""The shipped tables against the publishers' files."""

import json
import os
import shutil
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from upstander.civic.making.build import build
from upstander.civic.making.renew import renew
from upstander.civic.making.sources import federal as federal_offices
from upstander.civic.making.sources import listing, outlines, voting, zips
from upstander.civic.making.sources.files import BadSource, given_rows
from upstander.civic.making.sources.geo_ids import GeoIds
from upstander.civic.reading.pack import PACKAGED

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, by name."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_building_again_gives_the_shipped_tables_to_the_byte(tmp_path: Path) -> None:
    counts = build(SOURCES, tmp_path / "tables", small=True)
    assert counts == {
        "federal_offices": 543, "state_offices": 7_681, "local_offices": 592,
        "held": 8_783, "vacant": 33, "states": 56, "divisions": 11_282,
        "zip_areas": 33_774, "zip_points": 7_327, "zips_new": 41, "places": 29_539,
    }  # fmt: skip
    assert files(tmp_path / "tables") == files(PACKAGED)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_renewing_who_holds_office_from_the_same_files_changes_no_byte(tmp_path: Path) -> None:
    renew(PACKAGED, SOURCES, tmp_path / "tables")
    assert files(tmp_path / "tables") == files(PACKAGED)


def test_the_shipped_tables_stay_small() -> None:
    assert sum(len(zlib.compress(data, 9)) for data in files(PACKAGED).values()) < 4_000_000


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


def seats(folder: Path) -> list[federal_offices.Seat]:
    numbers = outlines.district_numbers(outlines.read_congress(folder))
    return federal_offices.seats(
        given_rows("states.tsv"), numbers, federal_offices.division_names(folder)
    )


@cache
def every_seat() -> list[federal_offices.Seat]:
    return seats(SOURCES)


@cache
def geo_ids() -> GeoIds:
    return GeoIds(SOURCES, date(2026, 8, 5))


def federal(folder: Path) -> None:
    as_of = listing.source_notes(folder)["legislators"].as_of
    federal_offices.office_rows(folder, every_seat(), as_of)


def zip_districts(folder: Path) -> None:
    house = [seat.id for seat in every_seat() if seat.district is not None]
    zips.read_districts(folder, house, geo_ids())


def states(folder: Path) -> None:
    voting.state_rows(folder, given_rows("states.tsv"))


Read = Callable[[Path], object]

FAULTS: list[tuple[Read, str, Callable[[str], str | None], str]] = [
    (federal, listing.LEGISLATORS, nothing, "not found"),
    (federal, listing.LEGISLATORS, web_page, "web page"),
    (federal, listing.LEGISLATORS, half_of_the_people, "seats empty; it may be cut short"),
    (federal, listing.LEGISLATORS, two_in_one_seat, "both sit in"),
    (federal, listing.LEGISLATORS, lambda _: "rows: 1\n", "not a list of records"),
    (federal, listing.LEGISLATORS, lambda text: text.replace("  name:", "  nom:", 1), "not laid"),
    (federal, listing.DISTRICT_OFFICES, half_of_the_people, "may be cut short"),
    (federal, listing.SOCIAL_MEDIA, half_of_the_people, "may be cut short"),
    (seats, listing.DIVISION_IDS, half_of_the_lines, "has no ocd-division"),
    (seats, listing.LINES, half, "."),
    (seats, listing.LINES, a_district_less, "440"),
    (seats, listing.LINES, lambda _: "{}", "."),
    (zip_districts, listing.ZIP_DISTRICTS, web_page, "web page"),
    (zip_districts, listing.ZIP_DISTRICTS, other_columns, "has the columns"),
    (zip_districts, listing.ZIP_DISTRICTS, half, "values, not 4|fewer than"),
    (zip_districts, listing.ZIP_DISTRICTS, half_of_the_lines, "fewer than"),
    (zip_districts, listing.ZIP_STATE_DISTRICTS, half_of_the_lines, "."),
    (zips.read_posts, listing.POSTAL_PLACES, one_column_less, "11 values, not 12"),
    (zips.read_posts, listing.POSTAL_PLACES, half_of_the_lines, "fewer than"),
    (states, listing.ELECTION_OFFICES, a_state_less, "lacks or adds ia"),
    (states, listing.DEADLINES, half, "not whole JSON"),
]


def with_fault(folder: Path, file: str, fault: Callable[[str], str | None]) -> Path:
    """A folder of the publishers' files, one of which is not as it should be."""
    folder.mkdir()
    for path in SOURCES.iterdir():
        if path.name != file:
            (folder / path.name).symlink_to(path)
    content = fault((SOURCES / file).read_text("utf-8"))
    if content is not None:
        (folder / file).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("read", "file", "fault", "reason"),
    FAULTS,
    ids=[f"{file}-{number}" for number, (_, file, _, _) in enumerate(FAULTS)],
)
def test_a_faulty_file_is_refused_by_name(
    tmp_path: Path, read: Read, file: str, fault: Callable[[str], str | None], reason: str
) -> None:
    with pytest.raises(BadSource, match=reason) as refused:
        read(with_fault(tmp_path / "source", file, fault))
    assert refused.value.file == file


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (listing.LISTING, lambda text: text.replace("legislators-current", "other")),
        (listing.POSTAL_PLACES, half_of_the_lines),
        (listing.DEADLINES, half),
    ],
)
def test_the_old_tables_stay_where_a_file_is_refused(
    tmp_path: Path, file: str, fault: Callable[[str], str | None]
) -> None:
    target = tmp_path / "tables"
    shutil.copytree(PACKAGED, target)
    before = files(target)
    with pytest.raises(BadSource):
        build(with_fault(tmp_path / "source", file, fault), target, small=True)
    assert files(target) == before
    assert {path.name for path in tmp_path.iterdir()} == {"source", "tables"}
