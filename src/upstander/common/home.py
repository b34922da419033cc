"""Where the files of this installation and of its hub are, and that they are the hub's alone."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SOURCE = PACKAGE.parents[1]
"""The folder that `up` is in, where the software runs from its source."""
EDITION = ".upstander.json"
"""The file in which a published folder says what it is."""
DATABASE = "upstander.sqlite3"
KEY = "secret.key"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What a file's mode lets anybody do but its owner."""


class KeyUnusable(Exception):
    """The hub's key cannot be used. The message says what to do."""


def home() -> Path:
    """Returns the hub's folder, which may not exist yet.

    That is `UPSTANDER_HOME`; else, from the source, `hub/` beside `up`. An installed package has
    it in `hub/` of the current folder where that is one, or else where this user's programs keep
    their data: never in the environment, which goes with the next one.
    """
    return Path(os.environ.get("UPSTANDER_HOME") or _usual()).expanduser().resolve()


def _usual() -> Path:
    if (SOURCE / "up").is_file():
        return SOURCE / "hub"
    here = Path("hub")
    if any((here / name).exists() for name in (DATABASE, KEY)):
        return here
    from platformdirs import user_data_path

    return user_data_path("upstander", appauthor=False)


def is_writable(folder: Path) -> bool:
    """True where files can be made in a folder, which is made if it is not there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def keep_private(folder: Path) -> int:
    """Closes a hub's folder to everybody else on this machine, and so all that is made from now on.

    What is in it is closed too. Below `site` that is looked at only where the folder was open
    until now: very many files are there, and nobody gets past a closed folder.

    Returns how many files and folders were open.

    Raises:
        OSError: one of them is somebody else's, or cannot be changed.
    """
    os.umask(OTHERS)
    was_open = bool(folder.stat().st_mode & OTHERS)
    closed = int(_close(folder))
    for parent, folders, names in os.walk(folder):
        if not was_open and Path(parent) == folder and "site" in folders:
            folders.remove("site")
        closed += sum(_close(Path(parent, name)) for name in (*folders, *names))
    return closed


def _close(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode) or not mode & OTHERS:
            return False
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
    except FileNotFoundError:
        return False  # another process of the hub was done with it
    return True


@contextmanager
def for_others() -> Iterator[None]:
    """Lets others on this machine read what is written in the block, as far as they usually can."""
    private = os.umask(USUAL)
    try:
        yield
    finally:
        os.umask(private)


def _umask() -> int:
    now = os.umask(OTHERS)
    os.umask(now)
    return now


USUAL = _umask()
"""What this process was given to take from the modes of files that it makes."""


def secret_key(folder: Path) -> str:
    """Returns the key kept in a hub's folder, made on first need, whole or not at all.

    Raises:
        KeyUnusable: it is empty, cannot be read, or could not be made.
    """
    path = folder / KEY
    try:
        if not path.exists():
            _make_key(path)
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnusable(f"The hub's key, {path}, cannot be used: {error}.") from error
    if not key:
        raise KeyUnusable(
            f"The hub's key, {path}, is empty: put the one from a backup in its place. Without "
            "that, delete the file: a new key is made, and organizers have to set up their codes "
            "again."
        )
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return  # another process made one a moment ago
        except OSError:
            unfinished.rename(path)  # a disk that has no links
    finally:
        unfinished.unlink(missing_ok=True)


def refresh_is_on() -> bool:
    """Returns whether lists of officials are renewed by themselves: unless the operator says no."""
    said = os.environ.get("UPSTANDER_REFRESH", "")
    return said.strip().lower() not in ("0", "false", "no", "off")
