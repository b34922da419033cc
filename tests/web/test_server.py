"""The server: how long a body may take, who waits for whom, and whose word is taken."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from tests.web.asking import Exchange, request
from tests.web.test_site import publish
from upstander.web import bodies, server
from upstander.web.gateway import networks, sender
from upstander.web.server import Server
from upstander.web.site import Front

FORM = "/en/lookup/"


class Desk:
    """A WSGI application that remembers the bodies that reached it, and can be held up."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.go_on = Event()
        self.go_on.set()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        if environ["PATH_INFO"] == FORM:
            assert self.go_on.wait(20)
        self.bodies.append(body)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"from the desk"]


class Early(Desk):
    """One that is told a form came too soon, until it came so often; then thanks."""

    def __init__(self, times: int, seconds: str) -> None:
        super().__init__()
        self.times, self.seconds = times, seconds

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        if len(self.bodies) > self.times:
            start("302 Found", [("Location", "/en/thanks/")])
            return [b""]
        start("429 Too Many Requests", [("Retry-After", self.seconds)])
        return [b"press again"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def hub(tmp_path: Path, desk: Desk) -> Server:
    publish(tmp_path)
    front = Front(tmp_path, prefixes=("/desk/",), posted=re.compile(FORM))
    return Server(front, django=desk, is_organizer=lambda cookies: cookies == "desk=olive")


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the server made, which take no time."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def note(pause: float) -> None:
        if pause:
            pauses.append(pause)
        await sleep(0.01)

    monkeypatch.setattr(server.asyncio, "sleep", note)
    return pauses


async def post(
    hub: Server, pieces: list[bytes], *, path: str = FORM, pause: float = 0.0, **headers: str
) -> Exchange:
    """Sends a form, by default with its true length."""
    headers.setdefault("content_length", str(sum(map(len, pieces))))
    exchange = Exchange(pieces, pause)
    await hub.__rsgi__(request(path, "POST", **headers), exchange)
    return exchange


def test_a_form_that_does_not_arrive_in_time_is_told_so_and_never_reaches_django(
    hub: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.05)

    async def slow() -> Exchange:
        return await post(hub, [b"x"] * 1000, pause=0.01)

    late = asyncio.run(slow())
    assert late.status == 408
    assert late.headers["Connection"] == "close"
    assert "send it again" in late.body.decode()
    assert "envíelo de nuevo" in late.body.decode()
    assert desk.bodies == []


@pytest.mark.parametrize(
    ("early", "path", "held"),
    [
        (Early(1, "3"), FORM, (302, [3])),
        (Early(2, "10"), FORM, (302, [10, 10])),
        (Early(3, "10"), FORM, (429, [10, 10])),
        (Early(1, "26"), FORM, (429, [])),
        (Early(1, "0"), FORM, (429, [])),
        (Early(1, "3"), "/desk/", (429, [])),
    ],
)
def test_a_visitors_form_that_came_too_soon_is_held_and_asked_again_with_its_words(
    hub: Server, asleep: list[float], early: Early, path: str, held: tuple[int, list[float]]
) -> None:
    hub._application = early
    answer = asyncio.run(post(hub, [b"text=words"], path=path))
    assert (answer.status, asleep) == held
    assert early.bodies == [b"text=words"] * (len(asleep) + 1)


def test_where_very_many_forms_are_held_the_next_one_comes_back(
    hub: Server, asleep: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PAUSES", 1)
    hub._application = Early(2, "1")

    async def two() -> list[int]:
        answers = await asyncio.gather(post(hub, [b"x"]), post(hub, [b"x"]))
        return [answer.status for answer in answers]

    assert sorted(asyncio.run(two())) == [302, 429]
    assert asleep == [1]


def test_a_form_that_breaks_off_never_reaches_django(hub: Server, desk: Desk) -> None:
    broken = asyncio.run(post(hub, [b"text=503"], content_length="10"))
    assert broken.status == 0
    assert desk.bodies == []


def test_half_sent_forms_keep_nobody_out(hub: Server, desk: Desk) -> None:
    async def attack() -> tuple[Exchange, Exchange, bool]:
        half = [asyncio.create_task(post(hub, [b"x"] * 2, pause=30)) for _ in range(300)]
        half += [
            asyncio.create_task(post(hub, [b"x"] * 2, pause=30, path="/desk/account/login/"))
            for _ in range(300)
        ]
        await asyncio.sleep(0)
        form = await post(hub, [b"text=50309"])
        login = await post(hub, [b"login=olive"], path="/desk/account/login/")
        page = hub.at_once(request("/en/"), Exchange([]))
        for one in half:
            one.cancel()
        return form, login, page

    form, login, page = asyncio.run(attack())
    assert (form.status, login.status, page) == (200, 200, True)
    assert desk.bodies == [b"text=50309", b"login=olive"]


def test_two_hundred_forms_at_once_are_all_answered(hub: Server, desk: Desk) -> None:
    async def crowd() -> list[Exchange]:
        return list(await asyncio.gather(*(post(hub, [b"text=50309"]) for _ in range(200))))

    assert {one.status for one in asyncio.run(crowd())} == {200}
    assert len(desk.bodies) == 200


def test_while_forms_are_worked_on_pages_and_the_desk_are_there(hub: Server, desk: Desk) -> None:
    desk.go_on.clear()

    async def busy() -> tuple[list[int], list[int]]:
        forms = [asyncio.create_task(post(hub, [b"text=50309"])) for _ in range(20)]
        login = await post(hub, [b"login=olive"], path="/desk/account/login/")
        missing = Exchange([])
        await hub.__rsgi__(request("/en/nothing/"), missing)
        desk.go_on.set()
        done = await asyncio.gather(*forms)
        return [login.status, missing.status], [one.status for one in done]

    others, forms = asyncio.run(busy())
    assert others == [200, 404]
    assert forms == [200] * 20


def test_who_waited_too_long_for_a_place_is_asked_to_try_again(
    hub: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.05)
    desk.go_on.clear()

    async def too_many() -> list[int]:
        forms = [asyncio.create_task(post(hub, [b"x"])) for _ in range(server.FORMS + 1)]
        late = await forms[-1]
        desk.go_on.set()
        assert late.headers["Retry-After"] == "5"
        return [one.status for one in await asyncio.gather(*forms)]

    assert asyncio.run(too_many()) == [200] * server.FORMS + [503]


def test_no_more_is_held_in_memory_than_there_is_room_for(
    hub: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub._held = bodies.Held(100)

    async def two() -> list[int]:
        half = asyncio.create_task(post(hub, [b"x" * 60, b""], pause=0.01, content_length="90"))
        await asyncio.sleep(0.015)
        over = await post(hub, [b"y" * 60])
        half.cancel()
        await asyncio.sleep(0)
        after = await post(hub, [b"y" * 60])
        return [over.status, after.status]

    assert asyncio.run(two()) == [503, 200]


def test_only_who_has_signed_in_may_upload_and_has_the_time_for_it(
    hub: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    pieces = [b"x" * 64 * 1024] * 8

    async def upload(**headers: str) -> Exchange:
        return await post(hub, pieces, path="/desk/import/", pause=0.03, **headers)

    assert asyncio.run(upload()).status == 413
    assert asyncio.run(upload(cookie="desk=mallory")).status == 413
    assert desk.bodies == []
    assert asyncio.run(upload(cookie="desk=olive")).status == 200
    assert desk.bodies == [b"".join(pieces)]
    monkeypatch.setattr(bodies, "LEAST_RATE", 1024**3)
    assert asyncio.run(upload(cookie="desk=olive")).status == 408


def test_a_failure_is_said_in_both_languages_and_nothing_sent_stands_in_the_log(
    hub: Server, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        raise ValueError(environ["wsgi.input"].read())

    hub._application = fails
    answer = asyncio.run(post(hub, [b"my secret words"]))
    assert answer.status == 500
    assert "the fault is ours" in answer.body.decode()
    assert "la culpa es nuestra" in answer.body.decode()
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("client", "said", "address"),
    [
        ("203.0.113.9:5", None, "203.0.113.9"),
        ("203.0.113.9:5", "198.51.100.7", "203.0.113.9"),
        ("127.0.0.1:5", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1:5", "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1:5", "192.0.2.1, 198.51.100.7, 10.1.2.3", "198.51.100.7"),
        ("127.0.0.1:5", "unknown", "127.0.0.1"),
        ("127.0.0.1:5", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1:5", "[2001:db8::7]:443", "2001:db8::7"),
        ("[::1]:5", "198.51.100.7:443", "198.51.100.7"),
        ("[2001:db8::9]:5", "198.51.100.7", "2001:db8::9"),
    ],
)
def test_only_a_trusted_proxy_is_believed_who_asks(
    client: str, said: str | None, address: str
) -> None:
    headers: dict[str, Any] = {"x_forwarded_for": said} if said else {}
    asked = request("/desk/", client=client, **headers)
    assert sender(asked, networks(["127.0.0.0/8", "::1", "10.0.0.0/8"])) == address


def test_what_is_no_network_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="my-proxy"):
        networks(["127.0.0.1", "my-proxy"])


def test_a_header_that_would_pass_for_another_does_not_arrive(hub: Server) -> None:
    seen: list[WSGIEnvironment] = []

    def remembers(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        seen.append(environ)
        start("200 OK", [])
        return []

    hub._application = remembers
    asked = request("/desk/")
    asked.headers._pairs += [
        ("x_requested_with", "a"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("accept", "x"),
        ("accept", "y"),
    ]
    asyncio.run(hub.__rsgi__(asked, Exchange([])))
    assert "HTTP_X_REQUESTED_WITH" not in seen[0]
    assert seen[0]["HTTP_COOKIE"] == "a=1; b=2"
    assert seen[0]["HTTP_ACCEPT"] == "x,y"
