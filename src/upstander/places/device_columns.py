"""Offices and their holders in columns, as every table of the device has them.

`lookup-tables.js` reads them. Nothing that is known is null, or an empty text.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from upstander.civic import Civic, ContactOffice, Holder, Office, Vacancy
from upstander.places import choices

NETWORKS = tuple(name for name in choices.NETWORKS if name not in choices.WATCHED)
"""Networks where one can write to an official."""

SEPARATOR = "|"
_MARKS = "^>|<"  # a web address has them written as %5E and so on

Value = TypeVar("Value")

Contacts = Sequence[tuple[int, ContactOffice]]
"""Public offices, each with the row of whose it is."""


def packed(table: Mapping[str, object]) -> bytes:
    """Returns a table as the bytes of its file."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def columns(offices: Sequence[Office]) -> dict[str, object]:
    """Returns columns that go along the offices and, from `names` on, their successors after them.

    `title`, `source`, `terms`, `since` and `zones` are indexes into `titles`, `sources`, `periods`,
    `beginnings` and `timezones`. A source is its key, its day, and the last day on which it counts
    as current. A period is the first and last day of a term, the day on which the next regular
    terms begin where that is why it ends, and, where they are not the source's, the last day on
    which it counts as current and the day as of which it is known. A beginning is the day from
    which on somebody has held the office without a break, null where that is the term's first.
    `next` has the row of each successor's office; along it, `elected` has the day of the election
    where that is known, and `stays` tells who of them has the public offices of who holds it: 1 for
    the office's own, 2 for the same person.
    `corrections` has for an office the kind of each, the day on which it was checked, its source,
    the address of that and the day of the election; those of numbers are elsewhere.
    `phones`, `addresses`, `zones`, `opening` and `hours` are of the first office in the capitol. A
    `|` parts an address, a space e-mails; braces are around what of an address is for letters
    alone, such as a post-office box. E-mails, websites, contact forms and the handles of each
    network have `marks` for words of the holder's name. A handle goes into the network's `profiles`
    to make its address, or a space and that follow it.
    """
    following = [
        (row, successor) for row, office in enumerate(offices) for successor in office.successors
    ]
    holders = [*(office.holder for office in offices), *(one for _, one in following)]
    capitols = [capitol(holder) for holder in holders]
    titles, title = indexed(office.title for office in offices)
    sources, source = indexed(
        (office.source, _day(office.as_of), _day(office.limit)) for office in offices
    )
    periods, terms = indexed(map(_period, holders))
    beginnings, since = indexed(map(_beginning, holders))
    timezones, zones = indexed(office and office.timezone for office in capitols)
    profiles = {network: _profile(holders, network) for network in NETWORKS}
    return {
        "titles": titles,
        "title": title,
        "sources": sources,
        "source": source,
        "vacancies": {office.id: _vacancy(office.vacancy) for office in offices if office.vacancy},
        "next": [row for row, _ in following],
        "elected": [_day(one.elected) for _, one in following],
        "stays": [_stays(offices[row].holder, one) for row, one in following],
        "corrections": {
            office.id: found for office in offices if (found := list(_corrections(office)))
        },
        "names": _of(holders, lambda holder: holder.name),
        "parties": _of(holders, lambda holder: holder.party),
        "periods": periods,
        "terms": terms,
        "beginnings": beginnings,
        "since": since,
        "phones": [office and office.phone for office in capitols],
        "addresses": [_address(office) for office in capitols],
        "timezones": timezones,
        "zones": zones,
        "opening": [office and office.opening for office in capitols],
        "hours": [office and office.hours for office in capitols],
        "marks": _MARKS,
        "emails": _of(holders, lambda holder: _marked(" ".join(holder.emails), holder)),
        "websites": _of(holders, lambda holder: _marked(holder.website, holder)),
        "contact_forms": _of(holders, lambda holder: _marked(holder.contact_form, holder)),
        "profiles": profiles,
        "accounts": {
            network: _of(holders, lambda holder: _marked(_handle(holder, network, of), holder))  # noqa: B023
            for network, of in profiles.items()
        },
    }


def contacts(civic: Civic, found: Contacts) -> dict[str, object]:
    """Returns columns of public offices.

    `of` are rows of whose they are; addresses are as in `columns`. `kind` and `zones` are indexes
    into `kinds` and `timezones`, `lats` and `lngs` hundredths of a degree: the office's own, or its
    ZIP's.
    """
    offices = [office for _, office in found]
    points = [_point(civic, office) for office in offices]
    timezones, zones = indexed(office.timezone for office in offices)
    kinds, kind = indexed(office.kind for office in offices)
    return {
        "kinds": kinds,
        "kind": kind,
        "of": [row for row, _ in found],
        "addresses": [_postal(office) for office in offices],
        "phones": [office.phone for office in offices],
        "hours": [office.hours for office in offices],
        "opening": [office.opening for office in offices],
        "timezones": timezones,
        "zones": zones,
        "lats": [hundredths(lat) for lat, _ in points],
        "lngs": [hundredths(lng) for _, lng in points],
    }


def elsewhere(offices: Sequence[Office]) -> Contacts:
    """Returns the public offices of holders, but for the one that `columns` has."""
    return [
        (row, contact)
        for row, office in enumerate(offices)
        for contact in (office.holder.offices if office.holder else ())
        if contact is not capitol(office.holder)
    ]


def capitol(holder: Holder | None) -> ContactOffice | None:
    """Returns a holder's first office in the capitol, or None."""
    offices = holder.offices if holder else ()
    return next((office for office in offices if office.kind == "capitol"), None)


def indexed(values: Iterable[Value]) -> tuple[list[Value], list[int]]:
    """Returns what there is among the values, once each, and where in it each of them is."""
    listed = list(values)
    distinct = {value: at for at, value in enumerate(dict.fromkeys(listed))}
    return list(distinct), [distinct[value] for value in listed]


def hundredths(degrees: float | None) -> int | None:
    """Returns hundredths of a degree: about a kilometer."""
    return None if degrees is None else round(degrees * 100)


def _of(holders: Iterable[Holder | None], fact: Callable[[Holder], str | None]) -> list[str | None]:
    return [fact(holder) or None if holder else None for holder in holders]


def _address(office: ContactOffice | None) -> str | None:
    """Street, city, state and ZIP; None where there is neither a street nor a city."""
    if office is None or not (office.address or office.city):
        return None
    return _postal(office)


def _postal(office: ContactOffice) -> str:
    """Street, city, state and ZIP."""
    parts = (_braced(office), office.city, office.state, office.zip)
    return SEPARATOR.join(part or "" for part in parts)


def _braced(office: ContactOffice) -> str | None:
    """The address, with braces around what a visitor leaves out to get where one can go."""
    address, street = office.address, office.street or ""
    if not address or not office.box:
        return address
    apart = (
        at for at, (one, other) in enumerate(zip(address, street, strict=False)) if one != other
    )
    before = street[: next(apart, len(street))]
    after = street.removeprefix(before)
    end = len(address) - len(after)
    if end < len(before) or not address.endswith(after):
        return f"{{{address}}}"
    return f"{before}{{{address[len(before) : end]}}}{after}"


def _point(civic: Civic, office: ContactOffice) -> tuple[float | None, float | None]:
    if office.lat is not None:
        return office.lat, office.lng
    row = civic.zip(office.zip) if office.zip else None
    return (row.lat, row.lng) if row else (None, None)


def _period(holder: Holder | None) -> tuple[str, ...]:
    if holder is None:
        return "", "", ""
    turnover = holder.turnover if holder.term_end is None else None
    period = _day(holder.term_start), _day(holder.last_day), _day(turnover)
    found = (*period, _day(holder.limit), _day(holder.checked))
    return found if holder.limit or holder.checked else period


def _beginning(holder: Holder | None) -> str | None:
    if holder is None or holder.since == holder.term_start:
        return None
    return _day(holder.since)


def _stays(holder: Holder | None, successor: Holder) -> int:
    if holder is None:
        return 0
    if successor.id == holder.id:
        return 2
    return int(bool(holder.offices) and successor.offices == holder.offices)


def _corrections(office: Office) -> Iterator[tuple[str, str, str, str, str]]:
    for one in office.corrections:
        if one.kind != "number":
            known = one.kind, _day(one.checked), one.source, one.url or ""
            yield *known, _day(one.elected)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _marked(text: str | None, holder: Holder) -> str | None:
    """The text with marks for the holder's first and last name, as written or in small letters."""
    if text is None:
        return None
    for mark in _MARKS:
        text = text.replace(mark, f"%{ord(mark):X}")
    words = holder.name.split()
    first, last = words[0], words[-1]
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
        "since": _day(vacancy.since),
        "until": _day(vacancy.until),
        "filledBy": _day(vacancy.filled_by),
        "note": vacancy.note,
        "servesMeanwhile": vacancy.serves_meanwhile,
    }
    return {name: fact for name, fact in facts.items() if fact}
