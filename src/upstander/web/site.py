"""The front of a hub: published pages out of memory or from the disk, all else named as Django's.

No Django here: pages are answered while it is still loading, and when its database is down.
Nothing about a request is logged.
"""

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from upstander.web import editions

log = logging.getLogger("upstander.site")

AFTER_FAILURE = 30.0
"""Seconds until a publish that could not be read is tried again."""

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
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
ELSEWHERE = ("Cross-Origin-Resource-Policy", "cross-origin")
LENT = [*SECURITY[:-1], ELSEWHERE]
"""The same for what other sites load."""
FRAMED = [
    (name, value.replace("frame-ancestors 'none'", "frame-ancestors *")) for name, value in LENT
]
"""The same for the few pages that other sites may show in a frame."""
TO_LEND = ("/embed.js",)
PERMISSIONS = (
    "Permissions-Policy",
    "geolocation=(self), accelerometer=(), camera=(), display-capture=(), gyroscope=(), hid=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
    "xr-spatial-tracking=()",
)
IMMUTABLE = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300"
A_YEAR = "31536000"

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
    405: "This address takes no forms.\nEsta dirección no recibe formularios.\n",
    408: (
        "Your form did not arrive in time. Go back and send it again.\n"
        "Su formulario no llegó a tiempo. Vuelva atrás y envíelo de nuevo.\n"
    ),
    411: "Say how long the form is.\nIndique la longitud del formulario.\n",
    413: (
        "That is more than we can take. Go back and shorten it.\n"
        "Es más de lo que podemos recibir. Vuelva atrás y acórtelo.\n"
    ),
    500: (
        "Something failed here, and the fault is ours. Go back and try again.\n"
        "Algo falló aquí, y la culpa es nuestra. Vuelva atrás e inténtelo de nuevo.\n"
    ),
    503: (
        "We cannot answer just now. Try again in a minute.\n"
        "No podemos responder en este momento. Inténtelo de nuevo en un minuto.\n"
    ),
}
SHELVED = re.compile(r"(?:/[a-z0-9][\w.~-]{0,119})+/?", re.ASCII)
"""Paths that may be read from the disk: no part begins with a dot."""
LONGEST = 400
"""Characters of such a path, at most."""


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """One file in one encoding, ready to send. `unchanged` are the headers of a 304."""

    etag: str
    headers: list[tuple[str, str]]
    unchanged: list[tuple[str, str]]
    body: bytes


class Answer(NamedTuple):
    """What goes back for a request."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


class Dynamic(Enum):
    """What Django answers."""

    PAGE = auto()
    """Something of the desk that is only read."""
    DESK_FORM = auto()
    VISITORS_FORM = auto()


Header = Callable[[str], str | None]
"""Gives a request's header of a name in small letters."""
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
    always: tuple[tuple[str, str], ...] = ()
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
    always = strict(edition.base_url)
    for parent, _folders, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            if name.startswith((".", "_")) or file.suffix in (".br", ".gz"):
                continue
            if file.is_symlink():
                continue  # to a shelf that is gone until it is made again
            path = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
            security = FRAMED if path in edition.framed else LENT if path in TO_LEND else SECURITY
            pages[path] = _page(file, cache_of(path), [*security, *always])
    # Answers to forms are made before it is known which tables the next publish will have.
    newest = f"/tables/{edition.tables[0]}/"
    for path in [path for path in pages if path.startswith(newest)]:
        again = _page(folder / path[1:], "no-cache", [*SECURITY, *always])
        pages[f"/tables/{path.removeprefix(newest)}"] = again
    missing = {code: pages[f"/{code}/404.html"] for code in edition.languages}
    return Published(
        version=version,
        folder=folder,
        shelves=tuple(f"/{code}/{kept}" for kept in edition.shelves for code in edition.languages),
        prefix=edition.prefix,
        always=tuple(always),
        pages=pages,
        moved=_redirects(folder, edition.prefix),
        missing={"": pages["/404.html"], **missing},
    )


def strict(base_url: str) -> list[tuple[str, str]]:
    """Returns the header by which browsers ask by https alone, for a hub that has it.

    UPSTANDER_HSTS is the seconds for which they are to; 0 lets them forget it.
    """
    if not base_url.startswith("https://"):
        return []
    seconds = os.environ.get("UPSTANDER_HSTS", "").strip() or A_YEAR
    return [("Strict-Transport-Security", f"max-age={int(seconds)}")]


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
        answers[encoding] = EncodedFile(etag, headers, unchanged, body)
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


class Front:
    """Answers what is published, and says what is Django's.

    Args:
        folder: holds `current`, a link to the newest publish.
        prefixes: addresses below these are dynamic, whatever the method.
        posted: matches the paths that take visitors' forms.
    """

    def __init__(self, folder: Path, *, prefixes: tuple[str, ...], posted: re.Pattern[str]) -> None:
        self._folder = folder
        self._prefixes = prefixes
        self._posted = posted
        self._published = Published()
        self._look_at = 0.0
        self.look()

    @property
    def prefix(self) -> str:
        """The path that every address of this hub begins with, such as `/hub`; mostly empty."""
        return self._published.prefix

    @property
    def always(self) -> tuple[tuple[str, str], ...]:
        """Headers that every answer of this hub has; a page in memory has them already."""
        return self._published.always

    def look(self) -> None:
        """Takes over the newest publish, if there is another one that can be read."""
        current = self._folder / "current"
        if monotonic() < self._look_at:
            return
        try:
            if current.is_symlink() and str(current.readlink()) != self._published.version:
                version = str(current.readlink())
                self._published = load(self._folder / version, version)
        except (OSError, ValueError, KeyError):
            self._look_at = monotonic() + AFTER_FAILURE
            log.exception("The newest publish cannot be read. What was read before stays up.")

    def at_once(self, method: str, path: str, header: Header) -> Answer | None:
        """Returns a page that is in memory; None where it takes longer to find the answer."""
        published = self._published
        page = published.pages.get(path.removeprefix(published.prefix))
        if page is None or method not in ("GET", "HEAD"):
            return None
        return _found(page, header)

    def dynamic(self, method: str, path: str) -> Dynamic | None:
        """Returns what of Django's a request is; None where it is none of Django's business."""
        path = path.removeprefix(self._published.prefix)
        read = method in ("GET", "HEAD")
        if path.startswith(self._prefixes):
            return Dynamic.PAGE if read else Dynamic.DESK_FORM
        is_form = method == "POST" and self._posted.fullmatch(path)
        return Dynamic.VISITORS_FORM if is_form else None

    def answer(self, method: str, path: str, header: Header) -> Answer:
        """Returns what is published at a path, from memory or from the disk, or why nothing is."""
        at_once = self.at_once(method, path, header)
        if at_once is not None:
            return at_once
        if method not in ("GET", "HEAD"):
            return said(405, ("Allow", "GET, HEAD"))
        published = self._published
        path = path.removeprefix(published.prefix)
        page = published.shelved(path)
        return _found(page, header) if page else self._not_published(path, published, header)

    def _not_published(self, path: str, published: Published, header: Header) -> Answer:
        target = published.moved.get(path)
        if target is None and (
            f"{path}/" in published.pages
            or f"{path}/" in self._prefixes
            or published.shelved(f"{path}/")
        ):
            target = f"{published.prefix}{path}/"
        if target is not None:
            return Answer(301, [("Location", target), ("Cache-Control", SHORT)])
        if not published.version or published.awaits(path):
            return said(503, ("Retry-After", "60"))
        language = path[1:].partition("/")[0]
        page = published.missing.get(language) or published.missing[""]
        file = _best(page, header)
        return Answer(404, file.headers, file.body)


def _found(page: Page, header: Header) -> Answer:
    file = _best(page, header)
    seen = header("if-none-match")
    if seen is not None and _has(seen, file.etag):
        return Answer(304, file.unchanged)
    return Answer(200, file.headers, file.body)


def _best(page: Page, header: Header) -> EncodedFile:
    accept = header("accept-encoding") or ""
    for encoding in preferred(accept if len(accept) < 200 else ""):
        if encoding in page:
            break
    return page[encoding]


def _has(seen: str, etag: str) -> bool:
    tags = (tag.strip().removeprefix("W/") for tag in seen.split(","))
    return any(tag in (etag, "*") for tag in tags)


def said(status: int, *headers: tuple[str, str]) -> Answer:
    """Returns the answer that says in a sentence, in both languages, why there is no other."""
    body = SENTENCES[status].encode()
    kind = ("Content-Type", "text/plain; charset=utf-8")
    length = ("Content-Length", str(len(body)))
    kept = ("Cache-Control", "no-store")
    return Answer(status, [kind, length, kept, *headers, *SECURITY, PERMISSIONS], body)
