"""`upstander import`: what organizers already keep in files, into the hub."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.exits import BAD_DATA
from upstander.cli.setup import load_django, say

app = typer.Typer(help="What you already keep in files, into the hub.", no_args_is_help=True)


@app.command()
def guide(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", exists=True, dir_okay=False, help="Guide files."),
    ],
    publish: Annotated[
        bool,
        typer.Option("--publish", help="Store all as published, not as drafts."),
    ] = False,
) -> None:
    """Stores guide files: all of them, or none if anything is wrong (exit status 3)."""
    load_django()

    from upstander.upkeep.guide_file import GuideFileError
    from upstander.upkeep.operations import load_all
    from upstander.upkeep.prepare import fill

    fill(say=say)
    try:
        loaded = load_all(paths, by=None, publish=publish)
    except GuideFileError as error:
        typer.echo(str(error), err=True)
        typer.echo("Nothing was stored. Mend the file, then import it again.", err=True)
        raise typer.Exit(BAD_DATA) from error
    typer.echo(str(loaded))
    if publish:
        typer.echo("Visitors see it after: upstander publish", err=True)
    else:
        typer.echo("These are drafts. Read them at the desk, and publish them there.", err=True)


@app.command()
def winners(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE.csv", exists=True, dir_okay=False, help="A table of results."),
    ],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put another winner in the place of one that is stored."),
    ] = False,
) -> None:
    """Stores who was elected, row by row; docs/officials.md says which columns.

    Rows that cannot be are refused with the reason (exit status 1); the others are stored. A file
    that cannot be read stores nothing (exit status 3).
    """
    load_django()

    from upstander.upkeep.operations import load_winners
    from upstander.upkeep.prepare import fill
    from upstander.upkeep.winners import WinnersFileError

    fill(say=say)
    try:
        results = load_winners(path, by=None, replace=replace)
    except WinnersFileError as error:
        typer.echo(str(error), err=True)
        typer.echo("Nothing was stored. Mend the file, then import it again.", err=True)
        raise typer.Exit(BAD_DATA) from error
    typer.echo(str(results))
    for refused in results.refused:
        typer.echo(f"Refused: {refused}", err=True)
    if results.counts["stored"] or results.counts["changed"]:
        typer.echo("Visitors see them after: upstander publish", err=True)
    else:
        typer.echo("Nothing has changed.", err=True)
    if results.refused:
        raise typer.Exit(1)
