"""`upstander publish`: the public site, made anew from what is in the database."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from upstander.cli.setup import load_django, say


def publish(
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            file_okay=False,
            help="Write the site into DIR, for a static host, instead of turning readers over.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the site will be, such as https://example.org/hub"),
    ] = None,
    offices: Annotated[
        str,
        typer.Option(
            metavar="all|none|STATES",
            help="With --to: whose offices get a page each, such as IA,NE. Else Congress, and the "
            "states that the hub's content is about.",
        ),
    ] = "",
) -> None:
    """Publishes the hub: every page in every language, all at once or not at all."""
    if offices and to is None:
        raise typer.BadParameter("The hub's own site has pages of all offices: add --to DIR.")
    if base_url is not None:
        check_address(base_url)
    load_django()

    from django.conf import settings
    from django.db import DatabaseError

    from upstander.upkeep.prepare import fill
    from upstander.web import publishing

    try:
        fill(say=say)
        report = publishing.publish(to=to, base_url=base_url, offices=offices, say=say)
        if to is None:
            publishing.finish(say=say)
    except publishing.PublishError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except DatabaseError as error:
        say(f"Nothing was published, for the database cannot be used ({error}).")
        raise typer.Exit(1) from error
    typer.echo(str(report.folder))
    say(f"Published {report.pages} pages in {report.seconds:.1f} s.")
    for place in publishing.behind() if to is None else ():
        say(f"{place.folder} shows what was published there before: {place.command}")
    if to and base_url is None:
        say(
            f"Feeds and shared links name {settings.BASE_URL}: "
            "if the site will be elsewhere, say so with --base-url."
        )


def check_address(base_url: str) -> None:
    """Makes sure that links can begin with `base_url`.

    Raises:
        typer.BadParameter: it is not the address of a site.
    """
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise typer.BadParameter(
            f"{base_url!r} is not the address of a site. Write it as https://example.org or "
            "https://example.org/hub."
        )
