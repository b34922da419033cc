"""Federal offices: the president, the vice president and the 541 seats in Congress."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from upstander.civic.making.sources import listing
from upstander.civic.making.sources.files import (
    BadSource,
    given_rows,
    read_csv,
    read_date,
    read_yaml,
    require,
)
from upstander.civic.making.sources.terms import unbroken_since
from upstander.civic.reading.corrections import CLERK
from upstander.civic.reading.pack import COUNTRY

MOST_VACANCIES = 20  # more than Congress ever has; a file cut short leaves more
_CAPITOL = re.compile(r"^(?P<address>.+?),? Washington,? DC,? (?P<zip>\d{5})(-\d{4})?$", re.I)
_PHONE = re.compile(r"^\d{3}-\d{3}-\d{4}$")
_ZIP = re.compile(r"^\d{5}(-\d{4})?$")
_MASTODON = re.compile(r"^@?([^@\s]+)@([^@\s]+)$")
PROFILES = {
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "twitter": "https://x.com/{}",
    "youtube": "https://www.youtube.com/{}",
}
CHANNEL = "https://www.youtube.com/channel/{}"

_Serving = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A person and one of their terms."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat before anyone sits in it. ``district`` is 0 at large, ``senate_class`` 1 to 3."""

    state: str
    district: int | None
    senate_class: int | None
    division_id: str

    @property
    def id(self) -> str:
        """The office's id, such as ``us-senate-ia-2`` or ``us-house-ia-3``."""
        if self.senate_class is not None:
            return f"us-senate-{self.state.lower()}-{self.senate_class}"
        return f"us-house-{self.state.lower()}-{self.district}"

    @property
    def chamber(self) -> str:
        """ "senate" or "house"."""
        return "house" if self.senate_class is None else "senate"

    @property
    def title(self) -> str:
        """What the person in it is called."""
        if self.senate_class is not None:
            return "U.S. Senator"
        if self.division_id.startswith(f"{COUNTRY.id}/state:"):
            return "U.S. Representative"
        return "Resident Commissioner" if self.state == "PR" else "Delegate"


def division_names(folder: Path) -> dict[str, str]:
    """Names of the congressional divisions in force, by Open Civic Data id."""
    columns = ("id", "name", "census_geoid", "validThrough")
    rows = read_csv(folder, listing.DIVISION_IDS, columns)
    return {row["id"]: row["name"] for row in rows if not row["validThrough"]}


def seats(
    states: Iterable[Mapping[str, str]],
    districts: Iterable[tuple[str, int]],
    divisions: Mapping[str, str],
) -> list[Seat]:
    """Every seat in Congress, by state, the Senate's first.

    ``districts`` are pairs of state and number, 0 at large. Raises ``BadSource`` where a district
    has no division id, or where the sum is not 100 senators, 435 representatives and 6 others.
    """
    found = []
    numbers: dict[str, list[int]] = {}
    for code, district in districts:
        numbers.setdefault(code, []).append(district)
    for state in sorted(states, key=lambda row: row["code"]):
        code, division = state["code"], state_division(state)
        classes = (int(number) for number in state["senate_classes"].split(",") if number)
        found += [Seat(code, None, number, division) for number in classes]
        for district in sorted(numbers.get(code, [])):
            house = f"{division}/cd:{district or 'at-large'}"
            require(house in divisions, listing.DIVISION_IDS, f"has no {house}")
            found.append(Seat(code, district, None, house))
    counts = (
        sum(seat.senate_class is not None for seat in found),
        sum(seat.district is not None for seat in found),
    )
    require(counts == (100, 441), listing.LINES, f"makes {counts[1]} seats in the House, not 441")
    return found


def state_division(state: Mapping[str, str]) -> str:
    """The Open Civic Data id of a state, DC or a territory."""
    return f"{COUNTRY.id}/{state['kind']}:{state['code'].lower()}"


def office_rows(folder: Path, all_seats: list[Seat], as_of: date) -> list[dict[str, Any]]:
    """One row for each seat, with its holder on ``as_of`` or as vacant, and whoever comes next.

    Raises ``BadSource`` for two people in one seat, a seat that does not exist, or more empty
    seats than Congress ever has.
    """
    people, coming = _people_by_seat(folder, {seat.id for seat in all_seats}, as_of)
    vacant = len(all_seats) - len(people)
    require(
        vacant <= MOST_VACANCIES,
        listing.LEGISLATORS,
        f"leaves {vacant} of {len(all_seats)} seats empty; it may be cut short",
    )
    local = _by_person(folder, listing.DISTRICT_OFFICES, "offices", len(people))
    accounts = _by_person(folder, listing.SOCIAL_MEDIA, "social", len(people))

    def holder(serving: _Serving, seat: Seat) -> dict[str, Any]:
        person, term = serving
        bioguide = person["id"]["bioguide"]
        sits = seat.id in people and people[seat.id][0] is person
        try:  # the district offices of another seat are not those of this one
            return _holder(
                person, term, local.get(bioguide, []) if sits else [], accounts.get(bioguide, {})
            )
        except (KeyError, TypeError, AttributeError) as error:
            problem = f"{bioguide} is not laid out as we know it ({error!r})"
            raise BadSource(listing.LEGISLATORS, problem) from error

    rows = []
    for seat in all_seats:
        row: dict[str, Any] = {
            "id": seat.id,
            "title": seat.title,
            "chamber": seat.chamber,
            "state": seat.state,
            "district": seat.district,
            "class": seat.senate_class,
            "division": seat.division_id,
        }
        if seat.id in people:
            row["holder"] = holder(people[seat.id], seat)
        else:
            row["vacancy"] = _vacancy(seat, as_of)
        if later := coming.get(seat.id):
            row["next"] = [holder(later[start], seat) for start in sorted(later)]
        rows.append(without_unknown(row) | {"source": "legislators"})
    return rows


def executive_rows(folder: Path, as_of: date) -> list[dict[str, Any]]:
    """The rows of the president and the vice president, with their holders on ``as_of``.

    How to reach them is in ``white_house.tsv``. Raises ``BadSource`` unless exactly one person
    holds each office; on a day of change, the new term counts.
    """
    people = read_yaml(folder, listing.EXECUTIVE)
    rows = []
    for office in given_rows("white_house.tsv"):
        row: dict[str, Any] = {
            "id": office["id"],
            "title": office["title"],
            "chamber": "executive",
            "division": COUNTRY.id,
        }
        try:
            row["holder"] = _executive(people, office, as_of)
        except (KeyError, TypeError, AttributeError) as error:
            problem = f"is not laid out as we know it ({error!r})"
            raise BadSource(listing.EXECUTIVE, problem) from error
        rows.append(row | {"source": "executive"})
    return rows


def _executive(
    people: list[dict[str, Any]], office: Mapping[str, str], as_of: date
) -> dict[str, Any]:
    file = listing.EXECUTIVE
    terms = [
        (str(term["start"]), person, term)
        for person in people
        for term in person["terms"]
        if term["type"] == office["type"] and _covers(file, term, as_of)
    ]
    latest = max((start for start, *_ in terms), default="")
    found = [(person, term) for start, person, term in terms if start == latest]
    require(len(found) == 1, file, f"has {len(found)} people as {office['title']} on {as_of}")
    person, term = found[0]
    parts = ("address", "city", "state", "zip", "phone")
    return without_unknown(
        {
            "id": _person_id(person["id"]),
            "name": _name(person["name"]),
            "party": term.get("party"),
            "start": str(term["start"]),
            "end": str(term["end"]),
            **_since(
                file, term, (each for each in person["terms"] if each["type"] == term["type"])
            ),
            "website": office["website"],
            "contact_form": office["contact_form"],
            "offices": [{"kind": "capitol"} | {part: office[part] for part in parts}],
            "accounts": [],
        }
    )


def _people_by_seat(
    folder: Path, seat_ids: set[str], as_of: date
) -> tuple[dict[str, _Serving], dict[str, dict[date, _Serving]]]:
    """Who holds each seat on a day, and who is to take it later, by the first day of the term."""
    file = listing.LEGISLATORS
    people: dict[str, _Serving] = {}
    coming: dict[str, dict[date, _Serving]] = {}
    for person in read_yaml(folder, file):
        try:
            bioguide = person["id"]["bioguide"]
            now = [term for term in person["terms"] if _covers(file, term, as_of)]
            later = [term for term in person["terms"] if _start(file, term) > as_of]
            require(bool(now or later), file, f"{bioguide} has no term on {as_of} or later")
            now = sorted(now, key=lambda term: _start(file, term))[-1:]  # two, on a day of change
            found = [(_seat_id(term), term) for term in (*now, *later)]
        except (KeyError, TypeError) as error:
            raise BadSource(file, f"a person has no {error}") from error
        for seat_id, term in found:
            problem = f"{bioguide} sits in {seat_id}, which does not exist"
            require(seat_id in seat_ids, file, problem)
            start = _start(file, term)
            if start > as_of:
                other, _ = coming.setdefault(seat_id, {}).setdefault(start, (person, term))
            else:
                other, _ = people.setdefault(seat_id, (person, term))
            problem = f"{bioguide} and {other['id']['bioguide']} both sit in {seat_id}"
            require(other is person, file, problem)
    return people, coming


def _covers(file: str, term: Mapping[str, Any], on: date) -> bool:
    """Whether a term covers a day. Terms are not always listed in order, so dates decide."""
    end = read_date(file, "a term's end", term["end"])
    return _start(file, term) <= on <= end


def _start(file: str, term: Mapping[str, Any]) -> date:
    return read_date(file, "a term's start", term["start"])


def _seat_id(term: Mapping[str, Any]) -> str:
    if term["type"] == "sen":
        return Seat(term["state"], None, term["class"], "").id
    return Seat(term["state"], term["district"], None, "").id


def _by_person(folder: Path, file: str, field: str, expected: int) -> dict[str, Any]:
    """A field of each record by Bioguide id. Most members have one, or the file is cut short."""
    rows = read_yaml(folder, file)
    try:
        found = {row["id"]["bioguide"]: row[field] for row in rows}
    except (KeyError, TypeError) as error:
        raise BadSource(file, f"a record has no {error}") from error
    require(
        len(found) >= expected * 0.9,
        file,
        f"has {len(found)} of {expected} members; it may be cut short",
    )
    return found


def _holder(
    person: Mapping[str, Any],
    term: Mapping[str, Any],
    local: list[Mapping[str, Any]],
    accounts: Mapping[str, Any],
) -> dict[str, Any]:
    offices = [_capitol(term), *(_district_office(office) for office in local)]
    return {
        "id": person["id"]["bioguide"],
        "name": _name(person["name"]),
        "party": term.get("party"),
        "start": term["start"],
        "end": term["end"],
        **_since(
            listing.LEGISLATORS,
            term,
            (each for each in person["terms"] if _same_office(each, term)),
        ),
        "how": term.get("how"),
        "website": web_address(term.get("url")),
        "contact_form": web_address(term.get("contact_form")),
        "offices": [office for office in offices if len(office) > 1],
        "accounts": _accounts(accounts),
    }


def _same_office(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two terms are in one seat of the Senate, or in the House for one state.

    Redrawing moves members from district to district, and they serve on.
    """
    same = ("type", "state", "class")
    return [one.get(name) for name in same] == [other.get(name) for name in same]


def _since(
    file: str, term: Mapping[str, Any], terms: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """The day from which on they have served without a break, where it is another than the term's.

    ``terms`` are all of the person in the same office.
    """
    start = _start(file, term)
    first = unbroken_since(
        ((_start(file, each), read_date(file, "a term's end", each["end"])) for each in terms),
        start,
    )
    return {"since": first.isoformat()} if first and first != start else {}


def _person_id(ids: Mapping[str, Any]) -> str:
    """The Bioguide id, or that of GovTrack for a president who never was in Congress."""
    return str(ids.get("bioguide") or f"govtrack-{ids['govtrack']}")


def _name(name: Mapping[str, str]) -> str:
    return name.get("official_full") or f"{name['first']} {name['last']}"


def _capitol(term: Mapping[str, Any]) -> dict[str, Any]:
    address = _CAPITOL.match(term.get("address", ""))
    return without_unknown(
        {
            "kind": "capitol",
            "address": address["address"] if address else term.get("office"),
            "city": "Washington" if address else None,
            "state": "DC" if address else None,
            "zip": address["zip"] if address else None,
            "phone": _matching(_PHONE, term.get("phone")),
            "fax": _matching(_PHONE, term.get("fax")),
        }
    )


def _district_office(office: Mapping[str, Any]) -> dict[str, Any]:
    lines = (office.get(part) for part in ("building", "address", "suite"))
    address = ", ".join(text for line in lines if (text := _text(line)))
    return without_unknown(
        {
            "kind": "district",
            "address": address or None,
            "city": _text(office.get("city")),
            "state": _text(office.get("state")),
            "zip": _matching(_ZIP, office.get("zip")),
            "phone": _matching(_PHONE, office.get("phone")),
            "fax": _matching(_PHONE, office.get("fax")),
            "hours": _text(office.get("hours")),
            **_point(office.get("latitude"), office.get("longitude")),
        }
    )


def _accounts(social: Mapping[str, Any]) -> list[list[str]]:
    found = [
        [network, str(social[network]), profile.format(social[network])]
        for network, profile in PROFILES.items()
        if social.get(network)
    ]
    if not social.get("youtube") and (channel := social.get("youtube_id")):
        found.append(["youtube", channel, CHANNEL.format(channel)])
    if mastodon := _MASTODON.match(social.get("mastodon", "")):
        user, server = mastodon.groups()
        found.append(["mastodon", f"@{user}@{server}", f"https://{server.lower()}/@{user}"])
    return sorted(found)


def _vacancy(seat: Seat, as_of: date) -> dict[str, Any]:
    """A vacancy as far as the source tells: only that nobody is listed.

    A House term ends on the next 3 January of an odd year; how long a Senate term has left cannot
    be told from a list of people.
    """
    if seat.senate_class is not None:
        return {}
    year = as_of.year + (as_of.year + 1) % 2
    if as_of > date(year, 1, 3):
        year += 2
    return {"until": f"{year}-01-03", "serves_meanwhile": CLERK}


def _text(value: object) -> str | None:
    """Words on one line, or None; nothing that holds an e-mail address, which may be private."""
    text = " ".join(str(value or "").split())
    return text if text and "@" not in text else None


def _matching(pattern: re.Pattern[str], value: object) -> str | None:
    text = str(value or "").strip()
    return text if pattern.match(text) else None


def misplaced_offices(folder: Path) -> list[str]:
    """Members' offices, in words, whose coordinates are no point; the rows leave those out."""
    rows = read_yaml(folder, listing.DISTRICT_OFFICES)
    return [
        f"{office['id']}: {office['latitude']}, {office.get('longitude')} is no point on Earth"
        for row in rows
        for office in row["offices"]
        if "latitude" in office and not _point(office["latitude"], office.get("longitude"))
    ]


def _point(lat: object, lng: object) -> dict[str, float]:
    """Degrees, or nothing for what is no point: a source's slip puts one beyond the pole."""
    if not isinstance(lat, int | float) or not isinstance(lng, int | float):
        return {}
    known = abs(lat) <= 90 and abs(lng) <= 180
    return {"lat": round(float(lat), 5), "lng": round(float(lng), 5)} if known else {}


def web_address(value: object) -> str | None:
    """A web address as published; a source's slip ("hhttps") makes it unknown."""
    text = str(value or "").strip()
    return text if re.fullmatch(r"https?://[^\s@]+", text) else None


def without_unknown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the fields that are None."""
    return {key: value for key, value in row.items() if value is not None}
