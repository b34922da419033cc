"""The tables with which a visitor's browser looks a place up by itself, and what they weigh.

Each is one line of JSON, laid out in columns so that it compresses well; `lookup-tables.js` and
`lookup-places.js` read them. Nothing that a browser asks for tells which place it is about.

- `zips.json`: every ZIP with the House seats that may represent it, its state, and about where it
  is. Loaded with `congress.json` when a ZIP or a name is looked up.
- `congress.json`: the 541 seats and who holds them; the states.
- `places.json`: the post office's name of every ZIP, and where places are. Loaded only once a name
  is typed.
"""

import json
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

import brotli

from upstander.civic import Civic, ContactOffice, Holder, Office, Vacancy, ZipCode
from upstander.places.queries import engine, zip_areas

NETWORKS = ("facebook", "instagram", "mastodon", "twitter")
"""Networks where one can write to an official; on video channels one watches."""

_NEW = "~"
_RANKS = "".join(chr(code) for code in range(33, 126) if chr(code) not in '"\\')
_REMEMBERED = 60  # sets of seats; more of them compress worse
_SEPARATOR = "|"
_MARKS = "^>|<"  # a web address or a handle holds none of them


def tables() -> dict[str, bytes]:
    """Returns the files' contents by name. The same pack always gives the same bytes."""
    civic = engine()
    return {
        "congress.json": _packed(_congress(civic)),
        "places.json": _packed(_places(civic)),
        "zips.json": _packed(_zips(civic)),
    }


def sizes() -> dict[str, int]:
    """Returns the bytes that each table takes on the wire (brotli, quality 11), by name."""
    return {name: len(brotli.compress(data, quality=11)) for name, data in tables().items()}


def _packed(table: dict[str, object]) -> bytes:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _zips(civic: Civic) -> dict[str, object]:
    """ZIPs in the order of their codes.

    `kinds` has a character for each of the 100,000 codes: the first letter of the row's kind, or a
    dot for no row. `picks` and `states` go along the rows. A pick is the row's set of seats, as its
    rank (the place of the character in `ranks`) among the sets seen last; `~` is the next of
    `sets`, which is then the last seen. `areas` are tenths of a degree, by the first three digits.
    """
    rows = list(civic.zips())
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


def _congress(civic: Civic) -> dict[str, object]:
    """Seats and holders: lists that go along `ids`, with null where nothing is known.

    `terms` are indexes into `periods`, of first and last days. `|` parts an address. Websites,
    contact forms and the handles of each network have `marks` for words of the holder's name. A
    handle goes into the network's `profiles` to make its address, or a space and that follow it.
    """
    seats = civic.seats()
    holders = [seat.holder for seat in seats]
    periods = sorted({_period(seat) for seat in seats})
    capitols = [_capitol(holder) for holder in holders]
    profiles = {network: _profile(holders, network) for network in NETWORKS}
    return {
        "as_of": civic.as_of.isoformat(),
        "states": [
            [state.code, state.name, state.name_es, state.kind, civic.seats(state.code)[-1].title]
            for state in civic.states()
        ],
        "ids": [seat.id for seat in seats],
        "names": [holder.name if holder else None for holder in holders],
        "parties": [holder.party if holder else None for holder in holders],
        "periods": periods,
        "terms": [periods.index(_period(seat)) for seat in seats],
        "phones": [capitol.phone if capitol else None for capitol in capitols],
        "addresses": [_address(capitol) for capitol in capitols],
        "marks": _MARKS,
        "websites": [_marked(holder.website, holder) if holder else None for holder in holders],
        "contact_forms": [
            _marked(holder.contact_form, holder) if holder else None for holder in holders
        ],
        "profiles": profiles,
        "accounts": {
            network: [
                _marked(_handle(holder, network, profile), holder) if holder else None
                for holder in holders
            ]
            for network, profile in profiles.items()
        },
        "vacancies": {seat.id: _vacancy(seat.vacancy) for seat in seats if seat.vacancy},
    }


def _period(seat: Office) -> tuple[str, str]:
    """First and last day of what the source says of a seat; empty where it does not say."""
    since = seat.vacancy.since if seat.vacancy else None
    start = seat.holder.term_start if seat.holder else since or seat.as_of
    return start.isoformat() if start else "", seat.term_end.isoformat() if seat.term_end else ""


def _capitol(holder: Holder | None) -> ContactOffice | None:
    offices = holder.offices if holder else ()
    return next((office for office in offices if office.kind == "capitol"), None)


def _address(office: ContactOffice | None) -> str | None:
    if office is None or office.address is None:
        return None
    return _SEPARATOR.join(
        part or "" for part in (office.address, office.city, office.state, office.zip)
    )


def _marked(text: str | None, holder: Holder) -> str | None:
    """The text with marks for the holder's first and last name, as written or in small letters."""
    if text is None:
        return None
    if any(mark in text for mark in _MARKS):
        raise ValueError(f"{text!r} holds one of {_MARKS}, which stand for parts of a name.")
    first, *_, last = holder.name.split()
    for mark, word in zip(_MARKS, (first, last, first.lower(), last.lower()), strict=True):
        text = text.replace(word, mark)
    return text


def _profile(holders: Iterable[Holder | None], network: str) -> str:
    """The address, with `{}` for the handle, that most accounts of a network have, or nothing."""
    patterns = Counter(
        account.url.replace(account.handle, "{}")
        for holder in holders
        for account in (holder.accounts if holder else ())
        if account.network == network and account.handle in account.url
    )
    return max(patterns, key=lambda pattern: (patterns[pattern], pattern), default="")


def _handle(holder: Holder, network: str, profile: str) -> str | None:
    account = next((account for account in holder.accounts if account.network == network), None)
    if account is None or account.url == profile.replace("{}", account.handle):
        return account.handle if account else None
    return f"{account.handle} {account.url}"


def _vacancy(vacancy: Vacancy) -> dict[str, str]:
    facts = {
        "reason": vacancy.reason,
        "since": vacancy.since.isoformat() if vacancy.since else None,
        "note": vacancy.note,
        "serves_meanwhile": vacancy.serves_meanwhile,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _places(civic: Civic) -> dict[str, object]:
    """Post-office names along the rows of the ZIP table, and where places are.

    In `names`, which `|` parts, nothing stands for the name before it and `-` for no name. `lats`
    and `lngs` are tenths of a degree, for each name and state in the order of their first ZIPs.
    """
    rows = list(civic.zips())
    names = [row.place for row in rows]
    named = dict.fromkeys((row.place, row.state) for row in rows if row.place is not None)
    middles = {(place.name, place.state): place for place in civic.places()}
    return {
        "names": _SEPARATOR.join(
            "" if name == before else name or "-"
            for name, before in zip(names, [None, *names[:-1]], strict=True)
        ),
        "lats": [_tenths(middles[name, state].lat) for name, state in named],
        "lngs": [_tenths(middles[name, state].lng) for name, state in named],
        "foreign": civic.foreign_names(),
    }


def _tenths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10)
