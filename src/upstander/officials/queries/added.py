"""Officials that this hub has added, as offices like those of the pack, and whom they represent."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from upstander.officials.models import AddedOfficial
from upstander.places import queries as places
from upstander.places.queries import ContactOffice, Holder, Located, Office, SourceNote

PREFIX = "local-"
SOURCE = "added"

STALE_AFTER = 366
"""Days after which what an organizer wrote of an office counts as old, as of a publisher's file."""

_STATE = re.compile(r"/(?:state|district|territory):([a-z]{2})")
_OF_STATE = re.compile(_STATE.pattern + r"(?:/(?:cd|sldu|sldl):[^/]+)?$")
"""States, and the districts that elect their legislatures and their members of Congress."""


@dataclass(frozen=True)
class Around:
    """The added offices that represent a place for sure, and those that may."""

    certain: tuple[Office, ...]
    possible: tuple[Office, ...]


def rows() -> QuerySet[AddedOfficial]:
    """Returns the officials that are published."""
    return AddedOfficial.objects.visible(preview=False).prefetch_related("translations")


def row(office_id: str) -> AddedOfficial:
    """Returns the published official of an office's id.

    Raises:
        UnknownOffice: this hub has added no such office.
    """
    slug = office_id.removeprefix(PREFIX)
    found = rows().filter(slug=slug).first() if slug != office_id else None
    if found is None:
        raise places.UnknownOffice(office_id)
    return found


def find(office_id: str) -> Office:
    """Returns an office by its id, of the pack or added by this hub.

    Raises:
        UnknownOffice: there is no such office.
    """
    return office(row(office_id)) if office_id.startswith(PREFIX) else places.office(office_id)


def seat(row: AddedOfficial, language: str) -> str:
    """Returns which office it is, in words: `Sheriff, Polk County, Iowa`."""
    return ", ".join(row.text(field, language).value for field in ("title", "area"))


def office(row: AddedOfficial) -> Office:
    """Returns an added official as the engine has offices.

    One without a name has a holder without a name, whose term was over before the day that the
    facts are of: so nobody is said to hold the office, and its contacts are there.
    """
    return Office(
        id=row.office_id,
        title=row.title,
        chamber="executive",
        state=_state(row),
        district=None,
        senate_class=None,
        division_id=row.division_id,
        holder=Holder(
            id=row.office_id,
            name=row.name,
            party=row.party or None,
            term_start=None,
            term_end=row.term_end if row.name else row.as_of - timedelta(days=1),
            website=row.website or None,
            contact_form=row.contact_form or None,
            offices=_offices(row),
            accounts=(),
            how=None,
            emails=(row.email,) if row.email else (),
        ),
        vacancy=None,
        source=SOURCE,
        as_of=row.as_of,
        level="state" if _OF_STATE.search(row.division_id) else "local",
        limit=source(row).limit,
    )


def _offices(row: AddedOfficial) -> tuple[ContactOffice, ...]:
    if not (row.street or row.phone or row.city):
        return ()
    return (
        ContactOffice(
            kind="district",
            address=row.street or None,
            city=row.city or None,
            state=row.region or None,
            zip=row.postal_code or None,
            phone=row.phone or None,
            fax=None,
            hours=row.hours or None,
            lat=None,
            lng=None,
        ),
    )


def _state(row: AddedOfficial) -> str | None:
    found = _STATE.search(row.division_id)
    code = found[1].upper() if found else row.region
    return code if code in {state.code for state in places.states()} else None


def source(row: AddedOfficial) -> SourceNote:
    """Returns what an added office rests on."""
    return SourceNote(
        key=SOURCE,
        publisher=row.source_title,
        title=row.source_title,
        url=row.source_url,
        as_of=row.as_of,
        terms="",
        stale_after=STALE_AFTER,
    )


def around(located: Located) -> Around:
    """Returns the added offices of a place: by its divisions, else by its ZIP codes.

    A ZIP code may reach beyond a county or a school district, so what goes by it is never sure.
    """
    if not located.offices:
        return Around((), ())
    certain = {division.id for division in located.divisions}
    possible = {one.id for one in located.every_division()}
    possible |= {one.division_id for one in located.offices}
    zips = {code for place in located.places for code in place.zips} | {located.query[:5]}
    found: tuple[list[Office], list[Office]] = ([], [])
    for row in rows():
        if row.division_id in certain:
            found[0].append(office(row))
        elif row.division_id in possible or zips.intersection(row.zips):
            found[1].append(office(row))
    return Around(tuple(found[0]), tuple(found[1]))


def beside(row: AddedOfficial) -> list[str]:
    """Returns the ids of the pack's offices that the same people elect.

    By them a device knows whom an added office represents; none where only ZIP codes tell.
    """
    return [one.id for one in places.offices_for(row.division_id)]


def states() -> list[str]:
    """Returns the states of the officials added here, as two capital letters."""
    return [state for row in rows() if (state := office(row).state)]


def for_device(row: AddedOfficial, language: str) -> dict[str, Any]:
    """Returns an added official as the device's tables have seats, and whom it represents."""
    record, contact = office(row), next(iter(_offices(row)), None)
    holder = record.holder
    return {
        "id": record.id,
        "title": row.text("title", language).value,
        "area": row.text("area", language).value,
        "level": record.level,
        "chamber": record.chamber,
        "state": record.state,
        "districtName": places.district_name(record),
        "termEnd": record.term_end.isoformat() if record.term_end else None,
        "asOf": record.as_of.isoformat(),
        "limit": record.limit.isoformat() if record.limit else None,
        "holder": holder
        and {
            "name": holder.name,
            "party": holder.party,
            "phone": row.phone or None,
            "phones": list(holder.phones),
            "emails": list(holder.emails),
            "address": contact and [contact.address, contact.city, contact.state, contact.zip],
            "street": contact and (contact.street or ("" if contact.address else None)),
            "website": holder.website,
            "contactForm": holder.contact_form,
            "accounts": [],
        },
        "vacancy": None,
        "source": [row.source_title, row.source_url],
        "hours": row.hours,
        "beside": beside(row),
        "zips": sorted({*row.zips, *places.zips_of_county(row.division_id)}),
    }
