"""A paragraph without markup comes in, whether it belongs to a picture goes out.

A caption opens with a word for pictures ("Photo: …", "FILE - …") or ends with the credit of who took it
("… at the border. Amina Diallo / AFP", "… (AP Photo/Jan Novak)", "… [Jan Novak/Reuters]").
"""

import re

from dragoman.knowledge.shapes_reading import ReadingWords

#: the longest caption with its credit, in characters
LONGEST = 700

#: the longest credit
CREDIT = 120

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]]\.?\s*$")
_BREAK = re.compile(r"(?<=[.!?\"”)])\s+(?=\S)")


def is_caption(plain: str, words: ReadingWords, likely: bool = False) -> bool:
    """Whether a paragraph is a caption or a photo credit. Where one is `likely` (before the story, after a picture) any two
    names with a slash are a credit; elsewhere one of them must be an agency."""
    if len(plain) > LONGEST:
        return False
    lowered = plain.lower()
    label, colon, _ = lowered.partition(":")
    if colon and label.strip() in words.captions:
        return True
    if any(plain.startswith(opening.upper()) for opening in words.caption_openings):
        return True
    bracketed = _BRACKETS.search(plain)
    if bracketed:
        return _is_credit(bracketed[1], words, likely, bracketed=True)
    tail = plain[-CREDIT:]
    ends = [tail[match.end() :] for match in _BREAK.finditer(tail)] + [plain] * (len(plain) <= CREDIT)
    return any(_is_credit(end, words, likely) for end in ends)


def _is_credit(text: str, words: ReadingWords, likely: bool, bracketed: bool = False) -> bool:
    """Whether `text` is "Name / Agency", "Agency Photo/Name" or, in brackets, "Photo by Name"."""
    text = text.strip(" .")
    opening, colon, rest = text.partition(":")
    if colon and opening.strip().lower() in words.captions:
        return _names(rest) or "/" in rest
    if bracketed and any(text.lower().startswith(word + " ") for word in words.captions):
        return _names(text.split(None, 1)[1])
    sides = [side.strip() for side in text.split("/")]
    if not 2 <= len(sides) <= 4 or not all(sides):
        return False
    return all(_names(side) for side in sides) and (likely or any(_is_agency(side, words) for side in sides))


def _is_agency(side: str, words: ReadingWords) -> bool:
    """Whether one side of a credit is an agency: "AFP", "AP Photo", "AFP via Getty Images"."""
    lowered = side.lower()
    if lowered in words.agencies:
        return True
    first, _, last = lowered.partition(" ")
    return (first in words.agencies and last.startswith(tuple(words.captions))) or any(lowered.endswith(" " + agency) for agency in words.agencies)


def _names(side: str) -> bool:
    """Whether a side is names: up to six words that begin with a capital, or with small words between them."""
    pieces = side.split()
    capitals = [piece for piece in pieces if piece[0].isupper()]
    return 1 <= len(pieces) <= 6 and bool(capitals) and len(pieces) - len(capitals) <= 2 and pieces[0] in capitals
