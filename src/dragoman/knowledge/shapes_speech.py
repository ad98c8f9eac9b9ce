"""Knowledge about speech: the shape of entries in data/speech.yaml, and the table that the quotations stage reads."""

from typing import Literal

import msgspec

from dragoman.knowledge.load import Entry, KnowledgeError
from dragoman.knowledge.schema import Strict, Texts

Kind = Literal["saying", "thinking", "wanting", "asking", "denying", "showing", "judging"]


class Saying(Strict, frozen=True):
    """Verbs, nouns, adjectives or adverbials that tell alike what somebody says, thinks or wants.

    `verbs` are lemmas or phrases ("point out", "make clear"): the verb, then words that follow with at most three words between.
    `content` lists what may follow, the first that is there wins: `clause` (said *he left*), `infinitive` (promised *to
    leave*), `gerund` (suggested *leaving*), `object` (rejected *the plan*), `object predicate` (called *him a liar*),
    `object as`, `object of` … (accused *him of theft*), `subject and rest` (*he* seems *to lie*), `passive and rest` (*he* is said *to have
    left*), a preposition (called for *talks*), or `on and rest` … (called on *him to go*); `is` is for nouns (the message is *that he left*); `object, to for` is an object that
    goes on in a phrase with one of these right after it (named *her to the bench*). `beside` is for adverbials: "according to X", the clause they stand in is
    the content. `hearer` says where the one spoken to stands: `object`, a preposition, or `none`. `quotes` tells if the words
    can introduce a direct quotation ("…", he said). `owner` has the prepositions that name the source of a noun (criticism *from* Iran).
    An example is `sentence: source | cue | content`, `nothing`, or a list of these.
    """

    kind: Kind
    content: Texts
    verbs: Texts = msgspec.field(default_factory=list)
    nouns: Texts = msgspec.field(default_factory=list)
    adjectives: Texts = msgspec.field(default_factory=list)
    adverbials: Texts = msgspec.field(default_factory=list)
    owner: Texts = msgspec.field(default_factory=lambda: ["by", "from", "of", "among"])
    hearer: str = "none"
    quotes: bool = False
    examples: dict[str, Texts | str] = msgspec.field(default_factory=dict)
    known_wrong: dict[str, Texts | str] = msgspec.field(default_factory=dict)
    why: str = ""


class Way(msgspec.Struct, frozen=True, gc=False):
    """One way of telling: the words after the first, and what the entry says. `because` names the entry."""

    words: tuple[str, ...]
    because: str
    kind: str
    content: tuple[str, ...]
    hearer: str
    quotes: bool
    owner: tuple[str, ...]


class Speech(msgspec.Struct, frozen=True):
    """Ways of telling by their first word: verbs by lemma and by inflected form, nouns, adjectives and adverbials by lemma."""

    verbs: dict[str, tuple[Way, ...]]
    forms: dict[str, str]
    nouns: dict[str, tuple[Way, ...]]
    adjectives: dict[str, tuple[Way, ...]]
    adverbials: dict[str, tuple[Way, ...]]


def compile_speech(entries: list[Entry[Saying]]) -> Speech:
    """The table of all entries; longer phrases come first. Raises KnowledgeError if a word stands twice."""
    sections: dict[str, dict[str, list[Way]]] = {"verbs": {}, "nouns": {}, "adjectives": {}, "adverbials": {}}
    owner: dict[tuple[str, str], str] = {}
    for entry in entries:
        for section, ways in sections.items():
            for words in getattr(entry.value, section):
                if (section, words) in owner:
                    raise KnowledgeError(f"{entry.path}:{entry.line}: {entry.name}: `{words}` stands in {owner[section, words]} already; keep it in one")
                owner[section, words] = entry.name
                first, *rest = words.split()
                ways.setdefault(first, []).append(_way(entry, rest))
    made = {name: {first: tuple(sorted(found, key=lambda way: -len(way.words))) for first, found in ways.items()} for name, ways in sections.items()}
    forms = {form: verb for verb in made["verbs"] for form in inflections(verb)}
    return Speech(made["verbs"], forms, made["nouns"], made["adjectives"], made["adverbials"])


def inflections(verb: str) -> tuple[str, ...]:
    """Regular forms of a verb, for words whose lemma the parser gets wrong: "hope" gives hopes, hoped, hoping."""
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"), verb + "ed", verb + "ing"


def _way(entry: Entry[Saying], rest: list[str]) -> Way:
    value = entry.value
    return Way(tuple(rest), entry.key, value.kind, tuple(value.content), value.hearer, value.quotes, tuple(value.owner))
