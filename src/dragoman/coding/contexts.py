"""A parse and a sentence come in, the PLOVER contexts that its words show go out, in the order of the code book."""

from dragoman.knowledge.shapes_contexts import Contexts
from dragoman.model import Parse


def shown(parse: Parse, sentence: int, contexts: Contexts) -> tuple[str, ...]:
    """Contexts shown by the words of sentence number `sentence`: "troops" shows military, "the foreign minister" diplomatic and executive."""
    first, last = parse.sentences[sentence].first, parse.sentences[sentence].last
    lemmas = [token.lemma.lower() for token in parse.tokens[first:last]]
    found: set[str] = set()
    for n, lemma in enumerate(lemmas):
        found.update(contexts.words.get(lemma, ()))
        for before, name in contexts.compounds.get(lemma, ()):
            if tuple(lemmas[max(0, n - len(before)) : n]) == before:
                found.add(name)
    return tuple(name for name in contexts.order if name in found)
