"""`upstander serve`: a hub on one address, in the foreground."""

import errno
import os
import socket
from typing import Annotated, Any

import typer

from upstander.cli.setup import load_django


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Which port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Which address; 0.0.0.0 for all.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="How many processes; one per core.")] = 1,
) -> None:
    """Prepares the hub on its first start, and serves it until Ctrl-C."""
    check_free(host, port)
    address = f"http://{shown(host)}:{port}"
    os.environ.setdefault("UPSTANDER_BASE_URL", address)
    prepare_home()
    say(f"Your hub:  {address}/")
    say_desk(address)
    say("Stop it with Ctrl-C.")
    server(host, port, workers).serve()


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
    """Returns one sentence for an address that cannot be listened on."""
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


def prepare_home() -> None:
    """Prepares the hub if it is new, or was last published by other software.

    A hub whose content cannot be published is served as it was published last.

    Raises:
        typer.Exit: the hub's folder cannot be written.
    """
    load_django()

    from upstander.upkeep.prepare import prepare
    from upstander.web.publishing import PublishError

    try:
        report = prepare(say=say)
    except PublishError as error:
        say(f"{error}\nThe site stays as it was published last; the desk is open.")
        return
    if report is not None:
        say(f"Published {report.pages} pages in {report.seconds:.1f} s.")


def say_desk(address: str) -> None:
    """Says where organizers go; before there is one, the address that makes the first."""
    from django.db import DatabaseError, connections

    from upstander.desk import operations

    try:
        first = operations.first_run_address()
    except DatabaseError as error:
        say(f"The desk is closed, for its database cannot be read ({error}). The site is up.")
    else:
        say(f"The desk:  {address}/desk/")
        if first:
            say(f"Make the first organizer, once, at:  {address}{first}")
    finally:
        # Workers are forked: a connection may not be shared with them.
        connections.close_all()


def server(host: str, port: int, workers: int) -> Any:
    """Returns the server; its settings are those that measured best (docs/benchmarks.md)."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from upstander.web.site import THREADS

    return Granian(
        "upstander.config.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        blocking_threads=THREADS,
        backlog=2048,
        backpressure=2048,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
    )


def say(line: str) -> None:
    """Tells the operator."""
    typer.echo(line, err=True)
