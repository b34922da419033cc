"""`upstander bench`: what the software reaches on this machine, next to what it should."""

import os
import sys
from contextlib import ExitStack
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from upstander.cli.exits import USAGE
from upstander.cli.folders import published_in
from upstander.cli.setup import load_django
from upstander.common import home
from upstander.common.home import SOURCE


class Suite(StrEnum):
    """What can be measured by itself."""

    SITE = "site"
    HOLDS = "holds"
    OFFICES = "offices"
    LOOKUP = "lookup"
    ENGINE = "engine"
    WEIGHT = "weight"
    PHONE = "phone"
    LIGHTHOUSE = "lighthouse"


OF_A_HUB = (Suite.SITE, Suite.HOLDS, Suite.WEIGHT, Suite.PHONE, Suite.LIGHTHOUSE)
"""What is measured on a hub that is being served."""


def bench(
    suites: Annotated[list[Suite] | None, typer.Argument(help="Only these; else all.")] = None,
    source: Annotated[
        list[Path] | None,
        published_in("For engine: a folder with the publishers' files; may be given again."),
    ] = None,
    install_rivals: Annotated[
        bool, typer.Option("--install-rivals", help="For engine: installs what it is beside.")
    ] = False,
) -> None:
    """Measures a hub with the starter guide, and the engine. Exits with 1 when an aim is missed."""
    if not (SOURCE / "benchmarks").is_dir():
        typer.echo("The benchmarks come with the source only: clone the repository.", err=True)
        raise typer.Exit(USAGE)
    sys.path.insert(0, str(SOURCE))

    from rich.console import Console
    from rich.table import Table

    from benchmarks.rivals import environment
    from benchmarks.running import core, running_hub, settle
    from benchmarks.table import Missing
    from upstander.civic.making.sources.files import joined

    if install_rivals:
        for command in environment.install():
            typer.echo(f"To be run by hand: {command}", err=True)
    table = Table("", "measured", "beside", "aim", "", title="upstander bench")
    failed = False
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="upstander-bench-")))
        os.environ["UPSTANDER_HOME"] = str(folder)
        chosen = suites or list(Suite)
        files = stack.enter_context(joined(source or [_source()]))
        given: dict[Suite, Any] = {Suite.ENGINE: files}
        if any(suite in (*OF_A_HUB, Suite.OFFICES) for suite in chosen):
            load_django()
        if any(suite in OF_A_HUB for suite in chosen):
            hub = stack.enter_context(running_hub(folder, before=core(0)))
            typer.echo("Waiting for the hub's pages of offices ...", err=True)
            settle(hub)
            given |= dict.fromkeys(OF_A_HUB, hub)
        for suite in chosen:
            typer.echo(f"Measuring: {suite} ...", err=True)
            measure = import_module(f"benchmarks.{suite}").measure
            try:
                for row in measure(given[suite]) if suite in given else measure():
                    mark = ("ok" if row.met else "missed") if row.aim else ""
                    table.add_row(row.what, row.measured, row.beside, row.aim, mark)
                    failed = failed or not row.met
            except Missing as missing:
                table.add_row(str(suite), "not measured", str(missing))
    Console().print(table)
    raise typer.Exit(1 if failed else 0)


def _source() -> Path:
    """Returns the folder where the publishers' files are looked for."""
    shared = os.environ.get("UPSTANDER_SHARED")
    return Path(shared, "data", "sources") if shared else home.home() / "sources"
