"""The Python face: `load()` gives a `Coder`; texts and articles come in, reports go out."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import pipeline
from dragoman.knowledge.compiled import Knowledge, load_knowledge
from dragoman.language.parse import DEFAULT_MODEL, Parser, load_parser
from dragoman.model import Article, Fault, Report
from dragoman.reading.record import article_from

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

#: articles handed to a process at once
CHUNK = 8

#: such parts that wait for a process or for being taken, a process
WAITING = 4


class ProcessLost(Exception):
    """A process that coded was ended from outside, as the system does when memory runs out."""


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
        """Reports in the order of `articles`; what can't be read or coded is a Fault, and the run goes on. `jobs` are processes.

        Raises ProcessLost if one of them is killed.
        """
        if jobs <= 1:
            yield from map(self._one, articles)
            return
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        start = partial(_start, self.parser.model, self._folders)
        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), start)
        try:
            yield from _in_order(pool, articles, jobs * WAITING)
        except BrokenProcessPool:
            raise ProcessLost("a coding process was ended from outside; was there too little memory? try fewer --jobs") from None
        finally:
            pool.shutdown(cancel_futures=True)

    def _one(self, article: Article | Fault) -> Report | Fault:
        if isinstance(article, Fault):
            return article
        try:
            return self.code(article)
        except Exception as error:  # noqa: BLE001 - one bad article is one error row, whatever is wrong with it
            reason = f"could not be coded: {type(error).__name__}: {error}"
            return Fault(article.id, article.input or article.id, reason, "please report it with the text", article.input)


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


def _in_order(pool: "ProcessPoolExecutor", articles: Iterable[Article | Fault], most: int) -> Iterator[Report | Fault]:
    """What the processes make of `articles`, at most `most` parts read ahead."""
    left = iter(articles)
    waiting: deque[Future[list[Report | Fault]]] = deque()
    while part := list(islice(left, CHUNK)):
        waiting.append(pool.submit(_code, part))
        while waiting and (len(waiting) >= most or waiting[0].done()):
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


_held: Coder | None = None


def _start(model: str, folders: tuple[Path, ...]) -> None:
    """Load the coder of a process of the pool, once. The process goes when its parent is gone, and leaves Ctrl-C to it."""
    global _held
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_go_with_parent, daemon=True).start()
    _held = load(model, folders)


def _go_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _code(articles: list[Article | Fault]) -> list[Report | Fault]:
    assert _held is not None
    return [_held._one(article) for article in articles]
