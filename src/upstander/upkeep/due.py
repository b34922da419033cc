"""What the rooms have to do once a day, while the server runs."""

import logging
from datetime import date

from django.db import DatabaseError

from upstander.hub import registry
from upstander.hub.operations import forget_unfinished, note_unfinished

log = logging.getLogger("upstander.due")


def run_due(on: date) -> dict[str, int]:
    """Has every room do what is due on a day; returns how many rows each changed.

    A room whose work fails keeps no other from its own: that is logged, shown at the desk, and
    not among those returned. The next day tries again.
    """
    done = {}
    for room, work in registry.all_due().items():
        try:
            done[room] = work(on)
        except Exception as error:
            log.exception("The daily work of %s could not be done. It is tried again.", room)
            _keep(room, error, on)
        else:
            _keep(room, None, on)
    return done


def _keep(room: str, error: Exception | None, on: date) -> None:
    """Has the desk know of it, as far as there is a database to keep it in."""
    try:
        if error is None:
            forget_unfinished(room)
        else:
            note_unfinished(room, error=error, on=on)
    except DatabaseError:
        log.exception("Nor could that be kept for the desk.")
