"""Descriptions come in one by one; whom they stand for goes out: "Hassan, a spokesman", "the minister", "the country", "the group"."""

from dragoman.knowledge.agents import AgentSense
from dragoman.language.discourse import SUBJECTS, Discourse, Referent
from dragoman.language.sums import Sums
from dragoman.model import Mention

#: offices of which a state has one holder, who is called by several words: king and monarch, prime minister and premier
RULERS = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
#: kinds of those that are called militant, extremist and the like
ARMED = ("armed_group", "party")
#: of a name that several bear, how many are looked at
BEARERS = 6


class Described:
    """Links the descriptions of one article into its discourse."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.agents, self.names = discourse, discourse.agents, discourse.names
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions
        self.definite = self.agents.words("definite")
        self.sums = Sums(discourse)

    def link(self, i: int, mention: Mention) -> None:
        """Join a description to whom it stands for, note whom it sums up, or begin somebody new."""
        head = self.tokens[mention.head]
        lemma = head.lemma.lower()
        if self.sums.stands(i, mention, lemma):
            return
        noun = self.agents.at(self.tokens, mention.head)
        referent = self.apposed(i, mention) or self._predicated(i, mention) or self._called(mention, lemma) or self._other_state(mention, lemma)
        referent = referent or self._counterpart(mention, lemma) or self._pointed(mention, lemma, noun[0] if noun else None)
        if referent is None:
            kind = noun[0].kind if noun else "state" if lemma in self.agents.words("country-noun") else "body"
            referent = self.discourse.new(i, kind)
        else:
            self.discourse.join(i, referent)
        referent.nouns.add(lemma)
        if noun:
            referent.nouns.update((noun[0].noun, noun[0].key))

    def apposed(self, i: int, mention: Mention) -> Referent | None:
        """"Hassan, a spokesman": what stands in apposition is the same, if it can be."""
        head = self.tokens[mention.head]
        if head.rel == "appos" and head.head != head.i:
            above = self.discourse.at(head.head)
            if above and self._can_be(above, mention):
                return above
        return None

    def kind_of_name(self, mention: Mention) -> str:
        """What somebody with a name is, by the dictionary or else by the recogniser: person, place, people, body."""
        if mention.keys and (mention.label != "PERSON" or self.names[mention.keys[0]].kind == "person"):
            kind = self.names[mention.keys[0]].kind
            return "people" if self.names[mention.keys[0]].form == "people" else kind
        return {"PERSON": "person", "GPE": "place", "PLACE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}.get(mention.label, "body")

    def _predicated(self, i: int, mention: Mention) -> Referent | None:
        """"Hassan is the minister"."""
        head = self.tokens[mention.head]
        if head.rel != "pred" or self.tokens[head.head].pos != "AUX" or mention.number == "many":
            return None
        below = self.parse.children[head.head]
        if any(self.tokens[c].rel == "neg" for c in below):
            return None
        referent = next((found for c in below if self.tokens[c].rel == "subj" and (found := self.discourse.at(c))), None)
        return referent if referent and referent.kind == "person" and self._can_be(referent, mention) else None

    def _called(self, mention: Mention, lemma: str) -> Referent | None:
        """"The Hezbollah group": the name before a word for bodies of its kind is the body itself."""
        kinds = self.agents.kinds.get(lemma, ())
        before = [c for c in self.parse.children[mention.head] if c < mention.head and self.tokens[c].rel == "compound"]
        found = (self.discourse.at(c) for c in before) if kinds and mention.number != "many" else ()
        return next((referent for referent in found if referent and referent.keys and referent.kind in kinds), None)

    def _other_state(self, mention: Mention, lemma: str) -> Referent | None:
        """"Chad told Sudan that its neighbour must wait": the state of the same sentence that is not the owner."""
        if lemma not in self.agents.words("other-state") or mention.number == "many":
            return None
        owner = next((self.discourse.at(c) for c in self.parse.children[mention.head] if self.tokens[c].rel == "poss"), None)
        if owner is None or owner.kind != "state":
            return None
        sentence = self.tokens[mention.head].sentence
        near = (r for j, r in self.discourse.window(mention.head) if self.tokens[self.mentions[j].head].sentence == sentence and self.mentions[j].label != "PLACE")
        return next((referent for referent in near if referent.kind == "state" and referent is not owner), None)

    def _counterpart(self, mention: Mention, lemma: str) -> Referent | None:
        """"Macron met Milei. He told his counterpart": of those in office who were spoken of, the last who is of another country than the owner."""
        below = self.parse.children[mention.head]
        if lemma not in self.agents.words("counterpart") or mention.number == "many" or any(self.tokens[c].rel in ("amod", "compound", "prep") for c in below):
            return None
        owner = next((self.discourse.at(c) for c in below if self.tokens[c].rel == "poss"), None)
        if owner is None:
            return None
        near = (referent for _, referent in self.discourse.window(mention.head) if referent.kind == "person" and referent is not owner)
        return next((referent for referent in near if self._lands(referent).isdisjoint(self._lands(owner)) and self._lands(referent)), None)

    def _lands(self, referent: Referent) -> set[str]:
        """The countries that somebody in the dictionary may be of."""
        entries = [self.names[key] for key in sorted(referent.keys)[:BEARERS]]
        return {code for entry in entries for code in (entry.code, *(office.code for office in entry.offices)) if code}

    def _can_be(self, referent: Referent, mention: Mention) -> bool:
        noun = self.agents.at(self.tokens, mention.head) if not mention.keys else None
        kind = noun[0].kind if noun else self.kind_of_name(mention)
        persons = ("person",)
        if referent.kind in persons or kind in persons:
            kinds = ("person", "group") if noun or not referent.keys else persons
            return referent.kind in kinds and kind in kinds and referent.number != "many" and mention.number != "many"
        town = mention.label in ("PLACE", "GPE", "LOC") or referent.kind == "place"
        return not (referent.keys and mention.keys) and not (town and "state" in (kind, referent.kind))

    def _pointed(self, mention: Mention, lemma: str, sense: AgentSense | None) -> Referent | None:
        """"The minister", "the group", "the country": the last one spoken of that can be called so."""
        below = [self.tokens[c] for c in self.parse.children[mention.head]]
        if not any(c.lemma.lower() in self.definite for c in below) or any(c.rel in ("poss", "relcl", "nummod") for c in below):
            bare = sense is not None and mention.number == "many" and not any(c.rel in ("poss", "amod", "compound", "nummod", "relcl", "acl") for c in below)
            if not bare:
                return None
        country, group = lemma in self.agents.words("country-noun"), lemma in self.agents.words("group-noun")
        kinds = self.agents.kinds.get(lemma) or (self.agents.kinds.get(sense.noun, ()) if sense and mention.number == "one" else ())
        group = group or bool(kinds)
        modifiers = {c.text for c in below if c.rel in ("amod", "compound")} | self._governed(mention.head)
        if group:
            kinds = ARMED if modifiers & self.agents.words("kind-of-armed-group") else kinds
            modifiers -= self.agents.words("kind-of-group")
        if country and not modifiers:
            return self._state(mention, lemma)
        for _, referent in self.discourse.window(mention.head):
            if referent.number and mention.number and referent.number != mention.number:
                continue
            if group and referent.kind in kinds and not modifiers:
                return referent
            if (sense.noun if sense and " " in sense.noun else lemma) in referent.nouns and self._agrees(referent, modifiers):
                return referent
            if sense and sense.office in RULERS and sense.key in referent.nouns and not modifiers:
                return referent
            if sense and referent.kind == "person" == sense.kind and lemma in self.agents.words("anaphoric-person") and not modifiers and mention.number == "one":
                return referent
        return None

    def _state(self, mention: Mention, lemma: str) -> Referent | None:
        """The state that "the country" means: of those in the nearest sentence that names one, the subject; "the sultanate" only one that is called so."""
        called = self.agents.words(f"called-{lemma}")
        near: tuple[int, Referent] | None = None
        for j, referent in self.discourse.window(mention.head):
            token = self.tokens[self.mentions[j].head]
            if referent.kind != "state" or self.mentions[j].label == "NORP":
                continue
            if called and not any(self.names[key].code in called for key in referent.keys):
                continue
            if near and self.tokens[self.mentions[near[0]].head].sentence != token.sentence:
                break
            if near is None or token.rel in SUBJECTS:
                near = j, referent
        return near[1] if near else None

    def _governed(self, head: int) -> set[str]:
        """Words after a preposition of belonging: Kenya in "the president of Kenya"."""
        found: set[str] = set()
        for c in self.parse.children[head]:
            if self.tokens[c].rel == "prep":
                found.update(self.tokens[g].text for g in self.parse.children[c] if self.tokens[g].rel == "pobj")
        return found

    def _agrees(self, referent: Referent, modifiers: set[str]) -> bool:
        """Whether the adjectives of a description all stood with the referent before: no other country, no other kind of minister."""
        if not modifiers:
            return True
        before: set[str] = set()
        for j in referent.mentions[-6:]:
            mention = self.mentions[j]
            before.update(t.text for t in self.tokens[mention.first : mention.last])
            before |= self._governed(mention.head)
            before.update(self.tokens[c].text for c in self.parse.children[mention.head])
        return modifiers <= before
