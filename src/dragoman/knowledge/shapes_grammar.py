"""Shape of grammar.yaml: lists of words that decide how arguments of a clause are found."""

from dataclasses import dataclass

from dragoman.knowledge.load import Entry, KnowledgeError
from dragoman.knowledge.schema import Strict, Texts


class WordList(Strict, frozen=True):
    """A named list of lemmas."""

    words: Texts
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Lemmas by their part in finding arguments; see grammar.yaml."""

    partitives: frozenset[str]
    object_control_prepositions: frozenset[str]
    subject_control: frozenset[str]
    mood_future: frozenset[str]
    mood_possible: frozenset[str]
    mood_should: frozenset[str]
    mood_would: frozenset[str]
    necessity_verbs: frozenset[str]
    speaking_verbs: frozenset[str]
    naming_verbs: frozenset[str]
    locative_prepositions: frozenset[str]
    creation_verbs: frozenset[str]
    content_prepositions: frozenset[str]
    adjunct_prepositions: frozenset[str]
    prepositional_control: frozenset[str]
    control_prepositions: frozenset[str]
    agent_participles: frozenset[str]
    party_prepositions: frozenset[str]
    part_prepositions: frozenset[str]
    sum_prepositions: frozenset[str]
    doer_prepositions: frozenset[str]
    clause_prepositions: frozenset[str]
    nominal_prepositions: frozenset[str]
    infinitive_nouns: frozenset[str]
    describing_verbs: frozenset[str]
    adjectival_participles: frozenset[str]
    siding_prefixes: frozenset[str]
    siding_nouns: frozenset[str]
    particle_verbs: frozenset[str]
    condition_marks: frozenset[str]
    denied_condition_marks: frozenset[str]
    definite_words: frozenset[str]
    transitive_verbs: frozenset[str]
    full_stops: frozenset[str]
    citing_verbs: frozenset[str]
    no_longer: frozenset[str]
    active_participles: frozenset[str]
    carrying_verbs: frozenset[str]
    reciprocal_words: frozenset[str]
    purposeful_verbs: frozenset[str]
    intransitive_verbs: frozenset[str]
    blaming_verbs: frozenset[str]


def compile_grammar(entries: list[Entry[WordList]]) -> Grammar:
    """The lists of grammar.yaml by name. Raises KnowledgeError if one is missing."""
    lists = {entry.name.replace("-", "_"): frozenset(entry.value.words) for entry in entries}
    try:
        return Grammar(**lists)
    except TypeError as error:
        raise KnowledgeError(f"grammar.yaml: {error}") from None
