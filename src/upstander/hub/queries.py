"""Reading the hub."""

from collections.abc import Iterable, Iterator

from upstander.hub.models import Hub, Redirect, Translatable
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


def untranslated(objects: Iterable[Translatable], languages: list[str]) -> Iterator[str]:
    """Yields a line for each field that is missing or outdated in one of `languages`."""
    for thing in objects:
        for field in thing.translated_fields:
            for code in languages:
                state = thing.text(field, code).state
                if state in ("missing", "outdated"):
                    yield f"{thing}: {field} ({code}) {state}"


def publish_problems() -> Iterator[Problem]:
    """Yields what keeps the hub itself from being published."""
    if not Hub.objects.exists():
        yield Problem("hub", "Give the hub a name first.")
