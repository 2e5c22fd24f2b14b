"""The Royal Forest Department's fire map: VIIRS pixels with the forest's kind and name. Read from a saved answer only.

Its server answers browsers in Thailand (403 from elsewhere, and to programs that say what they are), so there is no
fetching: `flask feeds pull rfd-firemap --file`. All leaves are strings; TIME is Thai, without leading zeros.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain import hotspots as kinds
from domain.air import AHEAD_AT_MOST
from domain.hotspots import NOMINAL, RFD, VIIRS, Pixel, radius_of
from sources.air4thai import BANGKOK, Rejected, text_of
from sources.fetch import FeedError
from sources.firms import HotspotsRead, point_of, time_of

# NRF national reserved forest, DNP parks and wildlife, ALRO land reform. CMF (community forest), FIO, KTC, DOL, TD do not
# say which of the six kinds it is.
LANDS = {
    "NRF": kinds.RESERVED,
    "DNP": kinds.CONSERVATION,
    "ALRO": kinds.REFORM,
    "OTHER": kinds.COMMUNITY,
}


def read(payload: Any, *, now: datetime | None = None) -> HotspotsRead:
    """FeedError("shape") for what has no list of hotspots; a bad row costs only itself."""
    if not isinstance(payload, dict) or not isinstance(payload.get("hotspot"), list):
        raise FeedError("shape", "no list of hotspots")
    pixels: dict[tuple[object, ...], Pixel] = {}
    rejected: list[Rejected] = []
    for number, row in enumerate(payload["hotspot"]):
        try:
            if not isinstance(row, dict):
                raise ValueError("malformed")
            pixel = _pixel(row, now)
        except ValueError as reason:
            rejected.append(Rejected(f"row {number}", str(reason)))
        else:
            pixels[pixel.at, pixel.point] = pixel
    return HotspotsRead(tuple(pixels.values()), tuple(rejected))


def _pixel(row: Mapping[str, Any], now: datetime | None) -> Pixel:
    told = time_of(text_of(row.get("YYMMDD")), text_of(row.get("TIME")))
    at = told.replace(tzinfo=BANGKOK).astimezone(UTC)
    if now is not None and at - now > AHEAD_AT_MOST:
        raise ValueError("a bad clock")
    return Pixel(
        source=RFD,
        at=at,
        point=point_of(text_of(row.get("LAT")), text_of(row.get("LONG"))),
        radius_m=radius_of(None, None, VIIRS),
        instrument=VIIRS,
        confidence=NOMINAL,
        land=LANDS.get(text_of(row.get("TYPE")).upper(), ""),
    )
