"""Kills a renewal of the lists at every step, and looks whether the hub is as it was.

    rows(20) -> [("a renewal killed at a step", 20, 0), ...]

A step is a change to the hub's folder: a file begun, renamed, linked or removed. Lists come from a
publisher on this machine; the hub is a small one.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.upkeep.publisher import served

ROOT = Path(__file__).parents[1]
HUB = "import django; django.setup(); from benchmarks.renewing_hub import main; main()"
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
        steps = int(_run("renew", whole, publisher.url).stdout)
        tried = sorted({1 + at * (steps - 1) // max(most - 1, 1) for at in range(most)})
        spoilt = unfinished = 0
        for step in tried:
            home = shutil.copytree(ready, Path(folder, f"at-{step}"), symlinks=True)
            killed = _run("renew", home, publisher.url, step)
            if killed.returncode == 0 and step < steps - SPARE:
                raise RuntimeError(f"step {step} of {steps} did not come")
            spoilt += _seen(home) not in (_seen(ready), _seen(whole))
            again = _run("renew", home, publisher.url)
            unfinished += again.returncode != 0 or _seen(home) != _seen(whole) or _left(home)
            shutil.rmtree(home)
    return [
        ("a renewal of the lists, killed at a step", len(tried), spoilt),
        ("the renewal after it", len(tried), unfinished),
    ]


def _run(what: str, home: Path, url: str, step: int = 0) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "UPSTANDER_HOME": str(home),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "DJANGO_SETTINGS_MODULE": "upstander.config.settings",
    }
    command = [sys.executable, "-c", HUB, what, str(home), url, str(step)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode not in (0, -signal.SIGKILL):
        raise RuntimeError(done.stderr)
    return done


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
