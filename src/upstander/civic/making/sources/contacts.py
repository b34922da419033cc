"""What of a person's contacts in Open States is an office's, and so is kept.

Homes never are: records called that are left out, and a street in the district is kept only where
it reads like an office, or where several people list it. Neither is mail at a provider for
everybody, since nothing in this source tells which of it a legislature publishes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from upstander.civic.making.sources.federal import CHANNEL, PROFILES
from upstander.civic.making.sources.files import GIVEN

MOST_LINKS = 3
SHARED = 3  # people who list a street; a couple in one legislature may share a home
_KINDS = {
    "capitol": "capitol",
    "capitol-mail": "capitol",
    "district": "district",
    "district-mail": "district",
    "primary": "district",
}
_NO_HANDLES = ("playlist", "profile.php", "watch")  # of addresses that lead to something else
_HANDLE = re.compile(r"[A-Za-z0-9_.-]+")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,})")
_PHONE = re.compile(
    r"(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]*(\d{3})[-. ]*(\d{4})(?:,?\s*(?:x|ext)[. ]*(\d{1,6}))?", re.I
)
_ADDRESS = re.compile(
    r"(?:(?:(?P<address>.+?)[;,] ?)?(?P<city>[^;,]*[^;,\d][^;,]*)[;,] ?)?(?P<state>[A-Z]{2})"
    r"(?:[;,]? (?P<zip>\d{4,5}(?:-\d{4})?)-?)?"
)
_BOX = re.compile(r"\b(?:P\.? ?O\.?|Post Office) Box #?\d+|\bPMB #?\d+", re.I)
_NO_STREET = (
    r"\b(?! (st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|way|ct|court|cir|hwy|pike)\b)"
)
_ROOM = re.compile(
    r"\b(suites?\b|(ste|rm)\b\.? ?#?\w{1,5}\b|rooms?\b|floor\b|bldg\b|building\b"
    rf"|(state|city|town|village) ?(house|hall){_NO_STREET})",
    re.I,
)
_BUILDING = re.compile(
    r"\D*\b(annex|capitol|center|centre|college|courthouse|library|mall|municipal|"
    rf"(?<!post )office|plaza|tower|university){_NO_STREET}",
    re.I,
)
_OFFICIAL = re.compile(r"\.(gov|us|mil)$")
_LINK = re.compile(r"https?://[^\s@<>\"]+")
_FORMS = {"webform", "contact form", "contact", "member contact page", "write to the mayor"}
_NO_OFFICE = re.compile(
    r"campaign|conflict|demographics|finance|financiero|linkedin|legislation|list page|map|radio|"
    r"youtube",
    re.I,
)
_NO_OFFICE_SITES = {
    "ballotpedia.org", "eepurl.com", "eticapr.com", "facebook.com", "instagram.com",
    "legistorm.com", "linkedin.com", "list-manage.com", "mailchi.mp", "registrok12.com",
    "twitter.com", "wikipedia.org", "x.com", "youtube.com",
}  # fmt: skip
_NO_PAGE = re.compile(r"\.(csv|jpe?g|json|pdf|png|txt|xml)$", re.I)


class Contacts:
    """Reads contacts, knowing which addresses are shared by so many that they are no homes."""

    def __init__(self, people: Iterable[Mapping[str, Any]]) -> None:
        """Count the addresses of everybody in the archive."""
        lists = (
            {_one_line(office.get("address")) for office in _offices(person)} for person in people
        )
        counts = Counter(address for addresses in lists for address in addresses if address)
        self._shared = {address for address, people in counts.items() if people >= SHARED}
        self._private = set((GIVEN / "private_mail.txt").read_text("utf-8").split())

    def of(self, person: Mapping[str, Any], *, public: bool) -> dict[str, Any]:
        """The fields of a holder's row that say how to reach them.

        ``public`` is for people who are listed with their seat of government, where the only
        addresses that may be homes are those in a district.
        """
        website, form, links = _links(person.get("links") or ())
        found = {
            "website": website,
            "contact_form": form,
            "emails": self._emails(person.get("email")),
            "links": links,
        }
        return {name: value for name, value in found.items() if value} | {
            "offices": self._contact_offices(person, public),
            "accounts": _accounts(person.get("ids") or {}),
        }

    def _emails(self, value: object) -> list[str]:
        name, _, host = str(value or "").strip().rstrip(".").rpartition("@")
        email = _EMAIL.fullmatch(f"{name}@{host.lower()}")
        private = email is not None and any(
            email["host"] == each or email["host"].endswith(f".{each}") for each in self._private
        )
        return [email[0]] if email and not private else []

    def _contact_offices(self, person: Mapping[str, Any], public: bool) -> list[dict[str, str]]:
        offices: list[dict[str, str]] = []
        for office in _offices(person):
            row = self._contact_office(office, public)
            if row.keys() - {"kind", "city", "state"} and row not in offices:
                offices.append(row)
        return sorted(offices, key=lambda row: row["kind"])

    def _contact_office(self, office: Mapping[str, Any], public: bool) -> dict[str, str]:
        text = _one_line(office.get("address"))
        kind = _KINDS[office["classification"]]
        if office["classification"] == "district-mail" and text in self._shared:
            kind = "capitol"  # a box that many share is their legislature's own, as in Mississippi
        parts = parse_address(text)
        certain = text in self._shared or (public and not office["classification"].startswith("d"))
        if not certain and "address" in parts:
            parts["address"] = office_lines(parts["address"])
        found = {
            "kind": kind,
            **parts,
            "phone": phone(office.get("voice")),
            "fax": phone(office.get("fax")),
        }
        return {name: value for name, value in found.items() if value}


def parse_address(text: str) -> dict[str, str]:
    """Address, city, state and ZIP of one line, or all of it as the address if laid out otherwise.

    Parts may be set off by commas or semicolons, each with one space behind.
    """
    found = _ADDRESS.fullmatch(text)
    fields = found.groupdict() if found else {"address": text}
    parts = {name: value.strip() for name, value in fields.items() if value}
    if "zip" in parts and parts["zip"].isdigit():
        parts["zip"] = parts["zip"].zfill(5)  # a leading zero was lost on the way
    if "address" in parts:
        parts["address"] = parts["address"].replace(";", ",")
    return parts


def office_lines(address: str) -> str:
    """The address if it reads like an office, its post-office box if it has one, else nothing.

    It does if it has a suite, room, floor or named hall, or begins with the name of a building:
    "Plaza Center 5 Main St." does, "5 Plaza Drive" and "Center Street 5" do not.
    """
    if _ROOM.search(address) or any(_BUILDING.match(part) for part in address.split(", ")):
        return address
    box = _BOX.search(address)
    return box[0] if box else ""


def phone(value: object) -> str:
    """A US number as 202-225-5476, with " x 12" for an extension; empty if it is none."""
    found = _PHONE.fullmatch(str(value or "").strip())
    if found is None:
        return ""
    number = "-".join(found.groups()[:3])
    return f"{number} x {found[4]}" if found[4] else number


def _offices(person: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The offices of a person; homes and kinds that we do not know are none."""
    return [
        office for office in person.get("offices") or () if office.get("classification") in _KINDS
    ]


def _one_line(value: object) -> str:
    text = re.sub(r"[;, ]*([;,]) *", r"\1 ", " ".join(str(value or "").split())).strip(";, ")
    return "" if text == "None" or "@" in text else text


def _links(found: Iterable[Mapping[str, Any]]) -> tuple[str, str, list[str]]:
    """The website, a contact form and a few more links, those of the government first."""
    pages, form = [], ""
    for link in found:
        url, note = str(link.get("url") or "").strip(), str(link.get("note") or "")
        host = _host(url)
        site = ".".join(host.split(".")[-2:])
        if not host or site in _NO_OFFICE_SITES or _NO_OFFICE.search(note) or _NO_PAGE.search(url):
            continue
        if note.lower() in _FORMS:
            form = form or url
        else:
            pages.append((not _OFFICIAL.search(host), host, url))
    pages.sort(key=lambda page: page[0])
    sites: dict[str, str] = {}
    for _, host, url in pages:
        sites.setdefault(host, url)
    website, *links = sites.values() if sites else ("",)
    return website, form, links[:MOST_LINKS]


def _host(url: str) -> str:
    """The host of a clean web address, without "www."; empty if it is none."""
    if not _LINK.fullmatch(url) or url.count("://") > 1:
        return ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host if "." in host else ""


def _accounts(ids: Mapping[str, Any]) -> list[list[str]]:
    accounts = []
    for network, profile in sorted(PROFILES.items()):
        handle = str(ids.get(network) or "").partition("?")[0].lstrip("@")
        if _HANDLE.fullmatch(handle) and handle not in _NO_HANDLES:
            channel = network == "youtube" and _CHANNEL.fullmatch(handle)
            accounts.append([network, handle, (CHANNEL if channel else profile).format(handle)])
    return accounts
