"""The front: what a visitor's browser gets for a published page, and what reaches Django."""

import gzip
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
import pytest

from tests.web.asking import Visitor
from upstander.web import editions, folders, server, site
from upstander.web.editions import Edition
from upstander.web.server import Server
from upstander.web.site import Front, preferred

PAGE = b"<!doctype html><h1>Learn</h1>" + b"<p>A claim and its sources.</p>" * 40
SCRIPT = b"export function find(text) { return text.trim(); }\n" * 20


@dataclass
class Desk:
    """A WSGI application that remembers what reached it."""

    seen: list[WSGIEnvironment] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.seen.append(environ)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"from the desk"]


def publish(folder: Path, page: bytes = PAGE, base_url: str = "https://hub.example") -> None:
    edition = Edition("1", base_url, ("en", "es"), ("a1",), ("t1",), ())
    files = {
        "index.html": page,
        "404.html": b"not here",
        "robots.txt": b"User-agent: *\n",
        "_redirects": b"/en/learn/old/ /en/learn/new/ 301\n",
        "assets/a1/lookup.js": SCRIPT,
        "tables/t1/zips.txt": b"50309 us-house-ia-3\n",
    }
    for code in ("en", "es"):
        files |= {
            f"{code}/index.html": page,
            f"{code}/404.html": b"not here: " + code.encode(),
            f"{code}/learn/index.html": page,
            f"{code}/learn/index.json": b"{}",
            f"{code}/learn/feed.atom": b"<feed/>",
            f"{code}/elections/2028.ics": b"BEGIN:VCALENDAR\r\n",
        }
    folders.add_version(folder, edition, files)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def visitor(tmp_path: Path, desk: Desk) -> Visitor:
    publish(tmp_path)
    return visitor_of(tmp_path, desk)


def visitor_of(folder: Path, desk: Desk) -> Visitor:
    posted = re.compile(r"/[a-z]{2}/lookup/")
    front = Front(folder, prefixes=("/desk/", "/static/"), posted=posted)
    return Visitor(front, Server(front, django=desk, is_organizer=bool))


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0.4, gzip;q=0.8", "gzip", gzip.decompress),
        ("br;q=0, *;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("", None, bytes),
        ("identity;q=1, br;q=0.2", None, bytes),
        ("br;q=zero", None, bytes),
        ("compress;q=1, identity;q=0", None, bytes),
        ("br," * 1000, None, bytes),
    ],
)
def test_a_page_comes_in_the_encoding_that_the_browser_likes_best(
    visitor: Visitor, accepted: str, encoding: str | None, decode: type[bytes]
) -> None:
    answer = visitor.ask("/en/learn/", accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert decode(answer.body) == PAGE


def test_equal_wishes_are_met_with_the_smaller_encoding() -> None:
    assert preferred("gzip;q=0.5, br;q=0.5") == ("br", "gzip", "identity")


def test_a_page_that_did_not_change_is_not_sent_again(visitor: Visitor) -> None:
    first = visitor.ask("/en/learn/", accept_encoding="br")
    etag = first.headers["ETag"]
    for seen in (etag, f'W/{etag}, "other"', f'"other",{etag}', "*"):
        again = visitor.ask("/en/learn/", accept_encoding="br", if_none_match=seen)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == etag
        assert "Content-Length" not in again.headers
    other = visitor.ask("/en/learn/", accept_encoding="gzip", if_none_match=etag)
    assert other.status == 200
    assert other.headers["ETag"] != etag


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/", "text/html; charset=utf-8", site.SHORT),
        ("/es/learn/", "text/html; charset=utf-8", site.SHORT),
        ("/es/learn/index.json", "application/json; charset=utf-8", site.SHORT),
        ("/en/learn/feed.atom", "application/atom+xml; charset=utf-8", site.SHORT),
        ("/en/elections/2028.ics", "text/calendar; charset=utf-8", site.SHORT),
        ("/robots.txt", "text/plain; charset=utf-8", site.SHORT),
        ("/assets/a1/lookup.js", "text/javascript; charset=utf-8", site.IMMUTABLE),
        ("/tables/t1/zips.txt", "text/plain; charset=utf-8", site.IMMUTABLE),
        ("/tables/zips.txt", "text/plain; charset=utf-8", "no-cache"),
    ],
)
def test_files_have_their_type_and_may_be_kept_as_long_as_they_hold(
    visitor: Visitor, path: str, kind: str, cache: str
) -> None:
    answer = visitor.ask(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == cache


def test_every_page_forbids_what_a_page_does_not_need(visitor: Visitor) -> None:
    for path in ("/en/", "/en/nothing/", "/assets/a1/lookup.js"):
        headers = visitor.ask(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "geolocation=(self)" in headers["Permissions-Policy"]
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers


def test_a_hub_by_https_has_browsers_ask_that_way_alone_for_every_answer(
    tmp_path: Path, visitor: Visitor, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/en/", "/en/nothing/", "/en", "/desk/", "/tables/zips.txt")
    for path in paths:
        assert visitor.ask(path).headers["Strict-Transport-Security"] == "max-age=31536000", path
    monkeypatch.setenv("UPSTANDER_HSTS", "0")
    publish(tmp_path)
    assert visitor.ask("/en/").headers["Strict-Transport-Security"] == "max-age=0"
    publish(tmp_path, base_url="http://127.0.0.1:8000")
    for path in paths:
        assert "Strict-Transport-Security" not in visitor.ask(path).headers, path


def test_other_sites_may_load_only_the_script_made_for_it(
    tmp_path: Path, visitor: Visitor, desk: Desk
) -> None:
    edition = Edition("1", "https://hub.example", ("en",), ("a1",), ("t1",), ())
    names = ("index.html", "404.html", "en/404.html", "embed.js", "sw.js")
    folders.add_version(tmp_path, edition, dict.fromkeys(names, PAGE) | {"_redirects": b""})
    loaded = [visitor.ask(f"/{name}").headers[site.ELSEWHERE[0]] for name in ("embed.js", "sw.js")]
    assert loaded == ["cross-origin", "same-origin"]
    assert visitor.ask("/desk/").headers[site.ELSEWHERE[0]] == "same-origin"


def test_other_sites_may_show_only_the_pages_made_for_it(tmp_path: Path, desk: Desk) -> None:
    edition = Edition("1", "https://hub.example", ("en",), ("a1",), ("t1",), (), (), ("/en/call/",))
    names = ("index.html", "404.html", "en/404.html", "en/call/index.html", "en/learn/index.html")
    folders.add_version(tmp_path, edition, dict.fromkeys(names, PAGE) | {"_redirects": b""})
    visitor = visitor_of(tmp_path, desk)
    for path, ancestors in (("/en/call/", "*"), ("/en/learn/", "'none'")):
        policy = visitor.ask(path).headers["Content-Security-Policy"]
        assert policy == site.SECURITY[0][1].replace(
            "frame-ancestors 'none'", f"frame-ancestors {ancestors}"
        )


def test_head_answers_like_get_without_a_body(visitor: Visitor) -> None:
    get, head = visitor.ask("/en/"), visitor.ask("/en/", "HEAD")
    assert head.body == b""
    assert (head.status, head.headers) == (get.status, get.headers)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/en/learn", "/en/learn/"),
        ("/en/learn/old/", "/en/learn/new/"),
        ("/en", "/en/"),
        ("/desk", "/desk/"),
    ],
)
def test_old_and_short_addresses_lead_on(visitor: Visitor, path: str, target: str) -> None:
    answer = visitor.ask(path)
    assert answer.status == 301
    assert answer.headers["Location"] == target


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/en/nothing/", b"not here: en"),
        ("/es/nada", b"not here: es"),
        ("/fr/rien", b"not here"),
        ("//evil.example/", b"not here"),
    ],
)
def test_a_missing_page_is_said_in_the_language_of_its_address(
    visitor: Visitor, path: str, body: bytes
) -> None:
    answer = visitor.ask(path)
    assert (answer.status, answer.body) == (404, body)


@pytest.mark.parametrize(
    "path",
    [
        "/../publish.lock",
        "/en/../../../publish.lock",
        "/en/..%2f..%2fpublish.lock",
        "/./en/",
        "/.upstander.json",
        "/_redirects",
        "/en/learn/index.html.br",
        "/en/learn/\0",
        "\\..\\publish.lock",
    ],
)
def test_only_published_files_can_be_asked_for(visitor: Visitor, desk: Desk, path: str) -> None:
    assert visitor.ask(path).status == 404
    assert not desk.seen


def test_only_the_desk_and_visitors_forms_reach_django(visitor: Visitor, desk: Desk) -> None:
    assert visitor.ask("/desk/learn/").body == b"from the desk"
    assert visitor.ask("/desk/learn/", "POST", body=b"a=1").body == b"from the desk"
    assert visitor.ask("/static/desk.css").body == b"from the desk"
    assert visitor.ask("/en/lookup/", "POST", body=b"text=50309").body == b"from the desk"
    assert len(desk.seen) == 4

    assert visitor.ask("/en/lookup/").status == 404
    assert visitor.ask("/en/learn/", "POST", body=b"a=1").status == 405
    assert visitor.ask("/en/lookup/more", "POST").status == 405
    assert visitor.ask("/en/lookup/", "PUT").status == 405
    assert visitor.ask("/en/", "OPTIONS").headers["Allow"] == "GET, HEAD"
    assert len(desk.seen) == 4


def test_a_visitors_form_arrives_without_what_could_tell_who_sent_it(
    visitor: Visitor, desk: Desk
) -> None:
    about = {
        "x_forwarded_for": "203.0.113.9",
        "x_real_ip": "203.0.113.9",
        "user_agent": "Visitor/1.0",
        "cookie": "a=b",
        "referer": "https://elsewhere.example/",
    }
    visitor.ask("/es/lookup/", "POST", body=b"text=50309", **about)
    visitor.ask("/desk/", **about)
    posted, organizer = desk.seen
    said = {value for value in posted.values() if isinstance(value, str)}
    assert not said & {*about.values()}
    assert "REMOTE_ADDR" not in posted
    assert posted["wsgi.input"].read() == b"text=50309"
    assert organizer["HTTP_COOKIE"] == "a=b"


def test_a_form_that_is_too_big_is_refused_before_it_is_read(visitor: Visitor, desk: Desk) -> None:
    most = visitor.ask("/en/lookup/", "POST", body=b"x" * server.POST_LIMIT)
    assert most.status == 200
    over = visitor.ask("/en/lookup/", "POST", body=b"x" * (server.POST_LIMIT + 1))
    assert over.status == 413
    assert "shorten it" in over.body.decode()
    for length in ("", "-1", "1e9", "٣", "9" * 5000):
        unknown = visitor.ask("/en/lookup/", "POST", content_length=length)
        assert unknown.status == 411
    assert len(desk.seen) == 1


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        (
            "application/x-www-form-urlencoded; charset*=utf-8''%00",
            "application/x-www-form-urlencoded",
        ),
        (
            "multipart/form-data; charset*=bogus''x; boundary=a-b",
            'multipart/form-data; boundary="a-b"',
        ),
        ('multipart/form-data; boundary="a b"', "multipart/form-data"),
        ("", ""),
    ],
)
def test_of_a_forms_type_only_its_kind_and_boundary_are_passed_on(
    visitor: Visitor, desk: Desk, given: str, passed_on: str
) -> None:
    visitor.ask("/en/lookup/", "POST", body=b"q=50309", content_type=given)
    assert desk.seen[0]["CONTENT_TYPE"] == passed_on


def test_a_new_publish_is_seen_without_a_restart(tmp_path: Path, visitor: Visitor) -> None:
    before = visitor.ask("/en/")
    publish(tmp_path, b"<h1>Anew</h1>")
    after = visitor.ask("/en/")
    assert (before.body, after.body) == (PAGE, b"<h1>Anew</h1>")
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_publish_that_cannot_be_read_leaves_the_last_one_up(
    tmp_path: Path, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "versions" / "broken"
    broken.mkdir()
    (tmp_path / "current.new").symlink_to("versions/broken")
    (tmp_path / "current.new").replace(tmp_path / "current")
    assert visitor.ask("/en/").body == PAGE
    assert "What was read before stays up" in caplog.text


def test_before_the_first_publish_only_the_desk_is_open(tmp_path: Path, desk: Desk) -> None:
    visitor = visitor_of(tmp_path, desk)
    assert visitor.ask("/en/").status == 503
    assert visitor.ask("/desk/").body == b"from the desk"


def test_a_hub_below_a_path_answers_there(tmp_path: Path, desk: Desk) -> None:
    publish(tmp_path, base_url="https://town.example/hub")
    visitor = visitor_of(tmp_path, desk)
    assert visitor.ask("/hub/en/learn/").body == PAGE
    assert visitor.ask("/hub/en/learn").headers["Location"] == "/hub/en/learn/"
    assert visitor.ask("/hub").headers["Location"] == "/hub/"
    visitor.ask("/hub/desk/learn/")
    assert (desk.seen[0]["SCRIPT_NAME"], desk.seen[0]["PATH_INFO"]) == ("/hub", "/desk/learn/")


@pytest.fixture
def shelved(visitor: Visitor, tmp_path: Path) -> Visitor:
    """A visitor of a hub with a shelf that is still to be made, and a secret beside it."""
    edition = Edition("1", "https://hub.example/hub", ("en",), ("a1",), ("t1",), (), ("many/",))
    files = {"404.html": b"no", "en/404.html": b"no", "_redirects": b"", "index.html": PAGE}
    folders.add_version(tmp_path, edition, files)
    (tmp_path / "secret.html").write_bytes(b"secret")
    return visitor


def make(folder: Path, page: bytes) -> None:
    """Makes the shelf, with one page in it."""
    edition = editions.read(folder / "current")
    assert edition is not None
    files = [("ia-17/index.html", page), ("ia-17/card.vcf", b"BEGIN:VCARD")]
    folders.put_all(folder / "shelves" / "s1" / "en", folder / "none", files)
    folders.link_shelf(folder, edition, "many/", "s1")


def test_a_page_of_a_shelf_is_there_as_soon_as_it_is_made(shelved: Visitor, tmp_path: Path) -> None:
    waiting = shelved.ask("/hub/en/many/ia-17/")
    assert waiting.status == 503
    assert waiting.headers["Retry-After"] == "60"
    make(tmp_path, PAGE * 3)
    answer = shelved.ask("/hub/en/many/ia-17/", accept_encoding="gzip, br")
    assert answer.status == 200
    assert brotli.decompress(answer.body) == PAGE * 3
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    again = shelved.ask(
        "/hub/en/many/ia-17/",
        accept_encoding="br",
        if_none_match=answer.headers["ETag"],
    )
    assert again.status == 304
    card = shelved.ask("/hub/en/many/ia-17/card.vcf")
    assert card.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert shelved.ask("/hub/en/many/ia-17/", "HEAD").body == b""
    led = shelved.ask("/hub/en/many/ia-17")
    assert (led.status, led.headers["Location"]) == (301, "/hub/en/many/ia-17/")


@pytest.mark.parametrize(
    "path",
    [
        "/en/many/../../../../secret.html",
        "/en/many/ia-17/../../../../../../secret.html",
        "/en/many/..%2f..%2fsecret.html",
        "/en/many/.hidden/",
        "/en/many/ia-17/index.html",
        "/en/many/ia-17/index.html.br",
        "/en/many/ia-17/card.vcf/",
        "/en/many/ia-17\0/",
        "/en/many//ia-17/",
        "/en/many/" + "a" * 5000 + "/",
        "/en/many/\xc3\xa9/",
        "/en/many/no-such/",
        "/en/many",
    ],
)
def test_nothing_else_is_read_from_the_disk(shelved: Visitor, tmp_path: Path, path: str) -> None:
    make(tmp_path, PAGE)
    answer = shelved.ask(f"/hub{path}")
    assert answer.status in (404, 301)
    assert b"secret" not in answer.body
    assert PAGE not in answer.body


@pytest.mark.parametrize("parts", [1, 3, 40])
def test_a_path_too_long_for_a_file_is_no_page_and_stands_in_no_log(
    shelved: Visitor, tmp_path: Path, caplog: pytest.LogCaptureFixture, parts: int
) -> None:
    make(tmp_path, PAGE)
    answer = shelved.ask("/hub/en/many/" + f"{'x' * 115}.html/" * (parts - 1) + "x" * 115 + ".html")
    assert answer.status == 404
    assert caplog.text == ""


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(36, "File name too long")])
def test_a_page_that_cannot_be_read_is_not_found(
    shelved: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    make(tmp_path, PAGE)
    assert shelved.ask("/hub/en/many/ia-17/").status == 200

    def fail(*_given: object) -> None:
        raise error

    monkeypatch.setattr(site, "_page", fail)
    assert shelved.ask("/hub/en/many/ia-17/").status == 404


def test_without_its_shelf_a_page_is_to_be_tried_again_and_all_others_are_there(
    shelved: Visitor, tmp_path: Path
) -> None:
    make(tmp_path, PAGE)
    shutil.rmtree(tmp_path / "shelves" / "s1")
    assert shelved.ask("/hub/en/many/ia-17/").status == 503
    assert shelved.ask("/hub/").body == PAGE
