"""The look-up for other software: `POST /api/v1/lookup`, off unless the operator opens it.

It stands before the site and Django, and needs neither. Nothing about a request is logged or kept:
answers are remembered by ZIP code, by districts and by day, never by point, text or caller.
"""

import json
import logging
import os
import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import lru_cache
from math import inf
from time import time
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from upstander.civic import LEVELS, Civic, Level, PackError
from upstander.civic.reading.text import typed_day
from upstander.config.answers import Answers, Reply, encoded
from upstander.config.dynamic import LOOKUP
from upstander.places import packs
from upstander.places.packs import InUse
from upstander.web.gateway import Scope
from upstander.web.site import Answer

log = logging.getLogger("upstander.lookup")

LIMIT = 4096
"""Bytes of a question."""
LOOK_AGAIN = 5.0
"""Seconds until it is seen again whether the tables were renewed."""
HEADERS = [
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]
BUSY = "503 Service Unavailable"
MORE_HEADERS = {
    "405 Method Not Allowed": [*HEADERS, ("Allow", "POST")],
    "408 Request Timeout": [*HEADERS, ("Connection", "close")],
    BUSY: [*HEADERS, ("Retry-After", "5")],
}
ASK = (
    'Send one of zip="50309", q="Des Moines, IA", or lat="41.5868" with lng="-93.6250", as a form '
    'or as JSON. With it may go level ("federal", "state" or "local") and on (a day, "2026-11-03").'
)
SENTENCES = {
    "400 Bad Request": ASK,
    "405 Method Not Allowed": f"Ask by POST, so that no place is in an address. {ASK}",
    "408 Request Timeout": "The question did not arrive in time. Ask again.",
    "411 Length Required": "Say how long the question is, in Content-Length.",
    "413 Content Too Large": f"A question has no more than {LIMIT} bytes.",
    BUSY: "We cannot answer just now. Try again in a few seconds.",
}

_ZIP_FORM = re.compile(rb"zip=(\d{5})")
_POINT_FORM = re.compile(
    rb"lat=([+-]?\d{1,3}(?:\.\d{1,20})?)&lng=([+-]?\d{1,3}(?:\.\d{1,20})?)", re.ASCII
)


class Lookups:
    """Answers questions at one address.

    Args:
        civic: the engine; else one over the hub's own tables, or the package's.
    """

    def __init__(self, civic: Civic | None = None) -> None:
        self._civic = civic
        self._tables: InUse | None = None
        self._look_again = inf if civic else 0.0
        self._path = urlsplit(os.environ.get("UPSTANDER_BASE_URL", "")).path.rstrip("/") + LOOKUP
        self._today: Answers | None = None
        self._midnight = 0.0
        self._another_day = lru_cache(2)(self._of_day)

    def is_asked(self, path: str) -> bool:
        """True for the address where questions are answered."""
        return path in (self._path, LOOKUP)

    async def answer(self, scope: Scope, read: Callable[[int], Awaitable[bytes]]) -> Answer:
        """Answers one request; `read` takes in a body of so many bytes."""
        length = scope.headers.get("content-length") or ""
        refusal = _refusal(scope.method, length)
        if refusal is not None:
            return _whole(_said(refusal))
        try:
            body = await read(int(length))
        except TimeoutError:
            return _whole(_said("408 Request Timeout"))
        return _whole(self.reply(body))

    def reply(self, body: bytes) -> Reply:
        """Returns the status and the pieces of the answer to a question.

        They are mostly remembered or made in some microseconds, so no thread is needed.
        """
        try:
            return self._answer(body)
        except PackError as error:
            log.error("%s", error)  # noqa: TRY400  (it says all there is to know)
            return _said(BUSY)

    def _answer(self, body: bytes) -> Reply:
        """The reply to a question; the plain ones are read without taking them apart."""
        if asked := _ZIP_FORM.fullmatch(body):
            return self._on(None).zip(asked[1].decode(), LEVELS)
        if asked := _POINT_FORM.fullmatch(body):
            point = float(asked[1]), float(asked[2])
            return self._on(None).point(point, LEVELS, asked[1] + b"," + asked[2])
        try:
            question = read(body)
        except ValueError:
            return _said("400 Bad Request")
        answers = self._on(question.on)
        if question.point is not None:
            return answers.point(question.point, question.levels)
        ask = answers.text if question.zip is None else answers.zip
        return ask(question.zip or question.text, question.levels)

    def _on(self, on: date | None) -> Answers:
        """The answers of a day. Yesterday's are let go when the first of today is needed."""
        if time() >= self._look_again:
            self._take_up()
        if on is None and self._today is not None and time() < self._midnight:
            return self._today
        today = date.today()
        if on is not None and on != today:
            return self._another_day(on)
        if self._today is None or self._today.on != today:
            self._today = self._of_day(today)
            self._midnight = datetime.combine(today + timedelta(days=1), clock.min).timestamp()
        return self._today

    def _take_up(self) -> None:
        """Sees now and then whether other tables are in use, and lets go of the old ones' answers.

        Raises:
            PackError: the hub's own are damaged.
        """
        tables = packs.in_use()
        if self._tables is None or not self._tables.is_like(tables):
            self._civic, self._today = Civic.open(tables.folder), None
            self._another_day.cache_clear()
            self._tables = tables
        self._look_again = time() + LOOK_AGAIN

    def _of_day(self, on: date) -> Answers:
        if self._civic is None:
            raise PackError("No tables are open.")
        return Answers(self._civic, on)


class Question(NamedTuple):
    """What was asked: a ZIP, a point, or else a text; for a day, with some levels' offices."""

    zip: str | None
    point: tuple[float, float] | None
    text: str
    levels: tuple[Level, ...]
    on: date | None


def read(body: bytes) -> Question:
    """Returns the question in a form or in JSON.

    Raises:
        ValueError: it is neither, or asks for no place, or for two, or for something unknown.
    """
    fields = _json(body) if body.lstrip().startswith(b"{") else _form(body)
    if fields.keys() - {"level", "on"} not in ({"zip"}, {"q"}, {"lat", "lng"}):
        raise ValueError
    levels = fields.pop("level", [])
    single = {name: value for name, (value,) in fields.items()}
    if not set(levels) <= set(LEVELS):
        raise ValueError
    return Question(
        zip=single.get("zip"),
        point=(float(single["lat"]), float(single["lng"])) if "lat" in single else None,
        text=single.get("q", ""),
        levels=tuple(level for level in LEVELS if not levels or level in levels),
        on=typed_day(single["on"]) if "on" in single else None,
    )


def _form(body: bytes) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=16):
        fields.setdefault(name, []).append(value)
    return fields


def _json(body: bytes) -> dict[str, list[str]]:
    try:
        pairs = json.loads(body).items()
    except RecursionError as error:
        raise ValueError from error
    return {
        name: [one if isinstance(one, str) else _degrees(one) for one in _listed(value)]
        for name, value in pairs
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _degrees(value: object) -> str:
    """A number as text: of degrees, since a ZIP code as a number has lost its first zero."""
    if isinstance(value, float) or (isinstance(value, int) and abs(value) <= 180):
        return str(float(value))
    raise ValueError


def _refusal(method: str, length: str) -> str | None:
    """The status for a request whose body is not worth reading, None for any other."""
    if method != "POST":
        return "405 Method Not Allowed"
    if not length.isdecimal():
        return "411 Length Required"
    return "413 Content Too Large" if len(length) > 6 or int(length) > LIMIT else None


def _said(status: str) -> Reply:
    """The reply that says in a sentence why there is no answer."""
    return status, [encoded({"error": SENTENCES[status]})]


def _whole(reply: Reply) -> Answer:
    status, pieces = reply
    return Answer(int(status[:3]), MORE_HEADERS.get(status, HEADERS), b"".join(pieces))
