"""What a part of a page says."""

import json
from collections.abc import Mapping

from playwright.sync_api import Page

TEXTS = """([within, rows]) => {
  const shown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const texts = (selector) => {
    const [rows, visible] = selector.split(/(?=:visible$)/);
    const found = [...document.querySelectorAll(`:is(${within}) :is(${rows})`)];
    return found.filter((one) => !visible || shown(one)).map((one) => one.textContent);
  };
  return JSON.stringify(Object.entries(rows).map(([name, selector]) => [name, texts(selector)]));
}"""


def texts(page: Page, within: str, rows: Mapping[str, str]) -> dict[str, list[str]]:
    """Returns the texts of what selectors find in a part of a page, by the selectors' names.

    A selector may end in `:visible`. All are asked at once: playwright takes its time over each.
    """
    found = dict(json.loads(page.evaluate(TEXTS, [within, dict(rows)])))
    return {name: [" ".join(text.split()) for text in each] for name, each in found.items()}
