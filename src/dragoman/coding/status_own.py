"""What a word's own cues add to what it inherits: negation, modals, adverbs, the form of its clause, and what coordination shares."""

from dragoman.coding.status_marks import NOMINAL, Marks
from dragoman.coding.status_state import Mark, State, added, turned
from dragoman.knowledge.shapes_status import CLAIMED, FUTURE, HYPOTHETICAL, NEGATED, StatusRules
from dragoman.model import Parse, Token

FINITE = ("VBD", "VBZ", "VBP")
#: tags that the parser confuses for regular verbs
PAST = {"VBD", "VBN"}
SUBJECTS = ("subj", "subjpass", "expl")


class OwnCues:
    """Own cues over one parse; `direct` are the heads of clauses that stand between quotation marks."""

    def __init__(self, parse: Parse, marks: Marks, rules: StatusRules, direct: frozenset[int]) -> None:
        self.tokens, self.below, self.sentences = parse.tokens, parse.children, parse.sentences
        self.marks, self.rules, self.direct = marks, rules, direct

    def add(self, token: Token, inherited: State, above: int) -> State:
        """The state of a token from what it inherits and its own cues; `above` are the bits of what it hangs from.

        "Chad may not send troops": *send* inherits nothing, *not* and *may* are its own.
        """
        if token.rel == "conj":
            self._share(token)
        marks = self.marks.get(token.i)
        state = inherited
        if marks:
            negations = [m for m in marks if m.rule.positive.add & NEGATED]
            if negations:
                state = turned(inherited, negations)
            negated = bool(negations) or bool(inherited.bits & NEGATED)
            for mark in marks:
                if not mark.rule.positive.add & NEGATED:
                    state = self._with_mark(mark, token, state, above, negated)
        if token.pos in ("VERB", "AUX"):
            rule = self.rules.forms.get(self._form(token))
            state = added(state, rule.positive.add, Mark(rule, token.i)) if rule is not None else state
        return state

    def _with_mark(self, mark: Mark, token: Token, state: State, above: int, negated: bool) -> State:
        rule = mark.rule
        change = rule.negative if negated else rule.positive
        if rule.report is not None and state.bits & CLAIMED and token.i not in self.direct and not self._has_condition(token):
            change = rule.report
        bits = change.add & ~NEGATED
        if change.waits:
            if not above & (HYPOTHETICAL | FUTURE | NEGATED) or token.tag in ("VBD", "VBN"):
                return state
            bits |= HYPOTHETICAL if above & (HYPOTHETICAL | NEGATED) else FUTURE
        elif bits & FUTURE and self._has_condition(token):
            bits |= HYPOTHETICAL
        return added(state, bits, mark)

    def _has_condition(self, token: Token) -> bool:
        """A clause with "if" below it: what it tells holds on a condition."""
        words = self.rules.lists["conditions"]
        return any(
            self.tokens[c].rel == "advcl" and any(self.tokens[m].rel == "mark" and self.tokens[m].lemma in words for m in self.below[c])
            for c in self.below[token.i]
        )

    # --- coordination -------------------------------------------------------------------------------------------

    def _share(self, token: Token) -> None:
        """Give a conjunct the cues of the one before that hold for both: "did not attack or threaten", but not "attacked nobody and left"."""
        head = self.tokens[token.head]
        held = self.marks.get(head.i)
        if not held:
            return
        joints = {self.tokens[c].lemma for c in self.below[head.i] if c < token.i and self.tokens[c].rel == "cc"}
        own = any(self.tokens[c].rel in ("aux", "det", *SUBJECTS) for c in self.below[token.i])
        mine = self.marks.get(token.i, [])
        shared = [mark for mark in held if mark not in mine and self._is_shared(mark, token, head, own, joints)]
        self.marks[token.i] = [*mine, *shared]

    def _is_shared(self, mark: Mark, token: Token, head: Token, own: bool, joints: set[str]) -> bool:
        rel = self.tokens[mark.token].rel
        if rel == "mark":
            return not any(self.tokens[c].rel == "mark" for c in self.below[token.i])
        negates = bool(mark.rule.positive.add & NEGATED)
        if own or mark.token > token.i or (negates and joints & self.rules.lists["contrast"]):
            return False
        either = bool(joints & self.rules.lists["alternatives"])
        alike = token.tag == head.tag or (token.pos in NOMINAL and head.pos in NOMINAL) or (either and {token.tag, head.tag} == PAST)
        if rel in ("aux", "neg"):
            return alike and (either or token.tag not in FINITE)
        return alike and (not negates or mark.token < head.i)

    # --- form of the clause -------------------------------------------------------------------------------------

    def _form(self, token: Token) -> str:
        """ "question", "imperative", "inversion" or "infinitive", if the clause has that form, else nothing."""
        if token.rel == "root" and self._asks(token):
            return "question"
        if (token.rel == "advcl" and token.tag in PAST) or (token.rel == "ccomp" and token.i < token.head):
            return "inversion" if self._is_inverted(token) else ""
        if token.tag != "VB" or token.rel not in ("root", "ccomp"):
            return ""
        below = [self.tokens[c] for c in self.below[token.i]]
        if any(t.tag == "TO" for t in below):
            return "infinitive" if token.rel == "root" else ""
        if any(t.rel in SUBJECTS or (t.rel == "aux" and t.tag in ("MD", "VBD", "VBZ")) for t in below):
            return ""
        first = self.sentences[token.sentence].first
        lead = min([t.i for t in below if t.rel in ("aux", "neg")] + [token.i])
        return "imperative" if lead == first or self.tokens[lead - 1].pos in ("PUNCT", "INTJ") else ""

    def _is_inverted(self, token: Token) -> bool:
        """ "Had the rebels attacked": an auxiliary opens the clause, before its subject; the parser may take it for the verb."""
        below = [self.tokens[c] for c in self.below[token.i]]
        if token.rel == "ccomp":
            return below[:1] != [] and below[0].rel == "aux" and below[0].lemma in self.rules.lists["inverted"] and any(below[0].i < t.i < token.i for t in below if t.rel in SUBJECTS)
        if not below or token.tag == "VBD":
            return bool(below) and below[0].i > token.i and below[0].rel in ("ccomp", *SUBJECTS)
        return below[0].rel == "aux" and any(t.rel in SUBJECTS for t in below)

    def _asks(self, token: Token) -> bool:
        """A yes-or-no question: it ends in a question mark, a verb stands before the subject, there is no question word."""
        sentence = self.sentences[token.sentence]
        if not any(self.tokens[i].text == "?" for i in range(max(sentence.first, sentence.last - 2), sentence.last)):
            return False
        below = [self.tokens[c] for c in self.below[token.i]]
        subject = next((t.i for t in below if t.rel in SUBJECTS), None)
        verbs = [t.i for t in below if t.rel in ("aux", "auxpass")] + ([token.i] if token.pos == "AUX" else [])
        asked = any(t.tag in ("WRB", "WP", "WDT", "WP$") for t in below)
        return subject is not None and not asked and any(v < subject for v in verbs)

