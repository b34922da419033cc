"""The lines for Caddy and nginx in the docs, run as they stand there but for name and port."""

import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from time import monotonic, sleep

import pytest

from benchmarks.running import free_port
from upstander.common.home import SOURCE


class Upstream(BaseRequestHandler):
    """Stands for the hub: notes what reaches it and says yes."""

    server: "Hub"

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = self.request.recv(65536)
            if not more:
                return
            head += more
        self.server.seen.append(head.decode())
        self.request.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes"
        )


class Hub(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.seen: list[str] = []
        super().__init__(("127.0.0.1", 0), Upstream)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as one:
        Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
        yield one
        one.shutdown()


def lines(begin: str) -> str:
    """Returns the block of the docs that begins with a line."""
    text = (SOURCE / "docs" / "publishing.md").read_text("utf-8")
    block = text[text.index(f"\n    {begin}\n") + 1 :]
    found = re.match(r"(?:    .*\n)+", block)
    assert found
    return found[0]


def caddy(folder: Path, port: int, hub: int) -> list[str]:
    block = lines("hub.example {").replace("hub.example", f"http://hub.example:{port}")
    config = folder / "Caddyfile"
    config.write_text("{\n admin off\n}\n" + block.replace("127.0.0.1:8000", f"127.0.0.1:{hub}"))
    return ["/usr/bin/caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


def nginx(folder: Path, port: int, hub: int) -> list[str]:
    block = lines("server {").replace("443 ssl", f"127.0.0.1:{port}")
    kept = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; worker_processes 1; events {{}}\n"
        f"http {{ {kept} {block.replace('127.0.0.1:8000', f'127.0.0.1:{hub}')} }}\n"
    )
    return ["/usr/sbin/nginx", "-e", "stderr", "-c", str(config)]


@contextmanager
def running(command: list[str], port: int, home: Path) -> Iterator[None]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        try:
            until = monotonic() + 20
            while monotonic() < until and process.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                sleep(0.02)
            yield
        finally:
            process.terminate()


def send(port: int, length: int, body: bytes) -> socket.socket:
    asked = socket.create_connection(("127.0.0.1", port), timeout=20)
    asked.sendall(
        b"POST /en/lookup/ HTTP/1.1\r\nHost: hub.example\r\nX-Forwarded-For: 198.51.100.66\r\n"
        b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (length, body)
    )
    return asked


@pytest.mark.proxies
@pytest.mark.parametrize("proxy", [caddy, nginx])
def test_the_lines_for_a_server_in_front_hold_half_sent_forms_and_say_who_asks(
    proxy: Callable[[Path, int, int], list[str]], hub: Hub, tmp_path: Path
) -> None:
    port = free_port()
    command = proxy(tmp_path, port, hub.server_address[1])
    with running(command, port, tmp_path):
        half = [send(port, 1000, b"text=503") for _ in range(20)]
        with send(port, 10, b"text=50309") as whole:
            assert whole.recv(4096).startswith(b"HTTP/1.1 200 OK")
        for one in half:
            one.close()
    assert len(hub.seen) == 1, "a half-sent form was passed on"
    (seen,) = hub.seen
    claims = re.findall(r"(?im)^x-forwarded-for: *(.*?)\r?$", seen)
    assert claims == ["127.0.0.1"]
