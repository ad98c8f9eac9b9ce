"""What is done in a sentence, and to whom, comes in; which country somebody without one surely has, or surely has not, goes out."""

from collections.abc import Callable

from dragoman.coding.focus import PLACE
from dragoman.coding.scene import Identity, Scene
from dragoman.knowledge.agents import AgentSense
from dragoman.model import Mention, MentionKind

GOVERNMENT = "GOV"
MILITARY = "MIL"
POLICE = "COP"
#: key of the nouns for the government of a state
GOVERNMENT_NOUN = "#government"
#: sectors of those who rule, judge and arrest at home
POWERS = (GOVERNMENT, POLICE, "JUD", "SPY")
#: sectors of those who act for their state toward other states
FACING = (GOVERNMENT, MILITARY, "LEG")
#: relations by which a verb takes the subject of what it depends on
UPWARD = ("conj", "xcomp", "pcomp", "advcl", "acl", "ccomp")
#: how many words up a phrase are followed
READ = 4


class Deeds:
    """Reads the deeds of one article. `at` tells who the mention headed by a token is, None while that is not known."""

    def __init__(self, scene: Scene, at: Callable[[int], Identity | None]) -> None:
        self.scene, self.at = scene, at
        self.tokens, self.agents = scene.tokens, scene.agents
        self.served = self._those_served()

    def faced(self, mention: Mention, sector: str | None) -> set[str]:
        """The states that somebody in power has to do with: the minister who accuses Chad or turns to it is no Chadian, nor the court that Chad accuses."""
        token = self.tokens[mention.head]
        if token.sentence in self.served:
            return self.served[token.sentence]
        if sector not in FACING and sector not in POWERS:
            return set()
        if token.rel == "subj":
            others = [*self._objects(token.head), *self._foreign(token.head)]
        elif token.rel in ("obj", "pobj"):
            others = self._subjects(self._verb(mention.head))
        else:
            return set()
        named = (i for i in others if i in self.scene.at_head and self.scene.mentions[self.scene.at_head[i]].kind is MentionKind.NAME)
        faced = (one for i in named if self.scene.mentions[self.scene.at_head[i]].label != PLACE and (one := self.at(i)))
        return {one.code for one in faced if one.code and one.kind == "state" and one.key and "/" not in one.key} - {self.scene.land.domestic}

    def under(self, head: int) -> str | None:
        """The country whose power does something to whom the token names: the protesters that the Egyptian president jailed are Egyptians."""
        token = self.tokens[head]
        for _ in range(READ):
            above = self.tokens[token.head]
            if not (token.rel == "poss" or token.rel == "prep" or (token.rel == "pobj" and above.text in self.agents.words("of"))):
                break
            token = above
        above = self.tokens[token.head]
        if token.rel == "obj" and above.lemma.lower() in self.agents.words("over-own-people"):
            doers = self._subjects(above.i)
        elif token.rel == "pobj" and self.tokens[above.head].lemma.lower() in self.agents.words("deed-over-own-people"):
            own = [c for c in self.scene.parse.children[above.head] if self.tokens[c].rel in ("poss", "amod", "compound")]
            doers = [*own, *self._subjects(self._verb(above.head))]
        else:
            return None
        known = (self.at(c) for c in doers)
        return next((one.code for one in known if one and one.code and (one.kind == "state" or one.sector in POWERS)), None)

    def fought(self, mention: Mention) -> str | None:
        """The country whose government or police the sentence names beside rebels or gunmen of whom nothing is said: theirs, too."""
        here = self.scene.parse.sentences[self.tokens[mention.head].sentence]
        heads = (i for i in range(here.first, here.last) if i in self.scene.at_head and (noun := self.agents.at(self.tokens, i)) and self._inland(noun[0]))
        return next((one.code for i in heads if (one := self.at(i)) and one.code), None)

    @staticmethod
    def _inland(noun: AgentSense) -> bool:
        """Whether a noun is for those who have to do with people of their own country: its government, its police."""
        return noun.key.endswith(GOVERNMENT_NOUN) or noun.sector == POLICE

    def _objects(self, verb: int) -> list[int]:
        """Objects of a verb, of its prepositions and of the nouns that are its objects, but not their owners (the king of Chad), in text order."""
        found, todo, of = [], [verb], self.agents.words("of")
        for one in todo:
            for c in self.scene.parse.children[one]:
                rel = self.tokens[c].rel
                if rel in ("obj", "iobj", "pobj"):
                    found.append(c)
                if rel in ("obj", "iobj", "pobj", "prep") and self.tokens[c].text not in of and len(todo) < READ * READ:
                    todo.append(c)
        return found

    def _foreign(self, verb: int) -> list[int]:
        """The adjectives and owners of deeds that are condemned: Russian in "lawmakers condemned Russian hacking"."""
        if self.tokens[verb].lemma.lower() not in self.agents.words("against-a-deed"):
            return []
        children = self.scene.parse.children
        deeds = [c for c in children[verb] if self.tokens[c].rel == "obj" and c not in self.scene.at_head]
        return [k for c in deeds for k in children[c] if self.tokens[k].rel in ("amod", "poss", "compound")]

    def _those_served(self) -> dict[int, set[str]]:
        """The states for which somebody is said to spy, by sentence: they are not those whose police detain him."""
        found: dict[int, set[str]] = {}
        for mention in self.scene.mentions:
            token = self.tokens[mention.head]
            if token.rel != "pobj" or not mention.keys or self.scene.names[mention.keys[0]].kind != "state":
                continue
            above = self.tokens[token.head]
            for _ in range(READ):
                if above.lemma.lower() in self.agents.words("serving-a-state"):
                    found.setdefault(token.sentence, set()).add(self.scene.names[mention.keys[0]].code)
                above = self.tokens[above.head] if above.rel in ("prep", "pobj") else above
        return found

    def _verb(self, i: int) -> int:
        """The verb that governs a phrase."""
        for _ in range(READ * 2):
            token = self.tokens[i]
            if token.pos in ("VERB", "AUX") or token.head == i:
                break
            i = token.head
        return i

    def _subjects(self, verb: int) -> list[int]:
        """The subjects of a verb, or of the verb or noun it depends on: Egypt of "Egypt's president defended *jailing* dissidents"."""
        for _ in range(READ):
            token = self.tokens[verb]
            found = [c for c in self.scene.parse.children[verb] if self.tokens[c].rel in ("subj", "subjpass")]
            if found or token.rel not in UPWARD:
                return found
            verb = self.tokens[token.head].head if token.rel == "pcomp" else token.head
            if token.rel in ("acl", "relcl"):
                return [c for c in self.scene.parse.children[verb] if self.tokens[c].rel == "poss"] or [verb]
        return []
