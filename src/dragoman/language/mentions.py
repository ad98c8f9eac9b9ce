"""The grammar of an article, the dictionary of names and the agent nouns come in; every phrase that may name somebody goes out, in text order.

Names are looked up in the dictionary first, what the recogniser marked comes second; then agent nouns and pronouns.
"""

from collections.abc import Mapping

from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import NameIndex, rank
from dragoman.language.named import Named
from dragoman.language.phrases import LABELS, NOUN_TAGS, PLACE, PREMODIFIERS
from dragoman.model import Mention, MentionKind, Parse, Token

#: label of mentions that are bare numbers of people
COUNT = "COUNT"
PARTIES = ("subj", "subjpass", "obj")
#: ranks of offices below this one are those of heads of states and governments
HEADS = 2


def find(parse: Parse, names: NameIndex, agents: Agents) -> tuple[Mention, ...]:
    """All mentions of the article, sorted by first token, the longer first. Linear in the text.

    >>> "Iraqi police chief Ali Hassan met the Russians": Iraqi police chief Ali Hassan, Iraqi (NORP), Russians
    """
    search = _Search(parse, names, agents)
    search.dictionary()
    search.recognised()
    search.words()
    return tuple(sorted(search.found, key=lambda m: (m.first, -m.last, m.head)))


class _Search(Named):
    """Adds agent nouns, words of reference, pronouns and surnames that nobody marked to the names."""

    def words(self) -> None:
        """Phrases headed by agent nouns or words of reference, surnames that nobody marked, pronouns."""
        agents, taken = self.agents, self.taken
        pronouns, nouns = agents.pronouns, agents.nouns
        anaphors = agents.words("country-noun") | agents.words("group-noun") | agents.words("counterpart") | agents.words("sum-noun")
        counts = agents.words("count-of-people")
        surnames, groups = self.names.surnames, agents.words("group-noun")
        for token in self.tokens:
            tag = token.tag
            if tag in NOUN_TAGS or (tag == "JJ" and token.rel in ("subj", "obj", "pobj", "subjpass")):
                if taken[token.i]:
                    continue
                lemma, lower = token.lemma.lower(), token.text.lower()
                if token.text in self.called and self._surname(token):
                    self._add_unknown(token.i, token.i + 1, "PERSON")
                elif (lower in nouns or lemma in nouns) and (noun := self._agent(token.i)):
                    self._description(token, noun)
                elif (lemma in counts or lower in counts) and self._count(token):
                    continue
                elif lemma in anaphors:
                    self._anaphor(token, lemma, lemma in groups)
                elif tag == "NNP" and token.text in self.bodies:
                    self._add_unknown(token.i, token.i + 1, "ORG")
                elif self._named_person(token, surnames):
                    self._add_unknown(token.i, token.i + 1, "PERSON")
            elif tag in ("CD", "DT"):
                self._count(token)
            elif tag in ("PRP", "PRP$"):
                pronoun = pronouns.get(token.text.lower())
                if pronoun and not (token.rel == "expl" or (pronoun.gender == "n" and self._empty(token))):
                    self._mention(token.i, token.i + 1, token.i, MentionKind.PRONOUN, (), "", pronoun.number, pronoun.gender)

    def _count(self, token: Token) -> bool:
        """Whether a bare number stands for people, "dozens were arrested", or "the two" for those named before; if so it is added."""
        below = [self.tokens[c] for c in self.parse.children[token.i]]
        if token.rel not in PARTIES or any((c.rel == "prep" and not self._of_count(c)) or c.rel in ("quantmod", "nmod") or (c.tag in ("$", "NN", "NNS", "JJ") and not self._is_count(c)) for c in below) or self.taken[token.i]:
            return False
        lemma = token.lemma.lower()
        definite = any(c.lemma.lower() in self.agents.words("definite") for c in below)
        known = lemma in self.agents.words("sum-alone") and (definite or lemma in self.agents.words("definite"))
        if not known and token.rel == "obj" and self.tokens[token.head].lemma.lower() not in self.agents.words("harming"):
            return False
        counted = token.entity == "CARDINAL" if token.tag == "CD" else self._is_count(token)
        if not known and (definite or not counted):
            return False
        last = self.tokens[token.i + 1] if token.i + 1 < len(self.tokens) else token
        if not known and (last.text == "%" or last.tag == "$" or (lemma in self.agents.words("reciprocal-one") and token.rel != "subjpass")):
            return False
        self._mention(token.i, token.i + 1, token.i, MentionKind.DESCRIPTION, (), "" if known else COUNT, "many", "")
        return True

    def _of_count(self, token: Token) -> bool:
        """Whether "of" with a greater number follows: tens *of thousands*."""
        below = self.parse.children[token.i]
        return token.text in self.agents.words("of") and any(self._is_count(self.tokens[c]) and not self.parse.children[c] for c in below)

    def _is_count(self, token: Token) -> bool:
        """Whether a noun is a number of people: dozens, thousands."""
        counts = self.agents.words("count-of-people")
        return token.lemma.lower() in counts or token.text.lower() in counts

    def _surname(self, token: Token) -> bool:
        """Whether a word that may also be a title is the surname of somebody named before: King after "Jaime King", but not "the King" itself."""
        if token.tag != "NNP" or token.rel in PREMODIFIERS or self._opens(token.i):
            return False
        return not any(self.tokens[c].rel == "det" for c in self.parse.children[token.i])

    def _named_person(self, token: Token, surnames: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a word nobody marked is a person's name: a surname of the dictionary or of this article (Cummings too), or somebody who acts."""
        if token.rel in PREMODIFIERS or token.entity not in ("", *LABELS):
            return False
        if token.tag == "NNP":
            return token.text in surnames or token.text in self.called or self._acting(token)
        return token.text[:1].isupper() and (token.text in self.called or self._opening_head(token, surnames))

    def _opening_head(self, token: Token, surnames: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a word that opens its sentence as a subject is the surname of a head of state, though it looks like a common noun: "*Bush* urges"."""
        opens = token.rel in PARTIES and not self.parse.children[token.i] and self._opens(token.i)
        return opens and any(rank(office) < HEADS for key in surnames.get(token.text, ()) for office in self.names[key].offices)

    def _acting(self, token: Token) -> bool:
        """A capitalised word that nobody knows, as subject or object: somebody's name."""
        return token.rel in ("subj", "subjpass", "obj") and not token.entity and token.text.isalpha() and not self._opens(token.i)

    def _description(self, token: Token, noun: tuple[AgentSense, int, int]) -> None:
        """A phrase headed by an agent noun that no name has taken: "Iraqi police chief", "protesters"."""
        if self._within(token) or self._of_things(token):
            return
        sense, first, last = noun
        kind = MentionKind.TITLE if sense.office else MentionKind.DESCRIPTION
        number = "many" if token.tag in ("NNS", "NNPS") or sense.number == "many" else "" if sense.kind != "person" else "one"
        gender = sense.gender or ("n" if sense.kind in ("institution", "group") else "")
        place = sense.kind == "institution" and self._located(token.i, "name")
        self._mention(self._stretch(first, token.i), last, token.i, kind, (), PLACE if place else "", number, gender)

    def _of_things(self, token: Token) -> bool:
        """Whether what follows makes the noun a deed, a condition, a feast: opposition to the plan, the state of the roads, gave a party."""
        tokens, words = self.tokens, self.agents.words
        if token.lemma.lower() in words("feast") and tokens[token.head].lemma.lower() in words("feasting"):
            return token.rel == "obj"
        if token.rel == "compound" and token.lemma.lower() in words("state-word"):
            return tokens[token.head].lemma.lower() in words("state-affair")
        preps = [c for c in self.parse.children[token.i] if tokens[c].rel == "prep"]
        if token.lemma.lower() in words("deed-with-preposition"):
            return any(tokens[c].lemma.lower() in words("toward") for c in preps)
        objects = [g for c in preps if tokens[c].text in words("of") for g in self.parse.children[c] if tokens[g].rel == "pobj"]
        return token.lemma.lower() in words("condition-of-things") and any(tokens[g].tag in ("NN", "NNS") for g in objects)

    def _within(self, token: Token) -> bool:
        """Whether a noun is part of another agent noun or a name: police in police chief, state in secretary of state, president in President Moi."""
        above = self.tokens[token.head]
        if self._in_office(token.i):
            return True
        if token.rel == "poss":
            whole = self._agent(above.i)
            return whole is not None and whole[1] <= token.i < above.i
        if token.rel not in PREMODIFIERS:
            return False
        near = above.tag in NOUN_TAGS and token.i < above.i < token.i + 8
        return near and (bool(self.taken[above.i]) or self._agent(above.i) is not None)

    def _anaphor(self, token: Token, lemma: str, group: bool) -> None:
        """A phrase that points back: "the country", "both sides", "his counterpart"; or names a body of some kind: "aid groups"."""
        definite = self.agents.words("definite")
        if token.rel in PREMODIFIERS:
            return
        sums = self.agents.words("sum-word") | self.agents.words("sum-every")
        below = [self.tokens[c] for c in self.parse.children[token.i]]
        pointing = any(c.lemma.lower() in definite or c.rel == "poss" or c.lemma.lower() in sums for c in below)
        agents = self.agents
        kind = group and any(c.rel in PREMODIFIERS for c in below) and not any(c.text in agents.words("of") for c in below)
        if pointing or kind:
            number = "many" if token.tag in ("NNS", "NNPS") else "one"
            self._mention(self._stretch(token.i, token.i), token.i + 1, token.i, MentionKind.DESCRIPTION, (), "", number, "")

    def _empty(self, token: Token) -> bool:
        """It in "it is clear that", "it seems"."""
        above = self.tokens[token.head]
        if token.rel not in ("subj", "subjpass"):
            return False
        rels = [self.tokens[c].rel for c in self.parse.children[above.i]]
        return ("pred" in rels or token.rel == "subjpass") and ("ccomp" in rels or "xcomp" in rels or "advcl" in rels) and above.tag != "VB"
