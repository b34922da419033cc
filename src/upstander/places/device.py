"""The tables with which a visitor's browser looks a place up by itself, and what they weigh.

Each is one line of JSON, laid out in columns so that it compresses well. Nothing that a browser
asks for tells more than the state.

- `zips.json`: every ZIP with the House seats that may represent it, its state, and about where it
  is. Loaded with `congress.json` when a ZIP or a name is looked up.
- `congress.json`: the 541 seats and who holds them, the president and vice president; the states.
- `places.json`: the post office's name of every ZIP, and where places are. Loaded only once a name
  is typed.
- `states/<state>.json`: who else holds office in a state, and which districts its ZIPs are in.
  Loaded once a place is found there.
- `offices.json`: the offices of members of Congress in their districts.
- `lines/<state>.json`: the lines between a state's districts in Congress. Loaded once a place lies
  in several. `lines-next/<state>.json`: the same, where others follow; loaded once those count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import brotli

from upstander.civic import Civic, Office, Place, ZipCode
from upstander.places.device_columns import (
    NETWORKS,
    SEPARATOR,
    columns,
    contacts,
    elsewhere,
    packed,
)
from upstander.places.device_lines import line_tables
from upstander.places.device_states import state_tables
from upstander.places.queries import corrected, engine, rank, zip_areas

__all__ = ["NETWORKS", "sizes", "tables"]

_NEW = "~"
_RANKS = "".join(chr(code) for code in range(33, 126) if chr(code) not in '"\\')
_FIRST_RANK = ord("0")
_REMEMBERED = 60  # sets of seats; more of them compress worse


def tables() -> dict[str, bytes]:
    """Returns the files' contents by name, with what the hub knows beyond the lists.

    The same pack and corrections always give the same bytes.
    """
    return _tables(corrected())


def tables_of_pack() -> dict[str, bytes]:
    """Returns the same without what the hub knows."""
    return _tables(engine())


def _tables(civic: Civic) -> dict[str, bytes]:
    rows, places = list(civic.zips()), civic.places()
    made = {
        "places.json": _places(civic, rows),
        "zips.json": _zips(civic, rows),
        **dict(line_tables(civic, rows, places)),
    }
    return office_tables(civic, rows) | {name: packed(table) for name, table in made.items()}


def office_tables(civic: Civic, zips: Sequence[ZipCode]) -> dict[str, bytes]:
    """Returns those of the tables that have offices."""
    offices = _offices_of_states(civic)
    made = {
        "congress.json": _congress(civic, offices),
        "offices.json": _offices(civic),
        **dict(state_tables(civic, offices, zips)),
    }
    return {name: packed(table) for name, table in made.items()}


def sizes() -> dict[str, int]:
    """Returns the bytes that each table takes on the wire (brotli, quality 11), by name."""
    return {name: len(brotli.compress(data, quality=11)) for name, data in tables_of_pack().items()}


def _zips(civic: Civic, rows: Sequence[ZipCode]) -> dict[str, object]:
    """ZIPs in the order of their codes.

    `kinds` has a character for each of the 100,000 codes: the first letter of the row's kind, or a
    dot for no row. `picks` and `states` go along the rows. A pick is the row's set of seats, as its
    rank (the place of the character in `ranks`) among the sets seen last; `~` is the next of
    `sets`, which is then the last seen. `areas` are tenths of a degree, by the first three digits.
    """
    kinds = ["."] * 100_000
    for row in rows:
        kinds[int(row.code)] = row.kind[0]
    picks, sets = _picks(rows)
    areas = (zip_areas().get(f"{prefix:03}") for prefix in range(1000))
    return {
        "kinds": "".join(kinds),
        "ranks": _RANKS[:_REMEMBERED],
        "picks": picks,
        "sets": ",".join(_short(seats) for seats in sets),
        "states": [[state, len(list(run))] for state, run in groupby(row.state for row in rows)],
        "areas": [area and [_tenths(degrees) for degrees in area] for area in areas],
        "ranges": [
            [run.first, run.last, run.kind, run.code, run.name] for run in civic.zip_ranges()
        ],
        "abbreviations": civic.state_names(),
    }


def _picks(rows: Iterable[ZipCode]) -> tuple[str, list[tuple[str, ...]]]:
    """Each row's set of seats as a rank among the last ones, and the sets that were not there."""
    recent: list[tuple[str, ...]] = []
    picks, sets = [], []
    for row in rows:
        if row.seats in recent:
            rank = recent.index(row.seats)
            picks.append(_RANKS[rank])
            del recent[rank]
        else:
            picks.append(_NEW)
            sets.append(row.seats)
        recent.insert(0, row.seats)
        del recent[_REMEMBERED:]
    return "".join(picks), sets


def _short(seats: Iterable[str]) -> str:
    """House seats as `ia3 4`: the state where it changes, and the number."""
    words, last = [], ""
    for seat in seats:
        _, _, state, number = seat.split("-")
        words.append(number if state == last else state + number)
        last = state
    return " ".join(words)


def _federal(civic: Civic) -> list[Office]:
    """Members of Congress by state, and then the president and vice president."""
    return sorted(civic.offices("federal"), key=rank)


def _offices_of_states(civic: Civic) -> dict[str, list[Office]]:
    """Offices that are not federal, by their state; none for a state without any."""
    found: dict[str, list[Office]] = {}
    for office in civic.offices():
        if office.level != "federal":
            found.setdefault(office.state or "", []).append(office)
    return found


def _congress(civic: Civic, others: Mapping[str, object]) -> dict[str, object]:
    """The federal offices, and the states.

    With each state come what its seat in the House is called, and whether it has a table. `lines`
    tell the last day through which districts are known, and which states have elected the House on
    other lines: when, and from which day on they count.
    """
    offices = _federal(civic)
    return columns(offices) | {
        "as_of": civic.as_of.isoformat(),
        "lines": _new_lines(civic),
        "states": [
            [
                *(state.code, state.name, state.name_es, state.kind),
                civic.seats(state.code)[-1].title,
                state.code in others,
            ]
            for state in civic.states()
        ],
        "ids": [office.id for office in offices],
    }


def _new_lines(civic: Civic) -> dict[str, object]:
    new = civic.new_lines
    known = [one.valid_through for one in civic.divisions("cd", on=new.first if new else None)]
    return {
        "through": max(filter(None, known)).isoformat(),
        "ballot": new and new.ballot.isoformat(),
        "first": new and new.first.isoformat(),
        "before": new and new.last_before.isoformat(),
        "states": sorted(new.states) if new else [],
    }


def _offices(civic: Civic) -> dict[str, object]:
    """Offices other than those in the Capitol; `of` are rows of `congress.json`."""
    return contacts(civic, elsewhere(_federal(civic)))


def _places(civic: Civic, rows: Sequence[ZipCode]) -> dict[str, object]:
    """Post-office names along the rows of the ZIP table, and what other names there are.

    In `names`, which `|` parts, nothing stands for the name before it and `-` for no name. `cities`
    and `counties` are names by state. All columns below go along every name: post offices in the
    order of their first ZIPs, then cities, then counties. `lats` and `lngs` are tenths of a degree;
    `ranks` say where one stands among all that sound the same, the largest first. `around` are the
    rows of the ZIP table that answer for it, for a post office those besides its own: the first by
    how much it comes after the first of the name before, the next by how much each comes after the
    one before. `seats` are those besides its ZIPs', and `others` its other names, each with its
    rank: both by the number of the name. `asides` and `endings` may stand before and behind a name,
    `street_end` ends a street.
    """
    names = [row.place for row in rows]
    named = dict.fromkeys((row.place, row.state) for row in rows if row.place is not None)
    written = civic.written()
    found = {(place.kind, place.name, place.state): place for place in written}
    at = {row.code: number for number, row in enumerate(rows)}
    offices = [found["place", name, state] for name, state in named]
    cities, counties = (
        sorted(
            (place for place in written if place.kind == kind),
            key=lambda place: (place.state, [at[code] for code in place.zips], place.name),
        )
        for kind in ("city", "county")
    )
    every = [*offices, *cities, *counties]
    around = [
        [at[code] for code in place.zips[len(civic.post_office_zips(place.name, place.state)) :]]
        if place.kind == "place"
        else [at[code] for code in place.zips]
        for place in every
    ]
    return {
        "names": SEPARATOR.join(
            "" if name == before else name or "-"
            for name, before in zip(names, [None, *names[:-1]], strict=True)
        ),
        "cities": _by_state(cities),
        "counties": _by_state(counties),
        "ranks": "".join(chr(_FIRST_RANK + written[place][0][1]) for place in every),
        "around": SEPARATOR.join(_steps(around)),
        "seats": {
            number: _short(seats)
            for number, place in enumerate(every)
            if (seats := civic.seats_beside(place))
        },
        "others": {
            number: written[place][1:] for number, place in enumerate(every) if written[place][1:]
        },
        "foreign": civic.foreign_names(),
        **civic.words_of_places(),
    }


def _by_state(places: Iterable[Place]) -> list[list[str]]:
    """Each state's code, and the names there."""
    return [
        [state, SEPARATOR.join(place.name for place in found)]
        for state, found in groupby(places, key=lambda place: place.state)
    ]


def _steps(around: Iterable[Sequence[int]]) -> Iterator[str]:
    """Rows of the ZIP table: from name to name, and within one, what each comes after."""
    first = 0
    for found in around:
        yield " ".join(str(row - last) for last, row in zip([first, *found], found, strict=False))
        first = found[0] if found else first


def _tenths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10)
