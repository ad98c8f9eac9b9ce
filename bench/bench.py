"""Measure dragoman against the bare parser it stands on: one run, one process, the same texts. Writes figures.json beside this file.

The bare parse is `spacy.load(model)` with all its parts over the same paragraphs, in batches of 32. Both are timed in turns,
part by part, twice each, and the quicker counts: a noisy machine spoils both alike. So is loading, in fresh processes. Ratios are of processor time, rates are of
the clock. Bounds in floors.json stand on ratios, which hold on a slow machine too. Exits 1 if a figure is beyond its bound.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROJECT = HERE.parent
QUOTED = PROJECT.parent / "shared" / "gold" / "quotes-polnear.jsonl"

#: articles timed; the project's own examples are repeated, further articles come from beside the project if they are there
OWN, FURTHER = 24, 60

#: paragraphs the bare parser gets at once
BATCH = 32

#: articles timed in one turn
TURN = 6


#: what a fresh process runs to time loading: seconds of the clock and of the processor
TIMED = """
import time
begun, busy = time.perf_counter(), time.process_time()
{load}
print(time.perf_counter() - begun, time.process_time() - busy)
"""
OURS = "import dragoman; dragoman.load()"
BARE = "import spacy; spacy.load({model!r})"

#: fresh processes of each kind that time loading, in turns; the quickest counts, since a busy machine only ever adds to it
LOADS = 6


def fresh(load: str) -> tuple[float, float]:
    """The seconds (of the clock, of the processor) that a fresh process takes to load."""
    done = subprocess.run([sys.executable, "-c", TIMED.format(load=load)], capture_output=True, check=True, text=True)
    clock, busy = done.stdout.split()
    return float(clock), float(busy)


def loading(model: str) -> dict[str, float]:
    """Loading dragoman beside loading the bare parser, in turns, so that a slow machine slows both alike."""
    turns = [(fresh(OURS), fresh(BARE.format(model=model))) for _ in range(LOADS)]
    seconds = min(ours[0] for ours, _ in turns)
    busy, bare = min(ours[1] for ours, _ in turns), min(bare[1] for _, bare in turns)
    return {
        "load_seconds": round(seconds, 2),
        "load_processor_seconds": round(busy, 2),
        "bare_load_processor_seconds": round(bare, 2),
        "load_ratio": round(busy / bare, 3),
    }


def articles() -> list[Any]:
    """The texts to time, ids made unique."""
    import msgspec

    from dragoman.model import Article
    from dragoman.reading import article_of, read

    own = [one for one in read([PROJECT / "examples"]) if isinstance(one, Article)]
    found = [msgspec.structs.replace(one, id=str(number)) for number, one in enumerate(islice(cycle(own), OWN if own else 0))]
    if QUOTED.exists():
        with QUOTED.open(encoding="utf-8") as lines:
            for line in islice(lines, FURTHER):
                record = json.loads(line)
                found.append(article_of(record["text"], id=record["id"], published=record.get("date"), title=record.get("title")))
    return found


def paragraphs(article: Any) -> list[str]:
    from dragoman.language.parse import PARSED, readable

    text = readable(article)
    return [text[slice(*block.span)] for block in article.blocks if block.kind in PARSED]


def seconds(work: Callable[[], int]) -> tuple[float, float, int]:
    """The processor's seconds, the clock's seconds and what came out, of the quicker of two runs."""
    runs = []
    for _ in range(2):
        busy, begun = time.process_time(), time.perf_counter()
        found = work()
        runs.append((time.process_time() - busy, time.perf_counter() - begun, found))
    return min(runs)


def timed(coder: Any, nlp: Any, texts: list[Any]) -> dict[str, float]:
    """Seconds of the bare parse and of coding, in turns, and events found."""
    bare = coding = clock = 0.0
    ratios = []
    events = 0
    for at in range(0, len(texts), TURN):
        turn = texts[at : at + TURN]
        parts = [part for one in turn for part in paragraphs(one)]
        parsed, _, _ = seconds(lambda parts=parts: sum(1 for _ in nlp.pipe(parts, batch_size=BATCH)))
        coded, shown, found = seconds(lambda turn=turn: sum(len(coder.code(one).events) for one in turn))
        bare, coding, clock, events = bare + parsed, coding + coded, clock + shown, events + found
        ratios.append(coded / parsed)
    return {"bare": bare, "coding": coding, "clock": clock, "median_ratio": statistics.median(ratios), "events": events}


def measure() -> dict[str, float]:
    """All figures of one run."""
    import dragoman
    from dragoman.language.parse import DEFAULT_MODEL

    loads = loading(DEFAULT_MODEL)
    coder = dragoman.load()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    import spacy

    nlp = spacy.load(DEFAULT_MODEL)
    texts = articles()
    for one in texts[:3]:
        coder.code(one)
        list(nlp.pipe(paragraphs(one)))
    found = timed(coder, nlp, texts)
    words = sum(len(one.text.split()) for one in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        **loads,
        "articles": len(texts),
        "words": words,
        "bare_parse_processor_seconds": round(found["bare"], 2),
        "coding_processor_seconds": round(found["coding"], 2),
        "ratio": round(found["coding"] / found["bare"], 3),
        "median_ratio": round(found["median_ratio"], 3),
        "articles_a_second": round(len(texts) / found["clock"], 1),
        "words_a_second": round(words / found["clock"]),
        "microseconds_a_word": round(found["coding"] / words * 1e6, 1),
        "events": round(found["events"]),
        "loaded_megabytes": round(memory),
        "peak_megabytes": round(peak),
    }


def too_bad(figures: dict[str, float]) -> list[str]:
    """Figures beyond their bound."""
    bounds = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["speed"]
    return [f"{name} is {figures[name]}, at most {bound['at_most']}" for name, bound in bounds.items() if figures[name] > bound["at_most"]]


def main() -> int:
    figures = measure()
    (HERE / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):30} {value}")
    problems = too_bad(figures)
    for problem in problems:
        print(f"below the floor: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
