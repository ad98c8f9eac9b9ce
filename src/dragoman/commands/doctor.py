"""`dragoman doctor`: looks whether what is installed works, and says what to do where it does not."""

import platform
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from dragoman import __version__

#: what reads, keeps and shows: packages whose versions matter when somebody asks for help
PACKAGES = ("spacy", "deltalake", "duckdb", "pyarrow", "trafilatura", "fastapi", "matplotlib", "pyspark")

#: what is coded to see that coding works, and the category it must give
SENTENCE, CATEGORY = "Serbia rejected the peace plan on Tuesday.", "REJECT"

#: a page of which the sentence must be read
PAGE = f"<html><body><article><h1>No to the plan</h1>{f'<p>{SENTENCE} The assembly will vote on Friday, its speaker told the press.</p>' * 3}</article></body></html>"

#: a look at one thing: what it found, and what is wrong with it if something is
Look = Callable[[], tuple[str, str]]


def doctor(knowledge: Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A folder of knowledge of your own, looked at too.")] = None) -> None:
    """Tell what is installed, which model and knowledge are used, and whether coding, archive and pages work."""
    typer.echo(f"dragoman {__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    typer.echo(", ".join(_versions()))
    bad = 0
    for name, look in looks(knowledge or []):
        found, wrong = look()
        bad += bool(wrong)
        typer.echo(f"{'WRONG' if wrong else 'fine '}  {name}: {wrong or found}")
    typer.echo(f"{bad} of the above need mending" if bad else "all is well")
    raise typer.Exit(1 if bad else 0)


def looks(folders: list[Path]) -> list[tuple[str, Look]]:
    """What is looked at, in this order."""
    return [
        ("model", _model),
        ("knowledge and coding", lambda: _coding(folders)),
        ("reading of web pages", _reading),
        ("archive", _archive),
        ("pages", _pages),
        ("Spark", _spark),
    ]


def _versions() -> Iterator[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} not installed"


def _model() -> tuple[str, str]:
    from dragoman.language.parse import DEFAULT_MODEL
    from dragoman.language.trust import model_folder, wrong_files

    folder = model_folder(DEFAULT_MODEL)
    if folder is None:
        return "", f"{DEFAULT_MODEL} is not installed; pip install {DEFAULT_MODEL.replace('_', '-')}"
    problems = wrong_files(folder)
    return f"{DEFAULT_MODEL}, the files that were measured", f"{'; '.join(problems)}: install {DEFAULT_MODEL} anew" if problems else ""


def _coding(folders: list[Path]) -> tuple[str, str]:
    from dragoman.coder import load
    from dragoman.knowledge.load import KnowledgeError
    from dragoman.language.parse import ParserError

    begun = time.perf_counter()
    try:
        coder = load(knowledge=folders)
    except (KnowledgeError, ParserError) as error:
        return "", str(error)
    taken = time.perf_counter() - begun
    found = [event.event[0] for event in coder.code(SENTENCE, published="2023-04-06").events]
    told = f"knowledge {coder.knowledge.hash}, loaded in {taken:.1f} s"
    return told, "" if CATEGORY in found else f"{SENTENCE!r} gave {found or 'no event'}; reinstall dragoman, or look at your own knowledge folder"


def _reading() -> tuple[str, str]:
    from dragoman.knowledge.shapes_reading import reading_words
    from dragoman.model import Article

    try:
        from dragoman.reading.html import article_of_page

        found = article_of_page(PAGE.encode(), "page", None, reading_words())
    except ImportError as error:
        return "", f"a package is missing: {str(error).splitlines()[0]}; reinstall dragoman with a newer pip: pip install --upgrade pip"
    return "a page was read", "" if isinstance(found, Article) and SENTENCE in found.text else f"a page of HTML gave {found}; reinstall trafilatura"


def _archive() -> tuple[str, str]:
    from dragoman.archive.store import ArchiveError, make_archive

    with TemporaryDirectory() as folder:
        try:
            with make_archive(Path(folder) / "archive").snapshot().connection() as asked:
                asked.execute("select count(*) from events").fetchall()
        except (ArchiveError, OSError) as error:
            return "", str(error)
    return "made and read", ""


def _pages() -> tuple[str, str]:
    there = files("dragoman.web").joinpath("static", "built", "explorer.js").is_file()
    return "there", "" if there else "what pages run in the browser is missing; pages can be read without; a checkout makes it with Node: `make pages`, else install dragoman anew"


def _spark() -> tuple[str, str]:
    try:
        found = version("pyspark")
    except PackageNotFoundError:
        return "not installed (only needed for a cluster: pip install 'dragoman[spark]')", ""
    return f"pyspark {found}", "" if which("java") else "pyspark needs Java 17 or newer, and no `java` is found"
