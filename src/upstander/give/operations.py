"""Writing asks. Each write is whole or not at all."""

from django.contrib.auth.models import User

from upstander.give.models import Ask
from upstander.hub.operations import save


def write_ask(ask: Ask, *, by: User | None) -> Ask:
    """Stores an ask.

    Raises:
        ValidationError: a field is missing, too long, or not one of what is allowed, or the
            address is taken.
    """
    return save(ask, by=by, why="ask written")
