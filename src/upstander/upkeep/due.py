"""What the rooms have to do once a day, while the server runs."""

import logging
from datetime import date

from django.db import DatabaseError, connections

from upstander.hub import registry

log = logging.getLogger("upstander.due")


def run_due() -> None:
    """Has every room do what is due today.

    A database that cannot be used is logged; the next day tries again.
    """
    try:
        registry.run_due(date.today())
    except DatabaseError:
        log.exception("The day's work could not be done. Tomorrow's run tries again.")
    finally:
        connections.close_all()
