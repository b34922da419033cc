"""A hub in one file: whole while it is written to, sealed or without sign-ins, and back again."""

import json
import os
import resource
import signal
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pyrage
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils.timezone import now
from pytest_django import Settings
from typer.testing import CliRunner, Result

from upstander.cli import app
from upstander.hub.models import Hub
from upstander.hub.operations import set_up_hub
from upstander.upkeep import archive, backup, restore

Run = Callable[..., Result]

CANARY = "canary-in-a-sign-in"
WORDS = "correct horse battery staple"


def query(database: Path, text: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(text).fetchall()


@pytest.fixture(autouse=True)
def no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is the hub's own; what a command sets is gone after the test."""
    monkeypatch.setenv("UPSTANDER_SECRET_KEY", "")


@pytest.fixture
def kept(hub: Hub, olive: User, home: Path, settings: Settings) -> Path:
    """The folder of a hub with an organizer who has a second factor, and its own tables."""
    olive.username = CANARY
    olive.save()
    Authenticator.objects.create(user=olive, type="totp", data={"secret": CANARY})
    Session.objects.create(session_key=CANARY, session_data="x", expire_date=now())
    set_up_hub(hub, by=olive)
    (home / "upstander.sqlite3").write_bytes(connection.connection.serialize())
    (home / "civic").mkdir()
    (home / "civic" / "zips.tsv").write_text("own tables")
    (home / "civic" / "manifest.json").write_text("{}")
    (home / "secret.key").write_text(settings.SECRET_KEY)
    return home


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on a hub, in this process."""
    for module in (backup, restore):
        monkeypatch.setattr(module, "database", lambda: settings.HOME / "upstander.sqlite3")

    def command(home: Path, *words: str) -> Result:
        settings.HOME = home
        monkeypatch.setenv("UPSTANDER_HOME", str(home))
        return CliRunner().invoke(app, list(words))

    return command


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "backup.key"
    path.write_text(archive.new_key())
    return path


@pytest.fixture
def sealed(kept: Path, key: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sealed") / "hub.backup"
    done = run(kept, "backup", str(file), f"--key={key}")
    assert (done.exit_code, done.stdout) == (0, f"{file}\n"), done.stderr
    assert "read back and found whole" in done.stderr
    return file


def rows(home: Path) -> list[str]:
    """Returns all that a hub's database says, but for steps that this software took by itself."""
    with closing(sqlite3.connect(home / "upstander.sqlite3")) as opened:
        return list(opened.iterdump())


def test_a_hub_comes_back_in_an_empty_folder_as_it_was(
    kept: Path, sealed: Path, key: Path, tmp_path: Path, run: Run
) -> None:
    done = run(tmp_path / "new", "restore", str(sealed), f"--key={key}")

    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'new'}\n"), done.stderr
    assert rows(tmp_path / "new") == rows(kept)
    for name in ("secret.key", "civic/zips.tsv"):
        assert (tmp_path / "new" / name).read_bytes() == (kept / name).read_bytes()
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert names == {"upstander.sqlite3", "secret.key", "civic"}
    assert (sealed.stat().st_mode & 0o777) == 0o600


@pytest.mark.whole  # a passphrase is slow to try on purpose
def test_a_passphrase_seals_it_for_any_program_that_knows_age(
    kept: Path, tmp_path: Path, run: Run
) -> None:
    words = tmp_path / "words"
    words.write_text(f"{WORDS}\n")
    file = tmp_path / "hub.backup"

    done = run(kept, "backup", str(file), f"--passphrase-file={words}")

    assert done.exit_code == 0, done.stderr
    assert CANARY.encode() not in file.read_bytes()
    plain = tmp_path / "plain.tar.gz"
    plain.write_bytes(pyrage.passphrase.decrypt(file.read_bytes(), WORDS))
    with tarfile.open(plain) as opened:
        assert {"contents.json", "upstander.sqlite3", "secret.key"} <= set(opened.getnames())
    words.write_text("another passphrase")
    wrong = run(tmp_path / "new", "restore", str(file), f"--passphrase-file={words}")
    assert wrong.exit_code == 1
    assert "This is not the passphrase that hub.backup was sealed with." in wrong.stderr
    assert not any((tmp_path / "new").glob("*"))


def test_in_the_clear_it_has_nobodys_name_password_or_key(
    kept: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "hub.backup"

    assert run(kept, "backup", str(file), "--without-sign-ins").exit_code == 0
    done = run(tmp_path / "new", "restore", str(file))

    assert done.exit_code == 0, done.stderr
    assert "prints an address for the first one" in done.stderr
    database = tmp_path / "new" / "upstander.sqlite3"
    assert CANARY.encode() not in database.read_bytes()
    assert query(database, "PRAGMA foreign_key_check") == []
    assert query(database, "SELECT count(*) FROM auth_user") == [(0,)]
    assert (kept / "secret.key").read_text() not in database.read_text("latin-1")
    for table in ("learn_claim", "hub_translation", "hub_historicalhub"):
        counted = f"SELECT count(*) FROM {table}"
        assert query(database, counted) == query(kept / "upstander.sqlite3", counted)
    users = query(database, "SELECT history_user_id FROM hub_historicalhub WHERE history_id > 1")
    assert set(users) == {(None,)}


def test_it_is_of_one_moment_while_rows_are_written(
    kept: Path, key: Path, tmp_path: Path, run: Run
) -> None:
    """Two tables that only ever change together are alike in the backup."""
    done, begun, written = Event(), Event(), []

    def write() -> None:
        with closing(sqlite3.connect(kept / "upstander.sqlite3", timeout=60)) as opened:
            while not done.is_set():
                with opened:
                    opened.execute("INSERT INTO one VALUES (randomblob(5000))")
                    opened.execute("INSERT INTO two VALUES (randomblob(5000))")
                written.append(1)
                begun.set()

    query(kept / "upstander.sqlite3", "CREATE TABLE one (n)")
    query(kept / "upstander.sqlite3", "CREATE TABLE two (n)")
    writer = Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        file = tmp_path / "hub.backup"
        assert run(kept, "backup", str(file), f"--key={key}").exit_code == 0
    finally:
        done.set()
        writer.join()
        query(kept / "upstander.sqlite3", "DROP TABLE one")
        query(kept / "upstander.sqlite3", "DROP TABLE two")
    assert run(tmp_path / "new", "restore", str(file), f"--key={key}").exit_code == 0
    both = [
        query(tmp_path / "new" / "upstander.sqlite3", f"SELECT count(*) FROM {table}")
        for table in ("one", "two")
    ]
    assert both[0] == both[1] != [(0,)]
    assert len(written) > 1


def test_nothing_is_restored_over_a_hub(kept: Path, sealed: Path, key: Path, run: Run) -> None:
    before = rows(kept)
    done = run(kept, "restore", str(sealed), f"--key={key}")
    assert done.exit_code == 1
    assert "There is a hub already" in done.stderr
    assert "set UPSTANDER_HOME to an empty folder" in done.stderr
    assert rows(kept) == before


@pytest.mark.parametrize("cut", [0.0, 0.001, 0.5, 0.999])
def test_a_backup_cut_short_is_named_and_nothing_made(
    sealed: Path, key: Path, tmp_path: Path, cut: float, run: Run
) -> None:
    data = sealed.read_bytes()
    file = tmp_path / "half.backup"
    file.write_bytes(data[: int(len(data) * cut)])
    done = run(tmp_path / "new", "restore", str(file), f"--key={key}")
    assert done.exit_code == 3
    assert "half.backup" in done.stderr
    assert "Nothing was restored." in done.stderr
    assert not any((tmp_path / "new").glob("*"))


def remade(sealed: Path, key: Path, folder: Path, **changed: object) -> Path:
    """Returns the backup with other words about itself, in the clear."""
    opened, parts = folder / "opened", folder / "parts"
    archive.Key(key.read_text()).open(sealed, opened)
    parts.mkdir()
    about = archive.unpack(opened, parts)
    if "migration" in changed:
        database = parts / "upstander.sqlite3"
        with closing(sqlite3.connect(database)) as rows, rows:
            step = ("hub", changed.pop("migration"))
            rows.execute("INSERT INTO django_migrations VALUES (9999, ?, ?, '2030-01-01')", step)
        changed["files"] = {**about.files, "upstander.sqlite3": archive.digest(database)}
    files = {name: parts / name for name in about.files}
    archive.write(files, archive.Contents(**vars(about) | changed), folder / "remade")
    return folder / "remade"


@pytest.mark.parametrize(
    "refused",
    [
        ({"format": 2, "software": "9.1"}, "newer version of Upstander (9.1)"),
        ({"migration": "0099_later"}, "newer version of Upstander, which knows more"),
        ({"database": "postgresql"}, "set DATABASE_URL for the other one"),
        ({"files": {"upstander.sqlite3": "0" * 64}}, "is damaged or was cut short"),
    ],
)
def test_what_this_software_cannot_restore_is_said_and_nothing_made(
    sealed: Path, key: Path, tmp_path: Path, run: Run, refused: tuple[dict[str, object], str]
) -> None:
    changed, said = refused
    file = remade(sealed, key, tmp_path, **changed)
    done = run(tmp_path / "new", "restore", str(file))
    assert done.exit_code in (1, 3)
    assert said in done.stderr
    assert not any((tmp_path / "new").glob("*"))


def test_a_part_that_leads_elsewhere_is_not_written(tmp_path: Path) -> None:
    about = archive.Contents(1, "0", "", "sqlite", False, {"../out": "0" * 64})
    (tmp_path / "out").write_text("out")
    (tmp_path / "folder").mkdir()
    archive.write({"../out": tmp_path / "out"}, about, tmp_path / "folder" / "file")
    (tmp_path / "folder" / "into").mkdir()
    with pytest.raises(archive.DamagedError):
        archive.unpack(tmp_path / "folder" / "file", tmp_path / "folder" / "into")
    assert not (tmp_path / "folder" / "out").exists()


@pytest.mark.parametrize("text", ["", "a letter to the city\n", "age-encryption.org/v2\n"])
def test_what_is_no_backup_is_named(tmp_path: Path, text: str, run: Run) -> None:
    (tmp_path / "letter").write_text(text)
    done = run(tmp_path / "new", "restore", str(tmp_path / "letter"))
    assert done.exit_code == 3
    assert "letter is not a backup of a hub. Nothing was restored." in done.stderr


def test_another_key_set_from_outside_is_no_key_of_this_hub(
    monkeypatch: pytest.MonkeyPatch, sealed: Path, key: Path, tmp_path: Path, run: Run
) -> None:
    monkeypatch.setenv("UPSTANDER_SECRET_KEY", "another")
    done = run(tmp_path / "new", "restore", str(sealed), f"--key={key}")
    assert done.exit_code == 1
    assert "UPSTANDER_SECRET_KEY is set, to another key" in done.stderr
    assert not any((tmp_path / "new").glob("*"))


def test_a_backup_never_takes_the_place_of_a_file_and_needs_a_seal(
    kept: Path, key: Path, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "thesis"
    file.write_text("ten years of work")
    assert "is there already" in run(kept, "backup", str(file), f"--key={key}").stderr
    assert file.read_text() == "ten years of work"
    done = run(kept, "backup", str(tmp_path / "new"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--passphrase-file" in done.stderr
    short = tmp_path / "short"
    short.write_text("sesame")
    done = run(kept, "backup", str(tmp_path / "new"), f"--passphrase-file={short}")
    assert "take 12 characters or more" in done.stderr
    assert "own folder" in run(kept, "backup", str(kept / "b"), "--without-sign-ins").stderr
    assert {path.name for path in tmp_path.iterdir()} == {"thesis", "short"}


def test_a_folder_without_a_hub_is_not_made_one(tmp_path: Path, run: Run) -> None:
    done = run(tmp_path / "none", "backup", str(tmp_path / "file"), "--without-sign-ins")
    assert done.exit_code == 2
    assert "set UPSTANDER_HOME to the folder that has one" in done.stderr
    assert not any(tmp_path.iterdir())
    (tmp_path / "none").mkdir()
    done = run(tmp_path / "none", "backup", str(tmp_path / "file"), "--without-sign-ins")
    assert done.exit_code == 1
    assert f"There is no hub in {tmp_path / 'none'} yet" in done.stderr


def test_the_public_half_of_a_key_seals_and_cannot_open(
    kept: Path, key: Path, tmp_path: Path, run: Run
) -> None:
    public = tmp_path / "public.key"
    public.write_text(key.read_text().split("public key: ")[1].splitlines()[0])
    file = tmp_path / "hub.backup"
    done = run(kept, "backup", str(file), f"--key={public}")
    assert done.exit_code == 0, done.stderr
    assert "not read back: that takes the secret half of the key" in done.stderr
    refused = run(tmp_path / "new", "restore", str(file), f"--key={public}")
    assert "only the public half" in refused.stderr
    other = tmp_path / "other.key"
    other.write_text(archive.new_key())
    refused = run(tmp_path / "new", "restore", str(file), f"--key={other}")
    assert "This is not the key that hub.backup was sealed with." in refused.stderr
    assert run(tmp_path / "new", "restore", str(file), f"--key={key}").exit_code == 0


@contextmanager
def full_at(limit: int) -> Iterator[None]:
    """A limit on how long a file may be, which stands for a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def everything(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def half_made(tmp_path: Path) -> Path:
    """The folder of a hub that has a key and tables, and no database yet."""
    folder = tmp_path / "new"
    (folder / "civic").mkdir(parents=True)
    (folder / "civic" / "zips.tsv").write_text("of before")
    (folder / "secret.key").write_text("of before")
    return folder


@pytest.fixture
def restored(half_made: Path, sealed: Path, key: Path, run: Run) -> Callable[[], Result]:
    """Restores into that folder."""
    return lambda: run(half_made, "restore", str(sealed), f"--key={key}")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_restore_on_a_full_disk_says_so_and_leaves_all_as_it_was(
    half_made: Path, sealed: Path, restored: Callable[[], Result], share: float
) -> None:
    before = everything(half_made)
    with full_at(int(sealed.stat().st_size * share)):
        done = restored()
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Nothing was restored, for a file failed: [Errno 27]" in done.stderr
    assert everything(half_made) == before
    assert restored().exit_code == 0


@pytest.mark.parametrize("failure", [OSError(28, "No space left"), OperationalError("disk full")])
@pytest.mark.parametrize("at", ["secret.key", "civic", "upstander.sqlite3", "migrate"])
def test_a_restore_that_fails_late_leaves_all_as_it_was(
    half_made: Path,
    restored: Callable[[], Result],
    monkeypatch: pytest.MonkeyPatch,
    at: str,
    failure: Exception,
) -> None:
    put = restore._put

    def failing(new: Path, place: Path) -> None:
        put(new, place)
        if place.name == at:
            raise failure

    def migrate(*_words: str, **_named: object) -> None:
        (half_made / "upstander.sqlite3-journal").touch()
        raise failure

    before = everything(half_made)
    with monkeypatch.context() as patch:
        patch.setattr(restore, "_put", failing)
        if at == "migrate":
            patch.setattr(restore, "call_command", migrate)
        done = restored()
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Nothing was restored" in done.stderr
    assert everything(half_made) == before
    assert restored().exit_code == 0


@pytest.mark.parametrize("limit", [20_000, 3_000_000])
def test_a_disk_that_is_full_is_said_and_nothing_is_left(
    kept: Path, key: Path, tmp_path: Path, run: Run, limit: int
) -> None:
    (kept / "civic" / "points.index").write_bytes(os.urandom(4_000_000))
    with full_at(limit):
        done = run(kept, "backup", str(tmp_path / "hub.backup"), f"--key={key}")
    assert done.exit_code == 1
    assert "Nothing was kept, for" in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []
    assert not list(kept.glob(".backup-*"))


def test_the_words_about_a_backup_are_the_first_that_is_in_it(
    sealed: Path, key: Path, tmp_path: Path
) -> None:
    archive.Key(key.read_text()).open(sealed, tmp_path / "opened")
    with tarfile.open(tmp_path / "opened") as opened:
        first = opened.next()
        assert first is not None
        said = json.loads(opened.extractfile(first).read())  # type: ignore[union-attr]
    assert (said["format"], said["database"], said["sign_ins"]) == (1, "sqlite", True)
