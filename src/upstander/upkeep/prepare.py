"""Making a hub's folder ready for this version of the software."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from upstander.hub.models import Hub
from upstander.upkeep.operations import load_starter
from upstander.web import editions
from upstander.web.publishing import Report, publish


def fill(*, say: Callable[[str], None]) -> None:
    """Brings the database up to date, and puts the starter guide into an empty one."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0)
    if not Hub.objects.exists():
        say("Loading the starter guide ...")
        load_starter()


def prepare(*, say: Callable[[str], None]) -> Report | None:
    """Fills the hub's folder, and publishes unless that was done by this software already.

    Returns what the publish did, or None without one.

    Raises:
        PublishError: the content cannot be published; what was published before stays up.
    """
    fill(say=say)
    if editions.is_current(settings.HOME, settings.BASE_URL):
        return None
    return publish(say=say)
