"""Every scheduled job, how often it runs, and with what it is fed. The clock process asks each second what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot import alarm
from bot.language import BANGKOK
from jobs import fetch_air4thai, fetch_air4thai_history, forget_old, read_quota, watch
from settings import Settings
from sources import air4thai, air4thai_history
from store.db import Database

Run = Callable[[Database, datetime], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Job:
    """`every` divides the day from Bangkok's midnight on; `offset` shifts it (the feeds publish past the hour)."""

    name: str
    every: timedelta
    run: Run
    offset: timedelta = timedelta(0)

    def slot(self, now: datetime) -> datetime:
        """The newest moment at or before `now` at which it is due."""
        midnight = now.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
        since = now - midnight - self.offset
        return (midnight + self.offset + (since // self.every) * self.every).astimezone(UTC)


def jobs(settings: Settings, get: Callable[[str], tuple[int | None, dict[str, Any]]]) -> list[Job]:
    """`get` asks LINE's API (bot/line.py)."""
    urls, ca_file = settings.air4thai_urls, settings.extra_ca_file or None
    ten = timedelta(minutes=10)
    return [
        Job(
            "fetch_air4thai",
            ten,
            lambda database, now: fetch_air4thai.run(
                database, now, partial(air4thai.fetch, urls, ca_file=ca_file, now=now)
            ),
            offset=timedelta(minutes=2),
        ),
        Job(
            "fetch_air4thai_history",
            ten,
            lambda database, now: fetch_air4thai_history.run(
                database,
                now,
                lambda stations: air4thai_history.fetch(urls, stations, now=now, ca_file=ca_file),
            ),
            offset=timedelta(minutes=3),
        ),
        Job("read_quota", ten, lambda database, now: read_quota.run(database, now, get)),
        Job(
            "watch",
            timedelta(minutes=1),
            lambda database, now: watch.run(
                database, now, partial(alarm.raise_alarm, database, settings.alarm_url)
            ),
        ),
        Job(
            "forget_old",
            timedelta(days=1),
            # What is kept carries real times: a demo's clock that runs ahead must not make it old.
            lambda database, now: forget_old.run(database, min(now, datetime.now(UTC))),
            offset=timedelta(hours=3),
        ),
    ]
