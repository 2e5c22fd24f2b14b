"""Every night: raw moments of low-cost sensors go when their month is two months past; their hours stay for ever."""

from __future__ import annotations

from datetime import datetime

from bot.language import BANGKOK
from store import sensors
from store.db import Database

MONTHS_KEPT = (
    2  # whole ones before the one that runs: longer than a late batch may be (domain/measured.py)
)


def run(database: Database, now: datetime) -> dict[str, int]:
    with database.read() as session:
        known = [one.id for one in sensors.listed(session)]
    # Each sensor in a commit of its own: nobody waits long for the lock.
    gone = 0
    for sensor in known:
        with database.write() as session:
            gone += sensors.drop_raw(session, sensor, oldest_kept(now))
    return {"sensors": len(known), "gone": gone}


def oldest_kept(now: datetime) -> datetime:
    """The first moment of the oldest month that is kept, in Thai time."""
    local = now.astimezone(BANGKOK)
    months = local.year * 12 + local.month - 1 - MONTHS_KEPT
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=BANGKOK)
