"""Where the browser for the browser tests is."""

import os
import shutil

GET_ONE = (
    "apt-get install chromium-headless-shell, or chromium, or https://www.chromium.org; "
    "UPSTANDER_CHROMIUM names another"
)
PROGRAMS = ("chromium-headless-shell", "chromium")
"""The same engine without windows, which takes half the time, before the whole browser."""


def path() -> str | None:
    """Returns the path of a Chromium, or None without one."""
    found = filter(None, map(shutil.which, PROGRAMS))
    return os.environ.get("UPSTANDER_CHROMIUM") or next(found, None)
