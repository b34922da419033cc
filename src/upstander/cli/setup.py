"""Loading Django for the commands that need the hub's database."""

import os

import typer

from upstander.common.home import home


def load_django() -> None:
    """Makes the rooms usable in this process.

    Raises:
        typer.Exit: the hub's folder cannot be written; a sentence has said what to do.
    """
    if not _writable():
        typer.echo(
            f"Nothing can be written in {home()}, where the hub is kept: make that a folder that "
            "is yours, or set UPSTANDER_HOME to one.",
            err=True,
        )
        raise typer.Exit(2)

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")
    django.setup()


def _writable() -> bool:
    try:
        home().mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(home(), os.W_OK)
