"""`upstander refresh`: newer lists of officials, and the site with them, as one step."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.exits import BAD_DATA, USAGE
from upstander.cli.prepare import end_with_input
from upstander.cli.setup import load_django, say


def refresh(
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Take the publishers' files from this folder.",
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Take the lists even where so much change is implausible.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help="Go back to the lists before those in use.")
    ] = False,
    if_due: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Fetches what has changed, checks it, and publishes with it what was approved last.

    Changes at the desk that nobody has published wait on. Exits with 1 if an organizer has to say
    yes first, and with 3 if something failed; everything is then as it was before.
    """
    if back and (yes or source is not None):
        raise typer.BadParameter("Going back takes no other options.", param_hint="--back")
    if if_due:
        os.nice(10)
        end_with_input()
    load_django()

    from upstander.upkeep import refresh as upkeep
    from upstander.upkeep import renewing
    from upstander.web import publishing

    if if_due and not renewing.is_due(datetime.now(UTC)):
        return
    try:
        if back:
            state = upkeep.go_back(by="", say=say)
        else:
            state = upkeep.refresh(source=source, agree=yes, say=say)
    except upkeep.Running as error:
        say("The lists are being renewed already.")
        raise typer.Exit(0 if if_due else USAGE) from error
    except OSError as error:
        say(f"What came of it could not be written down: {error}")
        raise typer.Exit(BAD_DATA) from error
    typer.echo(renewing.words(state))
    if state.outcome == "failed":
        raise typer.Exit(BAD_DATA)
    if state.outcome == "waiting":
        record = upkeep.record_of_waiting()
        for one in record.doubts if record else ():
            typer.echo(f"- {renewing.doubt(one)}")
        typer.echo("Say yes at the desk, or with: upstander refresh --yes")
        raise typer.Exit(0 if if_due else 1)
    try:
        publishing.finish(say=say)
    except publishing.PublishError as error:
        say(str(error))
        raise typer.Exit(1) from error
