"""What a time expression is read against: its words by class, and the day of publication, the moment told last, the tense."""

from datetime import date

from dragoman.calendar import Moment
from dragoman.knowledge.shapes_dates import Dates
from dragoman.model import Parse

#: a moment and the kind of expression (date, time, duration, set, reference), or None if the words tell no time
Made = tuple[Moment, str] | None

#: longest way up to a verb that is looked at, in words
FAR = 30

#: classes of words that are numbers
NUMBERS = frozenset(("number", "day_number", "year_number", "num", "tens", "cent"))


class Unresolved(Exception):
    """The date of publication is needed and not known."""

    def __init__(self, resolution: str) -> None:
        super().__init__(resolution)
        self.resolution = resolution


class Found:
    """The words of one expression: rows of class and value, from token `first` to `last`; `mods` are those of its modifiers before it."""

    def __init__(self, rows: list[tuple[str, str]], first: int, last: int, mods: list[tuple[str, str]]) -> None:
        self.rows, self.first, self.last, self.mods = rows, first, last, mods

    def get(self, *kinds: str) -> str | None:
        """Value of the first word of one of the classes."""
        return next((value for kind, value in self.rows if kind in kinds), None)

    def all(self, *kinds: str) -> list[str]:
        return [value for kind, value in self.rows if kind in kinds]

    def number(self) -> float | None:
        """The number told before the unit: "twenty four" is 24, "a" and "half" with "and" count."""
        total, seen = 0.0, False
        for kind, value in self.rows:
            if kind in NUMBERS:
                total = total * float(value) if value in ("100", "1000") and total else total + float(value)
                seen = True
            elif kind in ("unit", "units") and seen:
                break
            elif kind == "ahead":
                total = 0.0
        if ("and", "and") in self.rows and ("half", "H") in self.rows:
            total, seen = (total or 1.0) + 0.5, True
        return total if seen else None

    def year(self) -> int | None:
        """The year told in digits or words."""
        digits = self.get("year_number")
        if digits:
            return int(digits)
        kinds = [kind for kind, _ in self.rows]
        if "cent" not in kinds:
            return None
        at = kinds.index("cent")
        rest = sum(int(value) for kind, value in self.rows[at + 1 :] if kind in ("tens", "num"))
        return int(self.rows[at][1]) * 100 + rest


class Context:
    """What the values of one article are relative to: day of publication and the moment told last."""

    def __init__(self, parse: Parse, published: date | None, dates: Dates) -> None:
        self.parse, self.published, self.dates = parse, published, dates
        self.anchor: Moment | None = None
        self.anchor_sentence = -1

    def today(self, resolution: str) -> date:
        if self.published is None:
            raise Unresolved(resolution)
        return self.published

    def told(self, resolution: str) -> date:
        """First day of the moment told last, else today."""
        if self.anchor is not None and self.anchor.start is not None:
            return self.anchor.start
        return self.today(resolution)

    def direction(self, head: int) -> int:
        """-2 past, -1 rather past, 0 can't be told, 1 future: the tense of the verb above the expression, or "since" and "until".

        "Extended to May 14" says little: the tense is not that of the day.
        """
        token = self.parse.tokens[head]
        above = self.parse.tokens[token.head]
        told = self._direction(head)
        if told < 0 and (token.rel in ("obj", "compound", "poss") or above.lemma.lower() in self.dates.apart["aside"]):
            return -1
        return told * 2 if told < 0 else told

    def _direction(self, head: int) -> int:
        tokens, children = self.parse.tokens, self.parse.children
        i = head
        for _ in range(FAR):
            token = tokens[i]
            if token.rel in ("prep", "mark"):
                told = self.dates.apart["until"].get(token.lemma) or self.dates.apart["since"].get(token.lemma)
                if told is not None:
                    return int(told)
            if token.pos in ("VERB", "AUX") and i != head:
                tense = self._tense(i)
                if tense is not None:
                    return tense
            if token.head == i:
                return 1 if token.tag == "VB" and any(tokens[c].tag == "TO" for c in children[i]) else 0
            i = token.head
        return 0

    def _tense(self, verb: int) -> int | None:
        """Direction that a verb gives, None if it gives none (a participle, say)."""
        tokens = self.parse.tokens
        helpers = [tokens[c] for c in self.parse.children[verb] if tokens[c].rel in ("aux", "auxpass")]
        tags = {token.tag for token in helpers}
        if tokens[verb].tag == "VBN" and tags & {"VBZ", "VBP"} and self._planned(verb):
            return 1
        if "MD" in tags:
            return -1 if any(token.lemma in self.dates.apart["perfect"] for token in helpers) else 1
        tag = tokens[verb].tag
        if tag == "VBD" or tags & {"VBD"}:
            return 1 if tag == "VBG" and self._planned(verb) else -1
        if any(token.lemma in self.dates.apart["perfect"] for token in helpers):
            return -1
        if tag == "VB" or "TO" in tags:
            above = tokens[verb].head
            if above == verb or tokens[above].pos not in ("VERB", "AUX", "ADJ"):
                return 1
            if self._planned(above):
                return 1
            return self._tense(above) if tokens[above].pos != "ADJ" else None
        if tag in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
            return 0 if tag == "VBN" else 1
        return None

    def _planned(self, i: int) -> bool:
        return self.parse.tokens[i].lemma in self.dates.apart["planning"]


def dated(found: Moment) -> Made:
    return found, "date"
