"""One page of each type, by the view that makes it."""

from pathlib import Path

from django.urls import Resolver404, resolve
from django.utils import translation


def page_types(folder: Path, language: str) -> dict[str, Path]:
    """Returns the longest published page of each view, by the view's name, in one language."""
    found: dict[str, Path] = {}
    pages = sorted((folder / language).rglob("*.html"), key=lambda page: page.stat().st_size)
    with translation.override(language):
        for page in pages:
            try:
                found[resolve(address(folder, page)).view_name] = page
            except Resolver404 as error:
                raise RuntimeError(f"{page} is published, and no view makes it") from error
    return dict(sorted(found.items()))


def address(folder: Path, page: Path) -> str:
    """Returns the path by which a visitor asks for a published page."""
    return "/" + page.relative_to(folder).as_posix().removesuffix("index.html")
