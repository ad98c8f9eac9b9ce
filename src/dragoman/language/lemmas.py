"""Words with their tag and relation come in, lemma and part of speech go out, by the parser's own rules, run once a word.

The rules look at the relation of few words only (*have* as auxiliary or main verb), so most words are the same word wherever they stand.
"""

from collections.abc import Callable, Collection
from typing import Any

#: text, lemma, part of speech, tag
Looked = tuple[str, str, str, str]

#: tags of the forms whose lemma the rules may cut short
PAST = ("VBD", "VBN", "VBG")


#: endings of forms, and what stands in their place in the lemma
ENDINGS = (("ies", ("y",)), ("ied", ("y",)), ("s", ("",)), ("es", ("",)), ("ed", ("", "e")), ("ing", ("", "e")))


class Lemmas:
    """Looks up words. `make` makes a document of the parser from `words`, `tags`, `deps` and `heads`; `rules` and `lemmatizer` are its parts, if it has them."""

    def __init__(self, make: Callable[..., Any], rules: Any | None, lemmatizer: Any | None, full_lemma: Callable[[str, str], str]) -> None:
        self._make, self._full_lemma = make, full_lemma
        self._parts = [part for part in (rules, lemmatizer) if part is not None]
        self._shifting = _shifting(rules.patterns if rules is not None else [])
        if lemmatizer is not None:
            _hasten(lemmatizer)

    def matters(self, text: str, tag: str, relation: str) -> bool:
        """Whether the parser's rules may read the word otherwise under another relation: *had*, *that*, an auxiliary."""
        return self._shifting is None or not self._shifting.isdisjoint((("LOWER", text.lower()), ("TAG", tag), ("DEP", relation)))

    def look_up(self, text: str, tag: str, relation: str) -> Looked:
        """Text, lemma, part of speech and tag of a word by the parser's label of its relation: "staged", VBN: stage, VERB."""
        doc = self._make(words=[text], tags=[tag], deps=[relation or "ROOT"], heads=[0])
        for part in self._parts:
            doc = part(doc)
        token = doc[0]
        if tag in ("NNP", "NNPS"):
            return text, token.lemma_, token.pos_, tag
        lemma = token.lemma_.lower()
        return text, self._full_lemma(text.lower(), lemma) if tag in PAST else lemma, token.pos_, tag


def commoner(lemmatizer: Any | None, functions: Collection[str]) -> Callable[[str], bool]:
    """Tells of a word in small letters whether it is a form of one that the lemmatizer lists, or a function word: "votes", "on", not "Sunak".

    Without such lists no word but a function word is common.
    """
    lists = lemmatizer.lookups if lemmatizer is not None else None
    tables = [lists.get_table(name) for name in ("lemma_index", "lemma_exc") if lists is not None and lists.has_table(name)]
    known = [words for table in tables for words in table.values()]

    def common(word: str) -> bool:
        return word in functions or any(form in words for form in _bases(word) for words in known)

    return common


def _bases(word: str) -> list[str]:
    """A word and what it may be a form of by its ending: "stopped" of *stopped*, *stopp*, *stop*, *stoppe*."""
    found = [word]
    for ending, others in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            found += [stem + other for other in others]
            if len(stem) > 2 and stem[-1] == stem[-2] and ending in ("ed", "ing"):
                found.append(stem[:-1])
    return found


def _shifting(patterns: list[Any]) -> frozenset[tuple[str, str]] | None:
    """What a word must be for its relation to tell something: words, tags and relations that the rules on relations name. None: any word may."""
    found: set[tuple[str, str]] = set()
    for entry in patterns:
        for pattern in entry["patterns"]:
            for word in pattern if len(pattern) == 1 else ():
                if "DEP" not in word or word.get("IS_SPACE"):
                    continue
                named = next(((key, _values(word[key])) for key in ("LOWER", "TAG", "DEP") if _values(word.get(key))), None)
                if named is None:
                    return None
                found.update((named[0], value) for value in named[1])
    return frozenset(found)


def _values(condition: Any) -> tuple[str, ...]:
    """The values that a condition of a rule allows, none if it does not list them."""
    if isinstance(condition, str):
        return (condition,)
    return tuple(condition.get("IN", ())) if isinstance(condition, dict) else ()


def _hasten(lemmatizer: Any) -> None:
    """Make sets of the lemmatizer's lists of known words, which it would search from end to end for every new word."""
    if not lemmatizer.lookups.has_table("lemma_index"):
        return
    table = lemmatizer.lookups.get_table("lemma_index")
    for part in list(table):
        table[part] = frozenset(table[part])
