"""The content that organizers approved last: a copy kept with each publish.

What is made anew without an organizer, because lists of officials were renewed or a day has begun,
shows that copy, so that nothing appears that still waits. It holds no more than what pages show: no
accounts, no suggestions, nothing that counts visitors' acts.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import Model
from simple_history.models import HistoricalChanges

from upstander.hub import registry
from upstander.web import editions
from upstander.web.editions import Edition

ALIAS = "approved"
FOLDER = "approved"
ROOMS = "upstander."

_shown: ContextVar[bool] = ContextVar("shown", default=False)


class NothingApproved(Exception):
    """There is no copy of what was approved last: it was published by another version."""


class Router:
    """Has the content read from the copy while that is shown; all else as always."""

    def db_for_read(self, model: type[Model], **_hints: object) -> str | None:
        """Returns where rows are read from, None for wherever Django likes."""
        if not _shown.get():
            return None
        return ALIAS if is_content(model) else "default"

    def allow_relation(self, *_objects: Model, **_hints: object) -> bool | None:
        """Returns whether objects may be related; the copy's to the others, as they were."""
        return True if _shown.get() else None


def is_content(model: type[Model]) -> bool:
    """True for what organizers write and approve."""
    if model is ContentType:
        return True
    ours = model.__module__.startswith(ROOMS)
    past = issubclass(model, HistoricalChanges)
    return ours and not past and not registry.is_unapproved(model)


def is_shown() -> bool:
    """True while this thread reads what was approved."""
    return _shown.get()


def keep(home: Path) -> str:
    """Keeps a copy of the content as the database has it at this moment; returns its name."""
    name = secrets.token_hex(8)
    path = file(home, name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with _opened(path):
        _copy()
    return name


def _copy() -> None:
    copy = connections[ALIAS]
    models = [one for one in apps.get_models(include_auto_created=True) if is_content(one)]
    with copy.schema_editor() as editor:
        for model in models:
            if not model._meta.auto_created:
                editor.create_model(model)
    with transaction.atomic(using=ALIAS), copy.cursor() as cursor:
        for model in models:
            meta = model._meta
            columns = ", ".join(f'"{field.column}"' for field in meta.local_concrete_fields)
            marks = ", ".join("%s" for _ in meta.local_concrete_fields)
            fields = meta.local_concrete_fields
            rows = model._base_manager.using("default").values_list(*(f.attname for f in fields))
            cursor.executemany(
                f'INSERT INTO "{meta.db_table}" ({columns}) VALUES ({marks})',  # noqa: S608
                [
                    [
                        field.get_db_prep_save(value, connection=copy)
                        for field, value in zip(fields, row, strict=True)
                    ]
                    for row in rows
                ],
            )


@contextmanager
def shown(home: Path, edition: Edition | None) -> Iterator[None]:
    """Has this thread read the content that was approved with a publish.

    Raises:
        NothingApproved: no copy was kept with it, or another version of the software made it.
    """
    if edition is None or edition.software != editions.software():
        raise NothingApproved
    path = file(home, edition.content)
    if not edition.content or not path.is_file():
        raise NothingApproved
    with _opened(path):
        token = _shown.set(True)
        try:
            yield
        finally:
            _shown.reset(token)


@contextmanager
def shown_if_any(home: Path, edition: Edition | None) -> Iterator[None]:
    """The same; a publish that kept no copy is shown as the database is."""
    with ExitStack() as stack:
        with suppress(NothingApproved):
            stack.enter_context(shown(home, edition))
        yield


def prune(home: Path, elsewhere: Iterable[Path] = ()) -> None:
    """Removes the copies that no publish on the disk was made from, here or `elsewhere`."""
    published = [*(home / "site" / "versions").glob("*"), *elsewhere]
    kept = {edition.content for edition in map(editions.read, published) if edition is not None}
    for path in (home / FOLDER).glob("*.sqlite3*"):
        if path.name.partition(".")[0] not in kept:
            path.unlink(missing_ok=True)


def file(home: Path, name: str) -> Path:
    """Returns where the copy of that name is, or would be."""
    return home / FOLDER / f"{name}.sqlite3"


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    """Lends the copy to this thread of Django's as a database."""
    sqlite = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {},
    }
    connections[ALIAS] = DatabaseWrapper(connections.settings["default"] | sqlite, ALIAS)
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
