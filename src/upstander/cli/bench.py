"""`upstander bench`: what the software reaches on this machine, next to what it should."""

import os
import sys
from contextlib import ExitStack
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from upstander.cli.exits import USAGE
from upstander.cli.setup import load_django
from upstander.common.home import SOURCE


class Suite(StrEnum):
    """What can be measured by itself."""

    SITE = "site"
    LOOKUP = "lookup"
    WEIGHT = "weight"
    LIGHTHOUSE = "lighthouse"


def bench(
    suites: Annotated[list[Suite] | None, typer.Argument(help="Only these; else all.")] = None,
) -> None:
    """Measures a hub with the starter guide. Exits with 1 when an aim is missed."""
    if not (SOURCE / "benchmarks").is_dir():
        typer.echo("The benchmarks come with the source only: clone the repository.", err=True)
        raise typer.Exit(USAGE)
    sys.path.insert(0, str(SOURCE))

    from rich.console import Console
    from rich.table import Table

    from benchmarks.running import core, running_hub
    from benchmarks.table import Missing

    table = Table("", "measured", "beside", "aim", "", title="upstander bench")
    failed = False
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="upstander-bench-")))
        os.environ["UPSTANDER_HOME"] = str(home)
        chosen = suites or list(Suite)
        hub = None
        if chosen != [Suite.LOOKUP]:
            load_django()
            hub = stack.enter_context(running_hub(home, before=core(0)))
        for suite in chosen:
            typer.echo(f"Measuring: {suite} ...", err=True)
            measure = import_module(f"benchmarks.{suite}").measure
            try:
                for row in measure() if suite is Suite.LOOKUP else measure(hub):
                    mark = "ok" if row.met else "missed"
                    table.add_row(row.what, row.measured, row.beside, row.aim, mark)
                    failed = failed or not row.met
            except Missing as missing:
                table.add_row(str(suite), "not measured", str(missing))
    Console().print(table)
    raise typer.Exit(1 if failed else 0)
