"""A parse comes in, voice and surface subject of every verb go out: its own, shared, controlled, or one that the parser hung elsewhere. Serves the clauses."""

from collections.abc import Iterator

from dragoman import tree
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.language.fillers import NOMINAL, Fillers
from dragoman.model import Parse, Token

FINITE = ("VBD", "VBZ", "VBP")
#: labels of names that may own a plan or a threat
OWNING = ("GPE", "NORP", "ORG", "PERSON")


class Subjects:
    """Voices and surface subjects, found heads first by `prepare`, so that dependents can share them."""

    def __init__(self, parse: Parse, grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.grammar = grammar
        self.surface: dict[int, tuple[int, ...]] = {}
        self.passive: dict[int, bool] = {}
        #: conjunctions that the parser took for prepositions: "quiet *as* Chad and Iran fight"
        self.conjunctions: set[int] = set()
        self.strays = self._strays()
        self.fillers = Fillers(parse, grammar, self.strays)

    # --- strays -------------------------------------------------------------------------------------------------

    def _strays(self) -> dict[int, int]:
        """Subjects that the parser hung on the noun or preposition before their verb. Subject -> verb."""
        found: dict[int, int] = {}
        for token in self.tokens:
            if token.pos not in ("VERB", "AUX") or token.tag not in (*FINITE, "VBN", "VB"):
                continue
            listed = self._listed_before(token)
            if listed is not None:
                found[listed] = token.i
            if token.rel not in ("conj", "advcl"):
                continue
            rels = {self.tokens[c].rel for c in self.below[token.i]}
            if not rels.isdisjoint(("subj", "subjpass", "expl")) or (token.tag == "VBN" and rels.isdisjoint(("aux", "auxpass"))) or (token.tag == "VB" and "aux" in rels):
                continue
            first = min((c for c in self.below[token.i] if self.tokens[c].rel in ("aux", "auxpass", "neg", "advmod")), default=token.i)
            before = self.tokens[max(0, min(first, token.i) - 1)]
            if before.rel not in ("conj", "pobj") or before.pos not in ("PROPN", "NOUN", "PRON") or self._after_conjunction(token, before, found):
                continue
            if before.rel == "conj" and token.rel == "conj" and token.tag != "VB" and not self._joined(token):
                found[before.i] = token.i
        return found

    def _listed_before(self, verb: Token) -> int | None:
        """The first of those who do something, if the parser listed them with a place before the comma: "After talks in *Geneva, Chad and Togo* signed"."""
        below = [self.tokens[c] for c in self.below[verb.i]]
        if verb.rel not in ("root", "ccomp", "conj", "advcl", "parataxis") or any(t.rel in ("subjpass", "expl", "csubj") or (t.rel == "subj" and not self._is_governed(t, verb)) for t in below):
            return None
        if verb.tag in ("VB", "VBN") and all(t.rel not in ("aux", "auxpass") or t.tag == "TO" for t in below):
            return None
        end = min((t.i for t in below if t.rel in ("aux", "auxpass", "neg", "advmod") and t.i == verb.i - 1), default=verb.i)
        one = first = self.tokens[end - 1] if end else verb
        while one.rel == "conj" and one.head < one.i:
            first, one = one, self.tokens[one.head]
        edge = min((first.i, *(c for c in self.below[first.i] if self.tokens[c].rel in ("det", "compound", "amod", "poss", "nummod"))))
        apart = one.rel == "pobj" and first is not one and self.tokens[edge - 1].text == "," and self.tokens[end - 1].rel == "conj"
        return first.i if apart and self._opens(one, verb) and self.tokens[end - 1].i != first.i else None

    def _lists(self, i: int, verb: Token) -> bool:
        """Whether more stand beside a word before the verb: "Chad *and Togo* signed"."""
        return any(self.tokens[c].rel == "conj" and c < verb.i for c in self.below[i])

    def _opens(self, noun: Token, verb: Token) -> bool:
        """Whether a noun stands in a phrase that hangs from the verb after it."""
        for _ in range(8):
            if noun.rel not in ("pobj", "prep", "subj", "pcomp") or noun.head == noun.i:
                return False
            noun = self.tokens[noun.head]
            if noun.i == verb.i:
                return True
        return False

    def _is_governed(self, subject: Token, verb: Token) -> bool:
        """Whether a preposition right before what the parser took for the subject governs it: "*After talks* in Geneva, ..."."""
        before = self.tokens[subject.i - 1]
        taken = before.rel == "prep" or (before.rel == "mark" and verb.rel == "root")
        return taken and before.head == verb.i and not self.below[before.i]

    def _joined(self, verb: Token) -> bool:
        """Whether a coordinated verb has a conjunction of its own; without one ("is neutral on *Libya and Egypt has* condemned") the noun before is its subject."""
        return any(self.tokens[c].rel == "cc" and c < verb.i for c in self.below[verb.head])

    def _after_conjunction(self, verb: Token, before: Token, found: dict[int, int]) -> bool:
        """Note the subject of a clause whose conjunction the parser read as preposition: "quiet as *Chad and Iran support* the truce"."""
        noun = before
        while noun.rel == "conj" and noun.head != noun.i:
            noun = self.tokens[noun.head]
        preposition = self.tokens[noun.head]
        if noun.rel != "pobj" or preposition.lemma.lower() not in self.grammar.clause_prepositions or preposition.sentence != verb.sentence:
            return False
        if verb.rel == "conj" and self._joined(verb):
            return False
        found[noun.i] = verb.i
        self.conjunctions.add(preposition.i)
        return True

    # --- voice and subject --------------------------------------------------------------------------------------

    def prepare(self, token: Token) -> None:
        """Note the verb's voice and its surface subject, own or shared; its head must have been prepared before."""
        rels = {self.tokens[c].rel for c in self.below[token.i]}
        head = self.tokens[token.head]
        passive = self.passive[token.i] = self._is_passive(token, head, rels)
        own = tuple(c for c in self.below[token.i] if self.tokens[c].rel in ("subj", "subjpass", "csubj"))
        stray = tuple(subject for subject, verb in self.strays.items() if verb == token.i)
        if stray:
            own = tuple(c for c in own if not self._is_governed(self.tokens[c], token))
        if own or stray:
            strays = tuple(x for s in stray for x in (self.fillers.expand(s) if self.tokens[s].rel == "pobj" or self._lists(s, token) else (s,)))
            self.surface[token.i] = self.fillers.of(own, token) + strays
        else:
            self.surface[token.i] = self._shared_subject(token, head, passive)

    def _is_passive(self, token: Token, head: Token, rels: set[str]) -> bool:
        if "auxpass" in rels or "subjpass" in rels:
            return token.text.lower() not in self.grammar.active_participles or "agent" in rels
        if token.rel == "conj" and token.tag == "VBD" and self.passive.get(head.i, False) and token.lemma.lower() in self.grammar.transitive_verbs:
            return rels.isdisjoint(("subj", "obj", "aux", "ccomp"))
        if token.rel == "root" and token.tag in ("VBD", "VBN") and token.lemma.lower() in self.grammar.transitive_verbs and self._is_headline(token):
            return rels.isdisjoint(("obj", "aux", "ccomp", "xcomp", "oprd", "prt", "iobj")) and "subj" in rels
        if token.rel == "acl" and "agent" in rels and token.tag == "VBD":
            return "obj" not in rels
        if token.tag != "VBN" or "aux" in rels:
            return False
        if token.rel == "conj":
            return self.passive.get(head.i, False)
        if token.rel in ("oprd", "xcomp", "ccomp") and rels.isdisjoint(("obj", "ccomp")) and token.head != token.i and head.pos == "VERB":
            return True
        if token.rel == "acl" and self._is_main_verb(token, head, rels):
            return False
        return token.rel in ("acl", "amod", "advcl") or ("agent" in rels and "subj" not in rels)

    def _is_headline(self, verb: Token) -> bool:
        """Whether the sentence of a verb ends without a full stop, as headlines do: "Moroccan journalist *released* in Rabat"."""
        end = verb.i
        while end + 1 < len(self.tokens) and self.tokens[end + 1].sentence == verb.sentence:
            end += 1
        return self.tokens[end].pos not in ("PUNCT", "SPACE") or self.tokens[end].text not in self.grammar.full_stops

    def _is_main_verb(self, token: Token, head: Token, rels: set[str]) -> bool:
        """Whether a participle is the sentence's own verb: "Mahathir, the former leader, *called* the order tyranny", where no other verb is."""
        if head.rel == "root" and token.lemma.lower() in self.grammar.intransitive_verbs:
            return rels.isdisjoint(("agent", "obj"))
        after_comma = self.tokens[token.i - 1].pos == "PUNCT"
        return head.rel == "root" and head.pos in ("PROPN", "PRON") and after_comma and "agent" not in rels and bool(rels & {"obj", "oprd", "ccomp"})

    def _shared_subject(self, token: Token, head: Token, passive: bool) -> tuple[int, ...]:
        """The subject that a verb without one of its own takes from what it hangs from."""
        rel = token.rel
        if head.i == token.i:
            return ()
        if rel == "advcl" and token.tag == "VB":
            if head.lemma.lower() in self.grammar.prepositional_control:
                return self._controller(head)
            noun = self.carrier(token)
            if noun is not None:
                return self._owner_or_subject(noun)
        head = self._coordinated_with(token, self._finite_of(token, head)) if rel == "conj" else head
        if rel == "advcl" and token.tag == "VBG":
            head = self._reported(token, head)
        if rel in ("conj", "advcl", "parataxis", "dep"):
            return self.surface.get(head.i, ()) if head.i in self.surface else self._owner_or_subject(head)
        if rel in ("xcomp", "ccomp", "oprd"):
            if rel == "ccomp" and token.tag in FINITE and self._is_predicate_of(token, head):
                return self.surface[head.i]
            finite = rel == "ccomp" and token.tag in FINITE
            return () if finite or any(self.tokens[c].rel == "expl" for c in self.below[token.i]) else self._controller(head)
        if rel == "amod" or (rel == "acl" and (passive or token.tag in ("VBG", "VBD", "VBN"))):
            return self.fillers.expand(head.i)
        if (rel == "acl" and (head.rel != "root" or head.lemma.lower() in self.grammar.infinitive_nouns)) or (rel == "relcl" and token.tag == "VB" and head.lemma.lower() in self.grammar.infinitive_nouns):
            return self._owner_or_subject(head)
        if rel in ("acl", "relcl") and token.tag == "VB" and head.rel == "root" and head.pos in ("NOUN", "PROPN") and "to" in {self.tokens[c].lemma for c in self.below[token.i]}:
            return self.fillers.expand(head.i)
        return self._of_gerund(head) if rel == "pcomp" else ()

    def _reported(self, participle: Token, saying: Token) -> Token:
        """The verb that is reported, if that of saying stands between it and its participle: "rebels *overran* a base, officials said, killing ten"."""
        if saying.lemma.lower() not in self.grammar.speaking_verbs or participle.lemma.lower() in self.grammar.citing_verbs | self.grammar.speaking_verbs:
            return saying
        told = (self.tokens[c] for c in self.below[saying.i] if self.tokens[c].rel == "ccomp" and self.tokens[c].pos == "VERB")
        return next((verb for verb in told if verb.i < saying.i < participle.i and verb.i in self.surface), saying)

    def _is_predicate_of(self, token: Token, head: Token) -> bool:
        """Whether a past verb right after another is the sentence's own: "rebels opposed to the truce *attacked* the town", where *opposed* is a participle."""
        between = self.tokens[head.i + 1 : token.i]
        return token.i > head.i and head.tag == "VBD" == token.tag and head.i in self.surface and all(t.pos not in ("PUNCT", "VERB", "AUX", "CCONJ", "PRON") for t in between)

    def _of_gerund(self, preposition: Token) -> tuple[int, ...]:
        """The subject of a gerund after a preposition: "accused *Iran* of arming them", "*Egypt* responded by closing"."""
        above = self.tokens[preposition.head]
        if above.rel == "obj" and self.tokens[above.head].lemma.lower() in self.grammar.blaming_verbs:
            return self.fillers.expand(above.i)
        if above.i not in self.surface:
            return self._owner_or_subject(above)
        by_object = preposition.lemma.lower() in self.grammar.object_control_prepositions
        return self._controller(above) if by_object else self.surface[above.i]

    def carrier(self, infinitive: Token) -> Token | None:
        """The noun right before an infinitive that tells what it is for, though the parser hung it on the verb: "after a *move* this week to close the port"."""
        first = min((c for c in self.below[infinitive.i] if c < infinitive.i), default=infinitive.i)
        for i in range(first - 1, max(infinitive.head, first - 5), -1):
            token = self.tokens[i]
            if token.lemma.lower() in self.grammar.infinitive_nouns and token.pos == "NOUN":
                return token
            owned = self.tokens[self.tokens[token.head].head] if token.rel == "pobj" else token
            if owned.lemma.lower() in self.grammar.infinitive_nouns and owned.pos == "NOUN" and self.tokens[token.head].lemma in self.grammar.part_prepositions:
                return owned
            if token.entity != "DATE" and token.rel not in ("det", "npadvmod"):
                return None
        return None

    def _finite_of(self, token: Token, head: Token) -> Token:
        """The finite verb above an infinitive with which a finite verb can't be coordinated: "*ordered* troops to leave and suspended aid"."""
        if not tree.stands_alone(self.parse, token.i):
            return head
        top = head
        for _ in range(4):
            if top.rel not in ("xcomp", "ccomp", "acl", "advcl", "conj", "relcl"):
                break
            top = self.tokens[top.head]
            if top.tag in FINITE and top.pos == "VERB":
                return top if top.i in self.surface else head
        return head

    def _coordinated_with(self, token: Token, head: Token) -> Token:
        """The verb that a coordinated verb goes with: "said the plan was dead, and *accused* Chad" goes with said, whatever the parser says.

        The sign: a comma before the conjunction or an auxiliary that the past form can't share, and the form of the verb of saying, not that of the verb told.
        """
        joint = next((c for c in reversed(self.below[head.i]) if self.tokens[c].rel == "cc" and c < token.i), None)
        if joint is None or not (self.tokens[joint - 1].pos == "PUNCT" or self._past_beside_helped(token, head)) or token.tag not in ("VBD", "VBZ"):
            return head
        top = head
        for _ in range(4):
            if top.rel not in ("ccomp", "acl"):
                break
            top = self.tokens[top.head]
        alike = head.tag == token.tag and head.pos == token.pos
        return top if top.tag == token.tag and top.pos == "VERB" and top.i in self.surface and not alike else head

    def _past_beside_helped(self, token: Token, head: Token) -> bool:
        """Whether a past form can't share the auxiliary of the verb before it: "said it *would* leave and *accused* Chad", "ruled that it *had* erred and *ordered* it to pay".

        After *had* the parser takes participles for past forms; only one that tells the subject to do something is none.
        """
        if head.tag == "VB":
            return any(self.tokens[c].tag == "MD" for c in self.below[head.i])
        told = any(self.tokens[c].rel in ("obj", "subj") and self.tokens[c].pos == "PRON" for c in self.below[token.i])
        return head.tag == "VBN" and told and any(self.tokens[c].rel in ("xcomp", "ccomp") for c in self.below[token.i])

    def _controller(self, head: Token) -> tuple[int, ...]:
        """Who does what an infinitive tells: the object of the governing verb, else its subject; in "Iran's aim is to leave" Iran."""
        if head.i not in self.surface:
            return self._owner_or_subject(head)
        if head.pos == "AUX":
            owners = tuple(c for s in self.surface[head.i] for c in self.below[s] if self.tokens[c].rel == "poss")
            return self.fillers.of(owners, head) or self.surface[head.i]
        if self.passive.get(head.i) or head.lemma.lower() in self.grammar.subject_control:
            return self.surface[head.i]
        if head.lemma.lower() in self.grammar.prepositional_control:
            prepositions = (c for c in self.below[head.i] if self.tokens[c].lemma.lower() in self.grammar.control_prepositions)
            named = tuple(o for p in prepositions for o in self.below[p] if self.tokens[o].rel == "pobj")
            if named:
                return self.fillers.of(named, head)
        objects = tuple(c for c in self.below[head.i] if self.tokens[c].rel in ("obj", "iobj") and self.tokens[c].pos in NOMINAL)
        if not objects or (self.surface[head.i] and head.lemma.lower() in self.grammar.purposeful_verbs):
            return self.surface[head.i]
        return self.fillers.of(objects, head)

    def _owner_or_subject(self, noun: Token) -> tuple[int, ...]:
        """Of a noun with a clause ("Iran's threat to leave", "a threat by Iran to leave"): its owner; else ("made a threat to") the subject of its verb.

        A predicate adjective ("is ready to leave") has the subject of its verb, or its own ("with Chad ready to leave").
        """
        owners = next((found for found in self._owners(noun) if found), ())
        if owners:
            return self.fillers.of(owners, noun)
        above = self.tokens[noun.head]
        if above.pos == "ADP":
            above = self.tokens[above.head]
        if noun.rel in ("obj", "pred", "pobj", "conj", "oprd", "dep") and above.i in self.surface:
            return self.surface[above.i]
        return ()

    def _owners(self, noun: Token) -> Iterator[tuple[int, ...]]:
        """Owners of a noun: possessor, who stands after *by*, a name before it ("a *U.S.* move to"), who stands after *of* ("the refusal of Chad to")."""
        tokens, below = self.tokens, self.below[noun.i]
        yield tuple(c for c in below if tokens[c].rel == "poss" or (tokens[c].rel == "subj" and noun.pos == "ADJ"))
        yield self._after(noun, self.grammar.doer_prepositions)
        if noun.lemma.lower() in self.grammar.infinitive_nouns:
            yield tuple(c for c in below if tokens[c].rel in ("compound", "amod") and tokens[c].entity in OWNING)
            yield self._after(noun, self.grammar.part_prepositions)

    def _after(self, noun: Token, prepositions: frozenset[str]) -> tuple[int, ...]:
        """Objects of these prepositions that hang from a noun."""
        own = (c for c in self.below[noun.i] if self.tokens[c].rel in ("prep", "agent") and self.tokens[c].lemma in prepositions)
        return tuple(o for c in own for o in self.below[c] if self.tokens[o].rel == "pobj")


