"""Every ten minutes: how many messages LINE still lets us push this month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from store import quota
from store.db import Database

Get = Callable[[str], tuple[int | None, dict[str, Any]]]


def run(database: Database, now: datetime, get: Get) -> dict[str, int]:
    status, told = get("/v2/bot/message/quota")
    used_status, used = get("/v2/bot/message/quota/consumption")
    if status != 200 or used_status != 200:
        raise ConnectionError(
            f"LINE said {status} and {used_status}"
        )  # tried again in half a minute
    limit = int(told.get("value") or 0) if told.get("type") == "limited" else None
    with database.write() as session:
        quota.note(session, limit, int(used.get("totalUsage") or 0), now)
    return {"limit": limit or 0, "used": int(used.get("totalUsage") or 0)}
