"""A hub with the starter guide: published once for each version of the software and day."""

import io
import os
import socket
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.running import free_port, running
from tests.once import made_once, starter_database
from tests.web.quick import QUICK
from upstander.common.home import DATABASE, SOURCE
from upstander.places import queries as places
from upstander.web import editions, folders
from upstander.web.editions import Edition

Tables = dict[str, bytes]

PREPARE_QUICKLY = """
from tests.web.quick import QUICK
from upstander.cli import main
from upstander.web import folders

folders.ENCODERS = QUICK
main()
"""
"""What `upstander prepare` does, in a process of its own as there."""


def give_tables(home: Path, tables: Tables) -> None:
    """Puts tables where a publish finds those that it made before, and takes them from."""
    name = editions.digest(tables)
    before = Edition(
        software=editions.software(),
        base_url="",
        languages=(),
        assets=(),
        tables=(name,),
        names=("tables",),
        pack=places.tables_name(),
    )
    files = {f"tables/{name}/{table}": data for table, data in tables.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folders, "ENCODERS", QUICK)
        folders.add_version(home / "site", before, files)


@contextmanager
def served(cache: pytest.Cache, home: Path, tables: Callable[[], Tables]) -> Iterator[str]:
    """Serves a hub out of the folder `home` as operators do; yields its address.

    Args:
        cache: where the published hub is kept from one run to the next.
        home: an empty folder.
        tables: gives the tables of the device, which are asked for only by a publish.
    """

    def publish() -> dict[str, bytes]:
        return _published(starter_database(cache), tables())

    made = made_once(cache, "hub", publish, on=date.today())
    if not _is_free(int(made["port"])):
        made = publish()  # its pages name their own address
    with tarfile.open(fileobj=io.BytesIO(made["home"])) as packed:
        packed.extractall(home, filter="tar")
    port = int(made["port"])
    command = [sys.executable, "-m", "upstander", "serve", f"--port={port}"]
    # Nobody looks at the pages of offices here: as if another process were making them already.
    with (
        folders.alone(home / "site", lock="shelves.lock"),
        running(command, port, _environment(home, port)),
    ):
        yield _address(port)


def _published(database: bytes, tables: Tables) -> dict[str, bytes]:
    """Returns the folder of a hub that was published, as a tar file, and the port it is for."""
    port = free_port()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        (home / DATABASE).write_bytes(database)
        patch.setattr(places, "_known_here", [])  # a new hub corrects nothing
        give_tables(home, tables)
        subprocess.run(
            [sys.executable, "-c", PREPARE_QUICKLY, "prepare"],
            cwd=SOURCE,
            env={**os.environ, **_environment(home, port)},
            check=True,
        )
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            tar.add(home, arcname=".")
    return {"port": str(port).encode(), "home": packed.getvalue()}


def _environment(home: Path, port: int) -> dict[str, str]:
    return {
        "UPSTANDER_HOME": str(home),
        "UPSTANDER_BASE_URL": _address(port),
        "UPSTANDER_REFRESH": "off",  # nobody is asked for newer lists
    }


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
