"""Downloads one file at a time: politely, over https alone, going on where an earlier try ended."""

import json
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from socket import SHUT_RDWR
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import httpx
import stamina
from stamina.instrumentation import set_on_retry_hooks

from upstander.civic.making.sources.files import BadSource

ATTEMPTS = 4
LONGEST_WAIT_S = 120.0
_FIRST_PAUSE_S = 2.0
_GROWTH = 3
_TIMEOUT_S = 60.0
MEGABYTE = 1_000_000
MOST_OF_A_PAGE = 20 * MEGABYTE
LEAST_RATE = 10_000
"""Bytes a second that have to come on average, once ``PATIENCE_S`` are over."""
PATIENCE_S = 120.0
ANSWER_S = 120.0
"""Seconds in which an answer has to have begun, with redirects, however little by little."""
LONGEST_S = 3600.0
"""Seconds for one file, in all: with every try and every pause."""
_TEMPORARY = (408, 429, 500, 502, 503, 504)

Headers = Mapping[str, str]
BytesSoFar = Callable[[int, int | None], None]
"""Is told how many bytes are here, and of how many, ``None`` where the server does not say."""

set_on_retry_hooks(())  # a listener is told of every wait; no log is


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


class TooSlow(Trouble):
    """Raised if a server sends next to nothing, or too little by little. Another try is no help."""


class _Limit:
    """Cuts a connection off once its time is over, whatever still comes: a timeout for each read
    never ends where a byte comes now and then."""

    def __init__(self) -> None:
        """Begins without a time."""
        self.is_over = False
        self._stream: Any = None
        self._timer: Timer | None = None

    def seen(self, event: str, info: Mapping[str, Any]) -> None:
        """Is told by the connection of all that it does."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._stream = info["return_value"]
            if self.is_over:
                self._cut()

    def within(self, seconds: float) -> None:
        """Cuts off after so many seconds from now, instead of any time given before."""
        self.lift()
        self._timer = Timer(max(seconds, 0.0), self._cut)
        self._timer.daemon = True
        self._timer.start()

    def lift(self) -> None:
        """Lets the connection be."""
        if self._timer is not None:
            self._timer.cancel()

    def _cut(self) -> None:
        self.is_over = True
        socket = self._stream.get_extra_info("socket") if self._stream else None
        if socket is not None:
            with suppress(OSError):  # it has ended by itself
                socket.shutdown(SHUT_RDWR)


def secure(url: str) -> bool:
    """Whether nobody on the way can change what comes from an address."""
    return url.startswith("https://")


class Downloader:
    """Sends one request at a time, waits where it is asked to, and gives up in good time."""

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        agent: str = "upstander",
        allowed: Callable[[str], bool] = secure,
    ) -> None:
        """``agent`` names this software to the publishers; ``say`` hears of every wait.

        Only ``allowed`` addresses are asked, those of redirects included.
        """
        self._allowed = allowed
        self._say = say
        self._gone: dict[str, str] = {}
        self._client = httpx.Client(
            # Compressed on the way, a file would have another length and another tag.
            headers={"User-Agent": agent, "Accept-Encoding": "identity"},
            timeout=_TIMEOUT_S,
            follow_redirects=True,
            verify=ssl.create_default_context(),  # the certificates that this machine trusts
            limits=httpx.Limits(max_keepalive_connections=0),  # nothing stays open between files
            event_hooks={"response": [self._check_redirect]},
        )

    def read(self, url: str) -> bytes:
        """What a small page says. It is asked for once only: raises ``Trouble``, ``BadSource``."""
        with self._send(url, {}, time.monotonic() + LONGEST_S) as response:
            return b"".join(_chunks(response, url, MOST_OF_A_PAGE))

    def download(
        self, url: str, part: Path, etag: str | None, bytes_so_far: BytesSoFar, *, most: int
    ) -> Headers:
        """Write a file to ``part``, going on where an earlier try ended, and return its headers.

        A file of more than ``most`` bytes is refused before the disk has more of it. Raises
        ``Unchanged`` if ``etag`` is still the file's tag, ``Trouble`` once no try is left,
        and ``BadSource`` where another try would not help. A server that does not answer, or is too
        slow, is not asked again. In all it takes ``LONGEST_S`` at most.
        """
        host = urlsplit(url).netloc
        if host in self._gone:
            raise Trouble(f"not tried, because {host} failed before: {self._gone[host]}")
        try:
            return self._with_patience(url, part, etag, bytes_so_far, most)
        except Trouble as trouble:
            if not trouble.cut or isinstance(trouble, TooSlow):
                self._gone[host] = str(trouble)
            raise

    def _with_patience(
        self, url: str, part: Path, etag: str | None, bytes_so_far: BytesSoFar, most: int
    ) -> Headers:
        """Try a few times, with growing pauses, which are not the same for everybody."""
        until = time.monotonic() + LONGEST_S
        for attempt in stamina.retry_context(
            on=_pause,
            attempts=ATTEMPTS,
            timeout=LONGEST_S,
            wait_initial=_FIRST_PAUSE_S,
            wait_exp_base=_GROWTH,
            wait_max=LONGEST_WAIT_S,
        ):
            with attempt:
                try:
                    return self._attempt(url, part, etag, bytes_so_far, (most, until))
                except Trouble as trouble:
                    if trouble.restart:
                        part.unlink(missing_ok=True)
                    if attempt.num < ATTEMPTS and _pause(trouble):
                        pause = attempt.next_wait if trouble.wait is None else trouble.wait
                        self._say(f"{part.name}: {trouble}; trying again in {pause:.0f} s.")
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _attempt(
        self,
        url: str,
        part: Path,
        etag: str | None,
        bytes_so_far: BytesSoFar,
        limits: tuple[int, float],
    ) -> Headers:
        most, until = limits
        validator = _validator(part, url)
        have = part.stat().st_size if validator and part.exists() else 0
        asked = {"If-None-Match": etag} if etag else {}
        if validator and have:
            asked = {"Range": f"bytes={have}-", "If-Range": validator}
        with self._send(url, asked, until) as response:
            headers: Headers = response.headers
            begin = have if response.status_code == httpx.codes.PARTIAL_CONTENT else 0
            if begin and _range_start(headers) != begin:
                raise Trouble("another part came than was asked for", cut=True, restart=True)
            total = _total(headers, begin)
            if total is not None and total > most:
                raise _too_large(url, total, most)
            _write_note(part, url, headers)
            with part.open("ab" if begin else "wb") as out:
                try:
                    for chunk in _chunks(response, url, most - begin):
                        out.write(chunk)
                        bytes_so_far(out.tell(), total)
                except Trouble as broken:
                    if total is None or isinstance(broken, TooSlow):
                        raise
                    short = f"cut short: {out.tell():,} of {total:,} bytes came"
                    raise Trouble(short, cut=True) from broken
        return headers

    @contextmanager
    def _send(self, url: str, asked: Headers, until: float) -> Iterator[httpx.Response]:
        """The answer, if it is one; raises ``Unchanged``, ``Trouble`` or ``BadSource`` if not.

        It is cut off at ``until``, in the seconds of ``time.monotonic``.
        """
        if not self._allowed(url):
            raise BadSource(url, f"{url} is not an https address")
        limit = _Limit()
        try:
            left = until - time.monotonic()
            limit.within(min(left, ANSWER_S))
            with self._client.stream(
                "GET", url, headers=asked, extensions={"trace": limit.seen}
            ) as response:
                if not response.is_success:
                    raise _failure(url, response)
                limit.within(until - time.monotonic())
                yield response
        except (httpx.TooManyRedirects, httpx.InvalidURL) as error:
            raise BadSource(url, f"{url} cannot be followed ({error})") from error
        except (httpx.HTTPError, Trouble) as error:
            if limit.is_over:
                raise TooSlow(f"{url} is too slow, and was given up", cut=True) from error
            if isinstance(error, Trouble):
                raise
            if certificate := _untrusted(error):
                raise BadSource(url, f"{url} has no valid certificate ({certificate})") from error
            raise Trouble(f"{url} does not answer ({error or repr(error)})") from error
        finally:
            limit.lift()

    def _check_redirect(self, response: httpx.Response) -> None:
        """Refuse to be led to an address that is not allowed."""
        if response.has_redirect_location:
            target = str(response.url.join(response.headers["Location"]))
            if not self._allowed(target):
                asked = str(response.request.url)
                raise BadSource(asked, f"is redirected to {target}, which is not https")


def _pause(error: Exception) -> bool | float:
    """Whether to try again, and after how many seconds where the server asks for a pause."""
    if not isinstance(error, Trouble) or isinstance(error, TooSlow):
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait <= LONGEST_WAIT_S else False


def _untrusted(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The certificate's fault that led to an error, if one did."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error


def forget(part: Path) -> None:
    """Delete a part, and the note of what it is a part of."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _chunks(response: httpx.Response, url: str, most: int) -> Iterator[bytes]:
    """The bytes of an answer as they come.

    Raises ``Trouble`` if the connection breaks or hardly anything comes, ``BadSource`` where more
    than ``most`` bytes do.
    """
    came, begun = 0, time.monotonic()
    try:
        for chunk in response.iter_raw():
            came += len(chunk)
            if came > most:
                raise _too_large(url, came, most)
            yield chunk
            spent = time.monotonic() - begun
            if spent > PATIENCE_S and came < spent * LEAST_RATE:
                raise TooSlow(f"too slow: {came:,} bytes came in {spent:.0f} s", cut=True)
    except httpx.TransportError as error:
        raise Trouble(f"cut short: the connection broke ({error!r})", cut=True) from error


def _too_large(url: str, size: int, most: int) -> BadSource:
    megabytes = most / MEGABYTE
    return BadSource(url, f"is larger than it may be: {size:,} bytes, of {megabytes:,.0f} MB")


def _failure(url: str, response: httpx.Response) -> Exception:
    """What an answer that is not the file comes to."""
    code = response.status_code
    if code == httpx.codes.NOT_MODIFIED:
        return Unchanged()
    if code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        return Trouble("nothing comes after what is here already", cut=True, restart=True)
    answers = f"{url} answers {code} {response.reason_phrase}"
    if code not in _TEMPORARY:
        kind = NotThere if code in (httpx.codes.NOT_FOUND, httpx.codes.GONE) else BadSource
        return kind(url, answers)
    wait = _retry_after(response.headers)
    asks = f" and asks for a pause of {wait:.0f} s" if wait is not None else ""
    return Trouble(f"{answers}{asks}", wait=wait)


def _retry_after(headers: Headers) -> float | None:
    """Seconds that the server asks to be left alone, if it says so."""
    text = (headers.get("Retry-After") or "").strip()
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
