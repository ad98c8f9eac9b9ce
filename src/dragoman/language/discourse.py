"""What an article speaks of, as far as it has been read: referents, and the mentions that stand for them. Shared by the linking of names and of pronouns."""

from collections import deque
from collections.abc import Iterator, Sequence

from dragoman.knowledge.agents import Agents
from dragoman.knowledge.names import NameIndex
from dragoman.model import Mention, Parse

#: how far back a pronoun or description may point, in mentions and in sentences
WINDOW = 40
SENTENCES = 4
SUBJECTS = ("subj", "subjpass")
#: kinds of referents that are bodies of people
BODIES = ("igo", "ngo", "armed_group", "party", "military", "agency", "company", "media", "group", "institution", "body")


class Referent:
    """Somebody or something the article speaks of. `nouns` are the agent nouns by which it was called."""

    __slots__ = ("gender", "keys", "kind", "mentions", "nouns", "number")

    def __init__(self, kind: str, number: str, gender: str) -> None:
        self.kind, self.number, self.gender = kind, number, gender
        self.mentions: list[int] = []
        self.keys: set[str] = set()
        self.nouns: set[str] = set()


class Discourse:
    """The mentions of one article and the referents found so far; grows while the article is read."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], names: NameIndex, agents: Agents) -> None:
        self.parse, self.tokens, self.mentions, self.names, self.agents = parse, parse.tokens, mentions, names, agents
        self.at_head = {m.head: i for i, m in enumerate(mentions)}
        self.referents: list[Referent] = []
        self.of: dict[int, Referent] = {}
        self.sums: dict[int, tuple[int, ...]] = {}
        self.things: dict[int, int] = {}
        self._recent: deque[int] = deque(maxlen=WINDOW)

    def join(self, i: int, referent: Referent) -> None:
        """Mention `i` stands for this referent."""
        mention = self.mentions[i]
        referent.mentions.append(i)
        referent.gender = referent.gender or (mention.gender if mention.gender != "n" else "")
        self.of[i] = referent
        self._recent.append(i)

    def new(self, i: int, kind: str) -> Referent:
        """Mention `i` stands for a referent not spoken of before."""
        mention = self.mentions[i]
        referent = Referent(kind, mention.number, mention.gender)
        self.referents.append(referent)
        self.join(i, referent)
        return referent

    def alone(self, i: int) -> None:
        """Mention `i` points to nobody known, and nothing may point to it."""
        mention = self.mentions[i]
        self.of[i] = referent = Referent("", mention.number, mention.gender)
        referent.mentions.append(i)
        self.referents.append(referent)

    def window(self, head: int) -> Iterator[tuple[int, Referent]]:
        """Mentions before token `head`, nearest first, each referent once, a bounded way back."""
        sentence = self.tokens[head].sentence
        seen: set[int] = set()
        for i in reversed(self._recent):
            if sentence - self.tokens[self.mentions[i].head].sentence > SENTENCES:
                return
            referent = self.of[i]
            if id(referent) not in seen and self.mentions[i].head < head:
                seen.add(id(referent))
                yield i, referent

    def at(self, token: int) -> Referent | None:
        """The referent of the mention headed by a token."""
        i = self.at_head.get(token)
        return self.of.get(i) if i is not None else None
