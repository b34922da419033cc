"""How an office is reached: its places, its channels, and the ways out where it has none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus, urlsplit

from django.urls import reverse
from django.utils.formats import date_format

from upstander.common.phones import tel
from upstander.hub.context import rendering
from upstander.officials.queries import hours, words
from upstander.officials.queries.elsewhere import ways_out
from upstander.places import choices
from upstander.places import queries as places
from upstander.places.queries import Account, ContactOffice, Holder, Office, Point

Corrections = Mapping[str, Mapping[str, str]]
"""By wrong number of an office: the `right` one, its `source` and `as_of` (see `reports`)."""


@dataclass(frozen=True)
class Number:
    """A telephone number; `note` and `source_url` say why it stands for a wrong one.

    `text` is empty where none is known, or only that another is wrong.
    """

    text: str
    note: str = ""
    source_url: str = ""

    @property
    def tel(self) -> str:
        """The number as a phone dials it."""
        return tel(self.text)


@dataclass(frozen=True)
class Place:
    """A public office of an official. Words are empty where nothing is known.

    `visit` is the part of `address` that one can go to: empty where it is for letters alone.
    `corrected` says that `phone` stands for a wrong number. `hours` are the source's words,
    `opening` the same as schema.org writes them, `open_now` whether staff answers at the moment
    that the page was asked for, `distance` how far it is from there. `is_main` is true for the one
    in a capitol, or an executive's first.
    """

    kind: str
    address: str
    visit: str
    phone: str
    tel: str
    corrected: str
    hours: str
    opening: str
    timezone: str
    open_now: str
    directions: str
    distance: str
    city: str
    is_main: bool = False


@dataclass(frozen=True)
class Channel:
    """One way to reach an office: `how` is `phone`, `form`, `email`, `website` or a network."""

    how: str
    label: str
    href: str


@dataclass(frozen=True)
class WayOut:
    """What to try where an office has no number: what to press, and words about it."""

    words: str
    label: str
    href: str

    @property
    def is_call(self) -> bool:
        """True where it is a number."""
        return self.href.startswith("tel:")


@dataclass(frozen=True)
class Chamber:
    """A number and a site that most members of a chamber have in common; empty where none."""

    phone: str
    site: str


def address(office: ContactOffice) -> str:
    """Returns an office's address in one line."""
    region = " ".join(filter(None, (office.state, office.zip)))
    return ", ".join(filter(None, (office.address, office.city, region)))


def to_visit(office: ContactOffice) -> str:
    """Returns where an office is, without a post-office box; empty for an address for letters."""
    return "" if office.is_for_letters else address(replace(office, address=office.street))


def directions(office: ContactOffice) -> str:
    """Returns the page of OpenStreetMap that shows where an office is; empty without a street."""
    return choices.MAP + quote_plus(to_visit(office)) if office.street and office.city else ""


def number(phone: str, corrections: Corrections) -> Number:
    """Returns a number of an office, or the right one in its place where it is known to be wrong.

    `phone` is empty where the lists have none.
    """
    dialled = tel(phone)
    found = next((one for wrong, one in corrections.items() if tel(wrong) == dialled), None)
    if found is None:
        return Number(phone)
    kind = "none" if not found["right"] else "right" if phone else "missing"
    said = str(words.NUMBERS[kind]).format(
        wrong=phone, day=date_format(date.fromisoformat(found["as_of"]))
    )
    return Number(found["right"], said, found["source"])


def main(office: Office, holder: Holder | None) -> ContactOffice | None:
    """Returns the main one of an official's offices: in a capitol, or any of an executive's."""
    found = holder.offices if holder else ()
    other = next(iter(found), None) if office.chamber == "executive" else None
    return next((one for one in found if one.kind == "capitol"), other)


def phone(office: Office, holder: Holder | None) -> str:
    """Returns the number to call first, as the lists have it; empty where they have none."""
    first = main(office, holder)
    listed = first.phone if first else None
    if not listed and holder and office.chamber not in choices.CONGRESS:
        listed = next(iter(holder.phones), None)
    return listed or ""


def kind(office: ContactOffice, seat: Office) -> str:
    """Returns what an office is: `capitol`, `district`, an executive's `office`, or `letters`.

    The last is an address for letters alone: a post-office box.
    """
    if office.is_for_letters:
        return "letters"
    return "office" if seat.chamber == "executive" else office.kind


def offices(
    holder: Holder,
    *,
    near: Point | None,
    now: datetime | None,
    seat: Office,
    corrections: Corrections,
) -> tuple[Place, ...]:
    """Returns an official's offices: the one in the Capitol, then the nearest to `near`."""

    def how_far(office: ContactOffice) -> tuple[bool, float]:
        return office.kind != "capitol", _miles(office, near) or 0

    first = main(seat, holder)
    return tuple(
        replace(
            place(office, near=near, now=now, seat=seat, corrections=corrections),
            is_main=office is first,
        )
        for office in sorted(holder.offices, key=how_far)
    )


def place(
    office: ContactOffice,
    *,
    near: Point | None,
    now: datetime | None,
    seat: Office,
    corrections: Corrections,
) -> Place:
    """Returns one office in words."""
    call = number(office.phone, corrections) if office.phone else Number("")
    nowhere = office.kind == "capitol" or office.is_for_letters
    miles = None if nowhere else _miles(office, near)
    return Place(
        kind=str(words.OFFICE_KINDS[kind(office, seat)]),
        address=address(office),
        visit=to_visit(office),
        phone=call.text,
        tel=call.tel,
        corrected=call.note,
        hours=office.hours or "",
        opening=office.opening or "",
        timezone=office.timezone or "",
        open_now=hours.now_words(office, now=now) if now and call.text else "",
        directions=directions(office),
        distance="" if miles is None else _distance(miles),
        city=office.city or "",
    )


def _miles(office: ContactOffice, near: Point | None) -> float | None:
    if near is None or office.lat is None or office.lng is None:
        return None
    return places.distance_km(near, (office.lat, office.lng)) / choices.KM_IN_A_MILE


def _distance(miles: float) -> str:
    whole = round(miles)
    return str(words.DISTANCE["far" if whole > 1 else "near"]).format(miles=whole)


def channels(
    *,
    phone: str,
    contact_form: str,
    emails: Iterable[str],
    website: str,
    accounts: Iterable[Account],
) -> Iterator[Channel]:
    """Yields the ways to reach an office, the best first: a call, a form, a letter, a post."""
    if phone:
        yield Channel("phone", phone, tel(phone))
    if contact_form:
        yield Channel("form", str(words.CHANNELS["form"]), contact_form)
    for email in emails:
        yield Channel("email", email, f"mailto:{email}")
    if website:
        yield Channel("website", str(words.CHANNELS["website"]), website)
    for account in accounts:
        network = choices.NETWORKS[account.network]
        yield Channel(account.network, f"{network}: {account.handle}", account.url)


def ways(office: Office, *, reached: bool) -> Iterator[WayOut]:
    """Yields what to try where an office has no number of its own; `reached` if it has another way.

    They end with asking for one, where there is nothing else.
    """
    if office.chamber in choices.CONGRESS:
        out = ways_out()
        words_for = str(words.WAYS["switchboard"])
        yield WayOut(words_for, str(words.CALL).format(phone=out.switchboard), out.switchboard_tel)
        return
    common = (
        chamber(office.state or "", office.chamber)
        if office.chamber in choices.LEGISLATURES
        else None
    )
    if common and common.phone:
        label = str(words.CALL).format(phone=common.phone)
        yield WayOut(str(words.WAYS["chamber_phone"]), label, tel(common.phone))
    if common and common.site and not reached:
        yield WayOut(str(words.WAYS["chamber_site"]), urlsplit(common.site).netloc, common.site)
    if not reached and not (common and (common.phone or common.site)):
        none, suggest = words.WAYS["none"], words.WAYS["suggest"]
        yield WayOut(str(none), str(suggest), reverse("suggestions:index"))


def official(office: Office, holder: Holder | None) -> str:
    """Returns where to check who holds an office: its chamber's own list, else its own site.

    Empty where neither is known.
    """
    if office.chamber in choices.CONGRESS:
        return ways_out().members[office.chamber]
    own = (holder.website or "") if holder else ""
    if office.chamber in choices.LEGISLATURES and office.state:
        return chamber(office.state, office.chamber).site or own
    return own


@places.of_tables
def chamber(state: str, name: str) -> Chamber:
    """Returns what most members of a chamber have in common, of more than one party where it has.

    So that nobody is sent to the site of one party's members.
    """
    holders = [
        office.holder
        for office in places.offices(state, level="state")
        if office.chamber == name and office.holder
    ]
    phones = [
        (office.phone, holder.party)
        for holder in holders
        for office in holder.offices[:1]
        if office.kind == "capitol" and office.phone
    ]
    sites = [
        (f"https://{host}/", holder.party)
        for holder in holders
        for host in _hosts(holder.website or "")
    ]
    parties = len({holder.party for holder in holders})
    return Chamber(*(_common(found, len(holders), parties) for found in (phones, sites)))


def _hosts(website: str) -> Iterator[str]:
    """The host of a site, and the one above it: each member of a chamber may have one below."""
    host = urlsplit(website).netloc
    if host:
        yield host
    above = host.partition(".")[2]
    if above.count(".") > 1:
        yield above


def _common(found: list[tuple[str, str | None]], members: int, parties: int) -> str:
    """What at least half of the members have, and not one party's alone."""
    top, count = next(iter(Counter(what for what, _party in found).most_common(1)), ("", 0))
    of = len({party for what, party in found if what == top})
    return top if count * 2 >= members and (of > 1 or parties == 1) else ""


def for_device() -> dict[str, Any]:
    """Returns the ways out, and the addresses of what a device fetches or links to."""
    chambers = {
        f"{state.code}-{name}": [common.phone, common.site]
        for state in places.states()
        for name in choices.LEGISLATURES
        if (common := chamber(state.code, name)) != Chamber("", "")
    }
    return {
        "chambers": chambers,
        "members": ways_out().members,
        "suggest": reverse("suggestions:index"),
        "about": reverse("officials:index") + "offices/",
        "listed": None if rendering().states is None else sorted(rendering().states or ()),
        "addresses": {
            name: reverse(f"officials:{name}") for name in ("added", "committees", "notes")
        },
    }
