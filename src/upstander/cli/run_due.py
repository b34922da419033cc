"""`upstander run-due`: the day's work, for a hub that no server of ours runs for."""

import typer

from upstander.cli.setup import load_django, say


def run_due() -> None:
    """Does what is due today, such as deleting what was rejected a week ago."""
    load_django()

    from upstander.upkeep.due import run_due as run
    from upstander.upkeep.prepare import fill

    fill(say=say)
    for room, changed in run().items():
        typer.echo(f"{room}: {changed}")
