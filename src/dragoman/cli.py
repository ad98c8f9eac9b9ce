"""The command line: every command of commands/ under its name. Exit codes: 0 fine, 1 some articles failed, 2 usage or nothing to read."""

import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.commands import coding, compact, copies, drawing, export, ingest, knowing, listing, positions, quotes, recode, running, watch
from dragoman.commands.doctor import doctor
from dragoman.commands.evaluate import evaluate
from dragoman.commands.serve import serve

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=True, rich_markup_mode=None)
knowledge_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What dragoman knows: its codes, who is who, what it lacks.")
app.add_typer(knowledge_app, name="knowledge")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback(epilog=running.EPILOG)
def _main(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Reads news reports on politics and gives back who did or said what to whom, when, where, and who says so."""


app.command(epilog=running.EPILOG, short_help="Code the events, quotations and positions of reports.")(coding.code)
app.command(epilog=running.EPILOG, short_help="List who said, thought or wanted what.")(quotes.quotes)
app.command(epilog=running.EPILOG, short_help="Show a text with its marks and why each event is one.")(coding.explain)
app.command(epilog=ingest.EPILOG, short_help="Code articles and keep them in an archive.")(ingest.ingest)
app.command(epilog=recode.EPILOG, short_help="Code an archive anew where another version coded it.")(recode.recode)
app.command(epilog=watch.EPILOG, short_help="Read feeds again and again and keep what is new.")(watch.watch)
app.command(epilog=compact.EPILOG, short_help="Join the small files of an archive.")(compact.compact)
app.command(epilog=copies.EPILOG, short_help="Find copies and what several articles tell.")(copies.copies)
app.command(epilog=listing.EPILOG, short_help="List events of an archive, newest first.")(listing.events)
app.command(epilog=drawing.EPILOG, short_help="Count events by time: a table or a picture.")(drawing.timeline)
app.command(epilog=drawing.EPILOG, short_help="Tell who acts on whom: a table or a picture.")(drawing.network)
app.command(epilog=export.EPILOG, short_help="Write events with the columns of other data sets.")(export.export)
app.command(epilog=positions.EPILOG, short_help="Show who stands where on which issue, since when.")(positions.positions)
app.command(epilog="Exit codes: 0 ended by Ctrl-C, 2 wrong usage or no archive.", short_help="Show an archive in the browser.")(serve)
app.command(epilog="Exit codes: 0 all is well, 1 something needs mending.", short_help="Tell what is installed and whether it works.")(doctor)
app.command(epilog="Exit codes: 0 compared, 2 wrong usage or nothing to compare.", short_help="Compare codings with gold: precision, recall, F1.")(evaluate)

knowledge_app.command(epilog="Exit codes: 0 all is well, 1 something is wrong.", short_help="Check entries and run their examples.")(knowing.check)
knowledge_app.command(short_help="List categories, modes, contexts and CAMEO codes.")(knowing.codes)
knowledge_app.command(short_help="Tell who that is, on a day.")(knowing.who)
knowledge_app.command(short_help="List predicates that no family covers yet.")(knowing.gaps)
knowledge_app.command(short_help="List rows of frames that nothing reaches.")(knowing.unreached)


def main() -> None:
    """The command `dragoman`."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("dragoman: stopped", err=True)
        sys.exit(130)
