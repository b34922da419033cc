"""`upstander data`: the tables that look-ups are answered from."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.civic.pack import PACKAGED
from upstander.cli.exits import BAD_DATA

app = typer.Typer(help="The tables that look-ups are answered from.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `build` a sub-command while it is the only one."""


@app.command()
def build(
    source: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="The folder with the publishers' files and SOURCES.md.",
        ),
    ],
    target: Annotated[
        Path,
        typer.Option("--to", metavar="DIR", help="Where to write the tables."),
    ] = PACKAGED,
) -> None:
    """Builds the tables from the publishers' files: whole, after checks, or not at all.

    Exits with 3 if a file is missing or wrong; the old tables then stay as they are.
    """
    from upstander.civic.build import BadSource, BadTarget
    from upstander.civic.build import build as build_tables

    try:
        counts = build_tables(source, target)
    except BadSource as error:
        typer.echo(f"Nothing was changed. {error}", err=True)
        raise typer.Exit(BAD_DATA) from error
    except BadTarget as error:
        raise typer.BadParameter(str(error), param_hint="--to") from error
    for name, count in counts.items():
        typer.echo(f"{name.replace('_', ' ')}: {count:,}")
