"""An answer as a document for JSON: the same for the command line and over HTTP."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from upstander.civic.answering.notices import last_known, standing
from upstander.civic.reading.corrections import number_for
from upstander.civic.types import (
    Account,
    Alternative,
    ContactOffice,
    Correction,
    Division,
    Holder,
    Located,
    Membership,
    Office,
    Place,
)


def document(
    located: Located, committees_of: Callable[[str], Iterable[Membership]] | None = None
) -> dict[str, Any]:
    """The answer as lists, texts and numbers, with every office as it stands on the answer's day.

    `officials` hold their office then, or are the last known to, and then `words` say so: what
    their source says counts as current through `current_through`. `vacancies` are the offices that
    are vacant or whose holder is not known then, with what is known in `words`. `certain` is false
    where another office may be the place's own. `next` has the districts on lines that are not in
    force yet. Dates are ISO. `committees` are listed with ``Civic.committees_of``.
    """
    certain = {division.id for division in located.divisions}
    urls = {source.key: source.url for source in located.sources}
    officials, vacancies = [], []
    for office in located.offices:
        facts = _office(office, urls[office.source]) | {"certain": office.division_id in certain}
        holder = office.holder_on(located.on)
        if holder is None:
            vacancies.append(facts | _vacancy(office, located.on))
        else:
            facts = (
                {"name": holder.name} | facts | _held(office, located.on) | _contact(office, holder)
            )
            if committees_of is not None:
                facts["committees"] = [_flat(seat) for seat in committees_of(holder.id)]
            officials.append(facts)
    return {
        "query": {
            "text": located.query,
            "outcome": located.outcome,
            "places": [_flat(place) for place in located.places],
        },
        "as_of": located.as_of.isoformat(),
        "on": located.on.isoformat(),
        "divisions": [_division(division) for division in located.divisions],
        "alternatives": [_alternative(alternative) for alternative in located.alternatives],
        "next": {
            "certain": located.next_certain,
            "divisions": [_division(division) for division in located.next_divisions],
        },
        "officials": officials,
        "vacancies": vacancies,
        "notices": [
            {"code": notice.code, "text": notice.text, "params": dict(notice.params)}
            for notice in located.notices
        ],
    }


def _division(division: Division) -> dict[str, Any]:
    return {
        "id": division.id,
        "name": division.name,
        "kind": division.kind,
        "state": division.state,
        "valid_from": _iso(division.valid_from),
        "valid_through": _iso(division.valid_through),
    }


def _alternative(alternative: Alternative) -> dict[str, Any]:
    shared = zip(alternative.divisions, alternative.land_shares, strict=True)
    return {
        "kind": alternative.kind,
        "divisions": [_division(division) | {"land_share": share} for division, share in shared],
    }


def _office(office: Office, url: str) -> dict[str, Any]:
    return {
        "office": office.title,
        "office_id": office.id,
        "seat": office.seat,
        "division_id": office.division_id,
        "level": office.level,
        "as_of": office.as_of.isoformat(),
        "source": url,
        "successors": [
            {
                "name": holder.name,
                "party": holder.party,
                "term_start": _iso(holder.term_start),
                "identifiers": _identifiers(holder),
                "elected": _iso(holder.elected),
            }
            for holder in office.successors
        ],
        "corrections": [correction_document(one) for one in office.corrections],
    }


def _held(office: Office, on: date) -> dict[str, Any]:
    """How sure it is who holds an office."""
    status, holder = office.status(on), office.holder_on(on)
    return {
        "status": status,
        "words": last_known(office, holder) if holder and status == "last-known" else None,
        "known_on": _iso(office.known_on(holder) if holder else None),
        "current_through": _iso(office.last_current_day(holder) if holder else None),
    }


def _identifiers(holder: Holder) -> list[dict[str, str]]:
    return [{"scheme": scheme, "identifier": value} for scheme, value in holder.identifiers]


def correction_document(correction: Correction) -> dict[str, Any]:
    """What is known beyond the source, as JSON has it; what does not apply is left out."""
    found = {
        "kind": correction.kind,
        "since": correction.since.isoformat(),
        "name": correction.name,
        "party": correction.party,
        "elected": _iso(correction.elected),
        "ends": _iso(correction.ends),
        "wrong": correction.wrong or None,
        "right": correction.right or None,
        "source": correction.source,
        "url": correction.url,
        "checked": correction.checked.isoformat(),
    }
    return {name: value for name, value in found.items() if value is not None}


def _contact(office: Office, holder: Holder) -> dict[str, Any]:
    urls = (*([holder.website] if holder.website else []), *holder.links)
    return {
        "identifiers": _identifiers(holder),
        "party": holder.party,
        "phones": _phones(office, holder),
        "emails": list(holder.emails),
        "urls": list(dict.fromkeys(urls)),
        "contact_form": holder.contact_form,
        "offices": _offices(office, holder),
        "accounts": [_flat(account) for account in holder.accounts],
        "since": _iso(holder.since),
        "term_start": _iso(holder.term_start),
        "term_end": _iso(holder.term_end),
        "turnover": _iso(holder.turnover),
    }


def _vacancy(office: Office, on: date) -> dict[str, Any]:
    """What is known of an office without a known holder, and the office's own contacts."""
    vacancy, holder = office.vacancy, office.holder
    return {
        "status": "vacant" if office.status(on) == "vacant" else "holder_unknown",
        "words": standing(office, on),
        "term_end": _iso(holder.term_end if holder else vacancy.until if vacancy else None),
        "turnover": _iso(holder.turnover if holder else None),
        "reason": vacancy.reason if vacancy else None,
        "since": _iso(vacancy.since if vacancy else None),
        "filled_by": _iso(vacancy.filled_by if vacancy else None),
        "note": vacancy.note if vacancy else None,
        "serves_meanwhile": vacancy.serves_meanwhile if vacancy else None,
        "offices": _offices(office, holder) if holder else [],
    }


def _phones(office: Office, holder: Holder) -> list[str]:
    """The numbers, the right ones in place of wrong ones."""
    listed = [_right(phone, office) for phone in holder.phones] or [_right("", office)]
    return list(dict.fromkeys(filter(None, listed)))


def _right(phone: str, office: Office) -> str:
    found = number_for(phone, office.corrections)
    return found.right if found else phone


def _offices(office: Office, holder: Holder) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for contact in holder.offices:
        right = (_right(contact.phone, office) or None) if contact.phone else None
        parts = {"street": contact.street, "post_office_box": contact.box}
        found.append({**_flat(contact), **parts, "phone": right})
    return found


def _flat(record: Place | ContactOffice | Account | Membership) -> Mapping[str, Any]:
    """The fields of a record that holds no others."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
