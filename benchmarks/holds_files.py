"""What a hub's files stand up to: others on the machine, kills at every step, half a backup."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from upstander.common import home
from upstander.upkeep import archive
from upstander.web import folders
from upstander.web.editions import Edition

STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod"}
STEPS |= {"open", "ctypes.dlsym", "shutil.rmtree", "shutil.copytree"}
"""What a process is killed before, one after the other."""
CUTS = 60
"""At how many places a backup is cut short."""

Row = tuple[str, int, int]
"""What was tried, how many times, and how many of them failed."""


def rows() -> Iterator[Row]:
    """Yields what was tried and how often it failed, which is to be never. Needs no Django."""
    with TemporaryDirectory(prefix="upstander-holds-") as name:
        folder = Path(name)
        for what, try_it in (
            ("files that others on the machine can read after a start", _open_files),
            ("secret.key, killed at each step of its making", _key),
            ("publish --to, killed at each step: the site and what others put there", _static),
            ("a backup cut short, or changed, and taken for whole", _half_backups),
        ):
            place = folder / try_it.__name__
            place.mkdir()
            tried, failed = try_it(place)
            yield what, tried, failed


def killed_at_each_step(
    folder: Path, make: Callable[[Path], None], act: Callable[[Path], None]
) -> Iterator[Path]:
    """Yields folders that `make` has filled and in which `act` was killed, one step later each.

    The last one is where it came to its end.
    """
    for step in count(1):
        place = folder / str(step)
        place.mkdir()
        make(place)
        child = os.fork()
        if not child:
            _die_at(step)
            act(place)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        yield place
        if ended != 9:
            return


def _die_at(step: int) -> None:
    left = step

    def hook(event: str, _given: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os._exit(9)

    sys.addaudithook(hook)


def _open_files(folder: Path) -> tuple[int, int]:
    names = ("upstander.sqlite3", "secret.key", "civic/zips.tsv", "site/versions/1/index.html")
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(0o644)
        path.parent.chmod(0o755)
    with home.for_others():
        home.keep_private(folder)
        (folder / "made later").touch()
    found = [folder, *folder.rglob("*")]
    return len(found), sum(bool(stat.S_IMODE(path.stat().st_mode) & home.OTHERS) for path in found)


def _key(folder: Path) -> tuple[int, int]:
    tried = failed = 0
    for place in killed_at_each_step(folder, lambda place: None, _make_key):
        tried += 1
        made = place / home.KEY
        whole = made.stat().st_size > 40 if made.exists() else True
        failed += not whole or len(home.secret_key(place)) < 40
    return tried, failed


def _make_key(place: Path) -> None:
    home.secret_key(place)


def _static(folder: Path) -> tuple[int, int]:
    tried = failed = 0
    for place in killed_at_each_step(folder, _old_site, lambda place: _publish(place, "new")):
        tried += 1
        target = place / "public"
        whole = _told(target) in ({"old"}, {"new"}) and _of_others(target)
        _publish(place, "newer")
        left = [path.name for path in place.iterdir()]
        failed += not (
            whole and _told(target) == {"newer"} and _of_others(target) and left == ["public"]
        )
    return tried, failed


def _publish(place: Path, text: str) -> None:
    edition = Edition("one", "https://hub.example", ("en",), ("a",), ("t",), ("en", "index.html"))
    names = ("index.html", "en/index.html", "en/about/index.html")
    folders.replace(place / "public", edition, dict.fromkeys(names, text.encode()))


def _old_site(place: Path) -> None:
    _publish(place, "old")
    (place / "public" / ".git").mkdir()
    (place / "public" / ".git" / "HEAD").write_text("head")
    (place / "public" / "CNAME").write_text("hub.example")


def _told(target: Path) -> set[str]:
    return {path.read_text() for path in target.rglob("*.html")}


def _of_others(target: Path) -> bool:
    kept = {".git/HEAD": "head", "CNAME": "hub.example"}
    paths = ((target / name, text) for name, text in kept.items())
    return all(path.is_file() and path.read_text() == text for path, text in paths)


def _half_backups(folder: Path) -> tuple[int, int]:
    key = archive.Key(archive.new_key())
    part = folder / "rows"
    part.write_bytes(os.urandom(300_000))
    said = archive.Contents(archive.FORMAT, "1", "", "sqlite", True, {"rows": archive.digest(part)})
    archive.write({"rows": part}, said, folder / "packed")
    key.close(folder / "packed", folder / "sealed")
    failed = 0
    for name in ("packed", "sealed"):
        data = (folder / name).read_bytes()
        for number in range(CUTS):
            at = len(data) * number // CUTS
            cut, changed = data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            failed += _is_taken(folder, cut, key if name == "sealed" else None)
            # In the clear a change in the container's own words says nothing of the rows.
            failed += name == "sealed" and _is_taken(folder, changed, key)
    return CUTS * 3, failed


def _is_taken(folder: Path, data: bytes, key: archive.Key | None) -> bool:
    file, opened, into = (folder / name for name in ("file", "opened", "into"))
    file.write_bytes(data)
    into.mkdir(exist_ok=True)
    try:
        if key is not None:
            archive.kind(file)
            key.open(file, opened)
        archive.unpack(opened if key is not None else file, into)
    except archive.BackupError:
        return False
    return True
