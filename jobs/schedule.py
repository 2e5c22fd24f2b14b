"""Every scheduled job, how often it runs, and with what it is fed. The clock process asks each second what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from bot import alarm
from bot.language import BANGKOK
from bot.sending import Answer
from jobs import fetch_air4thai, fetch_air4thai_history, forget_old, link_menus, read_quota, watch
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
        Job(
            "link_menus",
            ten,
            lambda database, now: link_menus.run(database, now, partial(_post, settings)),
            offset=timedelta(minutes=4),  # after the feeds
        ),
        Job(
            "read_quota",
            ten,
            # Our own pushes since then are added, and those carry real times whatever the demo's clock shows.
            lambda database, _: read_quota.run(database, datetime.now(UTC), get),
        ),
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


@cache
def _post_to(token: str, api_url: str) -> Callable[[str, dict[str, Any]], Answer]:
    from bot.line import Line  # the SDK takes a second to load: not for a list of the jobs

    return partial(Line(token, api_url, connections=2).call, "POST")


def _post(settings: Settings, path: str, body: dict[str, Any]) -> Answer:
    return _post_to(settings.line_channel_access_token, settings.line_api_url)(path, body)
