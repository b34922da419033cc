"""Lists of pages for search engines."""

from collections.abc import Iterable
from xml.sax.saxutils import escape


def sitemap(
    addresses: Iterable[str],
    languages: tuple[str, ...],
    base: str,
    *,
    only: Iterable[str] | None = None,
) -> str:
    """Returns a list of those addresses that are pages, each with its other languages.

    Args:
        addresses: without language; what is no page is left out.
        languages: those that each page is in.
        base: what absolute links begin with.
        only: the languages whose pages are listed, if not all.
    """
    listed = tuple(languages if only is None else only)
    lines = []
    for address in addresses:
        if address and not address.endswith("/"):
            continue
        here = {code: escape(f"{base}/{code}/{address}") for code in languages}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>'
            for code, href in here.items()
        )
        lines += [f"<url><loc>{here[code]}</loc>{others}</url>\n" for code in listed]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(lines)}</urlset>\n'
    )
