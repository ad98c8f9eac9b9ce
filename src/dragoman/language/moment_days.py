"""Days, months, seasons and years that are named: the words of an expression come in, a moment of the calendar goes out."""

from datetime import date

from dragoman.calendar import SEASONS, add_days, moment, parse_day, same_day, season
from dragoman.language.moments import Context, Found, Made, dated


def make_nothing(found: Found, context: Context, head: int) -> Made:
    return None


def make_iso(found: Found, context: Context, head: int) -> Made:
    text = found.get("iso")
    if text:
        day = parse_day(text)
    elif found.get("year_number"):
        numbers = [int(number) for number in found.all("day_number")]
        day = same_day(found.year() or 0, numbers[0], numbers[1])
    else:
        month, number, year = (int(part) for part in (found.get("slash") or "").split("/"))
        day = same_day(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, number)
    return dated(moment("D", day)) if day else None


def make_date(found: Found, context: Context, head: int) -> Made:
    """Month and day, with the year told or the nearest that tense allows."""
    month, number, year = int(found.get("month") or 1), int(found.get("day_number", "ord") or 1), found.year()
    if year is not None:
        day = same_day(year, month, number)
        return dated(moment("D", day) if day else moment("M", date(year, month, 1)))
    today = context.today("day")
    days = [day for y in (today.year - 1, today.year, today.year + 1) if (day := same_day(y, month, number))]
    if not days:
        return None
    weekday = found.get("weekday")
    fitting = [day for day in days if weekday is None or day.isoweekday() == int(weekday)] or days
    return dated(moment("D", _nearest(fitting, today, context.direction(head))))


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
    return dated(moment("M", date(year, number, 1)))


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
        return dated(whole)
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
        day = dated(moment("D", context.told("day")))
    if day is None or day[0].start is None:
        return day
    time = f"{number:02d}:{minute or '00'}"
    return day[0]._replace(value=f"{day[0].start.isoformat()}T{time}"), "time"


def make_season(found: Found, context: Context, head: int) -> Made:
    name, year = found.get("season", "fall") or "SU", found.year()
    step = found.get("last", "next", "this", "previous", "following", "that", "past")
    before = context.parse.tokens[found.first - 1] if found.first and not found.mods else None
    if year is None and step is None and before is not None and before.lemma.lower() not in context.dates.apart["season_after"]:
        return None
    if year is None and found.get("unit"):
        year = context.today("season").year + int(step or 0)
    if year is None:
        today = context.today("season")
        begun = date(today.year, SEASONS[name], 1) <= today
        year = today.year
        if step == "1" or (step is None and context.direction(head) > 0):
            year += 1 if begun and step == "1" else 0
        elif (step != "0" and not begun) or (step == "-1" and season(year, name).end is not None and today <= (season(year, name).end or today)):
            year -= 1
    return dated(season(year, name))


def make_year(found: Found, context: Context, head: int) -> Made:
    year = found.year()
    return dated(moment("Y", date(year, 1, 1))) if year else None


def make_decade(found: Found, context: Context, head: int) -> Made:
    digits = found.get("decade", "decade_number") or "0"
    year = int(digits) if len(digits) == 4 else int(digits[-2:]) + (1900 if int(digits[-2:]) >= 30 else 2000)
    if len(digits) == 4 and digits[2:] == "00":
        return dated(moment("C", date(year, 1, 1)))
    return dated(moment("E", date(year, 1, 1)))


def make_century(found: Found, context: Context, head: int) -> Made:
    number = max(int(found.get("ord") or 1), 1)
    return dated(moment("C", date(max((number - 1) * 100, 1), 1, 1)))
