"""What is found in a small folder of tables, one fault at a time."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from tests.civic.small_tables import CORRECTION, IOWA, Tables, holder, office, place
from upstander.civic.making.verify import Check, Report, as_json, verify
from upstander.civic.reading.pack import MANIFEST, PackError

ON = date(2026, 8, 20)


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Tables], Report]:
    return lambda tables: verify(tables.write(tmp_path / "tables"), on=ON)


def check(report: Report, key: str) -> Check:
    (found,) = (each for each in report.checks if each.key == key)
    return found


def test_sound_tables_have_no_fault(look: Callable[[Tables], Report]) -> None:
    report = look(Tables())
    assert [each.title for each in report.checks if each.found] == []
    assert [(figure.of, figure.share) for figure in report.figures] == [(1, 1), (1, 1), (1, 1)]
    assert report.ok
    assert (report.as_of, report.on) == (date(2026, 8, 1), ON)
    assert "needs the publishers' files" in report.left_out[0]
    assert as_json(report)["ok"] is True


def without_contact(tables: Tables) -> None:
    tables.federal[1]["holder"]["website"] = None


def without_office(tables: Tables) -> None:
    tables.divisions.append((f"{IOWA}/sldl:34", "House 34", "sldl", "IA", "2023-01-01", ""))


def unknown_division(tables: Tables) -> None:
    tables.state[1]["division"] = f"{IOWA}/sldl:99"
    del tables.divisions[3]
    tables.zips = [(*row[:8], "", "", "") for row in tables.zips]


def unknown_district_of_a_zip(tables: Tables) -> None:
    tables.zips[0] = (*tables.zips[0][:7], "17,18", "33", "", "")


def unknown_seat_of_a_zip(tables: Tables) -> None:
    tables.zips[1] = (*tables.zips[1][:2], "ia-3,ia-5", *tables.zips[1][3:])


def unknown_committee_member(tables: Tables) -> None:
    tables.committees[0]["members"].append(["Z9", "Chair"])


def unknown_committee(tables: Tables) -> None:
    tables.committees[0]["parent"] = "HSXX"


def stale(tables: Tables) -> None:
    tables.as_of = "2026-01-01"


def outside(tables: Tables) -> None:
    tables.federal[0]["holder"]["offices"].append(place(38.9, -77.0))


def beyond_the_pole(tables: Tables) -> None:
    tables.federal[0]["holder"]["offices"].append(place(441.5, -93.5))


def address_elsewhere(tables: Tables) -> None:
    tables.state[1]["holder"]["offices"].append({"kind": "capitol", "city": "Ames", "state": "PR"})


def unreached(tables: Tables) -> None:
    tables.zips = [(*row[:8], "34", "", "") for row in tables.zips]
    tables.divisions.append((f"{IOWA}/sldl:34", "House 34", "sldl", "IA", "", ""))
    tables.state.append(office("ia-lower-34", f"{IOWA}/sldl:34", level="state",
                               holder=holder("ocd-person/3")))  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "key", "words"),
    [
        (without_contact, "contact", "Ana F1 (us-house-ia-4)"),
        (without_office, "office", f"{IOWA}/sldl:34 (House 34)"),
        (unknown_division, "joins", f"ia-lower-33: {IOWA}/sldl:99 is no known division"),
        (unknown_district_of_a_zip, "joins", f"ZIP 50309: {IOWA}/sldu:18 is no known division"),
        (unknown_seat_of_a_zip, "joins", "ZIP 50320: us-house-ia-5 is no known office"),
        (unknown_committee_member, "joins", "committee HSAG: Z9 is no known member of Congress"),
        (unknown_committee, "joins", "HSAG: HSXX is no known committee"),
        (stale, "stale", "legislators, 4 offices: of 2026-01-01, 231 days old, limit 120"),
        (outside, "outside", "Ana N1 (us-house-ia-3), Des Moines: the point is in none (38.9, "),
        (beyond_the_pole, "outside", "Ana N1 (us-house-ia-3), Des Moines: the point is in none"),
        (address_elsewhere, "outside", "Ana ocd-person/2 (ia-lower-33), Ames PR: the address"),
        (unreached, "unreached", "Ana ocd-person/2 (ia-lower-33)"),
    ],
)
def test_a_fault_is_found_and_named(
    look: Callable[[Tables], Report], fault: Callable[[Tables], None], key: str, words: str
) -> None:
    tables = Tables()
    fault(tables)
    report = look(tables)
    found = check(report, key)
    assert [each for each in found.found if each.startswith(words)], found.found
    assert found.failed
    assert not report.ok


def test_lines_that_are_no_longer_in_force_need_no_office(
    look: Callable[[Tables], Report],
) -> None:
    tables = Tables()
    tables.divisions += [
        (f"{IOWA}/sldl:34", "House 34", "sldl", "IA", "", "2026-08-19"),
        (f"{IOWA}/sldl:35", "House 35", "sldl", "IA", "2026-08-21", ""),
        (f"{IOWA}/county:polk", "Polk County", "county", "IA", "", ""),
    ]
    assert look(tables).ok


def test_offices_without_a_holder_are_told_by_reason_and_are_no_fault(
    look: Callable[[Tables], Report],
) -> None:
    tables = Tables()
    vacancies = [{"reason": "death"}, {"filled_by": "2026-07-01"}, None]
    for number, vacancy in enumerate(vacancies):
        seat = deepcopy(tables.state[1]) | {"id": f"ia-lower-33-{number}"}
        del seat["holder"]
        tables.state.append(seat | ({"vacancy": vacancy} if vacancy else {}))
    tables.federal[1]["holder"]["end"] = "2026-08-19"
    report = look(tables)
    holders = {each.title: each.found for each in report.checks if each.key.startswith("holder")}
    assert holders == {
        "Offices that are vacant": ("ia-lower-33-0 (death)",),
        "Offices whose vacancy is past its stated end": ("ia-lower-33-1 (until 2026-07-01)",),
        "Offices whose term ended, the successor not known": ("us-house-ia-4 (ended 2026-08-19)",),
        "Offices for which nobody is listed": ("ia-lower-33-2",),
    }
    assert report.ok


def test_corrections_still_needed_and_those_that_lapsed_are_told_and_no_fault(
    look: Callable[[Tables], Report],
) -> None:
    source = ("A paper", "https://paper.example", "2026-07-30")
    nobody = ("",) * 5
    needed = ("us-house-ia-4", "held", "2026-07-01", "Bo Elm", "", *nobody, *source)
    lapsed = ("us-house-ia-3", "held", "2025-01-03", "Ana N1", "", *nobody, *source)
    report = look(Tables(corrections=[CORRECTION, needed, lapsed]))

    assert "us-house-ia-4: held Bo Elm" in check(report, "corrections").found[0]
    assert "us-house-ia-3: held Ana N1" in check(report, "corrections-lapsed").found[0]
    assert not any(each.failed for each in report.checks if each.key.startswith("corrections"))


def test_a_correction_that_cannot_be_is_a_fault(look: Callable[[Tables], Report]) -> None:
    rest = ("",) * 6
    later = ("us-house-ia-4", "held", "2026-12-01", "Bo", *rest, "A paper", "", "2026-07-30")
    unknown = ("us-house-ia-9", "left", "2026-07-01", "", *rest, "A paper", "", "2026-07-30")
    found = check(look(Tables(corrections=[CORRECTION, later, unknown])), "corrections-wrong")

    assert found.failed
    assert ["later than today" in found.found[0], "no such office" in found.found[1]] == [
        True,
        True,
    ]


def test_the_address_of_a_member_of_congress_in_washington_is_no_fault(
    look: Callable[[Tables], Report],
) -> None:
    tables = Tables()
    tables.federal[0]["holder"]["offices"].append({"kind": "capitol", "state": "DC"})
    assert look(tables).ok


def test_a_legislator_listed_for_no_district_is_among_those_whom_no_zip_reaches(
    tmp_path: Path,
) -> None:
    lost = "IA lower: Ana Reyes is listed for 'Meskwaki', no district that we know"
    vacant = "IA lower: a vacancy is listed for '101', no district that we know"
    manifest = Tables().write(tmp_path) / MANIFEST
    told = json.loads(manifest.read_text("utf-8")) | {"odd": [lost, vacant]}
    manifest.write_text(json.dumps(told), "utf-8")
    report = verify(tmp_path, on=ON)
    note = check(report, "unreached-1")
    assert (note.found, note.of, note.limit) == ((lost,), 3, None)
    assert note.title.endswith("listed for no district that we know")
    assert check(report, "odd").found == (vacant,)
    assert report.ok


def test_a_mayor_whose_place_has_no_post_office_is_named(
    look: Callable[[Tables], Report],
) -> None:
    tables = Tables()
    for name in ("Des Moines", "Windsor Heights"):
        own = name.lower().replace(" ", "_")
        tables.divisions.append((f"{IOWA}/place:{own}", name, "place", "IA", "", ""))
        tables.state.append(office(f"ia-executive-{own}", f"{IOWA}/place:{own}", level="local",
                                   holder=holder(name)))  # fmt: skip
    report = look(tables)
    mayors = check(report, "mayors")
    assert mayors.found == ("Ana Windsor Heights (ia-executive-windsor_heights)",)
    assert (mayors.of, report.ok) == (2, True)


def wrong_district(tables: Tables) -> None:
    tables.federal[0]["holder"]["offices"] = [place(41.5, -94.5)]


def wrong_point(tables: Tables) -> None:
    tables.zips[0] = (*tables.zips[0][:5], "41.5", "-94.5", *tables.zips[0][7:])


def wrong_zip(tables: Tables) -> None:
    tables.state[0]["holder"]["offices"][0]["zip"] = "50320"
    tables.zips[1] = (*tables.zips[1][:7], "", "33", "", "")


@pytest.mark.parametrize(
    ("fault", "number", "words"),
    [
        (wrong_district, 0, "Ana N1 (us-house-ia-3), Des Moines: the point is in us-house-ia-4"),
        (wrong_point, 1, "50309: its point is in us-house-ia-4, not us-house-ia-3"),
        (wrong_zip, 2, "ia-upper-17: the office's ZIP 50320 is in"),
    ],
)
def test_a_figure_below_its_mark_is_a_fault_with_names(
    look: Callable[[Tables], Report], fault: Callable[[Tables], None], number: int, words: str
) -> None:
    tables = Tables()
    fault(tables)
    report = look(tables)
    assert report.figures[number].share == 0
    assert report.figures[number].misses[0].startswith(words)
    assert not report.ok


def test_newer_files_at_hand_are_a_fault(tmp_path: Path) -> None:
    tables = Tables().write(tmp_path / "tables")
    files = tmp_path / "sources"
    files.mkdir()
    listed = "|file|what|publisher|as of|terms|\n|*|x|x|2026-08-19|x|\n"
    (files / "SOURCES.md").write_text(listed, "utf-8")
    report = verify(tables, on=ON, sources=files)
    assert check(report, "newer").found == (
        "legislators: the tables are of 2026-08-01, the file of 2026-08-19",
    )
    assert not report.ok
    (towns,) = report.left_out
    assert "needs the file of towns" in towns


@pytest.mark.parametrize("name", ["zips.tsv", "offices/ia.jsonl", "congress.lines"])
def test_a_damaged_table_is_refused(tmp_path: Path, name: str) -> None:
    folder = Tables().write(tmp_path / "tables")
    path = folder / name
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(PackError, match=name):
        verify(folder, on=ON)
