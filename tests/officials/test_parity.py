"""The server and a visitor's device say the same of an office, whatever is known of it.

The offices are made up, by the hundred in each language: each is a real one, with the standing,
the contacts and the accounts of others. They go to the device in its own tables, and its own
scripts make cards of them in node.
"""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from upstander.civic import Civic, Correction, Vacancy
from upstander.cli import script_checks
from upstander.common.home import SOURCE
from upstander.officials.models import AddedOfficial
from upstander.officials.queries import added, answers
from upstander.places import device
from upstander.places import queries as places
from upstander.places.queries import ContactOffice, Holder, Office, Point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opened_once", "hub")]

CARDS = "tests/scripts/officials/cards.js"
ON = date(2026, 10, 2)  # a Friday
A_DAY = timedelta(days=1)
HOW_MANY = {
    "house": 110, "senate": 60, "upper": 90, "lower": 120, "legislature": 40, "executive": 110,
}  # fmt: skip
ADDED = 40
STANDINGS = (
    *("held", "held", "held", "turns over", "elect", "began"),
    *("elected", "elected again", "stays in an office"),
    *("over", "turned over", "vacant", "filled by now", "unknown"),
)
HOURS = (
    ("Mo-Fr 08:30-17:00", "8:30 to 5"),
    ("Mo,We 09:00-12:00, Tu 13:00-16:30", "Mondays, Tuesdays, Wednesdays"),
    ("Sa 10:00-12:00", "Saturday mornings"),
    (None, "by appointment"),
    (None, None),
)
RIGHT = ("515-555-0100", "515-555-0101 x 7", "")
MONTHS = {
    "Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September",
    "Oct.": "October", "Nov.": "November", "Dec.": "December",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One office, how it was made up, and from when and where a visitor asks."""

    office: Office
    how: str
    now: datetime
    near: Point | None


class Chance:
    """What is made up, the same in every run."""

    def __init__(self, seed: int) -> None:
        self._of = random.Random(seed)
        holders = [one.holder for one in places.offices() if one.holder]
        self._holders = holders
        self._offices = [one for holder in holders for one in holder.offices]
        self._accounts = {
            account.network: account for holder in holders for account in holder.accounts
        }

    def maybe(self, share: float) -> bool:
        return self._of.random() < share

    def some(self, offices: list[Office], count: int) -> list[Office]:
        return self._of.sample(offices, min(count, len(offices)))

    def case(self, office: Office) -> Case:
        how = self._of.choice(STANDINGS)
        limit = self._of.choice((ON - self._days(), ON - A_DAY, ON, ON + A_DAY, None))
        return self.asked(replace(self._standing(office, how), limit=limit), how)

    def asked(self, office: Office, how: str) -> Case:
        """An office with the moment and the place that it is asked about from."""
        now = datetime.combine(ON, time(self._of.randrange(24), self._of.randrange(60)), UTC)
        near = (self._of.uniform(30, 45), self._of.uniform(-120, -75)) if self.maybe(0.6) else None
        return Case(office, how, now, near)

    def added(self, number: int) -> AddedOfficial:
        """An office that the hub added."""
        contacts = self._of.choice(self._holders)
        one = self._of.choice(self._offices)

        def perhaps(text: str | None) -> str:
            return (text or "") if self.maybe(0.7) else ""

        return AddedOfficial(
            slug=f"added-{number}",
            language="en",
            status=AddedOfficial.Status.PUBLISHED,
            title="Sheriff",
            area="Polk County, Iowa",
            name=perhaps("Ana “Nita” Núñez-O’Hara Jr."),
            party=perhaps("Democrat"),
            division_id="ocd-division/country:us/state:ia/county:polk",
            zips=["50309"],
            phone=perhaps(one.phone),
            email=perhaps("sheriff@polk.example"),
            website=perhaps(contacts.website),
            contact_form=perhaps(contacts.contact_form),
            street=perhaps(one.address),
            city=perhaps(one.city),
            region="IA",
            postal_code=perhaps(one.zip),
            hours=perhaps("Weekdays"),
            term_end=self._of.choice((ON - A_DAY, ON, ON + A_DAY, None)),
            source_title="Polk County",
            source_url="https://polk.example/",
            as_of=self._of.choice((date(2026, 6, 1), date(2025, 6, 1))),
        )

    def _standing(self, office: Office, how: str) -> Office:
        later, past = ON + self._days(), ON - self._days()
        if how in ("vacant", "filled by now"):
            return replace(office, holder=None, vacancy=self._vacancy(open_=how == "vacant"))
        if how == "unknown":
            return replace(office, holder=None, vacancy=None)
        holder = self._holder(office)
        if how in ("turns over", "turned over"):
            turns = later if how == "turns over" else past
            return replace(office, holder=replace(holder, term_end=None, turnover=turns))
        if how in ("elected", "elected again", "stays in an office"):
            return self._with_result(office, holder, how, later)
        over = how in ("over", "began")
        holder = replace(holder, term_end=past - A_DAY if over else later, turnover=None)
        if how not in ("elect", "began"):
            return replace(office, holder=holder)
        begins = past if how == "began" else later + A_DAY
        new = self._elected(begins)
        return replace(office, holder=holder, successors=(new,))

    def _with_result(self, office: Office, holder: Holder, how: str, ends: date) -> Office:
        """An office whose next term is somebody's who was elected; it may have begun."""
        begins = self._of.choice((ends, ON - A_DAY))
        new = replace(self._elected(begins), elected=date(2026, 6, 2), since=begins)
        if how == "elected again":
            new = replace(holder, term_start=begins, elected=date(2026, 6, 2))
        elif how == "stays in an office" and office.chamber == "executive":
            new = replace(new, offices=holder.offices, website=holder.website)
        new = replace(new, term_end=begins + 700 * A_DAY, turnover=None)
        before = replace(holder, term_end=begins, turnover=None)
        known = tuple(self._correction(office, kind) for kind in ("elected", "held"))
        return replace(office, holder=before, successors=(new,), corrections=known)

    def _correction(self, office: Office, kind: Literal["elected", "held"]) -> Correction:
        url = "https://paper.example/?a=1&b=2" if self.maybe(0.5) else None
        elected = date(2026, 6, 2) if kind == "elected" else None
        on = date(2026, 9, 30)
        return Correction(office.id, kind, on, "A “paper” & co.", url, on, "Ana", elected=elected)

    def _vacancy(self, *, open_: bool) -> Vacancy:
        ends = ON + self._days() if open_ else ON - A_DAY
        return Vacancy(
            reason=None,
            since=ON - 2 * self._days() if self.maybe(0.5) else None,
            until=ends if self.maybe(0.5) or not open_ else None,
            note=None,
            serves_meanwhile="Her staff answers." if self.maybe(0.5) else None,
            filled_by=ends if self.maybe(0.5) else None,
        )

    def _holder(self, office: Office) -> Holder:
        other = self._of.choice(self._holders)
        contacts = self._of.choice(self._holders)
        return Holder(
            id=office.holder.id if office.holder else other.id,
            name=other.name,
            party=other.party,
            term_start=date(2025, 1, 3),
            term_end=None,
            since=self._of.choice((date(2025, 1, 3), date(2009, 1, 6), None)),
            limit=self._of.choice((None, None, None, ON - A_DAY, ON)),
            checked=self._of.choice((None, date(2026, 9, 30))),
            website=contacts.website if self.maybe(0.7) else None,
            contact_form=contacts.contact_form if self.maybe(0.7) else None,
            offices=tuple(self._places(office)),
            accounts=tuple(self._all_accounts()),
            how=None,
            # No member of Congress has a public address for e-mail.
            emails=contacts.emails if office.level != "federal" and self.maybe(0.5) else (),
        )

    def _elected(self, begins: date) -> Holder:
        other = self._of.choice(self._holders)
        return replace(
            other,
            id="elect",
            term_start=begins,
            term_end=begins + timedelta(days=730),
            website=None,
            contact_form=None,
            offices=(),
            accounts=(),
            emails=(),
        )

    def _places(self, office: Office) -> Iterator[ContactOffice]:
        """Offices of others. An executive's is in a capitol, or the only one."""
        most = 1 if office.chamber == "executive" else 4
        for number in range(self._of.randrange(most + 1)):
            one = self._of.choice(self._offices)
            opening, hours = self._of.choice(HOURS)
            lat, lng = one.lat or self._of.uniform(30, 45), one.lng or self._of.uniform(-120, -75)
            yield replace(
                one,
                kind="capitol" if number == 0 and self.maybe(0.8) else "district",
                phone=one.phone if self.maybe(0.8) else None,
                opening=opening,
                hours=hours,
                # A device has hundredths of a degree.
                lat=round(lat, 2),
                lng=round(lng, 2),
            )

    def _all_accounts(self) -> Iterator[Any]:
        for _network, account in sorted(self._accounts.items()):
            if self.maybe(0.3):
                yield account

    def _days(self) -> timedelta:
        return timedelta(days=self._of.randrange(1, 300))

    def notes(self, offices: list[Office]) -> dict[str, Any]:
        """What callers said of offices: full mailboxes and wrong numbers."""
        full = {
            one.id: (ON - timedelta(days=self._of.randrange(17))).isoformat()
            for one in offices
            if self.maybe(0.2)
        }
        numbers = {}
        for one in offices:
            if self.maybe(0.3):
                listed = self._of.choice([*(one.holder.phones if one.holder else ()), ""])
                numbers[one.id] = {
                    self._otherwise(listed): {
                        "right": self._of.choice(RIGHT if listed else RIGHT[:-1]),
                        "source": self._of.choice(("https://right.example/", "")),
                        "as_of": "2026-09-01",
                    }
                }
        return {"full": full, "numbers": numbers}

    def _otherwise(self, phone: str) -> str:
        """A number as others write it."""
        return re.sub(r"\D", ".", phone) if self.maybe(0.5) else phone


class MadeUp(Civic):
    """The engine, but for offices that are made up."""

    def __init__(self, civic: Civic, offices: list[Office]) -> None:
        super().__init__(civic._pack)
        self._made_up = offices

    def offices(self, level: str | None = None, state: str | None = None) -> tuple[Office, ...]:
        """Those that are made up; see `Civic.offices`."""
        return tuple(
            one
            for one in self._made_up
            if level in (None, one.level) and state in (None, one.state)
        )


def sample(chance: Chance) -> list[Case]:
    """Returns offices of the tables, so many of every chamber, made up anew."""
    by_chamber: dict[str, list[Office]] = {}
    for office in places.offices():
        by_chamber.setdefault(office.chamber, []).append(office)
    return [
        chance.case(office)
        for chamber, count in HOW_MANY.items()
        for office in chance.some(by_chamber[chamber], count)
    ]


def add_officials(chance: Chance) -> None:
    """Adds offices of the hub's own."""
    AddedOfficial.objects.bulk_create(chance.added(number) for number in range(ADDED))


@pytest.mark.whole
@pytest.mark.parametrize(("language", "seed"), [("en", 9), ("es", 10)])
def test_the_device_says_of_every_office_what_the_server_says(
    language: str, seed: int, civic: Civic, client: Client, tmp_path: Path
) -> None:
    chance = Chance(seed)
    cases = sample(chance)
    add_officials(chance)
    ours = [chance.asked(added.office(row), "added") for row in added.rows()]
    made_up = [case.office for case in cases]
    notes = chance.notes([*made_up, *(case.office for case in ours)])

    with translation.override(language):
        told = [told_by_server(case, language, notes) for case in (*cases, *ours)]
    write(tmp_path, "cases.json", json.dumps(told))
    write_site(tmp_path, client, language, notes)
    for name, table in device.office_tables(MadeUp(civic, made_up), []).items():
        write(tmp_path, f"tables/{name}", table.decode())
    run_scripts(tmp_path, language)

    assert len(told) > 500
    assert json.loads((tmp_path / "different.json").read_text("utf-8")) == []


def told_by_server(case: Case, language: str, notes: dict[str, Any]) -> dict[str, Any]:
    """Returns a case for the device, with the card as the server renders it."""
    asked = answers.Asked(now=case.now, near=case.near, notes=notes)
    card = answers.card(case.office, language=language, on=ON, asked=asked)
    html = render_to_string("officials/card.html", {"card": card})
    return {
        "id": case.office.id,
        "how": case.how,
        "now": int(case.now.timestamp() * 1000),
        "near": case.near,
        "html": as_on_device(html),
    }


def as_on_device(html: str) -> str:
    """English months in full, and one Spanish button: words that have always been others there."""
    in_full = re.sub(r"\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?= \d)", lambda m: MONTHS[m[0]], html)
    return in_full.replace("Llame al 202-224-3121", "Llamar al 202-224-3121")


def write_site(folder: Path, client: Client, language: str, notes: dict[str, Any]) -> None:
    """Writes what the scripts fetch beside their tables."""
    for name in ("parts.html", "added.json", "committees.json"):
        address = f"{language}/officials/{name}"
        write(folder, address, client.get(f"/{address}").content.decode())
    write(folder, f"{language}/officials/notes.json", json.dumps(notes))


def run_scripts(folder: Path, language: str) -> None:
    """Makes every card on a device, and compares them."""
    node = script_checks.node()
    script_checks.install(node)
    command = [node, *script_checks.ROOMS, CARDS, folder, language]
    subprocess.run(command, cwd=SOURCE, env={"TZ": "UTC"}, check=True)


def write(folder: Path, name: str, text: str) -> None:
    """Writes a file, with the folders that it is in."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
