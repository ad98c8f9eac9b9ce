"""A parse and the date of publication come in, the time expressions of the text go out with TIMEX3 values and days.

Words get classes from data/dates.yaml, sequences of classes get meanings from data/expressions.yaml, `moments.py` reckons.
"""

import re
from functools import lru_cache

from dragoman.calendar import Moment, add_days, parse_day
from dragoman.calendar import moment as day_moment
from dragoman.knowledge.shapes_dates import Dates, Reading
from dragoman.language.moment_spans import MAKERS
from dragoman.language.moments import NUMBERS, Context, Found, Unresolved
from dragoman.model import Parse, TimeExpression, Token

#: classes without which a run of words tells no time
TRIGGERS = frozenset(
    ["weekday", "weekdays", "month", "day", "overnight", "daypart", "unit", "units", "season", "fall", "summers", "iso", "slash", "clock", "year_number", "decade", "decade_number", "now", "current", "ref_past", "ref_future", "often", "future", "past", "time", "period", "ampm", "cent"]
)
#: entities of the recogniser inside which a number is no year
QUANTITIES = frozenset(("MONEY", "PERCENT", "QUANTITY"))

#: meanings that compare with another year and do not move the story there
COMPARED = frozenset(("ago", "earlier", "year_earlier"))

#: classes before which "about" and "over" belong to the expression
COUNTS = frozenset((*NUMBERS, "few", "a", "month", "clock"))

_ISO = re.compile(r"[12]\d{3}-[01]\d-[0-3]\d")
_SLASH = re.compile(r"[01]?\d/[0-3]?\d/(?:[12]\d)?\d\d")
_CLOCK = re.compile(r"[012]?\d:[0-5]\d")
_DECADE = re.compile(r"['’]?(?:1[0-9]|20)?\d0['’]?s")
_ORDINAL = re.compile(r"[123]?\d(?:st|nd|rd|th)", re.IGNORECASE)
_FRACTION = re.compile(r"[13]/[24]")
_NUMBER = re.compile(r"\d+(?:,\d\d\d)*(?:\.\d+)?")

Row = tuple[str, str]


def find(parse: Parse, published: str | None, dates: Dates) -> tuple[TimeExpression, ...]:
    """Time expressions in text order. Relative ones have value None where `published` is not known.

    In "Rebels shelled Goma on Monday", published 2023-04-06, "Monday" is 2023-04-03.
    """
    context = Context(parse, parse_day(published), dates)
    found: list[TimeExpression] = []
    for first, last, rows in _runs(parse, dates):
        letters = "".join(_letter(row, dates) for row in rows)
        found.extend(_read_run(context, first, last, rows, letters))
    return tuple(found)


def _runs(parse: Parse, dates: Dates) -> list[tuple[int, int, list[Row]]]:
    """Runs of neighbouring words of one sentence that all have a class, one of them a trigger."""
    words, tokens = dates.words, parse.tokens
    runs: list[tuple[int, int, list[Row]]] = []
    rows: list[Row] = []
    triggered, sentence = False, -1
    for token in tokens:
        text = token.text
        readings = words.get(text.lower())
        if readings is not None:
            row = _reading(parse, token, readings)
        elif text.isalpha():
            row = None
        elif text[0].isdigit() or (len(text) > 2 and (text[1].isdigit() or text[-4:].isdigit())):
            row = _shape(parse, token, dates)
        else:
            row = None
        if row is None and not rows:
            continue
        if row is None or token.sentence != sentence:
            if triggered:
                runs.append((token.i - len(rows), token.i, rows))
            rows, triggered, sentence = [], False, token.sentence
        if row is not None:
            rows.append(row)
            triggered = triggered or row[0] in TRIGGERS
    if triggered:
        runs.append((len(tokens) - len(rows), len(tokens), rows))
    return runs


def _reading(parse: Parse, token: Token, readings: tuple[Reading, ...]) -> Row | None:
    """The first reading of a word that fits where it stands."""
    named = token.pos == "PROPN" and _in_name(parse, token)
    if token.entity == "PERSON" and named:
        return None
    for reading in readings:
        if reading.capital and ((named and reading.kind in ("month", "weekday")) or not parse.text[token.start].isupper()):
            continue
        if reading.pos and token.pos not in reading.pos:
            continue
        if token.entity and token.entity in reading.not_entity:
            continue
        return reading.kind, reading.value
    return None


def _in_name(parse: Parse, token: Token) -> bool:
    """Whether a month or weekday is part of a name: "Theresa May", "June Jordan", "the Monday Club"."""
    tokens = parse.tokens
    head = tokens[token.head]
    if token.rel == "compound" and head.i == token.i + 1 and head.pos == "PROPN" and head.text[0].isupper() and head.text[-1] != ".":
        return True
    before = tokens[token.i - 1] if token.i else None
    return before is not None and before.head == token.i and before.rel == "compound" and before.pos == "PROPN" and (token.rel in ("subj", "subjpass") or before.entity == "PERSON")


def _shape(parse: Parse, token: Token, dates: Dates) -> Row | None:
    """Class and value of a word with digits."""
    text = token.text
    if text.count("-") == 1 and not text[0].isdigit():
        text = text.partition("-")[2]
    if _FRACTION.fullmatch(text):
        return "number", "0.5" if text == "1/2" else "0.25" if text == "1/4" else "0.75"
    if _NUMBER.fullmatch(text):
        if len(text) == 4 and text.isdigit() and "1000" <= text <= "2100" and _is_year(parse, token, dates):
            return "year_number", text
        plain = text.replace(",", "")
        return ("day_number" if plain.isdigit() and len(plain) < 3 and 1 <= int(plain) <= 31 else "number"), plain
    for pattern, kind in ((_ORDINAL, "ord"), (_ISO, "iso"), (_CLOCK, "clock"), (_SLASH, "slash"), (_DECADE, "decade_number")):
        if pattern.fullmatch(text):
            return kind, "".join(c for c in text if c.isdigit()) if kind in ("ord", "decade_number") else text
    return None


def _is_year(parse: Parse, token: Token, dates: Dates) -> bool:
    """Whether a number of four digits is a year, not a count nor a name: not "killed 1990 people", "$2000", "Resolution 1701"."""
    if token.entity in QUANTITIES:
        return False
    head = parse.tokens[token.head]
    before = parse.tokens[token.i - 1] if token.i else None
    if before is not None and before.lemma.lower() in dates.apart["numbered"] and before.sentence == token.sentence:
        return False
    if token.rel == "nummod" and head.tag == "NNS" and head.i > token.i:
        return before is not None and before.pos in ("DET", "PART", "PRON", "ADP") and before.sentence == token.sentence
    return before is None or before.pos != "SYM"


def _letter(row: Row, dates: Dates) -> str:
    return dates.letters.get(f"{row[0]}={row[1]}") or dates.letters[row[0]]


@lru_cache(maxsize=4)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _read_run(context: Context, first: int, last: int, rows: list[Row], letters: str) -> list[TimeExpression]:
    """Expressions in one run: at each word the first pattern that fits."""
    pattern, found, at, free = _compiled(context.dates.pattern), [], 0, 0
    while at < len(letters):
        match = pattern.match(letters, at)
        if match is None or match.end() == at or match.lastgroup is None:
            at += 1
            continue
        make = context.dates.makes[int(match.lastgroup[1:])]
        begin = _widen(rows, free, at)
        here = Found(rows[at : match.end()], first + at, first + match.end(), rows[begin:at])
        one = _expression(context, make, here, first + begin)
        if one is not None:
            found.append(one)
        at = free = match.end()
    return found


def _widen(rows: list[Row], free: int, at: int) -> int:
    """Where the expression begins with its modifiers: "the end of", "early", "mid-", "earlier", "nearly"."""
    begin = at
    while begin > free:
        kind, before = rows[begin - 1][0], rows[begin - 2][0] if begin - 2 >= free else ""
        if kind in ("early", "earlier", "later") or (kind == "approx" and rows[begin][0] in COUNTS):
            begin -= 1
        elif (kind == "hyphen" and before == "early") or (kind in ("of", "in") and before in ("end", "earlier", "later")):
            begin -= 2
        elif kind == "the" and begin < at:
            begin -= 1
        else:
            break
    return begin


def _expression(context: Context, make: str, found: Found, begin: int) -> TimeExpression | None:
    """The expression with its value, or None if the pattern says that it tells no time."""
    tokens = context.parse.tokens
    inside = range(begin, found.last)
    head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), found.first)
    try:
        made = MAKERS[make](found, context, head)
    except Unresolved as unresolved:
        made = Moment(None, unresolved.resolution, None, None), "date"
    if made is None:
        return None
    moment, kind = made
    if ("end", "EVE") in found.mods and moment.start is not None and moment.start == moment.end:
        moment = day_moment("D", add_days(moment.start, -1))
    if moment.start is not None and kind in ("date", "time") and not (make in COMPARED and moment.resolution in ("year", "quarter", "half")):
        context.anchor = moment
        context.anchor_sentence = tokens[head].sentence
    start, end = (day.isoformat() if day else None for day in (moment.start, moment.end))
    span = (tokens[begin].start, tokens[found.last - 1].end)
    text = " ".join(context.parse.text[span[0] : span[1]].split())
    return TimeExpression(span, begin, found.last, head, text, moment.value, moment.resolution, start, end, kind)
