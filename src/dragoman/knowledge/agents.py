"""Agent nouns and words of reference. Checked entries come in, an `Agents` index by last word goes out."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dragoman.knowledge.load import Entry, read_entries
from dragoman.knowledge.shapes_actors import Agent, Reference
from dragoman.model import Token


class AgentSense(msgspec.Struct, frozen=True, gc=False):
    """What an agent noun says of somebody; see `shapes_actors.Agent`. `noun` is the noun as the entry writes it.

    `belongs` says that the sector of what it belongs to goes before its own: a police official, an army spokesman.
    """

    key: str
    noun: str
    sector: str
    kind: str
    office: str
    role: str
    gender: str
    number: str
    other_sectors: tuple[str, ...] = ()
    belongs: bool = False
    home: str = ""
    code: str = ""


class Pronoun(msgspec.Struct, frozen=True, gc=False):
    """Person (1, 2, 3), number (one, many or "") and gender (m, f, n or "") of a pronoun."""

    person: str
    number: str
    gender: str


#: kind of the phrases that only look like an agent noun: market forces
NOBODY = "nobody"
#: words before the head, words after it, what the whole says
Reading = tuple[tuple[str, ...], tuple[str, ...], AgentSense]


class Agents(msgspec.Struct, frozen=True):
    """`nouns` maps the word that heads an agent noun, then the word before it ("" if none), to its senses, longest first.

    `uses`: words of reference by use; `genders`: of titles like Mrs; `kinds`: what a word like "company" points to;
    `homonyms`: code and neighbours of names that have another bearer; `given`: gender by given name.
    """

    nouns: dict[str, dict[str, tuple[Reading, ...]]]
    pronouns: dict[str, Pronoun]
    uses: dict[str, frozenset[str]]
    genders: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    homonyms: dict[str, tuple[str, frozenset[str]]]
    given: dict[str, str]

    def words(self, use: str) -> frozenset[str]:
        """Words of reference with this use, none if the file has none."""
        return self.uses.get(use, frozenset())

    def at(self, tokens: tuple[Token, ...], i: int) -> tuple[AgentSense, int, int] | None:
        """The longest agent noun headed by token `i`, with its first and last token (exclusive): "prime minister", "minister of defence"."""
        token = tokens[i]
        heads = self._heads(token)
        if not heads:
            return None
        previous = tokens[i - 1] if i else token
        text, lemma = previous.text.lower(), previous.lemma.lower()
        near = (text, "") if lemma == text else (text, lemma, "")
        best: tuple[AgentSense, int, int] | None = None
        for head in heads:
            for word in near:
                for before, after, sense in head.get(word, ()):
                    first, last = i - len(before), i + 1 + len(after)
                    if (best is None or last - first > best[2] - best[1]) and _stands(tokens, first, before) and _stands(tokens, i + 1, after):
                        best = sense, first, last
        return None if best and best[0].kind == NOBODY else best

    def _heads(self, token: Token) -> Sequence[dict[str, tuple[Reading, ...]]]:
        """What is headed by a word in its form or lemma; the parser leaves the lemma of capitalised plurals as they stand (Ministers)."""
        lower = token.text.lower()
        lemma = token.lemma.lower()
        if lemma == lower and token.tag in ("NNPS", "NNP") and lower.endswith("s"):
            lemma = lower[:-1]
        first = self.nouns.get(lower)
        if lemma == lower:
            return (first,) if first else ()
        second = self.nouns.get(lemma)
        if not second:
            return (first,) if first else ()
        return (first, second) if first else (second,)


def read_agents(*roots: Path) -> Agents:
    """The index from `nouns/agents.yaml` and `reference.yaml` below each knowledge folder; later entries replace earlier ones. Raises KnowledgeError."""
    nouns: dict[str, Entry[Agent]] = {}
    references: dict[str, Entry[Reference]] = {}
    for root in roots:
        if (root / "nouns" / "agents.yaml").exists():
            nouns |= {entry.name: entry for entry in read_entries(root, root / "nouns" / "agents.yaml", Agent)}
        if (root / "reference.yaml").exists():
            references |= {entry.name: entry for entry in read_entries(root, root / "reference.yaml", Reference)}
    return compile_agents(nouns.values(), references.values())


def compile_agents(nouns: Iterable[Entry[Agent]], references: Iterable[Entry[Reference]]) -> Agents:
    """The index from checked entries."""
    by_head: dict[str, dict[str, list[Reading]]] = {}
    references = list(references)
    looks = [Agent(reference.value.words, kind=NOBODY) for reference in references if reference.value.use == NOBODY]
    for key, one in [*((entry.key, entry.value) for entry in nouns), *(("", one) for one in looks)]:
        for noun in one.nouns:
            sense = AgentSense(key, noun, one.sector, one.kind, one.office, one.role, one.gender, one.number, tuple(one.other_sectors), _belongs(one), one.home, one.code)
            before, head, after = _parts(noun.lower())
            by_head.setdefault(head, {}).setdefault(before[-1] if before else "", []).append((before, after, sense))
    pronouns: dict[str, Pronoun] = {}
    uses: dict[str, set[str]] = {}
    genders: dict[str, str] = {}
    kinds: dict[str, tuple[str, ...]] = {}
    homonyms: dict[str, tuple[str, frozenset[str]]] = {}
    given: dict[str, str] = {}
    for reference in references:
        value = reference.value
        uses.setdefault(value.use, set()).update(value.words)
        kinds |= dict.fromkeys(value.words, value.kinds) if value.kinds else {}
        if value.use == "homonym":
            homonyms |= dict.fromkeys(value.words, (value.code, frozenset(value.beside)))
        if value.use == "pronoun":
            pronouns |= {word: Pronoun(value.person, value.number, value.gender) for word in value.words}
        elif value.use == "given-name":
            given |= dict.fromkeys(value.words, value.gender)
        elif value.gender:
            genders |= dict.fromkeys(value.words, value.gender)
    longest = {head: {word: tuple(sorted(senses, key=_length)) for word, senses in words.items()} for head, words in by_head.items()}
    return Agents(longest, pronouns, {use: frozenset(words) for use, words in uses.items()}, genders, kinds, homonyms, given)


def _parts(noun: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Words before the head, the head, words after it: "minister of defence" is headed by its first word."""
    words = tuple(noun.replace("-", " - ").replace("'s ", " 's ").replace("s' ", "s ' ").split())
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    return words[:head], words[head], words[head + 1 :]


def _belongs(one: Agent) -> bool:
    """Spokesmen, officials and leaders take the sector of what they belong to before their own."""
    return bool(one.role) or not one.sector or (bool(one.source) and one.sector == "GOV")


def _length(reading: Reading) -> int:
    return -len(reading[0]) - len(reading[1])


def _stands(tokens: tuple[Token, ...], first: int, words: tuple[str, ...]) -> bool:
    """Whether the words, by form or lemma, are the tokens from `first` on."""
    if not words:
        return True
    if first < 0 or first + len(words) > len(tokens):
        return False
    for word, token in zip(words, tokens[first : first + len(words)], strict=True):
        if word != token.text.lower() and word != token.lemma.lower():
            return False
    return True
