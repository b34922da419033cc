"""The answers of one day as bytes for JSON, each part of them encoded once."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

from upstander.civic import Civic, Level, Located, Outcome
from upstander.civic.answering.by_point import Around
from upstander.civic.answering.document import document

KEPT = 50_000
"""Answers kept by ZIP code, of which there are fewer; and as many by what is around a point."""
PLACED = (Outcome.FOUND, Outcome.SPLIT, Outcome.APPROXIMATE)
FOUND = "200 OK"
HEAD = b'{"query":{"text":"%b",'

_ZIP = re.compile(r"\d{5}", re.ASCII)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Reply = tuple[str, list[bytes]]
"""A status and the answer, in pieces that many answers share."""


def encoded(value: object) -> bytes:
    """Returns a value as JSON, without a space too many."""
    return _ENCODER.encode(value).encode()


class Answers:
    """The answers of one day. Each record is encoded once, and each answer is put together once
    for all places that share it. All that is kept is bounded."""

    def __init__(self, civic: Civic, on: date) -> None:
        self.on = on
        self._civic = civic
        self._records: dict[tuple[str, bool], bytes] = {}
        self._by_zip = lru_cache(KEPT)(self._zip)
        self._around: dict[tuple[Around, tuple[Level, ...]], list[bytes]] = {}
        self._changing = Lock()

    def zip(self, text: str, levels: tuple[Level, ...]) -> Reply:
        """Returns the reply for a ZIP code."""
        if _ZIP.fullmatch(text):
            return self._by_zip(text, levels)
        return self._zip(text, levels)

    def _zip(self, text: str, levels: tuple[Level, ...]) -> Reply:
        return self._reply(self._civic.by_zip(text, on=self.on, levels=levels))

    def text(self, text: str, levels: tuple[Level, ...]) -> Reply:
        """Returns the reply for whatever a person typed."""
        return self._reply(self._civic.lookup(text, on=self.on, levels=levels))

    def point(
        self, point: tuple[float, float], levels: tuple[Level, ...], text: bytes | None = None
    ) -> Reply:
        """Returns the reply for a point: that for all that is around it, with its own head.

        `text` is the point as it was asked for, if that is made of digits, signs and dots.
        """
        lat, lng = point
        around = self._civic.around(lat=lat, lng=lng)
        known = self._around.get((around, levels))
        if known is None:
            located = self._civic.by_point(lat=lat, lng=lng, on=self.on, levels=levels)
            status, (head, *known) = self._reply(located)
            # What is said of a point that lies nowhere is about its own two numbers.
            if status != FOUND:
                return status, [head, *known]
            with self._changing:
                if len(self._around) >= KEPT:
                    del self._around[next(iter(self._around))]
                self._around[around, levels] = known
        return FOUND, [HEAD % (text or f"{lat},{lng}".encode()), *known]

    def _reply(self, located: Located) -> Reply:
        answer = document(located, self._civic.committees_of)
        text = answer["query"].pop("text")
        pieces = [HEAD % encoded(text)[1:-1], encoded(answer.pop("query"))[1:]]
        for name, value in answer.items():
            pieces.append(f',"{name}":'.encode())
            if name in ("officials", "vacancies"):
                pieces += self._list(value)
            else:
                pieces.append(encoded(value))
        pieces.append(b"}")
        if located.outcome in PLACED:
            return FOUND, pieces
        return "400 Bad Request" if located.outcome.unreadable else "404 Not Found", pieces

    def _list(self, records: Iterable[dict[str, Any]]) -> Iterator[bytes]:
        """Offices as a list in JSON, each of them encoded once for the whole day."""
        before = b"["
        for record in records:
            yield before
            key = record["office_id"], record["certain"]
            known = self._records.get(key)
            if known is None:
                known = self._records[key] = encoded(record)
            yield known
            before = b","
        yield b"]" if before == b"," else b"[]"
