"""Days as reports print them. A line or field comes in, the ISO day that it tells goes out, or nothing.

Only whole days with a year are read; which of 06/04/2023 is the month cannot be told, so that is no day.
"""

import re
from datetime import date

from dragoman.knowledge.shapes_reading import ReadingWords

#: no report is older
FIRST_YEAR = 1600

#: no date on a line of its own is longer, in characters
LONGEST = 120

_PIECE = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+|[^\w\s]", re.UNICODE)
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(r"T?(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?\s?(?:Z\b|[+-]\d{2}:?\d{2}\b)?")


def day_in(text: str, words: ReadingWords) -> str | None:
    """The ISO day that `text` tells and nothing but it, save time, weekday and label: "Published: 6 April 2023, 10:15 GMT"."""
    found = _split(text, words)
    if found is None:
        return None
    day, rest = found
    for label in sorted(words.date_labels, key=len, reverse=True):
        if rest.lower().startswith(label):
            rest = rest[len(label) :]
            break
    known = words.weekdays | words.clock
    loose = [piece.lower() for piece in _PIECE.findall(rest) if piece[0].isalpha() and piece.lower() not in known]
    return None if loose else day


def is_update(text: str, words: ReadingWords) -> bool:
    """Whether a date line tells when the report was changed, not when it came out: "Updated 4 September 2021"."""
    lowered = text.lower().lstrip("*_ ")
    return any(lowered.startswith(label) for label in words.update_labels)


def has_day(text: str, words: ReadingWords) -> bool:
    """Whether `text` (the part of a dateline) is a day with or without a year: "May 3", "10 JAN 90", "Monday"."""
    pieces = [piece.lower() for piece in _PIECE.findall(text) if piece not in ".,"]
    if not pieces or len(pieces) > 5:
        return False
    if " ".join(pieces) in words.date_unknown:
        return True
    named = any(piece in words.months or piece in words.weekdays for piece in pieces)
    return named and all(piece.isdigit() or piece in words.months or piece in words.weekdays for piece in pieces)


def _split(text: str, words: ReadingWords) -> tuple[str, str] | None:
    """The day in `text` and the text without it and without times of day."""
    if len(text) > LONGEST:
        return None
    match = _ISO.search(text)
    if match:
        return _checked(int(match[1]), int(match[3]), int(match[4]), text[: match.start()] + " " + _TIME.sub(" ", text[match.end() :]))
    match = _COMPACT.fullmatch(text.strip())
    if match:
        return _checked(int(match[1]), int(match[2]), int(match[3]), "")
    match = _SLASHED.search(text)
    if match:
        first, second = int(match[1]), int(match[3])
        rest = text[: match.start()] + " " + _TIME.sub(" ", text[match.end() :])
        if first != second and first <= 12 and second <= 12:
            return None
        month, day = (first, second) if second > 12 else (second, first)
        return _checked(int(match[4]), month, day, rest)
    return _named(_TIME.sub(" ", text), words)


def _named(text: str, words: ReadingWords) -> tuple[str, str] | None:
    """A day with the name of its month: "April 06, 2023", "6th of April 2023", "6-Apr-2023"."""
    pieces = [m.group() for m in _PIECE.finditer(text)]
    core = [(i, piece.lower()) for i, piece in enumerate(pieces) if piece[0].isalnum() and piece.lower() not in words.date_joins]
    ordinals = {"st", "nd", "rd", "th"}
    core = [(i, piece) for i, piece in core if piece not in ordinals or not (i and pieces[i - 1].isdigit())]
    for at, (_, piece) in enumerate(core):
        month = words.months.get(piece)
        if month is None:
            continue
        before = core[at - 1] if at else None
        after, later, *_ = [*core[at + 1 : at + 3], None, None]
        if before and after and before[1].isdigit() and len(before[1]) <= 2 and _is_year(after[1]):
            used, year, day = (before, core[at], after), after[1], before[1]
        elif after and later and after[1].isdigit() and len(after[1]) <= 2 and _is_year(later[1]):
            used, year, day = (core[at], after, later), later[1], after[1]
        else:
            continue
        rest = " ".join(p for i, p in core if (i, p) not in used)
        return _checked(int(year), month, int(day), rest)
    return None


def _is_year(piece: str) -> bool:
    return piece.isdigit() and len(piece) == 4


def _checked(year: int, month: int, day: int, rest: str) -> tuple[str, str] | None:
    """The day if the calendar has it and there was a press; systems write year 1 or 0 for a day that they do not know."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return (found.isoformat(), " ".join(rest.split())) if year >= FIRST_YEAR else None


def day_of_stamp(value: str) -> str | None:
    """The day of an ISO date or time stamp: "2023-04-06T10:00:00Z"."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:?\d\d.{0,30})?$", value)
    found = _checked(int(match[1]), int(match[2]), int(match[3]), "") if match else None
    return found[0] if found else None
