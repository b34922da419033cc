"""What a published folder says about itself. No Django here: the front reads it while starting."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from upstander.common.home import EDITION, PACKAGE

FILE = EDITION


@dataclass(frozen=True)
class Edition:
    """One publish: by which software, for which address, and what it put where.

    `assets` and `tables` are the names of the folders in `assets/` and `tables/`: first the one
    that this edition's own pages use, then those kept for readers of earlier pages. `names` are
    all names at the top of the folder. `shelves` are the addresses, without language, below which
    pages are made apart from the others. `framed` are paths that other sites may show in a frame.
    `pack` names what the look-up tables were made from, `renewed` the renewed tables it was made
    from, if it was, and `content` the kept copy of what organizers approved.
    """

    software: str
    base_url: str
    languages: tuple[str, ...]
    assets: tuple[str, ...]
    tables: tuple[str, ...]
    names: tuple[str, ...]
    shelves: tuple[str, ...] = ()
    framed: tuple[str, ...] = ()
    pack: str = ""
    renewed: str = ""
    content: str = ""

    @property
    def prefix(self) -> str:
        """The path in the base address, without a slash at its end; empty at the top."""
        return urlsplit(self.base_url).path.rstrip("/")

    def write(self, folder: Path) -> None:
        """Marks `folder` as this edition."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")


def read(folder: Path) -> Edition | None:
    """Returns what `folder` is an edition of, or None when no publish finished there."""
    try:
        written = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Edition(
        software=written["software"],
        base_url=written["base_url"],
        **{field: tuple(written[field]) for field in ("languages", "assets", "tables", "names")},
        shelves=tuple(written.get("shelves", ())),  # publishes of before have none
        framed=tuple(written.get("framed", ())),
        pack=written.get("pack", ""),
        renewed=written.get("renewed", ""),
        content=written.get("content", ""),
    )


def digest(files: dict[str, bytes]) -> str:
    """Returns a short name for exactly these files, as text that is safe in an address."""
    total = blake2b(digest_size=6)
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


@cache
def software() -> str:
    """Returns a short name for this very version of the software and the tables it came with.

    A process keeps the one that it found first, as it does the modules that it has loaded, even
    where a newer version has been put in their place.
    """
    return digest(
        {
            path.relative_to(PACKAGE).as_posix(): path.read_bytes()
            for path in PACKAGE.rglob("*")
            if path.suffix not in (".pyc", ".po") and path.is_file()
        }
    )


def is_current(home: Path, base_url: str) -> bool:
    """True when a hub's readers get what this very software made, for this address."""
    edition = read(home / "site" / "current")
    return edition is not None and (edition.base_url, edition.software) == (base_url, software())
