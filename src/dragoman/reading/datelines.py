"""A paragraph comes in, the end of the dateline that it opens with goes out (0 if there is none).

A dateline is a place, perhaps with its region, a day and an agency, set off by a dash or colon: "KABUL, May 3 (Reuters) - ",
"MOSCOW, April 6. /TASS/. ", "ACCRA: ".
"""

import re

from dragoman.knowledge.shapes_reading import ReadingWords
from dragoman.reading.days import has_day

#: a dateline is no longer than so many characters
LONGEST = 140

#: capitals in brackets up to this length are an acronym, not a place
ACRONYM = 4

_DASH = re.compile(r"(?<=[\s)\].,/])(?:-{1,3}|[–—―])(?=[\s\[])|(?<=\w)(?:[–—]|--)(?=\s)")
_SLASHED = re.compile(r"/[A-Z][\w .&-]{1,30}/\.?(?=\s)")
_COLON = re.compile(r"(?<=\w):(?=\s)")
_GROUP = re.compile(r"\([^()]{1,60}\)|/[^/]{1,40}/\.?|\[[^\[\]]{1,60}\]")
_REMARKS = re.compile(r"(?:\s*\[[^\[\]]{1,120}\])+")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|&", re.UNICODE)


def dateline_end(paragraph: str, words: ReadingWords, paragraphs: int = 1) -> int:
    """Where the story begins in a paragraph with a dateline, else 0. `paragraphs` is how many the text has."""
    head = paragraph[:LONGEST]
    for begin, end, colon in _ends(head):
        if _is_dateline(head[:begin], words, colon, paragraph, paragraphs):
            remarks = _REMARKS.match(paragraph, end)
            end = remarks.end() if remarks else end
            rest = paragraph[end:]
            begin_body = end + len(rest) - len(rest.lstrip())
            return begin_body if rest.strip() and not paragraph[begin_body].islower() else 0
    return 0


def _ends(head: str) -> list[tuple[int, int, bool]]:
    """Places where a dateline may end: first dash, agency in slashes, colon. A dash after the slashes takes them along."""
    dash, slashed, colon = _DASH.search(head), _SLASHED.search(head), _COLON.search(head)
    found = [(dash.start(), dash.end(), False)] if dash else []
    if slashed and not (dash and slashed.end() <= dash.start() <= slashed.end() + 2):
        found.append((slashed.end(), slashed.end(), False))
    if colon:
        found.append((colon.start(), colon.end(), True))
    return sorted(found)


def _is_dateline(head: str, words: ReadingWords, colon: bool, paragraph: str, paragraphs: int) -> bool:
    """Whether `head` is a place with what may stand beside it in a dateline and nothing else."""
    groups = [group.strip("()[]/. ") for group in _GROUP.findall(head)]
    bare = _GROUP.sub(" ", head)
    parts = [part.strip(" .") if has_day(part, words) else part.strip() for part in re.split(r"[,;]|(?<=\s)\.(?=\s)", bare)]
    parts = [part for part in parts if part.strip(" .")]
    if any(not _is_agency(group) for group in groups):
        return False
    if not parts and groups and (len(groups[0]) > ACRONYM or not groups[0].isupper()):
        parts, groups = groups[:1], groups[1:]
    if not parts:
        return False
    dated = any(has_day(part, words) for part in parts[1:])
    place, *others = parts
    split = _dated_tail(place, words)
    if split:
        place, dated = split, True
    if place.lower().rstrip(".") in words.not_places or not _is_place(place, words, 5):
        return False
    if not all(has_day(part, words) or part.isdigit() or _is_place(part, words, 4) for part in others):
        return False
    sure = dated or bool(groups)
    if colon:
        return place.isupper() and not sure and not _is_transcript(place, paragraph, paragraphs)
    if paragraph[:LONGEST].isupper() or not place.isupper():
        return sure or (not place.isupper() and len(place.split()) <= 3 and len(others) <= 1)
    return True


def _dated_tail(place: str, words: ReadingWords) -> str:
    """The place in a part without comma between place and day: "MOSCOW April 6"."""
    pieces = place.split()
    for size in (2, 1, 3):
        if len(pieces) > size and has_day(" ".join(pieces[-size:]).strip("."), words):
            return " ".join(pieces[:-size])
    return ""


def _is_place(part: str, words: ReadingWords, most: int) -> bool:
    """Whether each word has a capital or may stand inside a place's name, and there are at most `most` of them."""
    pieces = part.split()
    if not 1 <= len(pieces) <= most or any(not _WORD.fullmatch(piece.strip("().")) for piece in pieces):
        return False
    capitals = [piece for piece in pieces if piece[0].isupper()]
    small = [piece for piece in pieces if not piece[0].isupper()]
    return pieces[0] in capitals and all(piece.lower() in words.place_joins for piece in small)


def _is_agency(group: str) -> bool:
    """Whether brackets may hold an agency, a time or a wider place: no word in small letters, save the last part of an address."""
    return not any(piece[0].islower() and "." not in piece for piece in group.split())


def _is_transcript(place: str, paragraph: str, paragraphs: int) -> bool:
    """Whether capitals and a colon may name a speaker rather than a place: one-word paragraphs of talk, names with titles."""
    return (paragraphs > 1 and len(paragraph) < 100) or "." in place
