"""What the rooms have to do once a day."""

import logging
from datetime import date

from django.db import DatabaseError, connections

from upstander.hub import registry

log = logging.getLogger("upstander.due")


def run_due() -> dict[str, int]:
    """Has every room do what is due today; returns how many rows each changed.

    A database that cannot be used is logged; the next day tries again.
    """
    try:
        return registry.run_due(date.today())
    except DatabaseError:
        log.exception("The day's work could not be done. Tomorrow's run tries again.")
        return {}
    finally:
        connections.close_all()
