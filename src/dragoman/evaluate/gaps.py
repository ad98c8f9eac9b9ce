"""Reports come in, predicates that have political actors among their arguments but no family go out, the most frequent first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge.compiled import Knowledge
from dragoman.model import Report


@dataclass(frozen=True, slots=True)
class Gap:
    """A predicate without a family: how often it stood with an actor, and a sentence where it did."""

    lemma: str
    kind: str
    count: int
    example: str


def gaps(reports: Iterable[Report], knowledge: Knowledge) -> list[Gap]:
    """Uncovered verbs and adjectives by how often an actor is their subject or object; at equal counts by name.

    A verb counts as covered if it has a family, begins a phrase that stands in its clause, or carries an event noun.
    """
    frames = knowledge.frames
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for report in reports:
        told = {start for event in report.events for start, _ in event.trigger}
        for (clause, _, _), (start, _) in zip(report.clauses, report.clause_spans, strict=True):
            known = frames.adjectives if clause.kind == "adjective" else frames.verbs
            first = clause.lemma.split(" ", 1)[0]
            if clause.kind == "noun" or clause.lemma in known or first in known or start in told:
                continue
            if any(filler in report.cast.at for role in ("subject", "object") for filler in clause.roles.get(role, ())):
                key = (clause.lemma, clause.kind)
                counts[key] += 1
                sentence = report.sentences[clause.sentence]
                examples.setdefault(key, " ".join(report.article.text[slice(*sentence.span)].split()))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Gap(lemma, kind, count, examples[lemma, kind]) for (lemma, kind), count in ordered]
