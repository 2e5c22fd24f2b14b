"""GISTDA's hotspots (VIIRS) of Lampang, with the kind of land, from its API gateway. Needs a key (GISTDA_API_KEY).

The same pixels as NASA's, told again: domain/hotspots.py makes one of both. Field names are those that three public
clients read; no raw answer was seen, so anything may be missing. Times: th_date with th_time is Thai time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain import hotspots as kinds
from domain import lampang
from domain.air import AHEAD_AT_MOST
from domain.hotspots import GISTDA, NOMINAL, VIIRS, Pixel, radius_of
from sources.air4thai import BANGKOK, Rejected, text_of
from sources.fetch import FeedError, get_json
from sources.firms import SATELLITES, HotspotsRead, amount, confidence_of, point_of, time_of

URL = "https://api-gateway.gistda.or.th/api/2.0/resources/features"
PAGE = 1000
MOST_PAGES = 10
# The six kinds by a word of their Thai names; "พื้นที่ป่า" alone does not say which forest.
LAND_WORDS = (
    ("อนุรักษ์", kinds.CONSERVATION),
    ("สงวน", kinds.RESERVED),
    ("เกษตร", kinds.FARM),
    ("ส.ป.ก", kinds.REFORM),
    ("สปก", kinds.REFORM),
    ("ทางหลวง", kinds.ROADSIDE),
    ("ชุมชน", kinds.COMMUNITY),
)


def fetch(
    key: str, url: str = URL, *, now: datetime | None = None, ca_file: str | None = None
) -> HotspotsRead:
    """The last day and more (their "3days"), page by page. FeedError when it does not answer."""
    features: list[Any] = []
    for page in range(MOST_PAGES):
        address = f"{url}/viirs/3days?limit={PAGE}&offset={page * PAGE}&pv_idn=52"
        try:
            got = get_json(
                [address], ca_file=ca_file, check=_is_answer, headers={"API-Key": key}
            ).data
        except FeedError as error:
            if any(code in error.text for code in ("401", "403")):
                raise FeedError(
                    "http", "GISTDA_API_KEY is refused, or has no right to hotspots"
                ) from error
            raise
        features += got["features"]
        if len(got["features"]) < PAGE:
            break
    return _read(features, now)


def read(payload: Any, *, now: datetime | None = None) -> HotspotsRead:
    """FeedError("shape") for what is no collection; a bad row costs only itself."""
    _is_answer(payload)
    return _read(payload["features"], now)


def _is_answer(payload: Any) -> None:
    if isinstance(payload, dict) and isinstance(payload.get("features"), list):
        return
    said = (
        text_of(payload.get("message") or payload.get("error")) if isinstance(payload, dict) else ""
    )
    raise FeedError("shape", f"the feed says {said[:120]}" if said else "no list of features")


def _read(features: list[Any], now: datetime | None) -> HotspotsRead:
    pixels: dict[tuple[object, ...], Pixel] = {}
    rejected: list[Rejected] = []
    for number, feature in enumerate(features):
        told = feature.get("properties") if isinstance(feature, dict) else None
        try:
            if not isinstance(told, dict):
                raise ValueError("malformed")
            pixel = _pixel(told, now)
        except ValueError as reason:
            name = text_of(told.get("hotspotid")) if isinstance(told, dict) else ""
            rejected.append(Rejected(name or f"feature {number}", str(reason)))
        else:
            pixels[pixel.satellite, pixel.at, pixel.point] = pixel
    return HotspotsRead(tuple(pixels.values()), tuple(rejected))


def _pixel(told: Mapping[str, Any], now: datetime | None) -> Pixel:
    at = _time(told)
    if now is not None and at - now > AHEAD_AT_MOST:
        raise ValueError("a bad clock")
    satellite = text_of(told.get("satellite"))
    instrument = text_of(told.get("instrument")).upper() or VIIRS
    if instrument not in (kinds.VIIRS, kinds.MODIS):
        raise ValueError("an unknown instrument")
    confidence = text_of(told.get("confidence"))
    code = text_of(told.get("tb_idn"))
    return Pixel(
        source=GISTDA,
        at=at,
        point=point_of(told.get("latitude"), told.get("longitude")),
        radius_m=radius_of(
            amount(told.get("scan"), 0.1, 12), amount(told.get("track"), 0.1, 12), instrument
        ),
        satellite=SATELLITES.get(satellite.lower(), ""),  # another name must not keep pixels apart
        instrument=instrument,
        confidence=confidence_of(confidence) if confidence else NOMINAL,
        land=land_of(text_of(told.get("lu_hp_name")) or text_of(told.get("lu_name"))),
        area=code if lampang.area(code) else "",
        power_mw=amount(told.get("frp"), 0, 100_000),
    )


def _time(told: Mapping[str, Any]) -> datetime:
    """Thai date and clock where they are told, else NASA's in UTC."""
    clock = text_of(told.get("th_time")).replace(":", "")[:4].zfill(4)
    try:
        local = datetime.strptime(f"{text_of(told.get('th_date'))[:10]} {clock}", "%Y-%m-%d %H%M")
    except ValueError:
        return time_of(text_of(told.get("acq_date"))[:10], text_of(told.get("acq_time"))[:5])
    return local.replace(tzinfo=BANGKOK).astimezone(UTC)


def land_of(name: str) -> str:
    return next((kind for word, kind in LAND_WORDS if word in name), "")
