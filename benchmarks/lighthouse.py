"""Lighthouse 12 on each type of page, as a phone on a slow network sees it."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.page_types import address, page_types
from benchmarks.running import Hub, program
from benchmarks.table import Missing, Row

AIMS = {"accessibility": 100, "best-practices": 100, "performance": 95}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def measure(hub: Hub) -> Iterator[Row]:
    """Yields a row for each type of page, in English."""
    program("node", "nodejs")
    if not LIGHTHOUSE.exists():
        raise Missing("Lighthouse is not installed: npm ci --prefix benchmarks")
    chromium = os.environ.get("UPSTANDER_CHROMIUM") or program("chromium", "chromium")
    for name, page in page_types(hub.folder, "en").items():
        if page.name == "index.html":
            scores = _scores(f"http://127.0.0.1:{hub.port}{address(hub.folder, page)}", chromium)
            yield Row(
                f"Lighthouse, {name}",
                ", ".join(f"{category} {score}" for category, score in scores.items()),
                "",
                ", ".join(str(aim) for aim in AIMS.values()),
                all(scores[category] >= aim for category, aim in AIMS.items()),
            )


def _scores(url: str, chromium: str) -> dict[str, int]:
    """Returns the score of each category, 0 to 100."""
    command = [str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={CHROME}"]
    done = subprocess.run(
        [*command, f"--only-categories={','.join(AIMS)}"],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}:\n{done.stderr}")
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in AIMS}
