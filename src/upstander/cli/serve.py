"""`upstander serve`: a hub on one address, in the foreground."""

import errno
import fcntl
import os
import socket
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from upstander.cli.exits import USAGE
from upstander.cli.setup import check_home, say
from upstander.common.home import home, is_writable, refresh_is_on
from upstander.places import packs
from upstander.web import editions

HEADERS_WITHIN = 10_000
"""Milliseconds in which the head of a request must have arrived."""
UPSTANDER = [sys.executable, "-m", "upstander"]


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Which port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Which address; 0.0.0.0 for all.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="How many processes; one per core.")] = 1,
) -> None:
    """Prepares the hub on its first start, and serves it until Ctrl-C."""
    check_free(host, port)
    address = public_address(f"http://{shown(host)}:{port}")
    if not is_writable(home()) and editions.read(home() / "site" / "current"):
        say(
            f"Nothing can be written in {home()}: the site is served as it was published last, "
            "and nothing else can be kept."
        )
        say(f"Your hub:  {address}/")
        run_server(host, port, workers)
        return
    check_home()
    lock = only_server(home())
    say_of_renewing()
    # Django is left to other processes: pages are up before it is loaded, and even when it fails.
    if not editions.is_current(home(), os.environ["UPSTANDER_BASE_URL"]):
        subprocess.run([*UPSTANDER, "prepare"], check=False)
    typer.echo(f"Your hub:  {address}/", err=True)
    subprocess.Popen([*UPSTANDER, "desk", "welcome", address])
    with lock:
        run_server(host, port, workers)


def only_server(folder: Path) -> AbstractContextManager[object]:
    """Returns what says, until it is closed, that a server runs on a hub.

    Raises:
        typer.Exit: another server does; a sentence has said so.
    """
    with ExitStack() as stack:
        try:
            lock = stack.enter_context((folder / "server.lock").open("ab+", buffering=0))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lock.truncate(0)
            lock.write(str(os.getpid()).encode())
        except BlockingIOError as error:
            lock.seek(0)
            say(
                f"Another server runs on the hub in {folder} already (process "
                f"{lock.read().decode()}): stop that one, or set UPSTANDER_HOME to another hub's "
                "folder."
            )
            raise typer.Exit(USAGE) from error
        except OSError as error:
            # A disk without locks, or a full one: pages can be served all the same.
            say(f"A second server on this hub would go unnoticed: {error}.")
            return nullcontext()
        return stack.pop_all()


def say_of_renewing() -> None:
    """Says that lists are renewed, until that was done for the first time."""
    if refresh_is_on() and not packs.folder().exists():
        typer.echo(
            "Once a day this asks the publishers of the lists of officials for newer ones, and "
            "tells them nothing about visitors. UPSTANDER_REFRESH=off turns that off.",
            err=True,
        )


def public_address(local: str) -> str:
    """Returns where people reach the hub: `local`, unless it was set or published otherwise."""
    edition = editions.read(home() / "site" / "current")
    known = os.environ.setdefault("UPSTANDER_BASE_URL", edition.base_url if edition else local)
    return local if urlsplit(known).hostname in ("127.0.0.1", "localhost", "::1") else known


def check_free(host: str, port: int) -> None:
    """Makes sure that the address can be listened on.

    Raises:
        typer.Exit: it cannot; a sentence has said why, and what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Without this, a port that was in use a minute ago would still count as busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(why_not(error, host, port), err=True)
            raise typer.Exit(2) from error


def why_not(error: OSError, host: str, port: int) -> str:
    """Returns a sentence for an address that cannot be listened on."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program: "
            f"stop that one, or choose another port with --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is for the system's own programs: choose one above 1023 with --port."
    return (
        f"This machine has no address {host!r}: "
        "use --host 127.0.0.1 for this machine only, or --host 0.0.0.0 for its network."
    )


def shown(host: str) -> str:
    """Returns the host to write in an address for a browser on this machine."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def run_server(host: str, port: int, workers: int) -> None:
    """Serves until Ctrl-C, with the settings that measured best (docs/benchmarks.md)."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops, RuntimeModes
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "upstander.config.server:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        loop=Loops.uvloop,
        runtime_mode=RuntimeModes.mt,
        backlog=2048,
        backpressure=2048,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
    ).serve()
