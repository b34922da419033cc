"""The option that names a folder of files which others have published."""

from typing import Any

import typer


def published_in(help: str) -> Any:  # what typer's own function returns
    """Returns the option `--from DIR`, of a folder that has to be there."""
    return typer.Option("--from", metavar="DIR", exists=True, file_okay=False, help=help)
