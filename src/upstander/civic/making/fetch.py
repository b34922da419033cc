"""Fetches the publishers' files: checked, each whole or not at all.

Nothing here runs by itself. A file is written into a folder of parts, checked there, and renamed
into its place once it is whole; what was there stays until then. ``fetched.json`` keeps, for each
file, its address, date, size and hash.

What the publishers let us check: GitHub lists the hash of every file in a repository (the tag of a
download there is a hash of something else); in an archive, every member has a checksum; of the
rest, the size that the server states, and whether the contents are what they should be.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from urllib.parse import urlsplit

from upstander.civic.making.download import (
    MEGABYTE,
    Downloader,
    NotThere,
    Trouble,
    Unchanged,
    forget,
)
from upstander.civic.making.sources.checks import check_form
from upstander.civic.making.sources.files import BadSource, require
from upstander.civic.making.sources.listing import (
    FETCHED,
    PUBLICATIONS,
    Dates,
    File,
    Form,
    Publication,
    read_fetched,
)

PARTS = ".parts"
SUMS = "SHA256SUMS"

FileRecord = dict[str, Any]
"""What is kept of a file: its address, date, size, hash and tags."""


class Listener(Protocol):
    """What is told how it goes."""

    def say(self, line: str) -> None:
        """Hear in a sentence what happens."""

    def progress(self, name: str, done: int, total: int | None) -> None:
        """Hear that ``done`` of ``total`` bytes are here; ``None`` where nobody states them."""


class Quiet:
    """Tells nobody."""

    def say(self, line: str) -> None:
        """Drop the line."""

    def progress(self, name: str, done: int, total: int | None) -> None:
        """Drop the figures."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be had, or would not do, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch came to, by the names of the files.

    ``unchanged`` ones are still as they were here, ``left_out`` are optional ones that neither the
    folder nor the publisher has.
    """

    taken: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[str, ...]
    refused: tuple[Refusal, ...]


class Origin(Protocol):
    """Where files come from."""

    def name(self, file: File) -> str:
        """What a file is called here: as the form at hand, else the best that may be had."""

    def take(self, publication: Publication, file: File) -> tuple[Form, FileRecord] | None:
        """Put a file among the parts, checked, and return its form and what to keep of it.

        Returns ``None`` for one that may be absent and is. Raises ``Unchanged`` with its name if it
        is here already, ``BadSource`` if it will not do, ``Trouble`` if another time may do.
        """


def fetch(
    target: Path,
    *,
    source: Path | None = None,
    only: Iterable[str] | None = None,
    web: Downloader | None = None,
    listener: Listener | None = None,
) -> Fetched:
    """Bring the publishers' files into ``target``; return what came and what was refused.

    They come from their publishers, by ``web``, or from the folder ``source``, with the same checks
    and the same result; ``only`` names publications by key. A refused file leaves what was there
    before. Raises ``BadSource`` if nothing dates the files in ``source``, and ``OSError`` if
    ``target`` cannot be written.
    """
    (target / PARTS).mkdir(parents=True, exist_ok=True)
    listener = listener or Quiet()
    origin: Origin
    if source is not None:
        origin = _Folder(source, target / PARTS, listener)
    else:
        origin = _Web(web or Downloader(say=listener.say), target, listener)
    keys = None if only is None else set(only)
    taken, unchanged, left_out, refused = [], [], [], []
    for publication, file in _files(keys):
        try:
            found = origin.take(publication, file)
        except Unchanged as same:
            unchanged.append(str(same))
        except (Trouble, BadSource) as error:
            reason = error.problem if isinstance(error, BadSource) else str(error)
            refused.append(Refusal(origin.name(file), reason))
        else:
            if found is None:
                left_out.append(file.name)
                continue
            form, entry = found
            _settle(target, form.name)
            _keep(target, form.name, entry)
            taken.append(form.name)
    if not refused:
        shutil.rmtree(target / PARTS)
    return Fetched(tuple(dict.fromkeys(taken)), tuple(unchanged), tuple(left_out), tuple(refused))


def _files(keys: set[str] | None) -> Iterator[tuple[Publication, File]]:
    """Every file of these publications, or of all, with its publication."""
    for publication in PUBLICATIONS:
        if keys is None or publication.key in keys:
            for file in publication.files:
                yield publication, file


def _settle(target: Path, name: str) -> None:
    """Put a whole file in its place."""
    part = target / PARTS / name
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    part.replace(target / name)
    forget(part)


def _keep(target: Path, name: str, record: FileRecord) -> None:
    """Write down what is known of a file."""
    entries = read_fetched(target) | {name: record}
    text = json.dumps({"files": dict(sorted(entries.items()))}, ensure_ascii=False, indent=1)
    new = target / PARTS / FETCHED
    new.write_text(text + "\n", "utf-8")
    new.replace(target / FETCHED)


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


class _Folder:
    """Files from a folder."""

    def __init__(self, source: Path, parts: Path, listener: Listener) -> None:
        self._source = source
        self._parts = parts
        self._listener = listener
        self._dates = Dates(source)
        self._entries = read_fetched(source)
        self._sums = _sums(source)

    def name(self, file: File) -> str:
        return (file.at_hand(self._source) or file.forms[0]).name

    def take(self, publication: Publication, file: File) -> tuple[Form, FileRecord] | None:
        form = file.at_hand(self._source)
        if form is None:
            if publication.optional:
                return None
            names = " or ".join(form.name for form in file.forms)
            raise BadSource(file.name, f"{self._source} has no {names}")
        part = self._parts / form.name
        part.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._source / form.name, part)
        size, digest = part.stat().st_size, _sha256(part)
        self._listener.progress(form.name, size, size)
        known = self._entries.get(form.name, {})
        for at, stated in ((FETCHED, known.get("sha256")), (SUMS, self._sums.get(form.name))):
            same = stated in (None, digest)
            require(same, form.name, f"does not have the hash that {self._source / at} states")
        check_form(self._parts, form)
        return form, {
            "address": form.url,
            "as_of": self._dates.of(form.name).isoformat(),
            "bytes": size,
            "sha256": digest,
            "etag": known.get("etag"),
            "last_modified": known.get("last_modified"),
        }


def _sums(folder: Path) -> dict[str, str]:
    """Hashes by name, where somebody put a list of them beside the files."""
    path = folder / SUMS
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    pairs = [line.split(maxsplit=1) for line in lines]
    sums = {name.lstrip("*"): digest.lower() for digest, name in (p for p in pairs if len(p) == 2)}
    return {name.removeprefix("./"): digest for name, digest in sums.items()}


class _Web:
    """Files from their publishers."""

    def __init__(self, web: Downloader, target: Path, listener: Listener) -> None:
        self._web = web
        self._target = target
        self._parts = target / PARTS
        self._listener = listener
        self._hashes: dict[str, dict[str, tuple[int, str]]] = {}

    def name(self, file: File) -> str:
        return next(form.name for form in file.forms if form.url is not None)

    def take(self, publication: Publication, file: File) -> tuple[Form, FileRecord] | None:
        """The best form that a publisher has. Trouble with one is no reason to take another."""
        reasons: list[BadSource] = []
        for form in file.forms:
            if form.url is None:
                continue
            try:
                return form, self._whole(publication, form, form.url)
            except BadSource as error:
                forget(self._parts / form.name)
                reasons.append(error)
                self._listener.say(f"{form.name}: {error.problem}")
        if publication.optional and all(isinstance(each, NotThere) for each in reasons):
            return None
        raise BadSource(reasons[0].file, "; ".join(each.problem for each in reasons))

    def _whole(self, publication: Publication, form: Form, url: str) -> FileRecord:
        known = self._known(form)
        part = self._parts / form.name
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            headers = self._web.download(
                url,
                part,
                known.get("etag"),
                lambda done, total: self._listener.progress(form.name, done, total),
                most=form.most_mb * MEGABYTE,
            )
        except Unchanged:
            if known["last_modified"] is None:  # without a date of its own, it is of today
                _keep(self._target, form.name, known | {"as_of": date.today().isoformat()})
            raise Unchanged(form.name) from None
        self._check_hash(publication, form, url)
        check_form(self._parts, form)
        return {
            "address": url,
            "as_of": (_last_modified(headers) or date.today()).isoformat(),
            "bytes": part.stat().st_size,
            "sha256": _sha256(part),
            "etag": headers.get("ETag"),
            "last_modified": headers.get("Last-Modified"),
        }

    def _known(self, form: Form) -> FileRecord:
        """What is kept of the file here, if that is still what it was when it came."""
        entry = read_fetched(self._target).get(form.name, {})
        path = self._target / form.name
        same = path.is_file() and entry.get("sha256") == _sha256(path)
        return entry if same else {}

    def _check_hash(self, publication: Publication, form: Form, url: str) -> None:
        if publication.key not in self._hashes:
            self._hashes[publication.key] = self._listed_hashes(publication)
        listed = self._hashes[publication.key].get(PurePosixPath(urlsplit(url).path).name)
        data = (self._parts / form.name).read_bytes()
        require(
            listed in (None, (len(data), git_hash(data))),
            form.name,
            f"does not have the size and hash that {publication.publisher} lists; "
            "if it has just been changed there, try again in ten minutes",
        )

    def _listed_hashes(self, publication: Publication) -> dict[str, tuple[int, str]]:
        """Size and hash of the publication's files by name, as GitHub lists them."""
        listed: dict[str, tuple[int, str]] = {}
        for url in publication.hashes:
            try:
                listed |= _git_listing(url, self._web.read(url))
            except (Trouble, BadSource) as error:
                self._listener.say(
                    f"{publication.key}: the publisher's list of hashes cannot be had ({error}). "
                    "Sizes and contents are checked without it."
                )
        return listed


def git_hash(data: bytes) -> str:
    """The hash by which git knows a file of these contents."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _git_listing(url: str, data: bytes) -> dict[str, tuple[int, str]]:
    """Size and hash by name, from GitHub's listing of a folder."""
    try:
        files = [row for row in json.loads(data) if row["type"] == "file"]
        return {str(row["name"]): (int(row["size"]), str(row["sha"])) for row in files}
    except (ValueError, KeyError, TypeError) as error:
        raise BadSource(url, f"is no listing of files ({error!r})") from error


def _last_modified(headers: Mapping[str, str]) -> date | None:
    text = headers.get("Last-Modified")
    try:
        return parsedate_to_datetime(text).date() if text else None
    except ValueError:
        return None
