"""Score dragoman on the gold sets that lie beside the project (../shared/gold), write scores.json, compare with floors.json.

    scores.py [--jobs N] [--set-floors] [SET ...]

A figure may sink below its floor by half a point. `--set-floors` raises floors to the figures of this run, and never lowers one.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
SCORER = SHARED / "score" / "score.py"

#: how far a figure may sink below its floor
SLACK = 0.005

#: figures kept beside the headline of a set: where the scorer's details have them
DETAILS = {"quotes-polnear": {"content exact F1": ("exact spans", "content", "f1"), "cue exact F1": ("exact spans", "cue", "f1")}}

#: figures in which less is better
LESS = ("no event", "false alarms", "median km")


def inputs(gold: Path) -> list[dict[str, Any]]:
    """What the scorer gives to the system."""
    out = subprocess.run([sys.executable, SCORER, "--inputs", gold], capture_output=True, check=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def predict(coder: Any, records: list[dict[str, Any]], target: Path, jobs: int) -> None:
    """Reports of all records with all layers."""
    from dragoman.output import formatter
    from dragoman.records import LAYERS

    form = formatter("jsonl", LAYERS)
    articles = map(article, records)
    with target.open("wb") as stream:
        for one in coder.code_many(articles, jobs=jobs):
            stream.write(form(one))


def article(record: dict[str, Any]) -> Any:
    """The article of a record, or of the packed page that it names, or what is wrong with it."""
    from dragoman.knowledge.shapes_reading import reading_words
    from dragoman.reading.html import article_of_page
    from dragoman.reading.record import article_from

    if "text" in record:
        return article_from(record, record["id"], None, reading_words())
    with gzip.open(record["path"]) as page:
        return article_of_page(page.read(), record["id"], None, reading_words(), url=record["url"])


def headline(gold: Path, predictions: Path) -> dict[str, float]:
    """The headline figures of one set, and the details that are kept beside them."""
    out = subprocess.run([sys.executable, SCORER, gold, predictions, "--json"], capture_output=True, check=True, text=True)
    found = json.loads(out.stdout)
    details = {name: found["figures"][section][row][figure] for name, (section, row, figure) in DETAILS.get(gold.stem, {}).items()}
    return {name: value for name, value in {**found["headline"], **details}.items() if value is not None}


def scored(names: list[str], jobs: int) -> dict[str, dict[str, float]]:
    """Figures of every set."""
    import dragoman

    coder = dragoman.load()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((SHARED / "gold").glob("*.jsonl")):
            if names and gold.stem not in names:
                continue
            target = Path(folder) / gold.name
            predict(coder, inputs(gold), target, jobs)
            found[gold.stem] = figures = headline(gold, target)
            print(f"{gold.stem:24} " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)
    return found


def sunk(found: dict[str, Any], floors: dict[str, dict[str, float]]) -> list[str]:
    """Figures that sank below their floor by more than the slack."""
    problems = []
    for name, bounds in floors.items():
        figures = found.get(name)
        if not isinstance(figures, dict):
            continue
        for figure, floor in bounds.items():
            value = figures.get(figure)
            if value is None or (value > floor + SLACK * max(1.0, floor) if is_less(figure) else value < floor - SLACK):
                problems.append(f"{name}: {figure} is {value}, its floor {floor}")
    return problems


def is_less(figure: str) -> bool:
    """Whether a lower figure is a better one."""
    return any(word in figure.lower() for word in LESS)


def raised(found: dict[str, Any], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Floors lifted to what was found."""
    lifted = {name: dict(bounds) for name, bounds in floors.items()}
    for name, figures in found.items():
        if isinstance(figures, dict):
            for figure, value in figures.items():
                old = lifted.setdefault(name, {}).get(figure, value)
                lifted[name][figure] = round(min(old, value) if is_less(figure) else max(old, value), 4)
    return lifted


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help="names of gold files without ending; all if none is named")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--set-floors", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    if not SCORER.exists():
        print("scores: skipped, there is no ../shared/score here")
        return 0
    found = scored(options.sets, options.jobs)
    if not options.sets:
        (HERE / "scores.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    path = HERE / "floors.json"
    floors = json.loads(path.read_text(encoding="utf-8"))
    if options.set_floors:
        floors["scores"] = raised(found, floors["scores"])
        path.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    problems = sunk(found, floors["scores"])
    for problem in problems:
        print(f"below the floor: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
