"""A publisher of small lists of officials on this machine, and the tables of before."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from tests.civic.small_tables import FOURTH, IOWA, THIRD, Tables
from tests.web.quick import QUICK
from upstander.civic.making import fetch as fetching
from upstander.civic.making import renew as renewing
from upstander.civic.making.download import Downloader
from upstander.civic.making.sources import files, listing, people, terms
from upstander.civic.making.sources.listing import File, Form, Publication
from upstander.civic.reading.pack import MANIFEST
from upstander.hub import registry
from upstander.places import device
from upstander.places import queries as places
from upstander.web import folders

SEATS = 40
PRESIDENTS = [("prez", "Pat President", 1), ("viceprez", "Vic President", 2)]
KNOWN = (
    *("us-house-ia-4", "number", "2026-07-01", "", "", "", "", "", "202-555-0199", "202-555-0100"),
    *("The clerk", "https://clerk.example", "2026-07-01"),
)
"""A correction, since the project knows some."""
Fault = Callable[[BaseHTTPRequestHandler, bytes], None]


def dump(value: object) -> bytes:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False).encode()


def member(number: int, district: int, name: str) -> dict[str, Any]:
    term = {"type": "rep", "start": "2025-01-03", "end": "2099-01-03", "state": "IA",
            "district": district, "party": "Independent", "url": "https://ia.example",
            "phone": "202-555-0100"}  # fmt: skip
    names = {"first": name.split(maxsplit=1)[0], "last": name.split()[1], "official_full": name}
    return {"id": {"bioguide": f"M{number:06}"}, "name": names, "terms": [term]}


def legislator(number: int, name: str) -> dict[str, Any]:
    role = {"type": "lower", "jurisdiction": "ocd-jurisdiction/country:us/state:ia/government",
            "district": str(number), "start_date": "2025-01-13"}  # fmt: skip
    return {"id": f"ocd-person/{name.lower().replace(' ', '-')}", "name": name,
            "party": [{"name": "Independent"}], "email": f"rep{number}@legis.iowa.gov",
            "roles": [role], "links": [{"url": f"https://legis.iowa.gov/{number}"}]}  # fmt: skip


@dataclass
class Lists:
    """What the publishers say."""

    congress: list[tuple[int, int, str]] = field(
        default_factory=lambda: [(3, 3, "Ana Three"), (4, 4, "Ben Four")]
    )
    house: dict[int, str] = field(
        default_factory=lambda: {number: f"Ida Seat{number}" for number in range(1, SEATS + 1)}
    )
    vacant: list[int] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        members = [member(*one) for one in self.congress]
        ids = [{"bioguide": one["id"]["bioguide"]} for one in members]
        head = b"id,name,validFrom,validThrough\n"
        lower = "".join(f"{IOWA}/sldl:{n},House {n},,\n" for n in range(1, SEATS + 1)).encode()
        rules = {"registration_type": "online", "hp_link": "https://ia.example",
                 "more_info_link": "https://ia.example", "registration_link": None,
                 "confirm_registration_link": "https://ia.example"}  # fmt: skip
        return {
            "legislators-current.yaml": dump(members),
            "legislators-district-offices.yaml": dump([{"id": one, "offices": []} for one in ids]),
            "legislators-social-media.yaml": dump([{"id": one, "social": {}} for one in ids]),
            "executive.yaml": dump([_president(*one) for one in PRESIDENTS]),
            "committees-current.yaml": dump(
                [{"type": "house", "name": "Agriculture", "thomas_id": "HSAG"}]
            ),
            "committee-membership-current.yaml": dump(
                {"HSAG": [{"name": "A", "party": "majority", "rank": 1, "bioguide": "M000003"}]}
            ),
            "openstates-people-main.zip": self._archive(),
            "votegov_states.json": json.dumps({"ia": rules}).encode(),
            "votegov_en_state-data.json": json.dumps({"ia": {}}).encode(),
            "ocd_us_congressional_districts.csv": b"id,name,census_geoid,validThrough\n"
            + f"{THIRD},3rd,x,\n{FOURTH},4th,x,\n".encode(),
            "ocd_us_sldu.csv": head + f"{IOWA}/sldu:17,Senate 17,,\n".encode(),
            "ocd_us_sldl.csv": head + lower,
        }

    def _archive(self) -> bytes:
        opened = io.BytesIO()
        vacancies = [{"chamber": "lower", "district": number} for number in self.vacant]
        members = {
            "people/settings.yml": {"ia": {"vacancies": vacancies}},
            **{
                f"people/data/ia/legislature/{number}.yml": legislator(number, name)
                for number, name in self.house.items()
                if number not in self.vacant
            },
        }
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, value in members.items():
                archive.writestr(zipfile.ZipInfo(name), dump(value))
        return opened.getvalue()


def _president(person: str, name: str, number: int) -> dict[str, Any]:
    term = {"type": "prez" if number == 1 else "viceprez", "start": "2025-01-20",
            "end": "2099-01-20", "party": "Independent"}  # fmt: skip
    names = {"first": name.split(maxsplit=1)[0], "last": name.split()[1]}
    return {"id": {"govtrack": number}, "name": names, "terms": [term]}


@dataclass
class Publisher:
    """A server of lists. ``faults`` are what it does instead of answering, while they last."""

    url: str = ""
    lists: Lists = field(default_factory=Lists)
    day: str = "Mon, 03 Aug 2026 10:00:00 GMT"
    faults: dict[str, Fault] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    _made: tuple[str, dict[str, bytes]] = field(default=("", {}))

    def begin_anew(self) -> None:
        """Has it say at the same address what a new publisher would."""
        new = Publisher(self.url)
        self.lists, self.day, self.faults = new.lists, new.day, new.faults
        self.given, self.said = new.given, new.said

    def web(self) -> Downloader:
        """What fetches from here, although no certificate vouches for it."""
        return Downloader(say=self.said.append, allowed=lambda url: url.startswith(self.url))

    def _files(self) -> dict[str, bytes]:
        """What the lists are as files, made anew where they say something else."""
        said = repr(self.lists)
        if self._made[0] != said:
            self._made = said, self.lists.files()
        return self._made[1]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name = request.path.strip("/")
        data = self._files().get(name)
        if fault := self.faults.get(name):
            fault(request, data or b"")
        elif data is None:
            send(request, 404, b"gone")
        elif request.headers.get("If-None-Match") == tag(data):
            send(request, 304, b"")
        else:
            self.given.append(name)
            send(request, 200, data, ETag=tag(data), Last_Modified=self.day)


def tag(data: bytes) -> str:
    return f'"{hashlib.md5(data).hexdigest()}"'


def send(
    request: BaseHTTPRequestHandler,
    status: int,
    data: bytes,
    length: int = -1,
    **more: str,
) -> None:
    request.send_response(status)
    if status != 304:
        request.send_header("Content-Length", str(len(data) if length < 0 else length))
    for name, value in more.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(data)


@contextmanager
def served() -> Iterator[Publisher]:
    """A publisher that answers until the block ends."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        disable_nagle_algorithm = True  # a file does not wait until its headers have come

        def do_GET(self) -> None:
            publisher.answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing on the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        publisher.url = f"http://127.0.0.1:{server.server_port}/"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield publisher
        server.shutdown()


def settle(patch: pytest.MonkeyPatch, folder: Path, url: str) -> None:
    """Has this process take its lists from there, of a country that is Iowa alone."""
    patch.setattr(fetching, "PUBLICATIONS", publications(url))
    patch.setattr(renewing, "PUBLICATIONS", publications(url))
    patch.setattr(listing, "PUBLICATIONS", publications(url))
    patch.setattr(people, "FEWEST", dict.fromkeys(people.FEWEST, 0))
    patch.setattr(files, "GIVEN", _given(folder / "given"))
    terms.regular_terms.cache_clear()


def shrink(patch: pytest.MonkeyPatch) -> None:
    """Has this process's hub publish its first page, guides and one table: of everybody's names."""
    patch.setattr(registry, "_pages", {"web": lambda: [""], "learn": registry._pages["learn"]})
    patch.setattr(registry, "_checks", {})
    patch.setattr(registry, "_shelves", {})
    patch.setattr(folders, "ENCODERS", QUICK)
    patch.setattr(device, "tables", lambda: {"congress.json": names().encode()})


def names() -> str:
    """Everybody in the tables that answer here."""
    return ", ".join(one.holder.name for one in places.offices() if one.holder)


def publications(url: str) -> tuple[Publication, ...]:
    """The publications that are renewed, with the names of their files, from an address."""
    return tuple(
        Publication(
            each.key, each.publisher, each.title, each.url, each.terms, each.stale_after,
            tuple(File((_form(file, url),)) for file in each.files),
        )
        for each in _PUBLICATIONS
        if each.key in renewing.RENEWED
    )  # fmt: skip


_PUBLICATIONS = listing.PUBLICATIONS


def _form(file: File, url: str) -> Form:
    best = file.forms[0]
    members = tuple(one for one in best.members if "settings" in one or "legislature" in one)
    return Form(best.name, url + best.name, None, best.layout, best.columns, 1, members, 1)


def _given(folder: Path) -> Path:
    """The project's own facts, those of Iowa and of the country alone."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    for path in _GIVEN.iterdir():
        lines = path.read_text("utf-8").splitlines(keepends=True)
        head = lines[0].rstrip("\n").split("\t")
        at = next((n for n, name in enumerate(head) if name in ("state", "code")), None)
        if path.name == "corrections.tsv":
            lines = [lines[0], "\t".join(KNOWN) + "\n"]
        elif path.name in ("states.tsv", "chambers.tsv", "seats.tsv", "mid_terms.tsv"):
            lines = [lines[0], *(row for row in lines[1:] if row.split("\t")[at or 0] == "IA")]
        (folder / path.name).write_text("".join(lines), "utf-8")
    return folder


_GIVEN = files.GIVEN


def built(publisher: Publisher, home: Path) -> Path:
    """The hub's own tables, as built from what the publisher says now."""
    rough = Tables(
        state=[],
        divisions=[
            (THIRD, "3rd", "cd", "IA", "", ""),
            (FOURTH, "4th", "cd", "IA", "", ""),
            *(
                (f"{IOWA}/sldl:{n}", f"House {n}", "sldl", "IA", "", "")
                for n in range(1, SEATS + 1)
            ),
        ],
        zips=[
            ("50309", "area", "ia-3", "Des Moines", "IA", "41.5", "-93.5", "",
             ",".join(map(str, range(1, SEATS + 1))), "", ""),
            ("50320", "area", "ia-3,ia-4", "Des Moines", "IA", "41.9", "-94.9", "", "1", "", ""),
        ],
    ).write(home / "rough")  # fmt: skip
    manifest = json.loads((rough / MANIFEST).read_text())
    like = manifest["sources"][0]
    manifest["sources"] += [
        like | {"key": key, "title": key, "as_of": "2024-01-01", "stale_after": 9999}
        for key in ("zip-state-districts", "geonames", "county-lines")
    ]
    (rough / MANIFEST).write_text(json.dumps(manifest))
    assert fetching.fetch(home / "first", web=publisher.web()).refused == ()
    renewing.renew(rough, home / "first", home / "civic")
    publisher.given.clear()
    return home / "civic"
