"""What every page knows: the hub, the languages, the absolute address."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.translation import get_language

from upstander.hub import queries
from upstander.hub.models import Hub


@dataclass(frozen=True)
class Rendering:
    """How pages are being made: for which base address, with forms that a server takes or not,
    and where assets and look-up tables lie below the base address.

    `states` are those whose offices have pages, as two small letters, `us` for the country's; None
    for all.
    """

    base_url: str
    endpoints: bool = True
    assets: str = "static/upstander/"
    tables: str = "tables/"
    states: frozenset[str] | None = None

    @cached_property
    def hub(self) -> Hub:
        """The hub that the pages are of, read once for all of them."""
        return queries.hub()


_rendering: ContextVar[Rendering | None] = ContextVar("rendering", default=None)


def rendering() -> Rendering:
    """Returns how the page at hand is being made."""
    return _rendering.get() or Rendering(base_url=settings.BASE_URL)


@contextmanager
def rendered_for(how: Rendering) -> Iterator[None]:
    """Makes pages as `how` says while the block runs; a path in its base address is the prefix."""
    token, prefix = _rendering.set(how), get_script_prefix()
    set_script_prefix(urlsplit(how.base_url).path.rstrip("/") + "/")
    try:
        yield
    finally:
        set_script_prefix(prefix)
        _rendering.reset(token)


def language() -> str:
    """Returns the language of the page at hand."""
    return get_language() or settings.LANGUAGE_CODE


def absolute(path: str) -> str:
    """Returns the absolute address of a path made by `reverse`."""
    parts = urlsplit(rendering().base_url)
    return f"{parts.scheme}://{parts.netloc}{path}"


def is_preview(request: HttpRequest) -> bool:
    """True while the desk shows an organizer a page with its drafts."""
    return bool(getattr(request, "preview", False))


def address_without_language(path: str) -> str:
    """Returns `learn/a/` for `/en/learn/a/`, below any prefix."""
    below = path.removeprefix(get_script_prefix())
    first, _slash, rest = below.partition("/")
    return rest if first in dict(settings.LANGUAGES) else below


def _preview(here: str, code: str) -> str:
    name, path = ("desk:preview", [here]) if here else ("desk:preview_home", [])
    return f"{reverse(name, args=path)}?language={code}"


def hub(request: HttpRequest) -> dict[str, Any]:
    """The template context processor of every page."""
    how = rendering()
    this = how.hub
    here = address_without_language(getattr(request, "shown_path", request.path))
    prefix = get_script_prefix()
    names = dict(settings.LANGUAGES)
    preview = is_preview(request)
    return {
        "hub": this,
        "here": here,
        "language": language(),
        "canonical": absolute(f"{prefix}{language()}/{here}"),
        "in_languages": [
            {
                "code": code,
                "name": names[code],
                "address": _preview(here, code) if preview else f"{prefix}{code}/{here}",
                "absolute": absolute(f"{prefix}{code}/{here}"),
            }
            for code in this.languages
        ],
        "preview": preview,
        "endpoints": how.endpoints,
        "tables": f"{prefix}{how.tables}",
        "home": f"{prefix}{language()}/",
        "top": prefix,
        "absolute_top": absolute(prefix),
    }
