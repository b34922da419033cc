"""`upstander backup` and `upstander restore`: a whole hub in one file, and back."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from upstander.cli.exits import BAD_DATA, USAGE
from upstander.cli.setup import load_django, say
from upstander.common.home import home

if TYPE_CHECKING:
    from upstander.upkeep.archive import Contents, Seal

SHORTEST = 12
"""Characters of a passphrase: whoever has the file may try as many as they like."""

Words = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        allow_dash=True,
        help="A file whose first line is the passphrase; - for standard input. Else it is asked.",
    ),
]


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to be written.")
    ],
    passphrase: Words = None,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            dir_okay=False,
            help="Seal it with this key instead, of age's kind; made where it is not there.",
        ),
    ] = None,
    without_sign_ins: Annotated[
        bool,
        typer.Option(
            "--without-sign-ins",
            help="In the clear: without keys, organizers' names, passwords and codes.",
        ),
    ] = False,
) -> None:
    """Keeps the whole hub in one file, while it runs, and reads that back."""
    if (passphrase is not None) + (key is not None) + without_sign_ins > 1:
        raise typer.BadParameter(
            "Choose one: a passphrase, a key, or in the clear and without sign-ins."
        )
    if not home().is_dir():
        say(f"There is no hub in {home()}: set UPSTANDER_HOME to the folder that has one.")
        raise typer.Exit(USAGE)
    file = _absolute(file)
    if file.is_relative_to(home()):
        say(f"{file} is in the hub's own folder: keep it elsewhere, best on another machine.")
        raise typer.Exit(USAGE)
    from upstander.upkeep.archive import BackupError

    seal = None if without_sign_ins else _seal(passphrase, key)
    load_django()

    from django.db import DatabaseError

    from upstander.upkeep.backup import keep

    try:
        kept = keep(file, seal)
    except BackupError as error:
        say(str(error))
        raise typer.Exit(1) from error
    except OSError as error:
        say(f"Nothing was kept, for a file failed: {error}")
        raise typer.Exit(1) from error
    except DatabaseError as error:
        say(f"Nothing was kept, for the database cannot be used ({error}).")
        raise typer.Exit(1) from error
    typer.echo(str(file))
    checked = (
        "read back and found whole"
        if kept.read_back
        else "not read back: that takes the secret half of the key"
    )
    say(f"Kept {kept.size / 1024 / 1024:.1f} MB, {checked}.")
    if seal is None:
        say("It is in the clear, drafts and suggestions included, without keys and sign-ins.")


def restore(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A hub's backup."),
    ],
    passphrase: Words = None,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="The key that it was sealed with."
        ),
    ] = None,
) -> None:
    """Makes a hub out of a backup, in an empty folder. Exits with 3 where that cannot be read."""
    from django.db import DatabaseError

    from upstander.upkeep.archive import BackupError, DamagedError

    file = _absolute(file)
    try:
        about = _restored(file, passphrase, key)
    except DamagedError as error:
        say(f"{error} Nothing was restored.")
        raise typer.Exit(BAD_DATA) from error
    except BackupError as error:
        say(f"{error} Nothing was restored.")
        raise typer.Exit(1) from error
    except OSError as error:
        say(f"Nothing was restored, for a file failed: {error}")
        raise typer.Exit(1) from error
    except DatabaseError as error:
        say(f"The database cannot be used ({error}). Nothing was restored.")
        raise typer.Exit(1) from error
    typer.echo(str(home()))
    say(f"Restored as it was at {about.made}. Start it: upstander serve")
    if not about.sign_ins:
        say("It has no organizers: the first start prints an address for the first one.")


def _restored(file: Path, passphrase: Path | None, key: Path | None) -> "Contents":
    from upstander.upkeep import archive

    kind = archive.kind(file)
    if kind == "key" and key is None:
        say(f"{file.name} is sealed with a key: name its file with --key.")
        raise typer.Exit(USAGE)
    if kind == "passphrase" and key is not None:
        say(f"{file.name} is sealed with a passphrase, not with a key.")
        raise typer.Exit(USAGE)
    seal = _seal(passphrase, key, new=False) if kind else None
    _load_django_without_key()

    from upstander.upkeep.restore import restore

    return restore(file, seal)


def _load_django_without_key() -> None:
    """Loads Django and leaves the hub without a key until the backup's own is read."""
    given = os.environ.get("UPSTANDER_SECRET_KEY")
    os.environ["UPSTANDER_SECRET_KEY"] = given or "of no hub"
    load_django()
    if not given:
        del os.environ["UPSTANDER_SECRET_KEY"]


def _absolute(file: Path) -> Path:
    return file.expanduser().absolute()


def _seal(passphrase: Path | None, key: Path | None, *, new: bool = True) -> "Seal":
    """Returns what closes or opens the file: the key, or the passphrase, asked for if need be.

    Raises:
        typer.Exit: there is none to be had; a sentence has said why.
    """
    from upstander.upkeep.archive import Key, Passphrase

    if key is None:
        return Passphrase(_words(passphrase, new=new))
    if new and not key.exists():
        _make_key(key)
    try:
        seal = Key(key.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        say(f"{key} has no key of age's kind: name a file that does, or one that is not there yet.")
        raise typer.Exit(USAGE) from error
    if not new and not seal.reads:
        say(f"{key} has only the public half of the key: the secret half opens backups.")
        raise typer.Exit(USAGE)
    return seal


def _make_key(key: Path) -> None:
    from upstander.upkeep.archive import new_key

    try:
        descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as written:
            written.write(new_key())
    except OSError as error:
        say(f"No key could be written to {key}: {error.strerror}.")
        raise typer.Exit(USAGE) from error
    say(f"Made a new key: {key}. Keep a copy elsewhere: without it nothing opens the backup.")


def _words(passphrase: Path | None, *, new: bool) -> str:
    if passphrase is not None:
        words = (
            sys.stdin.readline() if str(passphrase) == "-" else passphrase.read_text("utf-8")
        ).partition("\n")[0]
    elif sys.stdin.isatty():
        words = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    else:
        say("The file is sealed: give the passphrase with --passphrase-file, or a key with --key.")
        raise typer.Exit(USAGE)
    if new and len(words) < SHORTEST:
        say(f"That passphrase is short: take {SHORTEST} characters or more, such as five words.")
        raise typer.Exit(USAGE)
    return words
