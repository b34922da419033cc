"""Asking Django, which speaks WSGI, for the answer to a request that came by RSGI."""

import re
import sys
from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import BinaryIO, Protocol
from wsgiref.types import WSGIApplication, WSGIEnvironment

from upstander.web.site import PERMISSIONS, SECURITY, Answer

# What could tell one visitor from another goes no further than here.
ABOUT_THE_VISITOR = (
    "HTTP_COOKIE",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "REMOTE_ADDR",
)
FROM_A_PROXY = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
"""What anybody can claim; the one that a trusted proxy gave has become REMOTE_ADDR."""
PORT = re.compile(r"(?:\[([^\]]+)\]|([^:]+)):\d+")

Network = IPv4Network | IPv6Network


class Headers(Protocol):
    """The headers of a request: names in small letters, as often as they came."""

    def get(self, key: str, default: str | None = None, /) -> str | None: ...
    def items(self) -> list[tuple[str, str]]: ...


class Scope(Protocol):
    """What RSGI tells of a request."""

    method: str
    path: str
    query_string: str
    scheme: str
    client: str
    server: str
    http_version: str

    @property
    def headers(self) -> Headers: ...


def networks(named: Iterable[str]) -> tuple[Network, ...]:
    """Returns the networks that are named, each an address or one with a mask.

    Raises:
        ValueError: one of them is neither.
    """
    return tuple(ip_network(name.strip(), strict=False) for name in named if name.strip())


def sender(scope: Scope, trusted: tuple[Network, ...]) -> str:
    """Returns the address that a request came from: what a trusted proxy says, else who asked."""
    said = ",".join(value for name, value in scope.headers.items() if name == "x-forwarded-for")
    before = [part.strip() for part in said.split(",") if part.strip()]
    address = _without_port(scope.client)
    while before and _within(address, trusted):
        claimed = _without_port(before.pop())
        if not _is_address(claimed):
            break
        address = claimed
    return address


def _without_port(text: str) -> str:
    found = PORT.fullmatch(text)
    return (found[1] or found[2]) if found else text.strip("[]")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _within(address: str, trusted: tuple[Network, ...]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def environ(scope: Scope, *, prefix: str, body: BinaryIO, address: str) -> WSGIEnvironment:
    """Returns a request as WSGI has it.

    Args:
        prefix: what all addresses of the hub begin with.
        body: all that was sent, at its beginning.
        address: who asks.
    """
    name, _colon, port = scope.server.rpartition(":")
    found: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": prefix,
        # WSGI has bytes in the guise of text.
        "PATH_INFO": scope.path.removeprefix(prefix).encode(errors="replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": address,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for header, value in scope.headers.items():
        if "_" in header:
            continue  # in WSGI it would be taken for the one with a hyphen
        key = header.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    for key in FROM_A_PROXY:
        found.pop(key, None)
    return found


def anonymous(asked: WSGIEnvironment) -> WSGIEnvironment:
    """Returns a visitor's request without what could tell who sent it."""
    kept = {key: value for key, value in asked.items() if key not in ABOUT_THE_VISITOR}
    return kept | {"CONTENT_TYPE": form_type(asked.get("CONTENT_TYPE", ""))}


def form_type(given: str) -> str:
    """Returns the kind of form that a Content-Type names, with its boundary and nothing else.

    A character set that does not exist would make Django fail, and quote the header in a log.
    """
    kind, _semicolon, parameters = given.partition(";")
    boundary = re.search(r"""boundary=("?)([\w'()+,./:=?-]{1,70})\1""", parameters)
    return f'{kind.strip()}; boundary="{boundary[2]}"' if boundary else kind.strip()


def answer(application: WSGIApplication, asked: WSGIEnvironment) -> Answer:
    """Returns what a WSGI application answers, whole."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], _error: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return lambda _data: None

    pieces = application(asked, start)
    try:
        body = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return Answer(int(status[:3]), [*headers, PERMISSIONS, SECURITY[-1]], body)
