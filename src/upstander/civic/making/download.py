"""Downloads one file at a time: politely, over https alone, going on where an earlier try ended."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from secrets import SystemRandom
from ssl import SSLCertVerificationError
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from upstander.civic.making.sources.files import BadSource

ATTEMPTS = 4
LONGEST_WAIT_S = 120.0
_FIRST_PAUSE_S = 2.0
_TIMEOUT_S = 60.0
_CHUNK = 1 << 16
_TEMPORARY = (408, 429, 500, 502, 503, 504)

Headers = Mapping[str, str]
BytesSoFar = Callable[[int, int | None], None]
"""Is told how many bytes are here, and of how many, ``None`` where the server does not say."""


class Opener(Protocol):
    """What sends a request, as ``OpenerDirector.open`` does."""

    def __call__(self, request: Request, /, *, timeout: float) -> Any:
        """The response; raises ``HTTPError`` for a status above 299, else ``URLError``."""


class NotThere(BadSource):
    """Raised if a publisher has nothing at an address."""


class Unchanged(Exception):
    """Raised if the publisher still has the file that is here already."""


class Trouble(Exception):
    """Raised if a server or the connection failed, so that another time may do."""

    def __init__(
        self, reason: str, *, wait: float | None = None, cut: bool = False, restart: bool = False
    ) -> None:
        """``wait`` seconds are what the server asks for.

        ``cut`` says that it did answer, ``restart`` that what is here is no beginning.
        """
        super().__init__(reason)
        self.wait = wait
        self.cut = cut
        self.restart = restart


def secure(url: str) -> bool:
    """Whether nobody on the way can change what comes from an address."""
    return url.startswith("https://")


def make_opener(allowed: Callable[[str], bool] = secure) -> Opener:
    """What sends requests, and follows redirects, to allowed addresses alone.

    It raises ``BadSource`` for any other.
    """

    class Redirects(HTTPRedirectHandler):
        def redirect_request(self, req: Request, *answer: Any) -> Request | None:
            page, url = answer[0], answer[-1]
            if not allowed(url):
                page.close()
                raise BadSource(req.full_url, f"is redirected to {url}, which is not https")
            return super().redirect_request(req, *answer)

    director = build_opener(Redirects)

    def send(request: Request, /, *, timeout: float) -> Any:
        if not allowed(request.full_url):
            raise BadSource(request.full_url, f"{request.full_url} is not an https address")
        return director.open(request, timeout=timeout)

    return send


class Downloader:
    """Sends one request at a time, waits where it is asked to, and gives up in good time."""

    def __init__(
        self,
        opener: Opener | None = None,
        *,
        say: Callable[[str], None],
        agent: str = "upstander",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``agent`` names this software to the publishers; ``say`` hears of every wait."""
        self._opener = opener or make_opener()
        self._sleep = sleep
        self._agent = agent
        self._say = say
        self._gone: dict[str, str] = {}
        self._random = SystemRandom()

    def read(self, url: str) -> bytes:
        """What a small page says. It is asked for once only: raises ``Trouble``, ``BadSource``."""
        with self._send(url, {}) as response:
            return b"".join(_chunks(response))

    def download(self, url: str, part: Path, etag: str | None, bytes_so_far: BytesSoFar) -> Headers:
        """Write a file to ``part``, going on where an earlier try ended, and return its headers.

        Raises ``Unchanged`` if ``etag`` is still the file's tag, ``Trouble`` once no try is left,
        and ``BadSource`` where another try would not help. A server that does not answer is not
        asked again.
        """
        host = urlsplit(url).netloc
        if host in self._gone:
            raise Trouble(f"not tried, because {host} failed before: {self._gone[host]}")
        attempt = 1
        while True:
            try:
                return self._attempt(url, part, etag, bytes_so_far)
            except Trouble as trouble:
                if trouble.restart:
                    part.unlink(missing_ok=True)
                pause = self._pause(attempt) if trouble.wait is None else trouble.wait
                if attempt == ATTEMPTS or pause > LONGEST_WAIT_S:
                    if not trouble.cut:
                        self._gone[host] = str(trouble)
                    raise
                self._say(f"{part.name}: {trouble}; trying again in {pause:.0f} s.")
                self._sleep(pause)
                attempt += 1

    def _pause(self, attempt: int) -> float:
        """Seconds before the next attempt: growing, and not the same for everybody."""
        return float(_FIRST_PAUSE_S * 3 ** (attempt - 1) * self._random.uniform(0.7, 1.3))

    def _attempt(self, url: str, part: Path, etag: str | None, bytes_so_far: BytesSoFar) -> Headers:
        validator = _validator(part, url)
        have = part.stat().st_size if validator and part.exists() else 0
        asked = {"If-None-Match": etag} if etag else {}
        if validator and have:
            asked = {"Range": f"bytes={have}-", "If-Range": validator}
        with self._send(url, asked) as response:
            headers: Headers = response.headers
            begin = have if response.status == 206 else 0
            if begin and _range_start(headers) != begin:
                raise Trouble("another part came than was asked for", cut=True, restart=True)
            total = _total(headers, begin)
            _write_note(part, url, headers)
            with part.open("ab" if begin else "wb") as out:
                for chunk in _chunks(response):
                    out.write(chunk)
                    bytes_so_far(out.tell(), total)
                size = out.tell()
        if total is not None and size < total:
            raise Trouble(f"cut short: {size:,} of {total:,} bytes came", cut=True)
        return headers

    def _send(self, url: str, asked: Headers) -> Any:
        # Compressed on the way, a file would have another length and another tag.
        headers = {"User-Agent": self._agent, "Accept-Encoding": "identity", **asked}
        request = Request(url, headers=headers)  # noqa: S310 - the opener takes https alone
        try:
            return self._opener(request, timeout=_TIMEOUT_S)
        except HTTPError as error:
            with error:
                raise _failure(url, error) from error
        except URLError as error:
            if isinstance(error.reason, SSLCertVerificationError):
                raise BadSource(url, f"{url} has no valid certificate ({error.reason})") from error
            raise Trouble(f"{url} does not answer ({error.reason})") from error
        except (OSError, HTTPException) as error:
            raise Trouble(f"{url} does not answer ({error!r})") from error


def forget(part: Path) -> None:
    """Delete a part, and the note of what it is a part of."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _chunks(response: Any) -> Iterator[bytes]:
    """The bytes of an answer; raises ``Trouble`` if the connection breaks."""
    while True:
        try:
            chunk: bytes = response.read(_CHUNK)
        except (OSError, HTTPException) as error:
            raise Trouble(f"cut short: the connection broke ({error!r})", cut=True) from error
        if not chunk:
            return
        yield chunk


def _failure(url: str, error: HTTPError) -> Exception:
    if error.code == 304:
        return Unchanged()
    if error.code == 416:
        return Trouble("nothing comes after what is here already", cut=True, restart=True)
    if error.code not in _TEMPORARY:
        kind = NotThere if error.code in (404, 410) else BadSource
        return kind(url, f"{url} answers {error.code} {error.reason}")
    wait = _retry_after(error)
    asks = f" and asks for a pause of {wait:.0f} s" if wait is not None else ""
    return Trouble(f"{url} answers {error.code} {error.reason}{asks}", wait=wait)


def _retry_after(error: HTTPError) -> float | None:
    """Seconds that the server asks to be left alone, if it says so."""
    text = (error.headers.get("Retry-After") or "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time()) if text else None
    except ValueError:
        return None


def _range_start(headers: Headers) -> int | None:
    found = re.match(r"bytes (\d+)-", headers.get("Content-Range") or "")
    return int(found.group(1)) if found else None


def _total(headers: Headers, begin: int) -> int | None:
    length = headers.get("Content-Length") or ""
    return begin + int(length) if length.isdigit() else None


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.part.json")


def _write_note(part: Path, url: str, headers: Headers) -> None:
    """Keep what tells, next time, whether the rest is still the same file's."""
    etag = headers.get("ETag") or ""
    strong = etag if not etag.startswith("W/") else ""
    note = {"address": url, "validator": strong or headers.get("Last-Modified")}
    _note(part).write_text(json.dumps(note), "utf-8")


def _validator(part: Path, url: str) -> str | None:
    """The strong tag or date of the file that is here in part; none, and it begins anew."""
    try:
        note = json.loads(_note(part).read_text("utf-8"))
        return str(note["validator"]) if note["address"] == url and note["validator"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
