"""Names as the dictionary spells them: a text comes in, it goes out without accents, curly quotes, middle initials."""

import unicodedata
from collections.abc import Sequence


class _Plain(dict[int, int]):
    """Letters without accents, straight quotes and plain blanks; a letter is looked up once."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        self[code] = plain = ord(unicodedata.normalize("NFD", character)[0]) if character.isalpha() else code
        return plain


_PLAIN = _Plain({ord(a): ord(b) for a, b in {"’": "'", "‘": "'", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u2011": "-", "–": "-"}.items()})


def fold(text: str) -> str:
    """Text without accents and with straight quotes, character for character (offsets stay)."""
    return text.translate(_PLAIN)


def without_initials(words: Sequence[str]) -> list[str]:
    """The words of a person's name without the initials in its middle: Vladimir Putin of Vladimir V. Putin."""
    return [word for i, word in enumerate(words) if not (0 < i < len(words) - 1 and len(word.rstrip(".")) == 1)]


def same_first(one: str, other: str) -> bool:
    """Whether two first names may be one: Tim and Timothy, J. and John; not Tyson and Timothy."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return long.startswith(short)
