"""What has been dealt with comes in one by one, how far a long run is goes to standard error: rate, share, time left, errors so far."""

import glob
import os
import sys
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from dragoman.model import Article, Fault, Report

#: seconds between two lines in a log, and before the first
LOG = 30.0

#: errors that are told at once; all stand in the table `errors`
TOLD = 10

#: files that are remembered as read; more than are read ahead
REMEMBERED = 1024


class Course:
    """Counts a run. `total` is its size: bytes of the files that are read, or articles; 0 if it can't be told. Only this looks at the clock."""

    def __init__(self, total: float = 0, *, by_bytes: bool = False) -> None:
        self._total, self._by_bytes = total, by_bytes
        self._begun = self._shown = time.monotonic()
        self._done = self._skipped = self._failed = 0
        self._way = _Way()
        self._lock = Lock()
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            self._bar = Progress(
                SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn(elapsed_when_finished=True), console=Console(stderr=True)
            )
            self._task = self._bar.add_task("reading", total=total or None)

    def tell(self, one: Article | Report | Fault) -> None:
        """One more: an article passed over, a report, or a fault. May be called by several threads."""
        with self._lock:
            if isinstance(one, Fault):
                self._failed += 1
                self._complain(one)
            self._skipped += isinstance(one, Article)
            self._done += isinstance(one, Report)
            self._way.take(one)
            now = time.monotonic()
            if self._bar:
                self._bar.update(self._task, completed=self._share() * self._total, description=self._told(now))
            elif now - self._shown > LOG:
                self._shown = now
                sys.stderr.write(f"{self._told(now)}{self._left(now)}\n")
                sys.stderr.flush()

    def __enter__(self) -> "Course":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the bar, tell how many errors were not told."""
        if self._bar:
            self._bar.stop()
        if self._failed > TOLD:
            sys.stderr.write(f"dragoman: {self._failed - TOLD} more errors (all stand in the table errors)\n")

    def _complain(self, fault: Fault) -> None:
        if self._failed <= TOLD:
            line = f"dragoman: {fault.where}: {fault.reason}" + (f" ({fault.hint})" if fault.hint else "")
            if self._bar:
                self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                sys.stderr.write(line + "\n")

    def _share(self) -> float:
        way = self._way.bytes() if self._by_bytes else self._done + self._failed
        return min(1.0, way / self._total) if self._total else 0.0

    def _told(self, now: float) -> str:
        rate = self._done / max(now - self._begun, 0.001)
        share = f"{self._share():.0%}, " if self._total else ""
        skipped = f"{self._skipped} there already, " if self._skipped else ""
        return f"{share}{self._done} articles, {rate:.1f} a second, {skipped}{self._failed} errors"

    def _left(self, now: float) -> str:
        share = self._share()
        if not 0 < share < 1:
            return ""
        seconds = (now - self._begun) * (1 - share) / share
        if seconds >= 5400:
            return f", {seconds / 3600:.1f} hours left"
        minutes = max(1, round(seconds / 60))
        return f", {minutes} minute{'s' if minutes > 1 else ''} left"


class _Way:
    """How many bytes of the input have been dealt with, told from the articles: files that were left count whole, the one at hand by its texts."""

    def __init__(self) -> None:
        self._whole = 0
        self._file: str | None = None
        self._part = 0
        self._recent: deque[str] = deque(maxlen=REMEMBERED)

    def take(self, one: Article | Report | Fault) -> None:
        article = one.article if isinstance(one, Report) else one
        if article.input != self._file and article.input not in self._recent:
            self._leave()
            self._file = article.input
        self._part += len(article.text) if isinstance(article, Article) else 0

    def bytes(self) -> int:
        return self._whole + min(self._part, _size(self._file) if self._file else self._part)

    def _leave(self) -> None:
        if self._file:
            self._whole += _size(self._file)
            self._recent.append(self._file)
        self._part = 0


def size_of(paths: Iterable[str], endings: Iterable[str]) -> int:
    """Bytes of all readable files that the paths of a command stand for; 0 if one of them is standard input."""
    known = tuple(endings)
    total = 0
    for path in paths:
        if path == "-":
            return 0
        for one in [path] if os.path.exists(path) else glob.iglob(path, recursive=True):
            total += _below(one, known) if os.path.isdir(one) else _size(one)
    return total


def _below(folder: str, endings: tuple[str, ...]) -> int:
    return sum(_size(os.path.join(at, name)) for at, _, files in os.walk(folder) for name in files if name.lower().endswith(endings))


def _size(path: str) -> int:
    file = Path(path)
    return file.stat().st_size if file.is_file() else 0
