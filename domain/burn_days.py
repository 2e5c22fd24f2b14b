"""The day and the hour that somebody names for a burn, and dates as officials write them in orders. Pure.

Days in general: domain/days.py.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from domain.days import BANGKOK

if TYPE_CHECKING:
    from domain.conversation import When

BUDDHIST = 543
# A year from here on is a Buddhist one: 2569 is 2026.
FIRST_BUDDHIST_YEAR = 2400
_MONTHS = (
    ("ม.ค.", "มกราคม", "มกรา", "january", "jan"),
    ("ก.พ.", "กุมภาพันธ์", "กุมภา", "february", "feb"),
    ("มี.ค.", "มีนาคม", "มีนา", "march", "mar"),
    ("เม.ย.", "เมษายน", "เมษา", "april", "apr"),
    ("พ.ค.", "พฤษภาคม", "พฤษภา", "may"),
    ("มิ.ย.", "มิถุนายน", "มิถุนา", "june", "jun"),
    ("ก.ค.", "กรกฎาคม", "กรกฎา", "july", "jul"),
    ("ส.ค.", "สิงหาคม", "สิงหา", "august", "aug"),
    ("ก.ย.", "กันยายน", "กันยา", "september", "sep"),
    ("ต.ค.", "ตุลาคม", "ตุลา", "october", "oct"),
    ("พ.ย.", "พฤศจิกายน", "พฤศจิกา", "november", "nov"),
    ("ธ.ค.", "ธันวาคม", "ธันวา", "december", "dec"),
)
_BY_MONTH = {
    name.replace(".", ""): number for number, names in enumerate(_MONTHS, 1) for name in names
}
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NAMED = re.compile(r"(\d{1,2})\s*([^\d\s]+)\s*(?:พ\.?\s*ศ\.?\s*)?(\d{4})")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def day_at(moment: datetime) -> date:
    """The day in Lampang."""
    return moment.astimezone(BANGKOK).date()


def buddhist_year(day: date) -> int:
    return day.year + BUDDHIST


def at_hour(day: date, hour: float) -> datetime:
    """Aware, UTC; the hour is Bangkok's, 24 is the next midnight."""
    midnight = datetime.combine(day, time(0), BANGKOK)
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def iso_day(text: str) -> date | None:
    """A day as our own buttons and the pages' date fields carry it; in these people type the year they know (2569)."""
    try:
        day = date.fromisoformat(text)
        return day.replace(year=day.year - BUDDHIST) if day.year >= FIRST_BUDDHIST_YEAR else day
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A date as officials write it: 2026-03-01, 2569-03-01, 1/3/2569, 1 มี.ค. 2569. None for anything else."""
    plain = text.strip().translate(_THAI_DIGITS)
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(plain):
        month = _BY_MONTH.get(found[2].replace(".", "").lower(), 0)
        day, year = int(found[1]), int(found[3])
    else:
        return None
    if year >= FIRST_BUDDHIST_YEAR:
        year -= BUDDHIST
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_said(when: When | None) -> date | None:
    """The (first) day that a text names; None where it names none, or one that comes again and again."""
    return iso_day((when.start if when else "")[:10])


def hour_said(when: When | None) -> float | None:
    """The clock time that a text names, in hours of Bangkok."""
    start = when.start if when else ""
    if "T" not in start or start.startswith("T"):
        return None
    try:
        clock = datetime.fromisoformat(start).astimezone(BANGKOK)
    except ValueError:
        return None
    return clock.hour + clock.minute / 60
