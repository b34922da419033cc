"""What changed in an office: as noted here from one publish to another, and by its own dates."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from upstander.officials.models import OfficeChange
from upstander.officials.queries import added, reach
from upstander.places import queries as places
from upstander.places.queries import Holder, Office

Kind = OfficeChange.Kind


@dataclass(frozen=True)
class Change:
    """One line of an office's feed. `kind` is one of `OfficeChange.Kind`, or `took`, `vacant`,
    `ended`, `aged` and `lapsed` for what the lists themselves date. `number` parts those that were
    noted here."""

    office_id: str
    on: date
    kind: str
    before: str
    after: str
    number: int = 0


def every_office() -> Iterator[Office]:
    """Yields every office that has a page: those of the tables, then those added here."""
    yield from places.offices()
    for row in added.rows():
        yield added.office(row)


def facts(office: Office) -> dict[str, str]:
    """Returns what is told of an office when it changes, by kind."""
    holder = office.holder
    if holder is None:
        return {Kind.STATUS: "vacant" if office.vacancy else "unknown"}
    found = {
        Kind.HOLDER: holder.name,
        Kind.STATUS: "held" if holder.name else "unknown",
        Kind.PHONE: ", ".join(holder.phones),
        Kind.ADDRESS: "; ".join(filter(None, map(reach.address, holder.offices))),
        Kind.EMAIL: ", ".join(holder.emails),
        Kind.WEBSITE: holder.website or "",
        Kind.CONTACT_FORM: holder.contact_form or "",
    }
    return {kind: text for kind, text in found.items() if text}


def differences(
    before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Yields what is another than it was: its kind, and both texts.

    That somebody left says it all: their contacts went with them.
    """
    held = now[Kind.STATUS] == "held"
    for kind in Kind:
        old, new = before.get(kind, ""), now.get(kind, "")
        if old == new:
            continue
        if kind == Kind.STATUS:
            if not held:
                yield kind, before.get(Kind.HOLDER, ""), new
        elif held or (new and kind != Kind.HOLDER):
            yield kind, old, new


def dated(office: Office, on: date) -> Iterator[Change]:
    """Yields what the lists themselves date, up to a day: who took office, terms that ended,
    vacancies, and since when a list counts as old. A further term of the same person is no change.
    """
    begun: set[tuple[str, date]] = set()
    for holder in filter(None, (office.holder, *office.successors)):
        since = holder.since
        if since and since <= on and (holder.id, since) not in begun:
            begun.add((holder.id, since))
            yield Change(office.id, since, "took", "", holder.name)
        over = holder.term_end is not None and holder.term_end < on
        if over and holder.name and office.holder_on(on) is None:
            yield Change(office.id, holder.term_end or on, "ended", holder.name, "")
    vacancy = office.vacancy
    if vacancy and vacancy.since and vacancy.since <= on:
        yield Change(office.id, vacancy.since, "vacant", "", "")
    yield from _aged(office, on)
    yield from _corrected(office, on)


def _corrected(office: Office, on: date) -> Iterator[Change]:
    """What was found beyond the list, on the day that it was checked."""
    for number, one in enumerate(office.corrections):
        if one.checked <= on and one.kind != "number":
            kind = "elected" if one.kind == "elected" else "corrected"
            yield Change(office.id, one.checked, kind, one.name or "", one.source, number)


def _aged(office: Office, on: date) -> Iterator[Change]:
    """Since when who holds an office is only the last known, or a vacancy not known any more."""
    known = office.holder_on(on) or office.vacancy
    last = office.last_current_day(known) if known else None
    if last is None or on <= last:
        return
    turned = last + timedelta(days=1)
    if isinstance(known, Holder):
        yield Change(office.id, turned, "aged", known.name, "")
    elif last == office.limit:
        yield Change(office.id, turned, "lapsed", "", "")


def noted() -> dict[str, list[Change]]:
    """Returns the changes that were noted here, by office."""
    found: dict[str, list[Change]] = {}
    for row in OfficeChange.objects.all():
        one = Change(row.office_id, row.on, row.kind, row.before, row.after, row.pk)
        found.setdefault(row.office_id, []).append(one)
    return found


def told(office: Office, noted: Collection[Change], on: date) -> list[Change]:
    """Returns what changed in an office by a day, as noted and as dated, the newest first.

    Without mailboxes named after somebody who does not hold it any more: they went with them.
    """
    known = (*_without_mailboxes(office, noted, on), *dated(office, on))
    return sorted(known, key=lambda one: one.on, reverse=True)


def _without_mailboxes(office: Office, noted: Collection[Change], on: date) -> Iterator[Change]:
    now = office.holder_on(on)
    names = {one.before for one in noted if one.kind in (Kind.HOLDER, Kind.STATUS)}
    former = (names | ({office.holder.name} if office.holder else set())) - {
        now.name if now else ""
    }
    for one in noted:
        if one.kind == Kind.EMAIL:
            before, after = _kept(one.before, former), _kept(one.after, former)
            if (after or not one.after) and (before or after):
                yield replace(one, before=before, after=after)
        else:
            yield one


def _kept(emails: str, former: Iterable[str]) -> str:
    """Those of some addresses, parted by commas, that are not named after one of some people."""
    return ", ".join(
        email
        for email in emails.split(", ")
        if not any(places.is_personal(email, name) for name in former if name)
    )
