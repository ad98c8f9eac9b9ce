"""A text with too many capitals comes in, the same text as a sentence writes it goes out, character for character, so that the parser can read it.

"PARLIAMENT VOTES ON TRUCE" and "Parliament Votes on Truce" both become "Parliament votes on truce"; names keep their capitals.
"""

import re
from collections.abc import Callable, Iterable

from dragoman.model import Span

#: gives spans of known names in a text: all in capitals if the second argument is true, else written as usual
Namer = Callable[[str, bool], Iterable[Span]]

#: whether a word in small letters is one that the language has, and no name
Common = Callable[[str], bool]

#: letters that a text must have before it can be said to be all in capitals
MIN_CAPITALS = 12

#: words of a headline that all bear capitals: how many there must be, of at least so many letters, and which share of them
WORDS, LONG, SHARE = 4, 4, 0.75

#: small letters of which any text that is not in capitals has many; with more than a tenth of them no further count is needed
FREQUENT = "etao"

#: longest headline, in characters
HEADLINE = 200

#: marks that may stand between the end of a sentence and the first word of the next
QUOTES = "\"'([“‘"

#: what may stand after the full stop of a sentence
CLOSING = " \"'”’)]"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def as_sentence(text: str, known: Namer | None, common: Common) -> str:
    """The text with the capitals of a sentence, if it is all in capitals or a headline whose words all bear one; else as it is."""
    start = text[:400]
    small = sum(map(start.count, FREQUENT))
    letters = [] if small > 0.1 * len(start) else [c for c in start if c.isalpha()]
    if len(letters) >= MIN_CAPITALS and sum(c.isupper() for c in letters) >= 0.9 * len(letters):
        return _lowered(text, known, common)
    if len(text) <= HEADLINE and _is_title(text):
        return _untitled(text, known, common)
    return text


def _is_title(text: str) -> bool:
    """Whether nearly all the long words bear a capital, and no full stop ends it: a sentence that names many is no headline."""
    if text.rstrip(CLOSING).endswith("."):
        return False
    words = [word for word in _WORD.findall(text) if len(word) >= LONG]
    return len(words) >= WORDS and sum(word[0].isupper() for word in words) >= SHARE * len(words)


def _untitled(text: str, known: Namer | None, common: Common) -> str:
    """A headline in small letters but for its first word and its names."""
    kept = {at for start, end in (known(text, False) if known else ()) for at in range(start, end)}
    characters = list(text)
    for n, found in enumerate(_WORD.finditer(text)):
        word, start = found.group(), found.start()
        if n and word[0].isupper() and word[1:].islower() and start not in kept and common(word.lower()):
            characters[start] = word[0].lower() if len(word[0].lower()) == 1 else word[0]
    return "".join(characters)


def _lowered(text: str, known: Namer | None, common: Common) -> str:
    """A text in capitals in small letters but for the first letters of sentences, of names, and of words that the language does not have."""
    characters = [c.lower() if len(c.lower()) == 1 else c for c in text]
    begins = True
    for i, c in enumerate(characters):
        if begins and c.isalpha():
            characters[i] = text[i]
            begins = False
        elif c in ".?!":
            begins = True
        elif not c.isspace() and c not in QUOTES:
            begins = False
    for found in _WORD.finditer(text):
        if not common(found.group().lower()):
            characters[found.start()] = text[found.start()]
    for start, end in known(text, True) if known else ():
        for i in range(start, end):
            if i == start or not text[i - 1].isalnum():
                characters[i] = text[i]
    return "".join(characters)
