"""Months, weeks and years by the calendar: what a day or month without a year means, and the spans around a day.

Used by days.py and joining.py.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

BUDDHIST = 543
_NEAR = 30  # years within which a two-digit year is a Buddhist one


def full_year(year: int, *, today: date | None = None, thai: bool = True) -> int:
    """2569, 69 and 2026 as 2026. A short year is Buddhist, or of the other era where that is nearer to today."""
    if year >= 2400:
        return year - BUDDHIST
    if year >= 100 or today is None:
        return year
    buddhist, common = 2500 - BUDDHIST + year, 2000 + year
    first, second = (buddhist, common) if thai else (common, buddhist)
    return first if abs(first - today.year) <= _NEAR else second


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def week_span(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def next_day_of_month(day: int, today: date) -> date | None:
    """The next date with that number, today included; months that lack it are passed over."""
    for months in range(4):
        first = add_months(today.replace(day=1), months)
        found = day_of(first.year, first.month, day)
        if found and found >= today:
            return found
    return None


def last_day_of_month(day: int, today: date) -> date | None:
    """The latest date with that number before today."""
    for months in range(4):
        first = add_months(today.replace(day=1), -months)
        found = day_of(first.year, first.month, day)
        if found and found < today:
            return found
    return None


def next_day(month: int, day: int, today: date) -> date | None:
    """The next such day, today included; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        found = day_of(year, month, day)
        if found and found >= today:
            return found
    return None


def last_day(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year - 9, -1):
        found = day_of(year, month, day)
        if found and found < today:
            return found
    return None


def third_of_month(which: str, first: date) -> tuple[date, date]:
    """Early, middle or late: days 1-10, 11-20, 21 to the end, as the Meteorological Department speaks of them."""
    start, end = month_span(first.year, first.month)
    if which == "x":
        return start, start.replace(day=10)
    if which == "X":
        return start.replace(day=11), start.replace(day=20)
    return start.replace(day=21), end
