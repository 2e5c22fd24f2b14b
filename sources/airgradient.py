"""AirGradient: the public cloud (no key; CC BY-SA 4.0) and what a device itself answers on its local network.

Taken is pm02, the raw PM2.5 of the atmospheric channel: "Compensated" values follow a setting of each device, and after a
start a device has none at all. Cloud times are true UTC; a local answer has no time, so that of receipt counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sources.air4thai import Rejected, text_of
from sources.fetch import FeedError, get_json
from sources.sensed import Sensed, SensorsRead, Unusable, moment, station

SOURCE = "airgradient"
URL = "https://api.airgradient.com/public/api/v1/world/locations"


def fetch(
    locations: Sequence[str] = (),
    url: str = URL,
    *,
    now: datetime | None = None,
    ca_file: str | None = None,
) -> SensorsRead:
    """These locations, each by itself; without any the whole world, of which Lampang is kept. FeedError when all fail."""
    addresses = [f"{url}/{one}/measures/current" for one in locations]
    rows: list[Any] = []
    failures: list[FeedError] = []
    for address in addresses or [f"{url}/measures/current"]:
        try:
            rows += _rows(get_json([address], ca_file=ca_file).data)
        except FeedError as error:
            failures.append(error)
    if failures and not rows:
        raise failures[0]
    found = read(rows, now=now)
    return SensorsRead(found.sensed, found.rejected, tuple(failures))


def read(payload: Any, *, now: datetime | None = None) -> SensorsRead:
    """Rows of the cloud, or one device's own answer. Rows of elsewhere are not even counted."""
    sensed: list[Sensed] = []
    rejected: list[Rejected] = []
    for row in _rows(payload):
        try:
            sensed.append(_sensed(row, now))
        except Unusable as reason:
            if str(reason) != "out of place" or len(_rows(payload)) == 1:
                rejected.append(Rejected(_name(row), str(reason)))
    return SensorsRead(tuple(sensed), tuple(rejected))


def _rows(payload: Any) -> list[Any]:
    if isinstance(payload, dict) and ("serialno" in payload or "locationId" in payload):
        return [payload]
    if not isinstance(payload, list):
        raise FeedError("shape", "no locations in the answer")
    return payload


def _name(row: Any) -> str:
    return text_of(row.get("locationId") or row.get("serialno")) if isinstance(row, dict) else ""


def _sensed(row: Any, now: datetime | None) -> Sensed:
    if not isinstance(row, dict):
        raise Unusable("malformed")
    number = _name(row)
    if not (number.isascii() and number.isalnum()) or len(number) > 25:
        raise Unusable("malformed")
    sensor = f"airgradient_{number}"
    if "serialno" in row and "locationId" not in row:
        at = now or datetime.now(UTC)
        return Sensed(sensor, SOURCE, _measured(row, at, now))
    name = text_of(row.get("publicLocationName")) or text_of(row.get("locationName"))
    place = station(sensor, name, name, row.get("latitude"), row.get("longitude"), SOURCE)
    if row.get("offline") is True:
        raise Unusable("offline")
    return Sensed(sensor, SOURCE, _measured(row, _time(row.get("timestamp")), now), place)


def _measured(row: dict[str, Any], at: datetime, now: datetime | None) -> Any:
    return moment(
        at,
        now,
        row.get("pm02"),
        pm10=row.get("pm10"),
        humidity=row.get("rhum"),
        temperature=row.get("atmp"),
    )


def _time(raw: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text_of(raw))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unusable("no time") from None
