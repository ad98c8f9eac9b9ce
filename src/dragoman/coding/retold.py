"""An event noun comes in, whether it may tell again what was told before goes out. Serves the frame stage and the tellings.

"*The* attack", "*Friday's* meeting", "*the day-long* talks in Geneva", not "an attack" nor "the attack *on a bank*" nor "the *second* attack".
"""

from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Clause, Parse


def may_tell_again(act: Act, clause: Clause, parse: Parse, relevance: Relevance) -> bool:
    """Whether an act of nobody told may be a later telling, by the phrase of its noun."""
    if act.actors or act.recipients or clause.kind != "noun" or act.category not in relevance.retold_categories or act.inner is not None:
        return False
    if not is_known(clause.head, parse, relevance) or _is_another(clause, parse, relevance):
        return False
    free = relevance.adjunct_roles | {"before"} | (relevance.scene_roles if act.category in relevance.mutual_categories else frozenset())
    further = clause.roles.keys() - free
    return not further or (further == {"owner"} and all(parse.tokens[i].entity in ("DATE", "TIME") for i in clause.roles["owner"]))


def is_known(i: int, parse: Parse, relevance: Relevance) -> bool:
    """Whether a noun has an article or a day that says that it was told of before: *the* launch, *Friday's* launch."""
    below = [parse.tokens[c] for c in parse.children[i]]
    definite = any(t.rel == "det" and t.lemma.lower() in relevance.definite_words for t in below)
    return definite or any(t.rel == "poss" and t.entity in ("DATE", "TIME") for t in below)


def _is_another(clause: Clause, parse: Parse, relevance: Relevance) -> bool:
    """Whether a word before the noun says that it is not the one told before: the *second* attack."""
    return any(parse.tokens[i].lemma.lower() in relevance.other_words for i in clause.roles.get("before", ()))
