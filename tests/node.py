"""Runs scripts in node, to hold what needs no page against its twin in Python."""

import json
import subprocess
from typing import Any

from upstander.cli.script_checks import ROOMS, node
from upstander.common.home import SOURCE

ASKS = """import {{ text }} from "node:stream/consumers";
const given = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify((await ({function})(...given)) ?? null));"""


def run(function: str, *given: object) -> Any:
    """Returns what a JavaScript function makes of `given`, both as JSON.

    Args:
        function: its text, `async (one, other) => ...`; `import("#hub/ics.js")` is a room's script.

    Raises:
        AssertionError: it threw something.
    """
    done = subprocess.run(
        [node(), *ROOMS, "--input-type=module", "--eval", ASKS.format(function=function)],
        cwd=SOURCE,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
