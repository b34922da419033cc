"""Where the files of this installation and of its hub are."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SOURCE = PACKAGE.parents[1]
"""The folder that `up` is in."""


def home() -> Path:
    """Returns the hub's folder: `UPSTANDER_HOME`, or `hub/` beside `up`. It may not exist yet."""
    return Path(os.environ.get("UPSTANDER_HOME") or SOURCE / "hub").expanduser().resolve()


def civic_folder() -> Path | None:
    """Returns the hub's own tables for look-ups, `civic/` in its folder; None if it has none."""
    folder = home() / "civic"
    return folder if (folder / "manifest.json").is_file() else None
