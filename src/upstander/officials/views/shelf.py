"""The pages of all offices, made in bulk. Each is just what its view in `views.offices` answers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.urls import get_script_prefix
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from upstander.common.feeds import FeedEntry
from upstander.hub import queries as hub
from upstander.hub import registry
from upstander.hub.context import language, rendering
from upstander.hub.registry import Shelf
from upstander.officials import operations
from upstander.officials.models import AddedOfficial, OfficeChange
from upstander.officials.queries import changes, elsewhere, pages
from upstander.officials.queries.pages import US, Page, Said
from upstander.officials.views import office_documents
from upstander.places import queries as places
from upstander.places.queries import Office, State, UnknownOffice

ADDRESS = "officials/offices/"
NEWEST = 200
"""Changes that the feed of a whole list has."""
LATELY = timedelta(days=90)
"""How far back the changes of all of the hub's own offices go."""
CHANGES = "changes"
"""Where those are, below `ADDRESS`."""
AGED = ("aged", "lapsed")
"""That a list is old is no change in it."""
MARK = "the-id-of-this-office"
"""Stands for an office's id in the one page that all others are made from."""
SLOTS = {name: f"\ue000{name}\ue001" for name in ("title", "description", "main", "card", "listed")}


@dataclass(frozen=True)
class Listed:
    """One office in a list: in which group, which seat, who holds it, or what is known instead.

    `known_on` is the day as of which that is known.
    """

    id: str
    group: str
    seat: str
    name: str
    party: str
    status: str
    known_on: str


def fingerprint(on: date) -> str:
    """Returns a short name for all that the pages say on a day, but for the software."""
    this = hub.hub()
    said = [
        places.tables_name(),
        _last_turn(on).isoformat(),
        this.name,
        *(this.text("promise", code).value for code in this.languages),
    ]
    for row in AddedOfficial.objects.visible(preview=False).prefetch_related("translations"):
        said += [row.slug, row.updated.isoformat()]
        for code in this.languages:
            said += [row.text("title", code).value, row.text("area", code).value]
    said += [str(OfficeChange.objects.count()), *sorted(_own())]
    return blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()


def _last_turn(on: date) -> date:
    """Returns the last day until `on` on which a term, a vacancy or what is known of one turned."""
    days = (day for one in changes.every_office() for day in _turns(one) if day <= on)
    return max(days, default=date.min)


def _turns(office: Office) -> Iterator[date]:
    a_day = timedelta(days=1)
    yield office.as_of
    for holder in filter(None, (office.holder, *office.successors)):
        if holder.term_start:
            yield holder.term_start
        if holder.last_day:
            yield holder.last_day + a_day
        if current := office.last_current_day(holder):
            yield current + a_day
    if office.vacancy:
        if office.vacancy.since:
            yield office.vacancy.since
        if current := office.last_current_day(office.vacancy):
            yield current + a_day


def files(on: date) -> Iterator[tuple[str, bytes]]:
    """Yields every file below `ADDRESS` in the language at hand.

    A static host, where files are counted, gets an office's documents with those of its list.
    """
    known = pages.rows()
    frame = Frame()
    together = None if rendering().endpoints else {code: Together() for code in lists()}
    of_list: dict[str, list[Listed]] = {code: [] for code in lists()}
    news = News(on)
    for office in filter(pages.has_page, changes.every_office()):
        page = pages.page(office, known, on=on)
        of_list[page.state].append(listed(page))
        news.add(page)
        yield f"{office.id}/index.html", frame.filled(page).encode()
        if together is not None:
            together[page.state].add(page)
            continue
        yield f"{office.id}/index.json", _json(office_documents.document(page))
        yield f"{office.id}/card.vcf", office_documents.vcard(page)
        yield f"{office.id}/feed.atom", office_documents.feed(page)
    for code, documents in (together or {}).items():
        yield from documents.files(code)
    for code, offices in of_list.items():
        context = list_context(code, offices)
        yield f"{code}/index.html", _page("officials/office_list.html", code, context).encode()
        yield f"{code}/index.json", _json(list_document(offices))
    yield f"{CHANGES}/index.html", _page(News.TEMPLATE, CHANGES, news.context()).encode()
    yield f"{CHANGES}/feed.atom", news.feed()
    yield "index.html", _page("officials/offices.html", "", index_context()).encode()
    yield "index.json", _json(index_document())


def has(name: str) -> bool:
    """Returns whether an office or a list of that name has a page, as pages are made now."""
    try:
        office, _known = pages.known_office(name, preview=False)
    except UnknownOffice:
        return name in lists() or (name == CHANGES and pages.is_listed(US))
    return pages.has_page(office)


SHELF = Shelf(ADDRESS, note=operations.note_changes, fingerprint=fingerprint, files=files, has=has)


class Together:
    """What software and address books get of all offices of one list, in the language at hand."""

    def __init__(self) -> None:
        """Begins with none."""
        self._documents: list[bytes] = []
        self._cards: list[bytes] = []
        self._changes: list[FeedEntry] = []

    def add(self, page: Page) -> None:
        """Takes up one office."""
        self._documents.append(_json(office_documents.document(page)))
        self._cards.append(office_documents.vcard(page))
        self._changes += office_documents.entries(page)

    def files(self, code: str) -> Iterator[tuple[str, bytes]]:
        """Yields the files of the list."""
        newest = sorted(self._changes, key=lambda one: one.updated, reverse=True)[:NEWEST]
        yield f"{code}/offices.json", b'{"offices": [%s]}' % b", ".join(self._documents)
        yield f"{code}/cards.vcf", b"".join(self._cards)
        yield f"{code}/feed.atom", office_documents.feed_of(_list_name(code), code, newest)


@dataclass(frozen=True)
class New:
    """What changed in one office: whose page tells more, which office it is, and the change."""

    office_id: str
    seat: str
    said: Said


class News:
    """What changed lately in Congress and in the offices of the hub's own states, in the language
    at hand: at most NEWEST, the newest first."""

    TEMPLATE = "officials/changes.html"

    def __init__(self, on: date) -> None:
        """Begins with none, up to a day."""
        self._since = on - LATELY
        self._lists = _own()
        self._found: list[New] = []

    def add(self, page: Page) -> None:
        """Takes up one office, if it is one of those."""
        if page.state in self._lists:
            self._found += [
                New(page.id, page.seat, said)
                for said in page.changes
                if said.on >= self._since and said.kind not in AGED
            ]

    def context(self) -> dict[str, object]:
        """Returns what the page shows."""
        codes = [code for code in lists() if code in self._lists]
        return {"news": self._newest(), "lists": [(code, _list_name(code)) for code in codes]}

    def feed(self) -> bytes:
        """Returns the same as an Atom feed."""
        entries = [
            office_documents.entry(one.office_id, one.seat, one.said, title=f"{one.seat}: ")
            for one in self._newest()
        ]
        return office_documents.feed_of(_("lists of officials"), CHANGES, entries)

    def _newest(self) -> list[New]:
        return sorted(self._found, key=lambda one: one.said.on, reverse=True)[:NEWEST]


def _own() -> frozenset[str]:
    """Returns the codes of the lists that the hub's content is about, Congress's among them."""
    return frozenset([US, *(code.lower() for code in registry.own_states())])


def news(on: date) -> News:
    """Returns what changed lately, until a day."""
    known, found = pages.rows(), News(on)
    for office in filter(pages.has_page, changes.every_office()):
        if pages.list_of(office) in _own():
            found.add(pages.page(office, known, on=on))
    return found


class Frame:
    """All of an office's page that is the same for every office, in the language at hand."""

    def __init__(self) -> None:
        """Makes one page with marks where offices differ."""
        slots: dict[str, str] = {name: mark_safe(mark) for name, mark in SLOTS.items()}  # noqa: S308
        slots["id"] = MARK
        text = _page("officials/office.html", MARK, slots)
        self._parts = re.split(f"({'|'.join([MARK, *SLOTS.values()])})", text)

    def filled(self, page: Page) -> str:
        """Returns the page of one office."""
        context = office_context(page)
        values = {MARK: page.id, SLOTS["main"]: str(context["main"])}
        for name in ("title", "description", "card", "listed"):
            values[SLOTS[name]] = escape(context[name])
        return "".join(values.get(part, part) for part in self._parts)


def office_context(page: Page) -> dict[str, str]:
    """Returns what the page of an office is filled with."""
    context = {"page": page, "out": elsewhere.ways_out()}
    return {
        "id": page.id,
        "title": page.title,
        "description": _("%(office)s: telephone, address, and what changed.")
        % {"office": page.title},
        "main": get_template("officials/office_main.html").render(context),
        "card": "card.vcf" if rendering().endpoints else _in_the_page(page),
        "listed": page.state,
    }


def _in_the_page(page: Page) -> str:
    """Returns an office's contact card as an address that has all of it."""
    return f"data:text/vcard;charset=utf-8,{quote(office_documents.vcard(page))}"


def _page(template: str, below: str, context: Mapping[str, object]) -> str:
    """Returns the page at an address below `ADDRESS`, as a view would answer it."""
    request = HttpRequest()
    rest = f"{below}/" if below else ""
    request.path = f"{get_script_prefix()}{language()}/{ADDRESS}{rest}"
    return render_to_string(template, {**context}, request)


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def lists() -> Iterator[str]:
    """Yields the code of every list that has a page: the country's, then each state's."""
    codes = (US, *(state.code.lower() for state in places.states()))
    yield from filter(pages.is_listed, codes)


def index_context() -> dict[str, object]:
    """Returns what the page of all lists shows."""
    listed = places.states_by_name(language())
    codes = set(lists())
    return {
        "states": [
            (state.code.lower(), _name(state)) for state in listed if state.code.lower() in codes
        ]
    }


def index_document() -> dict[str, object]:
    """Returns the lists for software."""
    return {
        "lists": [
            {"url": office_documents.address(code), "state": None if code == US else code.upper()}
            for code in lists()
        ]
    }


def offices_of(code: str, *, on: date) -> list[Listed]:
    """Returns the offices of one list."""
    known = pages.rows()
    found = (one for one in changes.every_office() if pages.list_of(one) == code)
    return [listed(pages.page(one, known, on=on)) for one in found]


def list_context(code: str, offices: Iterable[Listed]) -> dict[str, object]:
    """Returns what the list of a state, or of the country, shows."""
    groups: dict[str, list[Listed]] = {}
    old: dict[str, None] = {}
    for one in offices:
        if one.status == "last-known":
            old.setdefault(one.known_on)
        groups.setdefault(one.group, []).append(one)
    return {
        "code": code,
        "name": _list_name(code),
        "old": list(old),
        "groups": [(_heading(group), found) for group, found in groups.items()],
    }


def list_document(offices: Iterable[Listed]) -> dict[str, object]:
    """Returns a list for software."""
    return {
        "offices": [
            {
                "url": office_documents.address(one.id),
                "id": one.id,
                "label": one.seat,
                "status": one.status,
                "name": one.name or None,
            }
            for one in offices
        ]
    }


def listed(page: Page) -> Listed:
    """Returns an office as its list has it."""
    office = page.facts.office
    chamber = office.level if office.chamber == "executive" else office.chamber
    group = "added" if page.is_added else chamber
    return Listed(office.id, group, page.seat, page.name, page.party, page.status, page.known_on)


def _heading(group: str) -> str:
    return {
        "added": _("Added by this site’s organizers"),
        "senate": _("United States Senate"),
        "house": _("United States House of Representatives"),
        "upper": _("Upper chamber of the legislature"),
        "lower": _("Lower chamber of the legislature"),
        "legislature": _("Legislature"),
        "federal": _("President and vice president"),
        "state": _("Governor and other statewide offices"),
        "local": _("Mayors"),
    }[group]


def _list_name(code: str) -> str:
    if code == US:
        return _("Congress, the president and the vice president")
    return _name(places.state(code.upper()))


def _name(state: State) -> str:
    return places.state_name(state, language())
