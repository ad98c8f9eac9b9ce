"""A view of a clause comes in, the values of its aspects go out: form, word, voice, mood, form of the complement clause, modifiers, auxiliaries."""

from dragoman import tree
from dragoman.coding.modals import speaker_verb
from dragoman.coding.views import View
from dragoman.knowledge.frames import Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Clause, Parse, Token


class Aspects:
    """Tells what holds for conditions of a row that are no places."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], frames: Frames, grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.number = clauses, number
        self.frames, self.grammar = frames, grammar
        self.bare: set[int] = set()

    def held(self, key: str, view: View) -> set[str]:
        """Values that hold for a condition that is no place: form, word, voice, mood, modifier."""
        if key == "form":
            return {view.form}
        if key == "word":
            return {view.word, view.word.split(" ")[0]}
        if key == "voice":
            return {"passive" if view.clause.passive else "active"}
        if key == "mood":
            return {self._mood(view.clause)}
        if key == "clause":
            return {self._form(i) for i in view.complements.get("complement", ())}
        return self._qualities(view) if key == "quality" else self._modifiers(view)

    def _form(self, i: int) -> str:
        """Form of a complement clause: infinitive ("told him to leave"), subjunctive ("insisted that he leave"), participle, or finite ("told him that they left")."""
        if any(self.tokens[c].tag == "TO" for c in self.below[i]):
            return "infinitive"
        if self.tokens[i].tag == "VB" and tree.child(self.parse, i, "subj", "subjpass") is not None and all(self.tokens[c].tag == "VB" for c in tree.children(self.parse, i, "aux", "auxpass")):
            return "subjunctive"
        return "participle" if self.tokens[i].tag == "VBG" and not tree.child(self.parse, i, "aux") else "finite"

    def _mood(self, clause: Clause) -> str:
        if clause.head in self.bare:
            return "actual"
        verb = clause.head if clause.kind == "verb" else self.tokens[clause.head].head
        if self._announces(self.tokens[verb]):
            return "future"
        for c in tree.children(self.parse, verb, "aux"):
            lemma = self.tokens[c].lemma.lower()
            if lemma in self.grammar.mood_would and self._said_before(verb):
                return "future"
            for mood, words in (("future", self.grammar.mood_future), ("possible", self.grammar.mood_possible), ("should", self.grammar.mood_should)):
                if lemma in words or self.tokens[c].text.lower() in words:
                    return "possible" if self._is_inverted(c, verb) else mood
        above = self.tokens[verb]
        return self._mood_of_head(above.head) if above.rel == "conj" and self.tokens[above.head].pos == "VERB" else "actual"

    def _announces(self, verb: Token) -> bool:
        """Whether an infinitive is all that a headline has for a verb: "French president *to visit* Kenya"."""
        head = self.tokens[verb.head]
        if verb.tag != "VB" or verb.rel not in ("acl", "relcl") or head.rel != "root" or head.pos not in ("NOUN", "PROPN"):
            return False
        return head.lemma.lower() not in self.grammar.infinitive_nouns

    def _is_inverted(self, auxiliary: int, verb: int) -> bool:
        """Whether the auxiliary stands before the subject, as in a condition or a question: "*should* Iran leave"."""
        subject = tree.child(self.parse, verb, "subj", "subjpass")
        return subject is not None and auxiliary < subject

    def _said_before(self, verb: int) -> bool:
        """Whether the clause tells what somebody said in the past: "would" is a future there."""
        above = speaker_verb(self.parse, verb, self.grammar)
        return above is not None and self.tokens[above].tag in ("VBD", "VBN")

    def _mood_of_head(self, verb: int) -> str:
        """Mood that a coordinated verb shares: "will visit and address"."""
        number = self.number.get(verb)
        clause = self.clauses[number] if number is not None else None
        return self._mood(clause) if clause is not None and self.tokens[verb].rel != "conj" else "actual"

    def _qualities(self, view: View) -> set[str]:
        """Adjectives of what is said of the subject or object, with their classes: is a *brilliant* leader, described her as a *loyal* friend."""
        heads = [i for place in ("predicate", "as") for i in view.roles.get(place, ())]
        lemmas = {self.tokens[c].lemma.lower() for i in heads for c in tree.children(self.parse, i, "amod", "det", "neg", "compound")}
        return lemmas.union(*(self.frames.classes.get(lemma, frozenset()) for lemma in lemmas))

    def _modifiers(self, view: View) -> set[str]:
        heads = [view.clause.head, *view.roles.get("object", ()), *view.words]
        if view.form == "adjective" and self.tokens[view.clause.head].rel == "pred":
            heads.append(self.tokens[view.clause.head].head)
        found: set[str] = set()
        for head in heads:
            for c in tree.children(self.parse, head, "amod", "advmod", "compound", "nummod", "det", "neg"):
                lemma = self.tokens[c].lemma.lower()
                found.add(lemma)
                found |= self.frames.classes.get(lemma, frozenset())
        for clause in tree.children(self.parse, view.clause.head, "advcl"):
            found.update(self.tokens[c].lemma.lower() for c in tree.children(self.parse, clause, "mark"))
        return found
