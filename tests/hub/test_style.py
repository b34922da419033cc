"""What is promised to those who check pages: a dark screen has other colors, and no more."""

import re

from upstander.common.home import PACKAGE

DARK = r"@media \(prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}"
SITE = PACKAGE / "hub" / "static" / "upstander" / "hub" / "site.css"
COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


def variables(block: str) -> dict[str, str]:
    """Returns the declarations of a block without blocks in it, by their names."""
    return {
        name.strip(): value.strip()
        for name, value in (line.split(":", 1) for line in block.split(";") if line.strip())
    }


def test_a_dark_screen_changes_nothing_but_colors() -> None:
    style = SITE.read_text("utf-8")
    [dark] = re.findall(
        r"@media \(prefers-color-scheme: dark\) \{\s*:root \{([^{}]*)\}\s*\}", style
    )
    [usual] = re.findall(r"^:root \{([^{}]*)\}", style, flags=re.MULTILINE)
    assert variables(dark)
    for name, color in variables(dark).items():
        assert name.startswith("--")
        assert COLOR.fullmatch(color)
        assert COLOR.fullmatch(variables(usual)[name])


def test_nothing_else_looks_whether_the_screen_is_dark() -> None:
    telling = re.compile(r"prefers-color-scheme|light-dark\(")
    found = [
        (file.relative_to(PACKAGE).as_posix(), told)
        for kind in ("*.css", "*.js", "*.html")
        for file in PACKAGE.rglob(kind)
        for told in telling.findall(file.read_text("utf-8"))
    ]
    assert found == [(SITE.relative_to(PACKAGE).as_posix(), "prefers-color-scheme")]
