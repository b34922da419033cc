"""Which tables the hub answers from: the package's, those it built, or those that were renewed.

Renewed tables lie in `packs/` in the hub's folder, each under a name of its own, and are never
changed there. The newest publish names those that its pages were made from, so that one rename
turns readers and look-ups over. No Django here: the front and the commands ask too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from os import stat_result
from pathlib import Path
from typing import Any

from upstander.civic import PackError
from upstander.civic.reading.pack import MANIFEST, PACKAGED, SCHEMA, Pack
from upstander.common.home import EDITION, home

__all__ = [
    "FOLDER",
    "LINK",
    "InUse",
    "at",
    "base",
    "built",
    "folder",
    "in_use",
    "kept",
    "named",
    "people_as_of",
]

BUILT = "civic"
FOLDER = "packs"
LINK = "current"
"""Names the tables in use where nothing is published."""
PEOPLE = ("legislators", "state-people")
"""The lists by which tables are newer or older than others: of Congress, then of the states."""

Signature = tuple[object, ...]


@dataclass(frozen=True)
class InUse:
    """The folder of the tables in use. `renewed` is their name in `packs/`, empty for others.

    `mark` tells those that are built again in the same folder apart. `passed_over` are tables of
    the hub that are not used: by another version of the software, or damaged.
    """

    folder: Path
    renewed: str = ""
    mark: tuple[int, ...] = ()
    passed_over: tuple[Path, ...] = ()

    def is_like(self, other: "InUse") -> bool:
        """True for the very same tables."""
        return (self.folder, self.mark) == (other.folder, other.mark)


def folder(name: str = "") -> Path:
    """Returns where renewed tables lie, or those of a name."""
    return home() / FOLDER / name


def built() -> Path:
    """Returns where the hub's own tables are built. They may not be there."""
    return home() / BUILT


def base() -> Path:
    """Returns the tables that are renewed: the hub's own, or the package's."""
    own = (built() / MANIFEST).is_file() and _can_be_used(at(built()))
    return built() if own else PACKAGED


def in_use() -> InUse:
    """Returns the tables that the hub answers from.

    Those that the newest publish was made from, unless what was built here, or comes with the
    package, has newer lists of people.
    """
    return _in_use(signature())


def signature() -> Signature:
    """Returns what changes whenever other tables may be in use; it costs three looks at the disk.

    Equal ones are of the same tables.
    """
    here = home()
    edition = here / "site" / "current" / EDITION
    tables = (here / BUILT / MANIFEST, here / FOLDER / LINK / MANIFEST)
    return here, *map(_mark, (edition, *tables))


def _mark(path: Path) -> tuple[int, ...]:
    try:
        found: stat_result = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _in_use(_signature: Signature) -> InUse:
    candidates = [at(folder(name), name)] if (name := named()) else []
    if (built() / MANIFEST).is_file():
        candidates.append(at(built()))
    fit = [one for one in candidates if _can_be_used(one)]
    # Of equally new ones, the first. With none to compare, no list is read.
    newest = at(PACKAGED)
    if fit:
        newest = max((*fit, newest), key=lambda one: people_as_of(one.folder))
    passed_over = (one.folder for one in candidates if one not in fit)
    return replace(newest, passed_over=tuple(passed_over))


def at(tables: Path, renewed: str = "") -> InUse:
    """Returns tables as they may be used."""
    return InUse(tables, renewed, _mark(tables / MANIFEST))


def named() -> str:
    """Returns the name of the renewed tables that the newest publish, or the link, names."""
    try:
        edition = json.loads((home() / "site" / "current" / EDITION).read_text("utf-8"))
    except (OSError, ValueError):
        link = folder(LINK)
        return link.readlink().name if link.is_symlink() else ""
    return str(edition.get("renewed", ""))


def _can_be_used(tables: InUse) -> bool:
    """False for tables by another version of the software, and for renewed ones that are damaged.

    An operator who built tables is told what is wrong with them; answers do not go on from others.
    """
    if tables.renewed:
        try:
            Pack(tables.folder)
        except PackError:
            return False
        return True
    try:
        return bool(read_manifest(tables.folder).get("schema") == SCHEMA)
    except ValueError:
        return True


def read_manifest(tables: Path) -> dict[str, Any]:
    """Returns what tables say of themselves.

    Raises:
        OSError: there are none.
        ValueError: it cannot be read.
    """
    manifest = json.loads((tables / MANIFEST).read_text("utf-8"))
    if not isinstance(manifest, dict):
        raise ValueError(f"{tables / MANIFEST} is no object")  # noqa: TRY004
    return manifest


def people_as_of(tables: Path) -> tuple[str, ...]:
    """Returns the dates of the lists of people in tables, as `PEOPLE` names them.

    Damaged ones count as the newest: what is wrong with them is to be said.
    """
    try:
        dates = {row["key"]: str(row["as_of"]) for row in read_manifest(tables)["sources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return (date.max.isoformat(),)
    return tuple(dates.get(key, "") for key in PEOPLE)


def kept() -> Iterator[str]:
    """Yields the names of all renewed tables that are whole or were, the newest first."""
    if folder().is_dir():
        found = (path for path in folder().iterdir() if path.is_dir() and not path.is_symlink())
        yield from sorted((one.name for one in found if one.name[0] != "."), reverse=True)
