"""Feed broken files, texts and knowledge to dragoman until the time is up; tell every input at which it crashed, took too long or grew too large.

    python bench/fuzz.py [--seconds 3600] [--seed 1] [--first 0] [--room reading|coding|knowledge]

Inputs are numbered; fuzz_inputs.py makes the input of a number, so a finding is repeated by `--first NUMBER --seconds 1`. A third each goes to the rooms:
*reading* reads a file of any kind and codes the first articles that come out; *coding* codes a text and gives the report out in every format; *knowledge*
loads a user's folder with one broken file and, if it loads, codes sentences with it. Right is an article, a fault or a KnowledgeError, with
spans inside the text; anything else is a finding. An input may take SECONDS of processor time, and the memory of the process
may grow by GROWTH megabytes. A process of its own works; one that dies or hangs is a finding, and a new one goes on behind it. Exits 1 if there are findings.
"""

import argparse
import json
import os
import random
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import fuzz_inputs

#: processor time of an input, in seconds, and time of the clock after which its process is ended: long, since others may have the processors
SECONDS, HANGS = 20, 1200

#: megabytes by which one input may make the process grow
GROWTH = 400

#: addresses that the process may use, in bytes: what is over that is no memory
ADDRESSES = 12_000_000_000

#: how often articles of a file are coded, and how many
OFTEN, CODED = 0.2, 2

ROOMS = ("reading", "coding", "knowledge")

PUBLISHED = "2023-04-06"


class Overtime(BaseException):
    """An input took more than SECONDS."""


class Wrong(Exception):
    """Something came out that must not."""


class Rooms:
    """What is tried, with one coder for all inputs."""

    def __init__(self, folder: Path) -> None:
        import dragoman

        self.folder, self.coder, self.inputs = folder, dragoman.load(), fuzz_inputs.Inputs()
        self._entries: dict[tuple[str, str], Any] = {}

    def reading(self, chance: random.Random) -> None:
        """A file comes in, articles and faults go out."""
        from dragoman.model import Article
        from dragoman.reading import read

        name, data = self.inputs.file(chance)
        path = self.folder / name
        path.write_bytes(data)
        try:
            found = list(read([str(path)], PUBLISHED, self.coder.knowledge.reading))
        finally:
            path.unlink()
        if not found:
            raise Wrong("neither an article nor a fault")
        articles = [one for one in found if isinstance(one, Article)]
        for article in articles:
            checked_article(article)
        for article in articles[:CODED] if chance.random() < OFTEN else ():
            if len(article.text) <= 20_000:
                checked(self.coder.code(article))

    def coding(self, chance: random.Random) -> None:
        """A text comes in, a report goes out."""
        text = self.inputs.text(chance)
        if text.strip():
            checked(self.coder.code(text, published=PUBLISHED, title=text.split("\n")[0] if chance.random() < 0.2 else None))

    def knowledge(self, chance: random.Random) -> None:
        """A folder of knowledge comes in; it loads or it is told what is wrong."""
        from dragoman import Coder
        from dragoman.knowledge.load import KnowledgeError

        with TemporaryDirectory(dir=self.folder) as own:
            inside = self.inputs.folder(chance, Path(own))
            try:
                held = self._loaded(Path(own), inside)
            except KnowledgeError:
                return
        checked(Coder(held, self.coder.parser).code(" ".join(chance.choices(self.inputs.sentences, k=4)), published=PUBLISHED))

    def _loaded(self, own: Path, inside: str) -> Any:
        """Our knowledge with a user's folder; what the folder has nothing of is taken as it was."""
        from dragoman.knowledge import compiled

        whole = self.coder.knowledge

        def entries(roots: list[Path], pattern: str, shape: type) -> Any:
            key = (pattern, shape.__name__)
            if key not in self._entries:
                self._entries[key] = {entry.key: entry for entry in read_all(roots[:1], pattern, shape)}
            return list({**self._entries[key], **{entry.key: entry for entry in read_all(roots[1:], pattern, shape)}}.values())

        read_all = compiled.entries_of
        with patch.object(compiled, "entries_of", entries):
            if inside.startswith("actors"):
                return compiled._compile([compiled.DATA, own], "fuzz")
            with patch.object(compiled, "read_names", lambda *roots, **words: whole.names), patch.object(compiled, "compile_gazetteer", lambda *given: whole.gazetteer):
                return compiled._compile([compiled.DATA, own], "fuzz")


def checked_article(article: Any) -> None:
    """Blocks and markup lie inside the text, in order; all words can be written. Raises Wrong."""
    from datetime import date

    at = 0
    for block in article.blocks:
        if not at <= block.span[0] <= block.span[1] <= len(article.text):
            raise Wrong(f"block {block.span} after {at} in {len(article.text)} characters")
        at = block.span[1]
    if any(not 0 <= start <= end <= len(article.text) for start, end in article.markup):
        raise Wrong("markup outside of the text")
    if not article.id or not article.text.strip():
        raise Wrong("an article without id or text")
    if article.published is not None:
        date.fromisoformat(article.published)


def checked(report: Any) -> None:
    """The report can be given out in every format, and its spans lie inside the text. Raises Wrong."""
    from dragoman import output, said, terminal
    from dragoman.archive.contents import arrow, rows_of
    from dragoman.records import LAYERS

    checked_article(report.article)
    record = json.loads(output.formatter("jsonl", LAYERS)(report))
    for start, end in spans(record):
        if not 0 <= start <= end <= len(report.article.text):
            raise Wrong(f"span {start}-{end} in {len(report.article.text)} characters")
    for name in ("plover", "csv"):
        output.formatter(name)(report)
    said.formatter("csv")(report)
    for table, rows in rows_of(report).items():
        arrow(table, [row | {"batch": "fuzz"} if "batch" not in row else row for row in rows], "fuzz")
    with open(os.devnull, "wb") as nowhere:
        screen = terminal.console(nowhere)
        screen.print(terminal.table(report))
        screen.print(terminal.explanation(report))


def spans(value: Any) -> list[tuple[int, int]]:
    """All spans in a record."""
    found: list[tuple[int, int]] = []
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            span = one.get("span")
            if isinstance(span, list) and len(span) == 2 and all(isinstance(part, int) for part in span):
                found.append((span[0], span[1]))
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return found


def tried(rooms: Rooms, room: str, chance: random.Random) -> str:
    """What was found at one input, or nothing."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        getattr(rooms, room)(chance)
    except (Exception, Overtime) as error:  # noqa: BLE001 - whatever it is, it is a finding
        own = [one for one in traceback.extract_tb(error.__traceback__) if "dragoman" in one.filename] or traceback.extract_tb(error.__traceback__)
        return f"{type(error).__name__} in {Path(own[-1].filename).name}:{own[-1].name}: {str(error)[:300]}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return f"grew by {grown} MB" if grown > GROWTH else ""


def work(seed: int, first: int, only: str) -> None:
    """Try input after input, each told on a line before and after."""
    def overtime(number: int, frame: object) -> None:
        raise Overtime(f"more than {SECONDS} s")

    signal.signal(signal.SIGPROF, overtime)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    with TemporaryDirectory() as folder:
        rooms = Rooms(Path(folder))
        tried(rooms, "coding", random.Random("warm"))
        tell({"ready": True})
        for number in count(first):
            room = only or ROOMS[number % len(ROOMS)]
            tell({"number": number, "room": room})
            begun = time.process_time()
            found = tried(rooms, room, random.Random(f"{seed}-{number}"))
            tell({"number": number, "room": room, "found": found, "seconds": round(time.process_time() - begun, 3)})


def tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


class Run:
    """One run: its worker, and what was found."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked, self.next = asked, asked.first
        self.inputs: Counter[str] = Counter()
        self.longest: dict[str, float] = {}
        self.findings: list[dict[str, Any]] = []

    def go(self) -> None:
        """Until the time is up; workers that end are replaced."""
        end = time.monotonic() + self.asked.seconds
        while time.monotonic() < end:
            words = [sys.executable, __file__, "--work", str(self.asked.seed), str(self.next), self.asked.room or ""]
            with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
                try:
                    self._listen(process, end)
                finally:
                    process.kill()

    def _listen(self, process: "subprocess.Popen[bytes]", end: float) -> None:
        begun: dict[str, Any] = {}
        assert process.stdout is not None
        while time.monotonic() < end or not self.inputs:
            ready, _, _ = select.select([process.stdout], [], [], HANGS)
            line = process.stdout.readline() if ready else b""
            if not line:
                if not begun:
                    raise SystemExit("the worker can't start")
                self._take(begun | {"found": "the process died" if ready else f"no answer in {HANGS} s", "seconds": 0.0})
                return
            told = json.loads(line)
            if "found" in told:
                self._take(told)
            elif "number" in told:
                begun = told

    def _take(self, told: dict[str, Any]) -> None:
        self.next = told["number"] + 1
        self.inputs[told["room"]] += 1
        self.longest[told["room"]] = max(self.longest.get(told["room"], 0.0), told["seconds"])
        if told["found"]:
            self.findings.append(told)
            print(f"input {told['number']} ({told['room']}): {told['found']}", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description="Feed broken input.")
    for name, usual in (("seconds", 3600), ("seed", 1), ("first", 0)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--room", choices=ROOMS)
    asked = options.parse_args()
    run = Run(asked)
    begun = time.monotonic()
    run.go()
    kinds = Counter(one["found"].partition(": ")[0] for one in run.findings)
    print(f"{sum(run.inputs.values())} inputs ({', '.join(f'{room} {number}' for room, number in run.inputs.items())}) in {time.monotonic() - begun:.0f} s, seed {asked.seed}")
    print(f"longest, seconds of processor time: {', '.join(f'{room} {seconds:.1f}' for room, seconds in run.longest.items())}")
    print(f"{len(run.findings)} findings of {len(kinds)} kinds")
    for kind, number in kinds.most_common():
        print(f"{number:6}  {kind}")
    return 1 if run.findings else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(main())
