"""Loading Django for the commands that need the hub's database."""

import os

import typer

from upstander.cli.exits import BAD_DATA, USAGE
from upstander.common.home import KeyUnusable, home, is_writable, keep_private


def check_home() -> None:
    """Makes sure that the hub's folder is there, can be written and is closed to others.

    Raises:
        typer.Exit: it cannot; a sentence has said what to do.
    """
    if not is_writable(home()):
        say(
            f"Nothing can be written in {home()}, where the hub is kept: make that a folder of "
            "yours, or set UPSTANDER_HOME to one."
        )
        raise typer.Exit(USAGE)
    try:
        closed = keep_private(home())
    except OSError as error:
        say(f"Others on this machine may read the hub's files: {error}. Make them your own.")
    else:
        if closed:
            say(f"Closed {closed} of the hub's files and folders to others on this machine.")


def load_django() -> None:
    """Makes the rooms and the hub's database usable in this process.

    Raises:
        typer.Exit: they cannot be; a sentence has said what to do.
    """
    check_home()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")
    try:
        django.setup()
    except KeyUnusable as error:
        say(str(error))
        raise typer.Exit(BAD_DATA) from error


def say(line: str) -> None:
    """Shows progress, apart from a command's output."""
    typer.echo(line, err=True)
