"""Kills a renewal of the lists at every step, and looks whether the hub is as it was.

    rows(20) -> [("a renewal killed at a step", 20, 0), ...]

A step is a change to the hub's folder: a file begun, renamed, linked or removed. Lists come from a
publisher on this machine; the hub is a small one.
"""

import json
import multiprocessing
import shutil
import signal
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.renewing_hub import run
from tests.upkeep.publisher import served

HUBS = multiprocessing.get_context("forkserver")
HUBS.set_forkserver_preload(["benchmarks.loaded", "benchmarks.renewing_hub"])
"""Hubs are forked from a process that has loaded Django, which takes longer than most of them."""
NEW_NAME = "Zoe New"

SPARE = 20
"""Steps more or less that a renewal takes, by how its threads share the work."""
Row = tuple[str, int, int]
"""What was tried, how often, and how often it failed."""


def rows(most: int) -> list[Row]:
    """Kills renewals at up to so many steps, evenly spread from the first to the last.

    Returns how often the hub was neither as before nor whole with the new lists, and how often the
    next renewal did not finish the work or left something behind.
    """
    with TemporaryDirectory() as folder, served() as publisher:
        ready = Path(folder, "ready")
        _run("prepare", ready, publisher.url)
        publisher.lists.house[7] = NEW_NAME
        whole = shutil.copytree(ready, Path(folder, "whole"), symlinks=True)
        steps = _run("renew", whole, publisher.url) or 0
        tried = sorted({1 + at * (steps - 1) // max(most - 1, 1) for at in range(most)})
        spoilt = unfinished = 0
        for step in tried:
            home = shutil.copytree(ready, Path(folder, f"at-{step}"), symlinks=True)
            killed = _run("renew", home, publisher.url, step) is None
            if not killed and step < steps - SPARE:
                raise RuntimeError(f"step {step} of {steps} did not come")
            spoilt += _seen(home) not in (_seen(ready), _seen(whole))
            _run("renew", home, publisher.url)
            unfinished += _seen(home) != _seen(whole) or _left(home)
            shutil.rmtree(home)
    return [
        ("a renewal of the lists, killed at a step", len(tried), spoilt),
        ("the renewal after it", len(tried), unfinished),
    ]


def _run(what: str, home: Path, url: str, step: int = 0) -> int | None:
    """Has the process of a hub prepare or renew; returns how many steps a renewal took.

    None where it was killed.

    Raises:
        RuntimeError: it failed, and has said how.
    """
    told, tells = HUBS.Pipe(duplex=False)
    hub = HUBS.Process(target=run, args=(what, str(home), url, step, tells))
    hub.start()
    tells.close()
    hub.join()
    if hub.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{what} ended with {hub.exitcode}")
    with told:
        return None if hub.exitcode else told.recv()


def _seen(home: Path) -> tuple[str, str, bool]:
    """What readers get of a hub: its pages, everybody's names, and whether the tables are whole."""
    current = home / "site" / "current"
    edition = json.loads((current / ".upstander.json").read_text("utf-8"))
    pages = sha256()
    for path in sorted(current.rglob("*.html")):
        pages.update(path.read_bytes().replace(edition["tables"][0].encode(), b""))
    people = (current / "tables" / edition["tables"][0] / "congress.json").read_text("utf-8")
    renewed = edition["renewed"]
    return pages.hexdigest(), people, not renewed or (home / "packs" / renewed).is_dir()


def _left(home: Path) -> bool:
    """True where something of a killed run lies about."""
    versions = (home / "site" / "versions").iterdir()
    unmarked = any(not (version / ".upstander.json").exists() for version in versions)
    return unmarked or any((home / "packs").glob(".*")) or any((home / "site").glob("current.*"))
