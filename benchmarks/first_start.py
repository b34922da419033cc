"""Seconds from `./up` in a fresh clone to the first page, and from a second start.

python3 benchmarks/first_start.py
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.running import free_port, running  # noqa: E402

AIMS = {"first": 60.0, "second": 3.0}


def main() -> None:
    """Clones this repository to a temporary folder and starts it there twice."""
    with TemporaryDirectory() as folder:
        clone = Path(folder, "upstander")
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for name, aim in AIMS.items():
            port = free_port()
            started = time.perf_counter()
            with running([str(clone / "up"), f"--port={port}"], port):
                seconds = time.perf_counter() - started
            print(f"{name} start to the first 200: {seconds:.2f} s (aim {aim:.0f} s)")  # noqa: T201


if __name__ == "__main__":
    main()
