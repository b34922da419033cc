"""Fetching, from a server on this machine that does what servers do."""

import hashlib
import io
import json
import socket
import ssl
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from upstander.civic.making import download
from upstander.civic.making import fetch as fetching
from upstander.civic.making.download import ATTEMPTS, Downloader, secure
from upstander.civic.making.fetch import Fetched, fetch, git_hash
from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.sources.listing import Dates, File, Form, Publication

PEOPLE = b"".join(b"- {id: %d}\n" % number for number in range(500))
TABLE = b"zip,cd\n50309,3\n50320,1\n"
POSTS = b"US\t50309\tDes Moines\nUS\t50320\tDes Moines\n"
LISTED = "|a|b|c|d|e|\n|---|---|---|---|---|\n|people.yaml, posts.zip|x|x|2026-06-15|CC0|\n"
LISTED += "|table.csv, old.csv|x|x|2024|CC0|\n"


def archive(data: bytes) -> bytes:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("US.txt", data)
    return opened.getvalue()


REAL_SLEEP = time.sleep
Fault = Callable[[BaseHTTPRequestHandler, bytes], None]


@dataclass
class Site:
    """A publisher. ``faults`` are what it does instead of answering, one a request."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name = request.path.strip("/")
        self.asked.append((name, dict(request.headers)))
        waiting = self.faults.get(name, [])
        if waiting:
            waiting.pop(0)(request, self.files.get(name, b""))
        elif name not in self.files:
            send(request, 404, b"<html>Not found</html>")
        else:
            whole(request, self.files[name])

    def fetch(self, target: Path, **named: Any) -> Fetched:
        web = Downloader(
            say=self.say,
            agent="upstander/test",
            allowed=lambda url: secure(url) or url.startswith(self.url),
        )
        return fetch(target, web=web, listener=self, **named)

    def say(self, line: str) -> None:
        self.said.append(line)

    def progress(self, name: str, done: int, total: int | None) -> None:
        assert total is None or done <= total, name


def send(
    request: BaseHTTPRequestHandler,
    status: int,
    data: bytes,
    length: int | None = None,
    **headers: str,
) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(data) if length is None else length))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(data)


def tag(data: bytes) -> str:
    return f'"{hashlib.md5(data).hexdigest()}"'


def whole(request: BaseHTTPRequestHandler, data: bytes) -> None:
    """What a good server does: parts where they still fit, 304 where nothing has changed."""
    same = request.headers.get("If-Range") == tag(data)
    begin = int(request.headers["Range"].removeprefix("bytes=").rstrip("-")) if same else 0
    if request.headers.get("If-None-Match") == tag(data):
        request.send_response(304)
        request.end_headers()
    elif begin:
        place = f"bytes {begin}-{len(data) - 1}/{len(data)}"
        send(request, 206, data[begin:], Content_Range=place, ETag=tag(data))
    else:
        send(request, 200, data, ETag=tag(data), Last_Modified="Mon, 03 Aug 2026 10:00:00 GMT")


def half(request: BaseHTTPRequestHandler, data: bytes) -> None:
    """The connection ends in the middle."""
    send(request, 200, data[: len(data) // 2], len(data), ETag=tag(data))


def half_without_a_length(request: BaseHTTPRequestHandler, data: bytes) -> None:
    """The same, where only pieces say how long they are."""
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"%x\r\n" % len(data) + data[: len(data) // 2])


def trickle(request: BaseHTTPRequestHandler, data: bytes) -> None:
    """Sends one byte after the other, each in good time, and never comes to the end."""
    with suppress(OSError):
        for _turn in range(500):
            request.wfile.write(data[:1])
            request.wfile.flush()
            REAL_SLEEP(0.02)


def trickling_headers(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    trickle(request, b"a")


def trickling_redirect(request: BaseHTTPRequestHandler, _: bytes) -> None:
    request.send_response(302)
    request.send_header("Location", "/table.csv")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    trickle(request, b"a")


def trickling_body(request: BaseHTTPRequestHandler, data: bytes) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    trickle(request, data)


def dateless(request: BaseHTTPRequestHandler, data: bytes) -> None:
    send(request, 200, data, ETag=tag(data))


def status(code: int, **headers: str) -> Fault:
    return lambda request, _: send(request, code, b"busy", None, **headers)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    served = Site(files={"people.yaml": PEOPLE, "posts.zip": archive(POSTS), "table.csv": TABLE})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing on the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.url = f"http://127.0.0.1:{server.server_port}/"
        monkeypatch.setattr(fetching, "PUBLICATIONS", publications(served.url))
        monkeypatch.setattr(time, "sleep", served.slept.append)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield served
        server.shutdown()


def publications(url: str, *, hashes: tuple[str, ...] = ()) -> tuple[Publication, ...]:
    people = Form("people.yaml", url + "people.yaml", rows=500, most_mb=1)
    posts = Form("posts.zip", url + "posts.zip", layout="tabs", columns=("a", "b", "c"),
                 rows=2, members=("US.txt",), most_mb=1)  # fmt: skip
    table = Form("table.csv", url + "table.csv", layout="csv", columns=("zip", "cd"), rows=2)
    old = Form("old.csv", url + "old.csv", layout="csv", columns=("zip", "cd"), rows=2)

    def one(key: str, *forms: Form, hashes: tuple[str, ...] = ()) -> Publication:
        return Publication(key, "the city", key, url, "CC0", 30, (File(forms),), hashes)

    return (
        one("people", people, hashes=hashes),
        one("posts", posts),
        one("table", table, old),
    )


def present(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_file_comes_whole_with_its_date_size_and_hash(site: Site, tmp_path: Path) -> None:
    fetched = site.fetch(tmp_path)
    assert fetched == Fetched(("people.yaml", "posts.zip", "table.csv"), (), (), ())
    assert present(tmp_path) == {"people.yaml", "posts.zip", "table.csv", "fetched.json"}
    assert (tmp_path / "people.yaml").read_bytes() == PEOPLE
    kept = json.loads((tmp_path / "fetched.json").read_text("utf-8"))["files"]["people.yaml"]
    assert kept == {
        "address": f"{site.url}people.yaml",
        "as_of": "2026-08-03",
        "bytes": len(PEOPLE),
        "sha256": hashlib.sha256(PEOPLE).hexdigest(),
        "etag": tag(PEOPLE),
        "last_modified": "Mon, 03 Aug 2026 10:00:00 GMT",
    }
    assert Dates(tmp_path).of("people.yaml") == date(2026, 8, 3)
    assert {headers["User-Agent"] for _, headers in site.asked} == {"upstander/test"}


def test_a_file_without_a_date_is_of_the_day_on_which_it_was_last_the_same(
    site: Site, tmp_path: Path
) -> None:
    site.faults["table.csv"] = [dateless]
    for day in ("2026-11-20", "2026-11-23"):
        with time_machine.travel(datetime.fromisoformat(f"{day}T12:00+00:00"), tick=False):
            fetched = site.fetch(tmp_path)
        assert Dates(tmp_path).of("table.csv") == date.fromisoformat(day)
    assert fetched.unchanged == ("people.yaml", "posts.zip", "table.csv")
    assert Dates(tmp_path).of("people.yaml") == date(2026, 8, 3)


def test_a_file_changed_here_is_had_again(site: Site, tmp_path: Path) -> None:
    site.fetch(tmp_path)
    (tmp_path / "table.csv").write_text("zip,cd\n", "utf-8")
    assert site.fetch(tmp_path).taken == ("table.csv",)
    assert (tmp_path / "table.csv").read_bytes() == TABLE


def test_only_the_publications_named_are_asked_for(site: Site, tmp_path: Path) -> None:
    assert site.fetch(tmp_path, only=["table"]).taken == ("table.csv",)
    assert [name for name, _ in site.asked] == ["table.csv"]


FAULTS: list[tuple[str, bytes, str]] = [
    ("people.yaml", b"<!DOCTYPE html><title>Sign in</title>", "web page"),
    ("people.yaml", b'<?xml version="1.0"?><Error>AccessDenied</Error>', "web page or XML"),
    ("people.yaml", PEOPLE[: len(PEOPLE) // 2], "it may be cut short|not whole"),
    ("people.yaml", b"- {id: 1", "not whole YAML"),
    ("people.yaml", b"", "holds no records"),
    ("people.yaml", b"\xff\xfe\x00", "cannot be read as text"),
    ("posts.zip", b"<html>", "web page"),
    ("posts.zip", b"rar", "is no archive"),
    ("posts.zip", archive(POSTS)[:-30], "archive cut short"),
    ("posts.zip", archive(POSTS).replace(b"US.txt", b"GB.txt"), "the archive has no US.txt"),
    ("posts.zip", archive(POSTS.replace(b"\t", b",")), "1 values, not 3"),
]


@pytest.mark.parametrize(("file", "data", "reason"), FAULTS)
def test_a_file_that_is_not_what_it_should_be_is_refused_and_the_old_one_stays(
    site: Site, tmp_path: Path, file: str, data: bytes, reason: str
) -> None:
    site.fetch(tmp_path)
    before = (tmp_path / file).read_bytes()
    site.files[file] = data
    fetched = site.fetch(tmp_path)
    (refusal,) = fetched.refused
    assert refusal.file == file
    assert any(word in refusal.reason for word in reason.split("|"))
    assert (tmp_path / file).read_bytes() == before
    assert not list((tmp_path / ".parts").glob(f"{file}*"))


def test_a_damaged_member_of_an_archive_is_refused(site: Site, tmp_path: Path) -> None:
    data = bytearray(archive(POSTS))
    data[45] ^= 0xFF
    site.files["posts.zip"] = bytes(data)
    (refusal,) = site.fetch(tmp_path).refused
    assert "US.txt in the archive is damaged" in refusal.reason


def test_other_columns_are_refused_by_name_and_an_older_form_is_taken(
    site: Site, tmp_path: Path
) -> None:
    site.files["table.csv"] = b"cd,zip\n3,50309\n1,50320\n"
    (refusal,) = site.fetch(tmp_path).refused
    assert "has the columns cd, zip, not zip, cd" in refusal.reason
    assert "old.csv answers 404" in refusal.reason
    site.files["old.csv"] = TABLE
    fetched = site.fetch(tmp_path)
    assert (fetched.taken, fetched.refused) == (("old.csv",), ())


def test_an_address_without_a_file_fails_at_once_with_the_address(
    site: Site, tmp_path: Path
) -> None:
    del site.files["people.yaml"]
    fetched = site.fetch(tmp_path)
    (refusal,) = fetched.refused
    assert refusal.reason == f"{site.url}people.yaml answers 404 Not Found"
    assert [name for name, _ in site.asked].count("people.yaml") == 1
    assert fetched.taken == ("posts.zip", "table.csv")
    assert site.slept == []


def test_a_file_that_may_be_absent_is_left_out(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del site.files["people.yaml"]
    people, *others = publications(site.url)
    optional = (replace(people, optional=True), *others)
    monkeypatch.setattr(fetching, "PUBLICATIONS", optional)
    fetched = site.fetch(tmp_path)
    assert (fetched.left_out, fetched.refused) == (("people.yaml",), ())
    assert "people.yaml answers 404" in site.said[0]
    site.files["people.yaml"] = b"<html>"
    assert [refusal.file for refusal in site.fetch(tmp_path).refused] == ["people.yaml"]


def test_a_download_that_breaks_off_goes_on_where_it_ended(site: Site, tmp_path: Path) -> None:
    site.faults["people.yaml"] = [half]
    assert site.fetch(tmp_path).refused == ()
    assert (tmp_path / "people.yaml").read_bytes() == PEOPLE
    ranges = [headers.get("Range") for name, headers in site.asked if name == "people.yaml"]
    assert ranges == [None, f"bytes={len(PEOPLE) // 2}-"]
    assert len(site.slept) == 1


def test_the_next_run_goes_on_where_this_one_gave_up(site: Site, tmp_path: Path) -> None:
    site.faults["people.yaml"] = [half] + [status(503)] * (ATTEMPTS - 1)
    (refusal, *_) = site.fetch(tmp_path, only=["people"]).refused
    assert "503" in refusal.reason
    assert not (tmp_path / "people.yaml").exists()
    site.asked.clear()
    assert site.fetch(tmp_path, only=["people"]).taken == ("people.yaml",)
    assert site.asked[0][1]["Range"] == f"bytes={len(PEOPLE) // 2}-"


def test_a_file_that_changed_in_between_begins_anew(site: Site, tmp_path: Path) -> None:
    site.faults["people.yaml"] = [half] + [status(503)] * (ATTEMPTS - 1)
    site.fetch(tmp_path, only=["people"])
    site.files["people.yaml"] = PEOPLE.replace(b"id", b"ID")
    site.fetch(tmp_path, only=["people"])
    assert (tmp_path / "people.yaml").read_bytes() == site.files["people.yaml"]


def test_a_file_that_keeps_breaking_off_is_refused_as_cut_short(site: Site, tmp_path: Path) -> None:
    site.faults["posts.zip"] = [half] * ATTEMPTS
    size = len(site.files["posts.zip"])
    fetched = site.fetch(tmp_path)
    (refusal,) = fetched.refused
    assert refusal.reason == f"cut short: {size // 2} of {size} bytes came"
    assert fetched.taken == ("people.yaml", "table.csv")


def endless(request: BaseHTTPRequestHandler, _: bytes) -> None:
    """Goes on without saying for how long."""
    request.send_response(200)
    request.end_headers()
    with suppress(OSError):
        while True:
            request.wfile.write(b"- {id: 1}\n" * 10_000)


@pytest.mark.parametrize(
    "flood", [lambda request, _: send(request, 200, PEOPLE, 2_000_000_000), endless]
)
def test_a_file_far_too_large_is_refused_before_it_fills_the_disk(
    site: Site, tmp_path: Path, flood: Fault
) -> None:
    site.faults["people.yaml"] = [flood]
    (refusal,) = site.fetch(tmp_path, only=["people"]).refused
    assert "is larger than it may be" in refusal.reason
    assert "of 1 MB" in refusal.reason
    assert not list((tmp_path / ".parts").glob("people*"))


def certificate(folder: Path) -> Path:
    """A key and a certificate that nobody vouches for, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begun, begun.replace(2099))
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(*pem, serialization.NoEncryption())
        + made.sign(key, hashes.SHA256()).public_bytes(pem[0])
    )
    return path


def test_a_server_with_another_certificate_is_refused_at_once(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        secured = context.wrap_socket(listening, server_side=True)

        def answer() -> None:
            with suppress(OSError):
                secured.accept()

        Thread(target=answer, daemon=True).start()
        url = f"https://127.0.0.1:{secured.getsockname()[1]}/"
        monkeypatch.setattr(fetching, "PUBLICATIONS", publications(url))
        (refusal,) = site.fetch(tmp_path / "to", only=["people"]).refused
        secured.close()
    assert "has no valid certificate" in refusal.reason
    assert site.slept == []


def test_an_archive_far_too_large_when_unpacked_is_refused(site: Site, tmp_path: Path) -> None:
    site.files["posts.zip"] = archive(POSTS * 1_000_000)
    (refusal,) = site.fetch(tmp_path, only=["posts"]).refused
    assert "unpacked, too many to be it" in refusal.reason


def test_a_server_that_sends_next_to_nothing_is_given_up_in_good_time(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.faults["table.csv"] = [half]
    clock = count(step=130.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    (refusal,) = site.fetch(tmp_path, only=["table"]).refused
    assert "too slow: 11 bytes came in 130 s" in refusal.reason
    assert site.slept == []


@pytest.mark.parametrize("fault", [trickling_headers, trickling_redirect, trickling_body])
def test_a_server_that_sends_a_byte_now_and_then_is_given_up_in_all_and_not_asked_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(download, "ANSWER_S", 0.2)
    monkeypatch.setattr(download, "LONGEST_S", 0.5)
    site.faults["people.yaml"] = [fault]
    refused = site.fetch(tmp_path).refused
    assert "people.yaml is too slow, and was given up" in refused[0].reason
    assert all("not tried" in one.reason for one in refused[1:])
    assert [name for name, _headers in site.asked].count("people.yaml") == 1
    assert site.slept == []


def test_a_break_is_noticed_where_no_length_was_stated(site: Site, tmp_path: Path) -> None:
    site.faults["posts.zip"] = [half_without_a_length]
    assert site.fetch(tmp_path).refused == ()
    assert "the connection broke" in site.said[0]


def test_a_server_that_does_not_answer_is_given_up_after_a_few_tries(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        site.url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    monkeypatch.setattr(fetching, "PUBLICATIONS", publications(site.url))
    first, *others = site.fetch(tmp_path).refused
    assert f"{site.url}people.yaml does not answer" in first.reason
    assert all("not tried, because 127.0.0.1" in refusal.reason for refusal in others)
    assert len(site.slept) == ATTEMPTS - 1


def test_a_busy_server_is_left_alone_as_long_as_it_asks(site: Site, tmp_path: Path) -> None:
    site.faults["people.yaml"] = [status(429, Retry_After="7"), status(503)]
    assert site.fetch(tmp_path).refused == ()
    assert site.slept[0] == 7
    assert 4 < site.slept[1] < 8
    assert "answers 429" in site.said[0]


def test_a_server_that_asks_for_too_long_a_pause_is_not_asked_again(
    site: Site, tmp_path: Path
) -> None:
    site.faults["people.yaml"] = [status(429, Retry_After="86400")]
    fetched = site.fetch(tmp_path)
    assert "asks for a pause of 86400 s" in fetched.refused[0].reason
    assert "not tried, because 127.0.0.1" in fetched.refused[1].reason
    assert len(site.asked) == 1
    assert site.slept == []


def test_a_redirect_to_a_plain_address_is_refused(site: Site, tmp_path: Path) -> None:
    elsewhere = site.url.replace("127.0.0.1", "localhost") + "people.yaml"
    site.faults["people.yaml"] = [status(302, Location=elsewhere)]
    (refusal,) = site.fetch(tmp_path).refused
    assert refusal.reason == f"is redirected to {elsewhere}, which is not https"


def test_a_redirect_within_what_is_allowed_is_followed(site: Site, tmp_path: Path) -> None:
    site.files["new.yaml"] = PEOPLE
    site.faults["people.yaml"] = [status(302, Location=f"{site.url}new.yaml")]
    assert site.fetch(tmp_path).refused == ()


def test_only_https_is_asked_unless_told_otherwise(site: Site, tmp_path: Path) -> None:
    refused = fetch(tmp_path, web=Downloader(say=site.say)).refused
    assert {refusal.reason.split(" ", 1)[1] for refusal in refused[:2]} == {
        "is not an https address"
    }
    assert site.asked == []


@pytest.mark.parametrize("same", [True, False])
def test_the_hash_that_github_lists_is_compared(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    listed = [
        {"type": "file", "name": "people.yaml", "size": len(PEOPLE), "sha": git_hash(PEOPLE)},
        {"type": "dir", "name": "old", "size": 0, "sha": "0"},
    ]
    site.files["listing"] = json.dumps(listed).encode()
    if not same:
        site.files["people.yaml"] = PEOPLE.replace(b"id", b"ID")
    hashed = publications(site.url, hashes=(f"{site.url}listing",))
    monkeypatch.setattr(fetching, "PUBLICATIONS", hashed)
    fetched = site.fetch(tmp_path)
    assert [refusal.file for refusal in fetched.refused] == ([] if same else ["people.yaml"])
    assert all("hash that the city lists" in refusal.reason for refusal in fetched.refused)


def test_a_list_of_hashes_that_cannot_be_had_is_said(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = publications(site.url, hashes=(f"{site.url}listing",))
    monkeypatch.setattr(fetching, "PUBLICATIONS", hashed)
    assert site.fetch(tmp_path).refused == ()
    assert "people: the publisher's list of hashes cannot be had" in site.said[0]


def test_git_knows_a_file_by_this_hash() -> None:
    assert git_hash(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


# From a folder


def folder(at: Path, site: Site) -> Path:
    at.mkdir()
    for name, data in site.files.items():
        (at / name).write_bytes(data)
    (at / "SOURCES.md").write_text(LISTED, "utf-8")
    return at


def test_a_folder_gives_the_same_files_as_the_publishers(site: Site, tmp_path: Path) -> None:
    site.fetch(tmp_path / "web")
    again = fetch(tmp_path / "again", source=tmp_path / "web")
    assert again.refused == ()
    for name in present(tmp_path / "web"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "web" / name).read_bytes()


def test_a_folder_dates_its_files_in_a_list(site: Site, tmp_path: Path) -> None:
    fetch(tmp_path / "to", source=folder(tmp_path / "from", site))
    dates = Dates(tmp_path / "to")
    assert (dates.of("people.yaml"), dates.of("table.csv")) == (date(2026, 6, 15), date(2024, 1, 1))


@pytest.mark.parametrize(("file", "data", "reason"), FAULTS)
def test_a_faulty_file_in_a_folder_is_refused_and_the_old_one_stays(
    site: Site, tmp_path: Path, file: str, data: bytes, reason: str
) -> None:
    source, target = folder(tmp_path / "from", site), tmp_path / "to"
    fetch(target, source=source)
    before = (target / file).read_bytes()
    (source / file).write_bytes(data)
    (refusal,) = fetch(target, source=source).refused
    assert refusal.file == file
    assert any(word in refusal.reason for word in reason.split("|"))
    assert (target / file).read_bytes() == before


def test_a_renamed_file_is_missed_by_the_names_it_may_have(site: Site, tmp_path: Path) -> None:
    source = folder(tmp_path / "from", site)
    (source / "table.csv").rename(source / "Table (1).csv")
    (refusal,) = fetch(tmp_path / "to", source=source).refused
    assert refusal.reason == f"{source} has no table.csv or old.csv"


def test_a_refusal_names_the_form_that_is_in_the_folder(site: Site, tmp_path: Path) -> None:
    source = folder(tmp_path / "from", site)
    (source / "table.csv").unlink()
    (source / "old.csv").write_bytes(TABLE[:-9])
    (refusal,) = fetch(tmp_path / "to", source=source).refused
    assert refusal.file == "old.csv"
    assert "it may be cut short" in refusal.reason


def test_a_refusal_names_the_form_that_the_publisher_has(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.files["table.csv"] = b"<html>"
    people, posts, table = publications(site.url)
    forms = (Form("copy.csv"), *table.files[0].forms)
    copied = (people, posts, replace(table, files=(File(forms),)))
    monkeypatch.setattr(fetching, "PUBLICATIONS", copied)
    assert [refusal.file for refusal in site.fetch(tmp_path).refused] == ["table.csv"]


def test_a_hash_that_stands_beside_the_files_is_compared(site: Site, tmp_path: Path) -> None:
    source = folder(tmp_path / "from", site)
    digest = hashlib.sha256(TABLE).hexdigest()
    (source / "SHA256SUMS").write_text(f"{digest}  ./table.csv\n", "utf-8")
    assert fetch(tmp_path / "to", source=source).refused == ()
    (source / "table.csv").write_bytes(TABLE + b"50310,3\n")
    (refusal,) = fetch(tmp_path / "to", source=source).refused
    assert refusal.reason == f"does not have the hash that {source / 'SHA256SUMS'} states"


def test_a_folder_that_dates_nothing_is_refused(site: Site, tmp_path: Path) -> None:
    source = folder(tmp_path / "from", site)
    (source / "SOURCES.md").unlink()
    with pytest.raises(BadSource, match=r"SOURCES\.md: not found in .*, nor fetched\.json\."):
        fetch(tmp_path / "to", source=source)
