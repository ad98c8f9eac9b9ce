"""Measure an archive: how fast it is filled against the bare parse, with one process and with two; memory, size, copies found. Writes archive_figures.json.

    python bench/archive.py [--articles 20000] [--copies 4000] [--sample 600] [--rounds 2] [--folder DIR]

The texts are made by texts.py: short ones for the archive, of the usual length of reports for the sample by which speed is told. The sample is parsed by the bare parser (`spacy.load(model)`, batches of 32 paragraphs) and ingested into a new archive,
each with one process and with two, in turns; every measurement is a process of its own, and the quickest of the rounds counts. Loading is not timed: the clock
starts when the first articles are done. Rates are articles a second of the clock. The ratio is that of processor time, ingesting to bare parsing, one process.
Then the whole is ingested with two processes, compacted, and its copies are looked for. Exits 1 if a figure is beyond its bound.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent

#: figures with their bounds: at least, at most
BOUNDS: dict[str, tuple[float | None, float | None]] = {
    "ratio": (None, 1.3),
    "two_against_one": (1.6, None),
    "peak_megabytes": (None, 1000),
    "copies_recall": (0.95, None),
    "copies_precision": (0.98, None),
}

#: paragraphs that the bare parser gets at once
BATCH = 32

#: the first articles, a process, are not timed: processes load meanwhile; of a small sample a quarter
WARM = 64


class Clock:
    """Times a run from the article after the first `warm`."""

    def __init__(self, warm: int) -> None:
        self.warm, self.count = warm, 0
        self.begun = self.busy = 0.0

    def tell(self, _: object) -> None:
        self.count += 1
        if self.count == self.warm:
            self.begun, self.busy = time.monotonic(), time.process_time()

    def figures(self) -> dict[str, float]:
        timed, seconds = self.count - self.warm, time.monotonic() - self.begun
        own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return {"articles": self.count, "timed": timed, "begun": self.begun, "seconds": seconds, "busy": (time.process_time() - self.busy) / timed, "peak": max(own, others)}


def count(texts: str) -> int:
    """How many articles a file has, one a line."""
    with open(texts, encoding="utf-8") as lines:
        return sum(1 for _ in lines)


def warm(articles: int, jobs: int) -> int:
    """How many of the articles are not timed."""
    return min(WARM * jobs, articles // 4)


def ingesting(texts: str, archive: str, jobs: int) -> dict[str, float]:
    """Ingest a file in this process and `jobs` of its own."""
    import dragoman
    from dragoman.archive.ingest import ingest
    from dragoman.archive.store import make_archive
    from dragoman.reading import read

    coder = dragoman.load()
    clock = Clock(warm(count(texts), jobs))
    ingest(make_archive(archive), read([texts], None, coder.knowledge.reading), coder, jobs=jobs, tell=clock.tell)
    return clock.figures()


def parsing(texts: str, part: int, parts: int) -> dict[str, float]:
    """Parse one part of a file with the bare parser. Articles are done in batches of 32 paragraphs."""
    import spacy

    from dragoman.language.parse import DEFAULT_MODEL, PARSED, readable
    from dragoman.model import Article
    from dragoman.reading import read

    nlp = spacy.load(DEFAULT_MODEL)
    articles = [one for one in read([texts]) if isinstance(one, Article)][part::parts]
    paragraphs = ((readable(one)[slice(*block.span)], last) for one in articles for block, last in ends([block for block in one.blocks if block.kind in PARSED]))
    clock = Clock(warm(len(articles), 1))
    for _, last in nlp.pipe(paragraphs, as_tuples=True, batch_size=BATCH):
        if last:
            clock.tell(None)
    return clock.figures()


def ends(blocks: list[Any]) -> list[tuple[Any, bool]]:
    """Each block, and whether it is the last of its article."""
    return [(block, at == len(blocks) - 1) for at, block in enumerate(blocks)]


def apart(*asked: list[str]) -> list[dict[str, float]]:
    """What processes of their own measure that run at the same time."""
    running = [subprocess.Popen([sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True) for words in asked]
    told = [one.communicate()[0] for one in running]
    if any(one.returncode for one in running):
        raise SystemExit("a measurement failed")
    return [json.loads(one.splitlines()[-1]) for one in told]


def rate(found: list[dict[str, float]]) -> float:
    """Articles a second of processes that ran at the same time."""
    return sum(one["timed"] / one["seconds"] for one in found)


def sampled(sample: Path, folder: Path, rounds: int) -> dict[str, float]:
    """Bare parse and ingest with one and two processes, in turns."""
    best: dict[str, float] = {}
    busy: dict[str, float] = {}
    peaks = []
    for turn in range(rounds):
        runs = {
            "bare_1": apart(["parse", str(sample), "0", "1"]),
            "ingest_1": apart(["ingest", str(sample), str(folder / f"one-{turn}"), "1"]),
            "bare_2": apart(["parse", str(sample), "0", "2"], ["parse", str(sample), "1", "2"]),
            "ingest_2": apart(["ingest", str(sample), str(folder / f"two-{turn}"), "2"]),
        }
        for name, found in runs.items():
            best[name] = max(best.get(name, 0.0), rate(found))
            busy[name] = min(busy.get(name, float("inf")), found[0]["busy"])
        peaks += [found[0]["peak"] for name, found in runs.items() if name.startswith("ingest")]
    return {
        **{f"{name}_articles_a_second": round(value, 1) for name, value in best.items()},
        "ratio": round(busy["ingest_1"] / busy["bare_1"], 3),
        "clock_ratio_1": round(best["bare_1"] / best["ingest_1"], 3),
        "clock_ratio_2": round(best["bare_2"] / best["ingest_2"], 3),
        "two_against_one": round(best["ingest_2"] / best["ingest_1"], 2),
        "bare_two_against_one": round(best["bare_2"] / best["bare_1"], 2),
        "peak_megabytes": round(max(peaks)),
    }


def filled(texts: Path, archive: Path) -> dict[str, float]:
    """The whole ingested with two processes; size of the archive after compacting against the text."""
    from dragoman.archive.compact import compact
    from dragoman.archive.store import open_archive

    begun = time.monotonic()
    (found,) = apart(["ingest", str(texts), str(archive), "2"])
    seconds = time.monotonic() - begun
    opened = open_archive(archive)
    before = size(archive)
    begun = time.monotonic()
    compact(opened, keep_hours=0)
    compacted = time.monotonic() - begun
    snapshot = opened.snapshot()
    text = sum(len(one.encode()) for one in snapshot.dataset("articles").to_table(columns=["text"])["text"].to_pylist())
    return {
        "articles": snapshot.dataset("articles").count_rows(),
        "events": snapshot.dataset("events").count_rows(),
        "whole_seconds": round(seconds, 1),
        "whole_articles_a_second": round(rate([found]), 1),
        "whole_peak_megabytes": round(found["peak"]),
        "text_megabytes": round(text / 1e6, 1),
        "archive_megabytes_before_compact": round(before / 1e6, 1),
        "archive_megabytes": round(size(archive) / 1e6, 1),
        "compact_seconds": round(compacted, 1),
    }


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def copied(archive: Path, truth: Path) -> dict[str, float]:
    """Pairs of articles with the same text behind them: found and true."""
    from dragoman.archive import copies
    from dragoman.archive.store import open_archive

    begun = time.monotonic()
    copies.update(archive)
    seconds = time.monotonic() - begun
    of = {row["article"]: row["original"] for row in map(json.loads, truth.read_text(encoding="utf-8").splitlines())}
    true = pairs({**of, **{original: original for original in of.values()}})
    rows = open_archive(archive).snapshot().dataset("copies").to_table(columns=["article", "group"]).to_pylist()
    found = pairs({row["article"]: row["group"] for row in rows})
    return {
        "copies_seconds": round(seconds, 1),
        "copies_recall": round(len(found & true) / len(true), 4),
        "copies_precision": round(len(found & true) / max(len(found), 1), 4),
    }


def pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    """All pairs of articles that have one group."""
    members: dict[str, list[str]] = {}
    for article, group in groups.items():
        members.setdefault(group, []).append(article)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def too_bad(figures: dict[str, float]) -> list[str]:
    """Figures beyond their bound."""
    low = [f"{name} is {figures[name]}, at least {least}" for name, (least, _) in BOUNDS.items() if least is not None and figures[name] < least]
    return low + [f"{name} is {figures[name]}, at most {most}" for name, (_, most) in BOUNDS.items() if most is not None and figures[name] > most]


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, float]:
    made = folder / "texts"
    subprocess.run([sys.executable, HERE / "texts.py", made, "--articles", str(asked.articles), "--copies", str(asked.copies)], check=True)
    subprocess.run([sys.executable, HERE / "texts.py", folder / "sample", "--articles", str(asked.sample), "--copies", "0", "--long"], check=True)
    figures = sampled(folder / "sample" / "articles.jsonl", folder, asked.rounds)
    figures |= filled(made / "articles.jsonl", folder / "archive")
    return figures | copied(folder / "archive", made / "copies.jsonl")


def main() -> int:
    options = argparse.ArgumentParser(description="Measure an archive.")
    for name, usual in (("articles", 20_000), ("copies", 4_000), ("sample", 600), ("rounds", 2)):
        options.add_argument(f"--{name}", type=int, default=usual)
    options.add_argument("--folder", type=Path)
    asked = options.parse_args()
    with TemporaryDirectory() as temporary:
        figures = measure(asked, asked.folder or Path(temporary))
    (HERE / "archive_figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):36} {value}")
    problems = too_bad(figures)
    for problem in problems:
        print(f"beyond its bound: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["ingest"]:
        print(json.dumps(ingesting(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    elif sys.argv[1:2] == ["parse"]:
        print(json.dumps(parsing(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
    else:
        sys.exit(main())
