"""The rules of axe, which say what on a page is hard to read or to reach."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def flaws(page: Page) -> list[str]:
    """Returns which rules the page at hand breaks, and where; light and dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # As one text: playwright takes its time over many values.
        run = "rules => axe.run(rules).then(({violations}) => JSON.stringify(violations))"
        for rule in json.loads(page.evaluate(run, RULES)):
            where = [node["target"] for node in rule["nodes"]]
            found.append(f"{page.url} {scheme}: {rule['id']} {where}")
    return found
