"""The Thai air quality index: levels, colours, and the index of a 24-h mean of PM2.5.

Which reading may speak for a place: domain/air.py. What is said about it: domain/advice.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Level:
    """One of PCD's five levels; `colour` is PCD's own, `highest_aqi` the last index that belongs to it."""

    number: int
    key: str
    colour: str
    highest_aqi: int


# Announcement of the Pollution Control Department on the air quality index, B.E. 2566 (2023).
LEVELS = (
    Level(1, "very_good", "#00BFF3", 25),
    Level(2, "good", "#00A651", 50),
    Level(3, "moderate", "#FDC04E", 100),
    Level(4, "starts_to_harm", "#F26522", 200),
    Level(5, "harms", "#CD0000", 501),
)

# 24-h PM2.5 from, to, index from, to; the same announcement.
BANDS = (
    (Decimal("0"), Decimal("15.0"), 0, 25),
    (Decimal("15.1"), Decimal("25.0"), 26, 50),
    (Decimal("25.1"), Decimal("37.5"), 51, 100),
    (Decimal("37.6"), Decimal("75.0"), 101, 200),
)
HIGHEST_AQI = 501  # what the feed shows for everything above, 450.8 to 916.3 seen
# Above the table the feed adds a point for each full µg/m³: 75.1 is 201, 76.0 is 202.
ABOVE_TABLE = 126


def thai_aqi(pm25: float | Decimal | str) -> int:
    """The Thai index of a 24-h mean in µg/m³. ValueError for what is no concentration.

    Published means have one decimal. A finer value between two bands (37.55, even 37.51) counts to the worse one:
    nobody is told the better level in doubt. A float loses the noise of its own arithmetic first.
    """
    value = _exact(pm25)
    for low, high, first, last in BANDS:
        if value <= high:
            index = (last - first) * (value - low) / (high - low) + first
            return int(index.quantize(Decimal(1), ROUND_HALF_UP))
    return min(HIGHEST_AQI, ABOVE_TABLE + int(min(value, Decimal(HIGHEST_AQI))))


def level_of(aqi: int) -> int:
    """The level 1 (very good) to 5 of an index."""
    if aqi < 0:
        raise ValueError(f"not an index: {aqi}")
    return next((level.number for level in LEVELS if aqi <= level.highest_aqi), LEVELS[-1].number)


def level(pm25: float | Decimal | str) -> int:
    """The level 1 to 5 of a concentration. For an hour it is a colour borrowed from the 24-h scale: say so."""
    return level_of(thai_aqi(pm25))


def _exact(pm25: float | Decimal | str) -> Decimal:
    try:
        value = Decimal(repr(round(pm25, 6)) if isinstance(pm25, float) else pm25)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueError(f"not a concentration: {pm25!r}") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"not a concentration: {pm25!r}")
    return value
