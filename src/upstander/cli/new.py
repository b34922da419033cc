"""`upstander new`: a guide file to fill in."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.exits import USAGE
from upstander.common.home import PACKAGE

SKELETON = PACKAGE / "upkeep" / "skeleton.yaml"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def new(
    slug: Annotated[
        str,
        typer.Argument(metavar="SLUG", help="The guide's address: small letters, digits, hyphens."),
    ],
) -> None:
    """Writes SLUG.yaml, a guide file to fill in, into this folder."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise typer.BadParameter(
            f"{slug!r} is no address. Use up to 60 small letters, digits and single hyphens, "
            "such as clean-water."
        )
    path = Path(f"{slug}.yaml")
    text = SKELETON.read_text(encoding="utf-8").replace("SLUG", slug)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text.replace("TODAY", date.today().isoformat()))
    except FileExistsError as error:
        typer.echo(f"{path} is there already. Move it, or choose another SLUG.", err=True)
        raise typer.Exit(USAGE) from error
    except OSError as error:
        typer.echo(f"{path} cannot be written: {error.strerror}.", err=True)
        raise typer.Exit(USAGE) from error
    typer.echo(path)
    typer.echo(f"Fill it in, then: upstander import guide {path}", err=True)
