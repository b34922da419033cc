"""Loading Django for the commands that need the hub's database."""

import os

import typer

from upstander.cli.exits import USAGE
from upstander.common.home import home


def check_home() -> None:
    """Makes sure that the hub's folder is there and can be written.

    Raises:
        typer.Exit: it cannot; a sentence has said what to do.
    """
    try:
        home().mkdir(parents=True, exist_ok=True)
        writable = os.access(home(), os.W_OK)
    except OSError:
        writable = False
    if not writable:
        typer.echo(
            f"Nothing can be written in {home()}, where the hub is kept: make that a folder of "
            "yours, or set UPSTANDER_HOME to one.",
            err=True,
        )
        raise typer.Exit(USAGE)


def load_django() -> None:
    """Makes the rooms and the hub's database usable in this process."""
    check_home()

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")
    django.setup()


def say(line: str) -> None:
    """Shows progress, apart from a command's output."""
    typer.echo(line, err=True)
