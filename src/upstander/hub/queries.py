"""Reading the hub."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from upstander.hub.models import Hub, Redirect
from upstander.hub.registry import Problem


def hub() -> Hub:
    """Returns this database's hub; before it is set up, an unsaved one with plain defaults."""
    return Hub.objects.prefetch_related("translations").first() or Hub(
        name="Upstander",
        promise="From knowing that something is wrong to the next thing you can do.",
        languages=["en", "es"],
    )


def redirects() -> list[tuple[str, str]]:
    """Returns (old, new) addresses, without language."""
    return list(Redirect.objects.order_by("old").values_list("old", "new"))


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps the hub itself from being published."""
    if not Hub.objects.exists():
        yield Problem("hub", _("Give the hub a name first."))
