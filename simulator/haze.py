"""The air of Lampang: what each station measures at any hour, as a pure function of the time.

Morning inversion, afternoon mixing, evening rise, and days that differ; on four days of March 2026
what day.py tells. Invented but for the stations; how it is published: feeds.py, low-cost sensors:
sensors.py. The Thai index is here only to fill the payload.
Scale and rounding: announcement of the Pollution Control Department, B.E. 2566, and the pairs of
value and index seen in its feed.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from . import day
from .clock import ICT

HOUR = timedelta(hours=1)
PUBLISHED_AFTER = timedelta(minutes=15)
LATE_BLOCK_HOURS = 3
LATE_SHARE = 0.2  # of the blocks: seen in the feed for 37t, 38t and 39t
MISSING_SHARE = 0.01
LEAST = Decimal("1.5")  # after rain, µg/m³


@dataclass(frozen=True, slots=True)
class Station:
    station_id: str
    name_th: str
    name_en: str
    area_th: str
    area_en: str
    latitude: str
    longitude: str
    share: float = 1.0  # of the level of the Mae Mo basin
    is_often_late: bool = True
    has_gases: bool = False

    @property
    def place(self) -> tuple[float, float]:
        return float(self.latitude), float(self.longitude)


# Source: the feed of the Pollution Control Department; names as there, trailing blanks and all.
STATIONS = (
    Station(
        "37t",
        "สถานีอุตุนิยมวิทยาลำปาง",
        "Meteorological stations, Lampang",
        "ต.พระบาท อ.เมือง, ลำปาง",
        "Phra Bat, Meuang, Lampang",
        "18.2783333",
        "99.5064666",
        share=0.94,
    ),
    Station(
        "38t",
        "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านสบป้าด ",
        "Health Promotion Hospital Sob Pad, Lampang",
        "ต.สบป้าด อ.แม่เมาะ, ลำปาง",
        "Sop Pat, Mae Mo, Lampang",
        "18.2508166",
        "99.76395",
        has_gases=True,
    ),
    Station(
        "39t",
        "โรงพยาบาลส่งเสริมสุขภาพตำบลท่าสี ",
        "Health Promotion Hospital Banthasri",
        "ต.บ้านดง อ.แม่เมาะ, ลำปาง",
        "Ban Dong, Mae Mo, Lampang",
        "18.4267833",
        "99.7576333",
    ),
    Station(
        "40t",
        "การประปาส่วนภูมิภาคแม่เมาะ",
        "Provincial Waterworks Authority Mae Moh",
        "ต.แม่เมาะ อ.แม่เมาะ, ลำปาง",
        "Mae Mo, Mae Mo, Lampang",
        "18.2826333",
        "99.6598166",
        is_often_late=False,
    ),
)
BY_ID = {each.station_id: each for each in STATIONS}

# Of the day's level, for the hour that ends at 0, 1, … 23: cold air holds the smoke down until the
# sun has warmed the valley, and again after dark.
RHYTHM = (
    1.06, 1.05, 1.05, 1.07, 1.10, 1.15, 1.22, 1.30, 1.33, 1.27, 1.12, 0.95,
    0.80, 0.70, 0.64, 0.62, 0.65, 0.74, 0.87, 1.00, 1.08, 1.11, 1.10, 1.08,
)  # fmt: skip


def chance(*names: object) -> float:
    """Between 0 and 1, always the same for the same names."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def round_half_up(value: float | Decimal, digits: int) -> Decimal:
    step = Decimal(1).scaleb(-digits)
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP)


def hour_of(moment: datetime) -> datetime:
    return moment.astimezone(ICT).replace(minute=0, second=0, microsecond=0)


def _level_of_the_day(hour: datetime) -> float:
    """µg/m³, drifting over days without a jump at midnight; each hour by the haze in its middle."""
    days = hour.timestamp() / 86_400
    return day.strength(hour - HOUR / 2) * _ordinary_level(days)


def _ordinary_level(days: float) -> float:
    return 58 + 5 * math.sin(2 * math.pi * days / 6.3) + 3 * math.sin(2 * math.pi * days / 2.7 + 1)


def pm25_of_hour(station: Station, hour: datetime) -> Decimal | None:
    """The mean of the hour that ends at `hour`, one decimal; None when it is missing."""
    if _is_missing(station, hour):
        return None
    own = 2.4 * (chance(station.station_id, hour.isoformat()) - 0.5)
    value = basin(hour) * station.share + own + day.smoke(station.place, hour)
    return max(LEAST, round_half_up(value, 1))


def _is_missing(station: Station, hour: datetime) -> bool:
    if day.is_told(hour):
        return day.is_silent(station.station_id, hour)
    return chance("missing", station.station_id, hour.isoformat()) < MISSING_SHARE


def basin(hour: datetime) -> float:
    """µg/m³ of the hour that ends at `hour`, without plumes and what a place has of its own."""
    return _level_of_the_day(hour) * RHYTHM[hour.hour] + 4 * (chance("basin", hour) - 0.5)


def published_hour(station: Station, now: datetime) -> datetime:
    """The newest hour in the feed. The often late ones come in batches, up to three hours late."""
    latest = hour_of(now - PUBLISHED_AFTER)
    if day.is_told(latest):
        late = station.is_often_late
        return day.newest_hour(station.station_id, latest, is_often_late=late)
    if not station.is_often_late:
        return latest
    block = latest.replace(hour=latest.hour // LATE_BLOCK_HOURS * LATE_BLOCK_HOURS)
    return block if chance("late", block.isoformat()) < LATE_SHARE else latest


def pm25_of_day(station: Station, hour: datetime) -> Decimal | None:
    """The plain mean of the hours there are among the last 24, as the department makes it."""
    hours = [pm25_of_hour(station, hour - HOUR * back) for back in range(24)]
    present = [each for each in hours if each is not None]
    return round_half_up(sum(present, Decimal(0)) / len(present), 1) if present else None


# (lower, upper) concentration → (lower, upper) index.
_INDEX = ((0, 25), (26, 50), (51, 100), (101, 200))
_PM25 = (("0", "15.0"), ("15.1", "25.0"), ("25.1", "37.5"), ("37.6", "75.0"))
_O3 = (("0", "35"), ("36", "50"), ("51", "70"), ("71", "120"))
_CO = (("0", "4.4"), ("4.5", "6.4"), ("6.5", "9.0"), ("9.1", "30.0"))
_NO2 = (("0", "60"), ("61", "106"), ("107", "170"), ("171", "340"))
_SO2 = (("0", "100"), ("101", "200"), ("201", "300"), ("301", "400"))
TABLES = {"PM25": _PM25, "O3": _O3, "CO": _CO, "NO2": _NO2, "SO2": _SO2}
HIGHEST_INDEX = 501


def thai_index(pollutant: str, value: Decimal) -> int:
    for (low, high), (first, last) in zip(TABLES[pollutant], _INDEX, strict=True):
        least, most = Decimal(low), Decimal(high)
        if value <= most:
            exact = (last - first) / (most - least) * (value - least) + first
            return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    # Above its table the department counts on in steps of 1 µg/m³.
    return min(HIGHEST_INDEX, 126 + int(value)) if pollutant == "PM25" else 201


def colour_of(index: int) -> int:
    return next((colour for colour, top in enumerate((25, 50, 100, 200), 1) if index <= top), 5)


def gases_of(hour: datetime) -> dict[str, Decimal]:
    """Mild values for the one station that has them: ozone follows the sun, never leading."""
    sun = max(0.0, math.sin(math.pi * (hour.hour - 7) / 12))
    return {
        "O3": round_half_up(22 + 24 * sun, 0),
        "CO": round_half_up(0.6 + 0.3 * RHYTHM[hour.hour], 2),
        "NO2": round_half_up(6 + 4 * RHYTHM[hour.hour], 0),
        "SO2": round_half_up(1 + 2 * chance("so2", hour.isoformat()), 0),
    }
