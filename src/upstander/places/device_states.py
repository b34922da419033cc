"""`states/<state>.json`: who holds office in one state, and which districts its ZIPs are in.

`lookup-state.js` reads them. Which of them a browser asks for tells the state, and no more.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from upstander.civic import Civic, Division, Office, State, ZipCode
from upstander.places.device_columns import columns, contacts, elsewhere, hundredths, indexed
from upstander.places.queries import district_name, rank

Mayor = tuple[str, str]
"""The name of a place with an office of its own, and the end of its id."""

_PIECES = re.compile(r"\d+|\D+")


def state_tables(
    civic: Civic, offices: Mapping[str, list[Office]], zips: Iterable[ZipCode]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yields the name and the table of every state that has offices of its own, which are given."""
    rows: dict[str, list[ZipCode]] = {}
    for row in zips:
        codes = {civic.division(division_id).state or "" for division_id in (*row.sldu, *row.sldl)}
        codes |= {seat.split("-")[2].upper() for seat in row.next_seats}
        for code in {row.state, *codes}:
            rows.setdefault(code, []).append(row)
    divisions: dict[str, list[Division]] = {}
    for division in sorted(civic.divisions(), key=lambda found: _order(found.id)):
        divisions.setdefault(division.state or "", []).append(division)
    for state in civic.states():
        if state.code in offices:
            name = f"states/{state.code.lower()}.json"
            own = rows.get(state.code, [])
            yield name, _table(civic, state, offices[state.code], divisions[state.code], own)


@lru_cache(maxsize=1)
def _mayors_of_cities(civic: Civic) -> dict[str, list[Mayor]]:
    """Mayors by state, of cities that no post office is named for."""
    found: dict[str, list[Mayor]] = {}
    for place in civic.written():
        if place.kind == "city" and (mayor := _mayor(civic, place.name, place.state)):
            found.setdefault(place.state, []).append(mayor)
    return found


def _table(
    civic: Civic,
    state: State,
    offices: list[Office],
    divisions: list[Division],
    rows: list[ZipCode],
) -> dict[str, object]:
    """Offices in the order of an answer, the divisions that elect them, and the ZIPs there.

    `ids` are without the state's letters, `seats` tell several of one division apart. `divisions`
    are indexes into `sldu`, `sldl` and `places`, one after the other, and -1 for the whole state.
    Those three are the ends of divisions' ids, which begin with `heads`; `labels` go along the
    first two, null where the end is the name. `floterials` are names of the districts that lie
    over others, by the end of the id. `zips` are differences between codes; along them go `upper`
    and `lower`, ends that a space parts, `lats` and `lngs`, hundredths of a degree, `mayor`, an
    index into `mayors`: names of post offices, with the end of the place's id, and then those of
    cities without a post office of their name; `following`, the numbers of the districts of
    Congress on the lines that follow, the likeliest first; and `county`, an index into `counties`,
    ends of ids of those that elect somebody here, the kind with them. `last` goes along `sldu` and
    `sldl`, an index into `lasts`: the last day on which the lines are known.
    """
    offices = sorted(offices, key=lambda office: _place_in_answer(civic, office))
    ids = {
        "sldu": [division.id for division in divisions if division.kind == "sldu"],
        "sldl": [division.id for division in divisions if division.kind == "sldl"],
        "places": sorted({office.division_id for office in offices if office.level == "local"}),
    }
    heads = {kind: _head(found[0]) for kind, found in ids.items() if found}
    places = {division: at for at, division in enumerate(chain(*ids.values()))}
    names = {office.division_id: district_name(office) for office in offices}
    counties, county = indexed(_counties(row, state, ids["places"]) for row in rows)
    both = [division for division in divisions if division.kind in ("sldu", "sldl")]
    lasts, last = indexed(
        one.valid_through and one.valid_through.isoformat()
        for one in sorted(both, key=lambda one: one.kind != "sldu")
    )
    mayors, mayor = indexed(
        _mayor(civic, row.place, row.state) if row.state == state.code else None for row in rows
    )
    return columns(offices) | {
        "name": state.name,
        "ids": [office.id.partition("-")[2] for office in offices],
        "seats": [office.seat for office in offices],
        "divisions": [places.get(office.division_id, -1) for office in offices],
        "heads": heads | {"state": state.division_id},
        **{kind: [_end(division) for division in found] for kind, found in ids.items()},
        "labels": [_name(one, names.get(one)) for one in (*ids["sldu"], *ids["sldl"])],
        "floterials": {
            _end(division.id): division.name
            for division in divisions
            if division.id in civic.floterials()
        },
        "zips": [int(row.code) - before for before, row in _after(rows)],
        "upper": [_ends(row.sldu, heads.get("sldu")) for row in rows],
        "lower": [_ends(row.sldl, heads.get("sldl")) for row in rows],
        "lasts": lasts,
        "last": last,
        "following": [_next(row, state) for row in rows],
        "counties": counties,
        "county": county,
        "mayors": [*mayors, *_mayors_of_cities(civic).get(state.code, [])],
        "mayor": mayor,
        "lats": [hundredths(row.lat) for row in rows],
        "lngs": [hundredths(row.lng) for row in rows],
        "elsewhere": contacts(civic, elsewhere(offices)),
    }


def _place_in_answer(
    civic: Civic, office: Office
) -> tuple[int, bool, bool, tuple[tuple[int, str], ...]]:
    """Sorts by rank, then who is of the whole state, then counties, then by district."""
    division = office.division_id
    part = "/" in division.removeprefix("ocd-division/country:us/")
    place = office.level == "local" and civic.division(division).kind != "county"
    return rank(office), part, place, _order(division)


def _order(division_id: str) -> tuple[tuple[int, str], ...]:
    """Sorts "cd:3" before "cd:12", and "sldl:10a" before "sldl:10b", as an answer has them."""
    pieces = _PIECES.findall(division_id.rpartition("/")[2])
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces)


def _head(division_id: str) -> str:
    return division_id.removesuffix(_end(division_id))


def _end(division_id: str) -> str:
    return division_id.rpartition(":")[2]


def _name(division_id: str, name: str | None) -> str | None:
    return None if name == _end(division_id).upper() else name


def _ends(divisions: Iterable[str], head: str | None) -> str:
    """The ends of the ids of a ZIP's districts in this state; it may have some in another."""
    return " ".join(
        piece.removeprefix(head) for piece in divisions if head and piece.startswith(head)
    )


def _next(row: ZipCode, state: State) -> str:
    """The numbers of a ZIP's districts in this state on the lines of Congress that follow."""
    seats = (seat.split("-") for seat in row.next_seats)
    return " ".join(number for _, _, code, number in seats if code == state.code.lower())


def _counties(row: ZipCode, state: State, elected: Collection[str]) -> tuple[str, ...]:
    """The ends of the ids of a ZIP's counties in this state, of those that are among `elected`."""
    head = f"{state.division_id}/"
    return tuple(one.removeprefix(head) for one in row.counties if one in elected)


def _mayor(civic: Civic, name: str | None, state: str) -> Mayor | None:
    """A name, and the end of the id of the place so called, if that has an office."""
    place = civic.mayors_place(name, state) if name else None
    return (name, _end(place)) if name and place else None


def _after(rows: Iterable[ZipCode]) -> Iterator[tuple[int, ZipCode]]:
    """Each row after the code of the one before it."""
    before = 0
    for row in rows:
        yield before, row
        before = int(row.code)
