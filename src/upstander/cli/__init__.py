"""The commands. Each imports what it needs when it runs, so that all of them start fast."""

import typer

from upstander import __version__
from upstander.cli import (
    backup,
    bench,
    data,
    desk,
    import_,
    lookup,
    match,
    new,
    prepare,
    publish,
    refresh,
    run_due,
    serve,
    test,
)

app = typer.Typer(
    name="upstander",
    help="From knowing that something is wrong to the next constructive act.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(serve.serve)
app.command(hidden=True)(prepare.prepare)
app.command(hidden=True)(prepare.finish)
app.command()(publish.publish)
app.command()(new.new)
app.command()(refresh.refresh)
app.command(name="run-due")(run_due.run_due)
app.command()(backup.backup)
app.command()(backup.restore)
app.add_typer(import_.app, name="import")
app.add_typer(desk.app, name="desk")
# A point south of the equator begins with a minus.
app.command(context_settings={"ignore_unknown_options": True})(lookup.lookup)
app.command()(match.match)
app.add_typer(data.app, name="data")
app.command()(bench.bench)
app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)(test.test)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Say which version this is."),
) -> None:
    """Answers `--version`."""
    if show:
        typer.echo(f"upstander {__version__}")
        raise typer.Exit


def main() -> None:
    """Runs the command named by the program's arguments."""
    app()
