"""Waiting in a page for what no event tells."""

from playwright.sync_api import Page

LOOKS = """async () => {
  const look = %s;
  for (let times = 0; times < 300; times += 1) {
    if (await look()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}"""


def until(page: Page, expression: str) -> None:
    """Waits until a function of the page, which may be asynchronous, returns what is true.

    Playwright's own `wait_for_function` takes a promise itself for true.
    """
    assert page.evaluate(LOOKS % expression), f"never: {expression}"
