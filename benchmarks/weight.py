"""What a visitor downloads before any interaction, and the size of each look-up table."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.page_types import page_types
from benchmarks.running import Hub
from benchmarks.table import Row
from upstander.web import editions

KB = 1024
FIRST_VIEW = 14 * KB
"""Bytes of HTML, style sheet and script: what fits the first round trip."""
ON_EVERY_PAGE = ("hub/site.css", "hub/site.js")
AT_LOAD = re.compile(r'data-module="([\w/-]+)" data-when="load"')
IMPORT = re.compile(r'(?:from|^import) "(\.[\w/.-]+)"', re.MULTILINE)
TABLES = {
    "zips.json": 40 * KB,
    "congress.json": 16 * KB,
    "offices.json": 60 * KB,
    "places.json": 180 * KB,
}
"""Bytes that a look-up table may have."""
A_STATE = 28 * KB
"""Bytes that the table of one state may have."""


def measure(hub: Hub) -> Iterator[Row]:
    """Yields a row for each type of page, in its heavier language, and for each table."""
    edition = editions.read(hub.folder)
    if edition is None:
        raise RuntimeError(f"{hub.folder} is not published")
    assets = hub.folder / "assets" / edition.assets[0]
    heaviest: dict[str, tuple[int, int]] = {}
    for language in edition.languages:
        for name, page in page_types(hub.folder, language).items():
            html = brotli_size(page)
            rest = sum(brotli_size(assets / asset) for asset in loaded_with(page, assets))
            heaviest[name] = max(heaviest.get(name, (0, 0)), (html + rest, html))
    for name, (total, html) in heaviest.items():
        yield Row(
            f"first view of {name}",
            f"{total:,} bytes",
            f"HTML {html:,}",
            f"{FIRST_VIEW:,}",
            total <= FIRST_VIEW,
        )
    tables = hub.folder / "tables" / edition.tables[0]
    for table in sorted(tables.rglob("*.json")):
        name, size = table.relative_to(tables).as_posix(), brotli_size(table)
        most = A_STATE if name.startswith("states/") else TABLES.get(name)
        aim = f"{most:,}" if most else ""
        yield Row(f"table {name}", f"{size:,} bytes", "", aim, not most or size <= most)


def loaded_with(page: Path, assets: Path) -> set[str]:
    """Returns the style sheets and scripts that a page loads before any interaction."""
    waiting = [f"{module}.js" for module in AT_LOAD.findall(page.read_text())]
    loaded = set(ON_EVERY_PAGE)
    while waiting:
        name = waiting.pop()
        if name not in loaded:
            loaded.add(name)
            imported = IMPORT.findall((assets / name).read_text())
            waiting += [posixpath.normpath(f"{posixpath.dirname(name)}/{one}") for one in imported]
    return loaded


def brotli_size(file: Path) -> int:
    """Returns how many bytes a browser downloads for a published file."""
    small = file.with_name(f"{file.name}.br")
    return (small if small.exists() else file).stat().st_size
