"""The look-up for other software: what it answers, what it refuses, and what it keeps quiet."""

import asyncio
import json
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.web.asking import request
from upstander.civic import Civic
from upstander.civic.answering.document import document
from upstander.config import answers
from upstander.config.dynamic import LOOKUP, POSTED, lookup_is_open
from upstander.config.lookup import LIMIT, Lookups

ON = date(2026, 8, 5)
DES_MOINES = "41.5868", "-93.6250"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    pieces: list[bytes]

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def document(self) -> Any:
        return json.loads(self.body)


class Caller:
    """Software that asks."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups

    def ask(self, body: bytes) -> Answer:
        """Returns the answer in its pieces."""
        status, pieces = self.lookups.reply(body)
        return Answer(int(status[:3]), {}, pieces)

    def send(self, body: bytes, method: str = "POST", **headers: str) -> Answer:
        """Returns the answer as it goes over the network."""
        headers.setdefault("content_length", str(len(body)))

        async def read(length: int) -> bytes:
            assert length == len(body)
            return body

        given = asyncio.run(self.lookups.answer(request(LOOKUP, method, **headers), read))
        return Answer(given.status, dict(given.headers), [given.body])


@pytest.fixture
def caller(civic: Civic) -> Caller:
    return Caller(Lookups(civic))


def as_json(located: Any, civic: Civic) -> Any:
    return json.loads(json.dumps(document(located, civic.committees_of)))


@pytest.mark.parametrize(
    "body",
    [b"zip=50309&on=2026-08-05", b'{"zip": "50309", "on": "2026-08-05"}',
     b"on=2026-08-05&level=federal&level=state&level=local&zip=50309"],
)  # fmt: skip
def test_a_zip_is_answered_as_the_command_line_would(
    caller: Caller, civic: Civic, body: bytes
) -> None:
    answer = caller.ask(body)
    assert answer.status == 200
    assert answer.document == as_json(civic.by_zip("50309", on=ON), civic)
    assert "Zachary Nunn" in [one["name"] for one in answer.document["officials"]]


@pytest.mark.parametrize(
    ("lat", "lng"),
    [DES_MOINES, ("41.6", "-93.61"), ("41.59", "-90.55"), ("40.8", "-91.1"), ("38.9", "-77.04")],
)
def test_a_point_is_answered_as_the_engine_would_each_time(
    caller: Caller, civic: Civic, lat: str, lng: str
) -> None:
    located = civic.lookup(f"{lat},{lng}", on=ON)
    with time_machine.travel("2026-08-05T12:00+00:00", tick=False):
        first = caller.ask(f"lat={lat}&lng={lng}".encode())
        again = caller.ask(f"lat={lat}&lng={lng}".encode())
    assert first.document == again.document == as_json(located, civic)


def test_points_in_one_district_share_all_but_their_own_numbers(caller: Caller) -> None:
    first = caller.ask(b"lat=41.5868&lng=-93.6250")
    other = caller.ask(b'{"lat": 41.5869, "lng": -93.6251}')
    assert other.document["query"]["text"] == "41.5869,-93.6251"
    assert other.document["officials"] == first.document["officials"]
    assert all(a is b for a, b in zip(first.pieces[1:], other.pieces[1:], strict=True))


def test_an_office_is_encoded_once_for_all_zips(caller: Caller) -> None:
    asked = (b"zip=50010&on=2026-08-05", b"zip=50309&on=2026-08-05")
    ames, des_moines = (caller.ask(body).pieces for body in asked)
    shared = {id(piece) for piece in ames} & {id(piece) for piece in des_moines}
    assert len([piece for piece in ames if id(piece) in shared and b"Grassley" in piece]) == 1


def test_what_is_kept_by_point_is_bounded(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "KEPT", 2)
    for lat in range(31, 47):
        assert caller.ask(f"lat={lat}&lng=-98.5".encode()).status == 200
    kept = caller.lookups._today
    assert kept is not None
    assert len(kept._around) == 2


def test_only_the_levels_asked_for_are_in_the_answer(caller: Caller, civic: Civic) -> None:
    answer = caller.ask(b'{"zip": "50309", "level": ["state"], "on": "2026-08-05"}').document
    assert answer == as_json(civic.by_zip("50309", on=ON, levels=("state",)), civic)
    assert {one["level"] for one in answer["officials"]} <= {"state"}
    assert answer == caller.ask(b"zip=50309&level=state&on=2026-08-05").document


def test_answers_belong_to_their_day(caller: Caller) -> None:
    def officials() -> list[str]:
        return [one["name"] for one in caller.ask(b"zip=50309").document["officials"]]

    with time_machine.travel("2027-01-02T12:00+00:00", tick=False) as clock:
        assert "Zachary Nunn" in officials()
        clock.move_to("2027-01-04T12:00+00:00")
        assert "Zachary Nunn" not in officials()
    before = caller.ask(b"zip=50309&on=2027-01-02").document["officials"]
    assert "Zachary Nunn" in [one["name"] for one in before]


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [(b"zip=00000", 404, "unknown"), (b"zip=09001", 404, "military"), (b"zip=5030", 400,
      "malformed"), (b"zip=50309-1234", 200, "split"), (b"q=Nowhereville", 404, "unknown"),
     (b"q=Paris", 404, "ambiguous_place"), (b"q=", 400, "empty"), (b"lat=0&lng=0", 404, "unknown"),
     (b"lat=nan&lng=1", 400, "malformed"), (b"lat=-93.6&lng=41.6", 400, "malformed"),
     (b"lat=1e400&lng=0", 400, "malformed"), (b"q=Ames%2C+IA", 200, "split")],
)  # fmt: skip
def test_a_place_that_is_not_found_is_told_in_the_same_form(
    caller: Caller, body: bytes, status: int, outcome: str
) -> None:
    answer = caller.ask(body)
    document = answer.document
    assert answer.status == status
    assert document["query"]["outcome"] == outcome
    assert status == 200 or document["notices"]
    assert caller.ask(body).document == document


@pytest.mark.parametrize(
    "body",
    [b"", b"elm", b"zip=50309&zip=50310", b"zip=50309&q=Ames", b"lat=41.5", b"zip=50309&elm=1",
     b"zip=50309&level=town", b"zip=50309&on=1", b"zip=50309&on=2026-13-01", b"lat=elm&lng=1",
     b"zip=50309&on=2026-01-01&on=2026-01-02", b"\xff\xfe", b"{", b"{}", b'{"zip": 50309}',
     b'{"q": {"elm": 1}}', b'{"q": null}', b'{"q": []}', b'{"lat": [], "lng": 1}', b'["elm"]',
     b'{"lat": 1' + b"0" * 400 + b', "lng": 1}', b'{"q":' * 700],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_what_can(caller: Caller, body: bytes) -> None:
    answer = caller.ask(body)
    assert answer.status == 400
    assert list(answer.document) == ["error"]
    assert 'zip="50309"' in answer.document["error"]
    assert b"elm" not in answer.body


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
def test_only_a_post_is_answered(caller: Caller, method: str) -> None:
    answer = caller.send(b"", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert "by POST" in answer.document["error"]


@pytest.mark.parametrize(
    ("length", "status"),
    [("", 411), ("-1", 411), ("4k", 411), (str(LIMIT + 1), 413), ("9" * 5000, 413)],
)
def test_a_question_without_an_end_is_not_read(caller: Caller, length: str, status: int) -> None:
    assert caller.send(b"never read", content_length=length).status == status


def test_a_question_that_does_not_arrive_in_time_is_told_so(caller: Caller) -> None:
    async def slow(_length: int) -> bytes:
        raise TimeoutError

    asked = request(LOOKUP, "POST", content_length="9")
    answer = asyncio.run(caller.lookups.answer(asked, slow))
    assert answer.status == 408
    assert b"in time" in answer.body


def test_no_answer_is_kept_by_anyone_or_sets_a_cookie(caller: Caller) -> None:
    for body in (b"zip=50309", b"zip=00000", b"elm"):
        headers = caller.send(body).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"] == "application/json; charset=utf-8"
        assert "Set-Cookie" not in headers


def test_nothing_is_logged_of_what_goes_well(
    caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for body in (b"zip=50309", b"q=Nowhereville", b"zip=00000", b"elm", b"lat=1&lng=1"):
            caller.ask(body)
    assert caplog.records == []


def test_damaged_tables_are_said_to_the_operator_and_not_answered_from(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (home / "civic").mkdir()
    (home / "civic" / "manifest.json").write_text("{}{}", "utf-8")
    answer = Caller(Lookups()).send(b"zip=50309")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert "holds no readable manifest.json" in caplog.text
    assert str(home) not in answer.body.decode()


@pytest.mark.usefixtures("opened_once")
def test_the_packages_own_tables_serve_a_hub_without_any() -> None:
    assert Caller(Lookups()).ask(b"zip=50309").status == 200


def test_questions_have_one_address(civic: Civic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_BASE_URL", "https://example.org/hub/")
    lookups = Lookups(civic)
    asked = [path for path in ("/en/", f"{LOOKUP}/", LOOKUP, f"/hub{LOOKUP}", f"/x{LOOKUP}")
             if lookups.is_asked(path)]  # fmt: skip
    assert asked == [LOOKUP, f"/hub{LOOKUP}"]
    assert not POSTED.fullmatch(LOOKUP)


@pytest.mark.parametrize(
    ("setting", "is_open"), [("", False), ("0", False), ("no", False), ("1", True), ("True", True)]
)
def test_it_is_closed_unless_the_operator_opens_it(
    monkeypatch: pytest.MonkeyPatch, setting: str, is_open: bool
) -> None:
    monkeypatch.setenv("UPSTANDER_LOOKUP_API", setting)
    assert lookup_is_open() is is_open
