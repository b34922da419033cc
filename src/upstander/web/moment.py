"""Reading the database as it was at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Has everything that this thread reads in the block be as it was at its beginning.

    Nobody is kept from writing meanwhile. In the block nothing can be written: SQLite reads a copy
    in memory, and refuses; so does PostgreSQL.
    """
    reading = _copied if connection.vendor == "sqlite" else _repeatable
    with reading():
        yield


@contextmanager
def _copied() -> Iterator[None]:
    # A transaction would not do: writers of SQLite wait for its readers. The backup API waits for
    # ever where a transaction of our own has written something already.
    connection.ensure_connection()
    live = connection.connection
    params = connection.get_connection_params()
    copy = connection.get_new_connection(params | {"database": ":memory:"})
    try:
        copy.isolation_level = live.isolation_level
        copy.deserialize(live.serialize())
        copy.execute("PRAGMA query_only = ON")
        connection.connection = copy
        yield
    finally:
        connection.connection = live
        copy.close()


@contextmanager
def _repeatable() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
