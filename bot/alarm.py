"""Tell the operator: in the log, in the database (for /healthz and the console), and at ALARM_URL.

An alarm must not travel only by the line that failed, so none of this goes through LINE.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import requests
import structlog

from store import alarms
from store.db import Database

log = structlog.get_logger()
AGAIN_AFTER = timedelta(minutes=10)


def raise_alarm(database: Database, alarm_url: str, text: str) -> None:
    """Never raises; the same text is passed on at most every ten minutes."""
    log.error("alarm", text=text)
    now = datetime.now(UTC)
    try:
        with database.write() as session:
            is_news = alarms.note(session, text, now, AGAIN_AFTER)
    except Exception:
        log.exception("alarm not kept")
        is_news = True
    if is_news and alarm_url:
        try:
            requests.post(alarm_url, json={"text": text, "at": now.isoformat()}, timeout=(3, 5))
        except requests.RequestException as error:
            log.warning("alarm not delivered", error=type(error).__name__)
