"""Phrases of one article: their heads, titles and places, and the mentions found so far. Shared by the search for names and for agent nouns."""

from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import NameIndex
from dragoman.model import Mention, MentionKind, Parse

#: labels of the recogniser that may be somebody
LABELS = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC")
#: labels of longer names that are nobody's: Mexico in Gulf of Mexico, France in Tour de France
NOBODY = ("LOC", "EVENT", "WORK_OF_ART")
PLACE = "PLACE"
PREMODIFIERS = ("compound", "amod")
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
#: how far a chain of coordinated words is followed
CLIMB = 50


class Phrases:
    """What is found so far in one article, and which tokens names have taken."""

    def __init__(self, parse: Parse, names: NameIndex, agents: Agents) -> None:
        self.parse, self.names, self.agents = parse, names, agents
        self.tokens = parse.tokens
        self.found: list[Mention] = []
        self.taken = bytearray(len(parse.tokens))
        self.people: set[str] = set()
        self.called: set[str] = set()
        self.bodies: set[str] = set()
        self.texts: frozenset[str] | None = None
        self.entity_at: dict[int, tuple[str, int, int]] = {}
        self.starts = [token.start for token in parse.tokens]
        self.places = agents.words("place-preposition")
        for name in parse.names:
            if name.label in LABELS or name.label in NOBODY:
                first, last = self._trimmed(name.first, name.last)
                self.entity_at.update(dict.fromkeys(range(first, last), (name.label, first, last)))
                if name.label == "PERSON" and last - first > 1:
                    self.people.add(self.tokens[last - 1].text)

    def _opens(self, i: int) -> bool:
        return i == self.parse.sentences[self.tokens[i].sentence].first

    def _located(self, head: int, form: str) -> bool:
        """Whether a preposition of place governs the name; bodies (UN, Hamas) are no places."""
        if form not in ("name", "capital", "seat"):
            return False
        token = self.tokens[head]
        for _ in range(CLIMB):
            if token.rel not in ("conj", "appos"):
                break
            token = self.tokens[token.head]
        return token.rel == "pobj" and self.tokens[token.head].lemma.lower() in self.places

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """A recogniser's span without article, possessive sign and punctuation at its ends."""
        while first < last and (self.tokens[first].rel in ("det", "punct") or self.tokens[first].tag in ("DT", "POS")):
            first += 1
        while last > first and (self.tokens[last - 1].tag == "POS" or self.tokens[last - 1].rel in ("case", "punct")):
            last -= 1
        return first, last

    def _agent(self, i: int) -> tuple[AgentSense, int, int] | None:
        return self.agents.at(self.tokens, i)

    def _head(self, first: int, last: int) -> int:
        """The token by which the words hang in the tree; the last one if several do."""
        for i in range(last - 1, first - 1, -1):
            token = self.tokens[i]
            if (not first <= token.head < last or token.head == i) and token.rel not in ("punct", "case", "det") and token.tag != "POS":
                return i
        return last - 1

    def _with_title(self, first: int, head: int) -> tuple[int, int]:
        """First token and head of a name with its title; the parser may hang the name on the title: "police chief Ali Hassan"."""
        title = self.tokens[head].head
        if first > 0 and title == first - 1 and self.tokens[head].rel == "appos" and self._agent(title):
            self.taken[title] = 1
            return self._stretch(title, title), title
        return self._stretch(first, head), head

    def _stretch(self, first: int, head: int) -> int:
        """The first token of the title or description before a name: "Iraqi police chief" before "Ali Hassan"."""
        begin = first
        while begin > 0:
            token = self.tokens[begin - 1]
            hyphened = token.rel == "npadvmod" and self.tokens[begin].tag == "HYPH"
            if token.rel not in PREMODIFIERS and token.tag != "HYPH" and not hyphened:
                break
            if not begin <= token.head <= head or token.tag in ("DT", "PRP$", "POS", ","):
                break
            begin -= 1
        return begin + 1 if self.tokens[begin].tag == "HYPH" else begin

    def _gender(self, first: int, last: int) -> str:
        """Gender by title (Mrs), by noun (spokeswoman), else by given name."""
        words = [self.tokens[i].text for i in range(first, last)]
        titles = (self.agents.genders.get(word.lower()) for word in words)
        nouns = (noun[0].gender for i in range(first, last) if (noun := self._agent(i)))
        given = (self.agents.given.get(word) for word in words[:-1])
        return next((gender for gender in (*titles, *nouns, *given) if gender), "")

    def _mention(
        self, first: int, last: int, head: int, kind: MentionKind, keys: tuple[str, ...], label: str, number: str, gender: str, name: int = -1
    ) -> None:
        """Adds a mention; of a person's name with title, `name` is the first token of the name itself."""
        span = (self.tokens[max(first, name)].start, self.tokens[last - 1].end)
        text = " ".join(self.parse.text[span[0] : span[1]].split())
        if label == "PERSON":
            self.called.update(t.text for t in self.tokens[max(first, name) : last] if t.tag in ("NNP", "NNPS") and (t.i == last - 1 or t.text.lower() not in self.agents.nouns))
        self.found.append(Mention(span, first, last, head, kind, text, keys, label, number, gender, name))
