"""The numbers behind the warnings about the air: kept as data with their history, so that an official can change one.

Where each comes from: docs/architecture.md, "Warnings about the air". Table: store/rules.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from domain.days import BANGKOK


@dataclass(frozen=True, slots=True)
class Rules:
    """µg/m³ of PM2.5, kilometres, hours; clock times as minutes of Bangkok's day."""

    very_good_over: float = (
        15.0  # above these 24-h means the levels 2, 3, 4 and 5 begin (PCD, B.E. 2566)
    )
    yellow_over: float = 25.0
    orange_over: float = 37.5
    red_over: float = 75.0
    rise_hour: float = 75.0  # a fast rise: an hour of at least this …
    rise_by: float = 50.0  # … and this much more than within the hours before
    rise_hours: float = 3
    down_share: float = 0.10  # this far under the threshold …
    down_hours: float = 3  # … for so many judged hours
    apart_km: float = 1.0  # two low-cost sensors count as two from here
    agree_share: float = 0.30
    agree_within: float = 10.0
    jump_limit: float = (
        300.0  # an official hour this far above the one before is not believed alone
    )
    near_km: float = 15.0
    fresh_minutes: float = 90  # past the hour label; a healthy station is at most 85 minutes old
    complete_hours: float = 18  # of 24, for a mean that we make ourselves
    settle_minutes: float = 45  # so long the hour's own value may come after the mean
    forget_hours: float = 24  # not judged for so long: like never judged
    a_day: float = 2
    pause_hours: float = 2
    night_from: float = 21 * 60
    night_until: float = 5 * 60 + 45
    lives_hours: float = 2  # a push that could not go so long is of no use any more
    rides_hours: float = 6
    group_people: float = 50  # what a push to a group is counted as: one for each member
    loud_from: float = (
        4  # from here on village heads get words to read out, at the times that are 1
    )
    loud_0545: float = 1
    loud_0700: float = 0
    loud_1200: float = 0
    loud_1500: float = 0
    loud_1700: float = 1
    loud_1800: float = 0

    def over(self, level: int) -> float:
        """The threshold above which `level` begins; level 1 begins at nothing."""
        steps = (self.very_good_over, self.yellow_over, self.orange_over, self.red_over)
        return (0.0, *steps)[level - 1]

    def level_of(self, pm25: float) -> int:
        return max(
            (level for level in (2, 3, 4, 5) if round(pm25, 4) > self.over(level)), default=1
        )

    def agree(self, one: float, other: float) -> bool:
        """Two witnesses say the same: within 30 % of the higher one, or within 10 µg/m³."""
        return abs(one - other) <= max(self.agree_within, self.agree_share * max(one, other))

    def is_night(self, now: datetime) -> bool:
        minute = _minute(now)
        return minute >= self.night_from or minute < self.night_until

    def night_ends(self, now: datetime) -> datetime:
        """The next end of the night after `now`."""
        local = now.astimezone(BANGKOK)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        ends = midnight + timedelta(minutes=self.night_until)
        return ends if ends > local else ends + timedelta(days=1)


def _minute(now: datetime) -> float:
    local = now.astimezone(BANGKOK)
    return local.hour * 60 + local.minute + local.second / 60


NAMES = tuple(field.name for field in fields(Rules))
# No number of an official may silence the warnings or make them a flood.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "yellow_over": (15.0, 37.5),
    "orange_over": (25.0, 50.0),
    "red_over": (50.0, 100.0),
    "rise_hour": (37.5, 150.0),
    "rise_by": (20.0, 150.0),
    "rise_hours": (1, 3),
    "down_share": (0.0, 0.5),
    "down_hours": (1, 6),
    "apart_km": (0.2, 10.0),
    "agree_share": (0.05, 1.0),
    "agree_within": (1.0, 50.0),
    "jump_limit": (100.0, 1000.0),
    "near_km": (3.0, 25.0),
    "fresh_minutes": (60, 180),
    "a_day": (1, 6),
    "pause_hours": (0, 12),
    "lives_hours": (1, 6),
    "rides_hours": (1, 23),
    "group_people": (1, 500),
    "loud_from": (3, 5),
    "loud_0545": (0, 1),
    "loud_0700": (0, 1),
    "loud_1200": (0, 1),
    "loud_1500": (0, 1),
    "loud_1700": (0, 1),
    "loud_1800": (0, 1),
}


def problem_with(name: str, value: float) -> str:
    """Why a value may not stand; empty when it may."""
    if name not in BOUNDS:
        return f"no such rule, or it is not for changing: {name}"
    low, high = BOUNDS[name]
    return "" if low <= value <= high else f"{name} must lie between {low:g} and {high:g}"


def with_changes(changes: Mapping[str, float]) -> Rules:
    """The rules with what officials changed; names that are gone and impossible values change nothing."""
    return replace(
        Rules(), **{name: value for name, value in changes.items() if not problem_with(name, value)}
    )
