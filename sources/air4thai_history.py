"""Air4Thai's history service: the real hours of PM2.5, which the current feed (sources/air4thai.py) does not have.

Source: Pollution Control Department, Thailand, http://air4thai.pcd.go.th.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from domain.air import AHEAD_AT_MOST, Reading
from sources.air4thai import BANGKOK, KNOWN, URLS, FeedRead, Rejected, pm25_of, text_of, time_of
from sources.fetch import FeedError, get_json

SOURCE = "air4thai-history"
PAGE = "getHistoryData.php"
# Folders of PCD's hosts that have current values only; the history stands in /forweb/.
FOLDERS_WITHOUT_HISTORY = {"services", "forappV2"}


def fetch(
    urls: Sequence[str] = URLS,
    station_ids: Sequence[str] = tuple(KNOWN),
    *,
    now: datetime,
    ca_file: str | None = None,
) -> FeedRead:
    """The hours of yesterday and today. `urls` are addresses of the current feed. FeedError when none answers."""
    addresses = [url(base, station_ids, now) for base in urls]
    fetched = get_json(list(dict.fromkeys(addresses)), ca_file=ca_file, check=_is_history)
    found = read(fetched.data, now=now)
    asked = set(station_ids)
    readings = tuple(reading for reading in found.readings if reading.station in asked)
    return replace(found, readings=readings, failures=fetched.failures)


def url(base: str, station_ids: Sequence[str], now: datetime) -> str:
    """The history address beside a current one, for yesterday and today in Thai time."""
    parts = urlsplit(base)
    folder = parts.path.rpartition("/")[0]
    above, _, last = folder.rpartition("/")
    if last in FOLDERS_WITHOUT_HISTORY:
        folder = f"{above}/forweb"
    today = now.astimezone(BANGKOK).date()
    asked = {
        "stationID": ",".join(station_ids),
        "param": "PM25",
        "type": "hr",
        "sdate": (today - timedelta(days=1)).isoformat(),
        "edate": today.isoformat(),
        "stime": "00",
        "etime": "23",
    }
    return urlunsplit(
        (parts.scheme, parts.netloc, f"{folder}/{PAGE}", urlencode(asked, safe=","), "")
    )


def read(payload: Any, *, now: datetime | None = None) -> FeedRead:
    """Hourly readings, hour-ending; an hour without a value is a rejected row. FeedError when the feed says no."""
    _is_history(payload)
    readings: dict[tuple[str, datetime], Reading] = {}
    rejected: list[Rejected] = []
    for station, row in _rows(payload):
        try:
            reading = _reading(station, row, now)
        except ValueError as reason:
            rejected.append(Rejected(station, str(reason)))
        else:
            readings[station, reading.at] = reading
    return FeedRead(readings=tuple(readings.values()), rejected=tuple(rejected))


def _is_history(payload: Any) -> None:
    if not isinstance(payload, dict):
        raise FeedError("shape", "no history in the answer")
    result, error = text_of(payload.get("result")), text_of(payload.get("error"))
    if result != "OK" or error:
        raise FeedError("shape", f"the feed says {(error or result or 'nothing')[:200]}")
    if not isinstance(payload.get("stations"), list):
        raise FeedError("shape", "no list of stations in the answer")


def _rows(payload: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for station in payload["stations"]:
        data = station.get("data") if isinstance(station, dict) else None
        name = text_of(station.get("stationID")) if isinstance(station, dict) else ""
        for row in data if isinstance(data, list) else [None]:
            yield name, row


def _reading(station: str, row: Any, now: datetime | None) -> Reading:
    if not station or not isinstance(row, dict):
        raise ValueError("malformed")
    try:
        at = time_of(text_of(row.get("DATETIMEDATA")), "%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        raise ValueError("no time") from None
    try:
        pm25 = pm25_of(row.get("PM25"))
    except ValueError:
        raise ValueError("out of range") from None
    if pm25 is None:
        raise ValueError("no value")
    if now and at - now > AHEAD_AT_MOST:
        raise ValueError("a bad clock")
    return Reading(station, at, 1, pm25, SOURCE)
