"""Options that several commands share come in, a coder goes out, or the command ends with what to try."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from dragoman.archive.store import Archive
    from dragoman.coder import Coder

Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication (2023-04-06) of articles that have none.")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy model, or the folder of one.")]
Knowledge = Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A folder of knowledge that adds to ours; may be given again.")]
Folder = Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The folder of the archive.")]


def load_coder(model: str | None, folders: list[Path] | None) -> "Coder":
    """The coder, or exit 2 with what to try."""
    from dragoman.coder import load
    from dragoman.knowledge.load import KnowledgeError
    from dragoman.language.parse import DEFAULT_MODEL, ParserError

    missing = [folder for folder in folders or () if not folder.is_dir()]
    if missing:
        raise typer.BadParameter(f"{missing[0]} is no folder", param_hint="--knowledge")
    try:
        return load(model or DEFAULT_MODEL, folders or ())
    except (ParserError, KnowledgeError) as error:
        end(str(error))


def opened(folder: Path) -> "Archive":
    """The archive in a folder, or exit 2 with what to try."""
    from dragoman.archive.store import ArchiveError, open_archive

    try:
        return open_archive(folder)
    except ArchiveError as error:
        end(str(error))


def check_day(day: str | None, option: str = "--published") -> None:
    """Nothing, or exit 2 if what stands after the option is no day."""
    try:
        if day is not None and date.fromisoformat(day).isoformat() != day:
            raise ValueError
    except ValueError:
        raise typer.BadParameter(f"{day!r} is no day; write it as 2023-04-06", param_hint=option) from None


def ending_of(to: Path | None, known: tuple[str, ...]) -> str:
    """The ending of the file to write, in small letters, or exit 2 if nothing can be written that ends so."""
    ending = to.suffix.lower() if to else ""
    if ending and ending not in known:
        raise typer.BadParameter(f"nothing is written that ends in {ending}; there are {', '.join(known)}", param_hint="-o")
    return ending


def no_terminal(to: Path | None) -> None:
    """Nothing, or exit 2 if parquet, which is no text, would go to a terminal."""
    if to is None and sys.stdout.isatty():
        raise typer.BadParameter("parquet is no text: name a file with -o", param_hint="--format")


def complain(what: str, hint: str = "") -> None:
    """Say on standard error what is wrong and what to try."""
    typer.echo(f"dragoman: {what}" + (f" ({hint})" if hint else ""), err=True)


def end(what: str) -> NoReturn:
    """Say what is wrong and leave with 2."""
    complain(what)
    raise typer.Exit(2)


def end_of(error: OSError) -> NoReturn:
    """Say which file can't be read or written, and leave with 2."""
    end(f"{error.filename}: {error.strerror}" if error.filename else str(error))
