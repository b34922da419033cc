"""Keeping a whole hub in one file, as it is at one moment, while writing goes on."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model

from upstander import __version__
from upstander.hub import registry
from upstander.places import packs
from upstander.upkeep import archive
from upstander.upkeep.archive import BackupError, Contents, Seal

ROWS = {"sqlite": "upstander.sqlite3", "postgresql": "database.dump"}
"""The part that has the database, by its vendor."""
KEY = "secret.key"
AT_WORK = ".backup-"
"""What the name of a folder begins with in which a backup is made or opened."""
BUSY = 60_000
"""Milliseconds to wait for whoever writes."""


@dataclass(frozen=True)
class Kept:
    """What a backup did: how long the file is, in bytes, and whether it could be read back."""

    size: int
    read_back: bool


def keep(file: Path, seal: Seal | None) -> Kept:
    """Writes the hub as `file`: rows, tables for look-ups, and with a seal its keys and sign-ins.

    Without a seal the file is in the clear, and has nobody's name, password or key. What is
    written is read back before it gets its name.

    Raises:
        BackupError: there is no hub, a file of that name is there, or what was read back differs.
        OSError: a file cannot be read or written.
        DatabaseError: the database cannot be used.
    """
    if file.exists():
        raise BackupError(f"{file} is there already: choose another name for this backup.")
    if connection.vendor not in ROWS:
        raise BackupError(f"A database of the kind {connection.vendor} cannot be kept by this.")
    unfinished = file.with_name(f".{file.name}.part")
    with work_folder(settings.HOME) as folder:
        parts = {ROWS[connection.vendor]: _rows(folder, sign_ins=seal is not None), **_tables()}
        if seal is not None:
            parts[KEY] = folder / KEY
            parts[KEY].write_text(settings.SECRET_KEY)
        packed = folder / "packed"
        archive.write(parts, _contents(parts, sign_ins=seal is not None), packed)
        try:
            if seal is None:
                shutil.copyfile(packed, unfinished)
            else:
                seal.close(packed, unfinished)
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            unfinished.chmod(0o600)
            size = unfinished.stat().st_size
            read_back = _read_back(unfinished, packed, seal, folder)
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return Kept(size, read_back)


@contextmanager
def work_folder(home: Path) -> Iterator[Path]:
    """Gives an empty folder on the hub's disk that is gone afterwards, also with the next one."""
    for stale in home.glob(f"{AT_WORK}*"):
        shutil.rmtree(stale, ignore_errors=True)
    folder = Path(mkdtemp(prefix=AT_WORK, dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_back(written: Path, packed: Path, seal: Seal | None, folder: Path) -> bool:
    """Returns whether the file was opened and found whole: a public key alone opens nothing.

    Raises:
        BackupError: it is not what was to be written.
    """
    if seal is not None and not seal.reads:
        return False
    opened = folder / "opened"
    if seal is None:
        opened = written
    else:
        seal.open(written, opened)
    into = folder / "read-back"
    into.mkdir()
    archive.unpack(opened, into)
    if archive.digest(opened) != archive.digest(packed):
        raise BackupError("What was written is not what was read back: nothing was kept.")
    rows = into / ROWS["sqlite"]
    if rows.exists():
        check_rows(rows)
    return True


def _contents(parts: Mapping[str, Path], *, sign_ins: bool) -> Contents:
    return Contents(
        format=archive.FORMAT,
        software=__version__,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        sign_ins=sign_ins,
        files={name: archive.digest(path) for name, path in parts.items()},
    )


def _tables() -> dict[str, Path]:
    """Returns the hub's own tables for look-ups, by the name of each part."""
    folder = packs.built()
    return {
        f"civic/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _rows(folder: Path, *, sign_ins: bool) -> Path:
    path = folder / ROWS[connection.vendor]
    if connection.vendor != "sqlite":
        _dump(path, sign_ins=sign_ins)
        return path
    try:
        _copy(path)
        if not sign_ins:
            _without_sign_ins(path)
    except sqlite3.Error as error:
        raise BackupError(
            f"Nothing was kept, for the database could not be copied ({error})."
        ) from error
    check_rows(path)
    return path


def database() -> Path:
    """Returns the file of an SQLite database."""
    return Path(settings.DATABASES["default"]["NAME"])


def _copy(path: Path) -> None:
    """Copies SQLite's database as it is at one moment: whoever writes waits for the copy."""
    own = database()
    if not own.is_file():
        raise BackupError(f"There is no hub in {settings.HOME} yet: nothing was kept.")
    with (
        closing(sqlite3.connect(f"{own.as_uri()}?mode=rw", uri=True)) as rows,
        closing(sqlite3.connect(path)) as copy,
    ):
        rows.execute(f"PRAGMA busy_timeout={BUSY}")
        rows.backup(copy)


def check_rows(path: Path) -> None:
    """Makes sure that SQLite finds nothing wrong with a database.

    Raises:
        DamagedError: it does.
    """
    try:
        with closing(sqlite3.connect(path)) as rows:
            said = rows.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise archive.DamagedError(f"The database is damaged ({said}).")


def _without_sign_ins(path: Path) -> None:
    """Takes out of a copy who the organizers are, and whatever lets anybody in."""
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA secure_delete=ON")
        models: list[type[Model]] = [Session, *registry.letting_in()]
        for model in models:
            rows.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608
        _delete_all(rows, User._meta.db_table)
        rows.commit()
        rows.execute("VACUUM")


def _delete_all(rows: sqlite3.Connection, table: str) -> None:
    """Deletes every row of a table, and of others what cannot be without them."""
    names = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    for name in names:
        columns = {row[1]: bool(row[3]) for row in rows.execute(f'PRAGMA table_info("{name}")')}
        for key in rows.execute(f'PRAGMA foreign_key_list("{name}")').fetchall():
            if key[2] != table or name == table:
                continue
            if columns[key[3]]:
                _delete_all(rows, name)
            else:
                rows.execute(f'UPDATE "{name}" SET "{key[3]}" = NULL')  # noqa: S608
    rows.execute(f'DELETE FROM "{table}"')  # noqa: S608


def accounts() -> set[type[Model]]:
    """Returns what a backup in the clear has no rows of: users, and what cannot be without them."""
    found: set[type[Model]] = set(registry.letting_in())
    found |= {Session, User}
    models = apps.get_models(include_auto_created=True)
    while True:
        more = {
            model
            for model in models
            for field in model._meta.concrete_fields
            if field.related_model in found and not field.null
        }
        if more <= found:
            return found
        found |= more


def _dump(path: Path, *, sign_ins: bool) -> None:
    tables: list[str] = [] if sign_ins else sorted(one._meta.db_table for one in accounts())
    left_out = [f"--exclude-table-data={name}" for name in tables]
    run_postgresql(
        ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", *left_out, f"--file={path}"]
    )


def run_postgresql(command: list[str], *, script: Path | None = None) -> None:
    """Runs one of PostgreSQL's own programs on the hub's database, with a script for its input.

    Raises:
        BackupError: it is not installed, or it failed.
    """
    own = settings.DATABASES["default"]
    given = {
        "PGHOST": own.get("HOST"),
        "PGPORT": own.get("PORT"),
        "PGUSER": own.get("USER"),
        "PGPASSWORD": own.get("PASSWORD"),
        "PGDATABASE": own["NAME"],
    }
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    try:
        with open(script or os.devnull, "rb") as text:  # noqa: PTH123
            subprocess.run(command, env=environment, stdin=text, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise BackupError(
            f"{command[0]} is needed for this and not installed: it comes with PostgreSQL."
        ) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise BackupError(f"{command[0]} failed: {said[-1] if said else error}") from error
