"""One article as the resolution of actors sees it: who is mentioned where, which countries it speaks of, and words for what is found out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.coding.focus import NEAR, Focus
from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.spelling import fold
from dragoman.model import Chains, Mention, MentionKind, Parse, Place

#: tags of what may stand inside a name: hyphens, "bin", "de"
_INSIDE = ("HYPH", "IN", "FW", "DT", "POS")
#: texts of fewer tokens are about sport if one sure word of sport stands in them
SHORT = 60


@dataclass(slots=True)
class Identity:
    """Who a chain of mentions is, as far as known."""

    name: str
    kind: str
    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    key: str | None = None
    wikidata: str | None = None
    because: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """What titles and descriptions say of somebody. `post` is the kind of office, `against` the countries that are surely not his.

    `home` tells where his country comes from if none is said (see `shapes_actors.Agent`), `otherwise` which code he has if from nowhere.
    """

    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    post: str = ""
    kind: str = ""
    former: bool = False
    home: str = ""
    otherwise: str = ""
    against: set[str] = field(default_factory=set)
    because: list[str] = field(default_factory=list)


class Scene:
    """What the parts of the resolution share; made once an article."""

    def __init__(self, parse: Parse, mentions: tuple[Mention, ...], chains: Chains, names: NameIndex, agents: Agents, on: str | None, places: Sequence[Place]) -> None:
        self.parse, self.tokens, self.mentions = parse, parse.tokens, mentions
        self.names, self.agents, self.on = names, agents, on
        self.chain_of = {i: number for number, chain in enumerate(chains.chains) for i in chain}
        self.sums = chains.sums
        self.at_head: dict[int, int] = {}
        for i, mention in enumerate(mentions):
            self.at_head.setdefault(mention.head, i)
        self.titled = bytearray(len(self.tokens))
        for mention in mentions:
            self.titled[mention.first : mention.own] = bytes([1]) * (mention.own - mention.first)
        self.land = Focus(parse, mentions, names, agents, places)
        self.place_codes, self.common = self.land.place_codes, self.land.common
        self.shared, self.focus, self.here = self.land.shared, self.land.at, self.land.here
        lemmas = {lemma.lower() for lemma in {t.lemma for t in self.tokens}}
        hints = 2 * len(lemmas & agents.words("sport")) + len(lemmas & agents.words("sport-hint"))
        senders = {names[m.keys[0]].code for m in mentions if m.keys and names[m.keys[0]].kind == "igo"}
        self.sender = next(iter(senders)) if len(senders) == 1 else None
        self.sporting = hints >= (2 if len(self.tokens) < SHORT else 4)

    def told(self, mention: Mention) -> bool:
        """Whether a name is that of a medium: object of a verb of telling, or in brackets or after a dash at the head of a report."""
        token = self.tokens[mention.head]
        if token.rel in ("obj", "iobj"):
            return self.tokens[token.head].lemma.lower() in self.agents.words("telling")
        before = self.tokens[mention.first - 1].text if mention.first else ""
        return token.sentence == 0 and before in ("(", "/")

    def noun(self, mention: Mention) -> tuple[AgentSense, int, int] | None:
        """The agent noun of a description, the one nearest before a person's name, or the one that heads the name of a body."""
        if mention.kind not in (MentionKind.NAME, MentionKind.METONYM):
            return self.agents.at(self.tokens, mention.head)
        if mention.label != "PERSON":
            noun = self.agents.at(self.tokens, mention.head)
            return noun if noun and noun[1] >= mention.first and noun[0].sector else None
        for i in range(mention.last - 2, mention.first - 1, -1):
            noun = self.agents.at(self.tokens, i)
            if noun and noun[1] >= mention.first:
                return noun
        return None

    def own_words(self, mention: Mention) -> list[str]:
        """The words of a name without title, adjective and description before it: Ali, Hassan of "Iraqi police chief Ali Hassan"."""
        tokens, agents = self.tokens, self.agents
        first = mention.own
        for i in range(mention.own, mention.last - 1):
            lower = tokens[i].text.lower()
            title = lower in agents.genders or lower in agents.words("honorific") or (mention.label == "PERSON" and lower in agents.nouns)
            if title or not (tokens[i].tag.startswith("NNP") or (i > first and tokens[i].tag in _INSIDE)):
                first = i + 1
        return [t.text for t in tokens[first : mention.last] if t.tag != "POS"] or [mention.text]

    def own_name(self, mention: Mention) -> str:
        """The name without title, as the dictionary writes names."""
        return fold(" ".join(self.own_words(mention)).replace(" - ", "-").replace(" .", "."))

    def joined(self, i: int) -> list[int]:
        """A token and what is coordinated with it."""
        found = [i]
        for one in found:
            if len(found) < NEAR:
                found.extend(c for c in self.parse.children[one] if self.tokens[c].rel == "conj")
        return found
