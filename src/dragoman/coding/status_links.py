"""What a word inherits from its governor: complements by the governor's signature, nouns, conjuncts, clauses beside the statement."""

from dragoman import tree
from dragoman.coding.status_state import CLEAN, State, keep, through
from dragoman.knowledge.shapes_status import ALL, CLAIMED, FUTURE, HISTORICAL, HYPOTHETICAL, NEGATED, Rule, StatusRules
from dragoman.model import Clause, Parse, Token

NOUNS = ("NOUN", "PROPN")
FINITE = ("VBD", "VBZ", "VBP")
#: relations through which a clause or phrase shares the state of what it hangs from
SHARING = frozenset(("prep", "agent", "advmod", "pred", "oprd", "appos", "prt"))
CLAUSAL = frozenset(("xcomp", "ccomp", "advcl", "acl", "csubj"))
ROLE_LINKS = {"obj": "object", "subjpass": "object", "iobj": "object", "subj": "subject"}
#: how many words up a claimer or a governor is looked for ("*Peru* made the claim that", "out of fear of")
FAR = 6


class Links:
    """Links over one parse. `states` and `inherited` are filled by the caller, heads first.

    `claims` says of each governor whether what hangs from it is a claim: *say* yes, *know*, *urge* and "did not say" no.
    """

    def __init__(self, parse: Parse, clauses: dict[int, Clause], rules: StatusRules) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.rules = clauses, rules
        self.states: dict[int, State] = {}
        self.inherited: dict[int, State] = {}
        self.claims: dict[int, bool] = {}
        self.asides: dict[int, list[Token]] = {}
        for token in parse.tokens:
            if token.rel == "parataxis":
                self.asides.setdefault(token.head, []).append(token)

    def inherit(self, token: Token) -> State:
        """What comes down to a token. "Peru refused to sign": *sign* is negated through the link `to` of *refuse*."""
        state = self._from_head(token)
        for aside in self.asides.get(token.i, ()):
            rule = self._rule(aside, "that", token)
            if rule is not None and rule.positive.add & CLAIMED:
                state = _joined(state, self._through(rule, self.states.get(aside.i, CLEAN), aside, token))
        return state

    def _from_head(self, token: Token) -> State:
        rel = token.rel
        if token.head == token.i:
            return CLEAN
        head = self.tokens[token.head]
        above = self.states[head.i]
        if rel == "conj":
            return self._from_conjunct(token, head)
        if rel in CLAUSAL or (rel == "relcl" and self._link(token) == "to"):
            return self._complement(token, head, above)
        if rel == "pobj" or rel == "pcomp":
            return self._below_preposition(token, head)
        if rel in SHARING:
            return above
        if token.pos in NOUNS or token.tag == "VBG":
            return self._argument(token, head, above)
        return keep(above, CLAIMED)

    # --- conjuncts ----------------------------------------------------------------------------------------------

    def _from_conjunct(self, token: Token, head: Token) -> State:
        """A conjunct hangs from what the first hangs from, unless it is a sentence of its own beside an infinitive or participle."""
        above = self.inherited[head.i]
        if tree.stands_alone(self.parse, token.i):
            return keep(above, CLAIMED)
        helped = any(self.tokens[c].tag == "MD" for c in self.below[head.i])
        if head.tag in ("VB", "VBG") and (token.tag in ("VBD", "VBZ") if helped else token.tag in FINITE):
            return keep(above, CLAIMED)
        return above

    # --- clauses ------------------------------------------------------------------------------------------------

    def _complement(self, token: Token, head: Token, above: State) -> State:
        link, rel = self._link(token), token.rel
        if rel == "ccomp" and token.i < head.i and (above.bits & NEGATED or any(t.text == ";" for t in self.tokens[token.i : head.i])):
            self.claims[head.i] = False
            return CLEAN
        denier = self._denier(head) if link == "that" and rel in ("acl", "ccomp") else None
        rule = self._rule(denier, "allegation", head) if denier is not None else None
        if denier is not None and rule is not None:
            return self._through(rule, self.states[denier.i], denier, token)
        if link in ("to", "whether") or self._is_complement(token, link):
            for governor in self._governors(head):
                rule = self._rule(governor, link, token)
                if rule is not None and (rel != "ccomp" or token.i > head.i or rule.positive.add & CLAIMED):
                    return self._through(rule, above, governor, token)
        if link == "to" and head.rel == "root" and rel in ("acl", "relcl") and head.pos in NOUNS:
            return through(self.rules.forms["to come"], above, token.i)
        if link == "to":
            form = "infinitive of noun" if rel in ("acl", "relcl") else "purpose" if rel == "advcl" else "infinitive"
            return self._form(form, token, above)
        rule = self._unpassed(head) if rel == "acl" and link == "ing" else None
        if rule is not None:
            return through(rule, CLEAN, head.i)
        if rel == "advcl" and link == "ing":
            return keep(above, ALL - NEGATED) if self._after_comma(token) else above
        if rel in ("acl", "advcl") or (rel == "ccomp" and token.i < head.i):
            return keep(above, CLAIMED)
        return above if link in ("ing", "bare", "participle") else keep(above, CLAIMED | HISTORICAL | HYPOTHETICAL)

    def _denier(self, allegation: Token) -> Token | None:
        """The verb by which an allegation is rejected: "*dismissed* reports that it had expelled the envoy"; the parser may hang the clause on the verb itself."""
        words = self.rules.lists["allegations"]
        if allegation.lemma in words:
            return self.tokens[allegation.head] if allegation.rel in ("obj", "subjpass", "pobj") else None
        return allegation if any(self.tokens[c].rel in ("obj", "subjpass") and self.tokens[c].lemma in words for c in self.below[allegation.i]) else None

    def _unpassed(self, text: Token) -> Rule | None:
        """The rule of the verb by which a text that says something is not passed: "vetoed *a resolution* condemning", "voted against *a motion* accusing"."""
        if text.lemma not in self.rules.lists["texts"]:
            return None
        above = self.tokens[text.head]
        return self._rule(above if text.rel != "pobj" else self.tokens[above.head], "text", text)

    def _is_complement(self, token: Token, link: str) -> bool:
        """Whether a clause may be what its governor asks for, not one that only stands beside it."""
        if token.rel == "advcl":
            return link == "ing" and not self._after_comma(token)
        if token.rel == "acl":
            return link == "that"
        return True

    def _after_comma(self, token: Token) -> bool:
        first = min((c for c in self.below[token.i] if c < token.i), default=token.i)
        return first > 0 and self.tokens[first - 1].pos == "PUNCT"

    def _governors(self, head: Token) -> list[Token]:
        """The words that may govern a clause: what a copula says ("is likely to", "the goal is to"), the verb, its object ("dismissed a claim that")."""
        below = [self.tokens[c] for c in self.below[head.i]]
        if head.pos != "AUX":
            return [head, *(t for t in below if t.rel == "obj")]
        return [*([t for t in below if t.rel == "pred"] or [t for t in below if t.rel == "subj"]), head]

    def _link(self, token: Token) -> str:
        """How a clause hangs from its governor: to, whether, that, ing, participle or bare."""
        finite = token.tag in FINITE
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.tag == "TO" and child.rel == "aux":
                return "to"
            if child.rel == "mark" and child.lemma in self.rules.lists["question marks"] and token.rel != "advcl":
                return "whether"
            if child.rel in ("aux", "auxpass") and child.tag in ("MD", *FINITE):
                finite = True
        if finite or token.pos not in ("VERB", "AUX"):
            return "that"
        return "ing" if token.tag == "VBG" else "participle" if token.tag == "VBN" else "bare"

    # --- prepositions and nouns ---------------------------------------------------------------------------------

    def _below_preposition(self, token: Token, preposition: Token) -> State:
        """Through prepositions to the word that asks for them: "accused him of lying", "short of condemning".

        What hangs from a noun that is denied is not: "no comment on the *raid*" tells of a raid; "no sign of" has a rule of its own.
        """
        above = self.states[preposition.i]
        kind = "noun" if token.pos in NOUNS else self._link(token)
        if kind in ("that", "whether"):
            return keep(above, CLAIMED) if kind == "that" else self._form("infinitive", token, above)
        rule = self._rule(preposition, "any", token) or self._rule(preposition, kind, token)
        if rule is not None:
            return self._through(rule, above, preposition, token)
        one, link = preposition, self._preposition_link(preposition)
        for _ in range(FAR):
            joined = one.rel == "conj"
            one = self.tokens[one.head]
            for governor in () if joined else self._governors(one):
                rule = self._rule(governor, link, token)
                if rule is not None and self._is_reached(governor):
                    return self.states[governor.head]
                if rule is not None:
                    return self._through(rule, self.states[one.i], governor, token)
            if one.pos in ("ADP", "ADV", "SCONJ"):
                link = self._preposition_link(one) if one.pos == "ADP" and not joined else link
            elif one.rel == "pobj" and self.tokens[one.head].rel == "agent":
                one = self.tokens[one.head]
            elif one.pos not in NOUNS or one.rel not in ("obj", "subjpass"):
                break
        if token.pos in NOUNS and self._is_definite(token):
            return keep(above, CLAIMED | HISTORICAL)
        of_noun = token.pos in NOUNS and self.tokens[preposition.head].pos in NOUNS
        return keep(above, ALL - NEGATED) if of_noun else above

    def _is_reached(self, goal: Token) -> bool:
        """Whether a goal was met: "*reached* its goal of training them"."""
        return goal.rel == "obj" and self.tokens[goal.head].lemma in self.rules.lists["fulfilling"]

    @staticmethod
    def _preposition_link(preposition: Token) -> str:
        """The lemma of a preposition; "to" is told from the infinitive's."""
        return "to noun" if preposition.lemma == "to" else preposition.lemma

    def _argument(self, token: Token, head: Token, above: State) -> State:
        """An event noun as subject, object or first part of a compound; a definite one is taken for granted."""
        link = ROLE_LINKS.get(token.rel, token.rel)
        rule = self._rule(head, link, token) or (self._raised(token, head) if link in ("subject", "object") else None)
        if rule is None and head.pos == "AUX" and link == "subject":
            bare = (self.tokens[c] for c in self.below[head.i] if self.tokens[c].rel == "pred" and all(self.tokens[x].rel != "xcomp" for x in self.below[c]))
            rule = next((found for predicate in bare if (found := self._rule(predicate, link, token))), None)
        if rule is not None:
            return self._through(rule, above, head, token)
        if self._is_definite(token) or link not in ("object", "subject"):
            return keep(above, CLAIMED | HISTORICAL)
        return above if link == "object" else keep(above, CLAIMED | HISTORICAL | HYPOTHETICAL)

    def _raised(self, token: Token, head: Token) -> Rule | None:
        """The rule for what follows, where the noun happens in it: "*talks* are due to be held", "a *strike* may have to begin"."""
        for above in self._governors(head):
            for c in self.below[above.i]:
                lower = self.tokens[c]
                if c < token.i or lower.rel != "xcomp" or self._link(lower) != "to":
                    continue
                link = "object" if any(self.tokens[x].rel == "auxpass" for x in self.below[c]) else "subject"
                if _shares(self._rule(lower, link, token)):
                    return self._rule(above, "to", lower)
        return None

    def _is_definite(self, noun: Token) -> bool:
        words = self.rules.lists["definite"]
        return any(self.tokens[c].rel == "poss" or self.tokens[c].lemma in words for c in self.below[noun.i])

    # --- rules --------------------------------------------------------------------------------------------------

    def _rule(self, governor: Token, link: str, token: Token) -> Rule | None:
        """The first rule of the governor for this link whose second word, nearness and tense are there."""
        for rule in (*self.rules.governors.get(("*", link), ()), *self.rules.governors.get((governor.lemma, link), ())):
            if token.lemma in rule.unless:
                continue
            if rule.beside and all(self.tokens[c].lemma != rule.beside for c in (*self.below[governor.i], *self.below[token.i])):
                continue
            if rule.within and not 0 < token.i - governor.i <= rule.within:
                continue
            if not rule.tense or rule.tense == self._tense(governor):
                return rule
        return None

    def _through(self, rule: Rule, above: State, governor: Token, token: Token) -> State:
        """The state of a word through the rule of its governor; notes whether the governor makes it a claim."""
        claims = bool((rule.negative if above.bits & NEGATED else rule.positive).add & CLAIMED)
        self.claims[governor.i] = claims or self.claims.get(governor.i, False)
        claimers = self._claimers(rule, governor, token) if claims else ()
        definite = rule.definite is not None and token.pos in NOUNS and self._is_definite(token)
        return through(rule, above, governor.i, claimers, definite=definite)

    def _tense(self, verb: Token) -> str:
        if verb.tag == "VBG":
            return "progressive"
        helpers = [self.tokens[c] for c in self.below[verb.i] if self.tokens[c].rel == "aux"]
        if verb.tag == "VBN" and helpers:
            return "perfect"
        return "past" if verb.tag == "VBD" or any(t.tag == "VBD" for t in helpers) else "present"

    def _form(self, form: str, token: Token, above: State) -> State:
        done = token.lemma in self.rules.lists["said by doing"] and all(self.tokens[c].rel != "auxpass" for c in self.below[token.i])
        if done or (form == "purpose" and above.bits & (FUTURE | HYPOTHETICAL | NEGATED) == FUTURE):
            return above
        rule = self.rules.forms.get(form)
        return through(rule, above, token.i) if rule is not None else above

    def _claimers(self, rule: Rule, governor: Token, token: Token) -> tuple[int, ...]:
        """Heads of the phrases that name who says it: subject of the verb, owner of the noun, or who made the claim."""
        if rule.by == "nobody":
            return ()
        if rule.by == "object":
            return tuple(c for c in self.below[governor.i] if self.tokens[c].rel in ("obj", "pobj"))
        one = governor
        for _ in range(FAR):
            clause = self.clauses.get(one.i)
            roles = clause.roles if clause is not None else {}
            found = roles.get("subject") or roles.get("owner") or self._owners(one)
            if found or one.head == one.i or one.rel not in ("conj", "pred", "obj", "oprd"):
                return tuple(f for f in found if f != token.i)
            verb = self.tokens[one.head]
            if one.rel == "obj" and not _shares(self._rule(verb, "object", one)):
                return ()
            one = verb
        return ()

    def _owners(self, noun: Token) -> tuple[int, ...]:
        return tuple(c for c in self.below[noun.i] if self.tokens[c].rel in ("poss", "subj"))


def _shares(rule: Rule | None) -> bool:
    """Whether a rule gives a word the state of its governor: "hold talks", "make a claim"."""
    return rule is not None and rule.positive.keep == ALL - NEGATED and not rule.positive.add


def _joined(state: State, other: State) -> State:
    """Both states together: what the sentence hangs from, and "the army said" put into it."""
    return State(state.bits | other.bits, (*state.claimers, *other.claimers), (*state.reasons, *other.reasons))
