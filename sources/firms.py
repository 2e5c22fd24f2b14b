"""NASA FIRMS: hotspots of VIIRS (Suomi NPP, NOAA-20, NOAA-21) and MODIS (Terra, Aqua) as CSV of an area. Needs a free key.

Traps: times are UTC without leading zeros ("1" is 00:01); mistakes come as plain text or a web page, now and then with
status 200; no rows also means "not published yet", so no rows is no news. Columns are read by name. The key is part of
the address and must never get into a text. Limit: 5,000 transactions in ten minutes; we make 16 an hour.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite

from domain.air import AHEAD_AT_MOST
from domain.hotspots import FIRMS, HIGH, LOW, MODIS, NOMINAL, VIIRS, Pixel, radius_of
from domain.places import Point
from sources.air4thai import Rejected
from sources.fetch import FeedError, get_text

URL = "https://firms.modaps.eosdis.nasa.gov"
PRODUCTS = ("VIIRS_SNPP_NRT", "VIIRS_NOAA20_NRT", "VIIRS_NOAA21_NRT", "MODIS_NRT")
AREA = "98.88,17.20,100.13,19.42"  # west, south, east, north of Lampang
DAYS = 2  # of UTC: a night of Thai time belongs to the day before
FIRST_COLUMNS = ("latitude", "country_id")
SATELLITES = {
    "n": "N",
    "npp": "N",
    "snpp": "N",
    "suomi npp": "N",
    "suomi-npp": "N",
    "n20": "N20",
    "noaa-20": "N20",
    "noaa20": "N20",
    "j1": "N20",
    "1": "N20",
    "n21": "N21",
    "noaa-21": "N21",
    "noaa21": "N21",
    "j2": "N21",
    "2": "N21",
    "t": "Terra",
    "terra": "Terra",
    "a": "Aqua",
    "aqua": "Aqua",
}
WORDS = {"l": LOW, "low": LOW, "n": NOMINAL, "nominal": NOMINAL, "h": HIGH, "high": HIGH}
# MODIS tells percents; these are FIRMS' own classes.
HIGH_FROM, NOMINAL_FROM = 80, 30


@dataclass(frozen=True, slots=True)
class HotspotsRead:
    """`failures` are the satellites that gave nothing while another did."""

    pixels: tuple[Pixel, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[FeedError, ...] = ()


def fetch(
    key: str, url: str = URL, *, now: datetime | None = None, ca_file: str | None = None
) -> HotspotsRead:
    """Every satellite; one that fails costs only itself. FeedError when all do, or when the key is refused."""
    pixels: list[Pixel] = []
    rejected: list[Rejected] = []
    failures: list[FeedError] = []
    for product in PRODUCTS:
        address = f"{url}/api/area/csv/{key}/{product}/{AREA}/{DAYS}"
        try:
            status, body = get_text(address, ca_file=ca_file)
            found = read(body, now=now, status=status)
        except FeedError as error:
            text = error.text.replace(key, "…")
            if "MAP_KEY" in text:
                raise FeedError(error.kind, text) from None
            failures.append(FeedError(error.kind, f"{product}: {text}"))
        else:
            pixels += found.pixels
            rejected += found.rejected
    if len(failures) == len(PRODUCTS):
        raise failures[0]
    return HotspotsRead(tuple(pixels), tuple(rejected), tuple(failures))


def read(payload: object, *, now: datetime | None = None, status: int = 200) -> HotspotsRead:
    """FeedError for anything that is not the CSV; a bad row costs only itself."""
    text = payload if isinstance(payload, str) else ""
    first = text.lstrip()[:200].splitlines()[:1]
    if not first or not first[0].lower().startswith(FIRST_COLUMNS):
        raise _refusal(first[0] if first else "", status)
    pixels: dict[tuple[object, ...], Pixel] = {}
    rejected: list[Rejected] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text.lstrip())), 2):
        try:
            pixel = _pixel(row, now)
        except ValueError as reason:
            rejected.append(Rejected(f"line {number}", str(reason)))
        else:
            pixels[pixel.satellite, pixel.at, pixel.point] = pixel
    return HotspotsRead(tuple(pixels.values()), tuple(rejected))


def _refusal(said: str, status: int) -> FeedError:
    if "map_key" in said.lower() or status in (401, 403):
        return FeedError("http", f"FIRMS_MAP_KEY is refused: {said[:80] or f'answered {status}'}")
    if said.startswith("<"):
        said = "a web page instead of data"
    if status != 200:
        return FeedError("http", f"answered {status}: {said[:120]}")
    return FeedError("shape", f"the feed says: {said[:120]}" if said else "an empty answer")


def _pixel(row: Mapping[str, str | None], now: datetime | None) -> Pixel:
    instrument = (row.get("instrument") or "").strip().upper()
    if instrument not in (VIIRS, MODIS):
        raise ValueError("an unknown instrument")
    satellite = (row.get("satellite") or "").strip()
    at = time_of(row.get("acq_date") or "", row.get("acq_time") or "")
    if now is not None and at - now > AHEAD_AT_MOST:
        raise ValueError("a bad clock")
    scan, track = amount(row.get("scan"), 0.1, 12), amount(row.get("track"), 0.1, 12)
    return Pixel(
        source=FIRMS,
        at=at,
        point=point_of(row.get("latitude"), row.get("longitude")),
        radius_m=radius_of(scan, track, instrument),
        satellite=SATELLITES.get(satellite.lower(), satellite[:12]),
        instrument=instrument,
        confidence=confidence_of(row.get("confidence") or ""),
        power_mw=amount(row.get("frp"), 0, 100_000),
    )


def time_of(day: str, clock: str) -> datetime:
    """UTC: "2026-03-13" with "1" is one minute past midnight. ValueError for anything else."""
    clock = clock.strip().replace(":", "")
    if not (clock.isascii() and clock.isdigit()) or len(clock) > 4:
        raise ValueError("no time")
    try:
        return datetime.strptime(f"{day.strip()} {clock.zfill(4)}", "%Y-%m-%d %H%M").replace(
            tzinfo=UTC
        )
    except ValueError:
        raise ValueError("no time") from None


def point_of(lat: object, lon: object) -> Point:
    try:
        point = Point(float(str(lat)), float(str(lon)))
    except ValueError:
        raise ValueError("no place") from None
    if not (abs(point.lat) <= 90 and abs(point.lon) <= 180):  # nan is no place either
        raise ValueError("no place")
    return point


def confidence_of(text: str) -> str:
    plain = text.strip().lower()
    if plain in WORDS:
        return WORDS[plain]
    try:
        percent = float(plain)
    except ValueError:
        raise ValueError("no confidence") from None
    if not 0 <= percent <= 100:
        raise ValueError("no confidence")
    return HIGH if percent >= HIGH_FROM else NOMINAL if percent >= NOMINAL_FROM else LOW


def amount(text: object, least: float, most: float) -> float | None:
    """What is missing or odd is left out: the place and time are worth keeping without it."""
    try:
        value = float(str(text))
    except ValueError:
        return None
    return value if isfinite(value) and least <= value <= most else None
