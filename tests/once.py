"""What several workers and runs of the suite need, made once for each version of the software."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from upstander.common.home import DATABASE, SOURCE
from upstander.web import editions

MIGRATE = """
from django.core.management import call_command

call_command("migrate", interactive=False, verbosity=0)
"""
FILL = """
from upstander.upkeep.prepare import fill

fill(say=print)
"""


def made_once(
    cache: pytest.Cache, name: str, make: Callable[[], dict[str, bytes]], *, on: date | None = None
) -> dict[str, bytes]:
    """Returns files by name, in their order: made here, or read where they were made before.

    With the day, if another day makes other files.
    """
    folder = cache.mkdir(name)
    listed = folder / f"{editions.software()}{on or ''}"
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


@contextmanager
def one_for_all(run: Path, begin: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Yields what the first of all workers began, which ends when none is at it any more.

    Args:
        run: a folder that all workers of this run have, and no other run.
        begin: begins it; what it yields is text that the others can make use of.
    """
    begun = run / "begun"
    with (run / "door").open("w") as door, (run / "guests").open("w") as guests:
        fcntl.flock(door, fcntl.LOCK_EX)
        if begun.exists():
            text = begun.read_text()
            fcntl.flock(guests, fcntl.LOCK_SH)
            fcntl.flock(door, fcntl.LOCK_UN)
            yield text
            return
        with begin() as text:
            begun.write_text(text)
            fcntl.flock(door, fcntl.LOCK_UN)
            try:
                yield text
            finally:
                fcntl.flock(door, fcntl.LOCK_EX)
                begun.unlink()
                fcntl.flock(guests, fcntl.LOCK_EX)


def migrated_database(cache: pytest.Cache) -> bytes:
    """Returns SQLite's file for a hub that was migrated and has no content."""
    return made_once(cache, "migrated", lambda: _database(MIGRATE))[DATABASE]


def starter_database(cache: pytest.Cache) -> bytes:
    """Returns SQLite's file for a hub with the starter guide."""
    empty = migrated_database(cache)
    return made_once(cache, "starter", lambda: _database(FILL, empty), on=date.today())[DATABASE]


def _database(work: str, before: bytes = b"") -> dict[str, bytes]:
    """Has a process of its own work on a hub's database: this one's may be another by now."""
    with TemporaryDirectory() as home:
        file = Path(home, DATABASE)
        file.write_bytes(before)
        script = f"import django\n\ndjango.setup()\n{work}"
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=SOURCE,
            env={**os.environ, "UPSTANDER_HOME": home, "DATABASE_URL": f"sqlite:///{file}"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return {DATABASE: file.read_bytes()}
