"""A parse with its clauses, quotations and times comes in, the status of each clause goes out: did it happen, and who says so.

Heads first by the tree: what a clause inherits through the link to its governor, and its own cues. "Peru refused to sign": *sign* hangs
by `to` from *refuse*, which negates it. All words that say so stand in status.yaml.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from dragoman.coding.status_links import Links
from dragoman.coding.status_marks import marks_of
from dragoman.coding.status_own import OwnCues
from dragoman.coding.status_state import CLEAN, State
from dragoman.knowledge.shapes_status import CLAIMED, FUTURE, HISTORICAL, HYPOTHETICAL, NEGATED, StatusRules
from dragoman.model import Clause, Parse, Quotation, Status, TimeExpression

Spoken = dict[int, list[Quotation]]
PLAIN = Status()
#: how many words above a noun a verb is looked for that tells it
NEAR = 6


def assess(
    parse: Parse,
    clauses: tuple[Clause, ...],
    quotations: tuple[Quotation, ...],
    times: tuple[TimeExpression, ...],
    published: str | None,
    rules: StatusRules,
) -> tuple[Status, ...]:
    """The status of each clause, parallel to `clauses`. `published` is an ISO date; without it nothing is long ago or to come.

    "The army denied that it had shelled the town": *shelled* is negated, claimed by *army*.
    """
    spoken = _spoken(parse, clauses, quotations)
    direct = frozenset(head for head, said in spoken.items() if any(quotation.kind == "direct" for quotation in said))
    links = Links(parse, {clause.head: clause for clause in clauses}, rules)
    own = OwnCues(parse, marks_of(parse, times, published, rules), rules, direct)
    states = [_state(clause.head, links, own) for clause in clauses]
    return tuple(_status(parse, state, _claiming(spoken.get(clause.head, ()), links)) for clause, state in zip(clauses, states, strict=True))


def _state(i: int, links: Links, own: OwnCues) -> State:
    """What holds of token `i`. Heads are done first and kept, without recursion."""
    path = []
    while i not in links.states:
        path.append(i)
        head = links.tokens[i].head
        if head == i:
            break
        i = head
    for one in reversed(path):
        token = links.tokens[one]
        inherited = links.inherited[one] = links.inherit(token)
        above = links.states[token.head].bits if token.head != one else CLEAN.bits
        links.states[one] = own.add(token, inherited, above)
    return links.states[path[0] if path else i]


def _status(parse: Parse, state: State, spoken: list[Quotation]) -> Status:
    """The final form of a state, with the speakers of the quotations that the clause stands in."""
    bits = state.bits
    if not bits and not spoken:
        return PLAIN
    kept = [reason for reason in state.reasons if reason.bits & bits]
    cues = {reason.token for reason in kept}
    because = [reason.key for reason in kept]
    claimers = list(state.claimers)
    for quotation in spoken:
        if quotation.source_head is not None and quotation.source_head not in claimers:
            claimers.append(quotation.source_head)
        if quotation.cue_head is not None:
            cues.add(quotation.cue_head)
        because += quotation.because
    return Status(
        bool(bits & NEGATED),
        bool(bits & FUTURE),
        bool(bits & HYPOTHETICAL),
        bool(bits & HISTORICAL),
        tuple(claimers),
        tuple((parse.tokens[i].start, parse.tokens[i].end) for i in sorted(cues)),
        tuple(dict.fromkeys(because)),
        bool(bits & CLAIMED) and not claimers,
    )


def _claiming(spoken: Iterable[Quotation], links: Links) -> list[Quotation]:
    """The quotations that claim what they say: not an indirect one whose cue makes it a fact, a wish or nothing ("did not say that")."""
    return [q for q in spoken if q.tells and (q.kind != "indirect" or q.cue_head is None or links.claims.get(q.cue_head, True))]


def _spoken(parse: Parse, clauses: tuple[Clause, ...], quotations: tuple[Quotation, ...]) -> Spoken:
    """The quotations whose content covers a clause that is not the saying itself, by head of the clause."""
    heads = sorted(clause.head for clause in clauses)
    starts = [parse.tokens[head].start for head in heads]
    found: Spoken = {}
    for quotation in quotations:
        for start, end in quotation.content:
            for head in heads[bisect_left(starts, start) : bisect_right(starts, end - 1)]:
                said = found.setdefault(head, [])
                if head != quotation.cue_head and quotation not in said and _is_told(parse, head, quotation):
                    said.append(quotation)
    return found


def _is_told(parse: Parse, head: int, quotation: Quotation) -> bool:
    """Whether a quotation tells a clause and does not only name it: an indirect "condemned the *attack*" tells of no attack."""
    if quotation.kind != "indirect":
        return True
    for _ in range(NEAR):
        token = parse.tokens[head]
        if token.pos in ("VERB", "AUX"):
            return True
        head = token.head
        if head == token.i or head == quotation.cue_head:
            return False
    return False
