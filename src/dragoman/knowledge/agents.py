"""Agent nouns and words of reference. Checked entries come in, an `Agents` index by last word goes out."""

from collections.abc import Iterable
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


class Pronoun(msgspec.Struct, frozen=True, gc=False):
    """Person (1, 2, 3), number (one, many or "") and gender (m, f, n or "") of a pronoun."""

    person: str
    number: str
    gender: str


class Agents(msgspec.Struct, frozen=True):
    """`nouns` maps the word that heads an agent noun to its senses, longest first, each as (words before the head, words after it, sense)."""

    nouns: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...], AgentSense], ...]]
    pronouns: dict[str, Pronoun]
    uses: dict[str, frozenset[str]]
    genders: dict[str, str]

    def words(self, use: str) -> frozenset[str]:
        """Words of reference with this use, none if the file has none."""
        return self.uses.get(use, frozenset())

    def at(self, tokens: tuple[Token, ...], i: int) -> tuple[AgentSense, int, int] | None:
        """The longest agent noun headed by token `i`, with its first and last token (exclusive): "prime minister", "minister of defence"."""
        token = tokens[i]
        for before, after, sense in self._senses(token):
            first, last = i - len(before), i + 1 + len(after)
            if first < 0 or last > len(tokens):
                continue
            if all(_is(tokens[first + k], word) for k, word in enumerate(before)) and all(_is(tokens[i + 1 + k], word) for k, word in enumerate(after)):
                return sense, first, last
        return None

    def _senses(self, token: Token) -> tuple[tuple[tuple[str, ...], tuple[str, ...], AgentSense], ...]:
        """Senses of a word by its form, then its lemma; the parser leaves the lemma of capitalised plurals as they stand (Ministers)."""
        lower, lemma = token.text.lower(), token.lemma.lower()
        found = self.nouns.get(lower, ())
        if lemma != lower:
            return found + self.nouns.get(lemma, ())
        if not found and token.tag in ("NNPS", "NNP") and lower.endswith("s"):
            return self.nouns.get(lower[:-1], ())
        return found


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
    by_head: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], AgentSense]]] = {}
    for entry in nouns:
        one = entry.value
        for noun in one.nouns:
            sense = AgentSense(entry.key, noun, one.sector, one.kind, one.office, one.role, one.gender, one.number, tuple(one.other_sectors), bool(one.role or one.source or not one.sector))
            before, head, after = _parts(noun.lower())
            by_head.setdefault(head, []).append((before, after, sense))
    pronouns: dict[str, Pronoun] = {}
    uses: dict[str, set[str]] = {}
    genders: dict[str, str] = {}
    for reference in references:
        value = reference.value
        uses.setdefault(value.use, set()).update(value.words)
        if value.use == "pronoun":
            pronouns |= {word: Pronoun(value.person, value.number, value.gender) for word in value.words}
        elif value.gender:
            genders |= dict.fromkeys(value.words, value.gender)
    longest = {head: tuple(sorted(senses, key=lambda s: -len(s[0]) - len(s[1]))) for head, senses in by_head.items()}
    return Agents(longest, pronouns, {use: frozenset(words) for use, words in uses.items()}, genders)


def _parts(noun: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Words before the head, the head, words after it: "minister of defence" is headed by its first word."""
    words = tuple(noun.replace("-", " - ").split())
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    return words[:head], words[head], words[head + 1 :]


def _is(token: Token, word: str) -> bool:
    return token.text.lower() == word or token.lemma.lower() == word
