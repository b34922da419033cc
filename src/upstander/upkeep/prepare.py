"""Making a hub's folder ready for this version of the software."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from upstander.hub.models import Hub
from upstander.upkeep import guides
from upstander.web import editions
from upstander.web.publishing import Report, publish


def is_published() -> bool:
    """True when what readers get now was made by this very version of the software."""
    edition = editions.read(settings.HOME / "site" / "current")
    return edition is not None and edition.software == editions.software()


def prepare(*, say: Callable[[str], None]) -> Report | None:
    """Brings the database up to date, fills an empty one with the starter guide, and publishes.

    Does nothing that is done already. Returns what the publish did, or None without one.

    Raises:
        PublishError: the content cannot be published; what was published before stays up.
    """
    if is_published():
        return None
    say("Preparing the database ...")
    call_command("migrate", interactive=False, verbosity=0)
    if not Hub.objects.exists():
        say("Loading the starter guide ...")
        guides.load_starter()
    return publish(say=say)
