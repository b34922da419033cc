"""The tables that come with the package: what they count, and what happens to damaged ones."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.civic.small_tables import Tables
from upstander.civic import Civic, PackError, ZipCode
from upstander.civic.making.build import BadTarget, build
from upstander.civic.reading.pack import MANIFEST, PACKAGED


@pytest.fixture(scope="module")
def zips(civic: Civic) -> list[ZipCode]:
    return list(civic.zips())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(PACKAGED, tmp_path / "tables")


def test_the_manifest_is_true_of_every_table() -> None:
    manifest = json.loads((PACKAGED / MANIFEST).read_text("utf-8"))
    paths = (path for path in PACKAGED.rglob("*") if path.is_file())
    files = {path.relative_to(PACKAGED).as_posix() for path in paths} - {MANIFEST}
    assert files == manifest["tables"].keys()
    known = {source["key"] for source in manifest["sources"]}
    for name, entry in manifest["tables"].items():
        data = (PACKAGED / name).read_bytes()
        assert (len(data), sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
        assert set(entry["sources"]) <= known


def test_every_source_has_a_publisher_a_date_and_terms(civic: Civic) -> None:
    assert civic.as_of == civic.source("legislators").as_of == date(2026, 7, 15)
    for source in civic.sources:
        assert source.publisher
        assert source.terms
        assert source.url.startswith("https://")
        assert date(2010, 1, 1) <= source.as_of <= date(2026, 11, 3)
    assert "credit GeoNames" in civic.source("geonames").terms


def test_every_zip_has_seats_that_exist_and_the_areas_are_whole(
    civic: Civic, zips: list[ZipCode]
) -> None:
    assert Counter(row.kind for row in zips) == {"area": 33_774, "point": 7_327, "new": 41}
    seats = {office.id for office in civic.seats() if office.chamber == "house"}
    served = {seat for row in zips for seat in row.seats}
    assert served <= seats
    assert seats - served == {f"us-house-{code}-0" for code in ("as", "gu", "mp", "vi")}
    states = [{seat.split("-")[2] for seat in row.seats} for row in zips if row.kind == "area"]
    assert sum(len(row.seats) > 1 for row in zips if row.kind == "area") == 7_327
    assert sum(len(codes) > 1 for codes in states) == 137


def test_ranges_answered_by_rule_do_not_overlap_or_contradict_the_table(
    civic: Civic, zips: list[ZipCode]
) -> None:
    runs = sorted(civic.zip_ranges(), key=lambda run: run.first)
    assert all(run.first <= run.last for run in runs)
    assert all(one.last < two.first for one, two in pairwise(runs))
    for row in zips:
        for run in runs:
            if run.first <= row.code <= run.last:
                assert (run.kind, run.code) == ("territory", row.state)


def test_a_box_where_lines_have_changed_has_the_seats_of_its_own_post_office(
    zips: list[ZipCode],
) -> None:
    towns: dict[tuple[str | None, str], set[str]] = {}
    for row in zips:
        if row.kind == "area":
            towns.setdefault((row.place, row.state), set()).update(row.seats)
    boxes = [row for row in zips if row.kind == "point" and row.state in ("GA", "LA", "NY", "NC")]
    assert len(boxes) > 800
    assert all(towns.get((box.place, box.state), set()) <= set(box.seats) for box in boxes)


def test_a_new_zip_has_the_districts_of_its_addresses(civic: Civic) -> None:
    for code, seats in (
        ("85144", {"us-house-az-2"}),
        ("85288", {"us-house-az-1", "us-house-az-4"}),
    ):
        row = civic.zip(code)
        assert row is not None
        assert (row.kind, row.state, row.place) == ("new", "AZ", None)
        assert set(row.seats) >= seats - {"us-house-az-2"}
        assert row.sldu


def test_places_are_searched_by_their_first_letters(civic: Civic) -> None:
    found = civic.places("des mo")
    assert [(place.name, place.state) for place in found[:2]] == [
        ("Des Moines", "IA"),
        ("Des Moines", "WA"),
    ]
    assert [place.kind for place in civic.places("iowa", limit=2)] == ["state", "place"]
    assert len(civic.places()) == 56 + 29_539 + 9_456
    assert civic.places("xyzzy") == ()
    (des_moines,) = (one for one in found if (one.name, one.state) == ("Des Moines", "IA"))
    assert des_moines.lat is not None
    assert des_moines.lng is not None
    assert (round(des_moines.lat, 1), round(des_moines.lng, 1)) == (41.6, -93.6)
    assert "50309" in des_moines.zips


def test_states_have_names_in_two_languages_and_ids(civic: Civic) -> None:
    states = civic.states()
    assert Counter(state.kind for state in states) == {"state": 50, "district": 1, "territory": 5}
    assert [state.name for state in states] == sorted(state.name for state in states)
    assert len({state.fips for state in states}) == 56
    new_york = civic.state("NY")
    assert (new_york.fips, new_york.name_es) == ("36", "Nueva York")
    assert new_york.division_id == "ocd-division/country:us/state:ny"


def test_voting_rules_are_as_the_official_pages_word_them(civic: Civic) -> None:
    iowa = civic.voting_rules("IA")
    assert (iowa.registration, iowa.status) == ("online", "stated")
    assert {deadline.way: deadline.words for deadline in iowa.deadlines} == {
        "in-person": "Available up to and including on Election Day",
        "online": "15 days before Election Day",
        "mail-postmarked": "Must be postmarked 15 days before Election Day",
    }
    assert iowa.website == "https://sos.iowa.gov/"
    assert iowa.national_form is None
    assert iowa.as_of == date(2024, 7, 25)


def test_missing_voting_rules_are_told_from_none_needed(civic: Civic) -> None:
    assert civic.voting_rules("ND").status == "not-needed"
    assert civic.voting_rules("ND").deadlines == ()
    others = [state.code for state in civic.states() if state.code != "ND"]
    assert {civic.voting_rules(code).status for code in others} == {"stated"}
    puerto_rico = civic.voting_rules("PR")
    assert {deadline.way for deadline in puerto_rico.deadlines} == {"in-person", "online"}
    assert civic.voting_rules("NH").national_form is False
    assert civic.voting_rules("VI").register_url is None


def test_tables_cut_short_are_refused_with_what_to_do(copy: Path) -> None:
    path = copy / "zips.tsv"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(PackError, match=r"zips.tsv is missing or cut short.*data build"):
        Civic.open(copy)


def test_tables_of_another_version_are_refused(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    (copy / MANIFEST).write_text(json.dumps(manifest | {"schema": 99}), "utf-8")
    with pytest.raises(PackError, match="are version 99; this is 5"):
        Civic.open(copy)


def test_answers_about_congress_read_no_file_of_a_state(copy: Path) -> None:
    for path in (copy / "offices").glob("??.jsonl"):
        if path.stem != "us":
            path.write_bytes(b"\n" * path.stat().st_size)
    civic = Civic.open(copy)
    on = date(2026, 8, 5)
    assert civic.by_zip("50309", on=on, levels=["federal"]).offices
    assert civic.by_point(lat=41.5868, lng=-93.625, on=on, levels=["federal"]).offices
    with pytest.raises(PackError, match=r"ia\.jsonl is damaged.*data build"):
        civic.by_zip("50309", on=on)


@pytest.mark.parametrize(
    "spoil",
    [lambda data: data.replace(b"\t", b" ").replace(b"{", b"["), lambda data: b"\xff" * len(data)],
)
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("zips.tsv", lambda civic: list(civic.zips())),
        ("divisions.tsv", Civic.divisions),
        ("committees.jsonl", Civic.committees),
        ("offices/ia.jsonl", lambda civic: civic.office("ia-governor")),
    ],
)
def test_a_damaged_table_of_the_right_size_is_named_when_it_is_read(
    tmp_path: Path,
    name: str,
    read: Callable[[Civic], object],
    spoil: Callable[[bytes], bytes],
) -> None:
    folder = Tables().write(tmp_path / "tables")
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))
    civic = Civic.open(folder)
    with pytest.raises(PackError, match=rf"{name} is damaged.*data build"):
        read(civic)


@pytest.mark.parametrize(
    ("name", "sound", "spoilt", "read"),
    [
        ("zips.tsv", b"Moines", b"Moi\xffes", lambda civic: civic.places("des")),
        ("zips.tsv", b"Moines", b"Moi\xffes", lambda civic: civic.search("des")),
        ("zips.tsv", b"\tIA", b"\tI?", lambda civic: civic.search("des")),
        ("zips.tsv", b"\tia-3", b"\tia?3", lambda civic: civic.by_zip("50309")),
        ("divisions.tsv", b"cd:4", b"cd:\xff", Civic.divisions),
        ("divisions.tsv", b"4th", b"4\xffh", lambda civic: civic.search("4th")),
        ("states.jsonl", b"Iowa", b"Iow\xff", Civic.states),
        ("states.jsonl", b"Iowa", b"Iow\xff", lambda civic: civic.by_zip("50309")),
        ("states.jsonl", b"code", b"c?de", lambda civic: civic.state("IA")),
        ("offices/ia.jsonl", b'"id"', b'"i?"', lambda civic: civic.office("ia-upper-17")),
        ("zip_ranges.tsv", b"first", b"f\xffrst", Civic.zip_ranges),
        ("towns.tsv", b"Ames", b"Am\xffs", lambda civic: civic.by_place("Ames")),
        ("towns.tsv", b"\t66000", b"\t6600O", lambda civic: civic.by_place("Ames")),
        ("state_names.tsv", b"Ioa.", b"Io\xff.", Civic.state_names),
    ],
)
def test_one_wrong_byte_is_blamed_on_the_file_that_has_it(
    tmp_path: Path, name: str, sound: bytes, spoilt: bytes, read: Callable[[Civic], object]
) -> None:
    folder = Tables().write(tmp_path / "tables")
    whole = (folder / name).read_bytes()
    assert sound in whole
    (folder / name).write_bytes(whole.replace(sound, spoilt, 1))
    civic = Civic.open(folder)
    with pytest.raises(PackError, match=rf"{name} is damaged.*data build"):
        read(civic)


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.pop("index"),
        lambda manifest: manifest.pop("as_of"),
        lambda manifest: manifest.update(as_of="soon"),
        lambda manifest: manifest.update(tables=["zips.tsv"]),
        lambda manifest: manifest["tables"]["zips.tsv"].pop("bytes"),
    ],
)
def test_a_manifest_that_lacks_something_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    folder = Tables().write(tmp_path / "tables")
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(PackError, match=r"manifest\.json is damaged.*data build"):
        Civic.open(folder)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", "\x00", "<html>"])
def test_a_folder_without_a_readable_manifest_is_refused(copy: Path, content: str | None) -> None:
    (copy / MANIFEST).unlink()
    if content is not None:
        (copy / MANIFEST).write_text(content, "utf-8")
    with pytest.raises(PackError, match="holds no readable manifest"):
        Civic.open(copy)


def test_building_never_replaces_a_folder_that_holds_other_files(copy: Path) -> None:
    (copy / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(BadTarget, match=r"letter\.txt"):
        build(Path("nowhere"), copy)
    assert (copy / "letter.txt").read_text("utf-8") == "mine"


def test_looking_up_needs_only_the_standard_library() -> None:
    package = PACKAGED.parents[2]
    asks = (
        "from datetime import date; from upstander.civic import Civic; civic = Civic.open(); "
        "print(civic.lookup('50319', on=date(2026, 8, 5)).outcome)"
    )
    ran = subprocess.run(
        [sys.executable, "-S", "-c", asks],  # -S leaves out what was installed
        env={"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("found\n", "")
