"""DustBoy, the low-cost sensors of CCDC (Chiang Mai University), through its Open API: whole µg/m³ of the last hour.

Needs a key (DUSTBOY_API_KEY); public accounts may show ten stations, outdoor ones, and must name the source: "Data
supported by CCDC CMU". Never /api/ccdc/stations, which holds names and phones of caretakers. Their US index is of 2012,
their colours their own: nothing but the concentrations is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from domain import lampang
from sources.air4thai import Rejected, text_of, time_of
from sources.fetch import FeedError, get_json
from sources.sensed import Sensed, SensorsRead, Unusable, moment, station

SOURCE = "dustboy"
URL = "https://open-api.cmuccdc.org/api/dustboy"
REACH_KM = 20  # the most that the feed answers around a point


def fetch(
    key: str, url: str = URL, *, now: datetime | None = None, ca_file: str | None = None
) -> SensorsRead:
    """All DustBoys around the district towns; a town that fails costs only itself. FeedError when all do."""
    found: dict[str, Any] = {}
    failures: list[FeedError] = []
    for town in lampang.DISTRICTS:
        address = f"{url}/nearme/{town.centre.lat}/{town.centre.lon}/{REACH_KM}"
        try:
            got = get_json([address], ca_file=ca_file, headers={"Authorization": f"Bearer {key}"})
            rows = list(_rows(got.data))
        except FeedError as error:
            failures.append(error)
            if "403" in error.text:
                raise FeedError("http", "DUSTBOY_API_KEY is refused (403)") from error
            continue
        found |= {text_of(row.get("id")): row for row in rows if isinstance(row, dict)}
    if failures and len(failures) == len(lampang.DISTRICTS):
        raise failures[0]
    read_rows = _read(list(found.values()), now)
    return SensorsRead(read_rows.sensed, read_rows.rejected, tuple(failures))


def read(payload: Any, *, now: datetime | None = None) -> SensorsRead:
    """A list, or one station. FeedError("shape") for an error of the feed and for what is neither."""
    return _read(list(_rows(payload)), now)


def _rows(payload: Any) -> Iterator[Any]:
    if isinstance(payload, list):
        yield from payload
        return
    if not isinstance(payload, dict):
        raise FeedError("shape", "no stations in the answer")
    if payload.get("error") or payload.get("status") is False:
        said = text_of(payload.get("message")) or text_of(payload.get("error"))
        raise FeedError("shape", f"the feed says {(said or 'no')[:200]}")
    for name in ("data", "stations", "value"):
        if isinstance(payload.get(name), list):
            yield from payload[name]
            return
    if not {"id", "dustboy_id", "station"} & set(payload):
        raise FeedError("shape", "no stations in the answer")
    yield payload


def _read(rows: Sequence[Any], now: datetime | None) -> SensorsRead:
    sensed: list[Sensed] = []
    rejected: list[Rejected] = []
    for row in rows:
        try:
            sensed.append(_sensed(_flat(row), now))
        except Unusable as reason:
            name = text_of(row.get("id")) if isinstance(row, dict) else ""
            rejected.append(Rejected(name, str(reason)))
    return SensorsRead(tuple(sensed), tuple(rejected))


def _flat(row: Any) -> dict[str, Any]:
    """Recorders keep station and reading apart."""
    if not isinstance(row, dict):
        raise Unusable("malformed")
    parts = [row.get("station"), row.get("reading")]
    return {**row, **{name: value for part in parts if isinstance(part, dict) for name, value in part.items()}}  # fmt: skip


def _first(row: dict[str, Any], *names: str) -> str:
    return next((text for name in names if (text := text_of(row.get(name)))), "")


def _sensed(row: dict[str, Any], now: datetime | None) -> Sensed:
    number = text_of(row.get("id"))
    if not (number.isascii() and number.isalnum()) or len(number) > 20:
        raise Unusable("malformed")
    sensor = f"dustboy_{number}"
    place = station(
        sensor,
        _first(row, "dustboy_name", "name_th"),
        _first(row, "dustboy_name_en", "name_en"),
        _first(row, "dustboy_lat", "lat"),
        _first(row, "dustboy_lon", "dustboy_lng", "lon"),
        SOURCE,
    )
    try:
        # Thai time, as the Open API writes it; an hour of 13.00 is there at 13.13 to 13.17.
        at = time_of(_first(row, "log_datetime", "datetime"), "%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        raise Unusable("no time") from None
    measured = moment(
        at,
        now,
        row.get("pm25"),
        pm10=row.get("pm10"),
        humidity=row.get("humid"),
        temperature=row.get("temp"),
    )
    return Sensed(sensor, "dustboy", measured, place)
