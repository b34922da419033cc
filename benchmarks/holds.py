"""What a hub stands up to: how often each was tried, and how often it failed."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.contrib.auth.models import User

from benchmarks import holds_files, holds_suggestions, renewing
from benchmarks.running import Hub
from benchmarks.table import Row
from upstander.hub.operations import set_up_hub
from upstander.hub.queries import hub as of_hub

HALF, PAGES, HONEST, GUESSES, KILLS = 200, 50, 200, 60, 8
WRITE_WITHIN = 0.5
"""Seconds that a write may wait while a publish runs."""
NAME, PASSWORD = "bench-organizer", "five words that nobody guesses"
STRANGER, ORGANIZER = "203.0.113.9", "198.51.100.7"


def measure(hub: Hub) -> Iterator[Row]:
    """Yields a row for each attack."""
    yield from asyncio.run(_half_sent(hub))
    yield asyncio.run(_at_once(hub))
    if not User.objects.filter(username=NAME).exists():
        User.objects.create_superuser(NAME, password=PASSWORD)
    yield asyncio.run(_locked_out(hub))
    yield from asyncio.run(holds_suggestions.rows(partial(_ask, hub)))
    yield from _publishing(hub)
    for what, tried, failed in (*holds_files.rows(), *renewing.rows(KILLS)):
        yield _row(what, tried, failed)


def _row(what: str, tried: int, failed: int, beside: str = "") -> Row:
    return Row(what, f"{tried} tried, {failed} failed", beside, "0 failed", failed == 0)


async def _ask(
    hub: Hub, path: str, fields: dict[str, str] | None = None, *headers: str
) -> tuple[int, str, str]:
    """Returns status, head and body of an answer; 0 where none came in a minute."""
    try:
        async with asyncio.timeout(60):
            reader, writer = await asyncio.open_connection("127.0.0.1", hub.port)
            writer.write(_request(hub, path, fields, *headers))
            answer = (await reader.read()).decode(errors="replace")
            writer.close()
    except (OSError, TimeoutError):
        return 0, "", ""
    head, _gap, body = answer.partition("\r\n\r\n")
    return int(head.split(" ", 2)[1]), head, body


def _request(hub: Hub, path: str, fields: dict[str, str] | None, *headers: str) -> bytes:
    body = urlencode(fields or {})
    lines = [
        f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{hub.port}",
        "Connection: close",
        *headers,
    ]
    if fields is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def _half_sent(hub: Hub) -> list[Row]:
    """Sends forms by halves, and meanwhile asks for pages and sends a form."""
    half = []
    for number in range(HALF):
        path = "/en/lookup/" if number % 2 else "/desk/account/login/"
        reader, writer = await asyncio.open_connection("127.0.0.1", hub.port)
        writer.write(_request(hub, path, {"q": "50309", "rest": "x" * 100})[:-50])
        half.append((reader, writer))
    pages = await asyncio.gather(*(_ask(hub, "/en/") for _ in range(PAGES)))
    forms = await asyncio.gather(*(_ask(hub, "/en/lookup/", {"q": "50309"}) for _ in range(PAGES)))
    late = await asyncio.gather(*(_status(reader) for reader, _writer in half))
    for _reader, writer in half:
        writer.close()
    return [
        _row(f"pages while {HALF} forms are half sent", PAGES, sum(a[0] != 200 for a in pages)),
        _row(f"forms while {HALF} forms are half sent", PAGES, sum(a[0] != 200 for a in forms)),
        _row("half-sent forms told so and closed", HALF, sum(status != 408 for status in late)),
    ]


async def _status(reader: asyncio.StreamReader) -> int:
    try:
        async with asyncio.timeout(30):
            line = await reader.readline()
    except (OSError, TimeoutError):
        return 0
    return int(line.split()[1]) if line else 0


async def _at_once(hub: Hub) -> Row:
    """Sends look-ups and letters, all at the same moment."""
    _status, _head, page = await _ask(hub, "/en/lookup/", {"q": "50309"})
    found = re.search(r'<form.*?formaction="([^"]*/letter/)".*?</form>', page, re.DOTALL)
    forms = [("/en/lookup/", {"q": "50309"})]
    if found:
        inputs = re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', found[0])
        letter = {name: unescape(value) for name, value in inputs}
        forms.append((found[1], letter | {"story": "We live here.", "name": "Ana"}))
    started = time.monotonic()
    asked = [forms[number % len(forms)] for number in range(HONEST)]
    answers = await asyncio.gather(*(_ask(hub, path, fields) for path, fields in asked))
    took = f"in {time.monotonic() - started:.1f} s; {len(forms)} kinds of form"
    failed = sum(status not in (200, 422) for status, _head, _body in answers)
    return _row("honest forms at the same moment", HONEST, failed, took)


async def _locked_out(hub: Hub) -> Row:
    """Guesses an organizer's password from one network, who then signs in from another."""
    for _guess in range(GUESSES):
        await _sign_in(hub, "not the password", STRANGER)
    status, head, _body = await _sign_in(hub, PASSWORD, ORGANIZER)
    let_in = status == 302 and "/desk/account/login" not in head
    return _row(f"organizer signs in after a stranger's {GUESSES} guesses", 1, int(not let_in))


async def _sign_in(hub: Hub, password: str, address: str) -> tuple[int, str, str]:
    _status, head, page = await _ask(hub, "/desk/account/login/")
    cookies: SimpleCookie = SimpleCookie()
    for line in re.findall(r"(?im)^set-cookie: (.*?)\r?$", head):
        cookies.load(line)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    fields = {"login": NAME, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
    sent = "; ".join(f"{name}={cookie.value}" for name, cookie in cookies.items())
    origin = f"Origin: http://127.0.0.1:{hub.port}"
    return await _ask(
        hub,
        "/desk/account/login/",
        fields,
        f"Cookie: {sent}",
        origin,
        f"X-Forwarded-For: {address}",
    )


def _publishing(hub: Hub) -> Iterator[Row]:
    """Writes into the hub's database while it is published."""
    publish = [sys.executable, "-m", "upstander", "publish"]
    waits = []
    with subprocess.Popen(
        publish, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        while running.poll() is None:
            begun = time.monotonic()
            set_up_hub(of_hub(), by=None)
            waits.append(time.monotonic() - begun)
            time.sleep(0.05)
        said = running.stderr.read() if running.stderr else ""
    if running.returncode:
        raise RuntimeError(f"The publish failed: {said}")
    failed = sum(wait > WRITE_WITHIN for wait in waits)
    beside = f"longest {max(waits):.2f} s of {WRITE_WITHIN} s"
    yield _row("writes while a publish runs", len(waits), failed, beside)
