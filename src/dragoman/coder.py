"""The Python face: `load()` gives a `Coder`; texts and articles come in, reports go out."""

import gc
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dragoman import pipeline
from dragoman.knowledge.compiled import Knowledge, load_knowledge
from dragoman.language.parse import DEFAULT_MODEL, Parser, load_parser
from dragoman.model import Article, Fault, Report
from dragoman.reading.record import article_from

#: articles handed to a process at once
CHUNK = 8


class Coder:
    """Codes articles with one model and one knowledge. Make it with `load`; it holds no state between articles."""

    def __init__(self, knowledge: Knowledge, parser: Parser, folders: Sequence[Path] = ()) -> None:
        self.knowledge, self.parser = knowledge, parser
        self._folders = tuple(folders)

    def code(self, text: str | Article, *, published: str | None = None, id: str = "1", title: str | None = None) -> Report:
        """The report of one article. `text` is taken verbatim; `published` is an ISO date (`2023-04-06`). Raises ValueError for an empty text.

        >>> coder.code("Serbia rejected the plan.", published="2023-04-06").events[0].event
        ('REJECT',)
        """
        if isinstance(text, Article):
            return pipeline.code(text, self.knowledge, self.parser)
        article = article_from({"id": id, "text": text, "title": title}, id, published, self.knowledge.reading)
        if isinstance(article, Fault):
            raise ValueError(f"{article.where}: {article.reason}; {article.hint}")
        return pipeline.code(article, self.knowledge, self.parser)

    def code_many(self, articles: Iterable[Article | Fault], *, jobs: int = 1) -> Iterator[Report | Fault]:
        """Reports in the order of `articles`; what can't be read or coded is a Fault, and the run goes on. `jobs` are processes."""
        if jobs <= 1:
            yield from map(self._one, articles)
            return
        start = partial(_start, self.parser.model, self._folders)
        with multiprocessing.get_context("spawn").Pool(jobs, initializer=start) as pool:
            yield from pool.imap(_code, articles, chunksize=CHUNK)

    def _one(self, article: Article | Fault) -> Report | Fault:
        if isinstance(article, Fault):
            return article
        try:
            return self.code(article)
        except Exception as error:  # noqa: BLE001 - one bad article is one error row, whatever is wrong with it
            return Fault(article.id, article.source or article.id, f"could not be coded: {type(error).__name__}: {error}", "please report it with the text")


def load(model: str = DEFAULT_MODEL, knowledge: Sequence[str | Path] = ()) -> Coder:
    """A coder with the named model and our knowledge, to which the folders `knowledge` add. Raises ParserError, KnowledgeError.

    The collector of cycles rests meanwhile and then leaves alone what was loaded: half a million objects that all stay.
    """
    folders = tuple(Path(folder) for folder in knowledge)
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Coder(load_knowledge(folders), load_parser(model), folders)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


_held: Coder | None = None


def _start(model: str, folders: tuple[Path, ...]) -> None:
    """Load the coder of a process of the pool, once."""
    global _held
    _held = load(model, folders)


def _code(article: Article | Fault) -> Report | Fault:
    assert _held is not None
    return _held._one(article)
