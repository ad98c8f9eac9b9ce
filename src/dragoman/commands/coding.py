"""The commands `dragoman code` and `dragoman explain`: reports in, their events, quotations and positions out, or why each event is one."""

from enum import StrEnum
from typing import Annotated

import typer

from dragoman import output
from dragoman.commands.loading import Knowledge, Model, Published, check_day, load_coder
from dragoman.commands.running import Format, Jobs, Paths, Results, To, format_of, print_tables, read_articles, run, tell_fault, write_all
from dragoman.model import Fault
from dragoman.records import LAYERS


class Only(StrEnum):
    """Which events are given."""

    ACTUAL = "actual"


def code(
    paths: Paths,
    format: Annotated[Format | None, typer.Option(help="How events are given. On a terminal a table, else jsonl or what the ending of -o says.")] = None,
    layers: Annotated[str, typer.Option(help=f"Further layers of jsonl, with commas: {', '.join(LAYERS)}, or all.")] = "",
    only: Annotated[Only | None, typer.Option(help="Leave out events that are negated or hypothetical.")] = None,
    to: To = None,
    published: Published = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Jobs = 1,
) -> None:
    """Code the events, quotations and positions of news reports."""
    chosen, wanted, actual = format_of(format, to), _layers(layers), only is not None

    def write(results: Results) -> tuple[int, int]:
        from dragoman import terminal

        if chosen is Format.TABLE:
            return print_tables(results, lambda one, width: terminal.table(one, actual, width), to)
        return write_all(results, output.heading(chosen), output.formatter(chosen, wanted, actual), to)

    check_day(published)
    run(load_coder(model, knowledge), paths, published, jobs, write, to)


def explain(paths: Paths, published: Published = None, model: Model = None, knowledge: Knowledge = None) -> None:
    """Print each text with mentions, quotations and events marked, and how each event was found."""
    from dragoman import terminal

    check_day(published)
    coder = load_coder(model, knowledge)
    screen = terminal.console()
    failed = done = 0
    for one in coder.code_many(read_articles(paths, published, coder)):
        if isinstance(one, Fault):
            failed += 1
            tell_fault(one)
        else:
            done += 1
            screen.print(terminal.explanation(one))
    raise typer.Exit(2 if not done else 1 if failed else 0)


def _layers(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    if "all" in names:
        return LAYERS
    wrong = [name for name in names if name not in LAYERS]
    if wrong:
        raise typer.BadParameter(f"there is no layer {wrong[0]!r}; layers are {', '.join(LAYERS)}, all", param_hint="--layers")
    return names
