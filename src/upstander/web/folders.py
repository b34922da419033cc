"""Writing a published folder: compressed, on the disk, and there all at once or not at all."""

import ctypes
import fcntl
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from gzip import compress as gzip
from pathlib import Path

import brotli

from upstander.web import editions
from upstander.web.editions import Edition

COMPRESSED = {".atom", ".css", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"}
COMPRESSED |= {".webmanifest"}
Encoder = Callable[[bytes], bytes]
ENCODERS: Mapping[str, Encoder] = {
    ".gz": lambda data: gzip(data, compresslevel=9, mtime=0),
    ".br": lambda data: brotli.compress(data, mode=brotli.MODE_TEXT, quality=11),
}
SHELVES = "shelves"
"""Where pages by the thousand are, for the version that links to them."""
PACKET = 1400
"""Bytes that travel at once: a file as small as that gains nothing from compression."""
LONG = 50_000
"""Bytes from which one of very many files is worth the time that the best compression takes."""
KEPT = 3
"""Versions that stay on the disk, and folders of assets and tables that stay in a version."""


Also = Callable[[Path, Edition, Path | None], None]
"""Adds to a folder that is being made, for an edition, what it may take from an earlier one."""


@dataclass(frozen=True)
class How:
    """How a folder is filled: what adds to it, and which compressed forms its files get."""

    also: Also | None
    encoders: Mapping[str, Encoder]


class Busy(Exception):
    """Somebody else is publishing at this moment."""


class Occupied(Exception):
    """The folder to publish to holds something else."""


@contextmanager
def alone(site: Path, *, lock: str = "publish.lock", wait: bool = False) -> Iterator[None]:
    """Keeps every other publish of this hub out while the block runs.

    Args:
        site: the folder of all versions.
        lock: the file that says so; another one for other work than a publish.
        wait: waits for another publish to end.

    Raises:
        Busy: another publish is running, and it was not waited for.
    """
    site.mkdir(parents=True, exist_ok=True)
    with (site / lock).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Busy("Another publish is running. Wait for it, then try again.") from None
        yield


def newest(site: Path) -> Path | None:
    """Returns the folder that readers get now, or None before the first publish."""
    current = site / "current"
    return current.resolve() if current.exists() else None


def add_version(site: Path, edition: Edition, files: Mapping[str, bytes]) -> Path:
    """Writes a new version and turns readers over to it by one rename; returns its folder.

    Anything that fails before the rename leaves the site as it was.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{secrets.token_hex(2)}"
    folder = site / "versions" / name
    _fill(folder, edition, files, newest(site), How(_carry_over, ENCODERS))
    link = site / f"current.{name}"
    link.symlink_to(Path("versions", name))
    link.replace(site / "current")
    _sync(site)
    _prune(site)
    return folder


def earlier(folder: Path) -> Edition | None:
    """Returns the publish that `folder` is, or None where it is empty or not there.

    Raises:
        Occupied: something else is in it.
    """
    edition = editions.read(folder)
    if edition is None and folder.exists() and any(folder.iterdir()):
        raise Occupied(
            f"{folder} is not empty, and was not made by publishing. "
            "Name an empty folder, or one that does not exist yet."
        )
    return edition


def tidy(folder: Path) -> None:
    """Clears away what a publish into `folder` that was killed left beside it.

    What others had put at its top comes back where it is missing.
    """
    folder = folder.expanduser().resolve()
    if not folder.parent.is_dir():
        return
    left = re.compile(rf"\.{re.escape(folder.name)}\.(new|old)-[0-9a-f]{{8}}")
    for stale in sorted(folder.parent.iterdir()):
        found = left.fullmatch(stale.name)
        if not found or not stale.is_dir():
            continue
        if found[1] == "old" and (before := editions.read(stale)):
            if not folder.exists():
                stale.rename(folder)
                continue
            for entry in _of_others(stale, before, earlier(folder)):
                if not os.path.lexists(folder / entry.name):
                    entry.rename(folder / entry.name)
        shutil.rmtree(stale)


def _of_others(folder: Path, *editions_there: Edition | None) -> list[Path]:
    """Returns what is at the top of a folder and of none of the editions."""
    names = {name for edition in editions_there if edition for name in edition.names}
    return [path for path in folder.iterdir() if path.name not in {editions.FILE, *names}]


def replace(
    folder: Path, edition: Edition, files: Mapping[str, bytes], *, also: Also | None = None
) -> Path:
    """Writes the files as `folder`, in place of an earlier publish there; returns it.

    What others have put at the top of the folder, such as `.git` or `CNAME`, is in the new one
    before that takes the old one's place, by one rename. `also` adds what is too much to be held
    in memory. A static host compresses by itself.

    Raises:
        Occupied: the folder is not empty, and no publish made it.
    """
    folder = folder.expanduser().resolve()
    tidy(folder)
    before = earlier(folder)
    fresh = folder.with_name(f".{folder.name}.new-{secrets.token_hex(4)}")
    _fill(fresh, edition, files, folder if before else None, How(also, {}))
    if not folder.exists():
        fresh.rename(folder)
        return folder
    try:
        for entry in _of_others(folder, edition, before):
            _share(entry, fresh / entry.name)
        fresh.chmod(stat.S_IMODE(folder.stat().st_mode))
        _sync(fresh)
        stale = _exchange(fresh, folder)
    except OSError:
        shutil.rmtree(fresh)
        raise
    shutil.rmtree(stale)
    return folder


def _share(old: Path, new: Path) -> None:
    """Has a file or a folder of others at a second place too, without what is in it twice."""
    if old.is_dir() and not old.is_symlink():
        shutil.copytree(old, new, symlinks=True, copy_function=_link_or_copy)
    elif old.is_symlink():
        new.symlink_to(old.readlink())
    else:
        _link_or_copy(old, new)


def _link_or_copy(old: str | Path, new: str | Path) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _exchange(fresh: Path, folder: Path) -> Path:
    """Puts a folder in another one's place, by one rename; returns where the other one is then.

    Where the disk or the system cannot do that it takes two, with a moment between: the next
    publish mends what was killed just then.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    one, two = os.fsencode(fresh), os.fsencode(folder)
    if hasattr(libc, "renameat2"):  # Linux; -100 is the current folder, 2 to exchange
        failed = libc.renameat2(-100, one, -100, two, 2)
    elif hasattr(libc, "renamex_np"):  # macOS; 2 to swap
        failed = libc.renamex_np(one, two, 2)
    else:
        failed = -1
    if not failed:
        _sync(folder.parent)
        return fresh
    stale = folder.with_name(fresh.name.replace(".new-", ".old-"))
    folder.rename(stale)
    try:
        fresh.rename(folder)
    except OSError:
        stale.rename(folder)
        raise
    _sync(folder.parent)
    return stale


def _fill(
    folder: Path,
    edition: Edition,
    files: Mapping[str, bytes],
    like: Path | None,
    how: How,
) -> None:
    """Makes `folder`; its mark as an edition comes last, when all else is on the disk."""
    try:
        folder.mkdir(parents=True)
        with ThreadPoolExecutor() as pool:
            for added in [
                pool.submit(_add, folder, *item, like, how.encoders) for item in files.items()
            ]:
                added.result()
        if like is not None:
            _keep_older(folder, edition, like, how.encoders)
        for parent, _folders, _names in os.walk(folder):
            _sync(Path(parent))
        if how.also is not None:
            how.also(folder, edition, like)
        edition.write(folder)
        _sync(folder / editions.FILE)
        _sync(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _add(
    folder: Path, name: str, data: bytes, like: Path | None, encoders: Mapping[str, Encoder]
) -> None:
    """Writes one file and its compressed forms, or links them where `like` has the same file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if like is not None and _same(like / name, data):
        for suffix in ("", *encoders):
            if (old := like / f"{name}{suffix}").exists():
                _link(old, folder / f"{name}{suffix}")
        return
    _save(path, data)
    if path.suffix in COMPRESSED:
        for suffix, encode in encoders.items():
            small = encode(data)
            if len(small) < len(data):
                _save(folder / f"{name}{suffix}", small)


def put_all(
    folder: Path, like: Path, files: Iterable[tuple[str, bytes]], *, compressed: bool = True
) -> None:
    """Writes some of very many files, the short ones compressed quickly; waits for no disk.

    Where `like`, which need not be there, has the same file, that is shared.
    """
    for name, data in files:
        _put(folder, like, name, data, compressed=compressed)


def _put(folder: Path, like: Path, name: str, data: bytes, *, compressed: bool) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    small = path.with_name(f"{path.name}.br")
    if _same(like / name, data):
        _link(like / name, path)
        if compressed and (old := like / f"{name}.br").exists():
            _link(old, small)
        return
    path.write_bytes(data)
    if compressed and path.suffix in COMPRESSED and len(data) > PACKET:
        quality = 11 if len(data) > LONG else 5
        small.write_bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))


def link_shelf(site: Path, edition: Edition, address: str, name: str) -> None:
    """Has the newest version show the shelf of that name at an address, in every language."""
    version = (site / "current").resolve()
    for code in edition.languages:
        link = version / code / address.rstrip("/")
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_name(f".{link.name}-{secrets.token_hex(4)}")
        fresh.symlink_to(os.path.relpath(site.resolve() / SHELVES / name / code, link.parent))
        fresh.replace(link)
        _sync(link.parent)


def _carry_over(folder: Path, edition: Edition, like: Path | None) -> None:
    """Has a new version show the shelves of the one before until its own are made."""
    before = editions.read(like) if like is not None else None
    if like is None or before is None or before.base_url != edition.base_url:
        return
    for address in edition.shelves:
        for code in edition.languages:
            old = like / code / address.rstrip("/")
            if old.is_symlink():
                link = folder / code / address.rstrip("/")
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(old.readlink())


def prune_shelves(site: Path) -> None:
    """Removes the shelves that the newest version does not show."""
    edition = editions.read(site / "current")
    shown = {
        (site / "current" / code / address).resolve().parent.name
        for address in (edition.shelves if edition else ())
        for code in (edition.languages if edition else ())
    }
    for shelf in (site / SHELVES).glob("[!.]*"):
        if shelf.name not in shown:
            shutil.rmtree(shelf)


def _keep_older(
    folder: Path, edition: Edition, like: Path, encoders: Mapping[str, Encoder]
) -> None:
    """Keeps what pages of earlier editions, still open in a browser, may ask for."""
    left_out = shutil.ignore_patterns(*(f"*{end}" for end in ENCODERS if end not in encoders))
    for kind, names in (("assets", edition.assets), ("tables", edition.tables)):
        for name in names[1:]:
            shutil.copytree(
                like / kind / name, folder / kind / name, ignore=left_out, copy_function=_link
            )


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _link(old: str | Path, new: str | Path) -> None:
    """Shares a file that nothing changes any more; copies it where a disk has no links."""
    try:
        os.link(old, new)
    except OSError:
        _save(Path(new), Path(old).read_bytes())


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    _sync(path)


def _sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(site: Path) -> None:
    """Removes all but the newest versions, and what a publish that was killed left behind."""
    versions = sorted((site / "versions").iterdir())
    finished = [folder for folder in versions if editions.read(folder)]
    kept = {newest(site), *finished[-KEPT:]}
    for folder in versions:
        if folder not in kept:
            shutil.rmtree(folder)
    for link in site.glob("current.*"):
        link.unlink()
