"""`dragoman evaluate GOLD [PREDICTIONS]`: coded articles come in, how well the predictions agree with them is printed."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from dragoman import output
from dragoman.commands.loading import end_of, ending_of
from dragoman.records import encode

if TYPE_CHECKING:
    from dragoman.evaluate.agreement import Comparison, Score
    from dragoman.evaluate.gold import Coding


class Level(StrEnum):
    CATEGORY = "category"
    DYAD = "dyad"
    ROW = "row"


class Form(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


#: endings of files, with the form they ask for
FORMS = {".txt": Form.TABLE, ".csv": Form.CSV, ".jsonl": Form.JSONL, ".ndjson": Form.JSONL}


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A .jsonl file of coded articles: `id`, `text`, `events`; `coder` tells several coders apart.")],
    predictions: Annotated[Path | None, typer.Argument(metavar="[PREDICTIONS]", help="What `dragoman code --format jsonl` gave; without it the texts are coded now.")] = None,
    level: Annotated[Level, typer.Option(help="What must agree besides the sentence: the category, also the countries of both sides, also the polarity.")] = Level.ROW,
    disagreements: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every row that only one side has to this .csv file.")] = None,
    show: Annotated[int, typer.Option(min=0, help="How many disagreements to print.")] = 10,
    format: Annotated[Form | None, typer.Option(help="A table for people, csv or jsonl for programs; else what the ending of -o says.")] = None,
    to: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file, .txt, .csv or .jsonl; it appears when all is done.")] = None,
    knowledge: Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A folder of knowledge that adds to ours.")] = None,
) -> None:
    """Compare codings with gold: precision, recall, F1 with 95 % intervals, agreement between coders, disagreements."""
    from dragoman.evaluate.agreement import agreement, compare
    from dragoman.evaluate.gold import GoldError

    ending = ending_of(to, tuple(FORMS)) if format is None else ""
    try:
        coders = _coders(gold)
        first = next(iter(coders.values()))
        predicted = _predicted(predictions, first, knowledge)
    except (GoldError, OSError) as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(2) from None
    pairs = [(one, predicted[one.id]) for one in first if one.id in predicted]
    if not pairs:
        typer.echo(f"dragoman: no article of {gold} has its `id` in {predictions}; both must speak of the same articles", err=True)
        raise typer.Exit(2)
    found = compare(pairs, level.value)
    alphas = agreement([*coders.values(), [other for _, other in pairs]])
    told = {Form.TABLE: _table, Form.CSV: _csv, Form.JSONL: _jsonl}[format or FORMS.get(ending, Form.TABLE)]
    try:
        if disagreements:
            with output.written(disagreements) as stream:
                stream.write(output.csv_lines([["article", "kind", "row", "sentence"], *([one.article, one.kind, one.row.told(), one.row.words] for one in found.disagreements)]))
        with output.written(to) as stream:
            told(found, alphas, len(first), show, stream if to else None)
    except OSError as error:
        end_of(error)


def _coders(path: Path) -> "dict[str, list[Coding]]":
    """The codings of the gold file by coder, the one with most articles first. Raises GoldError, OSError."""
    from dragoman.evaluate.gold import GoldError, read_codings

    coders: dict[str, list[Coding]] = {}
    for coding in read_codings(path):
        coders.setdefault(coding.coder, []).append(coding)
    if not coders:
        raise GoldError(f"{path} has no article; a line is an article with `id`, `text` and `events`")
    return dict(sorted(coders.items(), key=lambda item: (-len(item[1]), item[0])))


def _predicted(path: Path | None, gold: "Sequence[Coding]", folders: list[Path] | None) -> "dict[str, Coding]":
    """The predictions by article: from the file, else coded now. Raises GoldError, OSError."""
    from dragoman.coder import load
    from dragoman.evaluate.gold import coding_of, read_codings
    from dragoman.records import report_record

    if path is not None:
        return {coding.id: coding for coding in read_codings(path)}
    coder = load(knowledge=folders or ())
    coded = (coder.code(one.text, id=one.id, published=one.published, title=one.title) for one in gold if one.text.strip())
    return {report.article.id: coding_of(report_record(report, ("sentences",))) for report in coded}


def _lines(found: "Comparison", alphas: dict[str, float | None]) -> list[tuple[str, "Score", float | None]]:
    levels = [(f"all, {name}", score, None) for name, score in found.levels.items()]
    return [*levels, *((name, score, alphas.get(name)) for name, score in found.categories.items())]


def _table(found: "Comparison", alphas: dict[str, float | None], asked: int, show: int, to: IO[bytes] | None) -> None:
    from rich.table import Table

    from dragoman import terminal

    screen = terminal.console(to)
    rows = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("", "precision", "recall", "F1", "95 %", "gold", "coded", "right", "alpha"):
        rows.add_column(name, justify="right" if name else "left", no_wrap=True)
    for name, score, one in _lines(found, alphas):
        between = "-" if score.interval is None else f"{score.interval[0]:.2f}–{score.interval[1]:.2f}"
        figures = [_figure(value) for value in (score.precision, score.recall, score.f1)]
        rows.add_row(name, *figures, between, str(score.gold), str(score.predicted), str(score.right), _figure(one))
    screen.print(rows)
    screen.print(f"{found.articles} of {asked} articles compared; {len(found.disagreements)} disagreements")
    for other in found.disagreements[:show]:
        screen.print(f"  {other.kind:6} {other.article}: {other.row.told()}  “{' '.join(other.row.words.split())[:160]}”", markup=False, highlight=False)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _csv(found: "Comparison", alphas: dict[str, float | None], asked: int, show: int, to: IO[bytes] | None) -> None:
    head = ["of", "precision", "recall", "f1", "f1_low", "f1_high", "gold", "predicted", "right", "alpha"]
    lines = [
        [name, *(str("" if value is None else round(value, 4)) for value in (score.precision, score.recall, score.f1, *(score.interval or (None, None)))),
         str(score.gold), str(score.predicted), str(score.right), "" if one is None else str(round(one, 4))]
        for name, score, one in _lines(found, alphas)
    ]  # fmt: skip
    _put(output.csv_lines([head, *lines]), to)


def _jsonl(found: "Comparison", alphas: dict[str, float | None], asked: int, show: int, to: IO[bytes] | None) -> None:
    records = [
        {
            "of": name, "precision": score.precision, "recall": score.recall, "f1": score.f1, "interval": score.interval,
            "gold": score.gold, "predicted": score.predicted, "right": score.right, "alpha": one,
        }
        for name, score, one in _lines(found, alphas)
    ]  # fmt: skip
    _put(b"".join(encode(record) + b"\n" for record in records), to)


def _put(made: bytes, to: IO[bytes] | None) -> None:
    """Bytes to the file, or as text to standard output."""
    if to is None:
        typer.echo(made.decode(), nl=False)
    else:
        to.write(made)
