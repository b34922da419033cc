"""Hostile requests are counted in the log, not written one by one."""

import logging

import pytest

from upstander.common import logs
from upstander.common.logs import Counted


def lines(counted: Counted, name: str, *messages: str) -> list[str]:
    records = [logging.makeLogRecord({"name": name, "msg": message}) for message in messages]
    return [record.getMessage() for record in records if counted.filter(record)]


def test_the_same_line_is_written_once_an_hour_with_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(logs, "monotonic", lambda: now[0])
    counted = Counted()
    assert lines(counted, "django.security.DisallowedHost", *["refused"] * 50) == ["refused"]
    now[0] = logs.AN_HOUR
    (again,) = lines(counted, "django.security.DisallowedHost", "refused", "refused")
    assert again == "refused (and 49 times more since it was said)"


def test_another_line_and_another_logger_are_not_held_back() -> None:
    counted = Counted()
    assert lines(counted, "upstander.server", "one", "two", "one") == ["one", "two"]
    assert lines(counted, "upstander.due", "one", "one") == ["one", "one"]


def test_it_does_not_grow_without_end() -> None:
    counted = Counted()
    lines(counted, "upstander.server", *map(str, range(5000)))
    assert len(counted._seen) <= logs.MOST + 1
