"""Air4Thai of the Pollution Control Department (PCD), current values: a mean of 24 hours for each station.

The hours themselves: sources/air4thai_history.py. Which value may speak for a place: domain/air.py.
Source: Pollution Control Department, Thailand, http://air4thai.pcd.go.th.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from math import isfinite
from typing import Any

from domain.air import AHEAD_AT_MOST, Reading, Station
from domain.places import Point
from sources.fetch import FeedError, get_json

SOURCE = "air4thai"
URLS = (
    "https://air4thai.com/forweb/getAQI_JSON.php",
    "https://air4thai.pcd.go.th/forweb/getAQI_JSON.php",
    "https://air4thai.pcd.go.th/services/getNewAQI_JSON.php",
)
BANGKOK = timezone(timedelta(hours=7))  # the feed writes Thai time without saying so
WEST, SOUTH, EAST, NORTH = 98.88, 17.20, 100.13, 19.42  # the box around the province
# The worst 24-h mean seen anywhere in the feed is 916; beyond this a device is broken.
MOST_PM25 = 2000.0
MISSING = {"", "-", "N/A", "NULL", "NONE"}

# What villagers call them; the feed's own names are those of offices. Places and tambons: the feed and DOPA's codes.
KNOWN = {
    station.id: station
    for station in (
        Station(
            "37t",
            "อุตุฯ ลำปาง",
            "Lampang weather station",
            Point(18.2783333, 99.5064666),
            tambon="520105",
        ),
        Station("38t", "สบป้าด", "Sop Pat", Point(18.2508166, 99.76395), tambon="520205"),
        Station("39t", "ท่าสี", "Tha Si", Point(18.4267833, 99.7576333), tambon="520201"),
        Station("40t", "แม่เมาะ", "Mae Mo", Point(18.2826333, 99.6598166), tambon="520204"),
    )
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be used, and why: no value, no time, a bad clock, out of range, out of place, malformed."""

    station: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What an answer held for Lampang. `failures` are the addresses that did not answer before one did."""

    stations: tuple[Station, ...] = ()
    readings: tuple[Reading, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[FeedError, ...] = ()


class _Unusable(Exception):
    """A row's reason to be left out."""


def fetch(
    urls: Sequence[str] = URLS, *, ca_file: str | None = None, now: datetime | None = None
) -> FeedRead:
    """The current feed from the first address that has Lampang in it. FeedError when none has."""
    fetched = get_json(urls, ca_file=ca_file, check=_has_lampang)
    return replace(read(fetched.data, now=now), failures=fetched.failures)


def read(payload: Any, *, now: datetime | None = None) -> FeedRead:
    """Both shapes of the payload: AQILast (today) and LastUpdate (2019). With `now`, labels far ahead are refused.

    FeedError("shape") when it is no station list; a bad row costs only itself.
    """
    stations: dict[str, Station] = {}
    readings: dict[tuple[str, datetime], Reading] = {}
    rejected: list[Rejected] = []
    for row in _rows(payload):
        if not isinstance(row, dict):
            rejected.append(Rejected("", "malformed"))
            continue
        if not _is_lampang(row):
            continue
        try:
            station = _station(row)
            stations[station.id] = station
            reading = _reading(row, station.id, now)
            readings[station.id, reading.at] = reading
        except _Unusable as reason:
            rejected.append(Rejected(text_of(row.get("stationID")), str(reason)))
    return FeedRead(tuple(stations.values()), tuple(readings.values()), tuple(rejected))


def pm25_of(raw: Any) -> float | None:
    """A concentration in µg/m³, or None for what the feeds write when they have none.

    -1, -999 and -9999 are codes for a missing value; so are N/A, - and null. Raises ValueError for an impossible one.
    """
    if raw is None or isinstance(raw, dict) or text_of(raw).upper() in MISSING:
        return None
    value = float("nan") if isinstance(raw, bool) else float(text_of(raw))
    if value < 0:
        return None
    if not isfinite(value) or value > MOST_PM25:
        raise ValueError(f"not a concentration: {raw!r}")
    return value


def time_of(text: str, pattern: str) -> datetime:
    """The feed's Thai time as an aware time in UTC. ValueError for what is none."""
    return datetime.strptime(text, pattern).replace(tzinfo=BANGKOK).astimezone(UTC)


def text_of(raw: Any) -> str:
    """A leaf as text with single blanks: names come with trailing and doubled ones."""
    return " ".join(str(raw).split()) if isinstance(raw, str | int | float) else ""


def _rows(payload: Any) -> list[Any]:
    rows = payload.get("stations") if isinstance(payload, dict) else None
    if not isinstance(rows, list) or not rows:
        raise FeedError("shape", "no list of stations in the answer")
    return rows


def _has_lampang(payload: Any) -> None:
    if not read(payload).stations:
        raise FeedError("shape", "no station of Lampang in the answer")


def _is_lampang(row: dict[str, Any]) -> bool:
    """By name, the province being what stands last: "ต.พระบาท อ.เมือง, ลำปาง"; the four known ones by id too."""
    thai = text_of(row.get("areaTH")).rpartition(",")[2]
    english = text_of(row.get("areaEN")).rpartition(",")[2].lower()
    return "ลำปาง" in thai or "lampang" in english or text_of(row.get("stationID")) in KNOWN


def _station(row: dict[str, Any]) -> Station:
    name = text_of(row.get("stationID"))
    if not name:
        raise _Unusable("malformed")
    known = KNOWN.get(name)
    point = _point(row)
    if known:
        return replace(known, point=point or known.point, source=SOURCE)
    if point is None:
        raise _Unusable("out of place")
    name_th, name_en = text_of(row.get("nameTH")), text_of(row.get("nameEN"))
    return Station(
        name, name_th or name_en or name, name_en or name_th or name, point, source=SOURCE
    )


def _point(row: dict[str, Any]) -> Point | None:
    try:
        lat, lon = float(text_of(row.get("lat"))), float(text_of(row.get("long")))
    except ValueError:
        return None
    return Point(lat, lon) if SOUTH <= lat <= NORTH and WEST <= lon <= EAST else None


def _reading(row: dict[str, Any], station: str, now: datetime | None) -> Reading:
    last = row.get("AQILast") or row.get("LastUpdate")
    if not isinstance(last, dict):
        raise _Unusable("malformed")
    pm25 = _pm25(last.get("PM25"))
    at = _time(last)
    if now and at - now > AHEAD_AT_MOST:
        raise _Unusable("a bad clock")
    return Reading(station, at, 24, pm25, SOURCE, stale=_is_marked_stale(last))


def _pm25(pollutant: Any) -> float:
    try:
        value = pm25_of(pollutant.get("value") if isinstance(pollutant, dict) else None)
    except ValueError:
        raise _Unusable("out of range") from None
    if value is None:
        raise _Unusable("no value")
    return value


def _time(last: dict[str, Any]) -> datetime:
    try:
        return time_of(f"{text_of(last.get('date'))} {text_of(last.get('time'))}", "%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        raise _Unusable("no time") from None


def _is_marked_stale(last: dict[str, Any]) -> bool:
    """PCD turns the colour of the whole index negative when a station is silent; the values stay what they were."""
    overall = last.get("AQI")
    colour = text_of(overall.get("color_id")) if isinstance(overall, dict) else ""
    return colour.startswith("-")
