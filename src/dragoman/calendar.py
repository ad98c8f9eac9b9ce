"""Days, weeks, months, years: plain arithmetic on dates and TIMEX3 values. No text, no clock."""

import calendar
from datetime import date
from typing import NamedTuple

#: first month of a season (northern half of the earth)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

RESOLUTIONS = {"D": "day", "W": "week", "2W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "H": "half", "Y": "year", "E": "decade", "C": "century", "L": "millennium"}


class Moment(NamedTuple):
    """A stretch of the calendar: TIMEX3 value, how exact, first and last day (None if they can't be told)."""

    value: str | None
    resolution: str
    start: date | None
    end: date | None


#: days by which two dates of one happening may differ, as what is told again is often dated by the report
WEEK = 7


def within_a_week(first: str | None, second: str | None) -> bool:
    """Whether two days (2023-04-06) are at most a week apart; one that is not told may be any."""
    days = parse_day(first), parse_day(second)
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= WEEK


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, or the last of that month; clipped to the years 1 to 9999."""
    number = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, count: int) -> date:
    """`count` days later, clipped to the years 1 to 9999."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def shift(day: date, unit: str, count: int) -> date:
    """`count` units (D W 2W WE M Q H Y E C L) later than `day`."""
    if unit in ("D", "W", "2W", "WE"):
        return add_days(day, count * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit])
    return add_months(day, count * {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}[unit])


def moment(unit: str, day: date) -> Moment:
    """The day, week, month … that `day` lies in: `moment("M", date(2023, 4, 6))` is 2023-04."""
    year, month = day.year, day.month
    if unit in ("W", "2W", "WE"):
        monday = add_days(day, -day.weekday())
        value = "{:04d}-W{:02d}".format(*day.isocalendar()[:2])
        if unit == "WE":
            return Moment(value + "-WE", "weekend", add_days(monday, 5), add_days(monday, 6))
        return Moment(value, "week", monday, add_days(monday, 6))
    if unit == "M":
        return Moment(f"{year:04d}-{month:02d}", "month", date(year, month, 1), last_day(year, month))
    if unit in ("Q", "H"):
        size = 3 if unit == "Q" else 6
        number = (month - 1) // size
        return Moment(f"{year:04d}-{unit}{number + 1}", RESOLUTIONS[unit], date(year, number * size + 1, 1), last_day(year, number * size + size))
    if unit in ("Y", "E", "C", "L"):
        digits = {"Y": 4, "E": 3, "C": 2, "L": 1}[unit]
        first = year // 10 ** (4 - digits) * 10 ** (4 - digits)
        return Moment(f"{year:04d}"[:digits], RESOLUTIONS[unit], date(max(first, 1), 1, 1), date(first + 10 ** (4 - digits) - 1, 12, 31))
    return Moment(day.isoformat(), "day", day, day)


def quarter(year: int, number: int) -> Moment:
    return moment("Q", date(year, number * 3 - 2, 1))


def half(year: int, number: int) -> Moment:
    return moment("H", date(year, number * 6 - 5, 1))


def season(year: int, name: str) -> Moment:
    """Spring, summer, autumn or winter of a year; winter begins in December of it."""
    start = date(year, SEASONS[name], 1)
    end = add_days(add_months(start, 3), -1)
    return Moment(f"{year:04d}-{name}", "season", start, end)


def parse_day(text: str | None) -> date | None:
    """An ISO date, or None if it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def same_day(year: int, month: int, day: int) -> date | None:
    """The date if there is such a day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


