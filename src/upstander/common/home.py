"""Where the files of this installation and of its hub are."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SOURCE = PACKAGE.parents[1]
"""The folder that `up` is in."""


def home() -> Path:
    """Returns the hub's folder: `UPSTANDER_HOME`, or `hub/` beside `up`. It may not exist yet."""
    return Path(os.environ.get("UPSTANDER_HOME") or SOURCE / "hub").expanduser().resolve()
