"""The look-up for other software: `POST /api/v1/lookup`, off unless the operator opens it.

It stands before the site and Django, and needs neither. Nothing about a request is logged or kept:
answers are remembered by ZIP code, by districts and by day, never by point, text or caller.
"""

import json
import logging
import os
import re
from collections import deque
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import lru_cache
from threading import Lock
from time import monotonic, sleep, time
from traceback import extract_tb
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from upstander.civic import LEVELS, Civic, Level, PackError
from upstander.civic.reading.pack import PACKAGED
from upstander.civic.reading.text import typed_day
from upstander.common.home import civic_folder
from upstander.config.answers import Answers, Reply, encoded
from upstander.config.dynamic import LOOKUP

log = logging.getLogger("upstander.lookup")

LIMIT = 4096
"""Bytes of a question."""
AT_ONCE = 2
"""Questions worked on at once: slow senders leave room for the site's own pages and forms."""
PATIENCE, RELIEF = 0.5, 5.0
"""Seconds to wait for a place, and until that is tried again after it was in vain."""
HEADERS = [
    ("Content-Type", "application/json; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]
BUSY = "503 Service Unavailable"
MORE_HEADERS = {
    "405 Method Not Allowed": [*HEADERS, ("Allow", "POST")],
    BUSY: [*HEADERS, ("Retry-After", "5")],
}
ASK = (
    'Send one of zip="50309", q="Des Moines, IA", or lat="41.5868" with lng="-93.6250", as a form '
    'or as JSON. With it may go level ("federal", "state" or "local") and on (a day, "2026-11-03").'
)
SENTENCES = {
    "400 Bad Request": ASK,
    "405 Method Not Allowed": f"Ask by POST, so that no place is in an address. {ASK}",
    "411 Length Required": "Say how long the question is, in Content-Length.",
    "413 Content Too Large": f"A question has no more than {LIMIT} bytes.",
    "500 Internal Server Error": "We could not look that up. The fault is ours.",
    BUSY: "We cannot answer just now. Try again in a few seconds.",
}

_ZIP_FORM = re.compile(rb"zip=(\d{5})")
_POINT_FORM = re.compile(
    rb"lat=([+-]?\d{1,3}(?:\.\d{1,20})?)&lng=([+-]?\d{1,3}(?:\.\d{1,20})?)", re.ASCII
)


class LookupFront:
    """Answers questions at one address, and hands everything else to the site.

    Args:
        site: what answers all other addresses.
        civic: the engine; else one over the hub's own tables, or the package's.
    """

    def __init__(self, site: WSGIApplication, civic: Civic | None = None) -> None:
        self._site = site
        self._civic = civic
        self._opening = Lock()
        self._prefix = urlsplit(os.environ.get("UPSTANDER_BASE_URL", "")).path.rstrip("/")
        self._places = deque([None] * AT_ONCE)
        self._full_until = 0.0
        self._today: Answers | None = None
        self._midnight = 0.0
        self._another_day = lru_cache(2)(self._of_day)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        if environ["PATH_INFO"].removeprefix(self._prefix) != LOOKUP:
            return self._site(environ, start)
        refusal = _refusal(environ)
        if refusal is None and not self._has_place():
            refusal = BUSY
        status, pieces = _said(refusal) if refusal else self._read_and_answer(environ)
        start(status, MORE_HEADERS.get(status, HEADERS))
        return pieces

    def _read_and_answer(self, environ: WSGIEnvironment) -> Reply:
        """The reply to a question that has its place, which is given back whatever comes."""
        try:
            return self._answer(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        except PackError as error:
            log.error("%s", error)  # noqa: TRY400  (it says all there is to know)
            return _said(BUSY)
        except Exception as error:
            # The server would log the error's own words, which may be the caller's.
            at = extract_tb(error.__traceback__)[-1]
            log.error(  # noqa: TRY400
                "a look-up failed with %s at %s:%s", type(error).__name__, at.filename, at.lineno
            )
            return _said("500 Internal Server Error")
        finally:
            self._places.append(None)

    def _has_place(self) -> bool:
        """Takes a place, and waits for one a while: unless waiting did not help just before."""
        begun = None
        while True:
            try:
                self._places.pop()
            except IndexError:
                now = monotonic()
                begun = begun or now
                if now < self._full_until:
                    return False
                if now - begun >= PATIENCE:
                    self._full_until = now + RELIEF
                    return False
                sleep(0.002)
            else:
                return True

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
        if on is None and self._today is not None and time() < self._midnight:
            return self._today
        today = date.today()
        if on is not None and on != today:
            return self._another_day(on)
        if self._today is None or self._today.on != today:
            self._today = self._of_day(today)
            self._midnight = datetime.combine(today + timedelta(days=1), clock.min).timestamp()
        return self._today

    def _of_day(self, on: date) -> Answers:
        with self._opening:
            if self._civic is None:
                self._civic = Civic.open(civic_folder() or PACKAGED)
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


def _refusal(environ: WSGIEnvironment) -> str | None:
    """The status for a request whose body is not worth reading, None for any other."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ["REQUEST_METHOD"] != "POST":
        return "405 Method Not Allowed"
    if not length.isdecimal():
        return "411 Length Required"
    return "413 Content Too Large" if len(length) > 6 or int(length) > LIMIT else None


def _said(status: str) -> Reply:
    """The reply that says in a sentence why there is no answer."""
    return status, [encoded({"error": SENTENCES[status]})]
