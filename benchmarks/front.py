"""Look-ups over HTTP, next to nginx with a static file of the mean size of the answers.

Server and load each have a core of their own, and the two servers take turns. Rates are given on
the wall clock and, for the ratio, in processor time, which other programs hardly change.
"""

import getpass
import re
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean, median

from benchmarks.points import SEED
from benchmarks.rivals.turns import POINTS
from benchmarks.running import core, free_port, processor_seconds, program, running
from benchmarks.site import NGINX
from benchmarks.table import Row
from upstander.civic import Civic
from upstander.config.dynamic import LOOKUP

RUNS, SECONDS, CONNECTIONS, QUESTIONS = 5, 3, 32, 4_000
RATIO_AIM = 0.4
"""Of nginx's requests per second of processor time."""
MAPIT = 199
"""Look-ups per second of MapIt with its areas in PostGIS and connections that stay open."""
RATE_AIM = 50 * MAPIT
STATIC = "answer.json"
NGINX_HEADERS = (
    "types { application/json json; text/html html; } "
    'add_header Cache-Control "no-store"; add_header X-Content-Type-Options "nosniff";'
)
FORM = "application/x-www-form-urlencoded"
WRK = f"""
local requests, last = {{}}, 0
function init(arguments)
  local method, path, file = unpack(arguments)
  for body in io.lines(file) do
    local headers = {{["Content-Type"] = "{FORM}"}}
    requests[#requests + 1] = wrk.format(method, path, headers, method == "POST" and body or nil)
  end
end
function request()
  last = last % #requests + 1
  return requests[last]
end
"""


@dataclass(frozen=True)
class Server:
    """A server that takes turns, and what it is asked."""

    port: int
    pid: int
    method: str
    path: str


@dataclass(frozen=True)
class Load:
    """Requests answered per second on the wall clock, and per second of processor time."""

    wall: float
    rate: float


def measure(home: Path, civic: Civic, inputs: Path) -> Iterator[Row]:
    """Yields how many look-ups are answered in a second, and how that compares.

    Args:
        home: the folder of a hub, with tables of its own; an empty one gets the starter guide.
        civic: the engine, which knows the ZIPs.
        inputs: the folder with the points; questions and answers go there, too.
    """
    wrk, nginx = program("wrk", "wrk"), program("nginx", "nginx-light")
    script = inputs / "wrk.lua"
    script.write_text(WRK)
    port, static = free_port(), free_port()
    serve = [*core(0), sys.executable, "-m", "upstander", "serve", f"--port={port}"]
    with running(serve, port, {"UPSTANDER_HOME": str(home), "UPSTANDER_LOOKUP_API": "1"}) as pid:
        for kind, questions in _questions(civic, inputs).items():
            answered = dict(_answered(port, questions))
            (inputs / "questions.txt").write_text("".join(f"{each}\n" for each in answered))
            size = round(mean(answered.values()))
            config = _config(inputs, static, size)
            command = [*core(0), nginx, "-e", f"{inputs}/error.log", "-c", config]
            with running(command, static) as nginx_pid:
                ours = Server(port, pid, "POST", LOOKUP)
                theirs = Server(static, nginx_pid, "GET", f"/{STATIC}")
                loads = [
                    [_load(wrk, each, inputs) for each in (theirs, ours)] for _run in range(RUNS)
                ]
            yield from _rows(kind, loads, size)


def _rows(kind: str, loads: list[list[Load]], size: int) -> Iterator[Row]:
    nginx_rate, rate = (median(load.rate for load in each) for each in zip(*loads, strict=True))
    wall = median(load.wall for _, load in loads)
    ratio = rate / nginx_rate
    yield Row(
        f"look-ups by {kind} over HTTP per second of one core",
        f"{rate:,.0f}",
        f"nginx {nginx_rate:,.0f} with {size:,} bytes: ratio {ratio:.2f}",
        f"ratio {RATIO_AIM}",
        ratio >= RATIO_AIM,
    )
    yield Row(
        "the same per second on the wall clock",
        f"{wall:,.0f}",
        f"{wall / MAPIT:.0f} times MapIt",
        f"{RATE_AIM:,}",
        wall >= RATE_AIM,
    )


def _questions(civic: Civic, inputs: Path) -> dict[str, list[str]]:
    """Returns as many forms that ask for ZIPs as for points."""
    codes = Random(SEED).sample([row.code for row in civic.zips()], QUESTIONS // 2)  # noqa: S311
    points = struct.iter_unpack("dd", (inputs / POINTS).read_bytes())
    return {
        "ZIP": [f"zip={code}" for code in codes],
        "point": [f"lat={lat:.6f}&lng={lng:.6f}" for lat, lng in islice(points, QUESTIONS // 2)],
    }


def _answered(port: int, questions: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Asks everything once; yields what is found, with the bytes of its answer.

    Raises:
        RuntimeError: one was refused.
    """
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        for question in questions:
            connection.request("POST", LOOKUP, question, {"Content-Type": FORM})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == HTTPStatus.OK:
                yield question, len(body)
            elif answer.status != HTTPStatus.NOT_FOUND:
                raise RuntimeError(f"{question} was answered with {answer.status}: {body[:200]!r}")


def _config(inputs: Path, port: int, size: int) -> str:
    """Writes a file of that size, and returns how nginx is told to serve it."""
    root = inputs / "static"
    root.mkdir(exist_ok=True)
    for name in (STATIC, "index.html"):
        (root / name).write_bytes(b" " * size)
    config = inputs / "nginx.conf"
    user = getpass.getuser()
    config.write_text(
        NGINX.format(user=user, folder=inputs, port=port, root=root, headers=NGINX_HEADERS)
    )
    return str(config)


def _load(wrk: str, server: Server, inputs: Path) -> Load:
    """Asks a server for some seconds.

    Raises:
        RuntimeError: it refused, or did not answer.
    """
    address = f"http://127.0.0.1:{server.port}"
    load = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "-s", f"{inputs}/wrk.lua", address]
    questions = ["--", server.method, server.path, f"{inputs}/questions.txt"]
    before = processor_seconds(server.pid)
    done = subprocess.run([*core(1), *load, *questions], capture_output=True, text=True, check=True)
    used = processor_seconds(server.pid) - before
    found = re.search(r"(\d+) requests in ([\d.]+)s", done.stdout)
    if found is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{address}{server.path} failed under load:\n{done.stdout}")
    return Load(int(found[1]) / float(found[2]), int(found[1]) / used)
