"""The front lets through exactly the addresses that take visitors' forms."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from upstander.config.dynamic import BELOW, POSTED


def leaves(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Yields every address of the site, with a word for each part that varies, and its view."""
    for entry in resolver.url_patterns:
        path = before + re.sub(r"<[^>]+>", "some-name", str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from leaves(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback


def test_what_visitors_post_reaches_django_and_nothing_else_does() -> None:
    public = {
        path: getattr(view, "csrf_exempt", False)
        for path, view in leaves(get_resolver())
        if not path.startswith(BELOW)
    }
    let_through = {path for path in public if POSTED.fullmatch(path)}
    # Visitors have no cookie, so the views of their forms are those without a CSRF check.
    assert let_through == {path for path, takes_forms in public.items() if takes_forms}
    assert len(let_through) >= 7
    assert len(public) > len(let_through)
