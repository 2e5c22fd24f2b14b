"""Every night: what was kept long enough goes (store/forget.py)."""

from __future__ import annotations

from datetime import datetime

from store import forget
from store.db import Database


def run(database: Database, now: datetime) -> dict[str, int]:
    with database.write() as session:
        return forget.what_is_old(session, now)
