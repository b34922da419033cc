"""Programs that a benchmark runs, each on a core of its own where the system allows."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.table import Missing

READY_WITHIN = 120.0
"""Seconds until a server must answer."""

SETTLED_WITHIN = 600.0
"""Seconds until a hub must have finished its publish."""


@dataclass(frozen=True)
class Hub:
    """A hub with the starter guide, being served by the process `pid` and its children."""

    port: int
    pid: int
    home: Path

    @property
    def folder(self) -> Path:
        """Its published folder."""
        return (self.home / "site" / "current").resolve()


def program(name: str, package: str) -> str:
    """Returns the path of a program.

    Raises:
        Missing: it is not installed.
    """
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found is None:
        raise Missing(f"{name} is not installed: apt-get install {package}")
    return found


def free_port() -> int:
    """Returns a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def core(number: int) -> list[str]:
    """Returns what to put before a command to keep it on one core, counted round."""
    taskset = shutil.which("taskset")
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [taskset, "-c", str(cores[number % len(cores)])] if taskset and cores else []


@contextmanager
def running(
    command: list[str], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Runs a server while the block runs, with its process id; the block starts when it answers.

    Raises:
        RuntimeError: it did not start; the message has what it printed.
    """
    process = subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + READY_WITHIN
        while not answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(command)} does not answer: {stop(process)}")
            time.sleep(0.05)
        yield process.pid
    finally:
        stop(process)


def stop(process: subprocess.Popen[str]) -> str:
    """Ends a program that may have ended already; returns what it printed as errors."""
    if process.stderr is None or process.stderr.closed:
        return ""
    process.terminate()
    return process.communicate()[1]


def answers(port: int) -> bool:
    """True when a server on this machine answers with 200 at `/`."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def running_hub(home: Path, *, before: Sequence[str] = ()) -> Iterator[Hub]:
    """Serves a hub out of `home` while the block runs; an empty one gets the starter guide.

    Args:
        home: its folder.
        before: what to put before the command, such as `core(0)`.
    """
    port = free_port()
    command = [*before, sys.executable, "-m", "upstander", "serve", f"--port={port}"]
    with running(command, port, {"UPSTANDER_HOME": str(home)}) as pid:
        yield Hub(port, pid, home)


def settle(hub: Hub) -> None:
    """Waits until a hub has made what its publish left for later, so that it measures alone.

    Raises:
        RuntimeError: it does not come to an end.
    """
    edition = json.loads((hub.folder / ".upstander.json").read_text())
    wanted = [
        hub.folder / code / address
        for address in edition["shelves"]
        for code in edition["languages"]
    ]
    until = time.monotonic() + SETTLED_WITHIN
    while not all(folder.exists() for folder in wanted):
        if time.monotonic() > until:
            raise RuntimeError(f"{hub.folder} is not finished.")
        time.sleep(0.5)


def processor_seconds(pid: int) -> float:
    """Returns the processor time that a process and its children have used so far.

    Raises:
        Missing: this system does not tell.
    """
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError as error:
        raise Missing("Processor time is read from /proc: measure this on Linux.") from error
    ticks = int(fields[11]) + int(fields[12])
    own = ticks / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)
