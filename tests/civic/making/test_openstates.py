"""Reading state and local offices: whose role it is, which seat, and what of contacts is kept."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from upstander.civic.making.sources import corrections, listing, people
from upstander.civic.making.sources.contacts import office_lines, parse_address, phone
from upstander.civic.making.sources.files import BadSource, given_rows
from upstander.civic.making.sources.legislatures import lines_through
from upstander.civic.making.sources.openstates import StateOffices, read_offices

ON = date(2026, 8, 5)
COUNTRY = "ocd-division/country:us"
UPPER = ["state:ma/sldu:norfolk_and_suffolk", "state:ma/sldu:1st_worcester", "state:ne/sldu:12",
         "district:dc/ward:4"]  # fmt: skip
LOWER = ["state:ia/sldl:1", "state:ia/sldl:2", "state:ia/sldl:10", "state:id/sldl:8",
         "state:nh/sldl:rockingham_13", "state:nj/sldl:1"]  # fmt: skip


@pytest.fixture(autouse=True)
def no_fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The archives here hold a few people each."""
    monkeypatch.setattr(people, "FEWEST", dict.fromkeys(people.FEWEST, 0))


def role(kind: str = "lower", district: str | None = "1", state: str = "ia", **fields: Any) -> Any:
    area = {"dc": "district"}.get(state, "state")
    found = {"type": kind, "jurisdiction": f"ocd-jurisdiction/country:us/{area}:{state}/government"}
    return found | ({"district": district} if district else {}) | fields


def mayor(place: str = "place:ames", **fields: Any) -> Any:
    jurisdiction = f"ocd-jurisdiction/country:us/state:ia/{place}/government"
    return {"type": "mayor", "jurisdiction": jurisdiction} | fields


def person(name: str = "Ana", *roles: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"ocd-person/{name.lower().replace(' ', '-')}",
        "name": name,
        "party": [{"name": "Independent"}],
        "roles": list(roles or [role()]),
    } | fields


def write(
    folder: Path,
    *members: dict[str, Any],
    executives: list[dict[str, Any]] | None = None,
    mayors: list[dict[str, Any]] | None = None,
    settings: dict[str, Any] | None = None,
    ending: str = "yml",
) -> None:
    heading = "id,name,validFrom,validThrough\n"
    for file, ids in ((listing.UPPER_DIVISION_IDS, UPPER), (listing.LOWER_DIVISION_IDS, LOWER)):
        rows = "".join(f"{COUNTRY}/{each},{each},,\n" for each in ids)
        (folder / file).write_text(heading + rows, "utf-8")
    lists = {"legislature": members, "executive": executives, "municipalities": mayors}
    with zipfile.ZipFile(folder / listing.STATE_PEOPLE, "w") as archive:
        archive.writestr("top/settings.yml", yaml.safe_dump(settings or {}))
        place = {"id": mayor()["jurisdiction"], "name": "Ames"}
        archive.writestr("top/data/ia/municipalities.yml", yaml.safe_dump([place]))
        for name, found in lists.items():
            for number, one in enumerate(found or ()):
                member = f"top/data/ia/{name}/{number}.{ending}"
                archive.writestr(member, yaml.safe_dump(one, allow_unicode=True))


def read(folder: Path, *members: dict[str, Any], needed: tuple[str, ...] = (), **more: Any) -> Any:
    write(folder, *members, **more)
    districts = [f"{COUNTRY}/{each}" for each in needed]
    return read_offices(folder, given_rows("states.tsv"), ON, districts)


def by_id(found: StateOffices) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for rows in found.offices.values() for row in rows}


def kinds(found: StateOffices) -> set[tuple[str, str]]:
    """What was found odd, but for the chambers that are nearly empty here."""
    return {(each.kind, each.about) for each in found.findings if each.kind != "seats"}


# Whose role it is


@pytest.mark.parametrize("reverse", [False, True])
def test_the_current_role_is_chosen_by_dates_and_not_by_place(
    tmp_path: Path, reverse: bool
) -> None:
    roles = [
        role(district="10", end_date="2022-12-31"),
        role(district="2", start_date=date(2023, 1, 1), end_date="2027-01"),
        role("upper", "44", start_date="2010", end_date="2018"),
    ]
    rows = by_id(read(tmp_path, person("Ana", *roles[:: -1 if reverse else 1])))
    assert list(rows) == ["ia-lower-2"]
    assert rows["ia-lower-2"] == {
        "id": "ia-lower-2", "title": "State Representative", "level": "state", "chamber": "lower",
        "state": "IA", "division": f"{COUNTRY}/state:ia/sldl:2", "source": "state-people",
        "holder": {"id": "ocd-person/ana", "name": "Ana", "party": "Independent",
                   "start": "2023-01-01", "end": "2027-01-01", "since": None, "offices": [],
                   "accounts": []},
    }  # fmt: skip


def test_the_first_and_the_last_day_of_a_term_belong_to_it(tmp_path: Path) -> None:
    rows = by_id(
        read(
            tmp_path,
            person("Ana", role(district="1", end_date=ON)),
            person("Bo", role(district="2", start_date=ON)),
        )
    )
    assert rows["ia-lower-1"]["holder"]["end"] == "2026-08-05"
    assert rows["ia-lower-2"]["holder"]["start"] == "2026-08-05"


def test_without_an_end_the_turnover_of_the_chamber_stands_in(tmp_path: Path) -> None:
    holder = by_id(read(tmp_path, person()))["ia-lower-1"]["holder"]
    assert "end" not in holder
    assert holder["turnover"] == "2027-01-01"


def test_a_turnover_that_is_past_is_not_used_and_is_found(tmp_path: Path) -> None:
    write(tmp_path, person())
    found = read_offices(tmp_path, given_rows("states.tsv"), date(2027, 2, 1))
    assert "turnover" not in by_id(found)["ia-lower-1"]["holder"]
    assert ("turnover-past", "IA lower") in kinds(found)


def test_a_member_elect_is_next_beside_the_holder_or_in_an_empty_seat(tmp_path: Path) -> None:
    rows = by_id(
        read(
            tmp_path,
            person("Ana", role(district="1")),
            person("Bo", role(district="1", start_date="2027-01-01")),
            person("Cy", role(district="2", start_date="2026-11-10")),
        )
    )
    assert rows["ia-lower-1"]["holder"]["name"] == "Ana"
    assert [one["name"] for one in rows["ia-lower-1"]["next"]] == ["Bo"]
    assert "holder" not in rows["ia-lower-2"]
    assert rows["ia-lower-2"]["next"][0]["start"] == "2026-11-10"


@pytest.mark.parametrize(
    ("start", "turnover"),
    [("2026-11-10", "2027-01-01"), ("2027-01-01", "2029-01-01"), ("2029-01-01", "2031-01-01")],
)
def test_a_member_elect_without_an_end_serves_no_longer_than_is_known(
    tmp_path: Path, start: str, turnover: str
) -> None:
    row = by_id(read(tmp_path, person("Bo", role(start_date=start))))["ia-lower-1"]
    assert row["next"][0]["turnover"] == turnover
    ended = by_id(read(tmp_path, person("Bo", role(start_date=start, end_date="2035"))))
    assert "turnover" not in ended["ia-lower-1"]["next"][0]


def test_districts_are_known_for_the_terms_of_the_last_election_unless_redrawn() -> None:
    through = lines_through(date(2026, 11, 3))
    start = "ocd-division/country:us/state:"
    assert through(f"{start}ia/sldl:1") == date(2028, 12, 31)
    assert through(f"{start}ne/sldu:1") == date(2029, 1, 5)
    assert through(f"{start}va/sldl:1") == date(2028, 1, 11), "not elected in 2026"
    assert through(f"{start}mi/sldu:38") == date(2026, 12, 31), "all of it is redrawn"
    assert through(f"{start}mi/sldl:1") == date(2028, 12, 31)
    assert through(f"{start}ms/sldl:22") == date(2026, 1, 5)
    assert through(f"{start}ms/sldl:23") == date(2028, 1, 3)
    assert through(f"{start}ne/sldl:1") is None


def test_service_goes_back_over_districts_of_one_chamber(tmp_path: Path) -> None:
    roles = [
        role(district="2", start_date="2023-01-09"),
        role(district="10", start_date="2021-01-11", end_date="2022-12-31"),
        role("upper", "44", start_date="2017-01-09", end_date="2021-01-10"),
    ]
    (row,) = by_id(read(tmp_path, person("Ana", *roles))).values()
    assert (row["holder"]["start"], row["holder"]["since"]) == ("2023-01-09", "2021-01-11")


def test_an_end_that_is_no_end_of_the_offices_terms_is_found_and_not_believed(
    tmp_path: Path,
) -> None:
    governor = role("governor", None, start_date="2023-01-13", end_date="2026-05-01")
    found = read(tmp_path, executives=[person("Ana", governor)])
    holder = by_id(found)["ia-governor"]["holder"]
    assert "end" not in holder
    assert holder["turnover"] == "2027-01-12"
    assert ("term-end", "ia-governor") in kinds(found)


@pytest.mark.parametrize(
    ("end", "turnover"),
    [
        ("2027-01-01", "2027-01-12"),
        ("2027-01-20", "2027-01-12"),
        ("2027-01-11", None),
        ("2027-01-12", None),
        ("2023-01-01", None),  # is over, and may have been the day
    ],
)
def test_an_end_some_days_off_the_regular_one_is_rounded(
    tmp_path: Path, end: str, turnover: str | None
) -> None:
    found = read(tmp_path, executives=[person("Ana", role("governor", None, end_date=end))])
    holder = by_id(found)["ia-governor"]["holder"]
    assert (holder.get("end"), holder.get("turnover")) == (None if turnover else end, turnover)
    assert ("term-end", "ia-governor") not in kinds(found)


def test_a_mayor_whose_term_is_over_stays_as_the_last_known(tmp_path: Path) -> None:
    gone = person("Ana", mayor(end_date="2023-11-07"), role(district="1"))
    before = person("Bo", mayor(end_date="2019-11-05"))
    found = read(tmp_path, mayors=[before, gone], ending="yaml")
    row = by_id(found)["ia-mayor-ames"]
    assert (row["title"], row["level"], row["holder"]["name"]) == ("Mayor of Ames", "local", "Ana")
    assert row["holder"]["end"] == "2023-11-07"
    assert found.places == [(row["division"], "Ames", "place", "IA", "", "")]
    assert "ia-lower-1" not in by_id(found)


def test_whoever_serves_now_comes_before_whoever_left(tmp_path: Path) -> None:
    executives = [
        person("Ana", role("lt_governor", None, end_date="2022-01-01")),
        person("Bo", role("lt_governor", None, start_date="2022-01-01", end_date="2027-01-12")),
    ]
    row = by_id(read(tmp_path, executives=executives))["ia-lt-governor"]
    assert (row["title"], row["holder"]["name"]) == ("Lieutenant Governor", "Bo")


def test_two_people_in_one_office_are_found_and_the_last_to_begin_counts(tmp_path: Path) -> None:
    executives = [
        person("Ana", role("governor", None, start_date="2019-01-01")),
        person("Bo", role("governor", None, start_date="2023-01-01")),
    ]
    found = read(
        tmp_path,
        person("Cy", role(start_date="2021-01-01")),
        person("Di", role(start_date="2019-01-01")),
        executives=executives,
    )
    assert by_id(found)["ia-governor"]["holder"]["name"] == "Bo"
    assert by_id(found)["ia-lower-1"]["holder"]["name"] == "Cy"
    assert {("crowded", "IA governor"), ("crowded", "IA lower 1")} <= kinds(found)


def test_the_mayor_of_washington_is_its_governor(tmp_path: Path) -> None:
    rows = by_id(read(tmp_path, executives=[person("Ana", role("governor", None, "dc"))]))
    assert rows["dc-mayor"]["title"] == "Mayor of the District of Columbia"
    assert rows["dc-mayor"]["division"] == f"{COUNTRY}/district:dc"


# Which seat


@pytest.mark.parametrize(
    ("made", "office", "division"),
    [(role("upper", "Norfolk & Suffolk", "ma"), "ma-upper-norfolk_and_suffolk",
      "state:ma/sldu:norfolk_and_suffolk"),
     (role("upper", "First Worcester", "ma"), "ma-upper-1st_worcester",
      "state:ma/sldu:1st_worcester"),
     (role("lower", "8B", "id"), "id-lower-8-b", "state:id/sldl:8"),
     (role("legislature", "12", "ne"), "ne-legislature-12", "state:ne/sldu:12"),
     (role("legislature", "Ward 4", "dc"), "dc-legislature-ward_4", "district:dc/ward:4"),
     (role("legislature", "Chairman", "dc"), "dc-legislature-chairman", "district:dc")],
)  # fmt: skip
def test_names_of_districts_lead_to_their_divisions(
    tmp_path: Path, made: Any, office: str, division: str
) -> None:
    found = read(tmp_path, person("Ana", made))
    assert by_id(found)[office]["division"] == f"{COUNTRY}/{division}"
    assert not {kind for kind, _ in kinds(found)} & {"unjoined", "crowded"}


def test_a_seat_of_idaho_has_its_letter_and_its_twin_is_not_known(tmp_path: Path) -> None:
    found = read(tmp_path, person("Ana", role("lower", "8A", "id")), needed=("state:id/sldl:8",))
    rows = by_id(found)
    assert (rows["id-lower-8-a"]["seat"], rows["id-lower-8-b"]["seat"]) == ("A", "B")
    assert "holder" in rows["id-lower-8-a"]
    assert not {"holder", "vacancy"} & rows["id-lower-8-b"].keys()
    assert ("unheld", "ID lower 8-b") in kinds(found)


def test_a_district_of_ten_has_ten_seats_by_name_then_vacant_then_unknown(tmp_path: Path) -> None:
    names = ["Gus", "Ana", "Bo", "Cy", "Di", "Ed", "Flo"]
    seats = [person(name, role(district="Rockingham 13", state="nh")) for name in names]
    left = person("Zoe", role(district="Rockingham 13", state="nh", end_date="2026-01-01"))
    settings = {"nh": {"vacancies": [{"chamber": "lower", "district": "Rockingham 13",
                                      "vacant_until": date(2026, 7, 30)}]}}  # fmt: skip
    rows = list(by_id(read(tmp_path, left, *seats, settings=settings)).values())
    assert [row["id"] for row in rows] == [f"nh-lower-rockingham_13-{n}" for n in range(1, 11)]
    assert [row["holder"]["name"] for row in rows[:7]] == sorted(names)
    assert rows[7]["vacancy"] == {"filled_by": "2026-07-30"}
    assert rows[8]["holder"]["end"] == "2026-01-01"
    assert not {"holder", "vacancy"} & rows[9].keys()


def test_a_vacancy_of_a_seat_that_is_held_is_stale(tmp_path: Path) -> None:
    settings = {"ia": {"vacancies": [{"chamber": "lower", "district": 1},
                                     {"chamber": "lower", "district": "2"}]},
                "us": {"vacancies": [{"chamber": "lower", "district": "CA-1"}]}}  # fmt: skip
    found = read(tmp_path, person(), settings=settings)
    assert "vacancy" not in by_id(found)["ia-lower-1"]
    assert by_id(found)["ia-lower-2"]["vacancy"] == {}
    assert kinds(found) >= {("filled", "IA lower 1")}


def test_a_needed_district_has_its_seats_in_natural_order(tmp_path: Path) -> None:
    needed = ("state:ia/sldl:10", "state:ia/sldl:2", "state:nj/sldl:1", "state:ga/sldl:1")
    found = read(tmp_path, person(), needed=needed)
    assert list(by_id(found)) == [
        "ia-lower-1", "ia-lower-2", "ia-lower-10", "nj-lower-1-1", "nj-lower-1-2",
    ]  # fmt: skip
    assert ("unheld", "IA lower 10") in kinds(found)


def test_a_district_that_is_none_is_found_with_its_member(tmp_path: Path) -> None:
    found = read(tmp_path, person("Ana", role(district="Passamaquoddy Tribe", state="me")))
    assert ("unjoined", "ME lower") in kinds(found)
    assert any("Ana" in each.words for each in found.findings)


# What of contacts is kept


def contacts(folder: Path, **fields: Any) -> dict[str, Any]:
    holder: dict[str, Any] = by_id(read(folder, person("Ana", **fields)))["ia-lower-1"]["holder"]
    return holder


@pytest.mark.parametrize(
    ("email", "kept"),
    [("Ana.B@legis.Iowa.gov", ["Ana.B@legis.iowa.gov"]), ("mayor@ames.org.", ["mayor@ames.org"]),
     ("ana@gmail.com", None), ("ana@Yahoo.COM", None), ("ana@tampabay.rr.com", None),
     ("ana b@legis.iowa.gov", None), ("ana", None)],
)  # fmt: skip
def test_mail_at_a_provider_for_everybody_is_left_out(
    tmp_path: Path, email: str, kept: list[str] | None
) -> None:
    assert contacts(tmp_path, email=email).get("emails") == kept


def test_homes_and_whatever_else_is_personal_never_enter(tmp_path: Path) -> None:
    holder = contacts(
        tmp_path,
        offices=[
            {"classification": "home", "address": "1 Elm St., Ames, IA 50010", "voice": "515-1"},
            {"classification": "district", "address": "2 Oak St., Ames, IA 50010"},
            {"classification": "district", "address": "IA"},
            {"classification": "capitol", "address": "None"},
        ],
        extras={"home email": "ana@gmail.com", "occupation": "Baker"},
        birth_date="1970-01-01", gender="Female", image="https://x.example/a.jpg",
        other_names=[{"name": "Anna"}], other_identifiers=[{"identifier": "1"}],
    )  # fmt: skip
    assert holder.keys() == {"id", "name", "party", "turnover", "offices", "accounts"}
    assert holder["offices"] == [
        {"kind": "district", "city": "Ames", "state": "IA", "zip": "50010"}
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("5 Main St. Suite 3", "5 Main St. Suite 3"), ("5 Main St., Ste 3", "5 Main St., Ste 3"),
     ("City Hall 5 Main St.", "City Hall 5 Main St."), ("Room 8", "Room 8"),
     ("Murray Center 5 Main St.", "Murray Center 5 Main St."),
     ("P.O. Box 12 5 Main St.", "P.O. Box 12"), ("Post Office Box 12, 5 Elm St.",
     "Post Office Box 12"), ("5 Main St.", ""), ("5 Plaza Drive", ""), ("Center Street 5", ""),
     ("5 Town Hall Road", ""), ("5 Main St. #9", ""), ("5 Main St. Apt. 3", "")],
)  # fmt: skip
def test_a_street_in_the_district_is_kept_where_it_reads_like_an_office(
    text: str, kept: str
) -> None:
    assert office_lines(text) == kept


def test_a_street_that_three_people_list_is_nobodys_home(tmp_path: Path) -> None:
    def lists(name: str, number: int) -> dict[str, Any]:
        office = {"classification": "district", "address": f"{number} Elm St., Ames, IA 50010"}
        return person(name, role(district=str(len(name))), offices=[office])

    rows = by_id(read(tmp_path, lists("A", 1), lists("Bo", 1), lists("Catherinea", 1)))
    assert rows["ia-lower-1"]["holder"]["offices"][0]["address"] == "1 Elm St."
    rows = by_id(read(tmp_path, lists("A", 1), lists("Bo", 1), lists("Catherinea", 2)))
    assert "address" not in rows["ia-lower-1"]["holder"]["offices"][0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("City Hall; P.O. Box 447; Ames, IA 50010-1234",
      {"address": "City Hall, P.O. Box 447", "city": "Ames", "state": "IA", "zip": "50010-1234"}),
     ("50 Payson Avenue; Easthampton, MA 1027",
      {"address": "50 Payson Avenue", "city": "Easthampton", "state": "MA", "zip": "01027"}),
     ("Jerome, ID 83338", {"city": "Jerome", "state": "ID", "zip": "83338"}),
     ("IA", {"state": "IA"}), ("", {}),
     ("25 West St.; Leesburg, Virginia", {"address": "25 West St., Leesburg, Virginia"})],
)  # fmt: skip
def test_addresses_are_taken_apart_or_kept_in_one_line(text: str, parts: dict[str, str]) -> None:
    assert parse_address(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [("202-225-5476", "202-225-5476"), ("(202) 225-5476", "202-225-5476"),
     ("+1 202.225.5476", "202-225-5476"), ("202-225-5476 ext. 12", "202-225-5476 x 12"),
     ("225-5476", ""), ("call me", ""), (None, "")],
)  # fmt: skip
def test_numbers_are_written_in_one_way(text: str | None, number: str) -> None:
    assert phone(text) == number


def test_links_begin_with_the_government_and_leave_out_what_is_no_office(tmp_path: Path) -> None:
    urls = [
        ("https://ana.example", None), ("https://www.legis.iowa.gov/a?id=1", None),
        ("https://legis.iowa.gov/b", None), ("https://ana.example/2", None),
        ("https://legis.iowa.gov/form", "Contact Form"), ("https://vote.example", "Campaign"),
        ("https://linkedin.com/in/ana", None), ("https://ana@x.example", None), ("", None),
        ("https://one.example", None), ("http://two.example", None), ("http://six.example", None),
    ]  # fmt: skip
    links = [{"url": url} | ({"note": note} if note else {}) for url, note in urls]
    holder = contacts(tmp_path, links=links)
    assert holder["website"] == "https://www.legis.iowa.gov/a?id=1"
    assert holder["contact_form"] == "https://legis.iowa.gov/form"
    assert holder["links"] == ["https://ana.example", "https://one.example", "http://two.example"]


def test_accounts_lead_to_their_pages(tmp_path: Path) -> None:
    ids = {"twitter": "@ana?lang=en", "youtube": "UC" + "a" * 22, "facebook": "profile.php?id=5",
           "instagram": "Ana Maria", "linkedin": "ana"}  # fmt: skip
    assert contacts(tmp_path, ids=ids)["accounts"] == [
        ["twitter", "ana", "https://x.com/ana"],
        ["youtube", ids["youtube"], f"https://www.youtube.com/channel/{ids['youtube']}"],
    ]


def test_a_governor_whom_the_archive_leaves_out_has_an_office() -> None:
    states = given_rows("states.tsv")
    (row,) = corrections.governors_left_out({"DE": []}, states)["DE"]
    assert (row["id"], row["division"]) == ("de-governor", f"{COUNTRY}/state:de")
    assert "holder" not in row
    listed = {"DE": [{"id": "de-governor"}]}
    assert "DE" not in corrections.governors_left_out(listed, states)
    assert "IA" not in corrections.governors_left_out({}, states)


def test_a_correction_for_an_office_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadSource, match=r"ca-governor.*there is no such office"):
        corrections.check({"us": []})


def test_whom_nothing_reaches_is_found(tmp_path: Path) -> None:
    found = read(tmp_path, person(), person("Bo", role(district="2"), email="bo@legis.iowa.gov"))
    assert ("without-contact", "ia-lower-1") in kinds(found)
    assert ("without-contact", "ia-lower-2") not in kinds(found)


# Archives that cannot be right


def refused(folder: Path, reason: str) -> None:
    with pytest.raises(BadSource, match=reason) as error:
        read_offices(folder, given_rows("states.tsv"), ON)
    assert error.value.file == listing.STATE_PEOPLE


def test_an_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    write(tmp_path, person())
    path = tmp_path / listing.STATE_PEOPLE
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused(tmp_path, "cut short")
    path.write_bytes(b"<!DOCTYPE html><html></html>")
    refused(tmp_path, "web page")
    path.unlink()
    refused(tmp_path, "not found")


def test_an_archive_with_too_few_people_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, person())
    monkeypatch.setattr(people, "FEWEST", {"legislature": 2})
    refused(tmp_path, "has 1 people in legislature; it may be cut short")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"roles": None}, "not laid out as we know it"),
     ({"roles": [role(start_date="soon")]}, "start_date of ocd-person/ana is 'soon'"),
     ({"roles": [role() | {"jurisdiction": "Iowa"}]}, "'Iowa', which is no jurisdiction")],
)  # fmt: skip
def test_people_that_cannot_be_right_are_refused_by_name(
    tmp_path: Path, changes: dict[str, Any], problem: str
) -> None:
    write(tmp_path, person() | changes)
    refused(tmp_path, problem)


def test_a_mayor_of_a_place_without_a_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, mayors=[person("Ana", mayor("place:nowhere"))])
    refused(tmp_path, "no name for it")
