"""Measure how often events coded under each condition have the right category, on gold beside the project, and write knowledge/data/confidence.yaml.

An event counts where its parties stand at the marked source and target of a sentence of events-plv (a recipient where it has one), or
on any sentence of events-cameo_conflibert; it is right if its category is the marked one, or one that a majority of coders gave.
"""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import dragoman
from dragoman import pipeline
from dragoman.knowledge.shapes_confidence import Confidence
from dragoman.model import Event, Report

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
TARGET = Path(pipeline.__file__).parent / "knowledge" / "data" / "confidence.yaml"
CONDITIONS = [f"{form}-{sides}" for form in ("verb", "noun", "adjective", "operator") for sides in ("both", "one")]
HEAD = """# Shares of events with the right category by the condition under which they were coded: what told them (verb, noun, adjective, or an
# operator that took up another event) and whether both sides are known. Measured by bench/confidence.py; not written by hand.
"""


def main() -> None:
    coder = dragoman.load()
    marked = Confidence({name: number / 1000 for number, name in enumerate(CONDITIONS, 1)}, 0.0)
    coder.knowledge = replace(coder.knowledge, confidence=marked)
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name, wanted in (("events-plv", plv), ("events-cameo_conflibert", conflibert)):
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            report = coder.code(record["text"], id=record["id"])
            for event in report.events:
                verdict = wanted(record, event, report)
                if verdict is not None:
                    condition = CONDITIONS[round(event.confidence * 1000) - 1]
                    seen[condition] += 1
                    right[condition] += verdict
    lines = [f"{name}: {{right: {right[name]}, seen: {seen[name]}}}" for name in CONDITIONS if seen[name]]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(*lines, sep="\n")


def folded(category: str) -> str:
    return "YIELD" if category in ("CONCEDE", "RETREAT") else category


def plv(record: dict[str, Any], event: Event, report: Report) -> bool | None:
    """Whether the marked relation has the event's category; None if the event is about others."""
    sides = [(event.actor, record["source"]), (event.recipient, record["target"])]
    for parties, gold in sides:
        if gold and gold.get("span") and parties and not any(p.span[0] < gold["span"][1] and gold["span"][0] < p.span[1] for p in parties):
            return None
    return folded(event.event[0]) == record["event"]["type"] if event.actor else None


def conflibert(record: dict[str, Any], event: Event, report: Report) -> bool | None:
    if event.status.negated or event.status.hypothetical:
        return None
    return folded(event.event[0]) in record["gold"]["plover_majority"]


if __name__ == "__main__":
    main()
