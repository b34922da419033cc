"""The front of a hub: published pages out of memory or from the disk, everything else to Django.

No Django here: pages are answered while it is still loading, and when its database is down.
Nothing about a request is logged.
"""

import logging
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from upstander.web import editions

log = logging.getLogger("upstander.site")

LOOK_EVERY = 0.5
"""Seconds between two looks for a new publish."""
AFTER_FAILURE = 30.0
"""Seconds until a publish that could not be read is tried again."""
POST_LIMIT = 256 * 1024
"""Bytes of a visitor's form: the longest letter, each character in its longest encoding."""
DESK_LIMIT = 32 * 1024 * 1024
"""Bytes of an organizer's form with its files."""
THREADS = 6
"""Requests that one worker works on at once. From 16 on, threads only wait for each other."""
FORMS_AT_ONCE = 3
"""How many of those may be visitors' forms: a flood of slow ones leaves room for pages."""
DESK_FORMS_AT_ONCE = 2
"""How many may be organizers' forms, which visitors' forms cannot keep out."""

SECURITY = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
FRAMED = [
    (name, value.replace("frame-ancestors 'none'", "frame-ancestors *")) for name, value in SECURITY
]
"""The same for the few pages that other sites may show in a frame."""
PERMISSIONS = (
    "Permissions-Policy",
    "geolocation=(self), accelerometer=(), camera=(), display-capture=(), gyroscope=(), hid=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
    "xr-spatial-tracking=()",
)
IMMUTABLE = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}
SUFFIXES = {"br": ".br", "gzip": ".gz", "identity": ""}
"""Encodings, the one we like best first, and what a file's name ends with in each."""

SENTENCES = {
    "405 Method Not Allowed": (
        "This address takes no forms.\nEsta dirección no recibe formularios.\n"
    ),
    "411 Length Required": "Say how long the form is.\nIndique la longitud del formulario.\n",
    "413 Content Too Large": (
        "That is more than we can take. Go back and shorten it.\n"
        "Es más de lo que podemos recibir. Vuelva atrás y acórtelo.\n"
    ),
    "503 Service Unavailable": (
        "We cannot answer just now. Try again in a minute.\n"
        "No podemos responder en este momento. Inténtelo de nuevo en un minuto.\n"
    ),
}
SHELVED = re.compile(r"(?:/[a-z0-9][\w.~-]{0,119})+/?", re.ASCII)
"""Paths that may be read from the disk: no part begins with a dot."""
LONGEST = 400
"""Characters of such a path, at most."""
# What could tell one visitor from another goes no further than here.
ABOUT_THE_VISITOR = (
    "HTTP_COOKIE",
    "HTTP_FORWARDED",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "REMOTE_ADDR",
    "REMOTE_PORT",
)


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """One file in one encoding, ready to send. `unchanged` are the headers of a 304."""

    etag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]
    body: list[bytes]


Page = Mapping[str, EncodedFile]
"""The answers to one address, by encoding."""


@dataclass(frozen=True, slots=True)
class Published:
    """One publish in memory, but for its shelves, which are read from `folder` page by page.

    `missing` has the page for "not found" by language, and by "".
    """

    version: str = ""
    folder: Path = Path()
    shelves: tuple[str, ...] = ()
    prefix: str = ""
    pages: Mapping[str, Page] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, Page] = field(default_factory=dict)

    def shelved(self, path: str) -> Page | None:
        """Returns the page at a path below a shelf; None where there is none."""
        if len(path) > LONGEST or not path.startswith(self.shelves) or not SHELVED.fullmatch(path):
            return None
        file = self.folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
        if file.suffix not in TYPES or path.endswith("/index.html"):
            return None
        try:
            return _page(file, SHORT)
        except OSError:
            # Whatever is amiss there, a page that cannot be read must not be named in a log.
            return None

    def awaits(self, path: str) -> bool:
        """True for a path below a shelf that is still being made."""
        return any(
            path.startswith(shelf) and not (self.folder / shelf[1:]).is_dir()
            for shelf in self.shelves
        )


def load(folder: Path, version: str) -> Published:
    """Reads one publish into memory.

    Raises:
        ValueError: the folder is not a finished publish.
        OSError: a file cannot be read.
    """
    edition = editions.read(folder)
    if edition is None:
        raise ValueError(f"{folder} has no {editions.FILE}: no publish finished there")
    pages: dict[str, Page] = {}
    for parent, _folders, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            if name.startswith((".", "_")) or file.suffix in (".br", ".gz"):
                continue
            if file.is_symlink():
                continue  # to a shelf that is gone until it is made again
            path = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
            security = FRAMED if path in edition.framed else SECURITY
            pages[path] = _page(file, cache_of(path), security)
    # Answers to forms are made before it is known which tables the next publish will have.
    newest = f"/tables/{edition.tables[0]}/"
    for path in [path for path in pages if path.startswith(newest)]:
        pages[f"/tables/{path.removeprefix(newest)}"] = _page(folder / path[1:], "no-cache")
    missing = {code: pages[f"/{code}/404.html"] for code in edition.languages}
    return Published(
        version=version,
        folder=folder,
        shelves=tuple(f"/{code}/{kept}" for kept in edition.shelves for code in edition.languages),
        prefix=edition.prefix,
        pages=pages,
        moved=_redirects(folder, edition.prefix),
        missing={"": pages["/404.html"], **missing},
    )


def cache_of(path: str) -> str:
    """Returns for how long a published file may be kept: for good where its folder is a hash."""
    return IMMUTABLE if path.startswith(("/assets/", "/tables/")) else SHORT


def _page(file: Path, cache: str, security: list[tuple[str, str]] = SECURITY) -> Page:
    bodies = {}
    for encoding, suffix in SUFFIXES.items():
        variant = file.with_name(file.name + suffix)
        if not suffix or variant.exists():
            bodies[encoding] = variant.read_bytes()
    kind = TYPES.get(file.suffix, "application/octet-stream")
    content = blake2b(bodies["identity"], digest_size=9).hexdigest()
    vary = [("Vary", "Accept-Encoding")] if len(bodies) > 1 else []
    answers = {}
    for encoding, body in bodies.items():
        etag = f'"{content}-{encoding}"'
        unchanged = [("ETag", etag), ("Cache-Control", cache), *vary]
        encoded = [] if encoding == "identity" else [("Content-Encoding", encoding)]
        length = ("Content-Length", str(len(body)))
        headers = [("Content-Type", kind), length, *encoded, *unchanged, *security, PERMISSIONS]
        answers[encoding] = EncodedFile(etag, headers, unchanged, [body])
    return answers


def _redirects(folder: Path, prefix: str) -> dict[str, str]:
    lines = (folder / "_redirects").read_text(encoding="utf-8").splitlines()
    pairs = (line.split()[:2] for line in lines if line)
    return {old.removeprefix(prefix): new for old, new in pairs}


@lru_cache(maxsize=256)
def preferred(accept: str) -> tuple[str, ...]:
    """Returns the encodings to try for an Accept-Encoding header, best first.

    Plain text comes last when nothing is said of it, and also when it is refused: an answer that
    can be read is better than none.
    """
    qualities = {}
    for part in accept.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        qualities[name.strip()] = _quality(parameters)
    other = qualities.get("*", 0.0)
    wanted = {name: qualities.get(name, other) for name in ("br", "gzip")}
    wanted["identity"] = qualities.get("identity", 0.0001)
    taken = [name for name in wanted if wanted[name] > 0]
    return tuple(dict.fromkeys([*sorted(taken, key=lambda name: -wanted[name]), "identity"]))


def _quality(parameters: str) -> float:
    _q, _equals, value = parameters.partition("q=")
    try:
        return float(value or 1)
    except ValueError:
        return 0.0


def form_type(given: str) -> str:
    """Returns the kind of form that a Content-Type names, with its boundary and nothing else.

    A character set that does not exist would make Django fail, and quote the header in a log.
    """
    kind, _semicolon, parameters = given.partition(";")
    boundary = re.search(r"""boundary=("?)([\w'()+,./:=?-]{1,70})\1""", parameters)
    return f'{kind.strip()}; boundary="{boundary[2]}"' if boundary else kind.strip()


class Front:
    """The WSGI application of a hub.

    Args:
        folder: holds `current`, a link to the newest publish.
        dynamic: what answers all that is not published.
        prefixes: addresses below these are dynamic, whatever the method.
        posted: matches the paths that take visitors' forms.
    """

    def __init__(
        self,
        folder: Path,
        *,
        dynamic: WSGIApplication,
        prefixes: tuple[str, ...],
        posted: re.Pattern[str],
    ) -> None:
        self._folder = folder
        self._dynamic = dynamic
        self._prefixes = prefixes
        self._posted = posted
        self._published = Published()
        self._look_at = 0.0
        self._looking = Lock()
        self._forms = BoundedSemaphore(FORMS_AT_ONCE)
        self._desk_forms = BoundedSemaphore(DESK_FORMS_AT_ONCE)
        self._newest()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        published = self._published if monotonic() < self._look_at else self._newest()
        path = environ["PATH_INFO"].removeprefix(published.prefix)
        method = environ["REQUEST_METHOD"]
        if method in ("GET", "HEAD"):
            page = published.pages.get(path) or published.shelved(path)
            if page is not None:
                return _send("200 OK", page, environ, start)
        if path.startswith(self._prefixes):
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = published.prefix, path
            if method in ("GET", "HEAD"):
                return self._django(environ, start)
            return self._form(DESK_LIMIT, self._desk_forms, environ, start)
        if method == "POST" and self._posted.fullmatch(path):
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = published.prefix, path
            environ["CONTENT_TYPE"] = form_type(environ.get("CONTENT_TYPE", ""))
            for name in ABOUT_THE_VISITOR:
                environ.pop(name, None)
            return self._form(POST_LIMIT, self._forms, environ, start)
        if method not in ("GET", "HEAD"):
            return _say("405 Method Not Allowed", start, ("Allow", "GET, HEAD"))
        return self._not_published(path, published, environ, start)

    def _newest(self) -> Published:
        """Returns the newest publish that can be read; only one thread at a time looks for it."""
        if not self._looking.acquire(blocking=False):
            return self._published
        current = self._folder / "current"
        try:
            self._look_at = monotonic() + LOOK_EVERY
            if current.is_symlink() and str(current.readlink()) != self._published.version:
                version = str(current.readlink())
                self._published = load(self._folder / version, version)
        except (OSError, ValueError, KeyError):
            self._look_at = monotonic() + AFTER_FAILURE
            log.exception("The newest publish cannot be read. What was read before stays up.")
        finally:
            self._looking.release()
        return self._published

    def _form(
        self,
        limit: int,
        places: BoundedSemaphore,
        environ: WSGIEnvironment,
        start: StartResponse,
    ) -> Iterable[bytes]:
        """Has Django answer a form, if it is small enough and there is a place for it."""
        length = environ.get("CONTENT_LENGTH") or ""
        if not re.fullmatch("[0-9]{1,12}", length):
            return _say("411 Length Required", start)
        if int(length) > limit:
            return _say("413 Content Too Large", start)
        if not places.acquire(blocking=False):
            return _say("503 Service Unavailable", start, ("Retry-After", "5"))
        try:
            return self._django(environ, start)
        finally:
            places.release()

    def _django(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self._dynamic(
            environ, lambda status, headers, *rest: start(status, [*headers, PERMISSIONS], *rest)
        )

    def _not_published(
        self, path: str, published: Published, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        target = published.moved.get(path)
        if target is None and (
            f"{path}/" in published.pages
            or f"{path}/" in self._prefixes
            or published.shelved(f"{path}/")
        ):
            target = f"{published.prefix}{path}/"
        if target is not None:
            start("301 Moved Permanently", [("Location", target), ("Cache-Control", SHORT)])
            return []
        if not published.version or published.awaits(path):
            return _say("503 Service Unavailable", start, ("Retry-After", "60"))
        language = path[1:].partition("/")[0]
        page = published.missing.get(language) or published.missing[""]
        return _send("404 Not Found", page, environ, start)


def _send(
    status: str, page: Page, environ: WSGIEnvironment, start: StartResponse
) -> Iterable[bytes]:
    accept = environ.get("HTTP_ACCEPT_ENCODING", "")
    for encoding in preferred(accept if len(accept) < 200 else ""):
        if encoding in page:
            break
    answer = page[encoding]
    seen = environ.get("HTTP_IF_NONE_MATCH")
    if seen is not None and status == "200 OK" and _has(seen, answer.etag):
        start("304 Not Modified", answer.unchanged)
        return []
    start(status, answer.headers)
    return answer.body if environ["REQUEST_METHOD"] == "GET" else []


def _has(seen: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in seen.split(","))
    return any(tag in (etag, "*") for tag in tags)


def _say(status: str, start: StartResponse, *headers: tuple[str, str]) -> Iterable[bytes]:
    body = SENTENCES[status].encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    length = ("Content-Length", str(len(body)))
    start(status, [kind, length, ("Cache-Control", "no-store"), *headers, *SECURITY, PERMISSIONS])
    return [body]
