"""PostGIS, as Debian has it: a cluster of its own on a local socket, whole and subdivided areas.

Asked from Python through a prepared statement with binary parameters and results, and by pgbench,
which is written in C and of which only the statement's own time counts.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg  # type: ignore[import-not-found, unused-ignore]

from benchmarks.rivals.turns import AREAS, Turn, each, first_points, folder, take_turns

COUNT = 5_000
TABLES = {"whole": "areas", "subdivided": "pieces"}
SCHEMA = (
    "CREATE EXTENSION postgis",
    "CREATE TABLE areas (id text, geom geometry)",
    "CREATE TABLE points (number serial PRIMARY KEY, lat float8, lng float8)",
)
INDEXED = (
    "CREATE TABLE pieces AS SELECT id, ST_Subdivide(geom) AS geom FROM areas",
    "CREATE INDEX ON areas USING gist (geom)",
    "CREATE INDEX ON pieces USING gist (geom)",
    "VACUUM ANALYZE",
)
HOLDS = "SELECT id FROM {table} WHERE ST_Covers(geom, ST_MakePoint({lng}, {lat}))"
PGBENCH = r"""\set number random(1, {count})
SELECT lat, lng FROM points WHERE number = :number \gset
{holds};
"""


def main() -> None:
    """Takes turns, with a server that lives as long."""
    programs = Path(sys.argv[2])
    with TemporaryDirectory(prefix="upstander-postgis-") as home, _cluster(programs, home):
        address = f"host={home} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            _fill(connection)
            turns: dict[str, Turn] = {}
            for name, table in TABLES.items():
                turns[name] = each(first_points(COUNT), _finder(connection, table))
                turns[f"{name}, pgbench"] = _pgbench(programs, home, table)
            take_turns(turns)


@contextmanager
def _cluster(programs: Path, home: str) -> Iterator[None]:
    """Runs a server with its usual settings, and no network, while the block runs."""
    before = _as_postgres(home)
    data = ["-D", f"{home}/data"]
    initdb = [*before, str(programs / "initdb"), "--auth=trust", "--username=postgres", *data]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=home)
    control = [*before, str(programs / "pg_ctl"), *data, "--wait", "--silent"]
    settings = f"-c listen_addresses= -c unix_socket_directories={home}"
    start = [*control, "-l", f"{home}/log", "-o", settings, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=home)
    try:
        yield
    finally:
        subprocess.run([*control, "--mode=fast", "stop"], check=True, cwd=home)


def _as_postgres(home: str) -> list[str]:
    """Returns what to put before a command: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(home, user.pw_uid, user.pw_gid)
    return [shutil.which("runuser") or "runuser", "-u", "postgres", "--"]


def _fill(connection: psycopg.Connection) -> None:
    """Loads the areas and points, and indexes them."""
    for statement in SCHEMA:
        connection.execute(statement)
    with connection.cursor() as cursor:
        with cursor.copy("COPY areas FROM STDIN") as copy, (folder() / AREAS).open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        with cursor.copy("COPY points (lat, lng) FROM STDIN") as copy:
            for point in first_points(COUNT):
                copy.write_row(point)
    for statement in INDEXED:
        connection.execute(statement)


def _finder(
    connection: psycopg.Connection, table: str
) -> Callable[[float, float], list[tuple[str]]]:
    """Returns a function that asks for the areas of a point."""
    execute = connection.cursor(binary=True).execute
    query = HOLDS.format(table=table, lat="%b", lng="%b")

    def find(lat: float, lng: float) -> list[tuple[str]]:
        rows: list[tuple[str]] = execute(query, (lng, lat), prepare=True).fetchall()
        return rows

    return find


def _pgbench(programs: Path, home: str, table: str) -> Turn:
    """Returns a turn in which pgbench asks for points at random; it does not count what it finds.

    Raises:
        RuntimeError: it does not say how long the statement took.
    """
    script = Path(home, f"{table}.sql")
    script.write_text(
        PGBENCH.format(count=COUNT, holds=HOLDS.format(table=table, lat=":lat", lng=":lng"))
    )
    command = [str(programs / "pgbench"), "-h", home, "-U", "postgres", "--protocol=prepared"]
    command += ["-n", "-r", f"--transactions={COUNT}", f"--file={script}", "postgres"]

    def turn() -> tuple[int, float, int]:
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        took = re.search(r"([\d.]+) .*ST_Covers", printed)
        if took is None:
            raise RuntimeError(f"pgbench printed no time:\n{printed}")
        return COUNT, float(took[1]) / 1000 * COUNT, 0

    return turn


if __name__ == "__main__":
    main()
