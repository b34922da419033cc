"""Bringing a hub back from the one file that it was kept in, where there is none."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from upstander.upkeep import archive
from upstander.upkeep.archive import BackupError, Contents, Seal
from upstander.upkeep.backup import (
    KEY,
    ROWS,
    accounts,
    check_rows,
    database,
    run_postgresql,
    work_folder,
)

TABLES = "civic"
Put = Callable[[Path, Path], None]
"""Moves what comes first to where it belongs."""


def restore(file: Path, seal: Seal | None) -> Contents:
    """Makes the hub that `file` has out of an empty folder and an empty database.

    The database comes last: until it is there, a restore that was killed can be begun again. One
    that fails, on a disk that is full or for whatever else, leaves all files as they were.
    Returns what the backup says about itself.

    Raises:
        BackupError: there is a hub already, the file is no whole backup or of a newer version, or
            it is not sealed with this; nothing was changed.
        OSError: a file cannot be read or written.
        DatabaseError: the database cannot be used.
    """
    _refuse_where_there_is_a_hub()
    with work_folder(settings.HOME) as folder:
        opened = file
        if seal is not None:
            opened = folder / "opened"
            seal.open(file, opened)
        parts = folder / "parts"
        parts.mkdir()
        about = archive.unpack(opened, parts)
        if about.database != connection.vendor:
            raise BackupError(
                f"This backup is of a database of the kind {about.database}, and this hub is set "
                f"to use {connection.vendor}: set DATABASE_URL for the other one."
            )
        rows = parts / ROWS[about.database]
        if connection.vendor == "sqlite":
            check_rows(rows)
            _refuse_newer(_migrations(rows))
        else:
            _refuse_newer(_dumped_migrations(rows, folder / "migrations.sql"))
        with _all_or_nothing(folder / "before") as put:
            _take_key(parts / KEY, put)
            if (parts / TABLES).is_dir():
                put(parts / TABLES, settings.HOME / TABLES)
            if connection.vendor == "sqlite":
                put(rows, database())
            else:
                _load(rows, folder, sign_ins=about.sign_ins)
            call_command("migrate", interactive=False, verbosity=0)
    return about


@contextmanager
def _all_or_nothing(before: Path) -> Iterator[Put]:
    """Gives what moves files into place. If the block fails, all are as they were.

    `before` is a folder that is not there yet, for what was in those places.
    """
    before.mkdir()
    places: list[tuple[Path, Path]] = []

    def put(new: Path, place: Path) -> None:
        aside = before / str(len(places))
        if os.path.lexists(place):
            shutil.move(place, aside)
        places.append((place, aside))
        _put(new, place)

    try:
        yield put
    except BaseException:
        connection.close()
        for place, aside in reversed(places):
            for written in (place, _near(place), *_beside(place)):
                _remove(written)
            if os.path.lexists(aside):
                shutil.move(aside, place)
        raise


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _near(place: Path) -> Path:
    return place.with_name(f".{place.name}.restored")


def _beside(own: Path) -> Iterable[Path]:
    """Yields where SQLite keeps what it has begun to write into a database."""
    return (own.with_name(f"{own.name}{end}") for end in ("-journal", "-wal"))


def _refuse_where_there_is_a_hub() -> None:
    """Raises BackupError where something would be lost."""
    there = "There is a hub already"
    if connection.vendor == "sqlite":
        own = database()
        # A journal that was left behind would be played back into the restored database.
        for path in (own, *_beside(own)):
            if path.exists():
                there += f" ({path})"
                break
        else:
            return
    elif connection.introspection.table_names():
        there += " in that database"
    else:
        return
    raise BackupError(
        f"{there}, and nothing was restored over it: set UPSTANDER_HOME to an empty folder, or "
        "move that hub away first."
    )


def _migrations(rows: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(rows)) as opened:
        try:
            return set(opened.execute("SELECT app, name FROM django_migrations"))
        except sqlite3.OperationalError as error:
            raise archive.DamagedError("This is not the database of a hub.") from error


def _refuse_newer(applied: Iterable[tuple[str, str]]) -> None:
    """Raises BackupError where the database has steps that this software does not know."""
    known = set(MigrationLoader(None).disk_migrations)
    unknown = sorted(f"{app} {name}" for app, name in set(applied) - known)
    if unknown:
        raise BackupError(
            "This backup was made by a newer version of Upstander, which knows more of the "
            f"database ({unknown[-1]}): install that one, then restore it."
        )


def _take_key(kept: Path, put: Put) -> None:
    """Makes the backup's key this hub's: what it has sealed in the database stays readable.

    Raises:
        BackupError: another key is set from outside.
    """
    if not kept.is_file():
        return
    key = kept.read_text()
    given = os.environ.get("UPSTANDER_SECRET_KEY", "")
    if given and given != key:
        raise BackupError(
            "UPSTANDER_SECRET_KEY is set, to another key than this backup's: set it to the one "
            "that the hub had, or to none, then restore it."
        )
    settings.SECRET_KEY = key
    put(kept, settings.HOME / KEY)


def _put(new: Path, place: Path) -> None:
    """Moves a file or a folder to where nothing is."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # Also where `place` is on another disk, it is there whole or not at all.
    near = _near(place)
    _remove(near)  # of a restore that was killed
    shutil.move(new, near)
    near.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _load(dump: Path, folder: Path, *, sign_ins: bool) -> None:
    """Has PostgreSQL take in a dump, all of it or nothing.

    Where the accounts were left out, rows that name one are made to name nobody, before the
    database is told that each must be there.
    """
    script = folder / "script.sql"
    with script.open("wb") as whole:
        for section in ("pre-data", "data", "post-data"):
            part = folder / section
            options = ["--no-owner", "--no-privileges", f"--section={section}", f"--file={part}"]
            run_postgresql(["pg_restore", *options, str(dump)])
            whole.write(part.read_bytes())
            if section == "data" and not sign_ins:
                whole.write(_nobody().encode())
    command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run_postgresql([*command, f"--file={script}"])


def _nobody() -> str:
    """Returns the statements by which no row names an account that is not there."""
    gone = accounts()
    return "".join(
        f'UPDATE public."{model._meta.db_table}" SET "{field.column}" = NULL;\n'  # noqa: S608
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if model not in gone and field.related_model in gone
    )


def _dumped_migrations(dump: Path, part: Path) -> set[tuple[str, str]]:
    table = ["--data-only", "--table=django_migrations", f"--file={part}"]
    run_postgresql(["pg_restore", *table, str(dump)])
    rows = (line.split("\t") for line in part.read_text().splitlines())
    return {(row[1], row[2]) for row in rows if len(row) == 4}
