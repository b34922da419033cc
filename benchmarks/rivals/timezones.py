"""timezonefinder on its own data: another index over areas, with numba's machine code."""

from timezonefinder import TimezoneFinder  # type: ignore[import-not-found, unused-ignore]

from benchmarks.rivals.turns import each_named, first_points, take_turns

COUNT = 200_000


def main() -> None:
    """Takes turns."""
    finder = TimezoneFinder(in_memory=True)
    take_turns({"single": each_named(first_points(COUNT), finder.timezone_at)})


if __name__ == "__main__":
    main()
