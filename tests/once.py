"""What several workers and runs of the suite need, made once for each version of the software."""

import fcntl
from collections.abc import Callable

import pytest

from upstander.web import editions


def made_once(
    cache: pytest.Cache, name: str, make: Callable[[], dict[str, bytes]]
) -> dict[str, bytes]:
    """Returns files by name, in their order: made here, or read where they were made before."""
    folder = cache.mkdir(name)
    listed = folder / editions.software()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listed.exists():
            for before in folder.iterdir():
                if before.name != "lock":
                    before.unlink()
            files = make()
            for number, data in enumerate(files.values()):
                (folder / str(number)).write_bytes(data)
            listed.write_text("\n".join(files))
        names = listed.read_text().split("\n")
        return {each: (folder / str(number)).read_bytes() for number, each in enumerate(names)}
