"""Moments told by counting ("two weeks ago", "last month"), spans and sets: the words of an expression come in, a moment goes out."""

from collections.abc import Callable
from datetime import date

from dragoman.calendar import RESOLUTIONS, Moment, add_days, half, moment, quarter, shift
from dragoman.language import moment_days
from dragoman.language.moments import Context, Found, Made, dated


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
        return dated(_year_before(context.anchor, 1))
    return dated(_shifted(context.today(RESOLUTIONS.get(unit, "day")), unit, -count))


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
        return dated(_year_before(anchor, -step * int(count)))
    return dated(_shifted(context.told(RESOLUTIONS.get(unit, "day")), unit, step * count))


def make_hence(found: Found, context: Context, head: int) -> Made:
    unit = found.get("unit", "units") or "D"
    if found.get("few"):
        return Moment("FUTURE_REF", "", None, None), "reference"
    return dated(_shifted(context.today(RESOLUTIONS.get(unit, "day")), unit, found.number() or 1.0))


def make_year_earlier(found: Found, context: Context, head: int) -> Made:
    """The year-earlier quarter, the year-ago period: a year before what was told last."""
    number = found.get("ord")
    units = found.all("unit")
    anchor = context.anchor
    if units and units[0] != "Y":
        return make_earlier(found, context, head)
    if number and "Q" in units:
        year = context.told("quarter").year - (0 if anchor is None else 1)
        return dated(quarter(year, min(max(int(number), 1), 4)))
    if anchor is not None and anchor.start is not None:
        return dated(_year_before(anchor, 1))
    unit = "Q" if "Q" in units else "Y"
    return dated(moment(unit, shift(context.today(RESOLUTIONS[unit]), "Y", -1)))


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
        return dated(moment("Q", shift(base, "Y", int(step or 0))))
    number = 4 if int(word) < 0 else int(word)
    if number > 4:
        return None
    if year is None:
        today = context.today("quarter")
        first = date(today.year, number * 3 - 2, 1)
        year = today.year if first <= today or context.direction(head) > 0 else today.year - 1
    return dated(quarter(year, number))


def make_half(found: Found, context: Context, head: int) -> Made:
    word = found.get("ord", "last", "previous") or "1"
    year = found.year()
    if year is None:
        step = found.all("last", "next", "this")[-1:] if found.all("unit") else []
        year = context.told("half").year + int(step[0] if step and found.rows[-2][0] in ("last", "next", "this") else 0)
    return dated(half(year, 1 if word == "1" else 2))


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
        return dated(context.anchor)
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
    return dated(moment(unit, shift(base, unit, step)))


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
        return dated(anchor) if anchor is not None else (Moment("PXX", "", None, None), "duration")
    if found.get("these"):
        return Moment("PRESENT_REF" if found.get("these") == "these" else "PAST_REF", "", None, None), "reference"
    unit = found.get("unit") or "D"
    if unit[0] == "T" or unit in ("C", "E", "L"):
        return None
    anchor = context.anchor
    if anchor is not None and anchor.start is not None and anchor.resolution == RESOLUTIONS[unit]:
        return dated(anchor)
    if unit == "D":
        return None
    after = context.parse.tokens[found.last] if found.last < len(context.parse.tokens) else None
    if unit == "Y" and after is not None and after.pos == "VERB" and after.lemma in context.dates.apart["over"]:
        return Moment("P1Y", "year", None, None), "duration"
    whole = moment(unit, context.today(RESOLUTIONS[unit]))
    if unit == "Q" and found.get("end") is None and context.direction(head) <= 0:
        whole = moment("Q", shift(context.today("quarter"), "Q", -1))
    if found.get("end") == "END" and whole.start is not None:
        return dated(whole)
    if unit == "WE" and context.direction(head) <= 0:
        return dated(moment("WE", add_days(context.today("weekend"), -7 if context.today("weekend").weekday() < 5 else 0)))
    return dated(whole)


def _reference(value: str) -> Callable[[Found, Context, int], Made]:
    def make(found: Found, context: Context, head: int) -> Made:
        return Moment(value, "", None, None), "reference"

    return make


def _makers() -> dict[str, Callable[[Found, Context, int], Made]]:
    """What `make` of expressions.yaml names: the functions `make_…` of both files."""
    both = {**vars(moment_days), **globals()}
    made = {name.removeprefix("make_"): value for name, value in both.items() if name.startswith("make_")}
    return made | {name: _reference(name.upper()) for name in ("past_ref", "present_ref", "future_ref")}


MAKERS = _makers()
