"""The hub as an RSGI application: who answers what, and how many at once.

Pages in memory are answered as they are asked for. Bodies are taken in on an event loop, and only
what has arrived whole gets a thread: one of few, for each kind its own, so that none keeps
another out.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from tempfile import SpooledTemporaryFile
from traceback import extract_tb
from typing import BinaryIO, Protocol, TypeVar, cast
from wsgiref.types import WSGIApplication

from upstander.web import bodies, gateway
from upstander.web.bodies import BrokenOff, Full, Held
from upstander.web.gateway import Network, Scope
from upstander.web.site import Answer, Dynamic, Front, said

log = logging.getLogger("upstander.server")

T = TypeVar("T")

LOOK_EVERY = 0.5
"""Seconds between two looks for a new publish."""
POST_LIMIT = 256 * 1024
"""Bytes of a visitor's form: the longest letter, each character in its longest encoding."""
DESK_LIMIT = 32 * 1024 * 1024
"""Bytes of an organizer's form with its files. Who has not signed in has POST_LIMIT."""
IN_MEMORY = 64 * 1024 * 1024
"""Bytes of all forms that are arriving, or wait for their turn."""
UPLOADS = 4
"""Long forms of organizers that arrive at once; they go to the disk."""
READERS, FORMS, DESK = 4, 3, 3
"""Threads for pages on the disk, for visitors' forms and for the desk. More only wait for each
other."""
PATIENCE = 30.0
"""Seconds that a form waits for its turn: some hundred letters are written in that time."""
LINE = 1000
"""Forms that may wait."""
LONGEST_PAUSE, PAUSES = 25, 500
"""Seconds that a visitor's form is held, where it was answered that it came so much too soon; and
how many are held. More, and the visitor presses the button again."""
CLOSE = ("Connection", "close")


class Exchange(Protocol):
    """What RSGI gives to take a body and to answer."""

    def __call__(self) -> Awaitable[bytes]: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_bytes(
        self, status: int, headers: list[tuple[str, str]], body: bytes, /
    ) -> None: ...


class Lookups(Protocol):
    """Answers questions of other software."""

    def is_asked(self, path: str) -> bool: ...
    def answer(
        self, scope: Scope, read: Callable[[int], Awaitable[bytes]]
    ) -> Awaitable[Answer]: ...


class Places:
    """Threads for one kind of work, and the line before them."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Has a thread do the work, once one is free.

        Raises:
            Full: the line is too long, or it took too long.
        """
        if self._waiting >= LINE:
            raise Full
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await self._free.acquire()
        except TimeoutError as late:
            raise Full from late
        finally:
            self._waiting -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._free.release()


class Server:
    """Answers every request.

    Args:
        front: has the published site.
        django: what answers all that is not published.
        is_organizer: tells whether a Cookie header is of somebody who has signed in.
        lookups: for other software; None where they are closed.
        proxies: whose word is taken for where a request comes from.
    """

    def __init__(
        self,
        front: Front,
        *,
        django: WSGIApplication,
        is_organizer: Callable[[str], bool],
        lookups: Lookups | None = None,
        proxies: tuple[Network, ...] = (),
    ) -> None:
        self._front = front
        self._application = django
        self._is_organizer = is_organizer
        self._lookups = lookups
        self._proxies = proxies
        self._held = Held(IN_MEMORY)
        self._uploads = 0
        self._paused = 0
        self._readers = Places(READERS, "reader")
        self._forms = Places(FORMS, "form")
        self._desk = Places(DESK, "desk")

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins to look for new publishes."""
        self._looking = loop.create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._readers.run(self._front.look)

    def at_once(self, scope: Scope, exchange: Exchange) -> bool:
        """Answers what is in memory, from whatever thread; False where it is not."""
        answer = self._front.at_once(scope.method, scope.path, scope.headers.get)
        if answer is None:
            return False
        _send(scope, exchange, answer)
        return True

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answers one request."""
        try:
            answer = await self._answer(scope, exchange)
        except TimeoutError:
            answer = said(408, CLOSE)
        except Full:
            answer = said(503, ("Retry-After", "5"))
        except BrokenOff:
            return
        except Exception as error:
            # The server would log the error's own words, which may be the visitor's.
            at = extract_tb(error.__traceback__)[-1]
            log.error(  # noqa: TRY400
                "a request failed with %s at %s:%s", type(error).__name__, at.filename, at.lineno
            )
            answer = said(500)
        there = {name.lower() for name, _value in answer.headers}
        missing = [one for one in self._front.always if one[0].lower() not in there]
        _send(scope, exchange, answer._replace(headers=[*answer.headers, *missing]))

    async def _answer(self, scope: Scope, exchange: Exchange) -> Answer:
        method, path = scope.method, scope.path
        if self._lookups is not None and self._lookups.is_asked(path):
            return await self._lookups.answer(scope, partial(self._read_short, exchange))
        kind = self._front.dynamic(method, path)
        if kind is None:
            headers = scope.headers.get
            return await self._readers.run(partial(self._front.answer, method, path, headers))
        return await self._dynamic(scope, kind, exchange)

    async def _dynamic(self, scope: Scope, kind: Dynamic, exchange: Exchange) -> Answer:
        if kind is Dynamic.PAGE:
            return await self._desk.run(partial(self._django, scope, kind, BytesIO()))
        given = scope.headers.get("content-length") or ""
        if not re.fullmatch("[0-9]{1,12}", given):
            return said(411, CLOSE)
        length = int(given)
        if length <= POST_LIMIT:
            return await self._form(scope, kind, exchange, length)
        if kind is Dynamic.VISITORS_FORM or length > DESK_LIMIT:
            return said(413, CLOSE)
        return await self._upload(scope, exchange, length)

    async def _form(self, scope: Scope, kind: Dynamic, exchange: Exchange, length: int) -> Answer:
        body, places = BytesIO(), self._desk if kind is Dynamic.DESK_FORM else self._forms
        with self._held.for_one() as count:
            await bodies.read(exchange, length, body, count=count)
            answer = await places.run(partial(self._django, scope, kind, body))
            left = LONGEST_PAUSE
            while kind is Dynamic.VISITORS_FORM and 0 < (pause := _pause(answer)) <= left:
                if not await self._pausing(pause):
                    break
                left -= pause
                body.seek(0)
                answer = await places.run(partial(self._django, scope, kind, body))
            return answer

    async def _pausing(self, seconds: int) -> bool:
        """Waits; False where too many wait."""
        if self._paused >= PAUSES:
            return False
        self._paused += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._paused -= 1
        return True

    async def _upload(self, scope: Scope, exchange: Exchange, length: int) -> Answer:
        """Takes a long form, of whom it is worth waiting for."""
        cookies = scope.headers.get("cookie") or ""
        if not await self._desk.run(partial(self._is_organizer, cookies)):
            return said(413, CLOSE)
        if self._uploads >= UPLOADS:
            raise Full
        self._uploads += 1
        try:
            with SpooledTemporaryFile(POST_LIMIT) as file:
                body = cast("BinaryIO", file)
                await bodies.read(exchange, length, body, rate=bodies.LEAST_RATE)
                return await self._desk.run(partial(self._django, scope, Dynamic.DESK_FORM, body))
        finally:
            self._uploads -= 1

    async def _read_short(self, exchange: Exchange, length: int) -> bytes:
        async with asyncio.timeout(bodies.SECONDS):
            body = await exchange()
        if len(body) < length:
            raise BrokenOff
        return body

    def _django(self, scope: Scope, kind: Dynamic, body: BinaryIO) -> Answer:
        address = gateway.sender(scope, self._proxies)
        asked = gateway.environ(scope, prefix=self._front.prefix, body=body, address=address)
        if kind is Dynamic.VISITORS_FORM:
            asked = gateway.anonymous(asked)
        return gateway.answer(self._application, asked)


def _pause(answer: Answer) -> int:
    """Returns after how many seconds a form that came too soon may come again; 0 for others."""
    if answer.status != 429:
        return 0
    return next((int(value) for name, value in answer.headers if name == "Retry-After"), 0)


def _send(scope: Scope, exchange: Exchange, answer: Answer) -> None:
    body = b"" if scope.method == "HEAD" else answer.body
    exchange.response_bytes(answer.status, answer.headers, body)
