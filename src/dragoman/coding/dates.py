"""Clauses with their status and the text's time expressions come in, the date of what each clause tells goes out.

The expression tied to the clause by the tree comes first, then that of a clause that governs it or stands beside it, then tense and the
day of publication. Each date says which words or which rule it comes from.
"""

from dragoman.calendar import parse_day
from dragoman.coding.ties import Governor, Tie, clauses_at, governors, side_by_side, ties, top_down
from dragoman.knowledge.shapes_dates import Dates
from dragoman.model import BlockKind, Clause, Parse, Status, TimeExpression, When

#: relations over which a clause takes the date of the one that governs it
SHARED = frozenset(("xcomp", "conj", "advcl", "obj", "pobj", "prep", "pcomp", "subj", "subjpass", "pred", "oprd", "agent", "iobj", "csubj", "prt", "dep"))

#: relations by which an expression belongs to a noun and not to the verb above it: "Monday's vote", "the 2019 election"
OWNED = frozenset(("poss", "compound", "nummod", "amod", "relcl", "acl"))


def date(
    parse: Parse,
    clauses: tuple[Clause, ...],
    statuses: tuple[Status, ...],
    times: tuple[TimeExpression, ...],
    published: str | None,
    dates: Dates,
) -> tuple[When | None, ...]:
    """When each clause happened, parallel to `clauses`; None where nothing tells.

    In "Rebels who took the town in March left it on Monday" the taking is dated "in March", the leaving "on Monday".
    """
    dater = _Dater(parse, clauses, statuses, published, dates)
    dater.tie(times)
    dater.share()
    dater.guess()
    return tuple(dater.whens)


class _Dater:
    """Dates found so far, by clause number."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], published: str | None, dates: Dates) -> None:
        self.parse, self.clauses, self.statuses, self.dates = parse, clauses, statuses, dates
        self.published = parse_day(published)
        self.at = clauses_at(clauses)
        self.above: list[Governor] = governors(parse, clauses, self.at)
        self.order = top_down(self.above)
        self.whens: list[When | None] = [None] * len(clauses)

    def tie(self, times: tuple[TimeExpression, ...]) -> None:
        """Give each clause the nearest expression that hangs from it."""
        best: dict[int, tuple[int, TimeExpression]] = {}
        for time in times:
            if not _tells_when(time) or self._leads_off(time):
                continue
            for tie in ties(self.parse, self.at, time.head):
                if self._owned(tie) and self._reacts(tie.clause, tie.path[-1]):
                    break
                steps = tie.steps + (4 if self._owned(tie) else 0)
                if tie.clause not in best or steps < best[tie.clause][0]:
                    best[tie.clause] = (steps, time)
                if self._owned(tie):
                    break
        for number, (_, time) in best.items():
            self.whens[number] = self._when(time)

    def _owned(self, tie: Tie) -> bool:
        """Whether the expression belongs to a noun below the clause, not to the clause."""
        return any(rel in OWNED for rel in tie.path[:-1])

    def _reacts(self, number: int, rel: str) -> bool:
        """Whether the clause's object was there before it: "withdrew from the 2018 deal", not "the 2018 deal ended the war"."""
        return rel not in ("subj", "subjpass") and self.clauses[number].lemma in self.dates.apart["reacting"]

    def _leads_off(self, time: TimeExpression) -> bool:
        """Whether the preposition before says that it is not then: "until Monday"."""
        head = self.parse.tokens[self.parse.tokens[time.head].head]
        return head.lemma.lower() in self.dates.apart["until"]

    def _when(self, time: TimeExpression) -> When:
        words = time.text
        head = self.parse.tokens[self.parse.tokens[time.head].head]
        if head.rel == "prep" and head.i == time.first - 1:
            words = f"{head.text} {words}"
        if time.start is None:
            return When(None, None, time.resolution or None, f"{words} (no date of publication)" if self.published is None else words)
        return When(time.start, time.end if time.end != time.start else None, time.resolution, words)

    def share(self) -> None:
        """Hand dates down to governed clauses, then up and across where the upper one has none."""
        for number in self.order:
            governor = self.above[number]
            if self.whens[number] is None and governor.clause is not None and self._takes_from(number, governor):
                self.whens[number] = self.whens[governor.clause]
        for number in reversed(self.order):
            governor = self.above[number]
            if governor.clause is not None and self.whens[governor.clause] is None and self.whens[number] is not None and self._gives_up(number, governor):
                self.whens[governor.clause] = self.whens[number]
        for number in self.order:
            governor = self.above[number]
            if self.whens[number] is None and governor.clause is not None and governor.path == ("conj",):
                self.whens[number] = self.whens[governor.clause]

    def _takes_from(self, number: int, governor: Governor) -> bool:
        assert governor.clause is not None
        upper = self.clauses[governor.clause]
        if self._says(upper) and "conj" not in governor.path[:1]:
            return False
        if governor.path[-1] in ("relcl", "acl") or governor.path[0] in ("relcl", "acl"):
            return upper.kind == "noun" and len(governor.path) == 1 and not self.statuses[number].historical
        return all(rel in SHARED or rel == "ccomp" for rel in governor.path)

    def _gives_up(self, number: int, governor: Governor) -> bool:
        """Whether the governing clause takes the date of what it governs: "held a meeting on Monday", "fled and died on Monday"."""
        assert governor.clause is not None
        upper = self.clauses[governor.clause]
        if self._says(upper) or self._reacts(governor.clause, governor.path[-1]):
            return False
        if governor.path == ("conj",):
            lower = self.clauses[number]
            return upper.kind == lower.kind and (lower.kind == "noun" or side_by_side(self.parse, self.parse.tokens[lower.head]))
        return self.clauses[number].kind == "noun" and upper.kind == "verb" and governor.path[0] in ("obj", "subj", "subjpass", "pobj") and len(governor.path) <= 2

    def _says(self, clause: Clause) -> bool:
        return clause.lemma in self.dates.apart["saying"]

    def guess(self) -> None:
        """Date the rest by tense: what the report tells as past or present happened on the day of publication, as far as it tells."""
        for number in self.order:
            if self.whens[number] is None:
                self.whens[number] = self._by_tense(number)

    def _by_tense(self, number: int) -> When | None:
        status = self.statuses[number]
        if status.future or status.hypothetical:
            return None
        if status.historical:
            return None
        tense = self._tense(number)
        if tense is None:
            return None
        if self.published is None:
            return When(None, None, None, "no date of publication")
        return When(self.published.isoformat(), None, "day", "tense and date of publication")

    def _tense(self, number: int) -> str | None:
        """`past` or `present`; a clause without tense of its own has that of the one above; None for had done, to do, will do."""
        tokens = self.parse.tokens
        for _ in range(4):
            clause = self.clauses[number]
            head = tokens[clause.head]
            helpers = [tokens[c] for c in self.parse.children[head.i] if tokens[c].rel in ("aux", "auxpass")]
            tags = {token.tag for token in helpers}
            if "MD" in tags or "TO" in tags:
                return None
            if any(token.lemma in self.dates.apart["perfect"] and token.tag == "VBD" for token in helpers):
                return None
            if head.tag in ("VBD", "VBZ", "VBP") or tags & {"VBD", "VBZ", "VBP"}:
                return "past" if head.tag == "VBD" or "VBD" in tags else "present"
            above = self.above[number].clause
            if above is None:
                return "past" if self._is_headline(clause) and head.tag in UNTENSED else None
            number = above
        return None

    def _is_headline(self, clause: Clause) -> bool:
        return self.parse.sentences[clause.sentence].block is BlockKind.HEADLINE


#: tags of predicates that a headline leaves without tense: "Five Killed", "Talks in Geneva"
UNTENSED = ("VBN", "VBG", "NN", "NNS")


def _tells_when(time: TimeExpression) -> bool:
    """Whether the expression can date something: dates, times, and spans whose days are known; not "weekly", "recently"."""
    return time.kind in ("date", "time") or (time.kind == "duration" and time.start is not None)
