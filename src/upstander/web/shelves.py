"""Pages by the thousand, made after a publish, and only where they would say something else.

Each lot is a folder of its own, named by all that its pages depend on; the newest version links to
it. A version that is new links to those of the one before until its own are made.
"""

import os
import secrets
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath

from django.utils import translation

from upstander.hub import registry
from upstander.hub.context import Rendering, rendered_for
from upstander.hub.registry import Shelf
from upstander.places import queries as places
from upstander.web import approved, editions, folders
from upstander.web.editions import Edition
from upstander.web.sitemaps import sitemap

SITEMAP = "sitemap.xml"
FOLDER = folders.SHELVES
AT_ONCE = 100
"""Files that are handed over to be compressed and written."""
WAITING = 10
"""How many times as many may wait for that while more are made."""


def rendering(
    edition: Edition, *, endpoints: bool, states: frozenset[str] | None = None
) -> Rendering:
    """Returns how the pages of an edition are made."""
    return Rendering(
        base_url=edition.base_url,
        endpoints=endpoints,
        states=states,
        assets=f"assets/{edition.assets[0]}/",
        tables=f"tables/{edition.tables[0]}/",
    )


def fill(site: Path, *, on: date, say: Callable[[str], None]) -> int:
    """Has the newest publish link to its shelves as they are on a day; returns how many were made.

    They show the content that was approved with that publish, and no later one.

    None is made where the newest publish is by another version of the software: that one's next
    publish comes first.

    Raises:
        Busy: another process is doing this.
    """
    made = 0
    with folders.alone(site, lock="shelves.lock"):
        (site / FOLDER).mkdir(exist_ok=True)
        for stale in (site / FOLDER).glob(".new-*"):
            shutil.rmtree(stale)
        while (edition := editions.read(site / "current")) is not None:
            if edition.software != editions.software():
                break
            places.take_up()
            lots = {}
            fresh = {}
            with approved.shown_if_any(site.parent, edition):
                for shelf in registry.shelves():
                    note(site, shelf, on=on)
                    lots[shelf] = _name(shelf, edition, on)
                for shelf, name in lots.items():
                    if not (site / FOLDER / name).exists():
                        fresh[name] = _make(site, shelf, edition, on=on, say=say)
            made += len(fresh)
            with folders.alone(site, wait=True):
                for name, folder in fresh.items():
                    folder.rename(site / FOLDER / name)
                if editions.read(site / "current") == edition:
                    for shelf, name in lots.items():
                        folders.link_shelf(site, edition, shelf.address, name)
                    folders.prune_shelves(site)
                    break
    return made


def note(site: Path, shelf: Shelf, *, on: date) -> None:
    """Has a shelf write down what it keeps before its pages are made, for whichever site.

    Only one process at a time does: two would note the same change twice.
    """
    with folders.alone(site, lock="note.lock", wait=True):
        shelf.note(on)


def _name(shelf: Shelf, edition: Edition, on: date) -> str:
    """Returns the name of what a shelf is on a day: the same only for the very same files."""
    how = (shelf.address, edition.software, edition.base_url, *edition.languages)
    parts = (*how, edition.assets[0], edition.tables[0], shelf.fingerprint(on))
    return editions.digest({str(at): part.encode() for at, part in enumerate(parts)})


def _make(
    site: Path, shelf: Shelf, edition: Edition, *, on: date, say: Callable[[str], None]
) -> Path:
    """Makes one shelf in every language, in a folder that has no name yet; returns that."""
    folder = site / FOLDER / f".new-{secrets.token_hex(4)}"
    folder.mkdir()
    places = {
        code: (folder / code, (site / "current" / code / shelf.address).resolve())
        for code in edition.languages
    }
    try:
        say(f"Making the pages below {shelf.address} ...")
        how = rendering(edition, endpoints=True)
        files = write(shelf, edition, places, on=on, how=how)
        say(f"Made {files} files.")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def write(
    shelf: Shelf,
    edition: Edition,
    places: Mapping[str, tuple[Path, Path]],
    *,
    on: date,
    how: Rendering,
) -> int:
    """Writes a shelf's files, and waits until the disk has them.

    `places` are, for each language, the folder to write into and one of before, with which files
    that are still the same are shared. Returns how many files there are, compressed ones not
    counted.
    """
    written = 0
    with rendered_for(how), ThreadPoolExecutor(2) as pool:
        waiting: deque[Future[None]] = deque()
        for code in edition.languages:
            with translation.override(code):
                files = _with_sitemap(shelf, edition, shelf.files(on), code)
                while some := list(islice(files, AT_ONCE)):
                    waiting.append(
                        pool.submit(folders.put_all, *places[code], some, compressed=how.endpoints)
                    )
                    written += len(some)
                    if len(waiting) > WAITING:
                        waiting.popleft().result()
        for last in waiting:
            last.result()
    os.sync()
    return written


def _with_sitemap(
    shelf: Shelf, edition: Edition, files: Iterable[tuple[str, bytes]], code: str
) -> Iterator[tuple[str, bytes]]:
    """Yields the files, and last the list of those that are pages.

    Raises:
        ValueError: a name would lead out of the shelf.
    """
    pages = []
    for name, data in files:
        if any(part.startswith(".") for part in PurePosixPath("/", name).parts):
            raise ValueError(f"{name!r} cannot be the name of a page.")
        if name.endswith("index.html"):
            pages.append(shelf.address + name.removesuffix("index.html"))
        yield name, data
    yield SITEMAP, sitemap(pages, edition.languages, edition.base_url, only=[code]).encode()
