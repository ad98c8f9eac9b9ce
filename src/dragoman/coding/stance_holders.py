"""A word of stance comes in; who holds the stance, who says so, to whom, and of whom it is asked go out."""

from dragoman import tree
from dragoman.coding.issues import Named
from dragoman.coding.stance_ground import Ground, Stage
from dragoman.coding.stance_moods import Moods

#: roles that name whom something is asked of, or with whom it is done
SIDES = ("object", "indirect", "with", "to", "on", "upon", "from", "against")


class Holders:
    """Finds parties of stances in one article. A `chain` is the tokens from the issue up to the word of stance."""

    def __init__(self, ground: Ground, moods: Moods) -> None:
        self.ground, self.moods = ground, moods

    def parties(self, stage: Stage, named: Named) -> tuple[str, ...]:
        """Who takes the stance: subject or owner of its words; who speaks where nobody is, or where the issue is the subject."""
        family, head = stage.family, stage.head
        if family is not None and family.party == "speaker":
            return self.speakers(head)
        role = "object" if family is not None and family.party == "object" else "subject"
        token = self.ground.tokens[head]
        if token.pos in ("NOUN", "PROPN"):
            own = self.ground.actors(self.ground.owners(head, named))
            if own:
                return own
        subjects = self._subjects(head, role)
        if any(self.moods.denies(c) for i in subjects if i not in stage.chain for c in self.ground.below[i]):
            return ()
        if subjects and not any(i in stage.chain for i in subjects):
            return self._standing(subjects, head)
        if subjects and stage.place == "subject" and token.pos not in ("NOUN", "PROPN"):
            clause = self.ground.clause.get(head)
            return self.ground.actors(i for place in ("to", "for") for i in (clause.roles.get(place, ()) if clause else ())) or self.speakers(head)
        return self.speakers(head)

    def _subjects(self, head: int, role: str) -> tuple[int, ...]:
        """Subjects (or objects) of the word: of an adjective its own or its copula's, of a noun those of its verb."""
        verb = self.ground.verb_of(head)
        clause = self.ground.clause.get(verb) if self.ground.tokens[head].pos in ("NOUN", "PROPN") else self.ground.clause.get(head) or self.ground.clause.get(verb)
        if clause is not None and clause.kind == "noun":
            return ()
        if clause is not None and role == "subject" and (clause.kind == "adjective" or verb != clause.head):
            near = (head, verb, *(c for c in self.ground.below[head] if self.ground.tokens[c].rel in ("aux", "auxpass")))
            own = [c for i in dict.fromkeys(near) for c in self.ground.below[i] if self.ground.tokens[c].rel in ("subj", "subjpass")]
            if own:
                return tuple(x for c in own for x in tree.conjuncts(self.ground.parse, c))
        return () if clause is None else clause.roles.get(role, ())

    def _standing(self, subjects: tuple[int, ...], head: int) -> tuple[str, ...]:
        """The actors that subjects stand for: "it" of "Iran said it was ready" and "his side" are who speaks, a draft is its author."""
        first = self.ground.tokens[subjects[0]]
        speakers = self.speakers(head)
        own = any(self.ground.tokens[c].rel == "poss" and self.ground.tokens[c].pos == "PRON" for c in self.ground.below[first.i])
        if first.pos == "PRON" and len(subjects) == 1 and speakers and self._reported(head, first.i, speakers):
            return speakers
        if own and first.lemma.lower() in self.ground.words.own_side:
            return speakers or self.ground.actors(self.ground.owners(first.i, None))
        named = [i for i in subjects if i not in self.ground.named]
        return self.ground.actors(named) or self.ground.actors(o for i in subjects for o in self.ground.owners(i, None)) or (speakers if first.pos == "PRON" else ())

    def _reported(self, head: int, pronoun: int, speakers: tuple[str, ...]) -> bool:
        """Whether a pronoun that opens what somebody says stands for the speaker: a person for "he", anybody else for "it"."""
        text, kinds = self.ground.tokens[pronoun].text.lower(), {self.ground.kind[actor] for actor in speakers}
        if text in self.ground.words.first_person:
            return pronoun not in self.ground.cast.at
        verb = self.ground.verb_of(head)
        while self.ground.tokens[verb].rel in ("xcomp", "conj"):
            verb = self.ground.tokens[verb].head
        said = self.ground.tokens[verb].rel == "ccomp" and self.ground.tokens[verb].head < pronoun
        return said and (("person" not in kinds) if text == "it" else kinds == {"person"} and text in self.ground.words.third_person)

    def speakers(self, head: int) -> tuple[str, ...]:
        """Who says the clause of `head`."""
        i = head
        while True:
            number = self.ground.number.get(i)
            if number is not None:
                found = self.ground.actors(self.ground.statuses[number].claimed_by)
                if found:
                    return found
            if self.ground.tokens[i].head == i:
                return ()
            i = self.ground.tokens[i].head

    def toward(self, stage: Stage, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Of whom it is demanded, with whom talks are, to whom it is said."""
        tokens: list[int] = []
        for i in stage.chain:
            clause = self.ground.clause.get(i)
            if clause is None:
                tokens += self.partners(i)
                continue
            for role in SIDES:
                tokens += clause.roles.get(role, ())
            if i != stage.head or stage.speaks:
                tokens += clause.roles.get("subject", ())
            tokens += self.partners(i)
        return tuple(actor for actor in self.ground.actors(tokens) if actor not in parties)

    def both(self, stage: Stage) -> bool:
        """Whether it is asked of both sides: then of the parties of the conflict."""
        objects = (o for i in stage.chain if i in self.ground.clause for role in ("object", "on", "upon", "to") for o in self.ground.clause[i].roles.get(role, ()))
        return any(self.ground.tokens[o].lemma.lower() in self.ground.words.sides and self.ground.tokens[o].tag == "NNS" for o in objects)

    def partners(self, i: int) -> list[int]:
        """Who stands after *with* or *between* below a token."""
        ground = self.ground
        with_whom = (c for c in ground.below[i] if ground.tokens[c].rel == "prep" and ground.tokens[c].lemma.lower() in ground.words.partners)
        return [x for c in with_whom for o in ground.below[c] for x in tree.conjuncts(ground.parse, o)]

    def with_whom(self, stage: Stage) -> tuple[str, ...]:
        """Partners of talks."""
        clauses = (self.ground.clause[i] for i in stage.chain if i in self.ground.clause)
        return self.ground.actors((*(x for i in stage.chain for x in self.partners(i)), *(x for clause in clauses for x in clause.roles.get("with", ()))))

    def hearers(self, head: int) -> tuple[str, ...]:
        """To whom the clause is said: "told *the Security Council* that", "said in a letter to *the king*"."""
        for i in tree.ancestors(self.ground.parse, head):
            clause = self.ground.clause.get(i)
            if clause is not None and self.ground.tokens[i].lemma.lower() in self.ground.grammar.speaking_verbs:
                return self.ground.actors(x for role in ("object", "indirect", "to") for x in clause.roles.get(role, ()) if x in self.ground.cast.at)
        return ()
