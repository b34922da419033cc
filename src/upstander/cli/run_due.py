"""`upstander run-due`: the day's work, for a hub that no server of ours runs for."""

from datetime import UTC, date, datetime

import typer

from upstander.cli.setup import load_django, say
from upstander.common.home import refresh_is_on


def run_due() -> None:
    """Does what is due today: deletes what was rejected a week ago, renews lists and pages.

    `UPSTANDER_REFRESH=off` keeps it from asking the publishers for newer lists of officials.
    """
    load_django()

    from django.db import DatabaseError

    from upstander.hub import registry
    from upstander.upkeep import due, refresh, renewing
    from upstander.upkeep.prepare import fill
    from upstander.web.publishing import PublishError, finish

    try:
        fill(say=say)
        done = due.run_due(date.today())
    except DatabaseError as error:
        say(f"The day's work is not done, for the database cannot be used ({error}).")
        raise typer.Exit(1) from error
    if refresh_is_on() and renewing.is_due(datetime.now(UTC)):
        try:
            say(renewing.words(refresh.refresh(say=say)))
        except refresh.Running:
            say("The lists are being renewed already.")
        except OSError as error:
            say(f"What came of renewing the lists could not be written down: {error}")
    try:
        finish(say=say)
    except PublishError as error:
        say(str(error))
        raise typer.Exit(1) from error
    for room, changed in done.items():
        typer.echo(f"{room}: {changed}")
    failed = registry.all_due().keys() - done.keys()
    for room in sorted(failed):
        say(f"The daily work of {room} is not done: it failed, as said above.")
    if failed:
        raise typer.Exit(1)
