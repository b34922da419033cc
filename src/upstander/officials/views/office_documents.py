"""One office for software: a document with Popolo's names, a contact card, a feed of changes."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from icalendar.parser import Contentline, Parameters
from icalendar.prop import vAdr, vN, vText, vUri

from upstander.common.feeds import FeedEntry, atom
from upstander.common.plain import plain
from upstander.hub.context import language, rendering
from upstander.officials.queries import reach
from upstander.officials.queries.pages import Contact, Page, Said
from upstander.places import queries as places
from upstander.places.queries import ContactOffice, Holder, Office

VCARD = "text/vcard; charset=utf-8"
AFTER_NAMES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV")


def address(office_id: str) -> str:
    """Returns the absolute address of an office's page."""
    # Made by the thousand, so not by `reverse`.
    return f"{rendering().base_url}/{language()}/officials/offices/{office_id}/"


def document(page: Page) -> dict[str, Any]:
    """Returns an office as a Popolo post, with who holds it on the page's day. Dates are ISO."""
    facts, standing = page.facts, page.facts.standing
    office, vacancy = facts.office, facts.office.vacancy
    return {
        "@id": address(office.id),
        "url": address(office.id),
        "id": office.id,
        "label": page.seat,
        "role": office.title,
        "area": {"id": office.division_id, "identifier": office.division_id},
        "level": office.level,
        "chamber": office.chamber,
        "state": office.state,
        "district": office.district,
        "seat": office.seat,
        "status": standing.status,
        "on": facts.on.isoformat(),
        "known_through": page.known_through or None,
        "known_on": office.known_on(standing.holder).isoformat() if standing.holder else None,
        "current_through": page.current_through or None,
        "official_page": page.official or None,
        "holder": _person(standing.holder, page) if standing.holder else None,
        "last_holder": _person(standing.last, page) if standing.last else None,
        "vacancy": {
            "start_date": _iso(vacancy.since),
            "filled_by": _iso(vacancy.filled_by),
            "end_date": _iso(vacancy.until),
            "reason": vacancy.reason,
            "note": vacancy.note,
            "serves_meanwhile": vacancy.serves_meanwhile,
        }
        if vacancy
        else None,
        "successors": [
            {
                "name": one.name,
                "party": one.party,
                "start_date": _iso(one.term_start),
                "elected": _iso(one.elected),
            }
            for one in office.successors
        ],
        "corrections": [places.correction_document(one) for one in office.corrections],
        "contact_details": _contacts(page),
        "offices": [_place(one, one.place, office) for one in page.contacts if one.place],
        "changes": [
            {"date": one.on.isoformat(), "kind": one.kind, "text": one.text} for one in page.changes
        ],
        "as_of": office.as_of.isoformat(),
        "sources": [{"url": facts.source.url, "note": facts.source.publisher}],
    }


def _person(holder: Holder, page: Page) -> dict[str, Any]:
    links = dict.fromkeys(filter(None, (holder.website, holder.contact_form, *holder.links)))
    return {
        "id": holder.id,
        "identifiers": [
            {"scheme": scheme, "identifier": identifier}
            for scheme, identifier in holder.identifiers
        ],
        "name": holder.name,
        "party": holder.party,
        "since": _iso(holder.since),
        "start_date": _iso(holder.term_start),
        "end_date": _iso(holder.last_day),
        "links": [{"url": url} for url in links],
        "accounts": [
            {"network": one.network, "handle": one.handle, "url": one.url}
            for one in holder.accounts
        ],
        "committees": list(page.committees),
    }


def _contacts(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in page.contacts:
        for kind, value in (("voice", one.number.text), ("fax", one.fax)):
            if value:
                found.append({"type": kind, "value": value, "note": one.kind})
    for email in page.emails:
        until = page.known_through if email in page.personal_emails else ""
        found.append({"type": "email", "value": email, "valid_until": until or None})
    if page.contact_form:
        found.append({"type": "url", "value": page.contact_form, "label": "contact form"})
    return found


def _place(contact: Contact, place: ContactOffice, office: Office) -> dict[str, Any]:
    return {
        "kind": reach.kind(place, office),
        "street": place.street,
        "post_office_box": place.box,
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
        "phone": contact.number.text or None,
        "hours": place.hours,
        "opening_hours": place.opening,
        "timezone": place.timezone,
        "latitude": place.lat,
        "longitude": place.lng,
    }


def vcard(page: Page) -> bytes:
    """Returns an office's public contacts as a card for an address book (vCard 3.0, RFC 2426)."""
    here = address(page.id)
    name = plain(page.name or page.seat)
    lines = [
        _line("VERSION", "3.0"),
        _line("UID", vUri(here)),
        _line("FN", name),
        _line("N", vN(_name_parts(plain(page.name)))),
        _line("TITLE", plain(page.seat)),
        _line("SOURCE", vUri(here)),
        _line("REV", page.facts.office.as_of.isoformat()),
        _line("NOTE", _note(page)),
    ]
    for place, (label, phone) in enumerate(_numbers(page), start=1):
        lines.append(_line(f"item{place}.TEL", vText(phone), TYPE=["WORK", "VOICE"]))
        lines.append(_line(f"item{place}.X-ABLabel", plain(label)))
    lines += [
        _line("ADR", _postal(one.place), TYPE=["WORK", *(["POSTAL"] if one.place.box else [])])
        for one in page.contacts
        if one.place and one.place.address
    ]
    lines += [_line("EMAIL", plain(email), TYPE=["INTERNET"]) for email in page.emails]
    if page.website:
        lines.append(_line("URL", vUri(plain(page.website))))
    body = [b"BEGIN:VCARD", *lines, b"END:VCARD", b""]
    return b"\r\n".join(body)


def _name_parts(name: str) -> tuple[str, str, str, str, str]:
    """The parts that vCard has names in; all empty where nobody holds the office."""
    words = name.replace(",", "").split()
    after = words.pop() if len(words) > 1 and words[-1] in AFTER_NAMES else ""
    *given, family = words or [""]
    return family, " ".join(given), "", "", after


def _numbers(page: Page) -> list[tuple[str, str]]:
    """Which office, and its number; else the switchboard, or what its chamber shares."""
    listed = [(one.kind, one.number.text) for one in page.contacts if one.number.text]
    shared = _("Capitol switchboard") if page.in_congress else _("Number of the chamber")
    ways = [(shared, way.href.removeprefix("tel:")) for way in page.ways if way.is_call]
    return listed or ways


def _line(name: str, value: str | vText | vUri | vAdr | vN, **params: list[str]) -> bytes:
    written = vText(value) if isinstance(value, str) and not isinstance(value, vUri) else value
    return bytes(Contentline.from_parts(name, Parameters(params), written).to_ical())


def _postal(place: ContactOffice) -> vAdr:
    parts = (place.box, place.street, place.city, place.state, place.zip)
    box, street, city, state, code = (plain(part or "") for part in parts)
    return vAdr((box, "", street, city, state, code, "USA"))


def _note(page: Page) -> str:
    parts = [" ".join(page.standing), *page.next]
    if page.known_words and page.name:
        parts.append(_("The term ends on %(day)s.") % {"day": page.known_words})
    parts.append(_("As of %(day)s.") % {"day": page.known_on})
    parts += [f"{one.words} {one.source}." for one in page.corrections]
    if page.last_known:
        parts.append(_("This may have changed since."))
    return plain(" ".join(filter(None, parts)))


def feed(page: Page) -> bytes:
    """Returns what changed in an office as an Atom feed."""
    return feed_of(page.seat, page.id, entries(page))


def feed_of(title: str, name: str, listed: list[FeedEntry]) -> bytes:
    """Returns changes of an office, or of a list of them, as an Atom feed."""
    here = address(name)
    return bytes(
        atom(
            title=_("Changes: %(office)s") % {"office": plain(title)},
            address=here,
            feed_address=f"{here}feed.atom",
            language=language(),
            entries=listed,
        ).content
    )


def entries(page: Page) -> list[FeedEntry]:
    """Returns what changed in an office, for a feed."""
    return [entry(page.id, page.seat, one) for one in page.changes]


def entry(office_id: str, seat: str, said: Said, *, title: str = "") -> FeedEntry:
    """Returns one change in an office, for a feed; `title` is what its title begins with."""
    here = address(office_id)
    return FeedEntry(
        id=f"{here}#{said.key}",
        title=plain(f"{title}{said.text}"),
        address=here,
        text=plain(f"{seat}. {said.day}. {said.text}"),
        updated=datetime.combine(said.on, time(), UTC),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
