"""The command line, thin: options come in, the other modules work, exit codes go out (0 fine, 1 some articles failed, 2 usage or nothing to read)."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dragoman import __version__, output
from dragoman.commands import compact, copies, drawing, export, ingest, listing, positions, recode, watch
from dragoman.commands.choosing import filter_from, is_archive
from dragoman.commands.doctor import doctor
from dragoman.commands.evaluate import evaluate
from dragoman.commands.loading import Knowledge, Model, Published, check_day, complain, load_coder
from dragoman.commands.serve import serve
from dragoman.flow import Gate
from dragoman.model import Article, Fault, Report
from dragoman.records import LAYERS

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.coder import Coder

Results = Iterable[Report | Fault]

#: articles read ahead of the output, a process
AHEAD = 64

EXIT_CODES = "Exit codes: 0 fine, 1 some articles failed, 2 wrong usage or nothing could be read."

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=True, rich_markup_mode=None)
knowledge_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="What dragoman knows: its codes, who is who, what it lacks.")
app.add_typer(knowledge_app, name="knowledge")


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    PLOVER = "plover"
    CSV = "csv"


class Listing(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class Only(StrEnum):
    ACTUAL = "actual"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files (.txt .md .html .jsonl .csv .parquet .warc, feeds, packed or not), folders, patterns, or -.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback(epilog=EXIT_CODES)
def _main(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Reads news reports on politics and gives back who did or said what to whom, when, where, and who says so."""


@app.command(epilog=EXIT_CODES, short_help="Code the events, quotations and positions of reports.")
def code(
    paths: Paths,
    format: Annotated[Format | None, typer.Option(help="How events are given. On a terminal a table, else jsonl or what the ending of -o says.")] = None,
    layers: Annotated[str, typer.Option(help=f"Further layers of jsonl, with commas: {', '.join(LAYERS)}, or all.")] = "",
    only: Annotated[Only | None, typer.Option(help="Leave out events that are negated or hypothetical.")] = None,
    to: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; it appears when all is done.")] = None,
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes. The output is the same whatever their number.")] = 1,
) -> None:
    """Code the events, quotations and positions of news reports."""
    chosen, wanted, actual = _format(format, to), _layers(layers), only is not None

    def write(results: Results) -> tuple[int, int]:
        from dragoman import terminal

        if chosen is Format.TABLE:
            return _print_tables(results, lambda one, width: terminal.table(one, actual, width), to)
        return _write(results, output.heading(chosen), output.formatter(chosen, wanted, actual), to)

    check_day(published)
    _run(load_coder(model, knowledge), paths, published, jobs, write, to)


@app.command(epilog=EXIT_CODES, short_help="List who said, thought or wanted what.")
def quotes(
    paths: Paths,
    speaker: Annotated[str | None, typer.Option(help="Only what this one says: a name, words of the text, or a code such as RUS.")] = None,
    about: Annotated[str | None, typer.Option(help="Only what names this: words, or an actor's name or code.")] = None,
    since: Annotated[str | None, typer.Option(help="Of an archive: published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Of an archive: published on this day or before.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Of an archive: published by this one; may be given again.")] = None,
    format: Annotated[Listing | None, typer.Option(help="On a terminal a table, else jsonl or what the ending of -o says.")] = None,
    to: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file; it appears when all is done.")] = None,
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes. The output is the same whatever their number.")] = 1,
) -> None:
    """List who said, thought or wanted what, one quotation a row: of articles, or of the folder of an archive."""
    if len(paths) == 1 and is_archive(paths[0]):
        given = {"speaker": speaker, "text": about, "since": since, "until": until, "source": source}
        listing.listed("quotations", Path(paths[0]), filter_from(given), listing.Format(format) if format else None, to)
        return
    if since or until or source:
        raise typer.BadParameter("they choose rows of an archive; these are articles", param_hint="--since, --until, --source")
    if format is Listing.PARQUET:
        raise typer.BadParameter("parquet is written of an archive only", param_hint="--format")
    chosen = _format(Format(format) if format else None, to)

    def write(results: Results) -> tuple[int, int]:
        from dragoman import said

        if chosen is Format.TABLE:
            return _print_tables(results, lambda one, _: said.table(one, said.said(one, speaker, about)), to)
        return _write(results, said.heading(chosen), said.formatter(chosen, speaker, about), to)

    check_day(published)
    _run(load_coder(model, knowledge), paths, published, jobs, write, to)


def _run(coder: "Coder", paths: list[str], published: str | None, jobs: int, write: Callable[["Results"], tuple[int, int]], to: Path | None) -> NoReturn:
    """Read and code all, give the results to `write`, and leave with the exit code."""
    gate = Gate(AHEAD * jobs)
    try:
        failed, done = write(gate.leaving(coder.code_many(gate.through(_read(paths, published, coder)), jobs=jobs)))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        complain(f"{to or 'standard output'} can't be written: {error.strerror or error}", "choose another place with -o")
        raise typer.Exit(2) from None
    finally:
        gate.give_up()
    raise typer.Exit(2 if not done else 1 if failed else 0)


@app.command(epilog=EXIT_CODES, short_help="Show a text with its marks and why each event is one.")
def explain(paths: Paths, published: Published = None, model: Model = None, knowledge: Knowledge = None) -> None:
    """Print each text with mentions, quotations and events marked, and how each event was found."""
    from dragoman import terminal

    check_day(published)
    coder = load_coder(model, knowledge)
    screen = terminal.console()
    failed = done = 0
    for one in coder.code_many(_read(paths, published, coder)):
        if isinstance(one, Fault):
            failed += 1
            _tell(one)
        else:
            done += 1
            screen.print(terminal.explanation(one))
    raise typer.Exit(2 if not done else 1 if failed else 0)


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


@knowledge_app.command("check", epilog="Exit codes: 0 all is well, 1 something is wrong.", short_help="Check entries and run their examples.")
def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A folder of your own, checked on top of ours.")] = None,
    all: Annotated[bool, typer.Option("--all", help="With a folder: run our examples too, to see what it changes.")] = False,
    model: Model = None,
) -> None:
    """Check the knowledge: its form, its rules, and every example in it. With a folder, the examples of that folder."""
    from dragoman.evaluate import examples
    from dragoman.knowledge.compiled import DATA
    from dragoman.knowledge.lint import lint

    if folder and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder", param_hint="DIR")
    folders = [folder] if folder else []
    faults = lint([DATA, *folders])
    for fault in faults:
        typer.echo(fault)
    outcome = examples.run(load_coder(model, folders), folders, own=bool(folders) and not all)
    for problem in outcome.problems:
        typer.echo(str(problem))
    typer.echo(f"{len(faults)} faults in entries, {outcome.run} examples run, {len(outcome.problems)} do not hold")
    raise typer.Exit(1 if faults or outcome.problems else 0)


@knowledge_app.command("codes", short_help="List categories, modes, contexts and CAMEO codes.")
def codes(knowledge: Knowledge = None) -> None:
    """List categories and modes, contexts and CAMEO codes, and what they mean."""
    from dragoman.knowledge.codebook import codebook
    from dragoman.knowledge.compiled import DATA
    from dragoman.knowledge.load import KnowledgeError

    try:
        for line in codebook([DATA, *(knowledge or [])]):
            typer.echo(line)
    except KnowledgeError as error:
        complain(str(error))
        raise typer.Exit(2) from None


@knowledge_app.command("who", short_help="Tell who that is, on a day.")
def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, surname or short form, as the news writes it.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the event, as 2023-04-06.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Who that is, on a day: office, country, sector, the entry that says so, and what else the name could mean."""
    from dragoman.coding.entries import who as known_by
    from dragoman.knowledge.compiled import load_knowledge
    from dragoman.knowledge.load import KnowledgeError

    check_day(on, "--on")
    try:
        found = known_by(load_knowledge(tuple(knowledge or ())).names, name, on)
    except KnowledgeError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    for holding in found:
        entry, office = holding.entry, holding.office
        told = f"{office.title or office.office}, {office.code} {office.sector}" if office else f"{entry.kind}, {entry.code or 'no country'} {entry.sector}".rstrip()
        typer.echo(f"{entry.name}: {told} ({holding.because}; {entry.source})")
    if not found:
        complain(f"nobody is known as {name!r}", "add a line to actors/people.tsv or actors/organisations.tsv in a folder of your own and name it with --knowledge")
        raise typer.Exit(1)


@knowledge_app.command("gaps", short_help="List predicates that no family covers yet.")
def gaps(paths: Paths, most: Annotated[int, typer.Option(help="How many to list.")] = 100, model: Model = None, knowledge: Knowledge = None) -> None:
    """List predicates with actors as arguments that no family covers, the most frequent first, each with a sentence."""
    from dragoman.evaluate.gaps import gaps as uncovered

    coder = load_coder(model, knowledge)
    reports = (one for one in coder.code_many(_read(paths, None, coder)) if not isinstance(one, Fault))
    found = uncovered(reports, coder.knowledge)
    if not found:
        complain("no predicate with actors is without a family in what was read")
    for gap in found[:most]:
        typer.echo(f"{gap.count:6}  {gap.lemma} ({gap.kind}): {gap.example[:120]}")


def _format(asked: Format | None, to: Path | None) -> Format:
    """What was asked for, else what the ending of the file says, else a table for a person and jsonl for a program."""
    if asked:
        return asked
    if to:
        return next((Format(name) for name, endings in output.FORMATS.items() if to.suffix.lower() in endings), Format.JSONL)
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


def _layers(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if "all" in names:
        return LAYERS
    wrong = [name for name in names if name not in LAYERS]
    if wrong:
        raise typer.BadParameter(f"there is no layer {wrong[0]!r}; layers are {', '.join(LAYERS)}, all", param_hint="--layers")
    return names


def _read(paths: list[str], published: str | None, coder: "Coder") -> Iterator[Article | Fault]:
    from dragoman.reading import read

    return read(paths, published, coder.knowledge.reading)


def _write(results: Results, heading: bytes, form: output.Format, to: Path | None) -> tuple[int, int]:
    """Write all results; how many failed and how many were coded. Raises OSError."""
    from dragoman.progress import Progress

    failed = done = 0
    with output.written(to) as stream, closing(Progress()) as progress, closing(_Notes()) as notes:
        stream.write(heading)
        for one in results:
            if isinstance(one, Fault):
                failed += 1
                _tell(one)
            else:
                done += 1
                notes.tell(one)
            stream.write(form(one))
            progress.step()
    return failed, done


def _print_tables(results: Results, draw: "Callable[[Report, int], RenderableType]", to: Path | None) -> tuple[int, int]:
    """A table an article; how many failed and how many were coded. Raises OSError."""
    from dragoman import terminal

    failed = done = 0
    with output.written(to) as stream, closing(_Notes()) as notes:
        screen = terminal.console(stream if to else None)
        for one in results:
            if isinstance(one, Fault):
                failed += 1
                _tell(one)
            else:
                done += 1
                notes.tell(one)
                screen.print(draw(one, screen.width))
    return failed, done


class _Notes:
    """What readers should know of articles that were coded all the same: the first few are told, then their number."""

    MOST = 10

    def __init__(self) -> None:
        self._count = 0

    def tell(self, report: Report) -> None:
        for note in report.article.notes:
            self._count += 1
            if self._count <= self.MOST:
                complain(f"{report.article.id}: note: {note}", "")

    def close(self) -> None:
        if self._count > self.MOST:
            complain(f"{self._count - self.MOST} more notes", "each stands in `errors` of its jsonl record")


def _tell(fault: Fault) -> None:
    complain(f"{fault.where}: {fault.reason}", fault.hint)


def main() -> None:
    """The command `dragoman`."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("dragoman: stopped", err=True)
        sys.exit(130)
