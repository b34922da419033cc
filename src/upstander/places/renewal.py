"""Renewing the tables: the publishers' files, new tables beside those in use, and what they change.

Needs the libraries for downloads, and none for geometry.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from upstander import __version__
from upstander.civic import Civic
from upstander.civic.making import differences
from upstander.civic.making.download import Downloader
from upstander.civic.making.fetch import fetch
from upstander.civic.making.renew import RENEWED, fingerprint, renew
from upstander.civic.making.sources.files import BadSource
from upstander.civic.making.verify import Report, verify
from upstander.civic.reading.pack import PackError
from upstander.common.home import home
from upstander.places import packs

__all__ = [
    "MOST_LISTED",
    "BadSource",
    "Doubt",
    "PackError",
    "Record",
    "Unfetched",
    "Web",
    "bring",
    "counted",
    "dated",
    "examine",
    "make",
    "mark",
    "read_record",
    "write_record",
]

RECORD = "renewal.json"
MOST_LISTED = 300
"""Changes that are listed one by one; of more, the numbers are known."""
BY_AGE = ("stale", "newer")
"""What a look through tables finds about their dates, which is nobody's fault here."""

Say = Callable[[str], None]
Web = Downloader


class Unfetched(Exception):
    """A publisher's file could not be had, or would not do; `more` others could not either."""

    def __init__(self, file: str, reason: str, more: int) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.more = more


@dataclass(frozen=True)
class Doubt:
    """Why an organizer is asked first: `holders`, `older` or `fault`, with the facts."""

    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """What is kept of renewed tables, beside them.

    `mark` names what they were made from, `before` those in use when they were made. `counts` says
    how many offices changed in each way, `changes` lists them, and `doubts` why they had to wait.
    """

    mark: str
    made: str
    before: str
    counts: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[Mapping[str, Any], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    agreed_by: str = ""


def bring(*, source: Path | None, web: Downloader | None, say: Say) -> int:
    """Has the publishers' files in the hub's folder, and returns how many came.

    What has not changed is not fetched again. With `source` they come from that folder.

    Raises:
        Unfetched: a file could not be had, or would not do; the others were taken.
        BadSource: nothing dates the files in `source`.
    """
    web = web or Downloader(say=say, agent=f"upstander/{__version__}")
    fetched = fetch(sources(), source=source, only=RENEWED, web=web, listener=_Telling(say))
    if fetched.refused:
        first, *others = fetched.refused
        raise Unfetched(first.file, first.reason, len(others))
    return len(fetched.taken)


class _Telling:
    """Tells in sentences how it goes, and no figures."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def say(self, line: str) -> None:
        """Hear in a sentence what happens."""
        self._say(line)

    def progress(self, name: str, done: int, total: int | None) -> None:
        """Hear how far a file has come."""
        if done == total:
            self._say(f"{name} came.")


def sources() -> Path:
    """Returns the folder of the publishers' files."""
    return home() / "sources"


def mark() -> str:
    """Returns a short name for what would be made now; the same only for the same tables."""
    return fingerprint(packs.base(), sources())


def make(target: Path, *, say: Say) -> None:
    """Writes new tables from the files at hand, in a folder that is not there yet.

    Raises:
        BadSource: a file is not what it should be.
        PackError: the tables to begin from cannot be read.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    renew(packs.base(), sources(), target, say=say)


def examine(new: Path, old: Path, *, on: date) -> tuple[list[Mapping[str, Any]], list[Doubt]]:
    """Looks through new tables, and holds them against those in use.

    Returns:
        every change, and why an organizer should be asked first.

    Raises:
        PackError: either cannot be read.
    """
    before, after = Civic.open(old), Civic.open(new)
    changes = differences.differences(before, after, on=on)
    doubts = [Doubt("holders", asdict(one)) for one in differences.implausible(before, changes)]
    doubts += _older(before, after)
    known = _faults(verify(old, on=on))
    doubts += [
        Doubt("fault", {"title": title, "found": found})
        for title, found in _faults(verify(new, on=on)).items()
        if title not in known
    ]
    return [asdict(one) for one in changes], doubts


def _older(before: Civic, after: Civic) -> list[Doubt]:
    """Lists of an earlier day than those in use: somebody publishes last year's file."""
    had = {note.key: note for note in before.sources}
    return [
        Doubt(
            "older",
            {"title": note.title, "as_of": str(note.as_of), "had": str(had[note.key].as_of)},
        )
        for note in after.sources
        if note.key in RENEWED and note.key in had and note.as_of < had[note.key].as_of
    ]


def _faults(report: Report) -> dict[str, int]:
    """How much was found of each thing that went beyond its limit, by its title."""
    found = {one.title: len(one.found) for one in report.checks if one.failed}
    stale = {one.title for one in report.checks if one.key in BY_AGE}
    missed = {one.name: len(one.misses) for one in report.figures if one.failed}
    return {title: count for title, count in (found | missed).items() if title not in stale}


def counted(changes: list[Mapping[str, Any]]) -> dict[str, int]:
    """Returns how many offices changed in each way."""
    return dict(Counter(str(one["kind"]) for one in changes))


def dated() -> date:
    """Returns the newest day of which a list in use is.

    Raises:
        PackError: the tables cannot be read.
    """
    return max(note.as_of for note in Civic.open(packs.in_use().folder).sources)


def write_record(tables: Path, record: Record) -> None:
    """Writes down what is known of new tables, beside them, whole or not at all."""
    new = tables / f".{RECORD}"
    new.write_text(json.dumps(asdict(record), ensure_ascii=False), "utf-8")
    new.replace(tables / RECORD)


def read_record(name: str) -> Record | None:
    """Returns what is known of renewed tables; None for others, and where it cannot be read."""
    try:
        written = json.loads((packs.folder(name) / RECORD).read_text("utf-8"))
        doubts = tuple(Doubt(**one) for one in written.pop("doubts"))
        return Record(**written | {"changes": tuple(written["changes"])}, doubts=doubts)
    except (OSError, ValueError, LookupError, TypeError):
        return None
