"""What several workers need and one of them makes, once in a run of the suite."""

import fcntl
import os
from collections.abc import Callable

import pytest


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[], dict[str, bytes]]
) -> dict[str, bytes]:
    """Returns files by name, in their order: made here, or read where a worker has made them."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    listed = folder / "files"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listed.exists():
            files = make()
            for number, data in enumerate(files.values()):
                (folder / str(number)).write_bytes(data)
            listed.write_text("\n".join(files))
    names = listed.read_text().split("\n")
    return {each: (folder / str(number)).read_bytes() for number, each in enumerate(names)}
