"""Entries of frames, noun classes, support verbs and the code book come in; a `Frames` table that the frame stage reads goes out.

Everything that can be wrong in a row (unknown category, mode, place, class, family) is found here, with file, line and entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dragoman.knowledge.frame_rows import Row, meets, read_row
from dragoman.knowledge.load import Entry, KnowledgeError, nearest
from dragoman.knowledge.schema import Category, Family, NounClass, Support
from dragoman.knowledge.shapes_grammar import WordList


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A family with its rows, its own and those of the family it is like."""

    key: str
    rows: tuple[Row, ...]
    possessor: str
    operator: bool
    categories: frozenset[str]
    _memory: dict[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)

    def readings(self, form: str, word: str) -> tuple[Row, ...]:
        """The rows that may read the family's `word` in this form, without their conditions on word and form, which hold."""
        found = self._memory.get((form, word))
        if found is None:
            words = {"form": {form}, "word": {word, word.split(" ")[0]}}
            fitting = (row for row in self.rows if all(meets(tests, words[key]) for key, tests in row.when if key in words))
            found = tuple(msgspec.structs.replace(row, when=tuple(one for one in row.when if one[0] not in words)) for row in fitting)
            self._memory[form, word] = found
        return found


@dataclass(frozen=True, slots=True)
class SupportVerb:
    """`categories` are those of the event nouns that the verb carries; empty for any."""

    key: str
    subject: str
    through: tuple[str, ...]
    categories: frozenset[str] = frozenset()

    def carries(self, frame: Frame) -> bool:
        """Whether the verb carries nouns of the family."""
        return not self.categories or not self.categories.isdisjoint(frame.categories)


@dataclass(frozen=True, slots=True)
class Relevance:
    """Lists of relevance.yaml: what makes an event political."""

    private_sectors: frozenset[str] = frozenset()
    political_kinds: frozenset[str] = frozenset()
    public_categories: frozenset[str] = frozenset()
    public_modes: frozenset[str] = frozenset()
    spoken_categories: frozenset[str] = frozenset()
    mutual_categories: frozenset[str] = frozenset()
    single_kinds: frozenset[str] = frozenset()
    one_sided_modes: frozenset[str] = frozenset()
    described_kinds: frozenset[str] = frozenset()
    outward_categories: frozenset[str] = frozenset()
    aimed_categories: frozenset[str] = frozenset()
    aimed_words: frozenset[str] = frozenset()
    harm_categories: frozenset[str] = frozenset()
    company_categories: frozenset[str] = frozenset()
    public_people: frozenset[str] = frozenset()
    national_kinds: frozenset[str] = frozenset()
    national_categories: frozenset[str] = frozenset()
    retold_categories: frozenset[str] = frozenset()
    broad_nouns: frozenset[str] = frozenset()
    definite_words: frozenset[str] = frozenset()
    adjunct_roles: frozenset[str] = frozenset()
    doer_roles: frozenset[str] = frozenset()
    war_words: frozenset[str] = frozenset()
    public_words: frozenset[str] = frozenset()
    many_words: frozenset[str] = frozenset()
    forceful_kinds: frozenset[str] = frozenset()
    forceful_sectors: frozenset[str] = frozenset()
    inland_categories: frozenset[str] = frozenset()
    inland_modes: frozenset[str] = frozenset()
    governing_sectors: frozenset[str] = frozenset()
    outland_words: frozenset[str] = frozenset()
    harmed_roles: frozenset[str] = frozenset()
    driving_verbs: frozenset[str] = frozenset()
    handing_categories: frozenset[str] = frozenset()
    answer_words: frozenset[str] = frozenset()
    linking_participles: frozenset[str] = frozenset()
    captive_modes: frozenset[str] = frozenset()
    blaming_categories: frozenset[str] = frozenset()
    forceful_categories: frozenset[str] = frozenset()
    popular_categories: frozenset[str] = frozenset()
    facing_prepositions: frozenset[str] = frozenset()
    site_prepositions: frozenset[str] = frozenset()
    charging_words: frozenset[str] = frozenset()
    charging_prepositions: frozenset[str] = frozenset()
    involving_words: frozenset[str] = frozenset()
    arresting_sectors: frozenset[str] = frozenset()
    bodily_categories: frozenset[str] = frozenset()
    travel_modes: frozenset[str] = frozenset()
    reason_prepositions: frozenset[str] = frozenset()
    grievance_prepositions: frozenset[str] = frozenset()
    answering_nouns: frozenset[str] = frozenset()
    answering_categories: frozenset[str] = frozenset()
    grievance_categories: frozenset[str] = frozenset()
    mediating_modes: frozenset[str] = frozenset()
    mutual_issues: frozenset[str] = frozenset()
    noun_endings: frozenset[str] = frozenset()
    pressing_categories: frozenset[str] = frozenset()
    asking_categories: frozenset[str] = frozenset()
    bargaining_categories: frozenset[str] = frozenset()
    asked_categories: frozenset[str] = frozenset()
    facing_verbs: frozenset[str] = frozenset()
    source_categories: frozenset[str] = frozenset()
    scene_roles: frozenset[str] = frozenset()
    other_words: frozenset[str] = frozenset()
    meeting_nouns: frozenset[str] = frozenset()
    habit_words: frozenset[str] = frozenset()
    sport_words: frozenset[str] = frozenset()
    tale_words: frozenset[str] = frozenset()
    law_words: frozenset[str] = frozenset()
    letting_verbs: frozenset[str] = frozenset()
    means_prepositions: frozenset[str] = frozenset()
    result_verbs: frozenset[str] = frozenset()
    deed_nouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frames:
    """Families by predicate. Phrases are keyed by their first and second word (verbs) or head (nouns), longest first."""

    verbs: dict[str, Frame]
    verb_phrases: dict[str, dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]]
    nouns: dict[str, Frame]
    noun_phrases: dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    adjectives: dict[str, Frame]
    classes: dict[str, frozenset[str]]
    support: dict[str, SupportVerb]
    categories: dict[str, Category]
    auxiliaries: dict[str, Frame] = field(default_factory=dict)
    event_nouns: frozenset[str] = field(default_factory=frozenset)
    relevance: Relevance | None = None


def compile_frames(
    families: list[Entry[Family]],
    classes: list[Entry[NounClass]],
    support: list[Entry[Support]],
    categories: list[Entry[Category]],
    relevance: list[Entry[WordList]] | None = None,
) -> Frames:
    """The table of frames; without `relevance` every act is kept. Raises KnowledgeError."""
    codes = {entry.name: entry.value for entry in categories}
    by_name = _unique(families)
    frames = {name: _frame(entry, by_name, codes) for name, entry in by_name.items()}
    verbs: dict[str, Frame] = {}
    nouns: dict[str, Frame] = {}
    adjectives: dict[str, Frame] = {}
    verb_phrases: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    noun_phrases: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    held: dict[tuple[str, str], str] = {}
    for name, entry in by_name.items():
        for form, words in (("verb", entry.value.verbs), ("noun", entry.value.nouns), ("adjective", entry.value.adjectives)):
            for word in words:
                if (form, word) in held:
                    raise KnowledgeError(f"{entry.path}:{entry.line}: {name}: {form} `{word}` stands in `{held[form, word]}` too; all readings of a word lie in one family")
                held[form, word] = name
                _enter(form, word, frames[name], verbs, verb_phrases, nouns, noun_phrases, adjectives)
                if form == "noun" and "-" in word and (form, word.replace("-", " ")) not in held:
                    _enter(form, word.replace("-", " "), frames[name], verbs, verb_phrases, nouns, noun_phrases, adjectives)
    return Frames(
        verbs,
        {first: _by_second(phrases) for first, phrases in verb_phrases.items()},
        nouns,
        {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in noun_phrases.items()},
        adjectives,
        _classes(classes),
        {verb: SupportVerb(e.key, e.value.subject, tuple(e.value.through), frozenset(e.value.categories)) for e in support for verb in e.value.verbs},
        codes,
        {word: frames[name] for name, entry in by_name.items() for word in entry.value.auxiliaries},
        frozenset(nouns) | frozenset(noun_phrases),
        _relevance(relevance) if relevance else None,
    )


def _relevance(entries: list[Entry[WordList]]) -> Relevance:
    try:
        return Relevance(**{entry.name.replace("-", "_"): frozenset(entry.value.words) for entry in entries})
    except TypeError as error:
        raise KnowledgeError(f"{entries[0].path}: {error}") from None


def _by_second(phrases: list[tuple[tuple[str, ...], Frame]]) -> dict[str, tuple[tuple[tuple[str, ...], Frame], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for words, frame in sorted(phrases, key=lambda phrase: (-len(phrase[0]), phrase[0])):
        found.setdefault(words[1], []).append((words, frame))
    return {second: tuple(held) for second, held in found.items()}


def _unique(families: list[Entry[Family]]) -> dict[str, Entry[Family]]:
    """Families by name; one from a later folder replaces one of the same file and name."""
    found: dict[str, Entry[Family]] = {}
    for entry in families:
        other = found.get(entry.name)
        if other is not None and other.key != entry.key:
            raise KnowledgeError(f"{entry.path}:{entry.line}: family `{entry.name}` stands in {other.path} too; give it another name")
        found[entry.name] = entry
    return found


def _enter(
    form: str,
    word: str,
    frame: Frame,
    verbs: dict[str, Frame],
    verb_phrases: dict[str, list[tuple[tuple[str, ...], Frame]]],
    nouns: dict[str, Frame],
    noun_phrases: dict[str, list[tuple[tuple[str, ...], Frame]]],
    adjectives: dict[str, Frame],
) -> None:
    words = tuple(word.split())
    if form == "verb":
        verbs[word] = frame
        if len(words) > 1:
            verb_phrases.setdefault(words[0], []).append((words, frame))
    elif form == "adjective":
        if len(words) > 1:
            verb_phrases.setdefault("be", []).append((("be", *words), frame))
        else:
            adjectives[word] = frame
    elif len(words) == 1:
        nouns[word] = frame
    else:
        head = words[words.index("of") - 1] if "of" in words else words[-1]
        noun_phrases.setdefault(head, []).append((words, frame))


def _frame(entry: Entry[Family], by_name: Mapping[str, Entry[Family]], codes: Mapping[str, Category]) -> Frame:
    family = entry.value
    if family.possessor not in ("subject", "object"):
        raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: possessor is `subject` or `object`, not `{family.possessor}`")
    rows = [read_row(entry, entry, number, row, codes) for number, row in enumerate(family.codes, 1)]
    seen, other = {entry.name}, family.like
    while other is not None:
        model = by_name.get(other)
        if model is None or other in seen:
            raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: like: no other family `{other}`{nearest(other, list(by_name))}")
        rows += [read_row(model, entry, number, row, codes) for number, row in enumerate(model.value.codes, 1)]
        seen.add(other)
        other = model.value.like
    if not rows:
        raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: no codes and no `like`")
    operator = any(key == "inner" or test.kind == "event" for row in rows for key, tests in row.when for test in tests)
    return Frame(entry.key, tuple(rows), family.possessor, operator, frozenset(row.category for row in rows if row.category))


def _classes(entries: list[Entry[NounClass]]) -> dict[str, frozenset[str]]:
    """Lemma or compound -> names of the classes it is in."""
    by_name = {entry.name: entry for entry in entries}
    found: dict[str, set[str]] = {}
    for entry in by_name.values():
        todo, seen = [entry.name], {entry.name}
        for name in todo:
            for word in by_name[name].value.words:
                for text in {word, word.replace("-", " ")}:
                    found.setdefault(text, set()).add(entry.name)
            for other in by_name[name].value.includes:
                if other not in by_name:
                    raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: includes no class `{other}`{nearest(other, list(by_name))}")
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
    return {word: frozenset(names) for word, names in found.items()}
