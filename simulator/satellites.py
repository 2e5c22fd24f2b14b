"""Passes of three satellites and the fires they see, as NASA FIRMS gives them: CSV of one area, times in UTC.

The fires are those of the told days (day.py) and invented; the power plant is real and hot on every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from . import day
from .clock import ICT
from .haze import chance

PUBLISHED_AFTER = timedelta(hours=2, minutes=30)
# Columns: FIRMS, area CSV of VIIRS.
HEADER = (
    "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,"
    "bright_ti5,frp,daynight"
)
# Source as FIRMS calls it, name in the rows, Thai times of the passes.
SATELLITES = {
    "VIIRS_NOAA21_NRT": ("N21", (time(1, 6), time(13, 12))),
    "VIIRS_NOAA20_NRT": ("N20", (time(1, 31), time(13, 36))),
    "VIIRS_SNPP_NRT": ("N", (time(1, 54), time(14, 2))),
}
# MODIS is asked for too; on the told days its few passes saw nothing.
SATELLITES_THAT_SAW_NOTHING = {
    "MODIS_NRT": HEADER.replace("bright_ti4", "brightness").replace("bright_ti5", "bright_t31")
}
MOST_DAYS = 5
PIXEL_DEGREES = 0.004  # about the 375 m of a pixel, with some more for the edges


@dataclass(frozen=True, slots=True)
class Fire:
    place: tuple[float, float]
    since: datetime
    until: datetime
    pixels: int  # seen in a pass when it burns at its best


ALWAYS = (datetime(2000, 1, 1, tzinfo=ICT), datetime(2100, 1, 1, tzinfo=ICT))
FIRES = (
    Fire(day.FIRE, day.march(12, 11), day.march(13, 9), 3),
    Fire((18.806, 99.452), day.march(10, 12), day.march(12, 6), 2),
    Fire((19.254, 99.721), day.march(12, 10), day.march(14, 3), 4),
    Fire((18.702, 100.052), day.march(12, 12), day.march(13, 22), 3),
    Fire((18.853, 99.418), day.march(13, 9), day.march(14, 3), 5),
    Fire((17.748, 99.104), day.march(13, 10), day.march(14, 4), 4),
    Fire((18.2955, 99.7515), *ALWAYS, 1),  # the power plant of Mae Mo: heat, no forest fire
)


@dataclass(frozen=True, slots=True)
class Area:
    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def read_area(text: str) -> Area:
    """`W,S,E,N` or `world`. ValueError for anything else."""
    if text == "world":
        return Area(-180, -90, 180, 90)
    west, south, east, north = (float(each) for each in text.split(","))
    return Area(west, south, east, north)


def hotspots(source: str, area: Area, days: int, now: datetime, first: date | None = None) -> str:
    """The CSV of the `days` (UTC dates) from `first` on, or the newest; only what is published by `now`."""
    name, _ = SATELLITES[source]
    first = first or now.astimezone(UTC).date() - timedelta(days=days - 1)
    last = first + timedelta(days=days - 1)
    rows = [
        row
        for moment in _passes(source, first, days)
        if moment + PUBLISHED_AFTER <= now and first <= moment.astimezone(UTC).date() <= last
        for row in _seen(name, moment, area)
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def _passes(source: str, first: date, days: int) -> Iterator[datetime]:
    for number in range(days + 1):  # a night of Thai time belongs to the UTC date before
        for hour in SATELLITES[source][1]:
            yield datetime.combine(first + timedelta(days=number), hour, ICT)


def _seen(name: str, moment: datetime, area: Area) -> Iterator[str]:
    for fire in FIRES:
        if fire.since <= moment <= fire.until:
            for pixel in range(fire.pixels):
                if row := _pixel(name, moment, fire, pixel, area):
                    yield row


def _pixel(name: str, moment: datetime, fire: Fire, pixel: int, area: Area) -> str:
    """A row, or nothing: smoke and clouds hide one in five, and the area may end before it."""

    def draw(what: str) -> float:
        return chance(what, name, moment.isoformat(), fire.place, pixel)

    if draw("hidden") < 0.2:
        return ""
    lat = fire.place[0] + PIXEL_DEGREES * (pixel + draw("north") - 0.5)
    lon = fire.place[1] + PIXEL_DEGREES * (draw("east") - 0.5)
    if not area.holds(lat, lon):
        return ""
    utc, power = moment.astimezone(UTC), 1.5 + 14 * draw("power")
    confidence = "h" if power > 13 else "l" if power < 2.5 else "n"
    is_day = 6 <= moment.hour < 18
    heat = (331 if is_day else 308) + 2.2 * power
    return (
        f"{lat:.5f},{lon:.5f},{heat:.2f},0.42,0.38,{utc:%Y-%m-%d},{utc.hour * 100 + utc.minute},"
        f"{name},VIIRS,{confidence},2.0NRT,{heat - 32:.2f},{power:.2f},{'D' if is_day else 'N'}"
    )
