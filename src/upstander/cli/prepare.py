"""What `upstander serve` has done by processes of their own."""

import os
from threading import Thread

import typer

from upstander.cli.setup import load_django, say


def prepare() -> None:
    """Fills the hub's folder and publishes, where that is not done yet."""
    load_django()

    from django.db import DatabaseError

    from upstander.upkeep.prepare import prepare as prepare_hub
    from upstander.web.publishing import PublishError

    try:
        report = prepare_hub(say=say)
    except DatabaseError as error:
        say(f"Nothing is prepared, for the database cannot be used ({error}).")
        raise typer.Exit(1) from error
    except PublishError as error:
        say(f"{error}\nThe site stays as it was published last. Organizers can sign in.")
        raise typer.Exit(1) from error
    if report is not None:
        say(f"Published {report.pages} pages in {report.seconds:.1f} s.")


def finish() -> None:
    """Makes what the newest publish left for later. Ends when its input does: with its parent."""
    os.nice(10)
    end_with_input()
    load_django()

    from upstander.web.publishing import PublishError
    from upstander.web.publishing import finish as finish_publish

    try:
        finish_publish()
    except PublishError as error:
        say(f"The pages of officials stay as they were: {error}")
        raise typer.Exit(1) from error


def end_with_input() -> None:
    """Has this process end when its input does: with the one that began it."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    # Not through `sys.stdin`: a program cannot end while a thread waits in there.
    while os.read(0, 1):
        pass
    os._exit(0)


def welcome(address: str) -> None:
    """Says where organizers sign in; before there is one, where the first signs up, once."""
    load_django()

    from django.db import DatabaseError

    from upstander.desk import operations

    try:
        first = operations.first_run_address()
    except DatabaseError as error:
        say(f"The desk:  closed, for its database cannot be used ({error}). The site is up.")
        raise typer.Exit(1) from error
    say(f"The desk:  {address}{first or '/desk/'}")
    if first:
        say("           (opens once, for the first organizer: keep it to yourself)")
    say("Stop both with Ctrl-C.")
