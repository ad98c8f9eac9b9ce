"""Options that choose rows of an archive, the same for all commands: a function that takes a filter gets them, and a typer command goes out."""

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.loading import end, end_of

if TYPE_CHECKING:
    import duckdb

    from dragoman.archive.filters import Filter

Many = list[str] | None

#: options by name: type and help; those of one name may be given again, one of them is enough
OPTIONS: dict[str, tuple[Any, str]] = {
    "actor": (Many, "Who acts: a code (RUS) or a part of a name."),
    "recipient": (Many, "Who is acted on: a code or a part of a name."),
    "party": (Many, "Who takes part on either side: a code or a part of a name."),
    "dyad": (Many, "Two codes, RUS-UKR: either acts on the other."),
    "country": (Many, "Country of a party or of the place, as a code."),
    "sector": (Many, "Sector of a party, such as GOV, MIL, CVL."),
    "category": (Many, "PLOVER category, such as REJECT."),
    "mode": (Many, "PLOVER mode, such as meet."),
    "context": (Many, "PLOVER context, such as diplomatic."),
    "cameo": (Many, "CAMEO code or how it begins: 12 is 12 and all below."),
    "place": (Many, "Where: a country's code, a part of a name, or a GeoNames id."),
    "status": (Many, "actual, happened, negated, hypothetical, future, historical or claimed."),
    "speaker": (Many, "Who says it: a code or a part of a name."),
    "attitude": (Many, "What the source does with it: saying, thinking, asking, wanting ..."),
    "text": (str | None, 'Words of the sentence; "words together", beginn*.'),
    "source": (Many, "Who published it."),
    "article": (Many, "Id of an article."),
    "since": (str | None, "First day, 2023-04-06."),
    "until": (str | None, "Last day, 2023-04-30."),
    "reports": (int | None, "Only what at least so many articles tell."),
    "confidence": (float | None, "Only what is at least so sure, 0 to 1."),
}

OF_EVENTS = tuple(name for name in OPTIONS if name not in ("speaker", "attitude"))


def choosing(names: tuple[str, ...] = OF_EVENTS) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command whose parameter `wanted` is made of the options `names`."""

    def made(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, typer.Option(help=text)])
            for name, (kind, text) in OPTIONS.items()
            if name in names
        ]

        @functools.wraps(command)
        def run(**given: Any) -> None:
            chosen = {name: given.pop(name) for name in names}
            command(**given, wanted=filter_from(chosen))

        kept = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in signature.parameters.values() if one.name != "wanted"]
        shown = kept[:1] + added + kept[1:]
        del run.__wrapped__  # typer would read the options of the command inside
        run.__signature__ = signature.replace(parameters=shown)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in shown}
        return run

    return made


def filter_from(given: dict[str, Any]) -> "Filter":
    """The filter that options tell, or exit 2."""
    from dragoman.archive.filters import FilterError, filter_of

    try:
        return filter_of({name: value if isinstance(value, list) else str(value) for name, value in given.items() if value is not None})
    except FilterError as error:
        raise typer.BadParameter(str(error).partition(": ")[2], param_hint="--" + str(error).partition(":")[0]) from None


@contextmanager
def asking(folder: Path, text: str = "") -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection to the archive of a folder; what goes wrong inside ends the command with what to try. The index of words is brought up to date for `text`."""
    import sqlite3
    from contextlib import closing, suppress

    from dragoman.archive import search
    from dragoman.archive.filters import FilterError
    from dragoman.archive.made import connection
    from dragoman.archive.store import ArchiveError, open_archive

    try:
        found = open_archive(folder)
        if text:
            with suppress(sqlite3.Error, PermissionError):
                search.update(folder)
        with closing(connection(found.snapshot())) as asked:
            yield asked
    except FilterError as error:
        end(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except ArchiveError as error:
        end(str(error))
    except OSError as error:
        end_of(error)


def is_archive(folder: str) -> bool:
    """Whether a path is the folder of an archive."""
    from dragoman.archive.store import STATE

    return (Path(folder) / STATE).is_file()
