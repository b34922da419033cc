"""Where the browser for the browser tests is."""

import os
import shutil

GET_ONE = "apt-get install chromium, or https://www.chromium.org; UPSTANDER_CHROMIUM names another"


def path() -> str | None:
    """Returns the path of a Chromium, or None without one."""
    return os.environ.get("UPSTANDER_CHROMIUM") or shutil.which("chromium")
