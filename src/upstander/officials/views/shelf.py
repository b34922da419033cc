"""The pages of all offices, made in bulk. Each is just what its view in `views.offices` answers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.urls import get_script_prefix
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from upstander.hub import queries as hub
from upstander.hub.context import language
from upstander.hub.registry import Shelf
from upstander.officials import operations
from upstander.officials.models import AddedOfficial, OfficeChange
from upstander.officials.queries import changes, elsewhere, pages
from upstander.officials.queries.pages import US, Page
from upstander.officials.views import office_documents
from upstander.places import queries as places
from upstander.places.queries import Office, State

ADDRESS = "officials/offices/"
MARK = "the-id-of-this-office"
"""Stands for an office's id in the one page that all others are made from."""
SLOTS = {name: f"\ue000{name}\ue001" for name in ("title", "description", "main")}


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
    said += [str(OfficeChange.objects.count())]
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
    """Yields every file below `ADDRESS` in the language at hand."""
    known = pages.rows()
    frame = Frame()
    of_list: dict[str, list[Listed]] = {code: [] for code in lists()}
    for office in changes.every_office():
        page = pages.page(office, known, on=on)
        of_list[page.state].append(listed(page))
        yield f"{office.id}/index.html", frame.filled(page).encode()
        yield f"{office.id}/index.json", _json(office_documents.document(page))
        yield f"{office.id}/card.vcf", office_documents.vcard(page)
        yield f"{office.id}/feed.atom", office_documents.feed(page)
    for code, offices in of_list.items():
        context = list_context(code, offices)
        yield f"{code}/index.html", _page("officials/office_list.html", code, context).encode()
        yield f"{code}/index.json", _json(list_document(offices))
    yield "index.html", _page("officials/offices.html", "", index_context()).encode()
    yield "index.json", _json(index_document())


SHELF = Shelf(ADDRESS, note=operations.note_changes, fingerprint=fingerprint, files=files)


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
        for name in ("title", "description"):
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
    }


def _page(template: str, below: str, context: Mapping[str, object]) -> str:
    """Returns the page at an address below `ADDRESS`, as a view would answer it."""
    request = HttpRequest()
    rest = f"{below}/" if below else ""
    request.path = f"{get_script_prefix()}{language()}/{ADDRESS}{rest}"
    return render_to_string(template, {**context}, request)


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def lists() -> Iterator[str]:
    """Yields the code of every list: the country's, then each state's."""
    yield US
    for state in places.states():
        yield state.code.lower()


def index_context() -> dict[str, object]:
    """Returns what the page of all lists shows."""
    listed = places.states_by_name(language())
    return {"states": [(state.code.lower(), _name(state)) for state in listed]}


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
        "name": _("Congress, the president and the vice president")
        if code == US
        else _name(places.state(code.upper())),
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


def _name(state: State) -> str:
    return places.state_name(state, language())
