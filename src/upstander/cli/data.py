"""`upstander data`: the publishers' files, and the tables that look-ups are answered from."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from upstander import __version__
from upstander.civic import Civic, PackError, UnknownDivision, UnknownOffice, UnknownState
from upstander.civic.reading.pack import MANIFEST
from upstander.cli.exits import BAD_DATA, NOT_FOUND, USAGE
from upstander.cli.folders import published_in
from upstander.cli.lookup import On, PackFolder, damaged, day, open_civic
from upstander.cli.setup import say
from upstander.common.home import home
from upstander.places import packs

if TYPE_CHECKING:
    from upstander.civic.making.standings import Standing
    from upstander.civic.making.verify import Report

SHOWN = 25
"""What is listed of one kind, unless all was asked for."""
LIBRARIES = ("numpy", "pyogrio", "shapely", "timezonefinder")
"""What building tables needs beside what comes with the package."""
_DIVISION = "ocd-division/"

Sources = Annotated[
    Path | None,
    published_in("The folder with the publishers' files; else sources/ in the hub's."),
]

app = typer.Typer(help="The tables that look-ups are answered from.", no_args_is_help=True)


@app.command()
def fetch(
    source: Annotated[
        Path | None,
        published_in("Take the files from this folder instead of from their publishers."),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", file_okay=False, help="Else sources/ in the hub's."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Only this publication; may be given again."),
    ] = None,
) -> None:
    """Fetches the publishers' files: each whole and checked, or not at all.

    What is here already and has not changed is not fetched again. Exits with 3 if a file could not
    be had or is not what it should be; the others are kept, and the next run goes on from there.
    """
    from upstander.civic.making.download import Downloader
    from upstander.civic.making.fetch import fetch as fetch_files
    from upstander.civic.making.sources.files import BadSource
    from upstander.civic.making.sources.listing import PUBLICATIONS

    keys = [publication.key for publication in PUBLICATIONS]
    if unknown := sorted(set(only or ()).difference(keys)):
        allowed = ", ".join(keys)
        raise typer.BadParameter(f"{unknown[0]!r} is none of {allowed}.", param_hint="--only")
    folder = target or home() / "sources"
    with _Bars() as report:
        web = Downloader(say=report.say, agent=f"upstander/{__version__}")
        try:
            fetched = fetch_files(folder, source=source, only=only, web=web, listener=report)
        except BadSource as error:
            report.say(f"Nothing was changed. {error}")
            raise typer.Exit(BAD_DATA) from error
        except OSError as error:
            report.say(f"{error.filename or folder}: {error.strerror or error}.")
            raise typer.Exit(USAGE) from error
    typer.echo(str(folder))
    typer.echo(f"taken: {len(fetched.taken)}")
    typer.echo(f"unchanged: {len(fetched.unchanged)}")
    typer.echo(f"not there, and not needed: {len(fetched.left_out)}")
    for refusal in fetched.refused:
        typer.echo(f"refused: {refusal.file}: {refusal.reason}")
    if fetched.refused:
        say("The tables stay as they are. Run the same command again for what is missing.")
        raise typer.Exit(BAD_DATA)


class _Bars:
    """Shows on standard error how far each file has come."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> "_Bars":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def say(self, line: str) -> None:
        """Prints a line above the bars."""
        self._bars.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def progress(self, name: str, done: int, total: int | None) -> None:
        """Moves a file's bar, which goes once the file is whole."""
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)
        self._bars.update(self._tasks[name], completed=done, total=total, visible=done != total)


@app.command()
def build(
    source: Annotated[
        list[Path] | None,
        published_in(
            "A folder with the publishers' files; else sources/ in the hub's. May be given "
            "again: of files of the same name, that of the first folder counts."
        ),
    ] = None,
    target: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Where to write; else civic/ in the hub's."),
    ] = None,
    small: Annotated[
        bool,
        typer.Option(
            "--small",
            help="Without outlines of state legislatures, and without the index of points.",
        ),
    ] = False,
) -> None:
    """Builds the tables from the publishers' files: whole, after checks, or not at all.

    Exits with 3 if a file is missing or wrong; the old tables then stay as they are.
    """
    with _needing_libraries():
        from upstander.civic.making.build import BadTarget
        from upstander.civic.making.build import build as build_tables
        from upstander.civic.making.sources.files import BadSource, joined

    folders = source or [home() / "sources"]
    if not folders[0].is_dir():
        words = f"There are no files in {folders[0]} yet. Run `upstander data fetch` first."
        raise typer.BadParameter(words, param_hint="--from")
    folder = target or home() / "civic"
    try:
        with joined(folders) as files:
            counts = build_tables(files, folder, small=small, say=say)
    except BadSource as error:
        say(f"Nothing was changed. {error}")
        raise typer.Exit(BAD_DATA) from error
    except BadTarget as error:
        raise typer.BadParameter(str(error), param_hint="--to") from error
    typer.echo(str(folder))
    for name, count in counts.items():
        typer.echo(f"{name.replace('_', ' ')}: {count:,}")
    for layer in _manifest(folder)["layers"]:
        typer.echo(f"{layer['file']}: {layer['areas']:,} areas, {_rings(layer)}")


@contextmanager
def _needing_libraries() -> Iterator[None]:
    """Says how to get the libraries for lines, which all but building does without."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in LIBRARIES:
            raise
        say(
            f"Building needs {error.name}, which is not installed here. `./up data build` "
            "installs it first; elsewhere, `pip install 'upstander[data]'` does."
        )
        raise typer.Exit(USAGE) from error


@app.command()
def verify(
    pack: PackFolder = None,
    source: Sources = None,
    on: On = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with every name.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List every name, however many.")] = False,
) -> None:
    """Says what is missing, stale or inconsistent in the tables.

    Exits with 1 if anything goes beyond its limit or a figure misses its mark, 3 if the tables or
    the publishers' files cannot be read.
    """
    from upstander.civic.making.sources.files import BadSource
    from upstander.civic.making.verify import as_json as document
    from upstander.civic.making.verify import verify as verify_tables

    files = source or home() / "sources"
    folder = pack or packs.in_use().folder
    say(f"Looking through the tables in {folder}.")
    try:
        report = verify_tables(
            folder, on=on or date.today(), sources=files if files.is_dir() else None
        )
    except PackError as error:
        raise damaged(error) from error
    except BadSource as error:
        say(str(error))
        raise typer.Exit(BAD_DATA) from error
    if as_json:
        typer.echo(json.dumps(document(report), ensure_ascii=False, indent=2))
    else:
        _print(report, None if every else SHOWN)
    if not report.ok:
        raise typer.Exit(1)


def _print(report: "Report", shown: int | None) -> None:
    """Prints a report for reading: figures first, then each check with what it found."""
    typer.echo(f"On {report.on}, of tables as of {report.as_of}:")
    for figure in report.figures:
        mark = "MISSED" if figure.failed else "ok"
        least = f"at least {figure.least:.1%}"
        typer.echo(f"\n{mark}: {figure.name}: {figure.share:.2%} of {figure.of:,} ({least})")
        _list(figure.misses, shown)
    for check in report.checks:
        mark = "note" if check.limit is None else "FAULT" if check.failed else "ok"
        limit = f", at most {check.limit * 100:g}%" if check.limit else ""
        typer.echo(f"\n{mark}: {check.title}: {len(check.found):,} of {check.of:,}{limit}")
        _list(check.found, shown)
    for words in report.left_out:
        typer.echo(f"\nnot looked at: {words}")


def _list(names: tuple[str, ...], shown: int | None) -> None:
    for name in names[:shown]:
        typer.echo(f"  {name}")
    if shown is not None and len(names) > shown:
        typer.echo(f"  ... and {len(names) - shown:,} more: --all lists them.")


@app.command()
def standing(
    days: Annotated[
        list[date] | None,
        typer.Argument(metavar="[DAY]...", parser=day, help="Which days; else today."),
    ] = None,
    pack: PackFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Counts how many offices of each chamber are held, last known, vacant or unknown on a day.

    Of the elect, somebody is known to take the office later.
    """
    from upstander.civic.making.standings import standings

    try:
        rows = standings(open_civic(pack), days or [date.today()])
    except PackError as error:
        raise damaged(error) from error
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], indent=2, default=str))
    else:
        _print_standings(rows)


def _print_standings(rows: "Iterable[Standing]") -> None:
    from rich.console import Console
    from rich.table import Table

    names = ("held", "last_known", "vacant", "unknown", "elect")
    table = Table("Day", "Offices")
    for name in names:
        table.add_column(name.replace("_", " "), justify="right")
    for row in rows:
        counts = (f"{getattr(row, name):,}" for name in names)
        table.add_row(str(row.on), row.chamber, *counts, end_section=row.chamber == "All")
    Console().print(table)


@app.command()
def show(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]",
            help="The id of an office, a division or a source, a state's two letters, or a name.",
        ),
    ] = None,
    pack: PackFolder = None,
) -> None:
    """Shows where the tables come from and what they hold, or one record of them as JSON.

    Exits with 4 if they have no such record.
    """
    civic = open_civic(pack)
    try:
        if what is None:
            _overview(civic, pack or packs.in_use().folder)
            return
        records = _records(civic, " ".join(what))
    except PackError as error:
        raise damaged(error) from error
    if not records:
        say(
            f"The tables have no {' '.join(what)!r}. Give the id of an office (us-house-ia-3), a "
            "division or a source, a state's two letters (IA), or a name."
        )
        raise typer.Exit(NOT_FOUND)
    document = records[0] if len(records) == 1 else records
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def _records(civic: Civic, what: str) -> list[dict[str, Any]]:
    """The records of an id, or of everything of that name."""
    try:
        if sources := [asdict(note) for note in civic.sources if note.key == what]:
            return sources
        if what.startswith(_DIVISION):
            return [_division(civic, what)]
        if len(what) == 2:
            return [_state(civic, what.upper())]
        return [_office(civic, what)]
    except (UnknownDivision, UnknownState):
        return []
    except UnknownOffice:
        found = civic.search(what)
    return [
        _office(civic, match.office_id) if match.office_id else _division(civic, match.id)
        for match in found
        if match.office_id or match.kind == "division"
    ]


def _office(civic: Civic, office_id: str) -> dict[str, Any]:
    """An office in full, with how it stands today and its holder's committees."""
    office = civic.office(office_id)
    committees = civic.committees_of(office.holder.id) if office.holder else ()
    return asdict(office) | {
        "status": office.status(date.today()),
        "committees": [asdict(membership) for membership in committees],
        "source": asdict(civic.source(office.source)),
    }


def _division(civic: Civic, division_id: str) -> dict[str, Any]:
    offices = civic.offices_for(division_id)
    return asdict(civic.division(division_id)) | {"offices": [office.id for office in offices]}


def _state(civic: Civic, code: str) -> dict[str, Any]:
    """A state, how to register to vote there, and ids of its offices and divisions."""
    return asdict(civic.state(code)) | {
        "voting": asdict(civic.voting_rules(code)),
        "offices": [office.id for office in civic.offices(state=code)],
        "divisions": [division.id for division in civic.divisions(state=code)],
    }


def _overview(civic: Civic, folder: Path) -> None:
    """Prints the sources with their age, what the tables count, and the layers of outlines."""
    from rich.console import Console
    from rich.table import Table

    manifest, today = _manifest(folder), date.today()
    typer.echo(f"{folder}, version {manifest['schema']}, as of {manifest['as_of']}")
    sources = Table("Source", "As of", "Days", "Of at most", "What")
    for note in civic.sources:
        age, limit = str((today - note.as_of).days), str(note.stale_after or "")
        sources.add_row(note.key, str(note.as_of), age, limit, note.title)
    counts = Table("Records", "")
    for name, count in manifest["counts"].items():
        counts.add_row(name.replace("_", " "), f"{count:,}")
    layers = Table("Outlines", "Areas", "Tolerance", "In force", "Repaired")
    for layer in manifest["layers"]:
        dates = f"{layer['valid_from'] or '?'} to {layer['valid_through'] or '?'}"
        tolerance = f"{layer['tolerance_m']:,} m"
        layers.add_row(layer["file"], f"{layer['areas']:,}", tolerance, dates, _rings(layer))
    console = Console()
    for table in (sources, counts, layers):
        for column in table.columns:
            column.overflow = "fold"
        console.print(table)
    index = manifest["index"]
    size = f"{(folder / index).stat().st_size / 1e6:.1f} MB" if index else "none"
    typer.echo(f"Index of points: {size}")


def _rings(layer: dict[str, Any]) -> str:
    count = layer["repaired_rings"]
    return f"{count:,} ring{'' if count == 1 else 's'} repaired"


def _manifest(folder: Path) -> dict[str, Any]:
    """What the tables say of themselves; they were opened, so it can be read."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    return manifest
