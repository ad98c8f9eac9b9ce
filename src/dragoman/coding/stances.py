"""Issues of a text come in, what is said of them goes out: who proposes, supports, doubts or rejects each, by the words above it in the tree.

"Kyiv refused to rule out talks": *rule out* takes up the talks, *refuse* takes up the ruling out; Kyiv is open to talks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman import tree
from dragoman.coding.issues import Named
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.knowledge.shapes_positions import Family, Phrase, Positions
from dragoman.model import BlockKind, Cast, Clause, Parse, Span, Status

#: words above an issue are followed no further than this, phrases no further to the right
DEEPEST, NEAR = 8, 7
AGAINST = frozenset(("rejects", "doubts"))
FOR = frozenset(("proposes", "supports", "accepts", "open", "demands"))
#: what a stance taken on a stance against the issue comes to
TURNED = {"doubts": "noncommittal"}
#: places through which words that tell no stance pass on what is below them
PASSING = frozenset(("object", "complement", "to", "on", "for", "into", "at", "predicate", "purpose"))


@dataclass(frozen=True, slots=True)
class Said:
    """One stance on one issue: who takes it, where its words stand. `parties` and `toward` are actor ids, `speaker` the token that says it."""

    named: Named
    stance: str
    head: int
    words: tuple[int, ...]
    parties: tuple[str, ...]
    toward: tuple[str, ...]
    both: bool
    partners: tuple[str, ...]
    speakers: tuple[str, ...]
    hearers: tuple[str, ...]
    conditions: tuple[tuple[int, ...], ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """A word of stance above the issue, and what holds when it has been taken into account."""

    head: int
    place: str
    family: Family | None
    stance: str
    words: tuple[int, ...]
    speaks: bool
    chain: tuple[int, ...]


def read(parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, issues: tuple[Named, ...], positions: Positions, grammar: Grammar) -> tuple[Said, ...]:
    """Stances in text order."""
    return tuple(_Reader(parse, clauses, statuses, cast, issues, positions, grammar).all())


class _Reader:
    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, issues: tuple[Named, ...], positions: Positions, grammar: Grammar
    ) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.statuses, self.cast, self.issues = clauses, statuses, cast, issues
        self.positions, self.words, self.grammar = positions, positions.words, grammar
        self.clause = {clause.head: clause for clause in clauses}
        self.number = {clause.head: n for n, clause in enumerate(clauses)}
        self.named = {named.head: named for named in issues}
        self.kind = {actor.id: actor.kind for actor in cast.actors}
        self.code = {actor.id: actor.code for actor in cast.actors}
        self.above: dict[int, list[tuple[int, str]]] = {}
        for clause in clauses:
            for role, fillers in clause.roles.items():
                if role not in ("owner", "before", "between", "predicate"):
                    for i in fillers:
                        self.above.setdefault(i, []).append((clause.head, role))
            for fillers in clause.complements.values():
                for i in fillers:
                    self.above.setdefault(i, []).append((clause.head, "complement"))

    def all(self) -> Iterator[Said]:
        for named in self.issues:
            yield from self._of(named)
        yield from self._bare()

    def _of(self, named: Named) -> Iterator[Said]:
        start = _Stage(named.head, "", None, self._own(named), (named.head,) if named.act else (), False, (named.head,))
        if start.stance and named.act:
            start = _Stage(named.head, "", None, start.stance, named.words, start.stance == "demands", (named.head,))
        for stage in self._climb(named.head, start, named, 0):
            said = self._said(named, stage)
            if said is not None:
                yield said

    def _own(self, named: Named) -> str:
        """The stance of an act by its own modal: who *will not negotiate* rejects talks, who says that another *must withdraw* demands it."""
        if not named.act:
            return ""
        return self._modal_stance(named.head, "", named.words, own=True)

    def _modal_stance(self, head: int, stance: str, words: tuple[int, ...], own: bool = False) -> str:
        denied, modal = self._denied(head, words), self._modal(head)
        if modal == "must":
            return "rejects" if denied != (stance in AGAINST) else "demands"
        if denied and modal in ("will", "may"):
            return "rejects"
        if not denied and modal in ("will", "may") and any(True for _ in self._conditions((head,))):
            return "rejects" if stance in AGAINST else "open"
        return "accepts" if own and modal == "will" and not denied else stance

    # --- words above ----------------------------------------------------------------------------------------------------

    def _climb(self, i: int, stage: _Stage, named: Named, depth: int) -> Iterator[_Stage]:
        """The last stage of each way up from token `i`."""
        ways = list(dict.fromkeys(self._governors(i))) if depth < DEEPEST else []
        went = False
        for head, place in ways:
            if head in stage.chain:
                continue
            nexts = self._stage(head, place, stage, named)
            other = self.named.get(head)
            if other is not None and not other.act:
                if nexts is not None and nexts.stance and nexts.family is not None and nexts.head == head and self._owners(head, None) and not self._headline(head):
                    went = True
                    yield nexts
                continue
            if nexts is not None:
                went = True
                yield from self._climb(head, nexts, named, depth + 1)
        if not went and stage.stance:
            yield stage

    def _headline(self, i: int) -> bool:
        return self.parse.sentences[self.tokens[i].sentence].block is BlockKind.HEADLINE

    def _governors(self, i: int) -> Iterator[tuple[int, str]]:
        token = self.tokens[i]
        yield from self.above.get(i, ())
        if token.rel == "pobj" or token.rel == "pcomp":
            preposition = self.tokens[token.head]
            yield preposition.head, preposition.lemma.lower()
            above = self.tokens[preposition.head]
            if above.rel in ("prep", "advmod", "prt", "obj") and above.head != above.i:
                yield above.head, preposition.lemma.lower()
            if above.rel == "advcl" and above.lemma.lower() in self.words.asking:
                yield above.head, preposition.lemma.lower()
        elif token.head != i and (token.rel in ("acl", "xcomp", "ccomp") or (token.rel == "advcl" and any(self.tokens[c].tag == "TO" for c in self.below[i]))):
            yield token.head, "complement"
        elif token.rel == "obj" and self.tokens[token.head].pos == "NOUN":
            yield token.head, "object"
        elif token.rel in ("compound", "amod", "nmod") and self.tokens[token.head].pos in ("NOUN", "PROPN"):
            yield token.head, "compound"
        elif token.rel == "conj":
            yield from (way for way in self._governors(token.head) if way[0] != i)
        elif token.rel == "pred" and any(self.tokens[c].rel == "expl" for c in self.below[token.head]):
            yield token.head, "there"
        elif token.rel in ("subj", "subjpass"):
            yield from ((c, "subject") for c in self.below[token.head] if self.tokens[c].rel == "pred")

    def _stage(self, head: int, place: str, below: _Stage, named: Named) -> _Stage | None:
        """What the word at `head` makes of the issue at `place`; None if the way ends before it."""
        found = self._family(head, place, named.kind)
        if found is not None and not self._only_says(head, place, below.chain[-1]):
            family, words = found
            none = below.family is None and not below.stance and any(self.tokens[c].lemma.lower() == "no" for c in self.below[below.chain[-1]])
            stance, speaks = self._taken(family, head, words, below.stance, named.kind, none, below.family.against if below.family else "supports")
            return _Stage(head, place, family, stance, (*below.words, *words), speaks, (*below.chain, head)) if stance else None
        token = self.tokens[head]
        if below.stance and below.family is not None and not self._carries(head, below):
            return None
        noun = token.pos in ("NOUN", "PROPN") and token.lemma.lower() in self.words.passing
        if token.lemma.lower() in self.grammar.speaking_verbs or (place not in PASSING and not (noun and place in ("of", "in", "compound")) and not (place == "subject" and token.rel in ("ccomp", "xcomp") and not below.stance)):
            return None
        if token.pos in ("NOUN", "PROPN") and place != "object" and not noun:
            return None
        if token.pos in ("VERB", "AUX"):
            stance = self._modal_stance(head, below.stance, ())
            if stance != below.stance:
                return _Stage(head, place, below.family, stance, (*below.words, head), stance == "demands", (*below.chain, head))
        return _Stage(head, place, below.family, below.stance, below.words, below.speaks, (*below.chain, head))

    def _only_says(self, head: int, place: str, i: int) -> bool:
        """Whether a verb that may ask for something only says what stands below it: "told reporters: we support the talks"."""
        token = self.tokens[self._verb_of(i)]
        if place != "complement" or token.rel != "ccomp" or self.tokens[head].lemma.lower() not in self.grammar.speaking_verbs:
            return False
        return i < head or token.tag not in ("VB", "VBP") or any(self.tokens[c].rel in ("aux", "auxpass") and self.tokens[c].lemma != "be" for c in self.below[token.i])

    def _carries(self, head: int, below: _Stage) -> bool:
        """Whether a word tells nothing of its own about the stance below: a verb that only voices it, "have to", an auxiliary."""
        token = self.tokens[head]
        return token.pos == "AUX" or token.lemma.lower() in self.words.supporting

    def _family(self, head: int, place: str, kind: str) -> tuple[Family, tuple[int, ...]] | None:
        token = self.tokens[head]
        table = {"VERB": self.positions.verbs, "AUX": self.positions.verbs, "NOUN": self.positions.heads, "PROPN": self.positions.heads, "ADJ": self.positions.adjectives}.get(token.pos)
        lemma = token.lemma.lower()
        if token.tag == "VBN" and (token.rel == "pred" or not self._agentive(head)) and token.text.lower() in self.positions.adjectives:
            table, lemma = self.positions.adjectives, token.text.lower()
        if table is None or lemma not in table:
            return None
        held: dict[str, int] | None = None
        for words, family in table[lemma]:
            if (family.at and place not in family.at) or (family.only and kind not in family.only):
                continue
            if words and held is None:
                held = self._near(head)
            if not words or (held is not None and all(word in held for word in words)):
                return family, (head, *(held[word] for word in words if held))
        return None

    def _agentive(self, head: int) -> bool:
        """Whether a participle is a verb with its own parties; "is opposed to" is not."""
        clause = self.clause.get(head)
        return clause is None or clause.kind == "verb"

    def _near(self, head: int) -> dict[str, int]:
        """Lemmas that may be further words of a phrase headed by `head`."""
        end = self.parse.sentences[self.tokens[head].sentence].last
        near = [*range(head + 1, min(head + NEAR, end)), *self.below[head], *(o for c in self.below[head] for o in self.below[c])]
        found: dict[str, int] = {}
        for i in near:
            found.setdefault(self.tokens[i].lemma.lower(), i)
        return found

    def _taken(self, family: Family, head: int, words: tuple[int, ...], below: str, kind: str, none: bool = False, against: str = "supports") -> tuple[str, bool]:
        """The stance that a family makes of what is below it, and whether it is the speaker's: "Iran *must* accept it"."""
        denied, modal = self._denied(head, words) != none, self._modal(head)
        positive = family.kinds.get(kind, family.stance) if family.stance else ""
        negative = family.negated if family.stance else family.kinds.get(kind, family.negated)
        if modal == "must" and (positive in FOR or not positive):
            return ("rejects" if denied != (below in AGAINST) else "demands"), True
        if modal == "must" and positive in AGAINST and not denied:
            return "rejects", True
        if denied:
            stance = "rejects" if modal in ("will", "may") and positive in FOR else family.against if modal == "will" and positive in AGAINST else negative
        elif modal == "may" and positive in FOR:
            stance = "open" if positive != "demands" else positive
        elif modal == "may":
            stance = ""
        else:
            stance = positive
        if stance in FOR and stance not in ("demands", "proposes") and modal == "will" and not denied and any(True for _ in self._conditions((head,))):
            stance = "open"
        if below in AGAINST and stance:
            stance = "rejects" if stance in FOR else against if stance == "rejects" else TURNED.get(stance, stance)
        return stance, False

    # --- negation and modals ----------------------------------------------------------------------------------------------

    def _verb_of(self, head: int) -> int:
        """The verb whose auxiliaries and negation hold for the word: the copula of an adjective, the verb of a noun."""
        token = self.tokens[head]
        if token.pos in ("VERB", "AUX") and token.rel != "pred":
            return head
        if token.rel in ("pred", "obj") and self.tokens[token.head].pos in ("VERB", "AUX"):
            return token.head
        return head

    def _denied(self, head: int, words: tuple[int, ...]) -> bool:
        verb = self._verb_of(head)
        count = 0
        for i in dict.fromkeys((head, verb)):
            count += any(self._denies(c) for c in self.below[i])
        count += any(self._denies(c) for w in words[1:] for c in self.below[w] if c not in words)
        if not count and self.tokens[verb].rel == "conj" and self._shares(verb):
            return self._denied(self.tokens[verb].head, ())
        return count % 2 == 1

    def _denies(self, i: int) -> bool:
        token = self.tokens[i]
        return token.rel == "neg" or (token.rel in ("det", "amod", "advmod", "preconj") and token.lemma.lower() in self.words.negators)

    def _shares(self, verb: int) -> bool:
        """Whether a coordinated verb shares the auxiliaries of the first: "has not accepted or rejected"."""
        return not any(self.tokens[c].rel in ("subj", "subjpass", "aux", "auxpass", "neg") for c in self.below[verb]) and self.tokens[self.tokens[verb].head].pos in ("VERB", "AUX")

    def _modal(self, head: int) -> str:
        verb = self._verb_of(head)
        for c in self.below[verb]:
            if self.tokens[c].rel in ("aux", "auxpass"):
                lemma, text = self.tokens[c].lemma.lower(), self.tokens[c].text.lower()
                for name, words in (("will", self.words.will), ("may", self.words.may), ("must", self.words.must)):
                    if lemma in words or text in words:
                        return name
        above = self.tokens[verb]
        if above.rel == "xcomp" and self.tokens[above.head].lemma.lower() in self.words.must_verbs and any(self.tokens[c].tag == "TO" for c in self.below[verb]):
            return "must"
        return self._modal(above.head) if above.rel == "conj" and self._shares(verb) else ""

    # --- who, toward whom, on what condition ----------------------------------------------------------------------------------

    def _said(self, named: Named, stage: _Stage) -> Said | None:
        allowed = self.positions.kinds[named.kind].stances
        if (allowed and stage.stance not in allowed) or not self._asserted(stage.head):
            return None
        speakers = self._speakers(stage.head)
        parties = speakers if stage.speaks else self._parties(stage, named)
        toward = self._toward(stage, named, parties)
        partners = self._actors(x for i in stage.chain for x in (*self._partners(i), *(self.clause[i].roles.get("with", ()) if i in self.clause else ())))
        because = (stage.family.key,) if stage.family else ("stance_words.yaml#must" if stage.speaks else "stance_words.yaml#will",)
        conditions = tuple(self._conditions((*stage.chain, self._verb_of(stage.head)), stage.stance in AGAINST))
        if not parties or not any(self.known(actor) for actor in (*parties, *speakers)):
            return None
        return Said(named, stage.stance, stage.head, tuple(sorted({*stage.words, named.head})), parties, toward, self._both(stage), partners, speakers, self._hearers(stage.head), conditions, because)

    def known(self, actor: str) -> bool:
        return self.kind[actor] != "generic" or self.code[actor] is not None

    def _asserted(self, head: int) -> bool:
        """Whether the stance is told as held: not in a question, not under "if", not only wished or feared."""
        sentence = self.parse.sentences[self.tokens[head].sentence]
        if self.tokens[sentence.last - 1].text == "?" or any(self.tokens[i].text == "?" for i in range(max(sentence.first, sentence.last - 3), sentence.last)):
            return False
        i = self._verb_of(head)
        while self.tokens[i].head != i:
            marks = [self.tokens[c].lemma.lower() for c in self.below[i] if self.tokens[c].rel in ("mark", "advmod")]
            if self.tokens[i].rel in ("advcl", "ccomp") and any(mark in self.words.unreal_marks for mark in marks):
                return False
            above = self.tokens[i].head
            governor = self.tokens[above].head if self.tokens[i].rel == "pcomp" else above
            if self.tokens[i].rel in ("xcomp", "ccomp", "pcomp") and self.tokens[governor].lemma.lower() in self.words.wishes:
                return False
            i = above
        return True

    def _parties(self, stage: _Stage, named: Named) -> tuple[str, ...]:
        """Who takes the stance: subject or owner of its words; who speaks where nobody is, or where the issue is the subject."""
        family, head = stage.family, stage.head
        if family is not None and family.party == "speaker":
            return self._speakers(head)
        role = "object" if family is not None and family.party == "object" else "subject"
        token = self.tokens[head]
        if token.pos in ("NOUN", "PROPN"):
            own = self._actors(self._owners(head, named))
            if own:
                return own
        subjects = self._subjects(head, role)
        if any(self._denies(c) for i in subjects if i not in stage.chain for c in self.below[i]):
            return ()
        if subjects and not any(i in stage.chain for i in subjects):
            return self._standing(subjects, head)
        if subjects and stage.place == "subject" and token.pos not in ("NOUN", "PROPN"):
            clause = self.clause.get(head)
            return self._actors(i for place in ("to", "for") for i in (clause.roles.get(place, ()) if clause else ())) or self._speakers(head)
        return self._speakers(head)

    def _subjects(self, head: int, role: str) -> tuple[int, ...]:
        """Subjects (or objects) of the word: of an adjective its own or its copula's, of a noun those of its verb."""
        verb = self._verb_of(head)
        clause = self.clause.get(verb) if self.tokens[head].pos in ("NOUN", "PROPN") else self.clause.get(head) or self.clause.get(verb)
        if clause is not None and clause.kind == "noun":
            return ()
        if clause is not None and role == "subject" and (clause.kind == "adjective" or verb != clause.head):
            near = (head, verb, *(c for c in self.below[head] if self.tokens[c].rel in ("aux", "auxpass")))
            own = [c for i in dict.fromkeys(near) for c in self.below[i] if self.tokens[c].rel in ("subj", "subjpass")]
            if own:
                return tuple(x for c in own for x in tree.conjuncts(self.parse, c))
        return () if clause is None else clause.roles.get(role, ())

    def _standing(self, subjects: tuple[int, ...], head: int) -> tuple[str, ...]:
        """The actors that subjects stand for: "it" of "Iran said it was ready" and "his side" are who speaks, a draft is its author."""
        first = self.tokens[subjects[0]]
        speakers = self._speakers(head)
        own = any(self.tokens[c].rel == "poss" and self.tokens[c].pos == "PRON" for c in self.below[first.i])
        if first.pos == "PRON" and len(subjects) == 1 and speakers and self._reported(head, first.i, speakers):
            return speakers
        if own and first.lemma.lower() in self.words.own_side:
            return speakers or self._actors(self._owners(first.i, None))
        named = [i for i in subjects if i not in self.named]
        return self._actors(named) or self._actors(o for i in subjects for o in self._owners(i, None)) or (speakers if first.pos == "PRON" else ())

    def _reported(self, head: int, pronoun: int, speakers: tuple[str, ...]) -> bool:
        """Whether a pronoun that opens what somebody says stands for the speaker: a person for "he", anybody else for "it"."""
        text, kinds = self.tokens[pronoun].text.lower(), {self.kind[actor] for actor in speakers}
        if text in self.words.first_person:
            return pronoun not in self.cast.at
        verb = self._verb_of(head)
        while self.tokens[verb].rel in ("xcomp", "conj"):
            verb = self.tokens[verb].head
        said = self.tokens[verb].rel == "ccomp" and self.tokens[verb].head < pronoun
        return said and (("person" not in kinds) if text == "it" else kinds == {"person"} and text in self.words.third_person)

    def _owners(self, i: int, named: Named | None) -> list[int]:
        found = []
        for c in self.below[i]:
            token = self.tokens[c]
            if token.rel in ("poss", "compound", "amod", "nmod"):
                found += [*tree.conjuncts(self.parse, c), *self.below[c]]
            elif token.rel in ("prep", "agent") and token.lemma.lower() in ("by", "from", "of"):
                found += [x for o in self.below[c] for x in tree.conjuncts(self.parse, o)]
        return [t for t in found if t in self.cast.at and (named is None or t != named.head)]

    def _speakers(self, head: int) -> tuple[str, ...]:
        """Who says the clause of `head`."""
        i = head
        while True:
            number = self.number.get(i)
            if number is not None:
                found = self._actors(self.statuses[number].claimed_by)
                if found:
                    return found
            if self.tokens[i].head == i:
                return ()
            i = self.tokens[i].head

    def _hearers(self, head: int) -> tuple[str, ...]:
        """To whom the clause is said: "told *the Security Council* that", "said in a letter to *the king*"."""
        for i in tree.ancestors(self.parse, head):
            clause = self.clause.get(i)
            if clause is not None and self.tokens[i].lemma.lower() in self.grammar.speaking_verbs:
                return self._actors(x for role in ("object", "indirect", "to") for x in clause.roles.get(role, ()) if x in self.cast.at)
        return ()

    def _actors(self, tokens: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for t in tokens for actor in self.cast.at.get(t, ())))

    def _toward(self, stage: _Stage, named: Named, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Of whom it is demanded, with whom talks are, to whom it is said."""
        tokens: list[int] = []
        for i in stage.chain:
            clause = self.clause.get(i)
            if clause is None:
                tokens += self._partners(i)
                continue
            for role in ("object", "indirect", "with", "to", "on", "upon", "from", "against"):
                tokens += clause.roles.get(role, ())
            if i != stage.head or stage.speaks:
                tokens += clause.roles.get("subject", ())
            tokens += self._partners(i)
        return tuple(actor for actor in self._actors(t for t in tokens if t not in self.named or t in self.cast.at) if actor not in parties)

    def _both(self, stage: _Stage) -> bool:
        """Whether it is asked of both sides: then of the parties of the conflict."""
        objects = (o for i in stage.chain if i in self.clause for role in ("object", "on", "upon", "to") for o in self.clause[i].roles.get(role, ()))
        return any(self.tokens[o].lemma.lower() in self.words.sides and self.tokens[o].tag == "NNS" for o in objects)

    def _partners(self, i: int) -> list[int]:
        return [x for c in self.below[i] if self.tokens[c].rel == "prep" and self.tokens[c].lemma.lower() in self.words.partners for o in self.below[c] for x in tree.conjuncts(self.parse, o)]

    def _conditions(self, chain: tuple[int, ...], against: bool = False) -> Iterator[tuple[int, ...]]:
        """Tokens of each clause or phrase on which the stance hangs: "only *if Israel withdraws*", "no truce *without guarantees*"."""
        seen: set[int] = set()
        for i in chain:
            for c in (*self.below[i], *(o for b in self.below[i] if self.tokens[b].rel == "advmod" for o in self.below[b])):
                token = self.tokens[c]
                if c in seen or c in chain:
                    continue
                if token.rel == "advcl":
                    marks = {self.tokens[m].lemma.lower() for m in self.below[c] if self.tokens[m].rel in ("mark", "advmod")}
                    long = {self.tokens[token.head].lemma.lower(), *(self.tokens[m].lemma.lower() for m in self.below[i] if self.tokens[m].rel == "advmod")}
                    if not (marks & self.words.conditions or (marks & {"as"} and long & self.words.as_long)):
                        continue
                elif token.rel != "prep" or not against or token.lemma.lower() not in self.words.condition_prepositions:
                    continue
                seen.add(c)
                yield tuple(tree.subtree(self.parse, c if token.head == i else token.head))

    # --- stances without a word for the issue -----------------------------------------------------------------------------------

    def _bare(self) -> Iterator[Said]:
        """Stances of families that need no issue beside them: who takes no side is neutral in the war."""
        used = {clause.head for clause in self.clauses if any(named.head in fillers for named in self.issues for fillers in clause.roles.values())}
        for clause in self.clauses:
            if clause.head in used:
                continue
            for place in (*clause.roles, ""):
                found = self._family(clause.head, place, "")
                if found is None or not found[0].bare:
                    continue
                family, words = found
                stance, _ = self._taken(family, clause.head, words, "", family.bare)
                if stance:
                    yield from self._alone(family, clause.head, words, stance)
                break

    def _alone(self, family: Family, head: int, words: tuple[int, ...], stance: str) -> Iterator[Said]:
        named = Named(head, family.bare, ())
        said = self._said(named, _Stage(head, "", family, stance, words, False, (head,)))
        if said is not None:
            yield said


__all__ = ["Phrase", "Said", "Span", "read"]
