"""How quickly the explorer's pages come over a large archive: rows are made by asking.py, pages are asked for over HTTP as a browser does.

    python bench/pages.py [--rows 1000000]

Each page is asked for five times by one reader; the first time of each and the median of the others are told. Exits 1 if home takes 300 ms or more when it is
asked for first, or any page 1.5 s or more.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import asking
import httpx
import numpy as np
import pyarrow as pa
import pyarrow.compute
import uvicorn

from dragoman.archive import search
from dragoman.archive.store import open_archive
from dragoman.archive.tables import ARTICLES
from dragoman.web.app import application

HERE = Path(__file__).parent

#: events of one article
EVENTS_EACH = 4

#: seconds: home when first asked for, any page ever
HOME, ANY = 0.3, 1.5

#: how often a page is asked for
TIMES = 5

PAGES = {
    "home": "/",
    "events": "/events",
    "events of a party": "/events?actor=RUS",
    "events by several filters": "/events?category=REJECT&country=USA&since=2010-01-01&status=actual",
    "events with words": "/events?text=ceasefire",
    "article": "/article?id=article-1000",
    "dyad": "/dyad?a=RUS&b=UKR",
    "network": "/network",
    "map": "/map",
    "positions": "/positions",
    "search": "/search?q=ceasefire",
    "marks": "/marks",
    "API, events": "/api/events?limit=100",
    "API, time line": "/api/timeline?dyad=RUS-UKR",
}


def add_articles(folder: Path, events: int) -> None:
    """Reports for the events that asking.py made: a headline's length of text each, by day and source."""
    chance = np.random.default_rng(1)
    size = events // EVENTS_EACH
    words = pa.array(asking.vocabulary())
    offsets = pa.array((np.arange(size + 1) * 60).astype(np.int32))
    texts = pa.compute.binary_join(pa.ListArray.from_arrays(offsets, words.take(pa.array(asking.uneven(chance, len(words), size * 60)))), " ")
    days = pa.array(7305 + chance.integers(0, 12_784, size).astype(np.int32)).cast(pa.date32())
    names = pa.array([f"article-{number}" for number in range(size)])
    sources = pa.array([f"Courier {number}" for number in asking.uneven(chance, 40, size)])
    lengths = pa.compute.utf8_length(texts).cast(pa.int32())
    nothing = pa.array(np.zeros(size, np.int32))
    block = pa.StructArray.from_arrays([pa.array(["body"] * size), nothing, lengths], ["kind", "start", "end"])
    blocks = pa.ListArray.from_arrays(pa.array(np.arange(size + 1, dtype=np.int32)), block)
    told = {"id": names, "published": days, "source": sources, "text": texts, "blocks": blocks, "language": pa.array(["en"] * size)}
    table = pa.table([told[field.name].cast(field.type) if field.name in told else pa.nulls(size, field.type) for field in ARTICLES], schema=ARTICLES)
    with open_archive(folder).writing() as step:
        step.append("articles", table)


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Milliseconds of each page: the first time, and the median of the others."""
    server = uvicorn.Server(uvicorn.Config(application(folder, "a-token-of-the-bench"), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    found = {}
    with httpx.Client(base_url=address, timeout=60) as client:
        for name, path in PAGES.items():
            taken = []
            for _ in range(TIMES):
                begun = time.perf_counter()
                answer = client.get(path)
                taken.append(1000 * (time.perf_counter() - begun))
                assert answer.status_code == 200, f"{path}: {answer.status_code}"
            found[name] = {"first": round(taken[0], 1), "then": round(statistics.median(taken[1:]), 1), "kilobytes": round(len(answer.content) / 1024, 1)}
    server.should_exit = True
    thread.join()
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    rows = asked.parse_args().rows
    with TemporaryDirectory() as folder:
        archive = Path(folder) / "large"
        asking.build(archive, rows)
        add_articles(archive, rows)
        search.update(archive)
        found = measure(archive)
    (HERE / "pages_figures.json").write_text(json.dumps({"rows": rows, "milliseconds": found}, indent=1) + "\n", encoding="utf-8")
    for name, figures in found.items():
        print(f"{name:28} first {figures['first']:8.1f} ms, then {figures['then']:8.1f} ms, {figures['kilobytes']:8.1f} kB")
    slow = [name for name, figures in found.items() if max(figures["first"], figures["then"]) >= 1000 * ANY]
    slow += ["home, first"] if found["home"]["first"] >= 1000 * HOME else []
    for name in slow:
        print(f"too slow: {name}", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
