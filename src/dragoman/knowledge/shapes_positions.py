"""Shapes of issues.yaml, conflicts.yaml, positions.yaml and stance_words.yaml: what parties take positions on, and the words by which they take them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TypeVar

import msgspec

from dragoman.knowledge.frames import Frames
from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Examples, Strict, Texts
from dragoman.knowledge.shapes_grammar import WordList

STANCES = ("proposes", "supports", "accepts", "open", "neutral", "noncommittal", "doubts", "rejects", "demands")

#: words that join the parts of a phrase of nouns: the head stands before them ("end to fighting", "cessation of hostility")
JOINTS = frozenset(("of", "to", "in", "for", "on", "with", "between"))

Phrase = tuple[str, ...]
T = TypeVar("T")


class IssueKind(Strict, frozen=True):
    """A kind of issue: `nouns` that name it, `acts` (a verb, or a verb and words of its object) that do it.

    `whose` says that it matters whose it is (mediation *by* China), `partners` that it matters with whom it is (talks *with* Iran). `events` maps a category, with a mode if it matters, to a stance.
    `stances` are the only ones that may be taken on it, all if empty.
    """

    nouns: Texts = []
    acts: Texts = []
    classes: Texts = []
    whose: str = "no"
    partners: str = "no"
    events: dict[str, str] = {}
    stances: Texts = []
    examples: Examples = {}
    why: str = ""


class StanceFamily(Strict, frozen=True):
    """Words by which a party takes a stance on an issue. See docs/positions.md."""

    verbs: Texts = []
    nouns: Texts = []
    adjectives: Texts = []
    stance: str = ""
    negated: str = ""
    kinds: dict[str, str] = {}
    at: Texts = []
    only: Texts = []
    bare: str = ""
    party: str = "subject"
    against: str = "supports"
    examples: Examples = {}
    known_wrong: Examples = {}
    why: str = ""


class ConflictShape(Strict, frozen=True):
    """A conflict or dispute: `parties` are codes of those it is between, `others` of those who talk with them about it, `words` name it or its places."""

    parties: Texts
    others: Texts = []
    words: Texts = []
    why: str = ""


class Kind(msgspec.Struct, frozen=True):
    """A kind of issue, ready."""

    name: str
    whose: bool
    partners: bool
    events: dict[str, str]
    stances: frozenset[str]


class Family(msgspec.Struct, frozen=True):
    """A stance family, ready. `at` is empty where the issue may stand anywhere; `bare` is the kind it is about where none is named."""

    key: str
    stance: str
    negated: str
    kinds: dict[str, str]
    at: frozenset[str]
    only: frozenset[str]
    bare: str
    party: str
    against: str


class Conflict(msgspec.Struct, frozen=True):
    """A conflict, ready."""

    key: str
    parties: tuple[str, ...]
    others: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Lists of stance_words.yaml."""

    carriers: frozenset[str]
    plans: frozenset[str]
    plan_kind: frozenset[str]
    definite: frozenset[str]
    negators: frozenset[str]
    new: frozenset[str]
    conditions: frozenset[str]
    as_long: frozenset[str]
    condition_prepositions: frozenset[str]
    unreal_marks: frozenset[str]
    will: frozenset[str]
    may: frozenset[str]
    must: frozenset[str]
    must_verbs: frozenset[str]
    wishes: frozenset[str]
    partners: frozenset[str]
    creation: frozenset[str]
    wars: frozenset[str]
    supporting: frozenset[str]
    passing: frozenset[str]
    sides: frozenset[str]
    contents: frozenset[str]
    offers: frozenset[str]
    asking: frozenset[str]
    own_side: frozenset[str]
    first_person: frozenset[str]
    third_person: frozenset[str]


@dataclass(frozen=True)
class Positions:
    """`nouns` and `acts` map a head lemma to phrases, longest first, with the kind; `verbs`, `heads` and `adjectives` to stance families."""

    kinds: dict[str, Kind]
    nouns: dict[str, tuple[tuple[Phrase, str], ...]]
    acts: dict[str, tuple[tuple[Phrase, str], ...]]
    verbs: dict[str, tuple[tuple[Phrase, Family], ...]]
    heads: dict[str, tuple[tuple[Phrase, Family], ...]]
    adjectives: dict[str, tuple[tuple[Phrase, Family], ...]]
    conflicts: tuple[Conflict, ...]
    words: StanceWords

    @cached_property
    def bare(self) -> frozenset[str]:
        """First words of families that need no issue beside them."""
        tables = (self.verbs, self.adjectives)
        return frozenset(first for table in tables for first, phrases in table.items() if any(family.bare for _, family in phrases))


def compile_positions(
    issues: list[Entry[IssueKind]],
    stances: list[Entry[StanceFamily]],
    conflicts: list[Entry[ConflictShape]],
    words: list[Entry[WordList]],
    frames: Frames,
) -> Positions:
    """The tables of positions. Raises KnowledgeError for an unknown stance, category, kind or class."""
    known: dict[str, list[str]] = {}
    for word, names in frames.classes.items():
        for name in names:
            known.setdefault(name, []).append(word)
    for entry in issues:
        _check_kind(entry, known, frames)
    kinds = {entry.name: entry for entry in issues}
    families = [(entry, _family(entry, kinds)) for entry in stances]
    named = {name: [*e.value.nouns, *(w for c in e.value.classes for w in known[c])] for name, e in kinds.items()}
    return Positions(
        {name: Kind(name, e.value.whose == "yes", e.value.partners == "yes", dict(e.value.events), frozenset(e.value.stances)) for name, e in kinds.items()},
        _by_noun((phrase, name) for name, phrases in named.items() for phrase in phrases),
        _by_first((phrase, name) for name, e in kinds.items() for phrase in e.value.acts),
        _by_first(_once((phrase, family, e, "verb") for e, family in families for phrase in e.value.verbs)),
        _by_noun(_once((phrase, family, e, "noun") for e, family in families for phrase in e.value.nouns)),
        _by_first(_once((phrase, family, e, "adjective") for e, family in families for phrase in e.value.adjectives)),
        tuple(Conflict(e.name, tuple(e.value.parties), frozenset(e.value.others), frozenset(e.value.words)) for e in conflicts),
        _words(words),
    )


def _check_kind(entry: Entry[IssueKind], known: Mapping[str, object], frames: Frames) -> None:
    where = f"{entry.path}:{entry.line}: {entry.name}"
    for stance in (*entry.value.events.values(), *entry.value.stances):
        _stance(where, stance)
    for code in entry.value.events:
        if code.split()[0] not in frames.categories:
            raise KnowledgeError(f"{where}: no category `{code}`{nearest(code, list(frames.categories))}")
    for name in entry.value.classes:
        if name not in known:
            raise KnowledgeError(f"{where}: no class of nouns `{name}`{nearest(name, sorted(known))}")


def _stance(where: str, stance: str) -> None:
    if stance and stance not in STANCES:
        raise KnowledgeError(f"{where}: no stance `{stance}`{nearest(stance, list(STANCES))}")


def _family(entry: Entry[StanceFamily], kinds: Mapping[str, object]) -> Family:
    value, where = entry.value, f"{entry.path}:{entry.line}: {entry.name}"
    for stance in (value.stance, value.negated, value.against, *value.kinds.values()):
        _stance(where, stance)
    for kind in (*value.kinds, *value.only, *filter(None, [value.bare])):
        if kind not in kinds:
            raise KnowledgeError(f"{where}: no kind of issue `{kind}`{nearest(kind, list(kinds))}")
    if value.party not in ("subject", "object", "speaker"):
        raise KnowledgeError(f"{where}: party is `subject`, `object` or `speaker`, not `{value.party}`")
    return Family(entry.key, value.stance, value.negated, dict(value.kinds), frozenset(value.at), frozenset(value.only), value.bare, value.party, value.against)


def _once(words: Iterable[tuple[str, Family, Entry[StanceFamily], str]]) -> Iterable[tuple[str, Family]]:
    """The words of families; one that stands in two of a form is an error, as nobody could tell which holds."""
    held: dict[tuple[str, str], list[tuple[Entry[StanceFamily], frozenset[str]]]] = {}
    for phrase, family, entry, form in words:
        for other, kinds in held.setdefault((form, phrase), []):
            if other is not entry and not (kinds and family.only and kinds.isdisjoint(family.only)):
                raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: {form} `{phrase}` stands in `{other.name}` too; only families `only` of different kinds may share a word")
        held[form, phrase].append((entry, family.only))
        yield phrase, family


def _by_first(phrases: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    """Phrases by their first word, longest first."""
    return _grouped((words[0], words[1:], value) for text, value in phrases for words in [tuple(text.split())])


def _by_noun(phrases: Iterable[tuple[str, T]]) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    """Phrases by their head noun: the word before `of` or `to`, else the last."""
    found = []
    for text, value in phrases:
        for words in {tuple(text.lower().split()), tuple(text.lower().replace("-", " - ").split())}:
            at = next((n for n, word in enumerate(words) if n and word in JOINTS), len(words))
            found.append((words[at - 1], words[: at - 1] + words[at:], value))
    return _grouped(found)


def _grouped(phrases: Iterable[tuple[str, Phrase, T]]) -> dict[str, tuple[tuple[Phrase, T], ...]]:
    found: dict[str, list[tuple[Phrase, T]]] = {}
    for head, rest, value in phrases:
        found.setdefault(head, []).append((rest, value))
    return {head: tuple(sorted(rests, key=lambda pair: (-len(pair[0]), pair[0]))) for head, rests in found.items()}


def _words(entries: list[Entry[WordList]]) -> StanceWords:
    lists = {entry.name.replace("-", "_"): frozenset(entry.value.words) for entry in entries}
    missing = [f.name for f in fields(StanceWords) if f.name not in lists]
    if missing:
        raise KnowledgeError(f"stance_words.yaml: no list `{missing[0].replace('_', '-')}`")
    try:
        return StanceWords(**lists)
    except TypeError as error:
        raise KnowledgeError(f"stance_words.yaml: {error}") from None
