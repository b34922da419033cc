"""The engine as a contestant: single look-ups with and without the rest of the answer, batches."""

import sys
from pathlib import Path

import numpy as np

from benchmarks.rivals.turns import (
    POINTS,
    at_once,
    each,
    each_named,
    first_points,
    folder,
    take_turns,
)
from upstander.civic import Civic
from upstander.civic.reading.batch import Batch
from upstander.civic.reading.index import PointIndex

COUNT = 200_000
FULL_ANSWERS = 2_000


def main() -> None:
    """Takes turns."""
    pack, index = map(Path, sys.argv[2:])
    civic, batch = Civic.open(pack), Batch.open(index)
    points = first_points(COUNT)
    lats, lngs = np.fromfile(folder() / POINTS).reshape(-1, 2).T.copy()

    def all_at_once() -> int:
        codes, combinations = batch.at(lats, lngs)
        return int(np.array([len(each) for each in combinations])[codes].sum())

    take_turns(
        {
            "divisions_at": each_named(points, civic.divisions_at),
            "PointIndex.at": each(points, PointIndex.open(index).at),
            "by_point": each_named(points[:FULL_ANSWERS], civic.by_point),
            "batch": at_once(len(lats), all_at_once),
        }
    )


if __name__ == "__main__":
    main()
