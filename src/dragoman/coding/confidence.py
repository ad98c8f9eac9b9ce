"""An act and its clause come in, the share of events coded under the same conditions that were right on gold data goes out."""

from dragoman.knowledge.shapes_confidence import Confidence
from dragoman.model import Act, Clause


def confidence(act: Act, clause: Clause, table: Confidence) -> float:
    """The measured share for the act's condition, or for all events where too few were seen."""
    return table.shares.get(condition(act, clause), table.overall)


def condition(act: Act, clause: Clause) -> str:
    """Under which conditions an act was coded: what told it and how many sides are known, such as `verb-both` or `noun-one`."""
    form = "operator" if act.inner is not None else clause.kind
    sides = "both" if (act.recipients and act.actors) or act.reciprocal else "one"
    return f"{form}-{sides}"
