"""`upstander desk`: letting organizers in, from the machine that the hub is on."""

from typing import Annotated

import typer

from upstander.cli.exits import USAGE
from upstander.cli.prepare import welcome
from upstander.cli.setup import load_django, say

app = typer.Typer(help="Lets organizers in.", no_args_is_help=True, rich_markup_mode=None)
app.command(hidden=True)(welcome)


@app.command()
def recover(
    name: Annotated[
        str | None, typer.Argument(help="Whom to let back in; not needed where there is one.")
    ] = None,
) -> None:
    """Opens a one-time address for an organizer who has lost phone, recovery codes and passkeys."""
    load_django()

    from django.conf import settings

    from upstander.desk import operations, queries

    organizers = queries.organizers()
    found = [user for user in organizers if name in (None, user.username)]
    if len(found) != 1:
        names = ", ".join(user.username for user in organizers) or "nobody yet"
        say(f"Say who is to be let back in. Organizers of this hub: {names}.")
        raise typer.Exit(USAGE)
    address = operations.open_way_back(found[0])
    say(f"For {found[0].username}, once, within an hour (keep it to yourself):")
    typer.echo(f"{settings.BASE_URL}{address}")
    say("It takes away their app, recovery codes and passkeys, and asks for a new password.")
