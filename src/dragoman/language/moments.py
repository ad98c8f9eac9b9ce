"""What a time expression means: its words by class and the date of publication come in, a moment of the calendar goes out."""

from collections.abc import Callable
from datetime import date

from dragoman.calendar import RESOLUTIONS, SEASONS, Moment, add_days, half, last_day, moment, parse_day, quarter, same_day, season, shift
from dragoman.knowledge.shapes_dates import Dates
from dragoman.model import Parse

Made = tuple[Moment, str] | None

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
        while True:
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

    def _tense(self, verb: int) -> int | None:
        """Direction that a verb gives, None if it gives none (a participle, say)."""
        tokens = self.parse.tokens
        helpers = [tokens[c] for c in self.parse.children[verb] if tokens[c].rel in ("aux", "auxpass")]
        tags = {token.tag for token in helpers}
        if tokens[verb].tag == "VBN" and tags & {"VBZ", "VBP"} and self._planned(verb):
            return 1
        if "MD" in tags:
            return -1 if any(token.lemma == "have" for token in helpers) else 1
        tag = tokens[verb].tag
        if tag == "VBD" or tags & {"VBD"}:
            return 1 if tag == "VBG" and self._planned(verb) else -1
        if any(token.lemma == "have" for token in helpers):
            return -1
        if tag == "VB":
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


def _dated(found: Moment) -> Made:
    return found, "date"


def make_nothing(found: Found, context: Context, head: int) -> Made:
    return None


def make_iso(found: Found, context: Context, head: int) -> Made:
    text = found.get("iso")
    if text:
        day = parse_day(text)
    else:
        month, number, year = (int(part) for part in (found.get("slash") or "").split("/"))
        day = same_day(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, number)
    return _dated(moment("D", day)) if day else None


def make_date(found: Found, context: Context, head: int) -> Made:
    """Month and day, with the year told or the nearest that tense allows."""
    month, number, year = int(found.get("month") or 1), int(found.get("day_number", "ord") or 1), found.year()
    if year is not None:
        day = same_day(year, month, number)
        return _dated(moment("D", day) if day else moment("M", date(year, month, 1)))
    today = context.today("day")
    days = [day for y in (today.year - 1, today.year, today.year + 1) if (day := same_day(y, month, number))]
    if not days:
        return None
    weekday = found.get("weekday")
    fitting = [day for day in days if weekday is None or day.isoweekday() == int(weekday)] or days
    return _dated(moment("D", _nearest(fitting, today, context.direction(head))))


def _nearest(days: list[date], today: date, direction: int) -> date:
    """The day nearest to today on the side that the tense tells."""
    side = [day for day in days if (day <= today if direction < -1 else day >= today if direction > 0 else True)]
    return min(side or days, key=lambda day: (abs((day - today).days), day))


def make_month(found: Found, context: Context, head: int) -> Made:
    number, year = int(found.get("month") or 1), found.year()
    unit = found.get("unit")
    step = found.get("last", "past", "next", "this", "previous", "following", "same", "that")
    if year is None and unit is not None:
        base = context.told("month") if found.get("previous", "following", "same", "that") else context.today("month")
        year = base.year + int(step or 0)
    if year is None:
        today = context.today("month")
        year = _month_year(number, today, step, found, context.direction(head))
    return _dated(moment("M", date(year, number, 1)))


def _month_year(number: int, today: date, step: str | None, found: Found, direction: int) -> int:
    if step == "-1":
        return today.year if number < today.month else today.year - 1
    if step == "1":
        return today.year if number > today.month else today.year + 1
    if step == "0":
        return today.year
    if direction > 0:
        return today.year if number >= today.month else today.year + 1
    if direction == -1 and 0 < number - today.month < 6:
        return today.year
    return today.year if number <= today.month else today.year - 1


def make_weekday(found: Found, context: Context, head: int) -> Made:
    number = int(found.get("weekday") or 1)
    if found.get("previous", "following", "same"):
        day, step = context.told("day"), int(found.get("previous", "following", "same") or 0)
    else:
        day, step = context.today("day"), int(found.get("last", "past", "next") or 0)
    if found.get("unit"):
        monday = add_days(day, 7 * step - day.weekday())
        day = add_days(monday, number - 1)
    elif step:
        gap = (day.isoweekday() - number) % 7 or 7 if step < 0 else (number - day.isoweekday()) % 7 or 7
        day = add_days(day, step * gap)
    elif found.get("same") is not None:
        day = add_days(day, number - day.isoweekday())
    else:
        future = found.get("this") is not None or context.direction(head) > 0
        day = add_days(day, (number - day.isoweekday()) % 7 if future else -((day.isoweekday() - number) % 7))
    return _with_part(day, found)


def _with_part(day: date, found: Found) -> Made:
    """The day, or the part of it that is told."""
    part = found.get("daypart", "overnight")
    whole = moment("D", day)
    if part is None:
        return _dated(whole)
    return whole._replace(value=f"{whole.value}T{part}"), "time"


def make_day(found: Found, context: Context, head: int) -> Made:
    """Today, yesterday, the day before yesterday, last night."""
    step = int(found.get("day") or 0) + int(found.get("previously_before", "day_before", "after") or 0)
    return _with_part(add_days(context.today("day"), step), found)


def make_daypart(found: Found, context: Context, head: int) -> Made:
    relative = found.get("previous", "following", "same", "that")
    day = context.told("day") if relative is not None else context.today("day")
    return _with_part(add_days(day, int(relative or found.get("last", "next") or 0)), found)


def make_clock(found: Found, context: Context, head: int) -> Made:
    clock = found.get("clock", "day_number") or (found.get("daypart") or "00:00")
    if clock in SEASONS or not clock[0].isdigit():
        clock = "00:00"
    hour, _, minute = clock.partition(":")
    late = found.get("ampm") == "12"
    number = int(hour) % 12 + 12 if late else int(hour) % 12 if found.get("ampm") and found.rows[1][1] == "0" and int(hour) == 12 else int(hour)
    if number > 23:
        return None
    if found.get("month"):
        rest = [row for row in found.rows[1:] if row[0] != "clock"]
        day = make_date(Found(rest, found.first, found.last, []), context, head)
    elif found.get("weekday"):
        day = make_weekday(Found([row for row in found.rows if row[0] != "daypart"], found.first, found.last, []), context, head)
    elif found.get("day"):
        day = make_day(Found([row for row in found.rows if row[0] == "day"], found.first, found.last, []), context, head)
    else:
        day = _dated(moment("D", context.told("day")))
    if day is None or day[0].start is None:
        return day
    time = f"{number:02d}:{minute or '00'}"
    return day[0]._replace(value=f"{day[0].start.isoformat()}T{time}"), "time"


def make_often(found: Found, context: Context, head: int) -> Made:
    return Moment(found.get("often"), "", None, None), "set"


def make_set(found: Found, context: Context, head: int) -> Made:
    """Every week, each Monday, Fridays."""
    part = found.get("daypart")
    tail = f"T{part}" if part else ""
    weekday, month, name = found.get("weekday", "weekdays"), found.get("month"), found.get("season")
    if weekday:
        return Moment(f"XXXX-WXX-{weekday}{tail}", "day", None, None), "set"
    if month:
        return Moment(f"XXXX-{int(month):02d}", "month", None, None), "set"
    if name:
        return Moment(f"XXXX-{name}", "season", None, None), "set"
    if part:
        return Moment(f"XXXX-XX-XX{tail}", "day", None, None), "set"
    unit = found.get("unit", "units") or "D"
    count = found.number() or (2 if found.get("other") == "other" else 1)
    return Moment(_period(count, unit), RESOLUTIONS.get(unit, "time"), None, None), "set"


def _period(count: float | None, unit: str) -> str:
    """TIMEX3 duration: P3D, PT2H, P2Y6M, PXY."""
    if unit == "Y" and count is not None and count > 1 and count % 1:
        return f"P{int(count)}Y{round(count % 1 * 12)}M"
    if unit == "TS" or unit == "TM" or unit == "TH":
        lead, letter = "PT", unit[1]
    elif unit == "2W":
        lead, letter, count = "P", "W", count and count * 2
    else:
        lead, letter = "P", unit
    if letter in "EC" and count is not None and count != 1 and letter == "E":
        return f"{lead}{count * 10:g}Y"
    return f"{lead}{'X' if count is None else f'{count:g}'}{letter}"


def make_ago(found: Found, context: Context, head: int) -> Made:
    unit = found.get("unit", "units") or "D"
    count = found.number()
    if count is None and found.get("few"):
        return Moment("PAST_REF", "", None, None), "reference"
    if count is None and found.get("half"):
        count = 0.5
    count = 1.0 if count is None else count
    if unit == "Y" and count == 1 and context.anchor is not None and context.anchor.resolution in ("quarter", "half") and context.parse.tokens[head].sentence - context.anchor_sentence <= 2:
        return _dated(_year_before(context.anchor, 1))
    return _dated(_shifted(context.today(RESOLUTIONS.get(unit, "day")), unit, -count))


def _year_before(anchor: Moment, count: int) -> Moment:
    assert anchor.start is not None
    unit = {"quarter": "Q", "half": "H", "month": "M", "day": "D", "week": "W"}.get(anchor.resolution, "Y")
    return moment(unit, shift(anchor.start, "Y", -count))


def _shifted(day: date, unit: str, count: float) -> Moment:
    if unit in ("TH", "TM", "TS"):
        hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
        return moment("D", add_days(day, int(hours / 24)))
    if count != int(count):
        smaller, factor = {"Y": ("M", 12), "E": ("Y", 10), "C": ("Y", 100), "M": ("D", 30), "W": ("D", 7), "Q": ("M", 3)}.get(unit, ("D", 1))
        return moment(smaller, shift(day, smaller, int(count * factor)))
    return moment({"2W": "W", "E": "Y", "C": "E"}.get(unit, unit), shift(day, unit, int(count)))


def make_earlier(found: Found, context: Context, head: int) -> Made:
    """Two days later, a year earlier: from the moment told last."""
    unit = found.get("unit", "units") or "D"
    step = int(found.get("earlier", "later", "previously_before", "after") or 1)
    count = found.number()
    if count is None and found.get("few"):
        return Moment("PAST_REF" if step < 0 else "FUTURE_REF", "", None, None), "reference"
    count = 1.0 if count is None else count
    anchor = context.anchor
    if unit == "Y" and anchor is not None and anchor.start is not None and anchor.resolution in ("quarter", "half", "month"):
        return _dated(_year_before(anchor, -step * int(count)))
    return _dated(_shifted(context.told(RESOLUTIONS.get(unit, "day")), unit, step * count))


def make_hence(found: Found, context: Context, head: int) -> Made:
    unit = found.get("unit", "units") or "D"
    if found.get("few"):
        return Moment("FUTURE_REF", "", None, None), "reference"
    return _dated(_shifted(context.today(RESOLUTIONS.get(unit, "day")), unit, found.number() or 1.0))


def make_year_earlier(found: Found, context: Context, head: int) -> Made:
    """The year-earlier quarter, the year-ago period: a year before what was told last."""
    number = found.get("ord")
    units = found.all("unit")
    anchor = context.anchor
    if units and units[0] != "Y":
        return make_earlier(found, context, head)
    if number and "Q" in units:
        year = context.told("quarter").year - (0 if anchor is None else 1)
        return _dated(quarter(year, min(max(int(number), 1), 4)))
    if anchor is not None and anchor.start is not None:
        return _dated(_year_before(anchor, 1))
    unit = "Q" if "Q" in units else "Y"
    return _dated(moment(unit, shift(context.today(RESOLUTIONS[unit]), "Y", -1)))


def make_quarter(found: Found, context: Context, head: int) -> Made:
    """The third quarter: of the year told, else the last one that has begun, or the next if the tense is future."""
    units = found.all("unit")
    word = found.get("ord")
    if "Q" not in units:
        return None if word else make_relative(found, context, head)
    year = found.year()
    step = found.get("last", "next", "this", "previous", "current")
    if year is None and step is not None:
        year = context.today("quarter").year + int(step)
    if word is None:
        anchor = context.anchor
        base = anchor.start if anchor is not None and anchor.start is not None and anchor.resolution == "quarter" else context.today("quarter")
        return _dated(moment("Q", shift(base, "Y", int(step or 0))))
    number = 4 if int(word) < 0 else int(word)
    if number > 4:
        return None
    if year is None:
        today = context.today("quarter")
        first = date(today.year, number * 3 - 2, 1)
        year = today.year if first <= today or context.direction(head) > 0 else today.year - 1
    return _dated(quarter(year, number))


def make_half(found: Found, context: Context, head: int) -> Made:
    word = found.get("ord", "last", "previous") or "1"
    year = found.year()
    if year is None:
        step = found.all("last", "next", "this")[-1:] if found.all("unit") else []
        year = context.told("half").year + int(step[0] if step and found.rows[-2][0] in ("last", "next", "this") else 0)
    return _dated(half(year, 1 if word == "1" else 2))


def make_century(found: Found, context: Context, head: int) -> Made:
    number = max(int(found.get("ord") or 1), 1)
    return _dated(moment("C", date(max((number - 1) * 100, 1), 1, 1)))


def make_season(found: Found, context: Context, head: int) -> Made:
    name, year = found.get("season", "fall") or "SU", found.year()
    step = found.get("last", "next", "this", "previous", "following", "that", "past")
    if year is None and found.get("unit"):
        year = context.today("season").year + int(step or 0)
    if year is None:
        today = context.today("season")
        begun = date(today.year, SEASONS[name], 1) <= today
        year = today.year
        if step == "1" or (step is None and context.direction(head) > 0):
            year += 1 if begun and step == "1" else 0
        elif step != "0" and not begun or (step == "-1" and season(year, name).end is not None and today <= (season(year, name).end or today)):
            year -= 1
    return _dated(season(year, name))


def make_year(found: Found, context: Context, head: int) -> Made:
    year = found.year()
    return _dated(moment("Y", date(year, 1, 1))) if year else None


def make_decade(found: Found, context: Context, head: int) -> Made:
    digits = found.get("decade", "decade_number") or "0"
    year = int(digits) if len(digits) == 4 else int(digits[-2:]) + (1900 if int(digits[-2:]) >= 30 else 2000)
    if len(digits) == 4 and digits[2:] == "00":
        return _dated(moment("C", date(year, 1, 1)))
    return _dated(moment("E", date(year, 1, 1)))


def make_relative(found: Found, context: Context, head: int) -> Made:
    """Last month, next year, this week; the previous day, the same year: from the moment told last."""
    unit = found.all("unit", "units")[-1]
    relative = found.get("previous", "following", "same", "that")
    if unit in ("TH", "TM", "TS", "L"):
        return Moment("PRESENT_REF" if found.get("this", "current") else f"{_period(1, unit)}", "time", None, None), "duration"
    resolution = RESOLUTIONS[unit]
    if found.get("ord"):
        return None
    if found.get("latest") and context.anchor is not None and context.anchor.resolution == resolution:
        return _dated(context.anchor)
    step = int(relative or found.get("last", "next", "this", "current", "latest", "past") or 0)
    if found.get("latest") and unit in ("Q", "H"):
        step = -1
    base = context.told(resolution) if relative is not None else context.today(resolution)
    if unit == "2W":
        return Moment(_period(1, unit), resolution, *sorted((base, add_days(base, 14 * step)))), "duration"
    if unit == "D" and found.get("past", "last"):
        step = -1
    if unit == "WE" and not step and relative is None:
        step = 0
    return _dated(moment(unit, shift(base, unit, step)))


def make_span(found: Found, context: Context, head: int) -> Made:
    """The past three days, the next few weeks, the first six months: a duration and, where it can be told, its days."""
    unit = found.get("unit", "units") or "D"
    count = found.number() if not found.get("few") else None
    if count is None and not found.get("few") and found.get("unit"):
        count = 1.0
    value = _period(count, unit)
    if count is None and not found.get("few"):
        value = "PAST_REF" if found.get("past", "previous") else "FUTURE_REF"
        return Moment(value, "", None, None), "reference"
    step = found.get("past", "last", "latest", "previous", "next")
    if count is None or step is None or unit[0] == "T" or context.published is None:
        return Moment(value, RESOLUTIONS.get(unit, "time"), None, None), "duration"
    today = context.published
    back = step != "1"
    other = shift(today, unit, -int(count) if back else int(count))
    first, last = (other, today) if back else (today, other)
    return Moment(value, "day" if unit == "D" else RESOLUTIONS[unit], first, last), "duration"


def make_duration(found: Found, context: Context, head: int) -> Made:
    unit = found.all("unit", "units")[0]
    count = found.number()
    if count is None and not found.get("few"):
        count = 0.5 if found.get("half") else 1.0 if found.get("unit") and found.get("a", "unit") and found.rows[-1][0] != "units" else None
    if found.get("few"):
        count = 2.0 if count is None and found.get("few") == "2" else None
    return Moment(_period(count, unit), RESOLUTIONS.get(unit, "time"), None, None), "duration"


def make_this_unit(found: Found, context: Context, head: int) -> Made:
    """The quarter, the year, the day: the one told last if there is one of that kind, else the one of publication."""
    if found.get("period"):
        anchor = context.anchor
        return _dated(anchor) if anchor is not None else (Moment("PXX", "", None, None), "duration")
    if found.get("these"):
        return Moment("PRESENT_REF" if found.get("these") == "these" else "PAST_REF", "", None, None), "reference"
    unit = found.get("unit") or "D"
    if unit[0] == "T" or unit in ("C", "E", "L"):
        return None
    anchor = context.anchor
    if anchor is not None and anchor.start is not None and anchor.resolution == RESOLUTIONS[unit]:
        return _dated(anchor)
    if unit == "D":
        return None
    after = context.parse.tokens[found.last] if found.last < len(context.parse.tokens) else None
    if unit == "Y" and after is not None and after.pos == "VERB" and after.lemma in context.dates.apart["over"]:
        return Moment("P1Y", "year", None, None), "duration"
    whole = moment(unit, context.today(RESOLUTIONS[unit]))
    if unit == "Q" and found.get("end") is None and context.direction(head) <= 0:
        whole = moment("Q", shift(context.today("quarter"), "Q", -1))
    if found.get("end") == "END" and whole.start is not None:
        return _dated(whole)
    if unit == "WE" and context.direction(head) <= 0:
        return _dated(moment("WE", add_days(context.today("weekend"), -7 if context.today("weekend").weekday() < 5 else 0)))
    return _dated(whole)


def _reference(value: str) -> Callable[[Found, Context, int], Made]:
    def make(found: Found, context: Context, head: int) -> Made:
        return Moment(value, "", None, None), "reference"

    return make


MAKERS: dict[str, Callable[[Found, Context, int], Made]] = {
    name.removeprefix("make_"): value for name, value in list(globals().items()) if name.startswith("make_")
} | {"past_ref": _reference("PAST_REF"), "present_ref": _reference("PRESENT_REF"), "future_ref": _reference("FUTURE_REF")}
__all__ = ["MAKERS", "Context", "Found", "Unresolved", "last_day"]
