"""`upstander test`: the whole suite."""

import os
import subprocess
import sys
from importlib.util import find_spec
from tempfile import TemporaryDirectory

import typer

from upstander.cli import script_checks
from upstander.common.home import SOURCE

PYTEST = [sys.executable, "-m", "pytest"]
SLOW = "browser or shared or whole"
SHARED_OUT = ("--dist=loadfile", "--no-loadscope-reorder")
"""Files whole and in their order: those with few tests, often the longest, not at the end."""
WORKERS = max(3, os.cpu_count() or 1)
"""One more than two cores: some tests wait for a process or a clock."""
NOTHING_TO_RUN = 5
"""What pytest exits with when no test was selected."""


def test(context: typer.Context) -> None:
    """Runs all tests, the quick ones first, and checks the scripts; or pytest with arguments."""
    if find_spec("pytest") is None:
        typer.echo("pytest is not installed here: run the tests with ./up test.", err=True)
        raise typer.Exit(2)
    runs = (
        [[*PYTEST, *context.args]]
        if context.args
        else [
            [*PYTEST, "-m", f"not ({SLOW})", f"--numprocesses={WORKERS}", *SHARED_OUT],
            [*PYTEST, "-m", SLOW, "--numprocesses=3", *SHARED_OUT],
        ]
    )
    codes = [_run(command) for command in runs]
    if not context.args:
        codes.append(script_checks.run())
    raise typer.Exit(max(0 if code == NOTHING_TO_RUN and len(runs) > 1 else code for code in codes))


def _run(command: list[str]) -> int:
    """Returns pytest's exit code; the tests get a hub's folder of their own."""
    with TemporaryDirectory(prefix="upstander-test-") as folder:
        environment = {**os.environ, "UPSTANDER_HOME": folder}
        # What is compiled is kept: tests start many processes of the same software.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.run(command, cwd=SOURCE, env=environment, check=False).returncode
