"""Scripts run on phones that get no newer browser: iOS 12 and the Chrome of 2019."""

import re
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[1] / "src/upstander").glob("*/static/upstander/*.js"))
NEWER_THAN_2019 = {
    "optional chaining": r"\?\.[a-zA-Z([]",
    "nullish operators": r"\?\?",
    "numeric separators": r"\d_\d",
    "private and static fields": r"^\s+#\w+|this\.#|static \w+ = ",
    "lookbehind": r"\(\?<[=!]",
    "newer methods": r"\.(?:at|matchAll|replaceAll|allSettled|replaceChildren|groupBy)\(",
    "await outside of a function": r"^await ",
    "selectors with :has": r":has\(",
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_keeps_to_what_old_phones_can_read(script: Path) -> None:
    code = re.sub(r"//.*", "", script.read_text("utf-8"))
    found = [name for name, pattern in NEWER_THAN_2019.items() if re.search(pattern, code, re.M)]
    assert found == []


def test_there_are_scripts() -> None:
    assert {"site.js", "lookup.js", "plan.js"} <= {script.name for script in SCRIPTS}
