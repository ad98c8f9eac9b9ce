"""The commands `dragoman knowledge check|codes|who|gaps|unreached`: folders, names and articles in, what dragoman knows, doubts or lacks out."""

from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.loading import Knowledge, Model, check_day, complain, end, load_coder
from dragoman.commands.running import Paths, read_articles
from dragoman.model import Fault


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


def codes(knowledge: Knowledge = None) -> None:
    """List categories and modes, contexts and CAMEO codes, and what they mean."""
    from dragoman.knowledge.codebook import codebook
    from dragoman.knowledge.compiled import DATA
    from dragoman.knowledge.load import KnowledgeError

    try:
        for line in codebook([DATA, *(knowledge or [])]):
            typer.echo(line)
    except KnowledgeError as error:
        end(str(error))


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
        end(str(error))
    for holding in found:
        entry, office = holding.entry, holding.office
        told = f"{office.title or office.office}, {office.code} {office.sector}" if office else f"{entry.kind}, {entry.code or 'no country'} {entry.sector}".rstrip()
        typer.echo(f"{entry.name}: {told} ({holding.because}; {entry.source})")
    if not found:
        complain(f"nobody is known as {name!r}", "add a line to actors/people.tsv or actors/organisations.tsv in a folder of your own and name it with --knowledge")
        raise typer.Exit(1)


def gaps(paths: Paths, most: Annotated[int, typer.Option(help="How many to list.")] = 100, model: Model = None, knowledge: Knowledge = None) -> None:
    """List predicates with actors as arguments that no family covers, the most frequent first, each with a sentence."""
    from dragoman.evaluate.gaps import gaps as uncovered

    coder = load_coder(model, knowledge)
    reports = (one for one in coder.code_many(read_articles(paths, None, coder)) if not isinstance(one, Fault))
    found = uncovered(reports, coder.knowledge)
    if not found:
        complain("no predicate with actors is without a family in what was read")
    for gap in found[:most]:
        typer.echo(f"{gap.count:6}  {gap.lemma} ({gap.kind}): {gap.example[:120]}")


def unreached(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help="Articles whose events count as reaching a row, too.")] = None,
    part: Annotated[str, typer.Option("--part", help="Only keys that contain this, like frames/reject.")] = "",
    model: Model = None,
) -> None:
    """List rows of frames that give an event, that no example and no article reaches, and that do not say why."""
    from dragoman.evaluate.unreached import explained
    from dragoman.evaluate.unreached import unreached as rows_unreached

    coder = load_coder(model, None)
    articles = read_articles(paths, None, coder) if paths else ()
    rows = rows_unreached(coder, (one for one in coder.code_many(articles) if not isinstance(one, Fault)), part)
    reasons = explained()
    bare = [row for row in rows if row not in reasons]
    for row in bare:
        typer.echo(row)
    typer.echo(f"{len(bare)} rows are reached by no example and no article, {len(rows) - len(bare)} more say why")
