"""What `upstander serve` has done by processes of their own."""

import typer

from upstander.cli.setup import load_django, say


def prepare() -> None:
    """Fills the hub's folder and publishes, where that is not done yet."""
    load_django()

    from upstander.upkeep.prepare import prepare as prepare_hub
    from upstander.web.publishing import PublishError

    try:
        report = prepare_hub(say=say)
    except PublishError as error:
        say(f"{error}\nThe site stays as it was published last. Organizers can sign in.")
        raise typer.Exit(1) from error
    if report is not None:
        say(f"Published {report.pages} pages in {report.seconds:.1f} s.")


def desk(address: str) -> None:
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
