"""The rules of axe, which say what on a page is hard to read or to reach."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# As one text: playwright takes its time over many values.
RUN = """async ([rules, about]) => {
  const ids = axe.getRules(rules.runOnly)
    .filter(({ tags }) => !about || tags.includes(about))
    .map(({ ruleId }) => ruleId);
  const run = { ...rules, runOnly: { type: "rule", values: ids } };
  return JSON.stringify((await axe.run(run)).violations);
}"""
ABOUT = {"light": None, "dark": "cat.color"}
"""What is asked of a page in each: dark changes nothing but colors (tests/hub/test_style.py)."""


def flaws(page: Page) -> list[str]:
    """Returns which rules the page at hand breaks, and where; light and dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for rule in json.loads(page.evaluate(RUN, [RULES, ABOUT[scheme]])):
            where = [node["target"] for node in rule["nodes"]]
            found.append(f"{page.url} {scheme}: {rule['id']} {where}")
    return found
