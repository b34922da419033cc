"""The one file that a hub is kept in: a tar.gz of its parts, sealed as age does, or in the clear.

Anybody with the passphrase or the key can open it without this software: `age -d FILE | tar xz`.
No Django here: a file is opened before it is known for which database.
"""

import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Protocol

import pyrage

FORMAT = 1
"""Goes up when an older version of the software could not restore what a newer one keeps."""
CONTENTS = "contents.json"
SEALED, CLEAR = b"age-encryption.org/v1\n", b"\x1f\x8b"
"""What the two kinds of file begin with."""
WRONG = ("Decryption failed", "No matching keys found")
"""What pyrage says where a file is whole and the passphrase or the key is another one."""


class BackupError(Exception):
    """Nothing was kept, or nothing brought back; all is as before. The message says what to do."""


class DamagedError(BackupError):
    """A file is no backup, or no whole one."""


@dataclass(frozen=True)
class Contents:
    """What a backup says about itself.

    `made` is in ISO 8601, in UTC. `database` is its vendor, as Django names it. `files` are the
    SHA-256 of each part, by its name.
    """

    format: int
    software: str
    made: str
    database: str
    sign_ins: bool
    files: Mapping[str, str]


class Seal(Protocol):
    """Closes a file for those who have a passphrase or a key, and opens it again."""

    reads: bool
    """False where it can only close files."""

    def close(self, plain: Path, sealed: Path) -> None:
        """Writes `plain` as `sealed`, whole."""

    def open(self, sealed: Path, plain: Path) -> None:
        """Writes what is in `sealed` as `plain`.

        Raises:
            BackupError: this is not what it was sealed with, or the file is not whole.
        """


class Passphrase:
    """Words that somebody remembers or has written down."""

    reads = True

    def __init__(self, words: str) -> None:
        """Takes the words."""
        self._words = words

    def close(self, plain: Path, sealed: Path) -> None:
        """Writes `plain` as `sealed`, whole."""
        sealed.write_bytes(pyrage.passphrase.encrypt(plain.read_bytes(), self._words))

    def open(self, sealed: Path, plain: Path) -> None:
        """Writes what is in `sealed` as `plain`."""
        with _opening(sealed, "passphrase"):
            plain.write_bytes(pyrage.passphrase.decrypt(sealed.read_bytes(), self._words))


class Key:
    """A key of age's own kind, whole or only the public half, which can but close."""

    def __init__(self, text: str) -> None:
        """Takes a key file's text: lines that begin with `#` are remarks.

        Raises:
            ValueError: it has no key.
        """
        lines = [line.strip() for line in text.splitlines() if line.strip()[:1] not in ("", "#")]
        try:
            own = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
            self._identities = [pyrage.x25519.Identity.from_str(line) for line in own]
            public = [line for line in lines if line not in own]
            self._recipients = [pyrage.x25519.Recipient.from_str(line) for line in public]
        except (pyrage.IdentityError, pyrage.RecipientError) as error:
            raise ValueError(str(error)) from error
        self._recipients += [identity.to_public() for identity in self._identities]
        if not self._recipients:
            raise ValueError("no key")
        self.reads = bool(self._identities)

    def close(self, plain: Path, sealed: Path) -> None:
        """Writes `plain` as `sealed`, whole."""
        sealed.write_bytes(pyrage.encrypt(plain.read_bytes(), self._recipients))

    def open(self, sealed: Path, plain: Path) -> None:
        """Writes what is in `sealed` as `plain`."""
        with _opening(sealed, "key"):
            plain.write_bytes(pyrage.decrypt(sealed.read_bytes(), self._identities))


def new_key() -> str:
    """Returns the text of a new key file, both halves of the key."""
    identity = pyrage.x25519.Identity.generate()
    return (
        "# Opens this hub's backups: `upstander restore FILE --key THIS`, or `age -d -i THIS`.\n"
        "# Whoever has it and a backup has all that is in the hub. Keep a copy away from it.\n"
        f"# public key: {identity.to_public()}\n{identity}\n"
    )


@contextmanager
def _opening(sealed: Path, what: str) -> Iterator[None]:
    try:
        yield
    except pyrage.DecryptError as error:
        if str(error) in WRONG:
            raise BackupError(
                f"This is not the {what} that {sealed.name} was sealed with."
            ) from None
        if "Excessive work" in str(error):
            raise BackupError(
                f"{sealed.name} was sealed on a machine so much faster that opening it here would "
                "take minutes: restore it on a faster one."
            ) from None
        raise _cut_short(sealed) from None


def _cut_short(file: Path) -> DamagedError:
    return DamagedError(
        f"{file.name} is damaged or was cut short: copy it again, or take another backup."
    )


def kind(file: Path) -> str:
    """Returns what opens a backup: `passphrase`, `key`, or nothing (``) where it is in the clear.

    Raises:
        DamagedError: the file is no backup.
        OSError: it cannot be read.
    """
    with file.open("rb") as opened:
        start = opened.read(200)
    if start.startswith(SEALED):
        return "passphrase" if start[len(SEALED) :].startswith(b"-> scrypt ") else "key"
    if start.startswith(CLEAR):
        return ""
    if start and (SEALED.startswith(start) or CLEAR.startswith(start)):
        raise _cut_short(file)
    raise DamagedError(f"{file.name} is not a backup of a hub.")


def write(parts: Mapping[str, Path], about: Contents, file: Path) -> None:
    """Writes the parts, by name, into one compressed file, what it says of itself first.

    Raises:
        OSError: a file cannot be read or written.
    """
    own = file.with_name(CONTENTS)
    own.write_text(json.dumps(asdict(about)), encoding="utf-8")
    with tarfile.open(file, "w:gz", compresslevel=6, dereference=True) as tar:
        for name, path in {CONTENTS: own, **parts}.items():
            tar.add(path, name, recursive=False, filter=_nobodys)
    own.unlink()


def _nobodys(part: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leaves out whose file it was on this machine."""
    part.uid = part.gid = 0
    part.uname = part.gname = ""
    part.mode = 0o600
    return part


def digest(path: Path) -> str:
    """Returns a file's SHA-256, in hex."""
    with path.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def unpack(file: Path, into: Path) -> Contents:
    """Writes every part of an opened backup into a folder that is there, each checked.

    Returns what the backup says about itself.

    Raises:
        DamagedError: a part is missing, changed or cut short, or it is no backup.
        BackupError: a newer version of the software made it.
        OSError: a part cannot be written.
    """
    try:
        with tarfile.open(file, "r:gz") as tar:
            about = _contents(tar)
            for part in tar:
                if part.name != CONTENTS:
                    _extract(tar, part, about, into)
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise _cut_short(file) from error
    for name, expected in about.files.items():
        if not (into / name).is_file() or digest(into / name) != expected:
            raise _cut_short(file)
    return about


def _contents(tar: tarfile.TarFile) -> Contents:
    first = tar.next()
    opened = tar.extractfile(first) if first is not None and first.name == CONTENTS else None
    if opened is None:
        raise DamagedError("This is not a backup of a hub: it does not say what is in it.")
    said = json.loads(opened.read())
    if said["format"] > FORMAT:
        raise BackupError(
            f"This backup was made by a newer version of Upstander ({said['software']}): "
            "install that one, then restore it."
        )
    return Contents(**said)


def _extract(tar: tarfile.TarFile, part: tarfile.TarInfo, about: Contents, into: Path) -> None:
    opened = tar.extractfile(part)
    if part.name not in about.files or opened is None or not part.isreg():
        raise ValueError(part.name)
    path = into / part.name
    if not path.resolve().is_relative_to(into.resolve()):
        raise ValueError(part.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as copy:
        shutil.copyfileobj(opened, copy)
        copy.flush()
        os.fsync(copy.fileno())
