"""Days as people in Lampang count them: what a "when" covers, which day an hour belongs to, the parts of a day.

An hour's value is labelled by its end (as the feeds do), so the hour that ends at 00.00 belongs to the day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))
HOUR = timedelta(hours=1)
EARLIEST, LATEST = 2000, 2200  # years; anything else is a slip or a made-up press
# Hours of the day that each part begins and ends with; the night runs into the next morning.
PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (24, 30)}
IN_ORDER = tuple(PARTS)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, both meant; `part` as the words said it, or empty."""

    first: date
    last: date
    part: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch that is told as one: a part of a day, or a whole day (kind "day"). `day` is what people call it by."""

    kind: str
    day: date
    start: datetime
    end: datetime


def today(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time(), BANGKOK)


# The same two under the names that other subjects read better with.
day_of, begins = today, midnight


def moment(text: str) -> datetime:
    """An ISO time; without a zone it is Thai time."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=BANGKOK)


def day_of_hour(at: datetime) -> date:
    """The day that the hour which ends at `at` belongs to."""
    return (at.astimezone(BANGKOK) - timedelta(seconds=1)).date()


def span_of(start: str, end: str = "", grain: str = "", part: str = "") -> Span | None:
    """Of a When's words; None for no time, and for one that returns ("every Monday")."""
    if grain == "recurring":
        return None
    try:
        first = date.fromisoformat(start[:10])
        last = date.fromisoformat((end or start)[:10])
    except ValueError:
        return None
    if not (EARLIEST <= first.year <= LATEST and last.year <= LATEST):
        return None
    return Span(first, max(first, last), part)


def part_of(day: date, kind: str) -> Spell:
    begins, ends = PARTS[kind]
    start = midnight(day)
    return Spell(kind, day, start + begins * HOUR, start + ends * HOUR)


def whole(day: date) -> Spell:
    return Spell("day", day, midnight(day), midnight(day + timedelta(days=1)))
