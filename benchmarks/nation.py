"""What single look-ups cost once all states' lines are in the index, beside a few states' alone.

.venv/bin/python -m benchmarks.nation FILES OTHER_STATES_FILES
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import points
from benchmarks.contest import contestant, medians
from benchmarks.points import Units
from benchmarks.rivals.turns import POINTS
from upstander.civic import Civic
from upstander.civic.making.build import INDEX, build
from upstander.civic.making.sources.files import joined

COUNT = 200_000
AIM = 0.8
TURNS = ("PointIndex.at", "divisions_at", "by_point")


def main() -> None:
    """Builds both packs, and asks both in turn: where both have all lines, and anywhere."""
    first, *others = map(Path, sys.argv[1:])
    with TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        few, every = home / "few", home / "all"
        build(first, few)
        build(stack.enter_context(joined([first, *others])), every)
        civic = Civic.open(few)
        kinds = {
            "in the few states": _around(points.zip_points(civic, states=_with_lines(civic))),
            "anywhere": points.usual(points.zip_points(civic), COUNT),
        }
        for kind, asked in kinds.items():
            points.degrees(asked).tofile(home / POINTS)
            _compare(kind, home, few, every)


def _with_lines(civic: Civic) -> set[str]:
    """The states whose legislative districts a pack has outlines of."""
    return {layer.state for layer in civic.layers if layer.state}


def _around(middles: Units) -> Units:
    chance = np.random.default_rng(points.SEED)
    return chance.choice(middles, COUNT)


def _compare(kind: str, inputs: Path, few: Path, every: Path) -> None:
    with ExitStack() as stack:
        both = [
            stack.enter_context(contestant("ours", inputs, pack, pack / INDEX))
            for pack in (few, every)
        ]
        for turn in TURNS:
            here, there = medians([(one, turn) for one in both])
            rates = f"{there:,.0f}/s with all states, {here:,.0f}/s with a few"
            print(f"{turn} {kind}: {rates}: {there / here:.2f} (aim {AIM})")  # noqa: T201


if __name__ == "__main__":
    main()
