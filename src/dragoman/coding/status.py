"""A parse with its clauses, quotations and times comes in, the status of each clause goes out: did it happen, and who says so.

Heads first by the tree: what a clause inherits through the link to its governor, and its own cues. "Peru refused to sign": *sign* hangs
by `to` from *refuse*, which negates it. All words that say so stand in status.yaml.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.knowledge.shapes_status import ALL, CLAIMED, FUTURE, HISTORICAL, HYPOTHETICAL, NEGATED, Change, Rule, StatusRules
from dragoman.model import Clause, Parse, Quotation, Status, TimeExpression, Token


class Reason(NamedTuple):
    """A token that set `bits`, and the entry that says so."""

    bits: int
    token: int
    key: str


class State(NamedTuple):
    """What holds of a token: bits of the flags, tokens of the claimers, and the reasons."""

    bits: int
    claimers: tuple[int, ...]
    reasons: tuple[Reason, ...]


class Mark(NamedTuple):
    """A cue on a clause: the rule and its token."""

    rule: Rule
    token: int


CLEAN = State(0, (), ())
#: what comes down to clauses beside the statement (relative clauses, "after he left"): whose word it is, and the time told
ASIDE = CLAIMED
#: "may refuse to go": what is turned is open too
OPEN = Change(ALL - NEGATED)
NOUNS = ("NOUN", "PROPN")
FINITE = ("VBD", "VBZ", "VBP")
ARGUMENTS = ("subj", "subjpass", "obj", "iobj", "pred", "oprd")


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
    reader = _Reader(parse, clauses, rules)
    reader.mark_words()
    if published:
        reader.mark_times(times, published)
    spoken = _spoken(parse, clauses, quotations)
    reader.direct = frozenset(head for head, said in spoken.items() if any(q.kind == "direct" for q in said))
    return tuple(_status(parse, reader.state(clause.head), spoken.get(clause.head, ())) for clause in clauses)


def _status(parse: Parse, state: State, spoken: tuple[Quotation, ...] | list[Quotation]) -> Status:
    """The final form of a state, with the speakers of the quotations that the clause stands in."""
    if not state.bits and not spoken:
        return Status()
    bits, claimers = state.bits, list(state.claimers)
    kept = [reason for reason in state.reasons if reason.bits & bits]
    cues = {reason.token for reason in kept}
    because = [reason.key for reason in kept]
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
    )


def _spoken(parse: Parse, clauses: tuple[Clause, ...], quotations: tuple[Quotation, ...]) -> dict[int, list[Quotation]]:
    """The quotations whose content covers a clause that is not the saying itself, by head of the clause."""
    heads = sorted(clause.head for clause in clauses)
    starts = [parse.tokens[head].start for head in heads]
    found: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        for start, end in quotation.content:
            for at in range(bisect_left(starts, start), bisect_right(starts, end - 1)):
                said = found.setdefault(heads[at], [])
                if heads[at] != quotation.cue_head and quotation not in said:
                    said.append(quotation)
    return found


class _Reader:
    """Marks of cues by token, and what each token inherits and is, found once, heads first."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], rules: StatusRules) -> None:
        self.tokens, self.below, self.sentences = parse.tokens, parse.children, parse.sentences
        self.rules = rules
        self.clauses = {clause.head: clause for clause in clauses}
        self.marks: dict[int, list[Mark]] = {}
        self.inherited: dict[int, State] = {}
        self.states: dict[int, State] = {}
        self.direct: frozenset[int] = frozenset()

    # --- cues on words ------------------------------------------------------------------------------------------

    def mark_words(self) -> None:
        """Note each cue of `on` and `below` with the token that it speaks of."""
        words = self.rules.words
        for token in self.tokens:
            found = words.get(token.lemma)
            if found is None:
                continue
            for rule in found:
                if token.rel in rule.roles and not self._spoiled(token, rule):
                    self._mark(rule, token)

    def _spoiled(self, token: Token, rule: Rule) -> bool:
        """ "not only": the word after the cue takes its force."""
        after = token.i + 1
        return bool(rule.unless) and after < len(self.tokens) and self.tokens[after].lemma in rule.unless

    def _mark(self, rule: Rule, token: Token) -> None:
        host = self.tokens[token.head]
        if rule.where == "below" or (token.rel == "cc" and host.pos in NOUNS):
            hosts = self._arguments_verb(token)
        elif token.rel == "cc" and token.i > host.i:
            hosts = [c for c in self.below[host.i] if c > token.i and self.tokens[c].rel == "conj"][:1]
        else:
            while host.rel in ("advmod", "neg", "prep") and host.pos in ("ADV", "PART") and host.head != host.i:
                host = self.tokens[host.head]
            hosts = [host.i]
        for one in hosts:
            self.marks.setdefault(one, []).append(Mark(rule, token.i))

    def _arguments_verb(self, token: Token) -> list[int]:
        """The noun that "no" stands before and the verb whose argument it is; of "nobody" the verb."""
        found = []
        if token.rel in ("det", "cc", "advmod", "neg", "amod"):
            token = self.tokens[token.head]
            found.append(token.i)
        above = self.tokens[token.head]
        if token.rel in ARGUMENTS:
            found.append(above.i)
        elif token.rel == "pobj" and token.pos == "PRON":
            found.append(above.head)
        return found

    def mark_times(self, times: tuple[TimeExpression, ...], published: str) -> None:
        """Mark what a time expression says is long past or still to come."""
        today = date.fromisoformat(published[:10])
        limit = (today - timedelta(days=self.rules.long_ago)).isoformat()
        for time in times:
            if time.kind == "date" and time.end is not None and time.end < limit:
                self._mark_time(time, "long ago")
            elif time.kind == "date" and time.start is not None and time.start > today.isoformat():
                self._mark_time(time, "to come")

    def _mark_time(self, time: TimeExpression, form: str) -> None:
        rule = self.rules.forms.get(form)
        host = self.tokens[time.head]
        while host.head != host.i:
            host = self.tokens[host.head]
            if host.pos == "ADP" and rule is not None and host.lemma in rule.unless:
                return
            if host.pos not in ("ADP", "ADV", "NUM", "SCONJ"):
                break
        past = host.tag in ("VBD", "VBN") and not any(self.tokens[c].tag == "MD" for c in self.below[host.i])
        if rule is not None and (form == "long ago" or not past):
            self.marks.setdefault(host.i, []).append(Mark(rule, time.head))

    # --- states, heads first ------------------------------------------------------------------------------------

    def state(self, i: int) -> State:
        """What holds of token `i`. Heads are done first, without recursion."""
        path = []
        while i not in self.states:
            path.append(i)
            head = self.tokens[i].head
            if head == i:
                break
            i = head
        for one in reversed(path):
            inherited = self.inherited[one] = self._inherit(self.tokens[one])
            self.states[one] = self._with_own(self.tokens[one], inherited)
        return self.states[path[0] if path else i]

    def _inherit(self, token: Token) -> State:
        """What comes down to a token from above."""
        rel = token.rel
        if token.head == token.i:
            return CLEAN
        head = self.tokens[token.head]
        above = self.states[head.i]
        if rel == "conj":
            return self._from_conjunct(token, head)
        if rel in ("xcomp", "ccomp", "advcl", "acl", "csubj"):
            return self._complement(token, head, above)
        if rel in ("pobj", "pcomp"):
            return self._below_preposition(token, head)
        if rel in ("prep", "agent", "advmod", "pred", "oprd", "appos", "prt"):
            return above
        if token.pos in NOUNS or token.tag == "VBG":
            return self._argument(token, head, above)
        if rel in ("relcl", "amod") and self._link(token) == "to":
            return self._form("infinitive of noun", token, above)
        return _aside(above)

    def _from_conjunct(self, token: Token, head: Token) -> State:
        """A conjunct shares the governor of the first, unless it is a sentence of its own beside an infinitive."""
        if token.tag in FINITE and head.tag in ("VB", "VBG") and not self._has(head.i, "aux", "MD"):
            return _aside(self.inherited[head.i])
        return self.inherited[head.i]

    def _complement(self, token: Token, head: Token, above: State) -> State:
        link = self._link(token)
        governor = self._governor(head, link)
        for one in governor:
            rule = self._rule(one, link, token)
            if rule is not None:
                return self._apply(rule, above, one, token)
        rel = token.rel
        if link == "to":
            form = "infinitive of noun" if rel == "acl" else "purpose" if rel == "advcl" else "infinitive"
            return self._form(form, token, above)
        if rel == "acl" or (rel == "advcl" and link != "ing"):
            return _aside(above)
        return above if link in ("ing", "bare") else _keep(above, CLAIMED | HISTORICAL | HYPOTHETICAL)

    def _governor(self, head: Token, link: str) -> list[Token]:
        """The words that may govern a clause: what is said by a copula ("is likely to", "the goal is to"), then the verb."""
        if head.pos != "AUX":
            return [head]
        found = [self.tokens[c] for c in self.below[head.i] if self.tokens[c].rel == "pred"]
        found += [self.tokens[c] for c in self.below[head.i] if self.tokens[c].rel == "subj" and not found]
        return [*found, head]

    def _below_preposition(self, token: Token, preposition: Token) -> State:
        """Through one or more prepositions to the word that asks for them: "accused of bombing", "out of fear"."""
        above = self.states[preposition.i]
        rule = self._rule(preposition, "any", token)
        if rule is not None:
            return self._apply(rule, above, preposition, token)
        one = preposition
        while one.rel in ("prep", "agent", "pcomp", "pobj", "advmod") and one.head != one.i:
            link = one.lemma
            one = self.tokens[one.head]
            for governor in self._governor(one, link):
                rule = self._rule(governor, link, token)
                if rule is not None:
                    return self._apply(rule, above, governor, token)
            if one.pos in NOUNS and one.rel in ("obj", "subjpass"):
                verb = self.tokens[one.head]
                rule = self._rule(verb, link, token)
                return self._apply(rule, self.states[verb.i], verb, token) if rule is not None else self._beside(token, above)
            if one.pos not in ("ADP", "ADV", "SCONJ"):
                break
        return self._beside(token, above)

    def _beside(self, token: Token, above: State) -> State:
        """An event after a preposition that nothing asks for: a definite one is taken for granted."""
        if token.pos in NOUNS and self._is_definite(token):
            return _keep(above, CLAIMED | HISTORICAL)
        return above

    def _argument(self, token: Token, head: Token, above: State) -> State:
        """An event noun as subject, object or first part of a compound."""
        link = {"obj": "object", "subjpass": "object", "iobj": "object", "subj": "subject"}.get(token.rel, token.rel)
        rule = self._rule(head, link, token)
        if rule is not None:
            return self._apply(rule, above, head, token)
        if link == "object" and not self._is_definite(token):
            return above
        return _keep(above, CLAIMED | HISTORICAL)

    # --- one link -----------------------------------------------------------------------------------------------

    def _link(self, token: Token) -> str:
        """How a clause hangs from its governor: to, whether, that, ing or bare."""
        finite = token.tag in FINITE
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.tag == "TO" and child.rel == "aux":
                return "to"
            if child.rel == "mark" and child.lemma in ("whether", "if") and token.rel in ("ccomp", "xcomp", "pcomp"):
                return "whether"
            if child.rel in ("aux", "auxpass") and child.tag in ("MD", *FINITE):
                finite = True
        if finite or token.pos not in ("VERB", "AUX"):
            return "that"
        return "ing" if token.tag == "VBG" else "bare"

    def _rule(self, governor: Token, link: str, token: Token) -> Rule | None:
        """The first rule of the governor for this link whose second word and tense are there."""
        for rule in self.rules.governors.get((governor.lemma, link), ()):
            if rule.beside and not any(self.tokens[c].lemma == rule.beside for one in (governor.i, token.i) for c in self.below[one]):
                continue
            if rule.tense and rule.tense != self._tense(governor):
                continue
            return rule
        return None

    def _tense(self, verb: Token) -> str:
        if verb.tag == "VBD":
            return "past"
        return "past" if any(self.tokens[c].tag == "VBD" for c in self.below[verb.i] if self.tokens[c].rel in ("aux", "auxpass")) else "present"

    def _apply(self, rule: Rule, above: State, governor: Token, token: Token) -> State:
        change = rule.negative if above.bits & NEGATED else rule.positive
        claimers = self._claimers(rule, governor, token) if change.add & CLAIMED else ()
        if change is rule.positive and change.add == NEGATED and above.bits & HYPOTHETICAL:
            change = OPEN
        return _changed(above, change, Reason(change.add, governor.i, rule.key), claimers)

    def _claimers(self, rule: Rule, governor: Token, token: Token) -> tuple[int, ...]:
        """Heads of the phrases that name who says it."""
        if rule.by == "nobody":
            return ()
        if rule.by == "object":
            return tuple(c for c in self.below[governor.i] if self.tokens[c].rel in ("obj", "pobj"))
        one = governor
        for _ in range(3):
            clause = self.clauses.get(one.i)
            roles = clause.roles if clause is not None else {}
            found = roles.get("subject") or roles.get("owner") or self._owners(one)
            if found or one.head == one.i or one.rel not in ("conj", "pred", "obj", "oprd"):
                return tuple(f for f in found if f != token.i)
            one = self.tokens[one.head]
        return ()

    def _owners(self, noun: Token) -> tuple[int, ...]:
        return tuple(c for c in self.below[noun.i] if self.tokens[c].rel in ("poss", "subj"))

    def _form(self, form: str, token: Token, above: State) -> State:
        rule = self.rules.forms.get(form)
        if rule is None:
            return above
        change = rule.negative if above.bits & NEGATED else rule.positive
        return _changed(above, change, Reason(change.add, token.i, rule.key), ())

    def _is_definite(self, noun: Token) -> bool:
        return any(self.tokens[c].rel == "poss" or self.tokens[c].lemma in self.rules.definite for c in self.below[noun.i])

    def _has(self, i: int, rel: str, tag: str) -> bool:
        return any(self.tokens[c].rel == rel and self.tokens[c].tag == tag for c in self.below[i])

    # --- own cues -----------------------------------------------------------------------------------------------

    def _with_own(self, token: Token, inherited: State) -> State:
        """What is inherited and what the token's own cues add."""
        marks = self.marks.get(token.i, [])
        if token.rel == "conj":
            marks = marks + self._shared(token)
        state = inherited
        negations = [m for m in marks if m.rule.positive.add & NEGATED]
        if negations:
            state = _negated(inherited, negations)
        for mark in marks:
            if not mark.rule.positive.add & NEGATED:
                state = self._own(mark, state, inherited, bool(negations), token)
        form = self._own_form(token) if token.pos in ("VERB", "AUX") else ""
        return self._form(form, token, state) if form else state

    def _own(self, mark: Mark, state: State, inherited: State, negated: bool, token: Token) -> State:
        rule = mark.rule
        change = rule.negative if negated else rule.positive
        if rule.report is not None and inherited.bits & CLAIMED and token.i not in self.direct and not self._has_condition(token):
            change = rule.report
        if change.waits:
            above = self.states[token.head].bits if token.head != token.i else 0
            if not above & (HYPOTHETICAL | FUTURE | NEGATED) or token.tag in ("VBD", "VBN"):
                return state
            change = Change(ALL, HYPOTHETICAL)
        bits = state.bits | change.add if not change.add & NEGATED else state.bits ^ NEGATED | change.add & ~NEGATED
        return State(bits, state.claimers, (*state.reasons, Reason(change.add, mark.token, rule.key)))

    def _has_condition(self, token: Token) -> bool:
        return any(self.tokens[c].rel == "advcl" and any(self.tokens[m].lemma == "if" for m in self.below[c]) for c in self.below[token.i])

    def _shared(self, token: Token) -> list[Mark]:
        """Cues of the first conjunct that hold for this one too: "did not attack or threaten", but not "attacked nobody and left"."""
        head = self.tokens[token.head]
        held = self.marks.get(head.i, ())
        if not held:
            return []
        but = any(self.tokens[c].rel == "cc" and self.tokens[c].lemma == "but" for c in self.below[head.i] if c < token.i)
        own = any(self.tokens[c].rel in ("aux", "subj", "subjpass", "det") for c in self.below[token.i])
        return [mark for mark in held if self._is_shared(mark, token, head, own, but)]

    def _is_shared(self, mark: Mark, token: Token, head: Token, own: bool, but: bool) -> bool:
        rel = self.tokens[mark.token].rel
        if rel == "mark":
            return not any(self.tokens[c].rel == "mark" for c in self.below[token.i])
        negates = bool(mark.rule.positive.add & NEGATED)
        if own or mark.token > token.i or (negates and but):
            return False
        alike = token.tag == head.tag or (token.pos in NOUNS and head.pos in NOUNS)
        if rel in ("aux", "neg"):
            return alike and (token.tag not in FINITE)
        return alike and (not negates or mark.token < head.i)

    def _own_form(self, token: Token) -> str:
        """ "question" or "imperative", if the clause has that form."""
        if token.rel not in ("root", "ccomp", "conj"):
            return ""
        first = self.sentences[token.sentence].first
        if token.tag == "VB" and token.rel != "conj" and not any(self.tokens[c].rel in ("aux", "subj", "subjpass", "expl") for c in self.below[token.i]):
            before = self.tokens[token.i - 1] if token.i > first else None
            return "imperative" if before is None or before.pos in ("PUNCT", "INTJ") else ""
        return "question" if token.rel == "root" and self._asks(token) else ""

    def _asks(self, token: Token) -> bool:
        """A yes-or-no question: ends in a question mark, an auxiliary stands before the subject, no question word before it."""
        sentence = self.sentences[token.sentence]
        if not any(self.tokens[i].text == "?" for i in range(max(sentence.first, sentence.last - 2), sentence.last)):
            return False
        below = [self.tokens[c] for c in self.below[token.i]]
        subject = next((t.i for t in below if t.rel in ("subj", "subjpass", "expl")), None)
        verbs = [t.i for t in below if t.rel in ("aux", "auxpass")] + ([token.i] if token.pos == "AUX" else [])
        asked = any(t.tag in ("WRB", "WP", "WDT", "WP$") for t in below)
        return subject is not None and not asked and any(v < subject for v in verbs)


def _keep(state: State, bits: int) -> State:
    """The state with only some of its bits."""
    if not state.bits & ~bits:
        return state
    left = state.bits & bits
    if not left:
        return CLEAN
    return State(left, state.claimers if left & CLAIMED else (), tuple(r for r in state.reasons if r.bits & left))


def _aside(state: State) -> State:
    return _keep(state, ASIDE)


def _changed(above: State, change: Change, reason: Reason, claimers: tuple[int, ...]) -> State:
    kept = _keep(above, change.keep)
    bits = kept.bits | change.add
    named = (*kept.claimers, *(c for c in claimers if c not in kept.claimers))
    if not reason.bits:
        return State(bits, named, kept.reasons)
    return State(bits, named, (*(kept.reasons if not change.add & NEGATED else _and_negations(above, kept)), reason))


def _and_negations(above: State, kept: State) -> tuple[Reason, ...]:
    """Reasons kept, with those of the negation above where it comes through."""
    return (*kept.reasons, *(r for r in above.reasons if r.bits & NEGATED and r not in kept.reasons))


def _negated(state: State, negations: list[Mark]) -> State:
    """Polarity turned by own negations; one that is already counted above ("held no talks") turns nothing."""
    counted = {reason.token for reason in state.reasons if reason.bits & NEGATED}
    new = [mark for mark in negations if mark.token not in counted]
    if not new:
        return state
    return State(state.bits ^ NEGATED, state.claimers, (*state.reasons, *(Reason(NEGATED, m.token, m.rule.key) for m in new)))
