"""What the grammar finds in a message: a day or span, a clock, a part of a day, a moment, a repetition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or with `end` a span of dates. `step` (week, month, year) is how far off the next such day is, if any may
    be meant."""

    start: date
    end: date | None = None
    grain: str = "date"
    step: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight (1440 is its end). `first` opens a span of hours. `halved`: may also be 12 h later."""

    minutes: int
    part: str = ""
    first: int | None = None
    halved: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """`which` is this, last, or empty for the next one."""

    name: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Counted from now; `vague` where the text may only say "now" in passing."""

    start: datetime
    end: datetime | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """`how` is empty for daily, else "weekly:MON" and the like."""

    how: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Impossible:
    """A day or clock that does not exist: to be asked for again."""


Item = Day | Clock | Part | Moment | Every | Impossible
