"""Folders for static hosts that were published on this machine: newer lists follow there, too.

They are remembered in a file beside the hub's own site, which no backup takes along: on another
machine there are no such folders.
"""

import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from upstander.web import approved, editions
from upstander.web.editions import Edition

FILE = "elsewhere.json"
PROBLEMS: Mapping[str, Promise] = {
    "gone": gettext_lazy("The folder is not there any more. It is not made anew by itself."),
    "other": gettext_lazy("Something else is in the folder now, so it was left alone."),
    "approve": gettext_lazy(
        "Another version of this software published there. Publish there once more; newer lists "
        "follow from then on."
    ),
    "failed": gettext_lazy("The pages could not be made. %(why)s"),
}
"""Why a folder did not follow."""


@dataclass(frozen=True)
class Place:
    """A folder: where it is, of which offices it has pages, when it was made last, as ISO.

    `problem` is why newer lists are not there, one of PROBLEMS; empty where they are.
    """

    folder: str
    offices: str
    made: str
    problem: str = ""
    why: str = ""

    @property
    def said(self) -> str:
        """The problem in words; empty where there is none."""
        return str(PROBLEMS[self.problem]) % {"why": self.why} if self.problem else ""

    @property
    def command(self) -> str:
        """What publishes there what is approved now."""
        edition = editions.read(Path(self.folder))
        words = ["upstander", "publish", "--to", self.folder]
        words += ["--base-url", edition.base_url if edition else _("ADDRESS")]
        words += ["--offices", self.offices] if self.offices else []
        return shlex.join(words)


def read(home: Path) -> list[Place]:
    """Returns every folder that is remembered; none where the file cannot be read."""
    try:
        return [Place(**one) for one in json.loads(_file(home).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def is_behind(home: Path, place: Place) -> bool:
    """True where an organizer has published the hub's own site since."""
    there, own = editions.read(Path(place.folder)), editions.read(home / "site" / "current")
    if there is None or own is None or there.content == own.content:
        return False
    return _kept_at(home, own) > _kept_at(home, there)


def _kept_at(home: Path, edition: Edition) -> float:
    """Returns when content was approved, in seconds; 0 where no copy of it is kept."""
    path = approved.file(home, edition.content)
    return path.stat().st_mtime if edition.content and path.exists() else 0.0


def remember(home: Path, place: Place) -> None:
    """Remembers a folder, in place of what was known of it."""
    _write(home, [*_others(home, place.folder), place])


def forget(home: Path, folder: str) -> None:
    """Leaves a folder alone from now on."""
    _write(home, _others(home, folder))


def _others(home: Path, folder: str) -> list[Place]:
    return [one for one in read(home) if one.folder != folder]


def _write(home: Path, places: Iterable[Place]) -> None:
    new = _file(home).with_name(f".{FILE}")
    listed = sorted(map(asdict, places), key=lambda one: str(one["folder"]))
    new.write_text(json.dumps(listed, ensure_ascii=False), "utf-8")
    new.replace(_file(home))


def _file(home: Path) -> Path:
    return home / "site" / FILE
