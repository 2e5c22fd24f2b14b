"""/healthz: whether web, database, worker and clock live, what waits longest, and how old each feed is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from settings import Settings
from store import alarms, clock, feeds, heartbeats, inbox, outbox
from store.db import Database

page = Blueprint("health", __name__)
SILENT_AFTER = timedelta(minutes=2)
ALARMS_SHOWN_FOR = timedelta(hours=1)


@page.get("/healthz")
def healthz() -> tuple[Response, int]:
    now = datetime.now(UTC)
    try:
        told, lives = _look(current_app.config["DATABASE"], now)
    except Exception as error:
        return jsonify(status="database away", error=type(error).__name__), 503
    return jsonify(told), 200 if lives else 503


def _look(database: Database, now: datetime) -> tuple[dict[str, Any], bool]:
    with database.read() as session:
        seen = heartbeats.last_seen(session)
        shown = clock.now(session, now)
        waiting_events, oldest_event = inbox.waiting(session)
        waiting_letters, oldest_letter = outbox.waiting(session)
        told_lately = len(alarms.recent(session, now - ALARMS_SHOWN_FOR))
        all_feeds = {
            feed.name: {
                "seconds_since_it_worked": _seconds(feed.worked_at, shown),
                "seconds_since_its_newest_value": _seconds(feed.newest_at, shown),
                "error": feed.error or None,
            }
            for feed in feeds.listed(session)
        }
        all_feeds |= feeds_off(current_app.config["SETTINGS"])
    # A first start has two minutes before worker and clock must have been seen.
    is_young = now - current_app.config["STARTED_AT"] < SILENT_AFTER
    missing = [kind for kind in ("worker", "clock") if not _lives(seen.get(kind), now, is_young)]
    told = {
        "status": f"no sign of life from {' and '.join(missing)}" if missing else "ok",
        "database": "ok",
        "worker_seconds": _seconds(seen.get("worker"), now),
        "clock_seconds": _seconds(seen.get("clock"), now),
        "events_waiting": waiting_events,
        "oldest_event_seconds": _seconds(oldest_event, now),
        "messages_waiting": waiting_letters,
        "oldest_message_seconds": _seconds(oldest_letter, now),
        "alarms_last_hour": told_lately,
        "feeds": all_feeds,
    }
    return told, not missing


def feeds_off(settings: Settings) -> dict[str, dict[str, Any]]:
    """A feed without its key is no failure, but whoever looks for its values must see why there are none."""
    missing = {
        "dustboy": ("DUSTBOY_API_KEY", settings.dustboy_api_key),
        "firms": ("FIRMS_MAP_KEY", settings.firms_map_key),
        "gistda-hotspots": ("GISTDA_API_KEY", settings.gistda_api_key),
    }
    return {
        feed: {"off": f"{name} is not set"} for feed, (name, value) in missing.items() if not value
    }


def _lives(seen: datetime | None, now: datetime, is_young: bool) -> bool:
    return is_young if seen is None else now - seen < SILENT_AFTER


def _seconds(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else round((now - at).total_seconds(), 1)
