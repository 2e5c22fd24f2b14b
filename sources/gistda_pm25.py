"""GISTDA's satellite model of PM2.5 ("เช็คฝุ่น"): each district of Lampang now and for the next three hours. No key.

Traps: the times are Thai wall-clock times with a false Z; errors come inside HTTP 200; the district code is a number.
Values are modelled, never measured. Source: GISTDA, https://pm25.gistda.or.th.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from domain import lampang
from domain.air import AHEAD_AT_MOST
from domain.outlook import GISTDA, ModelHour
from sources.air4thai import BANGKOK, MOST_PM25, Rejected, text_of
from sources.fetch import FeedError, get_json
from sources.models import ModelRead, number

SOURCE = GISTDA
URL = "https://pm25.gistda.or.th/rest"
PAGE = "getPm25byAmphoePred3?pv_idn=52"
# The hour itself, then the next three (they are hourly steps).
STEPS = ("pm25", "pred1", "pred2", "pred3")


def fetch(url: str = URL, *, now: datetime, ca_file: str | None = None) -> ModelRead:
    """FeedError when it does not answer, or says that it cannot."""
    fetched = get_json([f"{url.rstrip('/')}/{PAGE}"], ca_file=ca_file, check=_is_answer)
    return read(fetched.data, now=now)


def read(payload: Any, *, now: datetime | None = None) -> ModelRead:
    """FeedError("shape") for what is no answer of GISTDA's; a bad row costs only itself. No rows is no news."""
    _is_answer(payload)
    hours: dict[tuple[str, datetime], ModelHour] = {}
    rejected: list[Rejected] = []
    for row in payload["data"]:
        code = text_of(row.get("ap_idn")) if isinstance(row, dict) else ""
        try:
            for hour in _hours(code, row, now):
                hours[hour.area, hour.at] = hour
        except ValueError as reason:
            rejected.append(Rejected(code, str(reason)))
    return ModelRead(tuple(hours.values()), tuple(rejected))


def _is_answer(payload: Any) -> None:
    if not isinstance(payload, dict) or "status" not in payload:
        raise FeedError("shape", "no status in the answer")
    if payload["status"] != 200 or not isinstance(payload.get("data"), list):
        said = text_of(payload.get("errMsg")) or "no list of districts"
        raise FeedError("shape", f"the feed says {text_of(payload['status'])}: {said[:200]}")


def _hours(code: str, row: Any, now: datetime | None) -> list[ModelHour]:
    if not isinstance(row, dict):
        raise ValueError("malformed")
    if lampang.district_of(code) is None or len(code) != 4:
        raise ValueError("out of place")
    first = _time(text_of(row.get("dt")))
    if now is not None and first - now > AHEAD_AT_MOST:
        raise ValueError("a bad clock")
    found = []
    for step, name in enumerate(STEPS):
        pm25 = number(row.get(name), 0, MOST_PM25)
        if pm25 is not None:
            found.append(ModelHour(SOURCE, code, first + timedelta(hours=step), pm25=pm25))
    if not found:
        raise ValueError("no value")
    return found


def _time(text: str) -> datetime:
    """ "2026-09-02T10:00:00.000Z" is ten o'clock in Thailand: the same body calls it "10:00 น."."""
    try:
        at = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        raise ValueError("no time") from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=BANGKOK)
    return at.astimezone(UTC)
