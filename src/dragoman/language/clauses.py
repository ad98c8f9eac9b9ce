"""A parse comes in, its clauses go out: every predicate (verb, event noun, predicate adjective) with its arguments by role.

Active, passive, relative, participle, control, coordination and noun forms are made alike: the subject is the one who
does it. "Iran was urged to release him": of *urge* Iran is object, of *release* Iran is subject.
"""

from collections.abc import Iterable

from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Clause, Parse, Token

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM", "ADV")
Roles = dict[str, tuple[int, ...]]


def find(parse: Parse, event_nouns: frozenset[str], grammar: Grammar) -> tuple[Clause, ...]:
    """Clauses of the article in text order. `event_nouns` are the lemmas of nouns that tell events.

    "The plan that Iran rejected": reject with subject Iran, object plan.
    """
    builder = _Builder(parse, event_nouns, grammar)
    return tuple(builder.clauses())


class _Builder:
    """Subjects and voices of verbs are found heads first, so that dependents can share them."""

    def __init__(self, parse: Parse, event_nouns: frozenset[str], grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.event_nouns, self.grammar = event_nouns, grammar
        self.surface: dict[int, tuple[int, ...]] = {}
        self.passive: dict[int, bool] = {}
        self.strays = self._stray_subjects()

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        for i in self._heads_first():
            token = self.tokens[i]
            if self._is_predicate_verb(token):
                self._prepare(token)
                found.append(self._verb(token))
                found += [self._predicate(token, c) for c in self.below[i] if self.tokens[c].rel == "pred" and self.tokens[c].pos == "ADJ"]
            elif token.pos in ("NOUN", "PROPN") and token.rel != "compound" and token.lemma.lower() in self.event_nouns:
                found.append(self._noun(token))
        found.sort(key=lambda clause: clause.head)
        return found

    def _heads_first(self) -> Iterable[int]:
        """All tokens, every head before its dependents."""
        order = [t.i for t in self.tokens if t.head == t.i]
        for i in order:
            order.extend(self.below[i])
        return order

    def _stray_subjects(self) -> dict[int, int]:
        """Subjects that the parser hung on the noun before: "is neutral on *Libya and Egypt has* condemned". Subject -> verb.

        The sign: a coordinated verb without a conjunction of its own, right after a coordinated noun.
        """
        found: dict[int, int] = {}
        for token in self.tokens:
            if token.rel != "conj" or token.pos not in ("VERB", "AUX") or token.tag not in ("VBD", "VBZ", "VBP", "VBN"):
                continue
            below = [c for c in self.below[token.i] if self.tokens[c].rel in ("aux", "auxpass", "neg", "advmod") and c < token.i]
            before = self.tokens[min([*below, token.i]) - 1] if min([*below, token.i]) > 0 else token
            own = any(self.tokens[c].rel in ("subj", "subjpass") for c in self.below[token.i])
            joined = any(self.tokens[c].rel == "cc" and c < token.i for c in self.below[token.head])
            finite = token.tag != "VBN" or any(self.tokens[c].rel in ("aux", "auxpass") for c in below)
            if before.rel == "conj" and before.pos in ("PROPN", "NOUN", "PRON") and finite and not own and not joined:
                found[before.i] = token.i
        return found

    def _is_predicate_verb(self, token: Token) -> bool:
        if token.pos == "VERB":
            return token.rel not in ("aux", "auxpass", "compound", "prep")
        return token.pos == "AUX" and token.rel not in ("aux", "auxpass")

    # --- subject and voice --------------------------------------------------------------------------------------

    def _prepare(self, token: Token) -> None:
        """Note the verb's voice and its surface subject, own or shared."""
        rels = {self.tokens[c].rel for c in self.below[token.i]}
        head = self.tokens[token.head]
        passive = "auxpass" in rels or "subjpass" in rels
        if not passive and token.tag == "VBN" and "aux" not in rels:
            if token.rel == "conj":
                passive = self.passive.get(head.i, False)
            else:
                passive = token.rel in ("acl", "amod", "advcl") or ("agent" in rels and "subj" not in rels)
        self.passive[token.i] = passive
        own = tuple(c for c in self.below[token.i] if self.tokens[c].rel in ("subj", "subjpass", "csubj"))
        stray = tuple(subject for subject, verb in self.strays.items() if verb == token.i)
        if own or stray:
            self.surface[token.i] = self._fillers(own, token) + stray
        else:
            self.surface[token.i] = self._shared_subject(token, head, passive)

    def _shared_subject(self, token: Token, head: Token, passive: bool) -> tuple[int, ...]:
        """The subject that a verb without one of its own takes from what it hangs from."""
        rel = token.rel
        if head.i == token.i:
            return ()
        if rel == "advcl" and token.tag == "VB" and head.lemma.lower() in self.grammar.prepositional_control:
            return self._controller(head)
        head = self._coordinated_with(token, head) if rel == "conj" else head
        if rel in ("conj", "advcl", "parataxis", "dep"):
            return self.surface.get(head.i, ()) if head.i in self.surface else self._owner_or_subject(head)
        if rel in ("xcomp", "ccomp", "oprd"):
            finite = rel == "ccomp" and token.tag in ("VBD", "VBZ", "VBP")
            return () if finite or any(self.tokens[c].rel == "expl" for c in self.below[token.i]) else self._controller(head)
        if rel == "amod" or (rel == "acl" and (passive or token.tag in ("VBG", "VBD"))):
            return self._expand(head.i)
        if rel == "acl":
            return self._owner_or_subject(head)
        if rel == "pcomp":
            above = self.tokens[head.head]
            if above.i not in self.surface:
                return self._owner_or_subject(above)
            by_object = head.lemma.lower() in self.grammar.object_control_prepositions
            return self._controller(above) if by_object else self.surface[above.i]
        return ()

    def _coordinated_with(self, token: Token, head: Token) -> Token:
        """The verb that a coordinated verb goes with: "said the plan was dead, and *accused* Chad" goes with said, whatever the parser says.

        The sign: a comma before the conjunction, and the form of the verb of saying, not that of the verb told.
        """
        joint = next((c for c in reversed(self.below[head.i]) if self.tokens[c].rel == "cc" and c < token.i), None)
        if joint is None or self.tokens[joint - 1].pos != "PUNCT" or token.tag not in ("VBD", "VBZ"):
            return head
        top = head
        for _ in range(4):
            if top.rel not in ("ccomp", "acl"):
                break
            top = self.tokens[top.head]
        alike = head.tag == token.tag and head.pos == token.pos
        return top if top.tag == token.tag and top.pos == "VERB" and top.i in self.surface and not alike else head

    def _controller(self, head: Token) -> tuple[int, ...]:
        """Who does what an infinitive tells: the object of the governing verb, else its subject; in "Iran's aim is to leave" Iran."""
        if head.i not in self.surface:
            return self._owner_or_subject(head)
        if head.pos == "AUX":
            owners = tuple(c for s in self.surface[head.i] for c in self.below[s] if self.tokens[c].rel == "poss")
            return self._fillers(owners, head) or self.surface[head.i]
        if self.passive.get(head.i) or head.lemma.lower() in self.grammar.subject_control:
            return self.surface[head.i]
        if head.lemma.lower() in self.grammar.prepositional_control:
            prepositions = (c for c in self.below[head.i] if self.tokens[c].lemma.lower() in self.grammar.control_prepositions)
            named = tuple(o for p in prepositions for o in self.below[p] if self.tokens[o].rel == "pobj")
            if named:
                return self._fillers(named, head)
        objects = tuple(c for c in self.below[head.i] if self.tokens[c].rel in ("obj", "iobj") and self.tokens[c].pos in NOMINAL)
        return self._fillers(objects, head) if objects else self.surface[head.i]

    def _owner_or_subject(self, noun: Token) -> tuple[int, ...]:
        """Of a noun with a clause ("Iran's threat to leave", "a threat by Iran to leave"): its owner; else ("made a threat to") the subject of its verb.

        A predicate adjective ("is ready to leave") has the subject of its verb, or its own ("with Chad ready to leave").
        """
        owners = tuple(c for c in self.below[noun.i] if self.tokens[c].rel == "poss" or (self.tokens[c].rel == "subj" and noun.pos == "ADJ"))
        by = (c for c in self.below[noun.i] if self.tokens[c].rel in ("prep", "agent") and self.tokens[c].lemma == "by")
        owners = owners or tuple(o for c in by for o in self.below[c] if self.tokens[o].rel == "pobj")
        if owners:
            return self._fillers(owners, noun)
        above = self.tokens[noun.head]
        if above.pos == "ADP":
            above = self.tokens[above.head]
        if noun.rel in ("obj", "pred", "pobj", "conj", "oprd", "dep") and above.i in self.surface:
            return self.surface[above.i]
        return ()

    # --- arguments ----------------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Clause:
        roles: Roles = {}
        complements: Roles = {}
        words = [token.i]
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.rel == "prt":
                words.append(c)
            elif child.rel == "obj":
                self._put(roles, "object", self._fillers((c,), token))
            elif child.rel == "iobj":
                self._put_dative(roles, complements, child)
            elif child.rel in ("prep", "agent"):
                self._put_preposition(roles, complements, child)
            elif child.rel in ("pred", "oprd"):
                self._put(roles, "predicate", self._expand(c))
            elif child.rel in ("xcomp", "ccomp"):
                self._put(complements, "complement", self._verbs(c))
                self._raise_subject(roles, child)
            elif child.rel == "advcl" and child.tag == "VB":
                self._put(complements, "complement" if self._wants_infinitive(token) else "purpose", self._verbs(c))
            elif child.rel == "npadvmod" and token.rel == "amod" and child.i == token.i - 2:
                self._put(roles, "subject", (c,))
        self._put_name(roles, token)
        self._put_subject(roles, token)
        self._put_relative(roles, token)
        self._put_shared_object(roles, complements, token)
        lemma = " ".join([token.lemma.lower(), *(self.tokens[w].lemma.lower() for w in words[1:])])
        return Clause(token.i, "verb", lemma, token.sentence, self.passive[token.i], roles, complements, tuple(words))

    def _wants_infinitive(self, token: Token) -> bool:
        """Whether the infinitive after the verb is its complement, whatever the parser says: "swore to fight"."""
        return token.lemma.lower() in self.grammar.subject_control and not any(self.tokens[c].rel in ("xcomp", "ccomp", "obj") for c in self.below[token.i])

    def _put_name(self, roles: Roles, token: Token) -> None:
        """What somebody is called, if the parser read it as apposition: "called the envoy of Iran a stupid *man*"."""
        if token.lemma.lower() not in self.grammar.naming_verbs or "predicate" in roles:
            return
        for i in roles.get("object", ()):
            called = next((c for c in self.below[i] if self.tokens[c].rel == "appos" and c > i), None)
            if called is not None and any(self.tokens[c].rel == "det" for c in self.below[called]) and self.tokens[called].pos == "NOUN":
                self._put(roles, "predicate", (called,))

    def _put_subject(self, roles: Roles, token: Token) -> None:
        """Deep subject and object from the surface subject and the voice."""
        surface = self.surface[token.i]
        if not self.passive[token.i]:
            self._put(roles, "subject", surface)
            return
        if surface:
            roles["indirect" if "object" in roles else "object"] = surface
        if "by" in roles:
            self._put(roles, "subject", roles["by"])

    def _put_relative(self, roles: Roles, token: Token) -> None:
        """The antecedent as object of a relative clause without a pronoun: "the plan Iran rejected"."""
        if token.rel != "relcl" or self.passive[token.i] or "object" in roles:
            return
        relatives = [c for c in self.below[token.i] if self.tokens[c].tag in ("WDT", "WP", "WRB")]
        if not relatives and "subject" in roles:
            self._put(roles, "object", self._expand(token.head))

    def _put_shared_object(self, roles: Roles, complements: Roles, token: Token) -> None:
        """The object that two verbs share: "arrested and jailed the activist"."""
        if "object" in roles or complements or self.passive[token.i]:
            return
        for c in self.below[token.i]:
            other = self.tokens[c]
            if other.rel == "conj" and other.tag == token.tag and other.pos == "VERB" and other.i - token.i <= 3:
                shared = tuple(o for o in self.below[c] if self.tokens[o].rel == "obj")
                self._put(roles, "object", self._fillers(shared, other))

    def _put_dative(self, roles: Roles, complements: Roles, child: Token) -> None:
        if child.pos == "ADP":
            self._put_preposition(roles, complements, child)
        else:
            self._put(roles, "indirect", self._expand(child.i))

    def _put_preposition(self, roles: Roles, complements: Roles, preposition: Token) -> None:
        """Objects of a preposition by its lemma, and of one below it ("out of Syria": both `out` and `of`; "due to rain": `due`)."""
        todo = [preposition]
        for one in todo:
            name = one.lemma.lower()
            for c in self.below[one.i]:
                rel = self.tokens[c].rel
                if rel == "pobj":
                    self._put(roles, name, self._fillers((c,), one))
                elif rel == "pcomp" and self.tokens[c].pos == "ADP":
                    self._put(roles, name, self._fillers((o for o in self.below[c] if self.tokens[o].rel == "pobj"), one))
                elif rel == "pcomp":
                    self._put(complements, name, self._verbs(c))
                elif rel == "prep" and len(todo) < 5:
                    todo.append(self.tokens[c])

    def _raise_subject(self, roles: Roles, complement: Token) -> None:
        """ "wants Iran to leave": Iran is the object of *want* too."""
        below = self.below[complement.i]
        bare = complement.tag == "VB" and not any(self.tokens[c].rel == "aux" for c in below)
        if "object" not in roles and (bare or any(self.tokens[c].tag == "TO" for c in below)):
            subjects = tuple(c for c in below if self.tokens[c].rel in ("subj", "subjpass"))
            self._put(roles, "object", self._fillers(subjects, complement))

    def _predicate(self, verb: Token, i: int) -> Clause:
        """A predicate adjective: "is ready to talk", "are opposed to the plan"."""
        roles: Roles = {}
        complements: Roles = {}
        for c in (*self.below[i], *self.below[verb.i]):
            child = self.tokens[c]
            if child.rel == "prep":
                self._put_preposition(roles, complements, child)
            elif child.rel in ("xcomp", "ccomp") and child.head == i:
                self._put(complements, "complement", self._verbs(c))
        self._put(roles, "subject", self.surface[verb.i])
        return Clause(i, "adjective", self.tokens[i].lemma.lower(), verb.sentence, False, roles, complements, (i,))

    def _noun(self, token: Token) -> Clause:
        """An event noun: owners are possessors first, then nouns and adjectives before it."""
        roles: Roles = {}
        complements: Roles = {}
        before: list[int] = []
        for c in self.below[token.i]:
            child = self.tokens[c]
            if child.rel == "poss":
                self._put(roles, "owner", self._fillers((c,), token))
            elif child.rel in ("compound", "amod"):
                before += self._expand(c)
            elif child.rel in ("prep", "agent"):
                self._put_preposition(roles, complements, child)
            elif child.rel == "ccomp" or (child.rel in ("acl", "xcomp") and child.tag == "VB"):
                self._put(complements, "complement", self._verbs(c))
            elif child.rel == "conj" and child.lemma.lower() in self.event_nouns and not any(self.tokens[x].rel == "prep" for x in self.below[token.i]):
                for x in self.below[c]:
                    if self.tokens[x].rel == "prep":
                        self._put_preposition(roles, complements, self.tokens[x])
        self._put(roles, "before", tuple(before))
        return Clause(token.i, "noun", token.lemma.lower(), token.sentence, False, roles, complements, (token.i,))

    # --- fillers ------------------------------------------------------------------------------------------------

    @staticmethod
    def _put(roles: Roles, name: str, fillers: tuple[int, ...]) -> None:
        if fillers:
            held = roles.get(name, ())
            roles[name] = held + tuple(f for f in fillers if f not in held)

    def _fillers(self, heads: Iterable[int], governor: Token) -> tuple[int, ...]:
        """Heads with their conjuncts; a relative pronoun stands for what its clause hangs from."""
        found: list[int] = []
        for i in heads:
            if self.tokens[i].tag in ("WDT", "WP", "WP$", "IN"):
                clause = governor
                for _ in range(4):
                    if clause.rel in ("relcl", "root", "ccomp"):
                        break
                    clause = self.tokens[clause.head]
                found += self._antecedent(clause) or (i,)
            else:
                found += self._expand(i)
        return tuple(found)

    def _antecedent(self, clause: Token) -> tuple[int, ...]:
        """What a relative clause is about; in "it was Iran that left" the predicate of the main clause."""
        if clause.rel == "relcl" and not self._is_predicate_verb(self.tokens[clause.head]):
            return self._expand(clause.head)
        if clause.rel in ("relcl", "ccomp", "advcl"):
            predicates = [c for c in self.below[clause.head] if self.tokens[c].rel == "pred"]
            return self._expand(predicates[0]) if predicates else ()
        return ()

    def _expand(self, i: int) -> tuple[int, ...]:
        """A head noun and its conjuncts, each seen through partitives: "dozens of rebels and police": rebels, police."""
        found: list[int] = []
        todo = [i]
        for one in todo:
            meant = self._meant(one)
            found.append(meant)
            for i in dict.fromkeys((one, meant)):
                todo += [c for c in self.below[i] if self.tokens[c].rel == "conj" and self.tokens[c].pos in NOMINAL and c not in self.strays]
        return tuple(found)

    def _meant(self, i: int) -> int:
        """What a partitive head means: in "two of the soldiers" the soldiers."""
        for _ in range(4):
            token = self.tokens[i]
            if token.lemma.lower() not in self.grammar.partitives and token.pos != "NUM":
                return i
            inner = next((c for c in reversed(self.below[i]) if self.tokens[c].lemma == "of"), None)
            below = next((c for c in self.below[inner] if self.tokens[c].rel == "pobj"), None) if inner is not None else None
            if below is None:
                return i
            i = below
        return i

    def _verbs(self, i: int) -> tuple[int, ...]:
        """The head of a clause and what is coordinated with it; a copula stands for its predicate adjective too."""
        found = [i]
        for one in found:
            found += [c for c in self.below[one] if self.tokens[c].rel == "conj"]
        for one in tuple(found):
            found += [c for c in self.below[one] if self.tokens[c].rel == "pred"]
        return tuple(found)
