"""The shipped tables looked through, and the publishers' files fetched from their folder."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from upstander.civic.making.fetch import PARTS, fetch
from upstander.civic.making.sources.listing import (
    FETCHED,
    LISTING,
    PUBLICATIONS,
    Dates,
    source_notes,
)
from upstander.civic.making.verify import Report, Tables
from upstander.civic.reading.pack import PACKAGED

pytestmark = pytest.mark.shared

SOURCES = Path(os.environ.get("UPSTANDER_SHARED", "."), "data", "sources")
NOT_OF_THE_TABLES = {
    LISTING,
    "cb_2023_us_state_20m.geojson",
    "elections_2018_deadlines.json",
    "fec_cn18_oct2018.txt",
    "openstates-geo/usa.yml",
}
NOT_READ_YET = {
    "facts-2026.md",
    "ocd_us_census_places.csv",
    "state_seats_next_election.tsv",
}


@cache
def tables() -> Tables:
    return Tables(PACKAGED, SOURCES)


@cache
def report(on: str) -> Report:
    return tables().report(date.fromisoformat(on))


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# The tables


@pytest.mark.whole
def test_every_town_is_answered_with_the_district_of_its_point_and_none_elsewhere() -> None:
    by_name, elsewhere, alone = report("2026-11-23").figures[3:6]
    assert (by_name.of, elsewhere.of, alone.of) == (22_084, 22_084, 500)
    assert by_name.share >= 0.995
    assert elsewhere.misses == ()
    assert alone.share >= 0.995


@pytest.mark.parametrize(
    ("number", "least", "at_least"), [(0, 0.97, 800), (1, 0.995, 26_000), (2, 0.94, 2_500)]
)
def test_what_nobody_here_wrote_agrees_with_the_tables(
    number: int, least: float, at_least: int
) -> None:
    figure = report("2026-11-23").figures[number]
    assert figure.least == least
    assert figure.of >= at_least
    assert figure.share >= least, f"{figure.name}: {figure.share:.2%}. " + "; ".join(figure.misses)


def test_the_only_fault_of_the_tables_is_their_age() -> None:
    failed = {check.key: check.found for check in report("2026-11-23").checks if check.failed}
    assert list(failed) == ["stale"], failed
    assert [line.partition(",")[0].partition(":")[0] for line in failed["stale"]] == [
        "legislators", "votegov",
    ]  # fmt: skip


def test_an_office_that_its_source_puts_beyond_the_pole_is_named() -> None:
    (odd,) = (check for check in report("2026-11-23").checks if check.key == "odd")
    assert [line for line in odd.found if "441.5" in line and "is no point on Earth" in line]


def test_every_state_legislator_is_reached_or_named_with_the_reason() -> None:
    unreached = [
        check for check in report("2026-08-05").checks if check.key.startswith("unreached")
    ]
    plain, *with_reasons = unreached
    assert plain.of > 7_400
    assert plain.found == ()
    assert sum(len(check.found) for check in with_reasons) < 150
    floterial = next(check for check in with_reasons if "floterial" in check.title)
    assert len(floterial.found) == 57
    lost = next(check for check in with_reasons if "no district that we know" in check.title)
    assert [line.partition(" is listed")[0] for line in lost.found] == [
        "ME lower: Aaron Dana", "ME lower: Brian Reynolds",
    ]  # fmt: skip


def test_mayors_and_addresses_that_the_sources_leave_astray_are_named() -> None:
    checks = {check.key: check for check in report("2026-08-05").checks}
    assert (len(checks["mayors"].found), checks["mayors"].of) == (32, 592)
    (wyoming,) = checks["outside"].found
    assert "(wy-governor), San Juan PR: the address is not in WY" in wyoming
    assert checks["outside"].of > 13_000


@pytest.mark.parametrize("on", ["2026-08-05", "2026-11-23", "2027-01-04"])
def test_offices_without_a_holder_grow_with_the_days(on: str) -> None:
    holders = {
        check.title: len(check.found)
        for check in report(on).checks
        if check.key.startswith("holder")
    }
    ended = holders["Offices whose term ended, the successor not known"]
    assert ended >= {"2026-08-05": 0, "2026-11-23": 1_000, "2027-01-04": 2_500}[on]
    assert holders["Offices that are vacant"] >= (0 if on == "2027-01-04" else 4)


# The files


def test_every_file_of_the_folder_is_in_the_table_and_passes_its_checks(tmp_path: Path) -> None:
    fetched = fetch(tmp_path / "sources", source=SOURCES)
    assert fetched.refused == ()
    assert set(fetched.taken) == names(SOURCES) - NOT_OF_THE_TABLES - NOT_READ_YET
    assert names(tmp_path / "sources") == {*fetched.taken, FETCHED}
    assert not (tmp_path / "sources" / PARTS).exists()
    before, after = Dates(SOURCES), Dates(tmp_path / "sources")
    assert all(before.of(name) == after.of(name) for name in fetched.taken)
    assert source_notes(tmp_path / "sources") == source_notes(SOURCES)


def test_every_address_is_https_and_every_name_its_own() -> None:
    forms = [form for each in PUBLICATIONS for file in each.files for form in file.forms]
    urls = [form.url for form in forms if form.url is not None]
    assert all(url.startswith("https://") for url in urls)
    assert len(urls) == len(set(urls))
    files = [file for each in PUBLICATIONS if not each.optional for file in each.files]
    assert all(any(form.url for form in file.forms) for file in files)
