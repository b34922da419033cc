"""`upstander match`: every row of a table is matched, or written aside with the reason."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from upstander.civic import Civic
from upstander.cli import app, match, matcher
from upstander.cli.sheet import Output, Sheet, safe

IOWA_3 = "ocd-division/country:us/state:ia/cd:3"
ADDED = [
    "state_id", "cd_id", "sldu_id", "sldl_id", "county_id", "certainty", "matched_by",
    "officials", "office_ids", "as_of",
]  # fmt: skip
Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("opened_once")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


@pytest.fixture
def run(people: Path, tmp_path: Path) -> Run:
    """Matches a table, which is given as text or bytes, into `matched.csv`."""

    def start(table: str | bytes, *options: str) -> Result:
        people.write_bytes(table if isinstance(table, bytes) else table.encode())
        out = f"--out={tmp_path / 'matched.csv'}"
        arguments = ["match", str(people), out, "--on=2026-08-05", *options]
        return CliRunner().invoke(app, arguments)

    return start


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def matched(people: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return rows(people.with_name("matched.csv"), delimiter)


def aside(people: Path) -> list[dict[str, str]]:
    return rows(people.with_name("matched.rejects.csv"))


def test_divisions_certainty_and_officials_are_added_to_a_zip(run: Run, people: Path) -> None:
    done = run("name,zip\nAna,50309\n")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "1 rows read: 1 in" in done.stderr
    (row,) = matched(people)
    assert list(row) == ["name", "zip", *ADDED]
    assert (row["name"], row["zip"]) == ("Ana", "50309")
    assert row["state_id"] == "ocd-division/country:us/state:ia"
    assert row["cd_id"] == IOWA_3
    assert row["matched_by"] == "zip"
    assert row["certainty"] == "split"
    assert "Zachary Nunn (U.S. Representative)" in row["officials"].split("|")
    assert "us-house-ia-3" in row["office_ids"].split("|")
    assert len(row["officials"].split("|")) == len(row["office_ids"].split("|"))
    assert not people.with_name("matched.rejects.csv").exists()


@pytest.mark.parametrize("sign", [",", ";"])
def test_lines_may_end_in_a_carriage_return_alone(run: Run, people: Path, sign: str) -> None:
    done = run(sign.join(("name", "zip\rAna", "50309\rBo", "96799\r")))
    assert done.exit_code == 0, done.stderr
    assert [(row["name"], row["zip"]) for row in matched(people, sign)] == [
        ("Ana", "50309"), ("Bo", "96799"),
    ]  # fmt: skip


def test_every_district_that_may_be_right_is_there_and_marked(run: Run, people: Path) -> None:
    run("zip\n50320\n", "--level=federal")
    (row,) = matched(people)
    assert row["certainty"] == "split"
    assert row["cd_id"] == f"{IOWA_3[:-1]}1|{IOWA_3}"
    assert "Zachary Nunn (U.S. Representative, maybe)" in row["officials"]


def test_a_seat_without_a_known_holder_is_there_without_a_name(run: Run, people: Path) -> None:
    run("zip\n50309\n", "--on=2027-01-04", "--level=federal")
    (iowa,) = matched(people)
    assert "holder unknown (U.S. Representative" in iowa["officials"]
    assert "Nunn" not in iowa["officials"]
    run("zip\n78852\n", "--force", "--level=federal")
    (texas,) = matched(people)
    assert "vacant (U.S. Representative)" in texas["officials"]


def test_the_point_goes_before_the_zip_and_the_zip_before_nothing(run: Run, people: Path) -> None:
    points = ["41.5868,-93.6250", "nan,nan", ",", "-93.6250,41.5868", "0,0", "north,west"]
    done = run("lat,lng,zip\n" + "".join(f"{point},50309\n" for point in points))
    assert done.exit_code == 0
    assert [row["matched_by"] for row in matched(people)] == ["point", *["zip"] * 5]
    assert {row["cd_id"] for row in matched(people)} == {IOWA_3}


def test_points_are_answered_as_the_engine_answers_them(
    run: Run, people: Path, civic: Civic
) -> None:
    points = [(41.0 + step / 50, -93.6 + step / 31) for step in range(40)]
    run("y,x\n" + "".join(f"{lat},{lng}\n" for lat, lng in points * 2))
    for (lat, lng), row in zip(points * 2, matched(people), strict=True):
        located = civic.by_point(lat=lat, lng=lng, on=date(2026, 8, 5))
        ids = [one.id for one in located.every_division() if one.kind == "cd"]
        assert row["cd_id"].split("|") == ids
        assert row["certainty"] == located.outcome


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ana,1001,,", "If a zero was lost in front, put it back."),
        ("Ana,1001-1234,,", "If a zero was lost in front, put it back."),
        ("Ana,,-93.6250,41.5868", "Did you mean 41.5868,-93.625?"),
        ("Ana,,nan,1", "point: That is not a point"),
        ("Ana,,1e400,1", "point: That is not a point"),
        ("Ana,,41.5,", "two numbers of degrees"),
        ("Ana,here,there,1", "two numbers of degrees. ZIP code: A ZIP code is five digits"),
        ("Ana,,,", "neither a ZIP code nor a point"),
        ("Ana,50309", "2 values, where the heading has 4"),
        ("Ana,50309,,,", "5 values, where the heading has 4"),
        ('"Ana" Maria,50309,,', "the quotation marks do not match"),
    ],
)
def test_a_row_that_cannot_be_matched_goes_aside_with_its_line_and_reason(
    run: Run, people: Path, row: str, reason: str
) -> None:
    done = run(f"name,zip,lat,lng\nBo,50309,,\n{row}\nCy,50310,,\n")
    assert done.exit_code == 1
    assert "3 rows read: 2 in" in done.stderr
    assert [one["name"] for one in matched(people)] == ["Bo", "Cy"]
    (rejected,) = aside(people)
    assert rejected["line"] == "3"
    assert reason in rejected["reason"]
    assert "Ana" in rejected["name"]


def test_well_formed_places_without_a_seat_are_told_apart(run: Run, people: Path) -> None:
    assert run("zip,lat,lng\n00000,,\n09001,,\n96940,,\n,0,0\n").exit_code == 0
    certainties = [row["certainty"] for row in matched(people)]
    assert certainties == ["unknown", "military", "no_seat", "unknown"]
    assert {row["officials"] for row in matched(people)} == {""}


def test_zip_plus_four_counts_as_its_zip(run: Run, people: Path) -> None:
    run("zip\n50309-1234\n503091234\n50309\n50309-\n50309.0\n")
    assert len({row["officials"] for row in matched(people)}) == 1


@pytest.mark.parametrize(
    ("heading", "options"),
    [("Postal Code", ()), ("ZIP_CODE", ()), ("plz", ()), ("Home", ("--zip=Home",))],
)
def test_columns_are_found_by_their_usual_names_or_by_option(
    run: Run, people: Path, heading: str, options: tuple[str, ...]
) -> None:
    done = run(f"{heading},lat\n50309,1\n", *options)
    assert done.exit_code == 0
    assert f"Matching by: {heading}\n" in done.stderr
    assert matched(people)[0]["cd_id"] == IOWA_3


@pytest.mark.parametrize(
    ("table", "options", "problem"),
    [
        ("", (), "is empty"),
        ("\n\n", (), "is empty"),
        ("name,town\nAna,Ames\n", (), "among: name, town. Name them with --zip"),
        ("name,lat\nAna,41.5\n", (), "among: name, lat"),
        ("name,zip\nAna,50309\n", ("--zip=ZIP",), "No column 'ZIP' for --zip among: name, zip"),
        ('"name,zip\nAna,50309\n', (), "begins with no heading"),
        ("name,zip\n".encode("utf-16"), (), "Save it as CSV UTF-8"),
        (b"PK\x03\x04\0\0zip", (), "Save it as CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_was_found(
    run: Run, people: Path, table: str | bytes, options: tuple[str, ...], problem: str
) -> None:
    done = run(table, *options)
    assert done.exit_code == 2
    assert problem in done.stderr
    assert sorted(path.name for path in people.parent.iterdir()) == ["people.csv"]


def test_a_heading_alone_is_a_table_of_nobody(run: Run, people: Path) -> None:
    done = run("zip")
    assert done.exit_code == 0
    assert "0 rows read" in done.stderr
    assert people.with_name("matched.csv").read_text() == ",".join(["zip", *ADDED]) + "\n"


def test_the_manner_of_the_table_is_kept(run: Run, people: Path) -> None:
    table = '\ufeffid;zip;note\r\n007;50309;"a;b\r\nc"\r\n\r\n+1;50310;=1+1\r\n'
    done = run(table)
    assert done.exit_code == 0
    assert "1 blank lines left out" in done.stderr
    written = people.with_name("matched.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid;zip;note;state_id;")
    assert written.count(b"\r\n") == 4
    first, second = matched(people, ";")
    assert (first["id"], first["note"]) == ("007", "a;b\r\nc")
    assert (second["id"], second["note"]) == ("+1", "=1+1")


def test_bytes_that_are_no_utf8_go_through_as_they_are(run: Run, people: Path) -> None:
    assert run(b"name\tzip\nJos\xe9\t50309\n").exit_code == 0
    assert b"\nJos\xe9\t50309\tocd-" in people.with_name("matched.csv").read_bytes()


def test_names_that_are_taken_get_a_number(run: Run, people: Path) -> None:
    run("zip,cd_id,cd_id_2\n50309,mine,mine too\n")
    (row,) = matched(people)
    assert (row["cd_id"], row["cd_id_2"], row["cd_id_3"]) == ("mine", "mine too", IOWA_3)


def test_no_cell_that_we_add_is_a_formula() -> None:
    assert [safe(cell) for cell in ("=1", "+1", "-1", "@a", "\t1", "a=1", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'\t1", "a=1", "",
    ]  # fmt: skip


def test_a_quotation_mark_never_closed_costs_its_own_line_only(run: Run, people: Path) -> None:
    table = 'name,zip\nAna,50309\n"Bo,50309\n' + "Cy,50309\n" * 3 + '"Di",50309\n'
    assert run(table).exit_code == 1
    assert [row["name"] for row in matched(people)] == ["Ana", "Cy", "Cy", "Cy", "Di"]
    (rejected,) = aside(people)
    assert (rejected["line"], rejected["name"]) == ("3", '"Bo,50309')
    run('name,zip\n"Bo,50309\n' + "Cy,50309\n" * 3, "--force")
    assert len(matched(people)) == 3
    assert [row["line"] for row in aside(people)] == ["2"]


def test_lines_are_counted_as_an_editor_does(run: Run, people: Path) -> None:
    run('name,zip\n"An\na",50309\n\nBo,1001\n"C\ny",1\n')
    assert [row["line"] for row in aside(people)] == ["5", "6"]


def test_every_row_is_in_one_of_the_two_files(run: Run, people: Path) -> None:
    lines = ["Ana,50309", "Bo,1001", '"Cy', "Di,50320", "E,,", "Flo,99999", '"G\nus",50309']
    done = run("name,zip\n" + "".join(f"{line}\n" for line in lines * 300))
    assert f"{300 * len(lines):,} rows read: 1,200 in" in done.stderr
    assert len(matched(people)) == 1200
    assert len(aside(people)) == 900


def test_a_row_lost_on_the_way_is_noticed_and_nothing_kept(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Output.write

    def forget(self: Output, values: list[str], more: str = "") -> None:
        if values[0] != "Bo":
            write(self, values, more)

    monkeypatch.setattr(Output, "write", forget)
    done = run("name,zip\nAna,50309\nBo,50309\n")
    assert isinstance(done.exception, RuntimeError)
    assert [path.name for path in people.parent.iterdir()] == ["people.csv"]


def test_what_is_there_stays_unless_told_otherwise(run: Run, people: Path) -> None:
    out, rejects = people.with_name("matched.csv"), people.with_name("matched.rejects.csv")
    out.write_text("mine")
    assert run("zip\n50309\n").exit_code == 2
    assert out.read_text() == "mine"
    assert run("zip\n1\n", "--force").exit_code == 1
    assert rejects.exists()
    assert run("zip\n50309\n", "--force").exit_code == 0
    assert not rejects.exists()
    assert "50309" in out.read_text()


def test_the_table_itself_is_never_written_over(run: Run, people: Path) -> None:
    link = people.with_name("link.csv")
    link.symlink_to(people)
    for option in (f"--out={people}", f"--out={link}", f"--rejects={people}"):
        done = run("zip\n50309\n", option, "--force")
        assert done.exit_code == 2
        assert "is the table to be read" in done.stderr
    done = run("zip\n50309\n", f"--rejects={people.with_name('matched.csv')}")
    assert done.exit_code == 2
    assert people.read_text() == "zip\n50309\n"


def test_what_cannot_be_written_is_named_and_leaves_nothing(run: Run, people: Path) -> None:
    done = run("zip\n50309\n", f"--out={people.parent / 'nowhere' / 'matched.csv'}")
    assert done.exit_code == 2
    assert "nowhere" in done.stderr
    assert [path.name for path in people.parent.iterdir()] == ["people.csv"]


def test_damaged_tables_are_named_and_nothing_is_written(
    run: Run, people: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "manifest.json").write_text('{"schema": 0, "tables": {}}', "utf-8")
    done = run("zip\n50309\n", f"--pack={pack}")
    assert done.exit_code == 3
    assert "are version 0" in done.stderr
    assert [path.name for path in people.parent.iterdir()] == ["people.csv"]


def test_the_output_is_open_to_nobody_who_could_not_read_the_table(run: Run, people: Path) -> None:
    people.touch(0o600)
    people.chmod(0o640)
    run("zip\n50309\n")
    assert people.with_name("matched.csv").stat().st_mode & 0o777 == 0o640


def test_what_is_remembered_is_bounded(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matcher, "REMEMBERED", 3)
    run("y,x\n" + "".join(f"{lat},-98.5\n" for lat in range(30, 48)) * 2)
    first, second = matched(people)[:18], matched(people)[18:]
    assert [row["cd_id"] for row in first] == [row["cd_id"] for row in second]


def test_progress_follows_the_bytes_read(people: Path) -> None:
    people.write_text("zip\n" + "50309\n" * 20_000)
    with Sheet(people) as sheet:
        seen = [sheet.position for number, _row in enumerate(sheet) if number % match.EVERY == 0]
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] <= sheet.size == people.stat().st_size
