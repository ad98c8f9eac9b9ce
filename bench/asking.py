"""How quickly a large archive answers: rows of events are made (the generator is `rows`), written as `ingest` writes them, and asked.

    python bench/asking.py [--rows 5000000] [--folder DIR]

Prints and writes asking_figures.json: seconds of a count by dyad and month, of searches for a rare, a usual and a frequent word, of pages of the newest 50
rows with filters, each the quicker of two runs, and of making the index of words. Exits 1 if one takes longer than its bound.

The rows are no news: each has a day from 1990 to 2024, parties from the table of states (some far more often than others; most act on themselves and a few others), a category with mode, a place,
and a sentence of 12 to 32 words drawn from the example reports and the names of the actor tables, as uneven in frequency as words of news are.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dragoman.archive.made import connection
from dragoman.archive.store import make_archive, open_archive
from dragoman.archive.tables import EVENTS
from dragoman.knowledge.compiled import DATA

ROOT = Path(__file__).parents[1]
#: rows of one step, as one `ingest` of a folder writes them
BATCH = 250_000
CATEGORIES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]


def vocabulary() -> list[str]:
    """Words of the example reports and names of persons, the frequent first."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.*")) if path.suffix in (".md", ".txt"))
    words = list(dict.fromkeys(texts.split()))
    names = [line.split("\t")[1] for line in (DATA / "actors" / "people.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "key"))]
    return words + list(dict.fromkeys(part for name in names for part in name.split()))[:20_000]


def uneven(chance: np.random.Generator, kinds: int, size: int) -> np.ndarray:
    """Numbers below `kinds`, the small ones more often (Zipf)."""
    weights = 1 / (np.arange(kinds) + 3.0)
    return chance.choice(kinds, size=size, p=weights / weights.sum())


def rows(first: int, size: int, words: pa.Array, codes: pa.Array) -> pa.Table:
    """`size` events, numbered from `first`; the same numbers give the same rows."""
    chance = np.random.default_rng(first)
    lengths = chance.integers(12, 33, size)
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32))
    spoken = words.take(pa.array(uneven(chance, len(words), int(lengths.sum()))))
    sentence = pc.binary_join(pa.ListArray.from_arrays(offsets, spoken), " ")
    day = pa.array(7305 + np.sort(chance.integers(0, 12_784, size)).astype(np.int32)).cast(pa.date32())
    acting = uneven(chance, len(codes), size)
    kind = chance.random(size)
    near = (acting + chance.integers(1, 6, size)) % len(codes)
    actor = codes.take(pa.array(acting))
    recipient = codes.take(pa.array(np.where(kind < 0.35, acting, np.where(kind < 0.7, near, uneven(chance, len(codes), size)))))
    one = pa.array(np.arange(size + 1, dtype=np.int32))
    names = pc.binary_join_element_wise(actor, "government", " ")
    number = pa.array(np.arange(first, first + size))
    told = {
        "id": pc.binary_join_element_wise("e", pc.utf8_lpad(number.cast(pa.string()), 10, "0"), ""),
        "article": pc.binary_join_element_wise("article", pc.divide(number, 4).cast(pa.string()), "-"),
        "published": day, "source": codes.take(pa.array(uneven(chance, 40, size))), "date": day, "date_resolution": pa.array(["day"] * size),
        "date_because": pa.array(["tense and date of publication"] * size),
        "event": pa.array(CATEGORIES).take(pa.array(uneven(chance, 16, size))), "mode": pa.ListArray.from_arrays(one, pa.array(["meet"] * size)),
        "quad_code": pa.array(chance.integers(1, 5, size).astype(np.int32)), "event_scale": pa.array(np.round(chance.uniform(-9, 8, size), 1)),
        "reciprocal": pa.array(np.zeros(size, bool)), "actor_code": actor, "recipient_code": recipient, "actor_name": names,
        "actor_codes": pa.ListArray.from_arrays(one, actor), "recipient_codes": pa.ListArray.from_arrays(one, recipient),
        "actor_sectors": pa.ListArray.from_arrays(one, pa.array(["GOV"] * size)),
        "dyads": pa.ListArray.from_arrays(one, pa.StructArray.from_arrays([actor, recipient], ["actor", "recipient"])),
        "country_code": recipient, "negated": pa.array(chance.random(size) < 0.1), "future": pa.array(chance.random(size) < 0.1),
        "hypothetical": pa.array(chance.random(size) < 0.05), "historical": pa.array(np.zeros(size, bool)),
        "claimed": pa.array(chance.random(size) < 0.2), "text": sentence, "confidence": pa.array(np.round(chance.random(size), 2)),
    }  # fmt: skip
    return pa.table([told[field.name].cast(field.type) if field.name in told else pa.nulls(size, field.type) for field in EVENTS], schema=EVENTS)


def build(folder: Path, size: int) -> None:
    """An archive whose table of events has `size` rows."""
    words = pa.array(vocabulary())
    states = sorted({line.split(":")[0] for line in (DATA / "actors" / "states.yaml").read_text(encoding="utf-8").splitlines() if line[:3].isalpha() and line[:3].isupper()})
    codes = pa.array([state[:3] for state in states])
    archive = make_archive(folder)
    for first in range(0, size, BATCH):
        with archive.writing() as step:
            step.append("events", rows(first, min(BATCH, size - first), words, codes))


#: figures with the most seconds they may take
BOUNDS = {"dyad_month_seconds": 2.0, "one_dyad_month_seconds": 2.0, "rare_word_seconds": 2.0, "usual_word_seconds": 2.0, "frequent_word_seconds": 2.0}


def timed(question: Callable[[], object]) -> float:
    """Seconds of the quicker of two runs."""
    took = []
    for _ in range(2):
        begun = time.perf_counter()
        question()
        took.append(time.perf_counter() - begun)
    return round(min(took), 3)


def measure(folder: Path, size: int) -> dict[str, float]:
    """Build, index and ask an archive."""
    from dragoman.archive import search
    from dragoman.archive.filters import Filter
    from dragoman.archive.query import count, events
    from dragoman.archive.timeline import timeline

    if not (folder / "archive.json").exists():
        build(folder, size)
    begun = time.perf_counter()
    search.update(folder)
    figures = {"rows": float(size), "index_seconds": round(time.perf_counter() - begun, 1)}
    words = vocabulary()
    with closing(connection(open_archive(folder).snapshot())) as asked:
        figures["dyad_month_seconds"] = timed(lambda: timeline(asked, Filter(), "month", "dyad", gaps=False))
        figures["one_dyad_month_seconds"] = timed(lambda: timeline(asked, Filter(dyad=("AGO-ALB",)), "month"))
        for name, word in (("rare", words[-1]), ("usual", words[2_000]), ("frequent", words[40])):
            figures[f"{name}_word_seconds"] = timed(lambda: count(asked, Filter(text=word)))  # noqa: B023 - asked at once
            figures[f"{name}_word_rows"] = float(count(asked, Filter(text=word)))
        wanted = {"all": Filter(), "actor": Filter(actor=("AGO",)), "kind": Filter(category=("AID",), status=("actual",)), "word": Filter(text=words[2_000])}
        figures |= {f"page_{name}_seconds": timed(lambda: events(asked, one)) for name, one in wanted.items()}  # noqa: B023 - asked at once
    return figures


def main() -> int:
    options = argparse.ArgumentParser(description="Measure how quickly an archive answers.")
    options.add_argument("--rows", type=int, default=5_000_000)
    options.add_argument("--folder", type=Path)
    asked = options.parse_args()
    with TemporaryDirectory() as temporary:
        figures = measure(asked.folder or Path(temporary) / "archive", asked.rows)
    (Path(__file__).parent / "asking_figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for name, value in figures.items():
        print(f"{name.replace('_', ' '):28} {value:g}")
    late = [f"{name} is {figures[name]}, at most {most}" for name, most in BOUNDS.items() if figures[name] > most]
    for problem in late:
        print(f"beyond its bound: {problem}", file=sys.stderr)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
