"""What one low-cost sensor measured at one moment, and why a row is no such thing. The texts go back to who sent it.

Two shapes: our own (time, pm25 …) and the push of Sensor.Community's firmware. Over HTTP: web/api/readings.py.
Whether a reading may be believed: domain/quality.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from domain.air import AHEAD_AT_MOST

KINDS = ("pms5003", "sds011", "dustboy", "airgradient", "unknown")
# The worst value seen anywhere in PCD's feed is 916; no optical sensor means anything beyond this.
MOST_PM = 2000.0
OLDEST = timedelta(days=366)  # a clock that was never set says 1970 or 2000
COLDEST, HOTTEST = -40.0, 85.0  # °C, what such devices are made for
# RFC 3339: a date, a time, and where it is so.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:([Zz])|([+-]\d\d:\d\d))", re.ASCII
)
# Sensor.Community: P1 is PM10, P2 is PM2.5; which device it is stands before it. The first that is there counts.
_FIRMWARE = {
    "SDS": "sds011",
    "PMS": "pms5003",
    "HPM": "",
    "SPS30": "",
    "NPM": "",
    "IPS": "",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """PM in µg/m³, relative humidity in percent, temperature in °C; `at` aware, whole seconds."""

    at: datetime
    pm25: float
    pm10: float | None = None
    humidity: float | None = None
    temperature: float | None = None


class NotAReading(Exception):
    """Why a row cannot be taken, for who sent it."""


def read(row: Any, now: datetime, sensor: str) -> Measured:
    """A row of our own format. `sensor` is whose token it came with."""
    if not isinstance(row, dict):
        raise NotAReading("a reading is an object with time and pm25")
    named = row.get("sensor")
    if named is not None and named != sensor:
        raise NotAReading("the token belongs to another sensor")
    pm25 = _number(row, "pm25", 0, MOST_PM, "µg/m³")
    if pm25 is None:
        raise NotAReading("pm25 is missing")
    return Measured(
        _time(row.get("time"), now),
        pm25,
        _number(row, "pm10", 0, MOST_PM, "µg/m³"),
        _number(row, "humidity", 0, 100, "%"),
        _number(row, "temperature", COLDEST, HOTTEST, "°C"),
    )


def read_firmware(body: Any, now: datetime) -> tuple[Measured, str]:
    """A push of Sensor.Community's firmware, and the kind of its sensor where it tells; the time is that of receipt.

    Its other values (humidity, temperature) are dropped where they cannot be: nobody reads the answer at the device.
    """
    values = body.get("sensordatavalues") if isinstance(body, dict) else None
    if not isinstance(values, list):
        raise NotAReading("sensordatavalues is missing")
    known = {
        str(one.get("value_type")): number
        for one in values
        if isinstance(one, dict) and (number := _firmware_number(one.get("value"))) is not None
    }
    device = next((name for name in _FIRMWARE if _named(name, "P2") in known), None)
    if device is None:
        raise NotAReading("there is no PM2.5 in it")
    pm25, pm10 = known[_named(device, "P2")], known.get(_named(device, "P1"))
    if not 0 <= pm25 <= MOST_PM:
        raise NotAReading(f"PM2.5 must lie between 0 and {MOST_PM:.0f} µg/m³")
    measured = Measured(
        now.astimezone(UTC).replace(microsecond=0),
        pm25,
        _within(pm10, 0, MOST_PM),
        _within(_ending(known, "humidity"), 0, 100),
        _within(_ending(known, "temperature"), COLDEST, HOTTEST),
    )
    return measured, _FIRMWARE[device]


def _named(device: str, value: str) -> str:
    return f"{device}_{value}" if device else value


def _ending(known: Mapping[str, float], word: str) -> float | None:
    """DHT writes the bare word, others their name before it: BME280_humidity."""
    return next((value for name, value in known.items() if name.endswith(word)), None)


def _within(value: float | None, least: float, most: float) -> float | None:
    return value if value is not None and least <= value <= most else None


def _firmware_number(raw: Any) -> float | None:
    """The firmware writes every value as a text."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _number(
    row: Mapping[str, Any], name: str, least: float, most: float, unit: str
) -> float | None:
    raw = row.get(name)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise NotAReading(f"{name} must be a number")
    if isinstance(raw, float) and not isfinite(raw):
        raise NotAReading(f"{name} must be a finite number")
    if not least <= raw <= most:
        raise NotAReading(f"{name} must lie between {least:g} and {most:g} {unit}")
    return float(raw)


def _time(raw: Any, now: datetime) -> datetime:
    found = _TIME.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise NotAReading("time must be RFC 3339 with its zone, such as 2026-03-14T08:05:00+07:00")
    date, clock, is_utc, offset = found.groups()
    try:
        at = datetime.fromisoformat(f"{date}T{clock}{'+00:00' if is_utc else offset}")
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotAReading("time is no time of the calendar") from None
    if at - now > AHEAD_AT_MOST:
        raise NotAReading("time lies in the future: is the sensor's clock or zone right?")
    if now - at > OLDEST:
        raise NotAReading(f"time is more than {OLDEST.days} days ago")
    return at
