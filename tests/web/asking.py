"""Asking a hub's server as a browser does, without a network."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from upstander.web.server import Server
from upstander.web.site import Front


class Headers:
    """A request's headers."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def get(self, key: str, default: str | None = None, /) -> str | None:
        return next((value for name, value in self._pairs if name == key), default)

    def items(self) -> list[tuple[str, str]]:
        return self._pairs


@dataclass
class Request:
    """What RSGI tells of a request."""

    method: str
    path: str
    headers: Headers
    query_string: str = ""
    scheme: str = "http"
    client: str = "127.0.0.1:40000"
    server: str = "127.0.0.1:8000"
    http_version: str = "1.1"


@dataclass
class Exchange:
    """A body that comes in pieces, and what was answered."""

    pieces: list[bytes]
    pause: float = 0.0
    """Seconds before each piece."""
    is_read: bool = False
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __aiter__(self) -> AsyncIterator[bytes]:
        assert not self.is_read, "the server gives a body once"
        self.is_read = True
        return self._come()

    async def _come(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes, /) -> None:
        assert len(dict(headers)) == len(headers), "a header is there twice"
        self.status, self.headers, self.body = status, dict(headers), body


def request(
    path: str, method: str = "GET", *, client: str = "127.0.0.1:40000", **headers: str
) -> Request:
    """Returns a request; a header's name has underscores here."""
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Request(method, path, Headers(pairs), client=client)


class Visitor:
    """Asks a server for pages, each time as if the newest publish had just been looked for."""

    def __init__(self, front: Front, server: Server) -> None:
        self.front = front
        self.server = server

    def ask(self, path: str, method: str = "GET", *, body: bytes = b"", **headers: str) -> Exchange:
        if method == "POST":
            headers.setdefault("content_length", str(len(body)))
        asked, exchange = request(path, method, **headers), Exchange([body] if body else [])
        self.front.look()
        if not self.server.at_once(asked, exchange):
            asyncio.run(self.server.__rsgi__(asked, exchange))
        return exchange
