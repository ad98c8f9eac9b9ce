"""Shape of contexts.yaml: PLOVER contexts and the words that show them."""

from dataclasses import dataclass

from dragoman.knowledge.load import Entry
from dragoman.knowledge.schema import Strict, Texts


class ContextWords(Strict, frozen=True):
    """A context: `words` are lemmas or compounds ("prime minister")."""

    definition: str
    words: Texts
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contexts:
    """`words` maps a single word, `compounds` a last word and its words before, to contexts; `order` is that of the file."""

    words: dict[str, tuple[str, ...]]
    compounds: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    order: tuple[str, ...]


def compile_contexts(entries: list[Entry[ContextWords]]) -> Contexts:
    """Words by lemma, in lower case."""
    words: dict[str, list[str]] = {}
    compounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries:
        for text in entry.value.words:
            *before, last = text.lower().split()
            if before:
                compounds.setdefault(last, []).append((tuple(before), entry.name))
            else:
                words.setdefault(last, []).append(entry.name)
    return Contexts({k: tuple(v) for k, v in words.items()}, {k: tuple(v) for k, v in compounds.items()}, tuple(entry.name for entry in entries))
