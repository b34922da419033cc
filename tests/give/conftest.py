from collections.abc import Callable

import pytest

from upstander.give.models import Ask
from upstander.give.operations import write_ask
from upstander.hub.models import Hub

WriteAsk = Callable[..., Ask]


@pytest.fixture
def write(hub: Hub) -> WriteAsk:
    """Writes a published ask: five minutes from home, unless told otherwise."""

    def write(slug: str, **changes: object) -> Ask:
        fields: dict[str, object] = {
            "slug": slug,
            "title": f"Do {slug}",
            "why": "It helps.",
            "how": "Begin, and **go on**.",
            "kind": Ask.Kind.LEARN,
            "minutes": 5,
            "leads_to": "give/",
            "status": Ask.Status.PUBLISHED,
        }
        return write_ask(Ask(**(fields | changes)), by=None)

    return write
