"""What the ZIP table is held against, on a few rows."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from upstander.civic.making.zip_checks import (
    LIES_OVER,
    UNNAMED,
    postal_points,
    reach,
    state_office_zips,
)
from upstander.civic.reading.rows import read_office
from upstander.civic.types import Office, SourceNote, ZipCode

COUNTRY = "ocd-division/country:us"
NOTES = {"x": SourceNote("x", "the clerk", "Members", "x", date(2026, 8, 1), "CC0")}
OVER = {f"{COUNTRY}/state:nh/sldl:belknap_8"}


def zip_row(code: str, state: str, *divisions: str) -> ZipCode:
    ids = tuple(f"{COUNTRY}/{division}" for division in divisions)
    upper = tuple(one for one in ids if "/sldl:" not in one)
    lower = tuple(one for one in ids if "/sldl:" in one)
    return ZipCode(code, "area", (f"us-house-{state.lower()}-0",), None, state, None, None,
                   upper, lower)  # fmt: skip


def office(division: str, *offices: dict[str, str], **fields: object) -> Office:
    person = {"id": "x", "name": "Ada Example", "offices": offices, "accounts": []}
    row = {
        "id": division, "title": "Member", "level": "state", "chamber": "lower",
        "division": f"{COUNTRY}/{division}", "source": "x", "holder": person,
    }  # fmt: skip
    return read_office(row | fields, NOTES)


TABLE = [
    zip_row("03246", "NH", "state:nh/sldu:7", "state:nh/sldl:belknap_5", "state:nh/sldl:belknap_8",
            "state:me/sldl:19"),
    zip_row("20001", "DC"),
    zip_row("00901", "PR"),
]  # fmt: skip


def test_every_legislator_is_reached_or_named_with_the_reason() -> None:
    reached = ["state:nh/sldl:belknap_5", "state:nh/sldu:7", "state:me/sldl:19", "district:dc"]
    left = {
        "state:nh/sldl:belknap_8": LIES_OVER,
        "state:nh/sldl:coos_1": UNNAMED,
        "district:dc/ward:3": "no table at hand joins ZIPs to the districts of DC",
        "territory:pr/sldl:4": "no table at hand joins ZIPs to the districts of PR",
    }
    offices = [office(division) for division in (*reached, *left)]
    vacant = replace(office("state:nh/sldl:coos_2"), holder=None)
    governor = office("state:vt", chamber="executive")
    found = reach(TABLE, [*offices, vacant, governor], OVER)
    assert found.reached == len(reached)
    assert {
        division: group.reason for group in found.unreached for division in group.divisions
    } == {f"{COUNTRY}/{division}": reason for division, reason in left.items()}
    assert "Ada Example (district:dc/ward:3)" in [
        member for group in found.unreached for member in group.members
    ]


def test_wards_are_reached_where_the_table_has_them() -> None:
    table = [zip_row("20001", "DC", "district:dc/ward:3", "district:dc/ward:5")]
    found = reach(table, [office("district:dc/ward:3"), office("district:dc/ward:8")], ())
    assert found.reached == 1
    assert [group.reason for group in found.unreached] == [UNNAMED]


def test_district_offices_are_held_against_the_zip_table() -> None:
    own = {"kind": "district", "zip": "03246-1234"}
    other = {"kind": "district", "zip": "20001"}
    unknown = {"kind": "district", "zip": "99999"}
    capitol = {"kind": "capitol", "zip": "20001"}
    figure = state_office_zips(
        TABLE,
        [
            office("state:nh/sldl:belknap_5", own, other, capitol, {"kind": "district"}),
            office("state:nh/sldu:7", unknown),
            office("state:nh/sldl:belknap_8", other),  # nobody knows where it lies
            office("district:dc", other),
        ],
        OVER,
    )
    assert (figure.of, len(figure.misses)) == (3, 2)
    assert figure.share == pytest.approx(1 / 3)
    assert "99999 is in no row of the table" in figure.misses[1]


def test_postal_points_are_held_against_undivided_zips() -> None:
    def row(
        code: str, kind: Literal["area", "point"], degrees: float | None, *seats: str
    ) -> ZipCode:
        return ZipCode(code, kind, seats, "Ames", "IA", degrees, degrees)

    third, fourth = "us-house-ia-3", "us-house-ia-4"
    table = [
        row("50010", "area", 0.5, third),
        row("50011", "area", 5, third),
        row("50012", "area", 5, third, fourth),
        row("50013", "point", 5, fourth),
        row("00901", "area", None, "us-house-pr-0"),
    ]
    figure = postal_points(table, lambda lat, lng: {third} if lat == lng == 0.5 else set())
    assert figure.of == 2
    assert figure.misses == ("50011: its point is in no district, not us-house-ia-3",)
