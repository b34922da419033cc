"""`upstander match`: divisions and officials for every row of a table of people."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from upstander.civic import PackError
from upstander.cli import lookup
from upstander.cli.exits import USAGE
from upstander.cli.lookup import Levels, On, PackFolder
from upstander.cli.matcher import Columns, Matcher, added_names
from upstander.cli.setup import say
from upstander.cli.sheet import BadSheet, Output, Sheet

EVERY = 1_000
"""Rows between two looks at how much is read."""


def match(  # noqa: PLR0913  (each is an option)
    people: Annotated[
        Path,
        typer.Argument(
            metavar="PEOPLE.csv",
            exists=True,
            dir_okay=False,
            help="A table with a heading, and columns for a point, a ZIP code, or both.",
        ),
    ],
    *,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", dir_okay=False, help="Where to write it.")
    ],
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            dir_okay=False,
            help="Where to write rows that cannot be matched; else beside --out.",
        ),
    ] = None,
    on: On = None,
    level: Levels = None,
    pack: PackFolder = None,
    lat: Annotated[str | None, typer.Option("--lat", metavar="COL", help="The latitude.")] = None,
    lng: Annotated[str | None, typer.Option("--lng", metavar="COL", help="The longitude.")] = None,
    zip_code: Annotated[
        str | None, typer.Option("--zip", metavar="COL", help="The ZIP code.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Adds divisions and officials to each row that has a point or a ZIP code.

    The point is used where a row has both, and the ZIP code where the point cannot be. Nothing
    leaves this machine. Exits with 0 if every row was matched, 1 if some were written aside with
    the reason, 2 if the file is no such table, and 3 if the look-up's own tables are damaged.
    """
    aside = rejects or out.with_name(f"{out.stem}.rejects{out.suffix}")
    check_targets(people, out, aside, force=force)
    civic = lookup.open_civic(pack)
    try:
        with Sheet(people) as sheet:
            columns = Columns.find(sheet.heading, {"lat": lat, "lng": lng, "zip": zip_code})
            say(f"Matching by: {', '.join(columns.names(sheet.heading))}")
            matcher = Matcher(
                civic,
                columns,
                sheet.delimiter,
                on=on or date.today(),
                levels=lookup.levels(level),
            )
            rejected = write(sheet, matcher, out, aside)
    except BadSheet as error:
        say(str(error))
        raise typer.Exit(USAGE) from error
    except OSError as error:
        say(f"{error.filename or out}: {error.strerror}. Nothing was written.")
        raise typer.Exit(USAGE) from error
    except PackError as error:
        raise lookup.damaged(error) from error
    raise typer.Exit(1 if rejected else 0)


def check_targets(people: Path, out: Path, aside: Path, *, force: bool) -> None:
    """Makes sure that the files to write take nobody's place.

    Raises:
        typer.BadParameter: one is the table itself, or both are one, or one is there already.
    """
    if out.resolve() == aside.resolve():
        raise typer.BadParameter(f"{out} cannot take both. Name two files.", param_hint="--rejects")
    for target, option in ((out, "--out"), (aside, "--rejects")):
        if not target.exists():
            continue
        if target.samefile(people):
            raise typer.BadParameter(
                f"{target} is the table to be read. Name another file.", param_hint=option
            )
        if not force:
            raise typer.BadParameter(
                f"{target} is there already. Name another file, or add --force to replace it.",
                param_hint=option,
            )


def write(sheet: Sheet, matcher: Matcher, out: Path, aside: Path) -> int:
    """Writes every row to one of two files, and returns how many went aside.

    Raises:
        OSError: a file cannot be written; then neither of the two is there.
        RuntimeError: the rows written are not as many as those read; then neither is there.
    """
    read = 0
    certainty: Counter[str] = Counter()
    with Output(out, sheet) as matched, Output(aside, sheet) as rejected, _bar(sheet) as look:
        matched.heading([*sheet.heading, *added_names(sheet.heading)])
        rejected.heading(["line", "reason", *sheet.heading])
        for line, values, problem in sheet:
            read += 1
            if read % EVERY == 0:
                look()
            found = None if problem else matcher.match(values)
            if found and found.cells:
                matched.write(values, found.cells)
                certainty[found.outcome] += 1
            else:
                rejected.write([line, found.problem if found else problem, *values])
        if read != matched.rows + rejected.rows:
            raise RuntimeError(
                f"{read:,} rows read, but {matched.rows:,} and {rejected.rows:,} written."
            )
        if rejected.rows:
            rejected.keep()
        else:
            aside.unlink(missing_ok=True)
        matched.keep()
    kinds = ", ".join(f"{count:,} {outcome}" for outcome, count in certainty.most_common())
    say(f"{read:,} rows read: {matched.rows:,} in {out}{f' ({kinds})' if kinds else ''},")
    say(f"{rejected.rows:,} written aside{f' in {aside}' if rejected.rows else ''}.")
    if sheet.blank:
        say(f"{sheet.blank:,} blank lines left out.")
    return rejected.rows


@contextmanager
def _bar(sheet: Sheet) -> Iterator[Callable[[], None]]:
    """Shows how much of the file is read, where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Matching", total=sheet.size)
        yield lambda: progress.update(task, completed=sheet.position)
